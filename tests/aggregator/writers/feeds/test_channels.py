"""What there is to subscribe to, in which order, and what stands in each."""

from __future__ import annotations

import dataclasses
from datetime import date

from councilprojects_aggregator.model import Catalogue, Health, Lane, Publication, Record, Source
from councilprojects_aggregator.writers.feeds.channels import Channel, channels


def by_group(catalogue: Catalogue) -> dict[str, Channel]:
    return {channel.group: channel for channel in channels(catalogue)}


def members(catalogue: Catalogue, group: str) -> list[str]:
    return [project.id for project in by_group(catalogue)[group].projects]


def with_topics(catalogue: Catalogue, *topics: str) -> Catalogue:
    publications = tuple(
        dataclasses.replace(
            each,
            projects=tuple(dataclasses.replace(one, data=one.data | {"topics": list(topics)}) for one in each.projects),
        )
        for each in catalogue.publications
    )
    projects = tuple(project for each in publications for project in each.projects)
    return dataclasses.replace(catalogue, publications=publications, projects=projects)


def test_the_whole_comes_first_and_each_kind_in_its_own_order(valley: Catalogue) -> None:
    found = channels(valley)
    assert (found[0].kind, found[0].folder, found[0].page, len(found[0].projects)) == ("", "", "", 3)
    named = [channel.group for channel in found[1:]]
    assert named[:13] == [
        *("publisher/ambridge", "publisher/borchester", "publisher/bro-helyg"),
        *("phase/idea", "phase/discovery", "phase/alpha", "phase/beta", "phase/live", "phase/retired"),
        *("topic/all", "topic/waste", "service/all", "service/524"),
    ]
    assert named[13:20] == [
        "technology/all",
        *("place/england", "place/northern-ireland", "place/scotland", "place/wales", "place/west-midlands"),
        "kind/county",
    ]
    assert named[-2:] == ["list/councils", "list/contracts"]


def test_a_group_has_its_label_its_page_and_its_projects(valley: Catalogue) -> None:
    found = by_group(valley)
    assert [(found[name].label, found[name].page) for name in ("phase/beta", "phase/idea", "topic/waste")] == [
        ("Beta", "lists/phase/beta/"),
        ("Idea", "projects/"),
        ("waste", "lists/topic/waste/"),
    ]
    assert found["place/west-midlands"].label == "West Midlands"
    assert (found["service/524"].page, found["wanted/code"].page) == ("lists/service/524/", "help/#wants")
    assert found["offered/all"].label == "All of it"
    assert members(valley, "phase/beta") == members(valley, "wanted/code") == ["missed-bins"]
    assert members(valley, "phase/idea") == []
    assert by_group(valley)["service/524"].folder == "feeds/service/524/"


def test_help_that_no_list_of_ours_knows_is_named_in_its_own_words(valley: Catalogue) -> None:
    want = {"type": "swap-of-staff", "resource": "Hack days", "description": {"en": "x"}}
    projects = tuple(dataclasses.replace(one, data=one.data | {"wants": [want]}) for one in valley.projects)
    publications = tuple(dataclasses.replace(each, projects=projects) for each in valley.publications[:1])
    found = by_group(dataclasses.replace(valley, publications=publications, projects=projects))
    assert (found["wanted/hack-days"].label, found["wanted/hack-days"].page) == ("Hack days", "help/#wants")


def test_help_that_is_over_is_no_state(valley: Catalogue) -> None:
    def until(day: str) -> Catalogue:
        want = {"type": "delivery", "resource": "code", "description": {"en": "x"}, "until": day}
        publications = tuple(
            dataclasses.replace(
                each,
                projects=tuple(dataclasses.replace(one, data=one.data | {"wants": [want]}) for one in each.projects),
            )
            for each in valley.publications
        )
        return dataclasses.replace(valley, publications=publications, today=date(2026, 11, 3))

    assert len(members(until("2026-11-03"), "wanted/code")) == 3
    assert members(until("2026-11-02"), "wanted/all") == []


def test_spellings_of_a_topic_are_one_and_no_label_is_endless(valley: Catalogue) -> None:
    catalogue = with_topics(valley, "Big Trees", "big-trees", "x" * 5000)
    found = [channel for channel in channels(catalogue) if channel.kind == "topic"]
    assert [(channel.value, len(channel.projects)) for channel in found if channel.value == "big-trees"] == [
        ("big-trees", 3)
    ]
    assert {channel.label for channel in found if channel.value == "big-trees"} == {"Big Trees"}
    assert max(len(channel.label) for channel in found) == 200


def test_a_publisher_has_feeds_before_its_file_is_read_and_none_on_trial(valley: Catalogue) -> None:
    def unread(lane: Lane) -> Publication:
        source = Source("loxley", "Loxley Barrett", "https://www.loxley.example/p.json", lane=lane)
        return Publication(source, Record("loxley", source.url), Health.UNREAD, verified=False)

    live = dataclasses.replace(valley, publications=(*valley.publications, unread(Lane.LIVE)))
    assert by_group(live)["publisher/loxley"].label == "Loxley Barrett"
    trial = dataclasses.replace(valley, publications=(*valley.publications, unread(Lane.PREVIEW)))
    assert "publisher/loxley" not in by_group(trial)
