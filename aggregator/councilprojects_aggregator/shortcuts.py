"""What spares an unchanged run its work: reports made already, and the pages that stand in the output.

Between `merge` and `match`. Pure. Matching and the writers promise the same for the same catalogue; so where the
catalogue is the same, moving facts apart, nothing is compared and nothing but these facts has to be written. Losing a
shortcut costs time, no more.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from councilprojects_aggregator.model import Attempt, Catalogue, GoodCopy, Publication, Record


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the output, by digests of what it was written from."""

    content: str | None = None
    """The `content_digest`; None if that is not known."""
    feeds: Mapping[str, str] = field(default_factory=dict)
    """By feed, as `write_feeds` gave them: some stand although others have changed."""


NOTHING_STANDS = Standing()


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """What the last run has left for this one."""

    edition: str = ""
    reports: Mapping[str, bytes] = field(default_factory=dict)
    """As `Reports.packed` gave them."""
    matched: Mapping[str, bytes] = field(default_factory=dict)
    """As `Matched.kept` was."""
    standing: Standing = NOTHING_STANDS
    """What stands there untouched."""


def content_digest(catalogue: Catalogue, history: bytes, edition: str) -> str | None:
    """Return a digest of all that is matched and the files of content are written from, None where it cannot be told.

    `history` is the bytes of `history.jsonl`, which stand for what of the state is no part of the catalogue.
    """
    settled = dataclasses.replace(catalogue, publications=tuple(map(_settled, catalogue.publications)), projects=())
    try:
        content = msgspec.json.encode(settled)
    except (UnicodeEncodeError, ValueError):  # a lone surrogate, a number beyond JSON
        return None
    return hashlib.sha256(b"\0".join((edition.encode(), history, content))).hexdigest()


def _settled(publication: Publication) -> Publication:
    """Return `publication` without moving facts, and without what its bytes and the edition decide."""
    return dataclasses.replace(publication, record=_still(publication.record), report=None)


def _still(record: Record) -> Record:
    """Return `record` as pages of content may tell of it: of a source in trouble when it was well, and what is wrong.

    When it was tried moves with each run. When it was confirmed moves while all is well.
    """
    troubled = record.stale_since is not None
    good, attempt = record.good, record.attempt
    return dataclasses.replace(
        record,
        attempt=_what_is_wrong(attempt) if attempt and (troubled or good is None) else None,
        good=_copy(good, troubled=troubled) if good else None,
        rejected=hashlib.sha256(record.rejected).digest() if record.rejected else None,
        # As it was before this run; what it came to stands in the history.
        known=None,
    )


def _what_is_wrong(attempt: Attempt) -> Attempt:
    return dataclasses.replace(
        attempt,
        tried_at=attempt.tried_at.min.replace(tzinfo=attempt.tried_at.tzinfo),
        fails=0,
        next_at=None,
        retry_at=None,
    )


def _copy(good: GoodCopy, *, troubled: bool) -> GoodCopy:
    """Return the copy, its digest in place of its bytes."""
    confirmed = good.checked_at if troubled else good.good_at
    return dataclasses.replace(good, body=b"", checked_at=confirmed, full_at=None)
