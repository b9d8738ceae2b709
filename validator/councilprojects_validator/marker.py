"""Fourth stage of `check`: what a file says that it is, and by which version of the standard it wants to be judged.

A root `projects.json` is the name of thousands of unrelated files, so the marker in it decides, not the name
(standard, principle 4). Of an unknown newer 1.x the newest known version judges the required core; of another major
version nothing is judged (principle 3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from councilprojects_validator.diagnostics import Diagnostic, Path, Severity
from councilprojects_validator.quoting import clipped, quoted
from councilprojects_validator.report import Kind
from councilprojects_validator.standard import VERSION
from councilprojects_validator.suggestions import fold
from councilprojects_validator.wording import _

MARKERS = {Kind.PROJECTS: "councilProjects", Kind.REGISTRY: "councilProjectsRegistry"}

_VERSION = re.compile(r"([1-9][0-9]{0,8})\.([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Marker:
    """What the marker says. `kind` is UNKNOWN without one; `judged_as` is then what the file looks like."""

    kind: Kind
    judged_as: Kind | None = None
    version: str | None = None
    minor_is_newer: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    not_checked: str | None = None
    """Why nothing of the file can be judged, as a sentence."""
    misspelt: Path | None = None
    """The key that was meant as marker."""


def read_marker(value: Any) -> Marker:
    """Return what a file's value says of itself. Any JSON value will do."""
    if not isinstance(value, dict):
        message = _("The file must be one group of fields in { }, but it is {found}. See the smallest valid file.")
        found = _("a list in [ ]") if isinstance(value, list) else quoted(value)
        return Marker(Kind.UNKNOWN, diagnostics=(_error("wrong-type", message.replace("{found}", found)),))
    for kind, key in MARKERS.items():
        if key in value:
            return _declared(kind, key, value[key])
    return _undeclared(value)


def _declared(kind: Kind, key: str, version: Any) -> Marker:
    if not isinstance(version, str):
        return Marker(kind, kind, diagnostics=(_not_a_text(key, version),))
    found = _VERSION.fullmatch(version)
    if found is None:
        message = _("`{key}` is {found}, but a version is two numbers with a point: {version}.")
        message = message.format(key=key, found=quoted(version), version=VERSION)
        return Marker(kind, kind, clipped(version), diagnostics=(_error("bad-version", message, (key,), VERSION),))
    major, minor = int(found[1]), int(found[2])
    known_major, known_minor = (int(part) for part in VERSION.split("."))
    if major != known_major:
        return _other_major(kind, key, version)
    if minor > known_minor:
        return Marker(kind, kind, version, minor_is_newer=True, diagnostics=(_newer(key, version),))
    return Marker(kind, kind, version)


def _not_a_text(key: str, version: Any) -> Diagnostic:
    text = f"{version:.1f}" if isinstance(version, int | float) and not isinstance(version, bool) else ""
    mended = f'"{text if _VERSION.fullmatch(text) else VERSION}"'
    message = _("`{key}` is {found}, but it must be a text in double quotes: {mended}.")
    message = message.format(key=key, found=quoted(version), mended=mended)
    return _error("marker-not-a-text", message, (key,), mended)


def _other_major(kind: Kind, key: str, version: str) -> Marker:
    sentence = _(
        "The file follows version {version} of the standard. This validator knows version {known} only, so nothing was"
        " checked. Is there a newer validator?"
    ).format(version=version, known=VERSION)
    warning = Diagnostic("unknown-version", Severity.WARNING, sentence, (key,))
    return Marker(kind, None, version, diagnostics=(warning,), not_checked=sentence)


def _newer(key: str, version: str) -> Diagnostic:
    message = _(
        "The file follows version {version}, and this validator knows {known}. Only what is required was judged."
    )
    return Diagnostic("newer-version", Severity.INFO, message.format(version=version, known=VERSION), (key,))


def _undeclared(value: dict[str, Any]) -> Marker:
    for kind, key in MARKERS.items():
        for written in value:
            if fold(written) == fold(key):
                message = _("`{written}` must be written `{key}`: that is how readers know what the file is.")
                message = message.format(written=clipped(written), key=key)
                return Marker(
                    Kind.UNKNOWN,
                    kind,
                    diagnostics=(_error("missing-marker", message, (), key, field=key),),
                    misspelt=(written,),
                )
    looks_like = (
        Kind.PROJECTS if "projects" in value or "publisher" in value else Kind.REGISTRY if "sources" in value else None
    )
    key = MARKERS[looks_like or Kind.PROJECTS]
    line = f'"{key}": "{VERSION}"'
    message = _("Nothing says that this is a file of Council Projects. Add {line} as its first line.")
    error = _error("missing-marker", message.format(line=line), (), line, field=key)
    return Marker(Kind.UNKNOWN, looks_like, diagnostics=(error,))


def _error(
    code: str, message: str, path: Path = (), suggestion: str | None = None, field: str | None = None
) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, path, field=field, suggestion=suggestion)
