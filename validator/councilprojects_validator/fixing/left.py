"""The findings that know what could be written instead, and yet are left to a person; each with the reason.

A test sees that every finding with a suggestion has a mend or stands here.
"""

from __future__ import annotations

from collections.abc import Mapping

from councilprojects_validator.wording import _

LEFT_TO_A_PERSON: Mapping[str, str] = {
    "contract-active-after-end": _("The contract may have been extended: then the date is wrong, not the status."),
    "date-in-future": _("The year may be wrong, or what is told has not happened yet."),
    "former-gss": _("The record may be the former council's own, which keeps the former code."),
    "json-bad-escape": _("A single backslash may stand for itself, or begin a line break or a tab."),
    "json-leading-zero": _("The zero may belong to it, as in a phone number; then it is a text."),
    "json-line-break-in-text": _("The break may be meant, or come from an editor that wraps lines."),
    "json-missing-colon": _("It may be a value without a name, or a name without a value."),
    "json-quote-in-text": _("Nobody but a person can see where the text was to end."),
    "json-unclosed-text": _("Nobody but a person can see where the text was to end."),
    "json-wrong-bracket": _("A bracket may be wrong here, or missing further up."),
    "other-context": _("Other programs that read the file may use that context."),
    "phase-behind-history": _("The history may be ahead of what is true, or the phase behind it."),
    "planned-after-start": _("The work may have begun, or its start may have been put off."),
    "reviewed-in-future": _("Day and month may be exchanged, or the year may be wrong."),
    "too-large": _("The number may be a count that belongs into `volume`, not a share in per cent."),
    "trailing-punctuation": _("A few addresses do end so. Only opening it tells."),
    "unknown-org-id-register": _("Which register the number is from can only be seen in the register."),
}
"""By code."""
