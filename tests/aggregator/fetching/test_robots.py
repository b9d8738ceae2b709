"""robots.txt: whom it means, what it allows, and what an answer means that is none (RFC 9309)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import process_time

import pytest

from councilprojects_aggregator.fetching.outcomes import Code
from councilprojects_aggregator.fetching.robots import (
    ENOUGH,
    LONGEST_KEPT,
    UNAVAILABLE,
    UNREACHABLE,
    read_robots,
    remember,
    remembered,
)
from councilprojects_aggregator.model import FetchOutcome

URL = "https://www.council.gov.uk/projects.json"
ROBOTS = "https://www.council.gov.uk/robots.txt"
DISALLOWED = ("robots-disallowed", "")


def outcome(code: str, status: int | None = None, body: bytes | None = None, detail: str = "") -> FetchOutcome:
    return FetchOutcome(code, ROBOTS, ROBOTS, status, detail, body=body)


def refusal(content: str | bytes, url: str = URL) -> tuple[str, str] | None:
    body = content if isinstance(content, bytes) else content.encode()
    return read_robots(outcome("fetched", 200, body)).refusal(url)


REFUSING = {
    "everybody": "User-agent: *\nDisallow: /",
    "us": "User-agent: councilprojects\nDisallow: /",
    "us, in capitals": "USER-AGENT: CouncilProjects\nDISALLOW: /",
    "us, with a version": "User-agent: councilprojects/1.0\nDisallow: /",
    "us, in a group with others": "User-agent: a\nUser-agent: councilprojects\nUser-agent: b\nDisallow: /",
    "us, with a comment": "User-agent: councilprojects # them\nDisallow: / # all",
    "us, without a hyphen": "Useragent: councilprojects\nDisallow: /",
    "us, with a space": "user agent councilprojects\nDisallow: /",
    "the file": "User-agent: *\nDisallow: /projects.json",
    "its kind": "User-agent: *\nDisallow: /*.json$",
    "all but a longer path": "User-agent: *\nDisallow: /\nAllow: /projects.json.gz",
    "after a byte order mark": b"\xef\xbb\xbfUser-agent: *\nDisallow: /",
    "with old line ends": "User-agent: *\rDisallow: /",
    "not UTF-8 elsewhere": b"# \xff\xfe\nUser-agent: *\nDisallow: /",
}

ALLOWING = {
    "nothing": "",
    "an empty rule": "User-agent: *\nDisallow:",
    "somebody else refused": "User-agent: otherbot\nDisallow: /",
    "a part of our name refused": "User-agent: council\nDisallow: /",
    "a longer name refused": "User-agent: councilprojects-mirror\nDisallow: /",
    "a group of our own": "User-agent: *\nDisallow: /\n\nUser-agent: councilprojects\nAllow: /",
    "the longer rule": "User-agent: *\nDisallow: /\nAllow: /projects.json",
    "a rule as long": "User-agent: *\nDisallow: /projects\nAllow: /projects",
    "another path": "User-agent: *\nDisallow: /private/",
    "no group": "Disallow: /",
    "a web page": "<html><body>Not found: user-agent disallow</body></html>",
    "noise": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("content", REFUSING.values(), ids=REFUSING)
def test_a_file_that_refuses(content: str | bytes) -> None:
    assert refusal(content) == DISALLOWED


@pytest.mark.parametrize("content", ALLOWING.values(), ids=ALLOWING)
def test_a_file_that_allows(content: str | bytes) -> None:
    assert refusal(content) is None


def test_the_query_counts() -> None:
    content = "User-agent: *\nDisallow: /*?secret"
    assert refusal(content, f"{URL}?secret=1") == DISALLOWED
    assert refusal(content, f"{URL}?open=1") is None


@pytest.mark.parametrize("status", [204, 300, 400, 401, 403, 404, 410, 429, 451, 499])
def test_no_such_file_allows_everything(status: int) -> None:
    assert read_robots(outcome(f"http-{status}", status)).refusal(URL) is None


@pytest.mark.parametrize("status", [500, 502, 503, 520, 599, 999])
def test_a_broken_server_allows_nothing(status: int) -> None:
    assert read_robots(outcome(f"http-{status}", status)).refusal(URL) == ("robots-unreachable", f"http-{status}")


@pytest.mark.parametrize("code", sorted(UNAVAILABLE))
def test_redirects_that_lead_nowhere_allow_everything(code: str) -> None:
    assert read_robots(outcome(code)).refusal(URL) is None


@pytest.mark.parametrize("code", sorted(UNREACHABLE))
def test_an_answer_that_cannot_be_read_allows_nothing(code: str) -> None:
    assert read_robots(outcome(code)).refusal(URL) == ("robots-unreachable", code)


@pytest.mark.parametrize("code", ["dns-failure", "tls-expired", "refused-connection", "forbidden-address"])
def test_a_server_that_cannot_be_met_is_told_as_what_it_is(code: str) -> None:
    assert read_robots(outcome(code, detail="because")).refusal(URL) == (code, "because")


def test_every_outcome_has_been_thought_of() -> None:
    met = {code for code in Code if code.startswith(("dns-", "tls-", "forbidden-"))}
    met |= {Code.BAD_HOST, Code.REFUSED_CONNECTION, Code.UNREACHABLE, Code.CONNECT_TIMEOUT}
    never = {Code.FETCHED, Code.NOT_MODIFIED, Code.ROBOTS_DISALLOWED, Code.ROBOTS_UNREACHABLE}
    assert set(Code) == met | never | UNAVAILABLE | UNREACHABLE
    assert not UNAVAILABLE & UNREACHABLE


@pytest.mark.parametrize(
    "line",
    ["User-agent: a{}\n", "Disallow: /a{}*b*c$\n", "user agent a{}\nDisallow: /{}\n", "User-agent: *{}\n", "a{}\n"],
)
def test_a_hostile_file_costs_little(line: str) -> None:
    """Half a megabyte of names, then as many rules for all of them: minutes, were they all kept."""
    half = "".join(line.replace("{}", str(number)) for number in range(ENOUGH // 2 // len(line)))
    rules = "Disallow: /x\n" * (ENOUGH // 2 // 13)
    started = process_time()
    assert refusal((half + rules).encode()[:ENOUGH]) is None
    assert process_time() - started < 3


NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)


def test_rules_are_kept_for_a_day_and_read_again_as_they_were() -> None:
    read = {
        "https://b.example": read_robots(outcome("fetched", 200, b"User-agent: *\nDisallow: /private")),
        "https://a.example": read_robots(outcome("http-404", 404)),
    }
    kept = remember({}, read, NOW)
    assert list(kept) == ["https://a.example", "https://b.example"]
    again = remembered(kept, NOW + timedelta(hours=23))
    assert again["https://a.example"].refusal(URL) is None
    assert again["https://b.example"].refusal(URL) is None
    assert again["https://b.example"].refusal("https://www.council.gov.uk/private/a") == DISALLOWED


@pytest.mark.parametrize("hours", [-1, 24])
def test_older_rules_and_those_of_a_time_to_come_are_no_longer_known(hours: int) -> None:
    kept = remember({}, {"https://a.example": read_robots(outcome("http-404", 404))}, NOW)
    later = NOW + timedelta(hours=hours)
    assert remembered(kept, later) == remember(kept, {}, later) == {}


@pytest.mark.parametrize(
    "answered",
    [outcome("http-500", 500), outcome("dns-failure"), outcome("fetched", 200, b"#" * (LONGEST_KEPT + 1))],
    ids=["failed", "unknown", "very long"],
)
def test_what_could_not_be_read_or_is_too_much_is_not_kept(answered: FetchOutcome) -> None:
    earlier = remember({}, {"https://a.example": read_robots(outcome("http-404", 404))}, NOW)
    assert remember(earlier, {"https://a.example": read_robots(answered)}, NOW) == {}
