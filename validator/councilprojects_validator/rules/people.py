"""Rules that keep people's names and direct lines out of open data (standard, principle 7).

They can only guess: a warning says that something looks like a person's, and the publisher decides. Findings are
published on status pages, so a message never repeats what it asks to take out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.emptiness import EXTENSION
from councilprojects_validator.rules.fields import texts
from councilprojects_validator.rules.glance import Glance, has_strangers
from councilprojects_validator.rules.mailboxes import PRIVATE_PROVIDERS, ROLE_WORDS
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilprojects_validator.diagnostics import Path
    from councilprojects_validator.document import Document

EMAIL = re.compile(r"(?<![A-Za-z0-9._%+'-])[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
"""Looked for only where a word begins: in a text of megabytes every other place would cost 64 steps."""

PERSONAL = re.compile(r"[a-z]+(?:['-][a-z]+)?[._](?:[a-z][._])?[a-z]+(?:['-][a-z]+)?[0-9]?\Z|[a-z]\.[a-z]+[0-9]?\Z")
"""`jo.archer`, `j.archer`, `jo_archer`, `j.r.archer2`: how councils form staff addresses."""

PHONE = re.compile(r"(?<![\w/.=-])(?:\+44[\s-]?(?:\(0\)[\s-]?)?|\(?0)[127](?:[\s()-]{0,2}[0-9]){8,9}(?![\w/-])")
"""A British landline or mobile. Numbers in 03 and 08 are never one person's and stay unmentioned."""

BEGINS_AT_HOME = re.compile(r"0(?<![\w/.=-]0)[127]")
"""How every number that `PHONE` finds begins, if not with +44. The 0 comes first: it is quickly looked for."""


def _may_have_email(glance: Glance) -> bool:
    return "@" in glance.words or any(map(_looks_personal, glance.each("email"))) or has_strangers(glance)


def _may_have_number(glance: Glance) -> bool:
    return "+44" in glance.words or BEGINS_AT_HOME.search(glance.words) is not None or has_strangers(glance)


@rule("personal-email", Severity.WARNING, when=_may_have_email)
def personal_email(document: Document) -> Iterator[Fault]:
    """An e-mail address looks like one person's.

    This file is open data: copied, archived and indexed for ever. A staff address ties the project to a person who
    will move on, and personal data has no place here.

    Use a team's mailbox, such as `digital@ambridge.example`, or a page with a form in `url`. In a text, leave the
    address out.
    """
    for path, email in _emails(document):
        if _looks_personal(email):
            message = _("An e-mail address here looks like one person's. Use a team's mailbox or a page.")
            yield Fault(message, path)


@rule("phone-number-in-text", Severity.WARNING, when=_may_have_number)
def phone_number_in_text(document: Document) -> Iterator[Fault]:
    """A text has a telephone number in it.

    Direct lines and mobiles are personal data and soon out of date, while copies of this file live on.

    Leave it out, and give a team's mailbox or page as `contact`. Numbers beginning with 03 or 08 are not taken for
    a person's.
    """
    for path, text in _written(document):
        if PHONE.search(text):
            message = _("There seems to be a telephone number here. Leave it out, and give a `contact` instead.")
            yield Fault(message, path)


def _emails(document: Document) -> Iterator[tuple[Path, str]]:
    yield from _contact_emails(document)
    for path, text in _written(document):
        for found in EMAIL.findall(text):
            yield path, found


def _written(document: Document) -> Iterator[tuple[Path, str]]:
    """Yield whatever people may have written in: texts, and all strings of extensions (standard, principle 7)."""
    for field in texts(document):
        yield field.path, field.value
    yield from _extensions(document, (), document.value, inside=False)


def _extensions(document: Document, path: Path, value: object, *, inside: bool) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str) and inside:
        yield document.original(path), value
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _extensions(document, (*path, key), member, inside=inside or key.startswith(EXTENSION))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _extensions(document, (*path, index), item, inside=inside)


def _contact_emails(document: Document) -> Iterator[tuple[Path, str]]:
    stack: list[tuple[Path, object]] = [((), document.value)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            stack.extend(((*path, key), member) for key, member in value.items())
            contact = value.get("contact")
            if isinstance(contact, dict) and isinstance(contact.get("email"), str):
                yield document.original((*path, "contact", "email")), contact["email"]
        elif isinstance(value, list):
            stack.extend(((*path, index), item) for index, item in enumerate(value))


def _looks_personal(email: str) -> bool:
    local, _at, host = email.casefold().rpartition("@")
    if host in PRIVATE_PROVIDERS:
        return True
    words = re.split(r"[._-]", local.rstrip("0123456789"))
    return PERSONAL.match(local) is not None and not ROLE_WORDS.intersection(words)
