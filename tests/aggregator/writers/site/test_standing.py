import dataclasses

import pytest

from councilprojects_aggregator.model import Catalogue, Health
from councilprojects_aggregator.writers.site.standing import compiler, confirmed, earlier_copy, source_stands
from councilprojects_validator.freshness import Freshness


@pytest.mark.parametrize(
    ("freshness", "expected"),
    [
        (Freshness.FRESH, "Confirmed 12 October 2026"),
        (Freshness.AGEING, "Last confirmed 12 October 2026; a review is due"),
        (Freshness.STALE, "Not confirmed since 12 October 2026"),
        (Freshness.COMPILED, "Compiled from public sources, 12 October 2026"),
        (Freshness.DONE, "Finished work, last confirmed 12 October 2026"),
    ],
)
def test_a_record_says_who_last_stood_by_it(catalogue: Catalogue, freshness: Freshness, expected: str) -> None:
    assert confirmed(dataclasses.replace(catalogue.projects[1], freshness=freshness)) == expected


@pytest.mark.parametrize(
    ("health", "reason"),
    [
        (Health.STALE, "because the file could not be read since 3 November 2026"),
        (Health.MISSING, "because the file has not been found since 3 November 2026"),
        (Health.HELD, "because a file that came on 3 November 2026 lacks many projects"),
        (Health.PARTIAL, "because the record has had a fault since 3 November 2026"),
    ],
)
def test_an_earlier_copy_says_since_when_and_why(catalogue: Catalogue, health: Health, reason: str) -> None:
    publication = dataclasses.replace(catalogue.publications[0], health=health)

    sentence = earlier_copy(catalogue.projects[0], publication)

    assert sentence.startswith("Shown from the copy of 30 October 2026, ")
    assert reason in sentence


def test_the_latest_copy_needs_no_excuse(catalogue: Catalogue) -> None:
    assert earlier_copy(catalogue.projects[1], catalogue.publications[1]) == ""


def test_a_councils_page_says_why_it_is_not_as_its_file(catalogue: Catalogue) -> None:
    stale, partial, unread = catalogue.publications[:3]

    assert [source_stands(one) for one in (stale, partial, unread)] == [stale.reason, "", unread.reason]


def test_a_compiled_file_names_its_compiler(catalogue: Catalogue) -> None:
    assert [compiler(one) for one in catalogue.publications[:2]] == ["Cofnod", ""]
