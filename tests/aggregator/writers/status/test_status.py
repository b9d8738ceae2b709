import dataclasses
import html
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from councilprojects_aggregator.fetching.user_agent import USER_AGENT
from councilprojects_aggregator.memory.step import HELD
from councilprojects_aggregator.memory.told import Cause
from councilprojects_aggregator.model import Attempt, Catalogue, Files, Health, Refusal, Run
from councilprojects_aggregator.writers.status.data import answer, shown
from councilprojects_aggregator.writers.status.write import state_titles, write_status
from councilprojects_validator.hosting.served import Certificate

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def status(catalogue: Catalogue, run: Run) -> Files:
    return write_status(catalogue, run)


@pytest.fixture(scope="module")
def data(status: Files) -> dict[str, dict[str, object]]:
    return {source["id"]: source for source in json.loads(status["status.json"])["sources"]}


def text_of(status: Files, path: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", status[path].decode()).split())


def test_there_is_a_page_for_each_source_and_one_of_all(status: Files) -> None:
    ids = ("bro", "marlowe", "silent", "thorne", "trial", "trickster")

    assert set(status) == {
        "status.json",
        "status/index.html",
        "status/problems.atom",
        *(f"status/{one}/{name}" for one in ids for name in ("index.html", "problems.atom")),
        "cy/status/index.html",
        *(f"cy/status/{one}/index.html" for one in ids),
    }


def test_a_page_in_welsh_says_what_of_it_is_english(status: Files) -> None:
    page = status["cy/status/marlowe/index.html"].decode()

    assert "Wedi&#39;i darllen, hepgorwyd rhannau" in page or "Wedi'i darllen, hepgorwyd rhannau" in page
    assert '<p dir="auto" lang="en-gb">The end (2025) is before the start (2026).' in page
    assert '<p class="govuk-body-l cp-reading" lang="en-gb">1 part of the file' in page


def test_status_json_says_when_it_was_made_and_what_is_wrong_with_the_list(status: Files) -> None:
    whole = json.loads(status["status.json"])

    assert whole["councilProjectsStatus"] == "1.0"
    assert whole["checked"] == "2026-11-21T06:30:00Z"
    assert whole["troubles"] == ["https://lists.example/registry.json could not be read."]
    assert [source["id"] for source in whole["sources"]] == sorted(source["id"] for source in whole["sources"])


def test_a_source_that_fails_is_told_with_all_its_times(data: dict[str, dict[str, object]]) -> None:
    assert data["bro"] == {
        "id": "bro",
        "name": "Bro Helyg",
        "url": "https://www.bro.example/projects.json",
        "state": "stale",
        "verified": False,
        "sentence": "We last read this file on 30 October 2026.",
        "outcome": "http-503",
        "httpStatus": 503,
        "answer": answer(Attempt(None, "http-503", 503)),  # type: ignore[arg-type]
        "triedAt": "2026-11-21T06:30:00Z",
        "nextAt": "2026-11-25T06:30:00Z",
        "fails": 3,
        "checkedAt": "2026-11-21T06:30:00Z",
        "goodAt": "2026-10-30T05:00:00Z",
        "staleSince": "2026-11-03T05:00:00Z",
        "certificateUntil": None,
        "troubleSince": "2026-11-03T05:00:00Z",
        "causes": ["server"],
        "shown": "earlier",
        "projects": 1,
        "setAside": [],
        "notShown": [],
        "movedTo": "https://new.example/projects.json",
        "findings": [],
    }


@pytest.mark.parametrize(
    ("until", "told"), [(datetime(2026, 12, 3, tzinfo=UTC), True), (datetime(2027, 3, 1, tzinfo=UTC), False)]
)
def test_a_certificate_that_is_about_to_end_is_on_the_page(
    catalogue: Catalogue, run: Run, until: datetime, *, told: bool
) -> None:
    one = next(one for one in catalogue.publications if one.source.id == "marlowe")
    assert one.record.attempt is not None
    attempt = replace(one.record.attempt, certificate=Certificate(datetime(2026, 1, 1, tzinfo=UTC), until))
    written = write_status(
        replace(catalogue, publications=(replace(one, record=replace(one.record, attempt=attempt)),)), run
    )
    (source,) = json.loads(written["status.json"])["sources"]
    assert source["certificateUntil"] == f"{until:%Y-%m-%d}T00:00:00Z"
    page = text_of(written, "status/marlowe/index.html")
    assert ("The website's security certificate ends on 3 December 2026" in html.unescape(page)) is told


def test_every_source_has_every_member(data: dict[str, dict[str, object]]) -> None:
    assert len({tuple(source) for source in data.values()}) == 1


def test_a_source_never_asked_has_no_times(data: dict[str, dict[str, object]]) -> None:
    silent = data["silent"]

    assert {name for name, value in silent.items() if value is None} == {
        "outcome",
        "httpStatus",
        "triedAt",
        "nextAt",
        "checkedAt",
        "goodAt",
        "staleSince",
        "certificateUntil",
        "troubleSince",
        "movedTo",
    }
    assert silent["shown"] == "nothing"
    assert silent["answer"] == "The file has not been asked for yet."


def test_findings_are_as_the_validator_prints_them(data: dict[str, dict[str, object]]) -> None:
    first, second, third = data["marlowe"]["findings"]  # type: ignore[misc]

    assert first == {
        "code": "end-before-start",
        "severity": "error",
        "message": "The end (2025) is before the start (2026).",
        "pointer": "/projects/2/end",
        "where": "project “X” › end",
        "line": 12,
        "column": 14,
        "help": "councilprojects explain end-before-start",
        "helpUri": "https://w3id.org/councilprojects/rules#end-before-start",
    }
    assert second["suggestion"] == "licence"
    assert "line" not in third


def test_what_is_left_out_is_listed(data: dict[str, dict[str, object]]) -> None:
    assert data["marlowe"]["setAside"] == [
        {"pointer": "/projects/2", "codes": ["end-before-start"], "projectId": "gone-astray"},
        {"pointer": "/licence", "codes": ["enum"]},
    ]
    assert data["marlowe"]["notShown"] == ["gone-astray"]


def test_the_overview_has_those_that_need_care_first(status: Files) -> None:
    text = text_of(status, "status/index.html")

    assert "last looked at on 21 November 2026 at 6:30am" in text
    assert text.index("Need care (3)") < text.index("Silent") < text.index("Well (3)") < text.index("Thornmere")
    assert "https://lists.example/registry.json could not be read." in text


@pytest.mark.parametrize(
    "said",
    [
        "Read, parts left out",
        "Whose it is Verified",
        "1 part of the file has a fault and is left out.",
        "21 November 2026 at 6:30am: The file was read. (HTTP 200, fetched)",
        "about 22 November 2026 at 6:30am",
        "2 projects",
        "/projects/2 (project “gone-astray”, not shown at all): end-before-start",
        "Errors: these parts cannot be used: 1",
        "Error line 12, column 14 · project “X” › end",
        "The end (2025) is before the start (2026).",
        "Write instead: licence",
        "end-before-start · /projects/2/end",
        "&lt;b&gt;Nothing&lt;/b&gt; to read.",
        "Dates of one project.",
        "councilprojects validate https://www.marlowe.example/projects.json",
        "Stub Say which service it is about.",
    ],
)
def test_a_status_page_tells_it_in_words(status: Files, said: str) -> None:
    assert said in text_of(status, "status/marlowe/index.html").replace(" )", ")").replace(" :", ":").replace(" ,", ",")


@pytest.mark.parametrize(
    "said",
    [
        "Could not be read, earlier copy shown",
        "Failures in a row 3",
        "In trouble since 3 November 2026 at 5:00am",
        "from the copy of 30 October 2026",
        "It has moved for good to https://new.example/projects.json.",
        "Compiled by Cofnod from public sources",
        "Nothing to mend.",
    ],
)
def test_a_status_page_tells_what_is_shown_instead(status: Files, said: str) -> None:
    assert said in text_of(status, "status/bro/index.html")


def test_a_source_without_an_outcome_code_in_http_shows_the_code_alone(catalogue: Catalogue, run: Run) -> None:
    silent = catalogue.publications[2]
    asked = dataclasses.replace(
        silent,
        record=dataclasses.replace(silent.record, attempt=Attempt(run.now, "dns-failure", detail="silent.example")),
    )

    page = text_of(write_status(dataclasses.replace(catalogue, publications=(asked,)), run), "status/silent/index.html")

    assert "There is no website with the name silent.example." in page
    assert "(dns-failure)" in page


def test_an_address_is_quoted_for_the_shell(catalogue: Catalogue, run: Run) -> None:
    silent = catalogue.publications[2]
    source = dataclasses.replace(silent.source, url="https://a.example/?a=1&b=$(id)")
    one = dataclasses.replace(catalogue, publications=(dataclasses.replace(silent, source=source),))

    page = write_status(one, run)["status/silent/index.html"].decode()

    assert "validate &#39;https://a.example/?a=1&amp;b=$(id)&#39;" in page


def test_every_state_has_a_title() -> None:
    assert set(state_titles()) == set(Health)


def test_a_refused_answer_is_told_in_its_own_words(run: Run) -> None:
    assert answer(Attempt(run.now, Refusal.INVALID, 200, "This is a list.")) == "This is a list."


def test_a_held_answer_is_not_called_a_failure(run: Run) -> None:
    assert answer(Attempt(run.now, HELD, 200)) == "The file was read. It lacks many projects that were there before."


def test_what_is_shown_is_one_of_three(catalogue: Catalogue) -> None:
    stale, partial, unread = catalogue.publications[:3]

    assert [shown(one) for one in (stale, partial, unread)] == ["earlier", "latest", "nothing"]


def test_status_json_is_valid_by_its_published_schema(status: Files) -> None:
    schema = json.loads((ROOT / "schema" / "status.schema.json").read_text("utf-8"))
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(json.loads(status["status.json"]))] == []


def test_the_schema_knows_every_state_and_every_cause() -> None:
    source = json.loads((ROOT / "schema" / "status.schema.json").read_text("utf-8"))["$defs"]["source"]["properties"]
    assert source["state"]["enum"] == list(Health)
    assert source["causes"]["items"]["enum"] == [cause for cause in Cause if cause is not Cause.OVER]


def test_every_page_leads_to_its_problems_feed(status: Files) -> None:
    for page in ("status/index.html", "status/bro/index.html"):
        assert re.search(
            '<link rel="alternate" type="application/atom.xml" [^>]* href="problems.atom">', status[page].decode()
        )


def test_a_page_says_what_was_told_and_what_a_firewall_has_to_let_through(status: Files) -> None:
    text = text_of(status, "status/bro/index.html")
    assert "3 November 2026 : Bro Helyg: the web server does not send the file" in text
    assert "whose User-Agent begins with “councilprojects/”" in text
    assert USER_AGENT in text
    assert "User-Agent" not in text_of(status, "status/marlowe/index.html")
