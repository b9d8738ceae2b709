"""What `--online` asks for, and what the answers mean: addresses out, findings in file order back in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from councilprojects_validator.check import check
from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.hosting import links, telling
from councilprojects_validator.hosting.served import Answer, Redirect, Served, Trouble
from councilprojects_validator.hosting.telling import asking, with_links
from councilprojects_validator.reporters.judged import Judged
from councilprojects_validator.rules import RULES

TODAY = date(2026, 11, 20)
HOME = "https://www.ambridge.example/"


class Told:
    """A `Web` that knows its answers. The real one is tried in the tests of the aggregator."""

    def __init__(self, **answers: Answer) -> None:
        self.answers = {f"{HOME}{name}": answer for name, answer in answers.items()}
        self.asked: list[str] = []

    def read(self, url: str) -> Served:
        raise NotImplementedError

    def ask(self, urls: Sequence[str], seconds: float, on_answer: Callable[[], None]) -> Mapping[str, Answer]:
        assert seconds == links.SECONDS
        self.asked += urls
        for _url in urls:
            on_answer()
        return {url: self.answers.get(url, Answer(url, url, status=200)) for url in urls if not url.endswith("late")}


def judged(*urls: str, name: str = "projects.json", **more: Any) -> Judged:
    projects = [
        {
            "id": f"p{number}",
            "title": "Report a missed bin",
            "summary": "Residents report a missed collection online and see when the crew will return.",
            "reviewed": "2026-10-12",
            "url": url,
        }
        for number, url in enumerate(urls)
    ]
    value = {
        "councilProjects": "1.0",
        "publisher": {"name": "Ambridge Borough Council", "url": HOME},
        "projects": projects,
        **more,
    }
    text = json.dumps(value, indent=1)
    return Judged(check(text.encode(), name=name, today=TODAY), text)


def told(web: Told, *files: Judged) -> list[list[tuple[str, str, str, str | None]]]:
    after = with_links(files, web, lambda: None, asking(files))
    return [
        [(f.code, f.pointer, f.message, f.suggestion) for f in each.report.findings if f.code.startswith("link-")]
        for each in after
    ]


def test_every_link_of_a_file_is_asked_for_once_and_without_fragment() -> None:
    web = Told()
    project = {"retrieved": "2026-10-12", "url": f"{HOME}c"}
    files = [
        judged(f"{HOME}a#x", f"{HOME}a#y", "ftp://www.ambridge.example/", "www.ambridge.example", "https://[::1"),
        judged(f"{HOME}b", self=f"{HOME}me", previousUrls=[f"{HOME}before"], x_ambridge_url=f"{HOME}never"),
        judged(f"{HOME}a", compiledBy={"name": "Somebody", "url": f"{HOME}by"}, compiledFrom=[project]),
    ]
    assert told(web, *files) == [[], [], []]
    assert web.asked == [HOME, f"{HOME}a", f"{HOME}b", f"{HOME}me", f"{HOME}by"]


def test_links_of_faulty_projects_are_asked_for_too() -> None:
    """They will be mended; and what their author sees should not depend on the other faults."""
    web = Told()
    broken = json.loads(judged(f"{HOME}a").text)
    del broken["projects"][0]["summary"]
    text = json.dumps(broken)
    told(web, Judged(check(text.encode(), name="x", today=TODAY), text))
    assert web.asked == [HOME, f"{HOME}a"]


@pytest.mark.parametrize("text", ["", "[]", "<html>", '{"councilProjects": 1', "\x00"])
def test_what_cannot_be_read_has_no_links(text: str) -> None:
    web = Told()
    assert told(web, Judged(check(text.encode(), name="x", today=TODAY), text)) == [[]]
    assert web.asked == []


def test_a_registry_has_links_too() -> None:
    web = Told()
    text = json.dumps({"councilProjectsRegistry": "1.0", "name": "B", "sources": [{"id": "a", "url": f"{HOME}a"}]})
    told(web, Judged(check(text.encode(), name="x", today=TODAY), text))
    assert web.asked == [f"{HOME}a"]


def sent(trouble: Trouble, status: int | None = None) -> Answer:
    return Answer("", "", trouble, "The fetcher's own sentence.", status)


ANSWERS: dict[str, tuple[Answer, str, str]] = {
    "gone": (
        sent(Trouble.GONE, 404),
        "link-gone",
        "www.ambridge.example says that there is no such page (404). Correct the address or leave it out.",
    ),
    "login": (
        sent(Trouble.LOGIN, 401),
        "link-needs-login",
        "www.ambridge.example asks for a password here. Link a page that everybody can open.",
    ),
    "no site": (
        sent(Trouble.NO_SUCH_SITE),
        "link-no-such-site",
        "There is no website www.ambridge.example. Correct the address or leave it out.",
    ),
    "no answer": (
        sent(Trouble.NO_ANSWER),
        "link-no-answer",
        "www.ambridge.example did not answer. Open the page in a browser, and look again tomorrow.",
    ),
    "fault": (
        sent(Trouble.SERVER, 503),
        "link-no-answer",
        "www.ambridge.example has a fault of its own. Open the page in a browser, and look again tomorrow.",
    ),
    "certificate": (
        sent(Trouble.CERTIFICATE),
        "link-certificate",
        "Browsers warn of www.ambridge.example: its security certificate is not valid. Tell whoever runs it.",
    ),
    "encryption": (
        sent(Trouble.ENCRYPTION),
        "link-certificate",
        "Browsers warn of www.ambridge.example: no secure connection can be made. Tell whoever runs it.",
    ),
    "refused": (
        sent(Trouble.REFUSED, 999),
        "link-not-checked",
        "Could not be checked: www.ambridge.example refuses programs (999). Open the page in a browser.",
    ),
    "robots": (
        sent(Trouble.ROBOTS),
        "link-not-checked",
        "Could not be checked: the robots.txt of www.ambridge.example refuses programs. Open the page in a browser.",
    ),
    "circle": (
        sent(Trouble.REDIRECTS, 302),
        "link-not-checked",
        "Could not be checked: www.ambridge.example sends programs in a circle or astray. Open the page in a browser.",
    ),
    "private": (
        sent(Trouble.ADDRESS),
        "link-not-checked",
        (
            "Could not be checked: www.ambridge.example leads to where the public cannot go."
            " Open the page away from the office."
        ),
    ),
    "ours": (
        sent(Trouble.OURS),
        "link-not-checked",
        "Could not be checked: something went wrong on our side. Open the page in a browser.",
    ),
}


@pytest.mark.parametrize(("answer", "code", "sentence"), ANSWERS.values(), ids=ANSWERS)
def test_what_an_answer_says_of_the_link(answer: Answer, code: str, sentence: str) -> None:
    assert told(Told(x=answer), judged(f"{HOME}x")) == [[(code, "/projects/0/url", sentence, None)]]


def test_an_answer_that_was_too_big_is_an_answer() -> None:
    assert told(Told(x=sent(Trouble.TOO_BIG, 200)), judged(f"{HOME}x")) == [[]]


def moved(target: str, status: int = 301) -> Answer:
    return Answer(f"{HOME}x", target, status=200, redirects=(Redirect(status, target),))


def test_a_page_that_moved_for_good_has_a_new_address() -> None:
    new = f"{HOME}new"
    assert told(Told(x=moved(new)), judged(f"{HOME}x", f"{HOME}x#costs")) == [
        [
            ("link-moved", "/projects/0/url", f"This page has moved for good. Write {new} instead.", new),
            (
                "link-moved",
                "/projects/1/url",
                f"This page has moved for good. Write {new}#costs instead.",
                f"{new}#costs",
            ),
        ]
    ]


def test_a_page_that_is_elsewhere_for_today_is_well() -> None:
    assert told(Told(x=moved(f"{HOME}new", 302)), judged(f"{HOME}x")) == [[]]


def test_a_page_that_leads_to_the_front_page_gets_no_new_address() -> None:
    assert told(Told(x=moved(HOME)), judged(f"{HOME}x")) == [
        [
            (
                "link-moved",
                "/projects/0/url",
                (
                    "This address leads to the front page of www.ambridge.example for good."
                    " The page itself is probably gone: look for it."
                ),
                None,
            )
        ]
    ]


def test_what_a_rule_says_of_an_address_already_is_not_said_again() -> None:
    local = "https://server.local/x"
    web = Told()
    web.answers[local] = sent(Trouble.ADDRESS)
    (report,) = (each.report for each in with_links([judged(local)], web, lambda: None, asking([judged(local)])))
    assert [finding.code for finding in report.findings] == ["private-host"]


def test_findings_stand_in_file_order_with_line_and_record() -> None:
    shouted = judged(f"{HOME}x", f"{HOME}y", publisher={"name": "Ambridge", "url": "http://www.ambridge.example/z"})
    web = Told(x=sent(Trouble.GONE, 404), y=sent(Trouble.GONE, 410))
    (after,) = with_links([shouted], web, lambda: None, asking([shouted]))
    places = [(finding.line or 0, finding.column or 0) for finding in after.report.findings]
    assert places == sorted(places)
    assert [f.record_id for f in after.report.findings if f.code == "link-gone"] == ["p0", "p1"]
    assert {f.code for f in after.report.findings} > {"link-gone", "insecure-link"}
    assert after.report.outcome is shouted.report.outcome


def test_every_answer_is_counted_for_the_progress_bar() -> None:
    files = [judged(f"{HOME}x")]
    count: list[None] = []
    with_links(files, Told(), lambda: count.append(None), asking(files))
    assert len(count) == 2


def not_checked(*files: Judged) -> list[tuple[str, ...]]:
    return [each.report.not_checked for each in with_links(files, Told(), lambda: None, asking(files))]


def test_what_there_was_no_time_for_is_told() -> None:
    late = "1 link was not checked, for the 5 minutes of a run were over."
    assert not_checked(judged(f"{HOME}late", f"{HOME}late#x"), judged(HOME)) == [(late,), ()]
    assert not_checked(judged(f"{HOME}late", f"{HOME}too-late")) == [
        ("2 links were not checked, for the 5 minutes of a run were over.",)
    ]


def test_no_more_are_asked_for_than_the_limit_and_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST", 2)
    assert not_checked(judged(f"{HOME}a"), judged(f"{HOME}b", f"{HOME}a"), judged(f"{HOME}b", f"{HOME}c")) == [
        (),
        ("1 link was not checked, for 2 are asked for in one run.",),
        ("2 links were not checked, for 2 are asked for in one run.",),
    ]


def test_a_file_over_the_usual_size_is_asked_for_if_it_was_allowed() -> None:
    text = judged(f"{HOME}a").text
    padded = text + " " * 11_000_000
    report = check(padded.encode(), name="x", today=TODAY, max_size=20_000_000)
    web = Told()
    told(web, Judged(report, padded))
    assert web.asked == [HOME, f"{HOME}a"]


def test_every_page_of_links_has_a_finding_and_none_is_an_error() -> None:
    pages = {code: rule for code, rule in RULES.items() if code.startswith("link-")}
    assert {code for _answer, code, _sentence in ANSWERS.values()} | {"link-moved"} == set(pages)
    assert {rule.severity for rule in pages.values()} == {Severity.WARNING, Severity.INFO}
    assert set(links.FAILURES) == set(Trouble) - {Trouble.TOO_BIG}


URL = f"{HOME}projects.json"


def test_hosting_findings_come_first_and_change_no_verdict() -> None:
    shouted = judged("http://www.ambridge.example/x").report
    served = Served(Answer(URL, URL, status=200), b"{}", content_type="text/plain", allow_origin="*", etag='"1"')
    after = telling.with_hosting(shouted, served, 1000, date(2026, 11, 20))
    assert [finding.code for finding in after.findings][:2] == ["hosting-content-type", "insecure-link"]
    first = after.findings[0]
    assert (first.line, first.column, first.pointer, first.where) == (None, None, "", "how the file is served")
    assert (after.outcome, after.not_checked) == (shouted.outcome, shouted.not_checked)
