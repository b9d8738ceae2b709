"""What no subscriber hears of: one file in every form that an export may give it, and every way in which it fails.

Each form comes for a day, goes, comes again, stays for a while and goes: an entry at any of these is noise.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from unicodedata import normalize

import pytest

from councilprojects_aggregator.build import build
from councilprojects_aggregator.model import FetchOutcome, Registry, Source, State

pytestmark = pytest.mark.usefixtures("only_events")

URL = "https://www.gwynedd.example/projects.json"
FILE: dict[str, Any] = {
    "councilProjects": "1.0",
    "modified": "2026-01-04",
    "language": "en",
    "publisher": {
        "name": "Cyngor Môn a Gwynedd",
        "url": "https://www.gwynedd.example/",
        "wants": [{"type": "networking", "description": "Who else maps the ŵ and ŷ on street signs?"}],
    },
    "projects": [
        {
            "id": "bins",
            "title": "Casglu’r biniau",
            "summary": "Residents report a missed bin, cafés too.",
            "reviewed": "2026-01-01",
            "url": "https://www.gwynedd.example/bins",
            "phase": "alpha",
            "status": "active",
            "topics": ["Waste", "Open data", "cafés"],
            "services": [{"lgsl": 524}, {"lgsl": 141}],
            "technologies": [{"name": "Roundë"}, {"name": "Notify"}],
            "partners": [
                {"name": "Môn Council", "url": "https://www.mon.example/"},
                {"name": "Île Charity"},
                {"name": "Conwy", "gss": "W06000003"},
            ],
            "outputs": [
                {"type": "report", "title": "What we found in cafés", "url": "https://www.gwynedd.example/report"},
                {"type": "report", "title": "Interviews with crèches"},
            ],
            "wants": [{"type": "delivery", "resource": "code", "description": "Somebody to build the crèche app"}],
            "offers": [{"type": "knowledge-sharing", "description": "An hour on how we planned the naïve routes"}],
        },
        *(
            {
                "id": name,
                "title": name.title(),
                "summary": f"Book the {name} of the council online.",
                "reviewed": "2026-01-01",
                "url": f"https://www.gwynedd.example/{name}",
            }
            for name in ("bees", "parks")
        ),
    ],
}


class Crawler:
    """Asks one council, day after day."""

    def __init__(self) -> None:
        self.state, self.now, self.url = (
            State(datetime(2026, 1, 5, 6, tzinfo=UTC), {}),
            datetime(2026, 1, 5, 6, tzinfo=UTC),
            URL,
        )
        assert self.reads(FILE) == ["gwynedd_publisher/joined"]

    def reads(self, answer: Any, days: int = 1) -> list[str]:
        """Return what is told of an answer: a file as bytes or as a value, or the code of a failure."""
        source = Source("gwynedd", "Gwynedd", self.url, homepage="https://www.gwynedd.example/")
        code = answer if isinstance(answer, str) else "fetched"
        body = None if isinstance(answer, str) else answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        outcome = FetchOutcome(
            code, self.url, self.url, 200 if body else 500, content_type="application/json", body=body
        )
        registry, before = Registry("R", None, (source,)), len(self.state.events)
        self.state = build(registry, self.state, lambda _asks: {"gwynedd": outcome}, self.now, clock=lambda: 0.0).state
        self.now += timedelta(days=days)
        return [event.id.split(":", 2)[2] for event in self.state.events[before:]]


def deep(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return a value with everything in it changed, from the inside out."""
    if isinstance(value, dict):
        value = {key: deep(each, change) for key, each in value.items()}
    elif isinstance(value, list):
        value = [deep(each, change) for each in value]
    return change(value)


def strings(change: Callable[[str], str]) -> Any:
    return deep(FILE, lambda value: change(value) if isinstance(value, str) else value)


def sentences(change: Callable[[str], str]) -> Any:
    return strings(lambda value: change(value) if " " in value else value)


def lists(change: Callable[[list[Any]], list[Any]]) -> Any:
    return deep(FILE, lambda value: change(value) if isinstance(value, list) else value)


def projects(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    return {**FILE, "projects": [change(copy.deepcopy(each)) for each in FILE["projects"]]}


def addresses(change: Callable[[str], str]) -> Any:
    value = strings(lambda value: change(value) if value.startswith("https:") else value)
    return {**value, "publisher": FILE["publisher"]}


TEXT = json.dumps(FILE)
FORMS: dict[str, Any] = {
    "keys in another order": deep(
        FILE, lambda each: dict(sorted(each.items(), reverse=True)) if isinstance(each, dict) else each
    ),
    "lists in another order": lists(lambda each: each[::-1]),
    "indented": json.dumps(FILE, indent="\t").replace("\n", "\r\n").encode(),
    "not escaped": json.dumps(FILE, ensure_ascii=False).encode(),
    "with a byte order mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "letters composed": strings(lambda each: normalize("NFC", each)),
    "letters decomposed": strings(lambda each: normalize("NFD", each)),
    "spaces doubled": sentences(lambda each: each.replace(" ", "  ")),
    "spaces that do not break": sentences(lambda each: each.replace(" ", "\u00a0")),
    "spaces around": sentences(lambda each: f" {each}\n"),
    "straight quotes": sentences(lambda each: each.replace("’", "'")),
    "full stops": sentences(lambda each: each.rstrip(".") + "."),
    "entities": sentences(lambda each: each.replace("é", "&eacute;")),
    "stamped anew": json.loads(TEXT.replace("2026-01-01", "2026-01-05").replace("2026-01-04", "2026-01-05")),
    "in no language": {key: each for key, each in FILE.items() if key != "language"},
    "addresses with a slash": addresses(lambda each: each.rstrip("/") + "/"),
    "addresses by http": addresses(lambda each: each.replace("https:", "http:")),
    "addresses counted": addresses(lambda each: f"{each}?utm_source=feed"),
    "topics in capitals": projects(
        lambda each: {**each, "topics": [topic.upper() for topic in each.get("topics", ())]}
    ),
    "nothing as null": projects(lambda each: {"wants": [], "budget": None, "phase": None, **each}),
    "items twice": projects(
        lambda each: {key: item * 2 if isinstance(item, list) else item for key, item in each.items()}
    ),
    "without its lists": projects(lambda each: {key: item for key, item in each.items() if not isinstance(item, list)}),
    "without its phase": projects(lambda each: {key: item for key, item in each.items() if key != "phase"}),
    "another name": {**FILE, "publisher": {**FILE["publisher"], "name": "Gwynedd Council"}},
    "other words": projects(
        lambda each: {**each, "title": "Another title", "summary": "Altogether other words for it."}
    ),
    "a project twice": {**FILE, "projects": FILE["projects"] + FILE["projects"][:1]},
    "a title that is none": projects(lambda each: {**each, "title": 7}),
    "ids in capitals": projects(lambda each: {**each, "id": each["id"].upper()}),
    "another id": projects(lambda each: {**each, "id": f"{each['id']}-new", "previousIds": [each["id"]]}),
    "half of it": TEXT.encode()[: len(TEXT) // 2],
    "another encoding": TEXT.encode("utf-16"),
    "nothing": b"",
    "a web page": b"<!doctype html><title>Sorry</title>",
    "no answer": "timeout",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_form_of_a_file_is_news(form: Any) -> None:
    crawler = Crawler()
    told = [crawler.reads(each) for each in (form, FILE, form, *[form] * 4, *[FILE] * 4)]
    assert told == [[]] * len(told)


WITHOUT_LISTS = FORMS["without its lists"]


@pytest.mark.parametrize("form", ["without its lists", "without its phase", "half of it", "ids in capitals"])
def test_nor_is_it_if_the_crawler_was_off_for_a_month_meanwhile(form: str) -> None:
    crawler = Crawler()
    assert crawler.reads(FORMS[form], days=31) == crawler.reads(FILE, days=31) == crawler.reads(FILE) == []


def test_what_is_seen_away_for_more_than_a_month_is_new_again() -> None:
    crawler = Crawler()
    assert [crawler.reads(WITHOUT_LISTS) for _ in range(32)] == [[]] * 32
    assert len(crawler.reads(FILE)) == 7


@pytest.mark.parametrize(
    "url", [URL.replace("https", "http"), f"{URL}/", URL.replace("www.gwynedd.example", "WWW.Gwynedd.example:443")]
)
def test_a_file_at_another_spelling_of_its_address_is_no_news(url: str) -> None:
    crawler = Crawler()
    crawler.url = url
    assert [crawler.reads(FILE) for _ in range(4)] == [[]] * 4


def test_a_change_is_told_in_whatever_form_it_comes() -> None:
    crawler = Crawler()
    crawler.reads(FORMS["letters decomposed"])
    beta = json.loads(json.dumps(FORMS["lists in another order"]).replace('"alpha"', '"beta"'))
    assert crawler.reads(beta) == ["bins/phase-beta"]
    assert [crawler.reads(each) for each in (b"", "timeout", beta)] == [[]] * 3
