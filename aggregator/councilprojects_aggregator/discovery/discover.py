"""Where is a council's file? Its home page's address in, what was found in each place and the registry entry out.

Called by the command `discover`; the asking is handed in. It looks where the standard says (“Discovery”): what the
home page links to, `/.well-known/council-projects`, `/projects.json`. Promises one sentence for every place that was
tried, and an entry only for a file of which something could be published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from councilprojects_aggregator.discovery.entry import entry
from councilprojects_aggregator.discovery.links import joined, links
from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.fetching.outcomes import Code, sentence
from councilprojects_aggregator.judging.hosts import host, url_key
from councilprojects_aggregator.judging.reports import report_on
from councilprojects_aggregator.model import FetchOutcome, Json
from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.report import Kind, Report
from councilprojects_validator.wording import _, ngettext

Fetch = Callable[[Sequence[Ask]], Mapping[str, FetchOutcome]]

ACCEPT_PAGE = "text/html, application/xhtml+xml, application/json;q=0.9, */*;q=0.8"
HEAD = 524_288
"""Bytes of a home page in which its links are looked for. Links stand in its head; whole pages have 100 KB."""

WELL_KNOWN = "/.well-known/council-projects"
USUAL = "/projects.json"
HOME = "0"
"""Under which the home page is asked for; the other places are numbered as well."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a file may be."""

    url: str
    why: str
    """How it was come by, as the beginning of a sentence."""
    is_stable: bool = True
    """Its own address is the file's, wherever it leads: not so of the well-known one."""


@dataclass(frozen=True, slots=True)
class Discovered:
    """What was found, in sentences, and the entry to add."""

    tried: tuple[str, ...]
    entry: Json | None
    answered: bool
    """Somebody answered, whatever he said: that there is no file is then known."""


def discover(home: str, fetch: Fetch, today: date) -> Discovered:
    """Look for the file of the council whose home page is at `home`."""
    page = fetch([Ask(HOME, home, accept=ACCEPT_PAGE, enough=HEAD)])[HOME]
    told = [_on_page(page)]
    places = _places(home, page)
    asks = [Ask(str(number), place.url) for number, place in enumerate(places, start=1)]
    outcomes = fetch(asks)
    found: Json | None = None
    for ask, place in zip(asks, places, strict=True):
        outcome = outcomes[ask.source_id]
        usable, words = _looked_into(outcome, today)
        told.append(f"{place.why} {words}")
        if usable and found is None:
            found = entry(home, page, outcome, usable, today, is_stable=place.is_stable)
            told += _doubts(found, usable)
    everybody = (page, *outcomes.values())
    return Discovered(tuple(told), found, any(outcome.status is not None for outcome in everybody))


def _places(home: str, page: FetchOutcome) -> list[Place]:
    """Return where to look, in the order of the standard, no address twice."""
    at, body = (page.final_url, page.body) if page.body is not None else (home, b"")
    places = [
        *(Place(url, _("The home page links to {url}.").format(url=url)) for url in links(body, at)),
        *(
            Place(url, _("{url} was tried.").format(url=url), is_stable=not url.endswith(WELL_KNOWN))
            for url in _usual(at)
        ),
    ]
    if body.lstrip().startswith(b"{"):
        places.insert(0, Place(home, _("{url} is no web page.").format(url=home)))
    return list({url_key(place.url): place for place in reversed(places)}.values())[::-1]


def _usual(at: str) -> tuple[str, ...]:
    found = (joined(at, WELL_KNOWN), joined(at, USUAL))
    return tuple(url for url in found if url)


def _on_page(page: FetchOutcome) -> str:
    if page.body is None:
        reason = sentence(page.code, page.status, page.detail)
        return _("The home page {url} could not be read. {reason}").format(url=page.url, reason=reason)
    if links(page.body, page.final_url):
        return _("The home page {url} was read.").format(url=page.url)
    return _("The home page {url} was read. It has no link to a Council Projects file.").format(url=page.url)


def _looked_into(outcome: FetchOutcome, today: date) -> tuple[Json | None, str]:
    """Return what of the answer could be published, and what it is, as a sentence."""
    if outcome.body is None or outcome.code != Code.FETCHED:
        return None, sentence(outcome.code, outcome.status, outcome.detail)
    report = report_on(outcome.body, outcome.url, today)
    if report.kind is not Kind.PROJECTS:
        return None, _("What is there is no Council Projects file.")
    return report.acceptance.value, " ".join(_verdict(report))


def _doubts(entry: Json, value: Json) -> Iterator[str]:
    """Yield why the file may be another body's than the home page."""
    url = value["publisher"]["url"]
    if host(url) not in {host(entry["homepage"]), *entry.get("hosts", ())}:
        yield _("It names {url} as its publisher’s website, not this one: make sure whose file it is.").format(url=url)


def _verdict(report: Report) -> Iterator[str]:
    value, errors = report.acceptance.value, report.count(Severity.ERROR)
    if value is None:
        yield _("There is a Council Projects file, with a fault for which nothing of it can be shown.")
    else:
        count = len(value["projects"])
        words = ngettext(
            "There is a Council Projects file with {count} project.",
            "There is a Council Projects file with {count} projects.",
            count,
        )
        yield words.format(count=count)
    if errors:
        words = ngettext(
            "It has {count} error: `councilprojects validate {url}` says what to mend.",
            "It has {count} errors: `councilprojects validate {url}` says what to mend.",
            errors,
        )
        yield words.format(count=errors, url=report.name)
    else:
        yield _("It is valid.")
