"""What the front page tells first of a federation that was crawled for the first time: names, not 56 times a count."""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta

from example_catalogue import demo
from lxml import etree

from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers.entries import entries

COUNCIL = "east-sussex-county-council"


def test_who_has_most_projects_comes_first_and_the_rest_are_counted() -> None:
    built = demo()
    page = etree.HTML(built.files["index.html"].decode())
    *news, rest = [" ".join("".join(item.itertext()).split()) for item in page.iterfind(".//ul[@class='cp-news']/li")]
    assert rest == "48 more organisations are here for the first time"
    counts = [int(found.group(1)) for line in news if (found := re.search(r"(\d+) projects", line))]
    assert len(news) == len(counts) == 8
    assert counts == sorted(counts, reverse=True)
    assert all(", among them " in line for line in news)


def test_a_first_file_is_told_by_what_is_in_it() -> None:
    built = demo()
    told = {entry.page: entry for entry in entries(built.catalogue)}
    assert len(told) == 56
    small, large = told["councils/bro-helyg/"], told[f"councils/{COUNCIL}/"]
    assert small.title.startswith("Bro Helyg Council now publishes 2 projects, among them ")
    assert large.title.startswith("4 projects of East Sussex County Council are now listed, among them ")
    for entry, source_id in ((small, "bro-helyg"), (large, COUNCIL)):
        published = [each for each in built.catalogue.projects if each.source_id == source_id]
        assert all(pick(each.title)[1] in entry.text for each in published)
    assert len({entry.title for entry in told.values()}) == 56


def test_a_later_project_is_not_told_as_if_it_had_been_in_the_first_file() -> None:
    catalogue = demo().catalogue
    late = min(project.id for project in catalogue.projects if project.source_id == COUNCIL)
    later = dataclasses.replace(
        catalogue,
        projects=tuple(
            dataclasses.replace(each, first_seen=each.first_seen + timedelta(days=1)) if each.id == late else each
            for each in catalogue.projects
        ),
    )
    before, after = (
        {entry.page: entry.text for entry in entries(each)}[f"councils/{COUNCIL}/"] for each in (catalogue, later)
    )
    assert len(before.split(";")) == len(after.split(";")) + 1
