import dataclasses
from datetime import date

import pytest

from councilprojects_aggregator.model import Catalogue, Project
from councilprojects_aggregator.writers.site.cards import card
from councilprojects_aggregator.writers.site.facets import facets, slug, topics
from councilprojects_aggregator.writers.site.openings import is_open, openings

# Positions in the catalogue: bro/biniau, marlowe/missed-bins, marlowe/stub, trickster/attack.
BINIAU, BINS, STUB, ATTACK = range(4)


def test_every_facet_has_the_values_that_occur_in_a_fixed_order(catalogue: Catalogue) -> None:
    found = {
        facet.name: [(value.slug, value.label, value.projects) for value in facet.values] for facet in facets(catalogue)
    }

    assert " ".join(found) == "phase status service topic technology wanted offered open place kind freshness"
    assert found["phase"] == [
        ("idea", "Idea", (STUB,)),
        ("alpha", "Alpha", (BINIAU,)),
        ("beta", "Beta", (BINS,)),
        (slug('sunset-"><i>'), 'Sunset "><i>', (ATTACK,)),
    ]
    assert found["status"] == [("active", "Active", (BINS, ATTACK)), ("completed", "Completed", (BINIAU,))]
    assert found["service"] == [
        ("crew-app", "Crew app", (BINS,)),
        ("524", "Find out which day the refuse is collected", (BINS,)),
        ("999999", "service 999999", (ATTACK,)),
    ]
    assert found["technology"][1:] == [("postgresql", "PostgreSQL", (BINS,)), ("roundswise", "RoundsWise", (BINS,))]
    assert found["open"] == [("talking", "Talking", (BINS,)), ("sharing", "Sharing", (BINS,))]
    assert found["kind"] == [("unitary", "Unitary authority", (BINS, STUB))]
    assert found["freshness"] == [
        ("fresh", "Recently", (BINS, ATTACK)),
        ("stale", "Not for a long time", (STUB,)),
        ("compiled", "Compiled by others", (BINIAU,)),
    ]
    assert found["place"] == [("england", "England", (BINS, STUB)), ("south-west", "South West", (BINS, STUB))]


def test_help_counts_while_it_is_open_and_by_its_resource(catalogue: Catalogue) -> None:
    found = {facet.name: [value.label for value in facet.values] for facet in facets(catalogue)}

    assert found["wanted"] == ["Networking", "Skills"]
    assert found["offered"] == ["Code"]


def test_facets_depend_on_nothing_but_the_projects(catalogue: Catalogue) -> None:
    bare = dataclasses.replace(catalogue, projects=(), events=(), publications=())

    assert all(facet.values == () for facet in facets(bare))


@pytest.mark.parametrize(
    ("one", "other"),
    [("waste-and-recycling", " Waste and  recycling"), ("In-cab devices", "in cab_devices"), ("日本語", "日本語 ")],
)
def test_spelling_does_not_tell_two_topics_apart(one: str, other: str) -> None:
    assert slug(one) == slug(other)


@pytest.mark.parametrize("topic", ["../../etc", 'x"><script>', "日本語", "x" * 81, "", "a/b", "é", "\ud800"])
def test_a_topic_that_is_no_folder_name_gets_a_hash(topic: str) -> None:
    assert len(slug(topic)) == 12
    assert slug(topic).isalnum()


def test_a_listed_topic_has_its_lists_title_another_the_publishers_spelling(catalogue: Catalogue) -> None:
    assert topics(catalogue.projects[BINS]) == {
        "in-cab-devices": "In-cab devices",
        "addresses-and-gazetteers": "Addresses and gazetteers",
    }


def test_help_is_open_to_its_last_day() -> None:
    today = date(2026, 11, 21)

    assert is_open({"until": "2026-11-21"}, today)
    assert is_open({}, today)
    assert not is_open({"until": "2026-11-20"}, today)


def test_openings_come_from_projects_and_publishers_and_end_soonest_first(catalogue: Catalogue) -> None:
    def of(kind: str) -> list[tuple[str, str, str | None]]:
        return [
            (one.item["type"], one.publication.source.id, one.project.id if one.project else None)
            for one in openings(catalogue, kind)
        ]

    assert of("wants") == [
        ("delivery", "marlowe", "missed-bins"),
        ("knowledge-sharing", "thorne", None),
        ("networking", "trickster", "attack"),
    ]
    assert of("offers") == [("resource-sharing", "marlowe", "missed-bins"), ("knowledge-sharing", "thorne", None)]


def cards_of(catalogue: Catalogue) -> list[object]:
    owners = {publication.source.id: publication for publication in catalogue.publications}
    return [card(project, owners[project.source_id]) for project in catalogue.projects]


def test_a_card_is_what_a_list_shows(catalogue: Catalogue) -> None:
    assert dataclasses.asdict(cards_of(catalogue)[BINIAU]) == {  # type: ignore[call-overload]
        "path": "projects/bro/biniau/",
        "title": "Biniau",
        "title_lang": "cy",
        "summary": "Rhoi gwybod am finiau.",
        "summary_lang": "cy",
        "council": "Bro Helyg Council",
        "phase": "alpha",
        "phase_title": "Alpha",
        "status": "completed",
        "status_title": "Completed",
        "freshness": "Compiled from public sources, 1 September 2026",
        "council_lang": "en",
    }


def test_a_project_without_phase_or_status_has_empty_ones(catalogue: Catalogue) -> None:
    stub = catalogue.projects[STUB]
    data = {key: value for key, value in stub.data.items() if key != "phase"}
    bare: Project = dataclasses.replace(stub, data=data)

    shown = card(bare, catalogue.publications[1])

    assert (shown.phase, shown.phase_title, shown.status, shown.status_title) == ("", "", "", "")


def test_an_abbreviation_stands_in_capitals_however_it_was_tagged(catalogue: Catalogue) -> None:
    stub = catalogue.projects[STUB]
    tagged = dataclasses.replace(stub, data={**stub.data, "topics": ["send", "Low code"]})

    assert topics(tagged) == {"send": "SEND", "low-code": "Low code"}
