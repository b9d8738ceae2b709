"""What a web team is told, in words: a notice and its source in, a title and paragraphs out.

Used by the problems feeds, the status pages and the webhook, so that all three say the same. Pure; a notice always
gives the same words, for a feed's entry does not change once it is out. Promises to say what happened, since when, what
to do about it, and how to see for oneself.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping

from councilprojects_aggregator.fetching.outcomes import sentence
from councilprojects_aggregator.fetching.user_agent import CRAWLER_PAGE, PRODUCT
from councilprojects_aggregator.memory.told import Cause
from councilprojects_aggregator.model import Notice, Refusal, Source
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_validator.days import in_london, in_words
from councilprojects_validator.hosting import certificates
from councilprojects_validator.rules import RULES
from councilprojects_validator.wording import _, ngettext

LONGEST_NAME = 200
LONGEST_URL = 500

TITLES: Mapping[str, str] = {
    Cause.CERTIFICATE: _("{name}: the website's certificate is not accepted"),
    Cause.CERTIFICATE_ENDS: _("{name}: the website's certificate is about to end"),
    Cause.NOT_FOUND: _("{name}: the file is not at its address any more"),
    Cause.STOPPED: _("{name}: the website does not let us read the file"),
    Cause.ADDRESS: _("{name}: the file's address leads nowhere"),
    Cause.SERVER: _("{name}: the web server does not send the file"),
    Cause.FILE: _("{name}: the file cannot be used"),
    Cause.OWNER: _("{name}: the file is not accepted as this publisher's"),
    Cause.HELD: _("{name}: many projects have vanished from the file"),
    Cause.PARTS: _("{name}: parts of the file are left out"),
    Cause.OVER: _("{name}: all is well again"),
}

REFUSALS: Mapping[str, str] = {
    Refusal.HTML_INSTEAD_OF_JSON: _(
        "A web page came in place of the file. Open its address in a private browser window to see which: often it is"
        " an error page, a cookie notice or a check for robots."
    ),
    Refusal.INVALID: _("The file has a fault for which nothing of it can be shown."),
    Refusal.UNKNOWN_VERSION: _(
        "The file declares a version of the standard that is not known here. If that was a slip, correct"
        " `councilProjects`."
    ),
    Refusal.UNSUPPORTED_FORMAT: _(
        "The registry says that the file has a format which is not read yet. Whoever keeps the registry should look."
    ),
    Refusal.HOST_NOT_ALLOWED: _(
        "The file came from a website that the registry does not know as the publisher's. If it has moved there for"
        " good, tell whoever keeps the registry."
    ),
    Refusal.ANOTHER_PUBLISHERS_FILE: _(
        "The file names another organisation as its publisher. Correct `publisher`, or have the registry corrected."
    ),
    Refusal.SAME_FILE_TWICE: _(
        "The same file is delivered for another publisher too, and counts there. Have the address in the registry"
        " corrected."
    ),
}

HAPPENED: Mapping[str, str] = {
    Cause.OWNER: _(
        "By the registry as it is now, the file is not this publisher's. Whoever keeps the registry can say why."
    ),
    Cause.HELD: _(
        "Most of the projects are missing from the file. In case that is a mistake the earlier copy stays, until the"
        " same list has come three times over at least 48 hours. If it is right, nothing needs to be done; if not, put"
        " the projects back."
    ),
    Cause.PARTS: _("The file is read, but parts of it have a fault and are left out. The rest is shown."),
}
"""For causes that are no failed request."""

CLOSED_DOORS = frozenset({"reset", "read-timeout", "connect-timeout", "http-503", Refusal.HTML_INSTEAD_OF_JSON})
"""Outcomes that firewalls are known for, beside those of `Cause.STOPPED`."""


def title(notice: Notice, source: Source) -> str:
    return TITLES.get(notice.cause, "{name}").format(name=name(source))


def name(source: Source) -> str:
    return one_line(source.name, LONGEST_NAME)


def paragraphs(notice: Notice, source: Source) -> list[str]:
    """Return what to tell, one string a paragraph, without markup."""
    return [*(_over(notice) if notice.cause == Cause.OVER else _trouble(notice, source))]


def _over(notice: Notice) -> Iterator[str]:
    day = in_words(in_london(notice.published))
    words = _(
        "The file was read on {day}, and nothing hinders it any more. Thank you. The trouble had begun on {since}."
    )
    yield words.format(day=day, since=in_words(in_london(notice.since)))


def _trouble(notice: Notice, source: Source) -> Iterator[str]:
    url = one_line(source.url, LONGEST_URL)
    if notice.cause == Cause.CERTIFICATE_ENDS:
        yield _("Nothing is in the way of {url} yet, but something soon will be.").format(url=url)
    else:
        words = _("Since {day} something is in the way of {url}.")
        yield words.format(day=in_words(in_london(notice.since)), url=url)
    yield happened(notice)
    if notice.findings:
        yield _found(notice)
    if is_closed_door(notice):
        yield to_let_through(url)
    if notice.cause in {Cause.FILE, Cause.PARTS}:
        yield _("To see every place and how to mend it: councilprojects validate {url}").format(url=shlex.quote(url))
    yield _(
        "This is told once. The status page always has the latest answer, and you will hear when all is well again."
    )


def happened(notice: Notice) -> str:
    """Return what happened and what to do about it."""
    if notice.cause in HAPPENED:
        return HAPPENED[notice.cause]
    if notice.cause == Cause.CERTIFICATE_ENDS:
        return certificates.sentence(one_line(notice.detail, LONGEST_NAME))
    outcome = notice.outcome or ""
    return one_line(REFUSALS.get(outcome) or sentence(outcome, notice.status, notice.detail), LONGEST_URL * 2)


def is_closed_door(notice: Notice) -> bool:
    """Say whether a firewall may be what is in the way."""
    return notice.cause == Cause.STOPPED or notice.outcome in CLOSED_DOORS


def to_let_through(url: str) -> str:
    """Return what a firewall has to allow: by the product's name alone, for the version behind it changes."""
    return _(
        "What a firewall or bot filter has to allow: GET requests for {url} and for /robots.txt on the same website,"
        " from any address, whose User-Agent begins with “{product}/”. They come about once a day, one at a time, and"
        " send no cookies. {page} tells more."
    ).format(url=url, product=PRODUCT, page=CRAWLER_PAGE)


def _found(notice: Notice) -> str:
    listed = "; ".join(_finding(code) for code in notice.findings)
    count = len(notice.findings)
    return ngettext("What was found: {listed}.", "What was found, of {count} kinds: {listed}.", count).format(
        listed=listed, count=count
    )


def _finding(code: str) -> str:
    rule = RULES.get(code)
    return f"{code} ({_(rule.title).rstrip('.')})" if rule else code
