"""Rules on what the standard has given up: codes that a codelist marks so, and fields that the schema does.

Version 1.0 has neither. The rules read it from the data, so that a later 1.x needs no new code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilprojects_validator import standard
from councilprojects_validator.diagnostics import Severity, Target
from councilprojects_validator.quoting import clipped
from councilprojects_validator.rules.fields import coded, deprecated
from councilprojects_validator.rules.glance import Glance
from councilprojects_validator.rules.places import given_up
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilprojects_validator.document import Document


def _has_old_codes(glance: Glance) -> bool:
    return any(code in standard.codelist(codelist) for codelist, code in glance.codes)


def _has_old_fields(glance: Glance) -> bool:
    return not given_up().isdisjoint(glance.names)


@rule("deprecated-code", Severity.INFO, when=_has_old_codes)
def deprecated_code(document: Document) -> Iterator[Fault]:
    """A code is one that the standard has given up.

    It is still read, and always will be. But another one has taken its place, by which others will search.

    Write the code that the message names. Where it names none, choose the nearest from the list.
    """
    for path, codelist, value in coded(document):
        codes = standard.codelist(codelist)
        instead = codes[value].deprecated if value in codes else ""
        if instead in codes:
            message = _("The code “{code}” has been given up. Write “{instead}”.")
            yield Fault(message.format(code=clipped(value), instead=instead), path, suggestion=instead)
        elif instead:
            message = _("The code “{code}” has been given up with version {version}. Choose another of the list.")
            yield Fault(message.format(code=clipped(value), version=instead), path)


@rule("deprecated-field", Severity.INFO, when=_has_old_fields)
def deprecated_field(document: Document) -> Iterator[Fault]:
    """A field is one that the standard has given up.

    It is still read, and always will be. But another one has taken its place, in which others will look.

    Look the field up on the page of fields: it says what to write instead.
    """
    for path, description in deprecated(document):
        message = _("`{field}` has been given up. {description}").format(field=path[-1], description=description)
        yield Fault(message, path, Target.KEY)
