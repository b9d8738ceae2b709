"""Reading `status.json` of an output, in a folder or on the web, as far as `councilprojects status` needs it.

An edge. Whatever it reads may be hostile, for the address may be anybody's: it is bounded, its shape is demanded, and
its text is made fit for a terminal by `table`.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import msgspec

from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.outcomes import sentence
from councilprojects_aggregator.writers.paths import STATUS_DATA
from councilprojects_validator.wording import _

LARGEST = 100_000_000
"""Bytes. Two thousand councils with hundreds of findings each."""


class StatusError(Exception):
    """The status cannot be read; the message is a sentence for the person who asked."""


class SourceStatus(msgspec.Struct, frozen=True, rename="camel"):
    """One source, as far as it is shown."""

    id: str
    name: str
    state: str
    sentence: str
    good_at: str | None = None
    trouble_since: str | None = None


class Status(msgspec.Struct, frozen=True, rename="camel"):
    """`status.json`, as far as it is shown."""

    council_projects_status: str
    checked: str
    troubles: tuple[str, ...]
    sources: tuple[SourceStatus, ...]


def read_status(place: str, fetcher: Fetcher) -> Status:
    """Return the status at a folder, file or URL; raise StatusError."""
    content = _from_web(place, fetcher) if urlsplit(place).scheme in {"http", "https"} else _from_disk(Path(place))
    try:
        return msgspec.json.decode(content, type=Status)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise StatusError(_("{place} holds no status that this program wrote.").format(place=place)) from error


def _from_disk(path: Path) -> bytes:
    file = path / STATUS_DATA if path.is_dir() else path
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StatusError(_("{path} could not be read: {reason}.").format(path=file, reason=reason)) from error
    if len(content) > LARGEST:
        raise StatusError(_("{path} is too big to be a status.").format(path=file))
    return content


def _from_web(place: str, fetcher: Fetcher) -> bytes:
    url = place if urlsplit(place).path.endswith(".json") else urljoin(place.rstrip("/") + "/", STATUS_DATA)
    outcome = fetcher.get(url)
    if outcome.body is None:
        words = _("{url} could not be read. {reason}")
        reason = sentence(outcome.code, outcome.status, outcome.detail)
        raise StatusError(words.format(url=url, reason=reason))
    return outcome.body
