"""The sentences that publishers read: one for each outcome, and each one whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from councilprojects_aggregator.fetching import outcomes
from councilprojects_aggregator.fetching.outcomes import (
    FAMILY_SENTENCES,
    SENTENCES,
    STATUS_SENTENCES,
    Code,
    http_code,
    sentence,
)


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert set(SENTENCES) == set(Code)


def test_every_family_of_statuses_has_a_sentence() -> None:
    assert {sentence(http_code(status), status) for status in (299, 399, 499, 599, 999)} == {
        FAMILY_SENTENCES[family].format(
            status=status, product="councilprojects", page="https://w3id.org/councilprojects/crawler"
        )
        for family, status in ((2, 299), (3, 399), (4, 499), (5, 599), (0, 999))
    }


@pytest.mark.parametrize("code", [*map(str, Code), *map(http_code, STATUS_SENTENCES)])
def test_a_sentence_is_whole(code: str) -> None:
    status = int(code.removeprefix("http-")) if code.startswith("http-") else 302
    text = sentence(code, status, "www.council.gov.uk")
    assert re.fullmatch(r"[A-Z][^{}]*[.?]", text.replace(").", "."))
    assert "  " not in text


@pytest.mark.parametrize("status", [401, 403, 418, 429, 503, 999])
def test_where_a_firewall_is_likely_it_is_told_whom_to_let_through(status: int) -> None:
    text = sentence(http_code(status), status)
    assert "let the user agent “councilprojects” through (https://w3id.org/councilprojects/crawler" in text


def test_hostile_text_in_a_detail_stays_text() -> None:
    assert "{page}" in sentence("dns-failure", None, "{page}")
    assert "{0.__class__}" in sentence("redirect-loop", 302, "{0.__class__}")


def test_an_outcome_that_a_newer_version_stored_has_a_sentence() -> None:
    assert sentence("eaten-by-a-fox") == "The file could not be read (eaten-by-a-fox)."
    assert sentence("http-404") == "The file could not be read (http-404)."


def test_no_status_is_without_a_sentence() -> None:
    without = [status for status in range(100, 1000) if str(status) not in sentence(http_code(status), status)]
    assert without == []


def test_every_code_is_given_by_somebody() -> None:
    """The other way round is what types are for: a Failure takes a Code and nothing else."""
    package = Path(outcomes.__file__).parent
    sources = [path.read_text() for path in package.glob("*.py") if path.name != "outcomes.py"]
    assert [code for code in Code if not any(f"Code.{code.name}" in source for source in sources)] == []
