"""Rules that keep an attack map out of open data (standard, `technologies[]`).

Products by name help others to find who runs the same. Their versions and addresses help only an attacker.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import clipped
from councilprojects_validator.rules.glance import has
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilprojects_validator.diagnostics import Path
    from councilprojects_validator.document import Document

VERSION = re.compile(
    r"(?:^|[\s(/@-])v(?:ersion|er)?[. ]?[0-9]+(?:\.[0-9x]+)*\b|\b[0-9]+\.[0-9x]+(?:\.[0-9x]+)*\b|\s[0-9]{1,2}$",
    re.IGNORECASE,
)
"""`Drupal 10`, `PHP 8.1.2`, `jQuery v3`; not `Dynamics 365`, `Web 2`-like years or `H3`."""

NAMED_WITH_NUMBER = re.compile(r"\b(?:Open Data Kit 1|Web 2\.0|OAuth ?2(?:\.0)?|HTTP/2|GOV\.UK)\b", re.IGNORECASE)
"""Names in which the number is no version of somebody's installation."""

HOST = re.compile(
    r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b|\\\\[a-z0-9-]+|\b[a-z0-9-]+\.(?:[a-z0-9-]+\.)*(?:local|internal|intranet|lan|corp)\b"
    r"|\b[a-z0-9-]+\.[a-z0-9.-]+\.(?:gov|nhs|police|org|co|ac)\.uk\b",
    re.IGNORECASE,
)
"""An IPv4 address, a Windows share, an internal name, or a host of a council."""

LONGEST_NAME = 200
"""Code points that are looked at: no product has a longer name, and these patterns are slow on hostile ones."""

TECHNOLOGIES = (("projects", "*", "technologies", "*"), ("publisher", "technologies", "*"))


@rule("version-in-technology", Severity.WARNING, when=has("technologies"))
def version_in_technology(document: Document) -> Iterator[Fault]:
    """A technology is named with its version.

    Whoever looks for councils with an old, vulnerable version would find yours in a list. And the number is wrong
    after the next update.

    Name the product alone: `Drupal`, not `Drupal 10.2`.
    """
    for path, name in _names(document):
        if VERSION.search(NAMED_WITH_NUMBER.sub("", HOST.sub("", name))):
            message = _("“{name}” seems to have a version in it. Name the product alone.")
            yield Fault(message.format(name=clipped(name)), path)


@rule("host-in-technology", Severity.WARNING, when=has("technologies"))
def host_in_technology(document: Document) -> Iterator[Fault]:
    """A technology names a server or an internal address.

    Together with the product it runs, that is a map for an attack.

    Name the product alone, and leave out where it runs.
    """
    for path, name in _names(document):
        found = HOST.search(name)
        if found is not None:
            message = _("“{host}” looks like a server. Name the product alone.")
            yield Fault(message.format(host=clipped(found[0])), path)


def _names(document: Document) -> Iterator[tuple[Path, str]]:
    for pattern in TECHNOLOGIES:
        for path, name in document.walk(*pattern, "name"):
            yield path, name[:LONGEST_NAME]
