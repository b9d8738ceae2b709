"""Nobody takes over another's past without being believed; whoever is, loses nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from councilprojects_aggregator.model import (
    GoodCopy,
    Health,
    Project,
    ProjectHistory,
    Publication,
    Record,
    Registry,
    Source,
    State,
)
from councilprojects_aggregator.succession import carried, former, handed_over
from councilprojects_validator.freshness import Freshness

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
OLD_URL = "https://www.ambridge.example/projects.json"
NEW_URL = "https://www.borsetshire.example/projects.json"
OLD = Source("ambridge", "Ambridge", OLD_URL, ended="2026-10-31")
NEW = Source("borsetshire", "Borsetshire", NEW_URL)


def project(source: Source, project_id: str, *previous_ids: str) -> Project:
    data: dict[str, Any] = {"id": project_id} | ({"previousIds": list(previous_ids)} if previous_ids else {})
    iri = f"{source.url}#{project_id}"
    return Project(source.id, project_id, iri, data, {}, Freshness.FRESH, date(2027, 1, 1), NOW, NOW, NOW, iri)


def publication(source: Source, *projects: Project, **changes: Any) -> Publication:
    good = GoodCopy(b"{}", "0" * 64, NOW, NOW, source.url, ())
    record = Record(source.id, source.url, good=good)
    health = Health.ENDED if source.ended else Health.CURRENT
    plain = Publication(source, record, health, verified=True, address=source.url, projects=projects)
    return replace(plain, **changes)


def history(source: Source, project_id: str, iri: str | None = None) -> ProjectHistory:
    return ProjectHistory(source.id, project_id, iri or f"{source.url}#{project_id}", NOW)


def found(
    new: Publication,
    old: Publication | None = None,
    *,
    histories: tuple[ProjectHistory, ...] = (),
    moved_to: str | None = None,
    unlisted: bool = False,
) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    old = old or publication(OLD, project(OLD, "bins"))
    shown = {each.source.id: each for each in (old, new)}
    records = {each.source.id: each.record for each in shown.values()}
    records["ambridge"] = replace(records["ambridge"], moved_to=moved_to)
    if unlisted:
        del shown["ambridge"]
    registry = Registry("R", None, tuple(each.source for each in shown.values()))
    return dict(former(registry, shown, State(NOW, records, histories)))


TAKEN_OVER = {("borsetshire", "missed-bins"): (("ambridge", "bins"),)}


def merged(*previous_ids: str, **source: Any) -> Publication:
    new = replace(NEW, **source)
    return publication(new, project(new, "missed-bins", *(previous_ids or (f"{OLD_URL}#bins",))))


def test_a_whole_iri_is_not_believed_for_its_own_sake() -> None:
    assert found(merged()) == {}


def test_a_whole_iri_is_believed_where_the_registry_names_the_successor() -> None:
    old = replace(OLD, successors=("borsetshire",))
    assert found(merged(), publication(old, project(old, "bins"))) == TAKEN_OVER


def test_a_whole_iri_is_believed_where_the_registry_names_its_address() -> None:
    assert found(merged(previous_urls=(OLD_URL,))) == TAKEN_OVER
    assert found(merged(previous_urls=(OLD_URL,)), unlisted=True) == TAKEN_OVER


def test_a_whole_iri_is_believed_where_its_address_leads_here_for_good() -> None:
    assert found(merged(), moved_to=NEW_URL) == TAKEN_OVER
    assert found(merged(), moved_to="https://elsewhere.example/") == {}


def test_the_redirects_end_may_be_where_the_new_files_address_leads() -> None:
    end = "https://files.borsetshire.example/p.json"
    new = merged()
    good = replace(new.record.good, final_url=end) if new.record.good else None
    new = replace(new, record=replace(new.record, good=good))
    assert found(new, moved_to=end) == TAKEN_OVER


def test_an_address_that_nobody_had_tells_nothing() -> None:
    assert found(merged("https://unknown.example/p.json#bins")) == {}


def test_a_file_that_moved_and_was_renamed_in_is_followed_by_both_ids() -> None:
    assert found(merged("bins", previous_urls=(OLD_URL,))) == {
        ("borsetshire", "missed-bins"): (("borsetshire", "bins"), ("ambridge", "missed-bins"), ("ambridge", "bins"))
    }


def test_a_project_is_found_by_its_oldest_iri() -> None:
    new = merged("https://older.example/p.json#bins", previous_urls=("https://older.example/p.json",))
    histories = (history(OLD, "missed", "https://older.example/p.json#bins"),)
    assert found(new, histories=histories) == {("borsetshire", "missed-bins"): (("ambridge", "missed"),)}


def test_a_slug_is_of_the_same_file_unless_another_project_has_it() -> None:
    renamed = publication(NEW, project(NEW, "missed-bins", "bins", "bees"), project(NEW, "bees"))
    assert found(renamed) == {("borsetshire", "missed-bins"): (("borsetshire", "bins"),)}
    aside = publication(NEW, project(NEW, "missed-bins", "bins"), not_shown=("bins",))
    assert found(aside) == {}


def test_a_whole_iri_of_the_same_file_is_believed() -> None:
    renamed = publication(NEW, project(NEW, "missed-bins", f"{NEW_URL}#bins"))
    assert found(renamed) == {("borsetshire", "missed-bins"): (("borsetshire", "bins"),)}


@pytest.mark.parametrize(
    ("moved_to", "expected"),
    [(NEW_URL, {("borsetshire", "bins"): (("ambridge", "bins"),)}), (None, {})],
)
def test_a_files_own_previous_urls_need_a_redirect(moved_to: str | None, expected: object) -> None:
    new = publication(NEW, project(NEW, "bins"), file={"previousUrls": [OLD_URL]})
    assert found(new, moved_to=moved_to) == expected


def test_a_registrys_previous_urls_need_none() -> None:
    source = replace(NEW, previous_urls=(OLD_URL,))
    assert found(publication(source, project(source, "bins"))) == {("borsetshire", "bins"): (("ambridge", "bins"),)}


def test_who_has_the_address_has_the_past() -> None:
    source = replace(NEW, url=OLD_URL)
    assert found(publication(source, project(source, "bins"))) == {("borsetshire", "bins"): (("ambridge", "bins"),)}


def test_what_is_not_shown_takes_over_nothing() -> None:
    source = replace(NEW, previous_urls=(OLD_URL,))
    assert found(publication(source, address=None)) == {}


def test_a_past_belongs_to_one_project() -> None:
    past = {("b", "x"): (("a", "bins"),), ("b", "y"): (("a", "bins"), ("a", "bees"))}
    histories = (history(OLD, "bins"), history(OLD, "bees"))
    named = tuple(replace(each, source_id="a") for each in histories)
    assert [(each.source_id, each.project_id, each.iri) for each in carried(named, past)] == [
        ("b", "x", f"{OLD_URL}#bins"),
        ("b", "y", f"{OLD_URL}#bees"),
    ]


def test_who_has_a_past_keeps_it_and_the_other_one_ends_in_silence() -> None:
    own, other = history(NEW, "missed-bins"), history(OLD, "bins")
    assert carried((own, other), TAKEN_OVER) == (own,)


def test_what_was_taken_over_is_shown_once_and_stays_so() -> None:
    old = publication(OLD, project(OLD, "bees"), project(OLD, "bins"))
    shown = {"ambridge": old, "borsetshire": publication(NEW, project(NEW, "missed-bins"))}
    for past, histories in (
        (TAKEN_OVER, ()),
        ({}, (history(NEW, "missed-bins", f"{OLD_URL}#bins"), history(OLD, "bees"))),
    ):
        left = handed_over(shown, past, histories)
        assert [each.id for each in left["ambridge"].projects] == ["bees"]
        assert left["borsetshire"] == shown["borsetshire"]
