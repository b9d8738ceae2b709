"""An engine's answer as bytes: a table for people, or the W3C's result formats."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples

from councilprojects_validator.quoting import visible
from councilprojects_validator.wording import ngettext

RESULTS = {"csv": QueryResultsFormat.CSV, "json": QueryResultsFormat.JSON}
GAP = "  "


def as_bytes(found: QuerySolutions | QueryBoolean | QueryTriples, form: str) -> bytes:
    """Return the answer as `table`, `csv` or `json`; what a CONSTRUCT makes is N-Triples in any case."""
    if isinstance(found, QueryTriples):
        lines = sorted(f"{triple} .\n" for triple in found)
        return "".join(lines).encode()
    if form == "json" or (form == "csv" and isinstance(found, QuerySolutions)):
        return found.serialize(format=RESULTS[form]) or b""
    if isinstance(found, QueryBoolean):
        return b"true\n" if found else b"false\n"
    names = [variable.value for variable in found.variables]
    return _table(names, [[_cell(row[name]) for name in names] for row in found]).encode()


def _cell(term: object) -> str:
    if term is None:
        return ""
    # From others' files: nothing in it may move the terminal's cursor.
    return visible(term.value if isinstance(term, pyoxigraph.Literal | pyoxigraph.NamedNode) else str(term))


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    lines = [names, ["-" * width for width in widths], *rows]
    printed = [GAP.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    count = ngettext("{number} row", "{number} rows", len(rows)).format(number=len(rows))
    return "\n".join([*printed, "", count, ""])
