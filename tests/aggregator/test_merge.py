"""One catalogue from all publications; a compiled file gives way to the council's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from councilprojects_aggregator.merge import give_way, merge
from councilprojects_aggregator.model import (
    Event,
    EventKind,
    Health,
    Project,
    ProjectHistory,
    Publication,
    Record,
    Registry,
    Source,
    State,
)
from councilprojects_validator.freshness import Freshness

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
FIRST = datetime(2026, 1, 1, 6, 0, tzinfo=UTC)
COMPILER = {"compiledBy": {"name": {"en-gb": "Compilers"}, "url": "https://compilers.example/"}}


def publication(source_id: str, *, compiled: bool = False, verified: bool = True, **data: Any) -> Publication:
    source = Source(source_id, source_id.title(), f"https://{source_id}.example/projects.json")
    return Publication(
        source=source,
        record=Record(source_id, source.url),
        health=Health.CURRENT,
        verified=verified,
        address=source.url,
        data=data,
        file=COMPILER if compiled else {},
        projects=(project(source_id),),
    )


def project(source_id: str) -> Project:
    iri = f"https://{source_id}.example/projects.json#bins"
    title = {"en-gb": "Bins"}
    return Project(source_id, "bins", iri, {}, title, Freshness.FRESH, date(2027, 1, 1), NOW, NOW, NOW, iri)


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        (publication("own", gss="E07000001"), False),
        (publication("own", url="https://ambridge.example/about"), False),
        (publication("own", gss="E07000001", verified=False), True),
        (publication("own", gss="E07000001", compiled=True), True),
        (replace(publication("own", gss="E07000001"), address=None), True),
        (publication("own", gss="E07000002", url="https://www.borsetshire.example/"), True),
        (publication("own"), True),
    ],
    ids=["same gss", "same domain", "unverified", "both compiled", "nothing published", "another council", "anonymous"],
)
def test_only_the_councils_own_verified_file_silences_a_compiled_one(own: Publication, shown: bool) -> None:  # noqa: FBT001
    compiled = publication("compiled", compiled=True, gss="E07000001", url="https://www.ambridge.example/")
    result = give_way({"compiled": compiled, "own": own})
    assert result["own"] == own
    if shown:
        assert result["compiled"] == compiled
    else:
        assert result["compiled"].projects == ()
        assert result["compiled"].health is Health.SUPERSEDED
        assert result["compiled"].reason == "Own now publishes its own file, so this compiled one is not shown."


def state(**changes: Any) -> State:
    histories = tuple(
        ProjectHistory(each, "bins", f"https://{each}.example/old.json#bins", FIRST, changed_at=NOW)
        for each in ("ambridge", "borsetshire")
    )
    return replace(State(FIRST, {}, histories=histories), **changes)


REGISTRY = Registry("Borsetshire registry", "https://registry.example/registry.json", ())


def test_sources_and_projects_are_sorted_by_id_and_dated_from_their_history() -> None:
    both = [publication("borsetshire"), publication("ambridge")]
    catalogue = merge(REGISTRY, both, state(), NOW.date())
    assert [each.source.id for each in catalogue.publications] == ["ambridge", "borsetshire"]
    assert [each.source_id for each in catalogue.projects] == ["ambridge", "borsetshire"]
    first = catalogue.projects[0]
    assert (first.first_seen, first.changed_at) == (FIRST, NOW)
    assert first.oldest_iri == "https://ambridge.example/old.json#bins"
    assert catalogue == merge(REGISTRY, reversed(both), state(), NOW.date())


def test_events_come_newest_first_and_only_of_registered_sources() -> None:
    events = tuple(
        Event(
            f"tag:{day}", datetime(2026, 1, day, tzinfo=UTC), source_id, EventKind.SOURCE_JOINED, "https://x.example/"
        )
        for day, source_id in ((1, "ambridge"), (2, "unregistered"), (3, "ambridge"))
    )
    catalogue = merge(REGISTRY, [publication("ambridge")], state(events=events), NOW.date())
    assert [event.id for event in catalogue.events] == ["tag:3", "tag:1"]


def test_what_is_gone_leaves_a_tombstone() -> None:
    gone = ProjectHistory("ambridge", "bees", "https://ambridge.example/projects.json#bees", FIRST, NOW, gone_told=True)
    known = state()
    catalogue = merge(REGISTRY, [], replace(known, histories=(*known.histories, gone)), NOW.date())
    assert catalogue.tombstones == (gone,)


@pytest.mark.parametrize(
    ("site_url", "registry_url", "home"),
    [
        ("https://site.example/", "https://registry.example/r.json", "https://site.example/"),
        (None, "https://registry.example/r.json", "https://registry.example/r.json"),
        (None, None, "urn:uuid:0334ad7c-1f19-5668-9104-997f6f72d233"),
    ],
)
def test_the_catalogue_has_a_stable_iri(site_url: str | None, registry_url: str | None, home: str) -> None:
    registry = replace(REGISTRY, url=registry_url)
    assert merge(registry, [], state(), NOW.date(), site_url).home == home
