"""What the standard's tables say, as values: codes of the codelists, councils and former councils.

`standard` hands in the text of a packaged CSV file and keeps what comes out; nothing here opens a file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a codelist (contracts, “Addresses”)."""

    code: str
    title: str
    title_cy: str
    description: str
    description_cy: str
    uri: str
    deprecated: str
    """What to write instead, or the version that deprecated it; empty while the code is in use."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A council of today, by the GSS code of its area."""

    gss: str
    name: str
    short_name: str
    type: str
    nation: str
    region: str
    org_id: str
    former_gss: tuple[str, ...]
    """Codes that the same council had before."""
    website: str


@dataclass(frozen=True, slots=True)
class FormerAuthority:
    """A council that is no more, and the codes of those that took over."""

    gss: str
    name: str
    short_name: str
    type: str
    nation: str
    region: str
    end: str
    successors: tuple[str, ...]


def codes(text: str) -> Mapping[str, Code]:
    """Return a codelist's rows by code, in the order of the file, which is that of the standard."""
    return {
        row["Code"]: Code(
            code=row["Code"],
            title=row["Title"],
            title_cy=row["Title_cy"],
            description=row["Description"],
            description_cy=row["Description_cy"],
            uri=row["URI"],
            deprecated=row["Deprecated"],
        )
        for row in _rows(text)
    }


def uses(text: str) -> Mapping[tuple[str, str], str]:
    """Return the name of the codelist for each definition of the schema and field that has one."""
    return {(row["Definition"], row["Field"]): row["Codelist"] for row in _rows(text)}


def present(text: str) -> Mapping[str, Authority]:
    return {
        row["GSS"]: Authority(
            gss=row["GSS"],
            name=row["Name"],
            short_name=row["ShortName"],
            type=row["Type"],
            nation=row["Nation"],
            region=row["Region"],
            org_id=row["OrgId"],
            former_gss=tuple(row["FormerGSS"].split()),
            website=row["Website"],
        )
        for row in _rows(text)
    }


def former(text: str) -> Mapping[str, FormerAuthority]:
    return {
        row["GSS"]: FormerAuthority(
            gss=row["GSS"],
            name=row["Name"],
            short_name=row["ShortName"],
            type=row["Type"],
            nation=row["Nation"],
            region=row["Region"],
            end=row["EndDate"],
            successors=tuple(row["SuccessorGSS"].split()),
        )
        for row in _rows(text)
    }


def services(text: str) -> Mapping[int, str]:
    """Return the titles of the Local Government Service List by their number."""
    return {int(row["LGSL"]): row["Title"] for row in _rows(text)}


def registers(text: str) -> tuple[str, ...]:
    """Return the codes of registers of organisations (org-id.guide)."""
    return tuple(row["Code"] for row in _rows(text))


def _rows(text: str) -> Iterator[dict[str, str]]:
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield {name: cell.strip() for name, cell in row.items()}
