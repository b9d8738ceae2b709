"""What is remembered between runs, in one SQLite file: an edge, the only one that knows SQL.

Promises that a run is remembered whole or not at all, wherever it is killed; that one process at a time writes; and
that a file which is not ours, damaged, or made by a newer version is never touched. Whatever in it subscribers or
publishers would miss also stands in the output (`history`).
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Self

import msgspec

from councilprojects_aggregator.memory.rows import Rows, Table, rows_of, state_of
from councilprojects_aggregator.model import State
from councilprojects_validator.wording import _

VERSION = 4
"""Kept in `user_version`. A new *fact* needs no new version (see SCHEMA), a new table does, and its step."""

STEPS = {
    1: "CREATE TABLE report (key TEXT PRIMARY KEY, content BLOB NOT NULL);",
    2: "CREATE TABLE robots (origin TEXT PRIMARY KEY, facts BLOB NOT NULL);",
    3: "CREATE TABLE matched (iri TEXT PRIMARY KEY, content BLOB NOT NULL);"
    "CREATE TABLE noticed (key TEXT PRIMARY KEY, since TEXT NOT NULL);",
}
"""What makes a state of that version one of the next; a test holds a file of each version against it."""

APPLICATION_ID = 0x43507243  # “CPrC”; with it a state file can be told from anybody else's database

# Facts stand as JSON in one column: the state is read whole and never queried, and a new fact with a default needs no
# migration. Bytes and single projects have tables of their own, so that a run in which nothing changed writes little.
SCHEMA = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (source_id TEXT PRIMARY KEY, facts BLOB NOT NULL);
CREATE TABLE body (source_id TEXT, kind TEXT CHECK (kind IN ('good', 'rejected')), content BLOB NOT NULL,
  PRIMARY KEY (source_id, kind));
CREATE TABLE retained (source_id TEXT, project_id TEXT, facts BLOB NOT NULL, PRIMARY KEY (source_id, project_id));
CREATE TABLE history (source_id TEXT, project_id TEXT, facts BLOB NOT NULL, PRIMARY KEY (source_id, project_id));
CREATE TABLE event (id TEXT PRIMARY KEY, facts BLOB NOT NULL);
CREATE TABLE registry (url TEXT PRIMARY KEY, content BLOB NOT NULL);
PRAGMA application_id = {APPLICATION_ID};
"""
"""Of version 1; the steps make the rest, so that a new state and a migrated one are the same."""

LEAST_VACUUM = 1_000_000
"""Bytes of free pages below which nothing is won by writing the file anew …"""

VACUUM_SHARE = 0.5
"""… and the share of the file that has to be free for it: it costs a second for a hundred megabytes."""

STANDING = ("standing",)
"""The row of `meta` that says what stands in the output; saving takes it away, for the output is about to change."""


class StoreError(Exception):
    """The state cannot be read or written; the message is a sentence for the person who runs us."""


@dataclass(slots=True)
class Store:
    """An open state file. Use it with `with`, or close it."""

    path: Path
    _connection: sqlite3.Connection
    _lock: IO[bytes]
    _rows: Rows = field(default_factory=dict)
    """What the file holds, by table and key, as last loaded or saved."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the state at `path`, made if there is none; raise StoreError if it is not ours to write."""
        lock = _locked(path)
        try:
            with _sentences(path):
                connection = sqlite3.connect(path)
                try:
                    _prepare(connection, path)
                except BaseException:
                    connection.close()
                    raise
        except BaseException:
            lock.close()
            raise
        return cls(path, connection, lock)

    def load(self) -> State | None:
        """Return what was saved last, None if nothing was."""
        with _sentences(self.path):
            self._rows = {table: dict(_select(self._connection, table)) for table in KEYS}
            return state_of(self._rows)

    @property
    def reports(self) -> Mapping[str, bytes]:
        """The reports that were saved last, once the state is loaded."""
        return {key: content for (key,), content in self._rows.get("report", {}).items()}

    @property
    def matched(self) -> Mapping[str, bytes]:
        """What was matched last, once the state is loaded."""
        return {iri: content for (iri,), content in self._rows.get("matched", {}).items()}

    @property
    def standing(self) -> str | None:
        """What `confirm` was given after the last run, None if that did not come so far."""
        found: str | None = self._rows.get("meta", {}).get(STANDING)
        return found

    def save(
        self, state: State, reports: Mapping[str, bytes] | None = None, matched: Mapping[str, bytes] | None = None
    ) -> None:
        """Make the file hold `state`, in one transaction; write only what differs from what it holds."""
        with _sentences(self.path):
            shortcuts = {"report": reports or {}, "matched": matched or {}}
            made = {table: _made(each) for table, each in shortcuts.items()}
            self._write({**rows_of(state), **made})
            self._compact()

    def confirm(self, standing: str) -> None:
        """Remember that this stands in the output now, whole; where it cannot be, the next run has more to do."""
        with _sentences(self.path), suppress(sqlite3.OperationalError):
            self._write({**self._rows, "meta": {**self._rows["meta"], STANDING: standing}})

    def _write(self, rows: Rows) -> None:
        if not self._rows:
            self._rows = {table: dict(_select(self._connection, table)) for table in KEYS}
        with self._connection:
            for table, wanted in rows.items():
                _update(self._connection, table, self._rows[table], wanted)
        self._rows = rows

    def _compact(self) -> None:
        """Give back to the disk what was freed, where that is much."""
        questions = ("PRAGMA freelist_count", "PRAGMA page_count", "PRAGMA page_size")
        free, pages, size = (self._connection.execute(question).fetchone()[0] for question in questions)
        if free * size >= LEAST_VACUUM and free >= pages * VACUUM_SHARE:
            with suppress(sqlite3.OperationalError):  # no room for the new file: the old one stays
                self._connection.execute("VACUUM")

    def close(self) -> None:
        """Close the file; SQLite then folds its write-ahead log in, so that nothing is left beside it but the lock."""
        self._connection.close()
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


KEYS = {
    "meta": ("name",),
    "record": ("source_id",),
    "body": ("source_id", "kind"),
    "retained": ("source_id", "project_id"),
    "history": ("source_id", "project_id"),
    "event": ("id",),
    "registry": ("url",),
    "report": ("key",),
    "robots": ("origin",),
    "matched": ("iri",),
    "noticed": ("key",),
}
VALUE = {
    "meta": "value",
    "noticed": "since",
    **dict.fromkeys(("body", "registry", "report", "matched"), "content"),
}
"""The column beside the key; `facts` in the other tables."""


def _locked(path: Path) -> IO[bytes]:
    # Not on the database itself: closing any other descriptor of it would drop SQLite's own locks (POSIX).
    beside = path.with_name(path.name + ".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = beside.open("ab")
    except OSError as error:
        raise StoreError(
            _("The state {path} cannot be opened: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise StoreError(
            _(
                "Another run is using the state {path}. Wait until it has ended, or name another file by --state."
            ).format(path=path)
        ) from error
    return lock


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    application, version, tables = (
        connection.execute(question).fetchone()[0]
        for question in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema")
    )
    if tables and application != APPLICATION_ID:
        raise StoreError(
            _("{path} is a database of another program. It was left as it is; name another file by --state.").format(
                path=path
            )
        )
    if version > VERSION:
        raise StoreError(
            _(
                "{path} was written by a newer version of this program. Install that, or name another file by --state."
            ).format(path=path)
        )
    connection.execute("PRAGMA journal_mode = WAL")
    # What a publisher has removed leaves the file too, and does not stay in its free pages (standard, principle 7).
    connection.execute("PRAGMA secure_delete = ON")
    if not tables:
        connection.executescript(f"BEGIN;{SCHEMA}{_steps(1)}COMMIT;")
    elif version < VERSION:
        connection.executescript(f"BEGIN IMMEDIATE;{_steps(version)}COMMIT;")


def _steps(version: int) -> str:
    """Return what makes a state of `version` one of ours."""
    return "".join(STEPS[number] for number in range(version, VERSION)) + f"PRAGMA user_version = {VERSION};"


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """Turn what SQLite and the reading of its rows raise into a StoreError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(
            _("The state {path} could not be read or written: {reason}. What it held before is unchanged.").format(
                path=path, reason=error
            )
        ) from error
    except (sqlite3.DatabaseError, msgspec.MsgspecError, KeyError, ValueError) as error:
        raise StoreError(
            _(
                "{path} is not a state of this program, or it is damaged. It was left as it is. Move it away and run "
                "again with --restore and the address of an earlier output, or name another file by --state."
            ).format(path=path)
        ) from error


def _select(connection: sqlite3.Connection, table: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    key = KEYS[table]
    columns = ", ".join((*key, VALUE.get(table, "facts")))
    for row in connection.execute(f"SELECT {columns} FROM {table}"):  # noqa: S608 (names from the constants above)
        yield row[: len(key)], row[-1]


def _update(connection: sqlite3.Connection, table: str, held: Table, wanted: Table) -> None:
    key = KEYS[table]
    columns, marks = (*key, VALUE.get(table, "facts")), ", ".join("?" * (len(key) + 1))
    same = " AND ".join(f"{column} = ?" for column in key)
    changed = [(*row, value) for row, value in wanted.items() if row not in held or held[row] != value]
    connection.executemany(f"DELETE FROM {table} WHERE {same}", [row for row in held if row not in wanted])  # noqa: S608 (as above)
    connection.executemany(f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({marks})", changed)  # noqa: S608 (as above)


def _made(shortcuts: Mapping[str, bytes]) -> Table:
    return {(key,): content for key, content in shortcuts.items()}
