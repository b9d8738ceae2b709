"""Whoever is registered anew, by whatever the registry tells of it, goes on under the name that its feeds had first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from councilprojects_aggregator.model import Event, EventKind, GoodCopy, ProjectHistory, Record, Registry, Source, State
from councilprojects_aggregator.registrations import inherit

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
URLS = {name: f"https://www.{name}.example/projects.json" for name in "abcdefg"}


def source(source_id: str, at: str, **more: Any) -> Source:
    return Source(source_id, source_id.title(), URLS[at], **more)


def after(*registries: tuple[Source, ...], state: State | None = None) -> State:
    """Return what is remembered when the registry has been each of these in turn."""
    state = state or State(NOW, {})
    for sources in registries:
        state = inherit(Registry("R", None, sources), state)
        addresses = {each.id: each.url for each in sources}
        asked = {key: replace(each, url=addresses.get(key, each.url)) for key, each in state.records.items()}
        state = replace(state, records=asked)
    return state


def names(state: State) -> dict[str, str]:
    """Return what the feeds of each source are named after."""
    return {key: each.registered.first_id for key, each in state.records.items() if each.registered}


def former(state: State, source_id: str) -> tuple[str, ...]:
    registered = state.records[source_id].registered
    assert registered
    return registered.former_ids


GSS = {"gss": "E07000001"}
ORG = {"org_ids": ("GB-LAE-AMB",)}


@pytest.mark.parametrize(
    "registries",
    [
        pytest.param(((source("x", "a"),), (source("y", "a"),)), id="another id"),
        pytest.param(
            ((source("x", "a"),), (source("y", "b", previous_urls=(URLS["a"],)),)), id="both, told by address"
        ),
        pytest.param(((source("x", "a", **GSS),), (source("y", "b", **GSS),)), id="both, told by GSS code"),
        pytest.param(((source("x", "a", **ORG),), (source("y", "b", **ORG, **GSS),)), id="both, told by org-id"),
        pytest.param(((source("x", "a"),), (), (source("y", "a"),)), id="after a day in no list"),
        pytest.param(((source("x", "a"),), (source("z", "a"),), (source("y", "a"),)), id="twice"),
        pytest.param(
            ((source("x", "a", **GSS),), (source("z", "b", **GSS),), (source("y", "c", previous_urls=(URLS["b"],)),)),
            id="twice, each time told otherwise",
        ),
    ],
)
def test_feeds_keep_the_first_name(registries: tuple[tuple[Source, ...], ...]) -> None:
    state = after(*registries)
    assert names(state) == {"y": "x"}
    assert former(state, "y") == tuple(sorted({sources[0].id for sources in registries if sources} - {"y"}))


def test_another_address_alone_changes_no_name() -> None:
    state = after((source("x", "a"),), (source("x", "b"),), (source("x", "c"),))
    assert (names(state), former(state, "x")) == ({"x": "x"}, ())


def test_back_again_is_as_before() -> None:
    state = after((source("x", "a"),), (source("y", "a"),), (source("x", "a"),))
    assert (names(state), former(state, "x")) == ({"x": "x"}, ("y",))


@pytest.mark.parametrize("through", ["final_url", "moved_to"])
def test_where_the_old_address_led_is_believed(through: str) -> None:
    copy = GoodCopy(b"{}", "0" * 64, NOW, NOW, URLS["b" if through == "final_url" else "a"], ())
    record = Record("x", URLS["a"], good=copy, moved_to=URLS["b"] if through == "moved_to" else None)
    before = after((source("x", "a"),), state=State(NOW, {"x": record}))
    assert names(after((source("y", "b"),), state=before)) == {"y": "x"}


def test_everything_goes_along() -> None:
    event = Event("tag:1", NOW, "x", EventKind.SOURCE_JOINED, URLS["a"])
    state = State(NOW, {"x": Record("x", URLS["a"])}, (ProjectHistory("x", "bins", "i:x", NOW),), (event,))
    went_on = after((source("y", "a"),), state=state)
    assert [each.source_id for each in (*went_on.records.values(), *went_on.histories, *went_on.events)] == ["y"] * 3
    assert after((source("y", "a"),), state=went_on) == went_on


def test_another_council_under_an_id_that_is_free_again_has_feeds_of_its_own() -> None:
    state = after((source("x", "a"),), (source("y", "a"),), (source("x", "b"), source("y", "a")))
    assert names(state) == {"y": "x", "x": "x_2"}
    assert former(state, "y") == (), "its feeds cannot stand where the other's do"
    state = after((source("y", "a"), source("z", "b")), state=state)
    assert names(state) == {"y": "x", "z": "x_2"}
    assert (former(state, "y"), former(state, "z")) == ((), ("x",))


def test_two_that_exchange_their_ids_are_told_by_their_addresses() -> None:
    state = after((source("x", "a"), source("y", "b")), (source("x", "b"), source("y", "a")))
    assert names(state) == {"x": "y", "y": "x"}
    assert state.records["x"].url == URLS["b"]


def test_an_id_in_use_tells_more_than_an_address() -> None:
    before = (source("x", "a"),)
    moved = after(before, (source("x", "b"), source("y", "a")))
    assert names(moved) == {"x": "x", "y": "y"}
    told = after(before, (source("x", "b", previous_urls=(URLS["a"],)), source("y", "a")))
    assert names(told) == {"x": "x", "y": "y"}


def test_whoever_is_still_registered_leaves_nothing_to_inherit() -> None:
    state = after((source("x", "a"),), (source("x", "a"), source("y", "b", previous_urls=(URLS["a"],))))
    assert names(state) == {"x": "x", "y": "y"}


def test_one_source_has_one_heir_and_that_is_who_has_its_address() -> None:
    state = after((source("x", "a"),), (source("y", "b", previous_urls=(URLS["a"],)), source("z", "a")))
    assert names(state) == {"y": "y", "z": "x"}


def test_a_code_that_two_have_tells_nothing() -> None:
    two = (source("y", "b", **GSS), source("z", "c", **GSS))
    assert names(after((source("x", "a", **GSS),), two)) == {"x": "x", "y": "y", "z": "z"}


def test_a_councils_own_file_does_not_go_on_from_a_compiled_one() -> None:
    compiled = source("x", "a", compiled_by={"name": "Somebody"}, **GSS)
    assert names(after((compiled,), (source("y", "b", **GSS),))) == {"x": "x", "y": "y"}
    again = source("y", "b", compiled_by={"name": "Somebody"}, **GSS)
    assert names(after((compiled,), (again,))) == {"y": "x"}


def test_a_state_from_before_names_were_kept_gets_them() -> None:
    state = State(NOW, {"x": Record("x", URLS["a"])})
    assert names(after((source("x", "a"),), state=state)) == {"x": "x"}
    assert names(after((source("y", "a"),), state=state)) == {"y": "x"}
