"""The words of each kind of event, while its subject is there and when it is not any more."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from councilprojects_aggregator.keys import item_key, partner_key
from councilprojects_aggregator.model import Catalogue, Event, EventKind, Json
from councilprojects_aggregator.writers.entries import TEXT_LIMIT, TITLE_LIMIT, Entry, entries
from councilprojects_aggregator.writers.event_words import PART_LIMIT

WHEN = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ADDRESS = "https://www.ambridge.example/projects.json"
BINS = "Residents report a missed collection online and see when the crew will return."

Tell = Callable[..., Entry]


@pytest.fixture
def bins(valley: Catalogue) -> Json:
    return next(project.data for project in valley.projects if project.id == "missed-bins")


@pytest.fixture
def tell(valley: Catalogue) -> Tell:
    """Return what tells one event of the project `missed-bins`; other members by their names."""

    def telling(
        kind: EventKind, catalogue: Catalogue = valley, *, project: str | None = "missed-bins", **detail: Any
    ) -> Entry:
        iri = f"{ADDRESS}#{project or '_publisher'}"
        event = Event("tag:x", WHEN, "ambridge", kind, iri, project, detail)
        (entry,) = entries(dataclasses.replace(catalogue, events=(event,)))
        return entry

    return telling


def test_a_whole_entry(tell: Tell) -> None:
    assert tell(EventKind.PROJECT_ADDED) == Entry(
        id="tag:x",
        published=WHEN,
        kind=EventKind.PROJECT_ADDED,
        title="New project: Report a missed bin",
        text=f"Ambridge Borough Council: {BINS}",
        page="projects/ambridge/missed-bins/",
        link="https://projects.example/projects/ambridge/missed-bins/",
        author="Ambridge Borough Council",
        author_iri=f"{ADDRESS}#_publisher",
    )


@pytest.mark.parametrize(
    ("count", "title"),
    [
        (14, "Ambridge Borough Council now publishes 14 projects"),
        (1, "Ambridge Borough Council now publishes 1 project"),
        (0, "Ambridge Borough Council now publishes a file, with no projects yet"),
    ],
)
def test_a_source_that_joined(tell: Tell, count: int, title: str) -> None:
    entry = tell(EventKind.SOURCE_JOINED, project=None, projects=count)
    assert (entry.title, entry.text) == (title, title)
    assert entry.page == "councils/ambridge/"


@pytest.mark.parametrize(
    ("kind", "detail", "title"),
    [
        (EventKind.PHASE_CHANGED, {"from": "alpha", "to": "beta"}, "Report a missed bin moved from alpha to beta"),
        (EventKind.PHASE_CHANGED, {"to": "beta"}, "Report a missed bin is now beta"),
        (
            EventKind.STATUS_CHANGED,
            {"from": "active", "to": "completed"},
            "Report a missed bin moved from active to completed",
        ),
        (EventKind.PHASE_CHANGED, {"from": "alpha", "to": "<b>gamma</b>"}, "Report a missed bin moved on"),
    ],
)
def test_a_code_that_changed(tell: Tell, kind: EventKind, detail: dict[str, str], title: str) -> None:
    entry = tell(kind, **detail)
    assert (entry.title, entry.text) == (title, f"A project of Ambridge Borough Council: {BINS}")


def test_a_new_output(tell: Tell, bins: Json) -> None:
    entry = tell(EventKind.OUTPUT_ADDED, item=item_key(bins["outputs"][0]))
    assert entry.title == "Report a missed bin has a new output: What residents told us"


def test_a_new_offer_and_a_new_want(tell: Tell, bins: Json) -> None:
    bins["offers"] = [{"type": "networking", "description": {"en": "A talk about crews’ rounds"}}]
    offer = tell(EventKind.OFFER_ADDED, item=item_key(bins["offers"][0]))
    assert offer.title == "Ambridge Borough Council offers: A talk about crews’ rounds"
    assert offer.text == "Project “Report a missed bin”: A talk about crews’ rounds"
    want = tell(EventKind.WANT_ADDED, item=item_key(bins["wants"][0]))
    assert want.title == "Ambridge Borough Council is looking for: Somebody to build the crew’s app"


def test_a_new_partner(tell: Tell, bins: Json) -> None:
    entry = tell(EventKind.PARTNER_JOINED, item=partner_key(bins["partners"][0]))
    assert entry.title == "Cyngor Bro Helyg joined Report a missed bin"


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (EventKind.OUTPUT_ADDED, "Report a missed bin has a new output"),
        (EventKind.OFFER_ADDED, "Ambridge Borough Council has a new offer of help"),
        (EventKind.WANT_ADDED, "Ambridge Borough Council is looking for help"),
        (EventKind.PARTNER_JOINED, "Report a missed bin has a new partner"),
    ],
)
def test_an_item_that_is_no_longer_there_is_told_without_its_text(tell: Tell, kind: EventKind, title: str) -> None:
    entry = tell(kind, item="00000000")
    assert (entry.title, entry.text) == (title, f"A project of Ambridge Borough Council: {BINS}")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (EventKind.PROJECT_ADDED, "A project of Ambridge Borough Council was added"),
        (EventKind.PHASE_CHANGED, "A project of Ambridge Borough Council moved from alpha to beta"),
        (EventKind.STATUS_CHANGED, "A project of Ambridge Borough Council moved on"),
        (EventKind.OUTPUT_ADDED, "A project of Ambridge Borough Council has a new output"),
        (EventKind.OFFER_ADDED, "Ambridge Borough Council has a new offer of help"),
        (EventKind.WANT_ADDED, "Ambridge Borough Council is looking for help"),
        (EventKind.PARTNER_JOINED, "A project of Ambridge Borough Council has a new partner"),
        (EventKind.PROJECT_GONE, "A project of Ambridge Borough Council is no longer published"),
        (EventKind.SOURCE_GONE, "Ambridge Borough Council no longer publishes its projects"),
    ],
)
def test_a_project_that_is_gone_leaves_no_words_of_its_own(tell: Tell, kind: EventKind, title: str) -> None:
    entry = tell(kind, project="removed", **{"from": "alpha", "to": "beta", "item": "00000000"})
    assert (entry.title, entry.text) == (title, title)
    assert entry.page == "councils/ambridge/"


def test_a_compiled_file_is_told_as_the_compilers_word(valley: Catalogue) -> None:
    compiled = next(publication for publication in valley.publications if publication.source.id == "borchester")
    events = tuple(
        Event(f"tag:{kind}", WHEN, "borchester", kind, "https://x.example/", project, {"projects": 1})
        for kind, project in (
            (EventKind.SOURCE_JOINED, None),
            (EventKind.PROJECT_ADDED, "parking"),
            (EventKind.SOURCE_GONE, None),
        )
    )
    joined, added, gone = entries(dataclasses.replace(valley, events=events))
    note = "(Compiled by Compilers, not published by Borchester City Council itself.)"
    assert joined.title == "1 project of Borchester City Council is now listed"
    assert joined.text == f"{joined.title} {note}"
    assert added.text.endswith(note)
    assert gone.title == "Projects of Borchester City Council are no longer listed"
    assert {(entry.author, entry.author_iri) for entry in (joined, added, gone)} == {
        ("Compilers", f"{compiled.address}#_compiler")
    }


def test_every_kind_of_event_has_words(tell: Tell) -> None:
    for kind in EventKind:
        for project in ("missed-bins", "removed", None):
            assert tell(kind, project=project).title


def test_a_source_that_is_gone_altogether_has_neither_name_nor_page(tell: Tell, valley: Catalogue) -> None:
    entry = tell(EventKind.PROJECT_ADDED, dataclasses.replace(valley, publications=(), projects=()))
    assert entry.title == "A project was added"
    assert (entry.author, entry.author_iri, entry.page, entry.link) == ("", None, None, None)


def test_a_renamed_project_is_found_by_its_oldest_iri(tell: Tell, valley: Catalogue) -> None:
    projects = tuple(
        dataclasses.replace(project, id="bins", oldest_iri=f"{ADDRESS}#old") if project.id == "missed-bins" else project
        for project in valley.projects
    )
    entry = tell(EventKind.PHASE_CHANGED, dataclasses.replace(valley, projects=projects), project="old", to="beta")
    assert entry.title == "Report a missed bin is now beta"
    assert entry.page == "projects/ambridge/bins/"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ({"en-gb": "https://www.ambridge.example/bins"}, "https://www.ambridge.example/bins"),
        ({"en-gb": "javascript:alert(1)"}, "https://www.ambridge.example/"),
        (None, "https://www.ambridge.example/"),
    ],
)
def test_without_a_site_an_entry_leads_to_the_publishers_own_page(
    tell: Tell, valley: Catalogue, bins: Json, url: Json | None, link: str
) -> None:
    bins["url"] = url or {}
    assert tell(EventKind.PROJECT_ADDED, dataclasses.replace(valley, site_url=None)).link == link


def test_without_any_page_an_entry_leads_to_the_file(tell: Tell, valley: Catalogue) -> None:
    valley.publications[0].data.pop("url")
    entry = tell(EventKind.SOURCE_JOINED, dataclasses.replace(valley, site_url=None), project=None, projects=2)
    assert entry.link == ADDRESS


def test_hostile_text_is_cleaned_and_shortened(tell: Tell, valley: Catalogue, bins: Json) -> None:
    bins["summary"] = {"en": "\u202e\x00" + "x" * 100_000}
    bins["outputs"] = [{"type": "report", "title": {"en": "y" * 100_000 + "\n"}}]
    entry = tell(EventKind.OUTPUT_ADDED, item=item_key(bins["outputs"][0]))
    assert len(entry.title) <= TITLE_LIMIT
    assert entry.title.endswith("y…")
    assert len(entry.text) == TEXT_LIMIT
    assert "\x00" not in entry.text
    assert "\u202e" not in entry.text
    long = tuple(dataclasses.replace(project, title={"en": "z" * 100_000}) for project in valley.projects)
    shortened = tell(EventKind.PROJECT_ADDED, dataclasses.replace(valley, projects=long)).title
    assert shortened == "New project: " + "z" * (PART_LIMIT - 1) + "…"
