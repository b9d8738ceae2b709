"""Small tables for spreadsheets beside the lists of the site, in the manner of `projects.csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.material import Material
from councilprojects_aggregator.writers.site.openings import Opening
from councilprojects_aggregator.writers.tables.columns import SHORT, safe_cell, short_row

# Without it Excel reads UTF-8 as the machine's own code page, and Welsh falls apart.
BYTE_ORDER_MARK = "\ufeff"

HELP_COLUMNS = ("publisher", "project", "type", "resource", "description", "until", "contact", "url", "iri")


def sheet(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a table with its head; no cell of it is a formula to any spreadsheet."""
    return (BYTE_ORDER_MARK + _lines((columns, *rows))).encode()


def project_lines(material: Material) -> tuple[str, ...]:
    """Return each project's line, in the order of the projects: it is made once, in however many lists it stands."""
    owners = material.owners
    return tuple(_lines((short_row(one, owners[one.source_id]),)) for one in material.catalogue.projects)


def project_sheet(lines: Sequence[str], positions: Iterable[int]) -> bytes:
    """Return the table of some projects, by their positions in the catalogue."""
    return "".join((HEAD, *(lines[position] for position in positions))).encode()


def _lines(rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180 section 2
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def help_row(opening: Opening) -> list[Any]:
    """Return the cells of an offer or want."""
    item = opening.item
    return [
        words.best(opening.publication.name),
        words.best(opening.project.title) if opening.project else None,
        item["type"],
        item["resource"],
        words.best(item["description"]),
        item["until"],
        opening.contact["email"] if opening.contact else None,
        item["url"],
        opening.iri,
    ]


HEAD = BYTE_ORDER_MARK + _lines((SHORT,))
"""How each table of projects begins."""
