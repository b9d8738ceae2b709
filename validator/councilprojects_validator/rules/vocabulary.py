"""Rules on codes: a word of one's own beside a listed one, another context, a licence by its nickname.

Codes of closed lists are the schema's business.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from councilprojects_validator import standard
from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import clipped
from councilprojects_validator.rules.fields import coded
from councilprojects_validator.rules.glance import Glance
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.suggestions import fold
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilprojects_validator.document import Document

TOPICS = "topics"
"""Compared ignoring case, spaces and hyphens (standard, `topics[]`): how they are spelled is no fault."""

NEAR = 0.86
"""How alike two words are that differ by a slip (difflib's ratio): `reserch`, not `planning` and `training`."""

LONGEST_CODE = 60
"""A longer text is no slip of a code, and comparing it would take long."""

LICENCES = {
    "agpl": "AGPL-3.0-only",
    "agplv3": "AGPL-3.0-only",
    "apache": "Apache-2.0",
    "apache2": "Apache-2.0",
    "apache20": "Apache-2.0",
    "apachelicense20": "Apache-2.0",
    "bsd3": "BSD-3-Clause",
    "bsd3clause": "BSD-3-Clause",
    "cc0": "CC0-1.0",
    "ccby": "CC-BY-4.0",
    "ccby4": "CC-BY-4.0",
    "ccbysa": "CC-BY-SA-4.0",
    "eupl": "EUPL-1.2",
    "gpl": "GPL-3.0-only",
    "gpl2": "GPL-2.0-only",
    "gpl3": "GPL-3.0-only",
    "gplv2": "GPL-2.0-only",
    "gplv3": "GPL-3.0-only",
    "mitlicence": "MIT",
    "mitlicense": "MIT",
    "ogl": "OGL-UK-3.0",
    "ogl3": "OGL-UK-3.0",
    "oglv3": "OGL-UK-3.0",
    "ogl30": "OGL-UK-3.0",
    "ogluk": "OGL-UK-3.0",
    "opengovernmentlicence": "OGL-UK-3.0",
}
"""Nicknames, without capitals and marks, and the SPDX id that is most often meant."""

LISTED = {re.sub(r"[^a-z0-9]", "", spdx.casefold()): spdx for spdx in LICENCES.values()}
"""The same ids written with other capitals or marks."""

SPDX = frozenset(LICENCES.values())

LICENSED = (
    ("licence",),
    ("projects", "*", "outputs", "*", "licence"),
    ("projects", "*", "repositories", "*", "licence"),
    ("sources", "*", "licence"),
)


def _has_near_miss(glance: Glance) -> bool:
    return any(_meant(codelist, code) is not None for codelist, code in glance.codes)


def _has_other_licence(glance: Glance) -> bool:
    return any(licence not in SPDX for licence in glance.each("licence"))


@rule("codelist-near-miss", Severity.WARNING, when=_has_near_miss)
def codelist_near_miss(document: Document) -> Iterator[Fault]:
    """A word is nearly, but not quite, one of the listed codes.

    This list is open: a word of your own is kept. But readers find and group by the listed codes, and one letter
    makes this a word of its own.

    Write the listed code if that is what you mean. `councilprojects` suggests the nearest.
    """
    for path, codelist, value in coded(document):
        meant = _meant(codelist, value)
        if meant is not None:
            message = _("“{value}” is nearly the listed code “{code}”. Write that if it is what you mean.")
            yield Fault(message.format(value=clipped(value), code=meant), path, suggestion=meant)


@rule("other-context", Severity.WARNING)
def other_context(document: Document) -> Iterator[Fault]:
    """`@context` is not the one of this standard.

    Only the standard's own context is used; another is neither fetched nor believed, so it has no effect.

    Write the standard's address, or leave `@context` out: readers know it anyway.
    """
    context = document.value.get("@context", standard.CONTEXT_URL)
    if context != standard.CONTEXT_URL:
        message = _("Another `@context` than the standard's has no effect. Write {url}, or leave it out.")
        yield Fault(
            message.format(url=standard.CONTEXT_URL),
            document.original(("@context",)),
            suggestion=standard.CONTEXT_URL,
        )


@rule("licence-nickname", Severity.WARNING, when=_has_other_licence)
def licence_nickname(document: Document) -> Iterator[Fault]:
    """A licence is not called by its id in the SPDX list.

    People may know what `OGL` or `GPLv3` means, but programs that look for work that can be reused compare ids.

    Write the id from https://spdx.org/licenses/, such as `OGL-UK-3.0` or `MIT`.
    """
    for pattern in LICENSED:
        for path, licence in document.walk(*pattern):
            letters = re.sub(r"[^a-z0-9]", "", str(licence).casefold())
            meant = LICENCES.get(letters) or LISTED.get(letters)
            if meant is not None and licence != meant:
                message = _("“{licence}” is not the id of a licence. Is it “{meant}”?")
                yield Fault(message.format(licence=clipped(str(licence)), meant=meant), path, suggestion=meant)


@lru_cache(maxsize=4096)
def _meant(codelist: str, value: str) -> str | None:
    """Return the code that `value` is a slip of; of topics none that differs in case, hyphens or plural alone."""
    codes = standard.codelist(codelist)
    if value in codes or len(value) > LONGEST_CODE:
        return None
    folded = {fold(code): code for code in codes}
    plain = fold(value)
    if plain in folded:
        return folded[plain] if codelist != TOPICS else None
    near = get_close_matches(plain, folded, n=1, cutoff=NEAR)
    return folded[near[0]] if near else None
