"""What is told of a file that follows a newer 1.x than this validator knows: only the required core is judged.

Standard, principle 3. A newer version may have added a code or a way to write a value, so what ours would refuse
beyond the core is a note. An unknown code is published as it is; any other value that our version cannot read is left
out of what readers are given, since they would not know what to do with it.
"""

from __future__ import annotations

from dataclasses import replace

from councilprojects_validator.diagnostics import Diagnostic, Severity
from councilprojects_validator.report import Kind
from councilprojects_validator.setaside import is_core
from councilprojects_validator.standard import VERSION
from councilprojects_validator.wording import _

NEWER = "newer-version"


def noted(error: Diagnostic, kind: Kind) -> Diagnostic:
    """Return an error of the schema as it is told of a newer file: unchanged in the core, else as a note."""
    if is_core(error, kind):
        return error
    message = _("Version {version}, which this validator knows, would not have this: {fault}")
    message = message.format(version=VERSION, fault=error.message)
    return replace(error, code=NEWER, severity=Severity.INFO, message=message, suggestion=None)


def may_stay(error: Diagnostic, kind: Kind) -> bool:
    """Tell whether readers of our version can use the value although our schema refuses it."""
    return error.code == "unknown-code" and not is_core(error, kind)
