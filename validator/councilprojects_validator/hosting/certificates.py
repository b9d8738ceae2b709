"""When a website's security certificate has to be renewed: asked of each file that is validated, and by every crawl.

Pure. Promises that nobody is told who renews automatically and in time.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from councilprojects_validator.days import in_london, in_words
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from councilprojects_validator.hosting.served import Certificate

SOON = timedelta(days=21)
"""Before it ends: time to order one, to have it signed off and to install it, for a team that does so by hand."""

SHARE = 4
"""Of its life that is left at the most: automatic renewal comes with a third left (RFC 8555's clients), so that of a
certificate for six days nothing is said while all is well."""


def ends_soon(certificate: Certificate, today: date) -> bool:
    """Tell whether it has to be renewed, and should have been by now if that were automatic."""
    left = certificate.until.date() - today
    return left <= min(SOON, (certificate.until - certificate.since) / SHARE)


def last_day(certificate: Certificate) -> date:
    """Return the day on which it ends, as a council's clock has it."""
    return in_london(certificate.until)


def sentence(day: str | date) -> str:
    """Return what a web team has to know of a certificate whose last day is `day`, which may be written as ISO does."""
    return _(
        "The website's security certificate ends on {day}. Have it renewed before: from then on browsers warn of the"
        " website, and the file cannot be read."
    ).format(day=in_words(day))
