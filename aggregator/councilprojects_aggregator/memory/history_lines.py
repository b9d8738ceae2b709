"""The forms in which the state stands in the output: the lines of `history.jsonl`, and a publisher's own file.

Used by `history` alone. Each form refuses what it could not have written itself: what is read back comes from a disk or
a website, and is trusted no more than any other input.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, TypeAlias

import msgspec

from councilprojects_aggregator.model import EventKind

Moment: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]
# An id becomes a part of a path: no dots, slashes or closing line ends.
Slug: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z", max_length=200)]
Sha256: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]

GroupKey: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{12}\Z")]
Sketch: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Form(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """Members in camel case, as in the standard; what is absent is left out."""


class MetaLine(Form, frozen=True, tag_field="type", tag="meta"):
    """The state as a whole."""

    started_at: Moment
    home: str | None = None


class NoticeForm(Form, frozen=True):
    """A `Notice`."""

    id: str
    published: Moment
    cause: str
    since: Moment
    outcome: str | None = None
    status: int | None = None
    detail: str = ""
    findings: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


class KnownItemForm(Form, frozen=True):
    """A `KnownItem`."""

    list: str
    key: str
    now: str
    kind: str = ""
    names: tuple[str, ...] = ()
    sketches: tuple[Sketch, ...] = ()
    gone_since: Moment | None = None


class KnownForm(Form, frozen=True):
    """A `Known`."""

    codes: dict[str, str] = {}
    turned: dict[str, Moment] = {}
    items: tuple[KnownItemForm, ...] = ()


class RegisteredForm(Form, frozen=True):
    """A `Registered`; its first id may be numbered."""

    first_id: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(_[0-9]+)?\Z", max_length=220)]
    former_ids: tuple[Slug, ...] = ()
    codes: tuple[str, ...] = ()
    iri: str | None = None


class SourceLine(Form, frozen=True, tag_field="type", tag="source"):
    """A source that has been read once; with a digest where there is a copy of its file."""

    source_id: Slug
    url: str
    first_seen: Moment | None = None
    gone_since: Moment | None = None
    removed_since: Moment | None = None
    sha256: Sha256 | None = None
    told: tuple[NoticeForm, ...] = ()
    known: KnownForm | None = None
    registered: RegisteredForm | None = None


class ProjectLine(Form, frozen=True, tag_field="type", tag="project"):
    """A `ProjectHistory`."""

    source_id: Slug
    project_id: Slug
    iri: str
    first_seen: Moment
    gone_since: Moment | None = None
    gone_told: bool = False
    changed_at: Moment | None = None
    content_hash: Sha256 | None = None
    known: KnownForm | None = None
    former_ids: tuple[Slug, ...] = ()
    groups: tuple[GroupKey, ...] = ()


class EventLine(Form, frozen=True, tag_field="type", tag="event"):
    """An `Event`."""

    id: str
    published: Moment
    source_id: Slug
    kind: EventKind
    iri: str
    project_id: Slug | None = None
    detail: dict[str, str | int] = {}
    groups: tuple[GroupKey, ...] = ()


class RegistryLine(Form, frozen=True, tag_field="type", tag="registry"):
    """A registry that was read from a URL; its copy is in `registries/`."""

    url: str
    sha256: Sha256


class NoticedLine(Form, frozen=True, tag_field="type", tag="noticed"):
    """When a match was first found."""

    id: str
    since: Moment


Line: TypeAlias = MetaLine | SourceLine | ProjectLine | EventLine | RegistryLine | NoticedLine


class HeldForm(Form, frozen=True):
    """A `Held`."""

    project_ids: tuple[str, ...]
    answers: int
    first_at: Moment


class RetainedForm(Form, frozen=True):
    """A `Retained`."""

    value: dict[str, Any]
    good_at: Moment


class CopyForm(Form, frozen=True):
    """A publisher's last good copy, `sources/<id>.json`: no fact in it moves while the publisher changes nothing."""

    source_id: Slug
    sha256: Sha256
    good_at: Moment
    final_url: str
    project_ids: tuple[str, ...]
    redirects: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    stale_since: Moment | None = None
    moved_to: str | None = None
    held: HeldForm | None = None
    retained: dict[Slug, RetainedForm] = {}
    body: str = ""
    """The file as text; a byte order mark stands at its head, so that UTF-8 gives the very bytes."""


class StatusOfSource(Form, frozen=True):
    """What is taken from a source's entry in `status.json`."""

    id: str
    checked_at: Moment | None = None


class StatusForm(Form, frozen=True):
    """`status.json`, as far as it is read back."""

    sources: tuple[StatusOfSource, ...] = ()
