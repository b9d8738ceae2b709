"""Faults that the schema refuses, each put into a sound file: for the tests of `structure` and of its sentences."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from councilprojects_validator.contents import Contents
from councilprojects_validator.diagnostics import Diagnostic
from councilprojects_validator.report import Kind
from councilprojects_validator.structure.faults import structure

PROJECT = {
    "id": "missed-bins",
    "title": "Report a missed bin",
    "summary": "Residents report a missed collection online.",
    "reviewed": "2026-10-12",
}


FILE: dict[str, Any] = {
    "councilProjects": "1.0",
    "publisher": {"name": "Ambridge", "url": "https://www.ambridge.example/"},
    "projects": [PROJECT],
}


CHANNEL = {"channel": "web", "start": "2025", "end": "2025", "volume": 5}


class Absent:
    """Stands for a value that is taken out. A name of its own: an address would differ from process to process."""

    def __repr__(self) -> str:
        return "absent"


ABSENT = Absent()


def patched(file: dict[str, Any], where: str, value: Any) -> dict[str, Any]:
    """Return `file` with `value` at a JSON Pointer whose parents exist."""
    copy = deepcopy(file)
    *parents, last = where.split("/")[1:]
    holder: Any = copy
    for key in parents:
        holder = holder[int(key)] if isinstance(holder, list) else holder[key]
    if value is ABSENT:
        del holder[last]
    else:
        holder[int(last) if isinstance(holder, list) else last] = value
    return copy


def found(value: dict[str, Any], kind: Kind = Kind.PROJECTS) -> list[Diagnostic]:
    return list(structure(Contents(value), kind))


P = "/projects/0"
# Where something is put, what, and what is found: code, pointer (relative to where), field, suggestion.


CASES: list[tuple[str, Any, list[tuple[str, str, str | None, str | None]]]] = [
    ("/publisher", ABSENT, [("missing-field", "<", "publisher", None)]),
    ("/projects", ABSENT, [("missing-field", "<", "projects", None)]),
    (f"{P}/id", ABSENT, [("missing-field", "<", "id", None)]),
    (P, {"id": "a"}, [("missing-field", "", name, None) for name in ("title", "summary", "reviewed")]),
    ("/publisher", {"gss": "E09000007"}, [("missing-field", "", "name", None), ("missing-field", "", "url", None)]),
    ("/projects", {"a": 1}, [("wrong-type", "", None, None)]),
    ("/publisher", "Ambridge", [("wrong-type", "", None, None)]),
    (P, "missed-bins", [("wrong-type", "", None, None)]),
    (f"{P}/title", 5, [("wrong-type", "", None, '"5"')]),
    (f"{P}/phase", 5, [("wrong-type", "", None, None)]),
    (f"{P}/topics", "bins", [("wrong-type", "", None, '["bins"]')]),
    (f"{P}/estimated", "Yes", [("wrong-type", "", None, "true")]),
    (f"{P}/estimated", "perhaps", [("wrong-type", "", None, None)]),
    (f"{P}/budget", {"amount": "£1,500.50"}, [("wrong-type", "/amount", None, "1500.50")]),
    (f"{P}/budget", {"amount": "a lot"}, [("wrong-type", "/amount", None, None)]),
    (f"{P}/budget", {"amount": "1.x"}, [("wrong-type", "/amount", None, None)]),
    (f"{P}/budget", {"amount": True}, [("wrong-type", "/amount", None, None)]),
    (f"{P}/budget", {"amount": -5}, [("too-small", "/amount", None, None)]),
    (f"{P}/budget", {"currency": "GBP"}, [("missing-one-of", "", "band", None)]),
    (f"{P}/contact", {"name": "Digital"}, [("missing-one-of", "", "email", None)]),
    (f"{P}/services", [{"channels": [CHANNEL]}], [("missing-one-of", "/0", "lgsl", None)]),
    (
        f"{P}/services",
        [{"lgsl": 5, "channels": [CHANNEL | {"volume": "1.5"}]}],
        [("wrong-type", "/0/channels/0/volume", None, None)],
    ),
    (
        f"{P}/services",
        [{"lgsl": 5, "channels": [CHANNEL | {"share": 35}]}],
        [("too-large", "/0/channels/0/share", None, "0.35")],
    ),
    (
        f"{P}/services",
        [{"lgsl": 5, "channels": [CHANNEL | {"share": 350}]}],
        [("too-large", "/0/channels/0/share", None, None)],
    ),
    (f"{P}/services", [{"lgsl": "bins"}], [("not-a-list-number", "/0/lgsl", None, None)]),
    (f"{P}/phase", "Discvery", [("unknown-code", "", None, "discovery")]),
    (f"{P}/phase", "who knows", [("unknown-code", "", None, None)]),
    (f"{P}/openTo", ["talking", "not-now"], [("not-now-with-others", "", None, None)]),
    (f"{P}/openTo", ["talkin", "talking"], [("unknown-code", "/0", None, "talking")]),
    (f"{P}/title", "x" * 121, [("too-long", "", None, None)]),
    (f"{P}/id", "a" * 81, [("too-long", "", None, None)]),
    (f"{P}/title", {"en": "x" * 121, "cy": "y"}, [("too-long", "/en", None, None)]),
    (f"{P}/title", {"Welsh": "y", "en": "x"}, [("not-a-language-tag", "/Welsh", None, "cy")]),
    (
        f"{P}/title",
        {"en": 5, "a b": 6},
        [("not-a-language-tag", "/a b", None, None), ("wrong-type", "/en", None, '"5"')],
    ),
    (f"{P}/title", "  ", [("blank-text", "", None, None)]),
    (f"{P}/id", "Missed bins!", [("bad-id", "", None, "missed-bins")]),
    (f"{P}/id", "missed-bins\n", [("bad-id", "", None, "missed-bins")]),
    (f"{P}/id", "¡¡", [("bad-id", "", None, None)]),
    (f"{P}/reviewed", "12/10/2026", [("not-a-date", "", None, "2026-10-12")]),
    (f"{P}/reviewed", "2026-10", [("not-a-date", "", None, None)]),
    (f"{P}/reviewed", "2026-02-30", [("not-a-date", "", None, None)]),
    (f"{P}/start", "2025-26", [("not-a-date", "", None, "2025-04")]),
    (f"{P}/start", "1850-01-01", [("not-a-date", "", None, None)]),
    (f"{P}/url", "www.ambridge.example/bins", [("not-a-url", "", None, "https://www.ambridge.example/bins")]),
    (f"{P}/url", {"cy": "biniau"}, [("not-a-url", "/cy", None, None)]),
    (f"{P}/url", "ftp://www.ambridge.example/", [("not-a-url", "", None, None)]),
    (f"{P}/technologies", [{"name": "Drupal", "uri": "drupal"}], [("not-a-uri", "/0/uri", None, None)]),
    (f"{P}/areas", ["e09000007"], [("not-a-gss-code", "/0", None, "E09000007")]),
    (f"{P}/areas", [" "], [("not-a-gss-code", "/0", None, None)]),
    ("/publisher/orgIds", ["Ambridge"], [("not-an-org-id", "/0", None, None)]),
    ("/publisher/contact", {"email": "mailto:a@b.example"}, [("not-an-email", "/email", None, "a@b.example")]),
    ("/licence", "Open Government Licence", [("not-a-licence", "", None, None)]),
    (
        f"{P}/repositories",
        [{"url": "https://a.example/", "licence": "https://b.example/"}],
        [("not-a-licence", "/0/licence", None, None)],
    ),
    (f"{P}/budget", {"amount": 5, "currency": "£"}, [("not-a-currency", "/currency", None, "GBP")]),
    ("/language", "English", [("not-a-language-tag", "", None, None)]),
    ("/reviewEvery", "3 months", [("not-a-duration", "", None, "P3M")]),
    ("/modified", "12.10.2026", [("not-a-date-time", "", None, "2026-10-12")]),
    ("/modified", "2026-02-30", [("not-a-date-time", "", None, None)]),
    (f"{P}/previousIds", ["Old ID"], [("bad-previous-id", "/0", None, "old-id")]),
    (f"{P}/x_camden_any", {"thing": None}, []),
    (f"{P}/unknown", 5, []),
]
