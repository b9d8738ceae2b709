"""State files of every version are read, kept small, and remember what spares the next run work."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from stored import STATE, saved

from councilprojects_aggregator.memory.store import VERSION, Store

FILES = sorted(Path(__file__).parent.glob("state-*.sqlite"))
"""A state of each version that was ever written, made by that version: four councils, one with a project set aside,
one held, one that sent a web page and one not found; a registry from a URL."""


def test_there_is_a_file_of_each_version() -> None:
    assert [path.name for path in FILES] == [f"state-{number}.sqlite" for number in range(1, VERSION + 1)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_state_of_every_version_is_read_and_written_on(path: Path, file: Path) -> None:
    shutil.copy(file, path)
    with Store.open(path) as store:
        state = store.load()
        assert state is not None
        store.save(state, {"key": b"report"})
    assert {source_id: bool(record.good) for source_id, record in state.records.items()} == dict.fromkeys(
        ("ambridge", "borchester", "felpersham", "penny-hassett"), True
    )
    assert state.records["ambridge"].retained["bins"].value["phase"] == "alpha"
    assert state.records["felpersham"].held is not None
    assert state.records["borchester"].rejected == b"<html>sorry</html>"
    attempt = state.records["penny-hassett"].attempt
    assert attempt is not None
    assert attempt.outcome == "http-404"
    assert (len(state.histories), len(state.events), len(state.registries)) == (8, 4, 1)
    with Store.open(path) as store:
        assert store.load() == state
        assert store.reports == {"key": b"report"}
        assert shape(store) == shape_of_a_new_one(path.with_name("new.sqlite"))


def shape(store: Store) -> list[tuple[str, ...]]:
    return sorted(store._connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))  # noqa: SLF001


def shape_of_a_new_one(path: Path) -> list[tuple[str, ...]]:
    with Store.open(path) as store:
        return shape(store)


def test_a_file_much_of_which_is_free_is_made_smaller(path: Path) -> None:
    large = replace(STATE, registries={f"https://{number}.example/": b"x" * 100_000 for number in range(40)})
    saved(path, large)
    assert path.stat().st_size > 4_000_000
    assert saved(path, STATE) == STATE
    assert path.stat().st_size < 200_000


def test_reports_are_kept_until_others_take_their_place(path: Path) -> None:
    with Store.open(path) as store:
        store.load()
        store.save(STATE, {"a": b"1", "b": b"2"})
        store.save(STATE, {"b": b"2", "c": b"3"})
    with Store.open(path) as store:
        store.load()
        assert store.reports == {"b": b"2", "c": b"3"}


def test_what_stands_in_the_output_is_known_until_the_next_run_saves(path: Path) -> None:
    with Store.open(path) as store:
        assert store.load() is None
        assert store.standing is None
        store.save(STATE)
        store.confirm("all of it")
    with Store.open(path) as store:
        assert store.load() == STATE
        assert store.standing == "all of it"
        store.save(STATE)
        assert store.standing is None
    with Store.open(path) as store:
        store.load()
        assert store.standing is None


def test_a_disk_too_full_to_remember_what_stands_costs_the_next_run_time_alone(path: Path) -> None:
    with Store.open(path) as store:
        store.save(STATE)
        store._connection.execute("PRAGMA max_page_count = 1")  # noqa: SLF001 (as above)
        store.confirm("x" * 1_000_000)
        assert store.standing is None
        assert store.load() == STATE
