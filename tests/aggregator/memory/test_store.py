"""The state comes back as it was saved, whole or not at all, and nobody else's file is touched."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from stored import FULL, NOW, STATE, saved

from councilprojects_aggregator.memory.store import VERSION, Store, StoreError
from councilprojects_aggregator.model import Attempt, State


def changes(path: Path, state: State) -> int:
    """Return how many rows are written when `state` is saved over what the file holds."""
    with Store.open(path) as store:
        store.load()
        before = store._connection.total_changes  # noqa: SLF001 (SQLite's own count is the measure)
        store.save(state)
        return store._connection.total_changes - before  # noqa: SLF001


def test_a_new_state_is_empty(path: Path) -> None:
    assert saved(path) is None


def test_everything_comes_back_as_it_was(path: Path) -> None:
    assert saved(path, STATE) == STATE


def test_what_is_gone_from_the_state_is_gone_from_the_file(path: Path) -> None:
    emptied = replace(FULL, good=None, held=None, retained={}, rejected=None)
    later = State(NOW, {"ambridge": emptied})
    assert saved(path, STATE, later) == later
    assert b"\xef\xbb\xbf{\r\n}" not in path.read_bytes()


def test_only_what_changed_is_written(path: Path) -> None:
    saved(path, STATE)
    assert changes(path, STATE) == 0
    tried = replace(FULL, attempt=Attempt(NOW, "fetched", 200))
    assert changes(path, replace(STATE, records={**STATE.records, "ambridge": tried})) == 1


def test_a_second_run_is_told_to_wait(path: Path) -> None:
    with Store.open(path), pytest.raises(StoreError, match="Another run is using"):
        Store.open(path)
    with Store.open(path) as store:
        assert store.load() is None


def test_nothing_but_the_lock_stays_beside_the_file(path: Path) -> None:
    saved(path, STATE)
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, path.name + ".lock"]


def test_missing_folders_are_made(tmp_path: Path) -> None:
    assert saved(tmp_path / "a" / "b" / "state.sqlite", STATE) == STATE


@pytest.mark.parametrize("content", [b"{}" * 600, b"SQLite format 3\x00" + b"\xff" * 2000])
def test_a_file_that_is_no_database_is_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match="was left as it is"):
        Store.open(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_as_it_is(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE history (url TEXT)")
    other.close()
    content = path.read_bytes()
    with pytest.raises(StoreError, match="database of another program"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_newer_versions_state_is_left_as_it_is(path: Path) -> None:
    saved(path, STATE)
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    with pytest.raises(StoreError, match="newer version"):
        Store.open(path)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE record SET facts = '{}' WHERE source_id = 'ambridge'",
        "UPDATE record SET facts = 'not json' WHERE source_id = 'ambridge'",
        "DELETE FROM body",
        "UPDATE meta SET value = 'yesterday'",
        "UPDATE event SET facts = '[]'",
        "DROP TABLE event",
    ],
)
def test_a_damaged_state_is_a_sentence(path: Path, damage: str) -> None:
    saved(path, STATE)
    with sqlite3.connect(path) as connection:
        connection.execute(damage)
    connection.close()
    with Store.open(path) as store, pytest.raises(StoreError, match=str(path)):
        store.load()


def test_a_torn_file_is_a_sentence(path: Path) -> None:
    saved(path, replace(STATE, registries={"https://registry.example/": b"x" * 100_000}))
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    with pytest.raises(StoreError, match=str(path)), Store.open(path) as store:
        store.load()


def test_a_folder_in_its_place_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=str(tmp_path)):
        Store.open(tmp_path)


def test_a_file_where_its_folder_should_be_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(tmp_path / "file" / "state.sqlite")


def test_a_full_disk_keeps_what_was_saved_before(path: Path) -> None:
    saved(path, STATE)
    with Store.open(path) as store:
        store._connection.execute("PRAGMA max_page_count = 1")  # noqa: SLF001 (SQLite's own way to have no room)
        with pytest.raises(StoreError, match="full"):
            store.save(replace(STATE, records={}, registries={"https://big.example/": b"x" * 1_000_000}))
        assert store.load() == STATE


KILLED = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from councilprojects_aggregator.memory.store import Store
store = Store.open(Path(sys.argv[1]))
state = store.load()
store._connection.set_progress_handler(lambda: os.kill(os.getpid(), signal.SIGKILL), int(sys.argv[2]))
store.save(replace(state, records={}, events=(), registries={str(number): b"x" * 9000 for number in range(200)}))
"""


@pytest.mark.parametrize("instructions", [1, 60, 700])
def test_a_run_that_is_killed_while_it_saves_leaves_the_state_before(path: Path, instructions: int) -> None:
    saved(path, STATE)
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(instructions)], check=False)
    assert done.returncode == -9
    with Store.open(path) as store:
        assert store.load() == STATE
