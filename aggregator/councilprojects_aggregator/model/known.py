"""What subscribers know of a project, or of a publisher as a whole: codes and digests. Nothing here does work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An output, offer, want or partner that was told, or was there from the first.

    It holds digests alone, from which nobody can read what a publisher has taken out since.
    """

    list: str
    """`outputs`, `offers`, `wants` or `partners`."""
    key: str
    """By which events name it, for ever."""
    now: str
    """The key of its present content: publishers edit."""
    kind: str = ""
    """Digest of its codes (`type`, `resource`)."""
    names: tuple[str, ...] = ()
    """Digests of what it is known by: its address, its codes in registers, a partner's name."""
    sketches: tuple[str, ...] = ()
    """What its words are like, for each language (`sameness.sketch`)."""
    gone_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What events have told so far, and what was there at the first sight: against this a change is judged."""

    codes: Mapping[str, str] = field(default_factory=dict)
    """`phase` and `status`, as last told."""
    turned: Mapping[str, datetime] = field(default_factory=dict)
    """Since when a code stands at a value that it had before (`phase-alpha`): not told until it lasts."""
    items: tuple[KnownItem, ...] = ()
