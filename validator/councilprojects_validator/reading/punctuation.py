"""Says what is wrong with commas, colons and brackets, and with what stands in a file beside JSON.

Called by `syntax`, which knows where they are wrong; one function a fault, each returns its diagnostic.
"""

from __future__ import annotations

from councilprojects_validator.diagnostics import Diagnostic
from councilprojects_validator.positions import lines
from councilprojects_validator.quoting import clipped
from councilprojects_validator.reading.slips import fault
from councilprojects_validator.reading.tokens import Kind, Token
from councilprojects_validator.wording import _

CLOSING = {"{": "}", "[": "]"}


def extra_comma(offset: int) -> Diagnostic:
    return fault("json-extra-comma", offset, _("There is a comma too many. Take it out."))


def trailing_comma(offset: int, bracket: str) -> Diagnostic:
    message = _("There is a comma after the last item, before {bracket}. Take it out.")
    return fault("json-trailing-comma", offset, message.format(bracket=bracket))


def missing_comma(offset: int) -> Diagnostic:
    return fault("json-missing-comma", offset, _("A comma is missing here, between this and what follows."), ",")


def missing_colon(offset: int) -> Diagnostic:
    return fault("json-missing-colon", offset, _("After a name there must be a colon and a value."), ":")


def missing_value(offset: int) -> Diagnostic:
    message = _("After the colon there is no value. Write one, or take the name out too.")
    return fault("json-missing-value", offset, message)


def missing_name(offset: int, found: str) -> Diagnostic:
    message = _('Here must stand a name in double quotes, such as "title", not “{found}”.')
    return fault("json-missing-name", offset, message.format(found=found))


def name_in_list(offset: int) -> Diagnostic:
    message = _("A list in [ ] holds values only. Names with a colon must stand in { }.")
    return fault("json-name-in-list", offset, message)


def wrong_bracket(text: str, offset: int, opening: Token) -> Diagnostic:
    """Return that the bracket at `offset` closes another kind than was opened last."""
    bracket = text[opening.start]
    line, _column = lines(text).place(opening.start)
    message = _("Here stands {found}, but the {opened} on line {line} must be closed first, with {wanted}.")
    message = message.format(found=text[offset], opened=bracket, line=line, wanted=CLOSING[bracket])
    return fault("json-wrong-bracket", offset, message, CLOSING[bracket])


def extra_bracket(offset: int) -> Diagnostic:
    message = _("There is a closing bracket too many. Take it out, or open one further up.")
    return fault("json-extra-bracket", offset, message)


def unexpected(offset: int, found: str) -> Diagnostic:
    message = _("“{found}” means nothing here. Take it out, or look for what is missing just before it.")
    return fault("json-syntax", offset, message.format(found=found))


def too_deep(offset: int, most: int) -> Diagnostic:
    message = _("There are more than {most} brackets inside each other. No file of this kind needs so many.")
    return fault("json-too-deep", offset, message.format(most=most))


def cut_off(text: str, offset: int, opening: Token) -> Diagnostic:
    """Return that the text ends at `offset` and the bracket `opening` is still open."""
    line, _column = lines(text).place(opening.start)
    message = _("The file ends before the {bracket} on line {line} is closed. Is the rest of the file missing?")
    return fault("json-cut-off", offset, message.format(bracket=text[opening.start], line=line))


def second_document(offset: int) -> Diagnostic:
    message = _("The file ends here, and then a second one begins. Keep one; put all projects into its list.")
    return fault("json-two-documents", offset, message)


def behind_the_end(offset: int) -> Diagnostic:
    message = _("There is something behind the end of the file's last bracket. Take it out.")
    return fault("json-text-after-end", offset, message)


def merge_conflict(offset: int, mark: str) -> Diagnostic:
    message = _("Here is a mark of an unfinished merge ({mark}). Choose one of the versions and delete the marks.")
    return fault("json-merge-conflict", offset, message.format(mark=clipped(mark, 20)))


def beside_json(text: str, token: Token) -> Diagnostic:
    """Return what a comment or an odd space is."""
    if token.kind is Kind.COMMENT:
        message = _("There is a comment here ({start}). JSON has none: take it out.")
        return fault("json-comment", token.start, message.format(start=clipped(text[token.start : token.start + 2])))
    message = _("There is an invisible character here (U+{point:04X}), perhaps copied from a web page. Delete it.")
    return fault("json-invisible-character", token.start, message.format(point=ord(text[token.start])))
