"""The state in the output, and back: what subscribers and publishers would miss if the state were lost.

`history_files` is a writer like the others; `restore` reads what it wrote. Both are pure: the reading of an earlier
output is handed in. Promises (contracts.md, “Time, sameness, loss”) that a restored run adds no entry and loses no
stale copy, and (standard, principle 7) that what a publisher has removed is in none of these files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

import msgspec

from councilprojects_aggregator.memory.history_lines import (
    CopyForm,
    EventLine,
    Form,
    HeldForm,
    KnownForm,
    Line,
    MetaLine,
    NoticedLine,
    NoticeForm,
    ProjectLine,
    RegisteredForm,
    RegistryLine,
    RetainedForm,
    SourceLine,
    StatusForm,
)
from councilprojects_aggregator.model import (
    Event,
    Files,
    GoodCopy,
    Held,
    Known,
    Notice,
    ProjectHistory,
    Record,
    Registered,
    Retained,
    State,
)
from councilprojects_aggregator.writers.paths import STATUS_DATA
from councilprojects_validator.wording import _

Read: TypeAlias = Callable[[str], bytes | None]
"""Gives a file of an earlier output by its path, None if it is not there."""

T = TypeVar("T")

HISTORY = "history.jsonl"

# A body of 10 MB whose every character JSON must escape, and as much again of retained projects.
LARGEST_FILE = 40_000_000
# A million lines of 300 bytes: thirty years of a thousand busy councils.
LARGEST_HISTORY = 300_000_000

_LINE: msgspec.json.Decoder[Line] = msgspec.json.Decoder(Line)
_COPY = msgspec.json.Decoder(CopyForm)
_STATUS = msgspec.json.Decoder(StatusForm)


class RestoreError(Exception):
    """The earlier output cannot be restored from; the message is a sentence for the person who runs us."""


def history_files(state: State, published: Collection[str]) -> Files:
    """Return the files from which `state` can be restored, attempts and refused answers apart.

    Only of sources in `published` is there a copy, which holds their text; of the others their history remains.
    """
    files = {HISTORY: history_lines(state, published)}
    for source_id, record in state.records.items():
        if record.good and source_id in published:
            form = _copy_form(source_id, record, record.good)
            files[_copy_path(source_id)] = msgspec.json.format(msgspec.json.encode(form), indent=2) + b"\n"
    return files | {_registry_path(url): content for url, content in state.registries.items()}


def history_lines(state: State, published: Collection[str]) -> bytes:
    """Return `history.jsonl` alone: everything that `history_files` writes but the copies."""
    return b"".join(msgspec.json.encode(line) + b"\n" for line in _lines(state, published))


def restore(read: Read) -> State:
    """Return the state that an earlier output was written from; raise RestoreError if it is damaged.

    Whom to ask first, and what was answered last, is not in it: after a restore everybody is asked.
    """
    content = read(HISTORY)
    if content is None:
        raise RestoreError(
            _(
                "There is no {path} in the earlier output: is it a folder or address that this program wrote? If "
                "nothing was ever published there, say so by --first-run."
            ).format(path=HISTORY)
        )
    lines = tuple(_read_lines(content))
    started = [line for line in lines if isinstance(line, MetaLine)]
    if len(started) != 1:
        raise _damaged(HISTORY, _("it does not say when it was begun"))
    checked = _checked(read)
    return State(
        started_at=started[0].started_at,
        home=started[0].home,
        records={line.source_id: _record(read, line, checked) for line in lines if isinstance(line, SourceLine)},
        histories=tuple(
            msgspec.convert(line, ProjectHistory, from_attributes=True)
            for line in lines
            if isinstance(line, ProjectLine)
        ),
        events=tuple(Event(**_members(line)) for line in lines if isinstance(line, EventLine)),
        registries={line.url: _registry(read, line) for line in lines if isinstance(line, RegistryLine)},
        noticed={line.id: line.since for line in lines if isinstance(line, NoticedLine)},
    )


def _lines(state: State, published: Collection[str]) -> Iterator[Line]:
    yield MetaLine(state.started_at, state.home)
    for url, content in sorted(state.registries.items()):
        yield RegistryLine(url, _digest(content))
    for source_id, record in sorted(state.records.items()):
        if record.first_seen or record.gone_since or record.told:
            yield _source_line(source_id, record, is_published=source_id in published)
    for history in sorted(state.histories, key=lambda history: (history.source_id, history.project_id)):
        yield msgspec.convert(history, ProjectLine, from_attributes=True)
    for event in sorted(state.events, key=lambda event: (event.published, event.id)):
        yield msgspec.convert(event, EventLine, from_attributes=True)
    for key, since in sorted(state.noticed.items()):
        yield NoticedLine(key, since)


def _source_line(source_id: str, record: Record, *, is_published: bool) -> SourceLine:
    return SourceLine(
        source_id=source_id,
        url=record.url,
        first_seen=record.first_seen,
        gone_since=record.gone_since,
        removed_since=record.removed_since,
        sha256=record.good.sha256 if record.good and is_published else None,
        told=tuple(msgspec.convert(notice, NoticeForm, from_attributes=True) for notice in record.told),
        known=msgspec.convert(record.known, KnownForm, from_attributes=True) if record.known else None,
        registered=msgspec.convert(record.registered, RegisteredForm, from_attributes=True)
        if record.registered
        else None,
    )


def _copy_form(source_id: str, record: Record, good: GoodCopy) -> CopyForm:
    return CopyForm(
        source_id=source_id,
        sha256=good.sha256,
        good_at=good.good_at,
        final_url=good.final_url,
        project_ids=good.project_ids,
        redirects=good.redirects,
        etag=good.etag,
        last_modified=good.last_modified,
        stale_since=record.stale_since,
        moved_to=record.moved_to,
        held=msgspec.convert(record.held, HeldForm, from_attributes=True) if record.held else None,
        retained={key: RetainedForm(kept.value, kept.good_at) for key, kept in sorted(record.retained.items())},
        body=good.body.decode("utf-8"),
    )


def _read_lines(content: bytes) -> Iterator[Line]:
    if len(content) > LARGEST_HISTORY:
        raise _damaged(HISTORY, _("it is too big"))
    for number, line in enumerate(content.splitlines(), start=1):
        yield _decoded(HISTORY, line, _LINE, _("line {number}").format(number=number))


def _checked(read: Read) -> Mapping[str, datetime]:
    """Return when each source last confirmed its copy: a moving fact, kept by the status alone and dispensable."""
    try:
        status = _STATUS.decode(read(STATUS_DATA) or b"{}")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
    return {source.id: source.checked_at for source in status.sources if source.checked_at}


def _record(read: Read, line: SourceLine, checked: Mapping[str, datetime]) -> Record:
    bare = Record(
        source_id=line.source_id,
        url=line.url,
        first_seen=line.first_seen,
        gone_since=line.gone_since,
        removed_since=line.removed_since,
        told=tuple(Notice(**_members(notice)) for notice in line.told),
        known=msgspec.convert(line.known, Known, from_attributes=True) if line.known else None,
        registered=Registered(**_members(line.registered)) if line.registered else None,
    )
    if line.sha256 is None:
        return bare
    form = _copy(read, line.source_id, line.sha256)
    return replace(
        bare,
        good=_good(form, checked.get(line.source_id, form.good_at)),
        stale_since=form.stale_since,
        moved_to=form.moved_to,
        held=Held(**_members(form.held)) if form.held else None,
        retained={key: Retained(**_members(kept)) for key, kept in form.retained.items()},
    )


def _copy(read: Read, source_id: str, sha256: str) -> CopyForm:
    path = _copy_path(source_id)
    form = _decoded(path, _content(read, path), _COPY)
    if form.source_id != source_id or not form.sha256 == sha256 == _digest(form.body.encode("utf-8")):
        raise _damaged(path, _("its digest is not the right one"))
    return form


def _good(form: CopyForm, checked_at: datetime) -> GoodCopy:
    """Return the copy; when an unconditional answer was had last is not kept, but not before its bytes first came."""
    return GoodCopy(
        body=form.body.encode("utf-8"),
        sha256=form.sha256,
        good_at=form.good_at,
        # The status gives whole seconds.
        checked_at=max(checked_at, form.good_at),
        final_url=form.final_url,
        project_ids=form.project_ids,
        redirects=form.redirects,
        full_at=form.good_at,
        etag=form.etag,
        last_modified=form.last_modified,
    )


def _registry(read: Read, line: RegistryLine) -> bytes:
    path = _registry_path(line.url)
    content = _content(read, path)
    if _digest(content) != line.sha256:
        raise _damaged(path, _("its digest is not the right one"))
    return content


def _content(read: Read, path: str) -> bytes:
    content = read(path)
    if content is None:
        raise _damaged(path, _("it is not there"))
    if len(content) > LARGEST_FILE:
        raise _damaged(path, _("it is too big"))
    return content


def _decoded(path: str, content: bytes, decoder: msgspec.json.Decoder[T], where: str = "") -> T:
    try:
        return decoder.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _damaged(path, where or _("it is not in the form that we write")) from error


def _damaged(path: str, reason: str) -> RestoreError:
    return RestoreError(
        _("{path} in the earlier output is damaged ({reason}), so nothing was restored.").format(
            path=path, reason=reason
        )
    )


def _members(form: Form) -> dict[str, Any]:
    return msgspec.structs.asdict(form)


def _copy_path(source_id: str) -> str:
    return f"sources/{source_id}.json"


def _registry_path(url: str) -> str:
    return f"registries/{_digest(url.encode('utf-8'))[:16]}.json"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
