"""What `--online` asks, and what the answers mean for the file: addresses out, answers in, diagnostics out. Pure.

Every address is asked for once, however often it stands in the files of a run, and every place where it stands is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Diagnostic, Path, pointer
from councilprojects_validator.document import Document
from councilprojects_validator.hosting.addresses import leads_home, moved_to, without_fragment
from councilprojects_validator.hosting.served import Answer, Trouble
from councilprojects_validator.quoting import clipped
from councilprojects_validator.rules import RULES
from councilprojects_validator.rules.fields import links
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from councilprojects_validator.locate import Source
    from councilprojects_validator.report import Report

MOST = 500
"""Addresses in a run. A file with more is checked in parts."""

SECONDS = 300.0
"""For all of them. One host is asked once a second: three hundred pages of one's own site fit."""

LONGEST = 200
"""Code points of an address in a sentence: somebody has to copy it."""

SCHEMES = frozenset({"http", "https"})

EXPECTED_TO_MOVE = frozenset({"previousUrls"})
"""Where an address that redirects is just what is wanted."""

TOLD_ALREADY = frozenset({"credentials-in-url", "placeholder-link", "private-host"})
"""Rules that say of an address, without asking, that nobody can open it."""

FAILURES = {
    Trouble.GONE: (
        "link-gone",
        _("{host} says that there is no such page ({status}). Correct the address or leave it out."),
    ),
    Trouble.LOGIN: ("link-needs-login", _("{host} asks for a password here. Link a page that everybody can open.")),
    Trouble.NO_SUCH_SITE: (
        "link-no-such-site",
        _("There is no website {host}. Correct the address or leave it out."),
    ),
    Trouble.NO_ANSWER: (
        "link-no-answer",
        _("{host} did not answer. Open the page in a browser, and look again tomorrow."),
    ),
    Trouble.SERVER: (
        "link-no-answer",
        _("{host} has a fault of its own. Open the page in a browser, and look again tomorrow."),
    ),
    Trouble.CERTIFICATE: (
        "link-certificate",
        _("Browsers warn of {host}: its security certificate is not valid. Tell whoever runs it."),
    ),
    Trouble.ENCRYPTION: (
        "link-certificate",
        _("Browsers warn of {host}: no secure connection can be made. Tell whoever runs it."),
    ),
    Trouble.REFUSED: (
        "link-not-checked",
        _("Could not be checked: {host} refuses programs ({status}). Open the page in a browser."),
    ),
    Trouble.ROBOTS: (
        "link-not-checked",
        _("Could not be checked: the robots.txt of {host} refuses programs. Open the page in a browser."),
    ),
    Trouble.REDIRECTS: (
        "link-not-checked",
        _("Could not be checked: {host} sends programs in a circle or astray. Open the page in a browser."),
    ),
    Trouble.ADDRESS: (
        "link-not-checked",
        _("Could not be checked: {host} leads to where the public cannot go. Open the page away from the office."),
    ),
    Trouble.OURS: (
        "link-not-checked",
        _("Could not be checked: something went wrong on our side. Open the page in a browser."),
    ),
}
"""By what the answer was. A circle of redirects is what a browser, with cookies, often does not meet."""


def addresses(source: Source) -> tuple[str, ...]:
    """Return what a file links to and can be asked for, each once, in file order."""
    return tuple(dict.fromkeys(without_fragment(url) for _path, url in _links(source)))


def faults(source: Source, report: Report, answers: Mapping[str, Answer]) -> Iterator[Diagnostic]:
    """Yield what the answers say about each link; nothing about those that were not asked for."""
    told = {finding.pointer for finding in report.findings if finding.code in TOLD_ALREADY}
    for path, url in _links(source):
        answer = answers.get(without_fragment(url))
        if answer is not None and pointer(path) not in told:
            yield from _fault(path, url, answer)


def _links(source: Source) -> Iterator[tuple[Path, str]]:
    if not isinstance(source.value, dict):
        return
    # No rule runs on it: the day is of no account.
    document = Document(Contents(source.value), source.text, date.min, kind=source.kind)
    for field in links(document):
        if field.name not in EXPECTED_TO_MOVE and _can_be_asked(field.value):
            yield field.path, field.value


def _can_be_asked(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in SCHEMES and bool(parts.hostname)
    except ValueError:
        return False


def _fault(path: Path, url: str, answer: Answer) -> Iterator[Diagnostic]:
    if answer.trouble is not None and answer.trouble in FAILURES:
        code, sentence = FAILURES[answer.trouble]
        yield _found(code, sentence.format(host=_host(url), status=answer.status), path)
        return
    target = moved_to(_of(answer, url))
    if target is None:
        return
    home = leads_home(url, target)
    message = (
        _("This address leads to the front page of {host} for good. The page itself is probably gone: look for it.")
        if home
        else _("This page has moved for good. Write {url} instead.")
    )
    shown = message.format(host=_host(target), url=clipped(target, LONGEST))
    yield _found("link-moved", shown, path, suggestion=None if home else target)


def _found(code: str, message: str, path: Path, suggestion: str | None = None) -> Diagnostic:
    return Diagnostic(code, RULES[code].severity, message, path, suggestion=suggestion)


def _of(answer: Answer, url: str) -> Answer:
    """Return the answer for one spelling of the address: with the fragment that stands here."""
    return Answer(url, answer.final_url, redirects=answer.redirects)


def _host(url: str) -> str:
    return clipped(urlsplit(url).hostname or "", LONGEST)
