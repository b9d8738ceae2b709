"""How a file is served, as findings: facts in, codes and sentences out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from served import GOOD, LIMIT, TODAY, URL, changed, found

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.hosting import findings
from councilprojects_validator.hosting.findings import hosting
from councilprojects_validator.hosting.served import Answer, Certificate, Redirect, Repeat, Served, Trouble
from councilprojects_validator.rules import RULES


def led(*redirects: tuple[int, str], url: str = URL) -> dict[str, str]:
    hops = tuple(Redirect(*each) for each in redirects)
    return changed(answer=Answer(url, hops[-1].url if hops else url, status=200, redirects=hops))


def test_a_file_that_is_served_well_has_no_finding() -> None:
    assert found(GOOD) == {}


@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", "application/json;charset=UTF8", "application/ld+json"]
)
def test_any_kind_of_json_will_do(kind: str) -> None:
    assert changed(content_type=kind) == {}


def lasting(*until: int) -> Certificate:
    return Certificate(datetime(2026, 1, 1, tzinfo=UTC), datetime(*until, tzinfo=UTC))  # type: ignore[arg-type]


CASES: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "a certificate that lasts": ({"certificate": lasting(2027, 1, 1)}, {}),
    "a certificate that ends soon": (
        {"certificate": lasting(2026, 12, 3)},
        {
            "hosting-certificate-ends": (
                "The website's security certificate ends on 3 December 2026. Have it renewed before: from then on"
                " browsers warn of the website, and the file cannot be read."
            )
        },
    ),
    "a web page under one that ends soon": (
        {"certificate": lasting(2026, 12, 3), "content": b"<html>"},
        {
            "hosting-certificate-ends": (
                "The website's security certificate ends on 3 December 2026. Have it renewed before: from then on"
                " browsers warn of the website, and the file cannot be read."
            )
        },
    ),
    "no type": (
        {"content_type": None},
        {
            "hosting-content-type": (
                "The web server does not say what kind of file this is. Send “Content-Type: application/json”."
            )
        },
    ),
    "another type": (
        {"content_type": "Text/Plain"},
        {"hosting-content-type": "The web server calls the file “text/plain”. Send “Content-Type: application/json”."},
    ),
    "another charset": (
        {"content_type": 'application/json; charset="iso-8859-1"'},
        {
            "hosting-charset": (
                "The web server says that the file is in “iso-8859-1”. JSON is UTF-8: leave the charset out."
            )
        },
    ),
    "a charset in pieces": ({"content_type": "application/json; charset*=utf-8''x"}, {}),
    "no permission for browsers": (
        {"allow_origin": None},
        {
            "hosting-no-cors": (
                "Other websites may not read this file from a browser. Send “Access-Control-Allow-Origin: *” with it."
            )
        },
    ),
    "permission for one": (
        {"allow_origin": "https://www.ambridge.example"},
        {
            "hosting-no-cors": (
                "Only the website https://www.ambridge.example may read this file from a browser."
                " Send “Access-Control-Allow-Origin: *” with it."
            )
        },
    ),
    "nothing to ask with": (
        {"etag": None, "repeat": None},
        {
            "hosting-no-validators": (
                "The web server sends neither ETag nor Last-Modified, so readers take the whole file at each visit."
            )
        },
    ),
    "one is enough": ({"etag": None, "last_modified": "Fri, 20 Nov 2026 09:00:00 GMT"}, {}),
    "sent again": (
        {"last_modified": "Fri, 20 Nov 2026 09:00:00 GMT", "repeat": Repeat.SENT_AGAIN},
        {
            "hosting-validators-ignored": (
                "Asked whether the file had changed since its ETag / Last-Modified,"
                " the web server sent all of it again."
            )
        },
    ),
    "changed meanwhile": ({"repeat": Repeat.CHANGED}, {}),
    "a second request refused": (
        {"repeat": Answer(URL, URL, Trouble.REFUSED, "Too often {429}.", 429)},
        {
            "hosting-second-request": (
                "The file was read once. A second request, a moment later, was not answered so: Too often {429}."
            )
        },
    ),
    "robots.txt": (
        {"robots": (Answer(URL, URL, Trouble.ROBOTS, "Not allowed."),)},
        {"hosting-robots": "ambridge.example: Not allowed."},
    ),
    "our own mistake with robots.txt": ({"robots": (Answer(URL, URL, Trouble.OURS, "Oops."),)}, {}),
    "large and plain": (
        {"content": b"{" + b" " * 1_233_999},
        {
            "hosting-not-compressed": (
                "The file has 1.2 MB and is sent as it is. Let the web server compress it with gzip."
            )
        },
    ),
    "large and packed": ({"content": b"{" + b" " * 1_233_999, "content_encoding": "gzip"}, {}),
}


@pytest.mark.parametrize(("facts", "expected"), CASES.values(), ids=CASES)
def test_what_is_said_of_the_file(facts: dict[str, Any], expected: dict[str, str]) -> None:
    assert changed(**facts) == expected


def test_a_file_near_the_limit_is_told_before_it_is_refused() -> None:
    served = replace(GOOD, content=b"{" + b" " * 799, content_encoding="gzip")
    assert found(served, 1000) == {}
    assert found(replace(served, content=b"{" + b" " * 899_000), 1_000_000) == {
        "hosting-near-limit": "The file has 899 kB. Beyond 1.0 MB it will be refused whole."
    }


NEW = "https://www.ambridge.example/data/projects.json"
PLAIN = "http://www.ambridge.example/projects.json"
WAYS: dict[str, tuple[str, list[tuple[int, str]], dict[str, str]]] = {
    "moved for good": (
        URL,
        [(301, NEW)],
        {"hosting-moved": f"This address has moved for good, to {NEW}. Register that one."},
    ),
    "moved for today": (URL, [(302, NEW)], {}),
    "for good and then for today": (
        URL,
        [(308, NEW), (307, "https://www.ambridge.example/today.json")],
        {"hosting-moved": f"This address has moved for good, to {NEW}. Register that one."},
    ),
    "for today and then for good": (URL, [(302, NEW), (301, "https://www.ambridge.example/x.json")], {}),
    "encrypted": (
        PLAIN,
        [(301, URL)],
        {"hosting-http-to-https": f"This address begins with “http:” and redirects to “https:”. Register {URL}."},
    ),
    "encrypted for today": (
        PLAIN,
        [(302, URL), (302, NEW)],
        {"hosting-http-to-https": f"This address begins with “http:” and redirects to “https:”. Register {URL}."},
    ),
    "encrypted elsewhere": (
        PLAIN,
        [(302, NEW)],
        {"hosting-http-to-https": f"This address begins with “http:” and redirects to “https:”. Register {NEW}."},
    ),
    "encrypted and moved": (
        PLAIN,
        [(301, URL), (301, NEW)],
        {"hosting-moved": f"This address has moved for good, to {NEW}. Register that one."},
    ),
    "never encrypted": (
        PLAIN,
        [],
        {"hosting-not-https": "The file is served by http:, without encryption. Serve it by https:."},
    ),
    "to the same with www": (
        "https://ambridge.example/projects.json",
        [(301, URL)],
        {"hosting-moved": f"This address has moved for good, to {URL}. Register that one."},
    ),
    "to another host": (
        URL,
        [(302, "https://data.felpersham.example/ambridge.json")],
        {
            "hosting-other-host": (
                "This address is on ambridge.example, but the file comes from data.felpersham.example. Have the"
                " registry name data.felpersham.example as one of your hosts, or the file counts as somebody else's."
            )
        },
    ),
    "spelt otherwise": ("https://WWW.Ambridge.example", [(301, "https://www.ambridge.example/")], {}),
}


@pytest.mark.parametrize(("url", "redirects", "expected"), WAYS.values(), ids=WAYS)
def test_what_is_said_of_redirects(url: str, redirects: list[tuple[int, str]], expected: dict[str, str]) -> None:
    assert led(*redirects, url=url) == expected


@pytest.mark.parametrize("trouble", [each for each in Trouble if each is not Trouble.OURS])
def test_a_file_that_cannot_be_read_has_one_finding_with_the_sentence_of_the_fetcher(trouble: Trouble) -> None:
    served = Served(Answer(URL, URL, trouble, "Mend {it}."))
    (only,) = hosting(served, LIMIT, TODAY)
    assert (only.message, only.severity) == ("Mend {it}.", Severity.WARNING)
    assert only.code in RULES


def test_a_fault_of_ours_is_no_finding_about_the_website() -> None:
    assert found(Served(Answer(URL, URL, Trouble.OURS, "Something went wrong on our side."))) == {}


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/x.js>",
        b"\xef\xbb\xbf \n<html>Please complete the CAPTCHA",
        b"<html><iframe src='/_Incapsula_Resource?x'>Request unsuccessful.",
        b"<html>Enable JavaScript and cookies to continue",
    ],
)
def test_a_page_that_tests_whether_a_person_asks_is_told_as_such(page: bytes) -> None:
    served = replace(GOOD, content=page, content_type="text/html", allow_origin=None, etag=None)
    assert list(found(served)) == ["hosting-challenge"]


def test_of_another_web_page_only_the_way_to_it_is_told() -> None:
    """`check` says that it is one, as an error."""
    page = replace(GOOD, content=b"<html>Projects", content_type="text/html", allow_origin=None)
    assert found(page) == {}
    assert list(found(replace(page, robots=(Answer(URL, URL, Trouble.ROBOTS, "No."),)))) == ["hosting-robots"]


def test_json_that_speaks_of_captchas_is_no_challenge() -> None:
    assert changed(content=b'{"title": "Replace the captcha"}') == {}


def test_a_challenge_that_the_firewall_names_is_told_also_where_nothing_could_be_read() -> None:
    served = Served(Answer(URL, URL, Trouble.REFUSED, "Refused (403).", 403), challenged=True)
    assert list(found(served)) == ["hosting-challenge"]
    assert list(found(replace(GOOD, content=b"<html>", challenged=True))) == ["hosting-challenge"]


def test_what_a_server_writes_cannot_act_on_a_terminal() -> None:
    message = changed(allow_origin="https://x\x9b31m.example")["hosting-no-cors"]
    assert "\x9b" not in message


def codes() -> Iterator[str]:
    """Every code that these tests have met."""
    for served in (
        *(replace(GOOD, **facts) for facts, _expected in CASES.values()),
        *(Served(Answer(URL, URL, trouble, "x")) for trouble in Trouble),
        replace(GOOD, content=b"<html>captcha"),
        replace(GOOD, content=b"{" + b" " * 9_000_000),
    ):
        yield from (each.code for each in hosting(served, LIMIT, TODAY))
    for _url, _redirects, expected in WAYS.values():
        yield from expected


def test_every_page_of_hosting_has_a_finding_and_none_is_an_error() -> None:
    pages = {code: rule for code, rule in RULES.items() if code.startswith("hosting-")}
    assert set(codes()) == set(pages)
    assert set(findings.FAILURES) == set(Trouble) - {Trouble.OURS}
    assert {rule.severity for rule in pages.values()} == {Severity.WARNING, Severity.INFO}
