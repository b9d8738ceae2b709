"""The words for a web team: every cause has a title, says what to do, and quotes nothing that could do harm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from councilprojects_aggregator.fetching.outcomes import SENTENCES, Code
from councilprojects_aggregator.memory.told import Cause, cause_of
from councilprojects_aggregator.model import Notice, Refusal, Source
from councilprojects_aggregator.writers.status.telling import REFUSALS, TITLES, happened, paragraphs, title

SINCE = datetime(2026, 11, 21, 6, tzinfo=UTC)
SOURCE = Source("ambridge", "Ambridge Borough Council", "https://www.ambridge.example/projects.json")


def notice(cause: str, outcome: str | None = None, status: int | None = None, **more: object) -> Notice:
    return Notice("urn:uuid:1", SINCE + timedelta(days=2), cause, SINCE, outcome, status, **more)  # type: ignore[arg-type]


def test_every_cause_and_every_refusal_has_its_words() -> None:
    assert set(TITLES) == set(Cause)
    assert set(REFUSALS) == set(Refusal)


def test_a_firewall_that_stops_us_is_told_what_to_let_through() -> None:
    assert title(notice("stopped"), SOURCE) == "Ambridge Borough Council: the website does not let us read the file"
    assert paragraphs(notice("stopped", "http-403", 403), SOURCE) == [
        "Since 21 November 2026 something is in the way of https://www.ambridge.example/projects.json.",
        (
            "The web server refuses to show the file (403). If it opens in a browser, a firewall or bot filter "
            "probably stops programs: let the user agent “councilprojects” through "
            "(https://w3id.org/councilprojects/crawler says what it does)."
        ),
        (
            "What a firewall or bot filter has to allow: GET requests for https://www.ambridge.example/projects.json "
            "and for /robots.txt on the same website, from any address, whose User-Agent begins with "
            "“councilprojects/”. They come about once a day, one at a time, and send no cookies. "
            "https://w3id.org/councilprojects/crawler tells more."
        ),
        "This is told once. The status page always has the latest answer, and you will hear when all is well again.",
    ]


def test_which_certificate_is_missing_is_told() -> None:
    said = paragraphs(notice("certificate", "tls-untrusted", detail="unable to get local issuer certificate"), SOURCE)
    assert "(unable to get local issuer certificate)" in said[1]
    assert "install the whole chain" in said[1]
    assert len(said) == 3


def test_that_a_certificate_is_about_to_end_is_told_before_anything_is_in_the_way() -> None:
    expected = [
        "Nothing is in the way of https://www.ambridge.example/projects.json yet, but something soon will be.",
        (
            "The website's security certificate ends on 3 December 2026. Have it renewed before: from then on browsers"
            " warn of the website, and the file cannot be read."
        ),
        "This is told once. The status page always has the latest answer, and you will hear when all is well again.",
    ]
    assert paragraphs(notice("certificate-ends", detail="2026-12-03"), SOURCE) == expected
    odd = paragraphs(notice("certificate-ends", detail="<b>\n\x1b[2J"), SOURCE)
    assert not set("".join(odd)) & set("\n\x1b")


def test_which_findings_there_are_is_told_with_the_command_that_lists_them() -> None:
    said = paragraphs(notice("file", "invalid", 200, findings=("end-before-start", "no-such-rule")), SOURCE)
    assert said[2].startswith("What was found, of 2 kinds: end-before-start (")
    assert said[2].endswith("; no-such-rule.")
    assert said[3].endswith("councilprojects validate https://www.ambridge.example/projects.json")


def test_one_finding_is_one_kind() -> None:
    said = paragraphs(notice("parts", findings=("no-such-rule",)), SOURCE)
    assert said[1].startswith("The file is read, but parts of it have a fault")
    assert said[2] == "What was found: no-such-rule."


def test_recovery_is_told_with_thanks() -> None:
    over = notice("over", ends=("urn:uuid:0",))
    assert title(over, SOURCE) == "Ambridge Borough Council: all is well again"
    assert paragraphs(over, SOURCE) == [
        (
            "The file was read on 23 November 2026, and nothing hinders it any more. Thank you. "
            "The trouble had begun on 21 November 2026."
        ),
    ]


@pytest.mark.parametrize("outcome", [code for code in SENTENCES if code not in {Code.FETCHED, Code.NOT_MODIFIED}])
def test_every_failure_can_be_told(outcome: str) -> None:
    cause = cause_of(outcome)
    if cause is not None:
        assert happened(notice(cause, outcome, detail="a detail"))
        assert title(notice(cause, outcome), SOURCE)


def test_names_and_addresses_from_a_registry_are_bounded_and_clean() -> None:
    hostile = Source("a", "\x1b[2J\u202eN" * 200, "https://a.example/$(id)?'\n" + "x" * 5000)
    for part in (title(notice("file", "invalid"), hostile), *paragraphs(notice("file", "invalid"), hostile)):
        assert part.isprintable()
        assert len(part) < 1500
    assert "validate 'https://a.example/$(id)?'\"'\"' x" in paragraphs(notice("file", "invalid"), hostile)[2]


def test_a_cause_that_a_newer_version_wrote_shows_the_name_alone() -> None:
    assert title(notice("flood"), SOURCE) == "Ambridge Borough Council"
