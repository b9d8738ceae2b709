"""Rules that look up the codes of other lists: services (LGSL) and registers of organisations (org-id.guide).

The lists are bundled and age, so nothing here is an error (contracts, “Severities and outcomes”).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilprojects_validator import standard
from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import clipped
from councilprojects_validator.rules.glance import Glance, has
from councilprojects_validator.rules.reference import ORGANISATIONS
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.suggestions import one_of
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilprojects_validator.diagnostics import Path
    from councilprojects_validator.document import Document

SERVICES = (("projects", "*", "services", "*"), ("publisher", "services", "*"))

JUDGED_COUNTRY = "GB-"
"""Of British registers we have all; codes of other countries are not judged."""

COUNCIL_REGISTERS = ("GB-LAE", "GB-LAS", "GB-PLA", "GB-LANI")
"""What a council's own code begins with: England, Scotland, Wales, Northern Ireland."""


def _has_odd_register(glance: Glance) -> bool:
    if "orgIds" not in glance.names:
        return False
    lists = (group.get("orgIds") for group in glance.groups)
    return any(_is_odd(code) for codes in lists if isinstance(codes, list) for code in codes if isinstance(code, str))


def _has_number_as_text(glance: Glance) -> bool:
    return any(True for name in ("lgsl", "lgil") for _text in glance.each(name))


def _is_odd(code: str) -> bool:
    """Tell whether the code is British and begins with none of the registers that we know."""
    return code.startswith(JUDGED_COUNTRY) and _register(code) not in standard.org_id_registers()


@rule("unknown-lgsl", Severity.INFO, when=has("lgsl"))
def unknown_lgsl(document: Document) -> Iterator[Fault]:
    """A service's number is not in our part of the Local Government Service List.

    We carry only the services that GOV.UK links to, so the number may well be right. It was not checked.

    Compare it with the list of LG Inform Plus, https://standards.esd.org.uk/. If it is right, nothing has to be done.
    """
    for path, number in _lgsl(document):
        if int(number) not in standard.lgsl():
            message = _("The service number {number} is not in our list. If it is right, leave it.")
            yield Fault(message.format(number=clipped(str(number))), path)


@rule("lgsl-as-text", Severity.WARNING, when=_has_number_as_text)
def lgsl_as_text(document: Document) -> Iterator[Fault]:
    """The number of a service or interaction is written as text.

    It is read all the same, but `"00524"` and `524` look different to simpler programs.

    Write the number without quotation marks: `"lgsl": 524`.
    """
    for pattern in SERVICES:
        for name in ("lgsl", "lgil"):
            for path, number in document.walk(*pattern, name):
                if isinstance(number, str):
                    plain = number.lstrip("0") or "0"
                    message = _("This number is written as text. Write it without quotation marks: {number}.")
                    yield Fault(message.format(number=clipped(plain)), path, suggestion=plain)


@rule("unknown-org-id-register", Severity.INFO, when=_has_odd_register)
def unknown_org_id_register(document: Document) -> Iterator[Fault]:
    """An organisation's code begins with a register that we do not know.

    The first two parts of the code say in which register the rest is to be looked up. With a slip in them nobody
    finds the organisation. The register may also be newer than our list, so this is no more than a note.

    Look the register up on https://org-id.guide/. A council's code begins with `GB-LAE`, `GB-LAS`, `GB-PLA` or
    `GB-LANI`, a company's with `GB-COH`, a charity's with `GB-CHC`, `GB-SC` or `GB-NIC`.
    """
    known = standard.org_id_registers()
    for pattern in ORGANISATIONS:
        for path, code in document.walk(*pattern, "orgIds", "*"):
            register = _register(code)
            if _is_odd(code):
                # Registers differ by two letters from each other: only their order may be a slip.
                meant = next((each for each in known if sorted(each) == sorted(register)), None)
                message = _("We know no register {register}. A council's begins with one of {registers}.")
                message = message.format(register=clipped(register), registers=one_of(COUNCIL_REGISTERS))
                yield Fault(message, path, suggestion=None if meant is None else meant + code[len(register) :])


def _register(code: str) -> str:
    return "-".join(code.split("-")[:2])


def _lgsl(document: Document) -> Iterator[tuple[Path, int | str]]:
    for pattern in SERVICES:
        yield from document.walk(*pattern, "lgsl")
