"""What the validator is lent to ask links with: answers, in the time that there is."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest
from badserver import Endless, Hang, Site, Step, Web, answer, head

from councilprojects_aggregator.fetching.for_validation import ForValidation
from councilprojects_validator.hosting.served import Answer, Redirect, Trouble


def ask(lent: ForValidation, *urls: str, seconds: float = 60.0) -> dict[str, Answer]:
    return dict(lent.ask(urls, seconds, lambda: None))


def test_links_are_asked_for_as_pages_and_no_more_is_read_than_shows_that_they_are_there(
    site: Site, lent: ForValidation
) -> None:
    url = site.publish(head("Content-Type: video/mp4"), Endless(b"x" * 65536))
    assert ask(lent, url) == {url: Answer(url, url, status=200)}
    assert b"\r\nAccept: text/html, " in site.requests[1]
    assert site.requests[1].startswith(b"GET ")


LINKS: dict[str, tuple[list[Step], Trouble | None]] = {
    "well": ([answer(b"<html>")], None),
    "empty": ([answer(b"")], None),
    "no content": ([answer(b"", status="204 No Content")], None),
    "packed in an odd way": ([answer(b"x", "Content-Encoding: br")], None),
    "broken off": ([head("Content-Length: 9"), b"x"], None),
    "gone": ([answer(b"", status="404 Not Found")], Trouble.GONE),
    "refused": ([answer(b"", status="403 Forbidden")], Trouble.REFUSED),
    "999": ([answer(b"", status="999 Denied")], Trouble.REFUSED),
    "fault": ([answer(b"", status="500 Oops")], Trouble.SERVER),
    "silence": ([Hang()], Trouble.NO_ANSWER),
    "circle": ([head("Location: /0", status="301 Moved")], Trouble.REDIRECTS),
    "mail": ([head("Location: mailto:digital@ambridge.example", status="301 Moved")], Trouble.REDIRECTS),
}


@pytest.mark.parametrize(("script", "kind"), LINKS.values(), ids=LINKS)
def test_a_link(script: list[Step], kind: Trouble | None, site: Site, lent: ForValidation) -> None:
    url = site.publish(*script)
    found = ask(lent, url)[url]
    assert found.trouble is kind
    assert bool(found.sentence) is (kind is not None)


def test_a_link_that_moved_says_where_to(site: Site, lent: ForValidation) -> None:
    site.pages["/new"] = [answer(b"<html>")]
    url = site.publish(head("Location: /new", status="301 Moved"))
    assert ask(lent, url)[url].redirects == (Redirect(301, site.url("/new")),)


def test_robots_txt_is_heeded_for_links(site: Site, lent: ForValidation) -> None:
    site.pages["/robots.txt"] = [answer(b"User-agent: *\nDisallow: /")]
    url = site.publish(answer())
    assert ask(lent, url)[url].trouble is Trouble.ROBOTS
    assert site.paths == ["/robots.txt"]


def test_a_name_that_is_not_known(lent: ForValidation) -> None:
    def unknown(_host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    nowhere = replace(lent, fetcher=replace(lent.fetcher, policy=replace(lent.fetcher.policy, resolve=unknown)))
    url = "https://www.ambridge.example/"
    assert ask(nowhere, url)[url].trouble is Trouble.NO_SUCH_SITE


def test_what_there_is_no_time_for_is_left_out(web: Web, lent: ForValidation) -> None:
    """One website that hangs does not hold the run up; those that answered in time are there."""
    quick, slow = web("127.0.0.1"), web("127.0.0.2")
    slow.pages["/robots.txt"] = [Hang()]
    urls = [slow.publish(answer(), host="127.0.0.2"), quick.publish(answer(), host="127.0.0.1")]
    patient = replace(lent.fetcher.policy, read_timeout=60.0, deadline=60.0)
    answers = ask(replace(lent, fetcher=replace(lent.fetcher, policy=patient)), *urls, seconds=2.0)
    assert list(answers) == urls[1:]
    assert ask(lent, *urls, seconds=0.0) == {}


def test_every_answer_is_told_as_it_comes(site: Site, lent: ForValidation) -> None:
    told: list[None] = []
    urls = [site.publish(answer()), site.publish(answer(b"", status="404 Not Found"))]
    lent.ask(urls, 60.0, lambda: told.append(None))
    assert len(told) == 2
