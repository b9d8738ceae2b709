"""Every project as data and as a table: `catalogue.json` and `projects.csv`.

What the publisher wrote stands under `record`, untouched in normal form; everything beside it is the aggregator's. No
moving facts.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, MutableMapping
from datetime import date, datetime
from typing import Any

from councilprojects_aggregator.model import Catalogue, Files, Place, Project, Publication
from councilprojects_aggregator.moments import stamp
from councilprojects_aggregator.streams import opened
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers.tables.columns import COLUMNS, row

VERSION = "1.0"
# Without it Excel reads UTF-8 as the machine's own code page, and Welsh falls apart.
BYTE_ORDER_MARK = "\ufeff"


def write_tables(catalogue: Catalogue) -> Files:
    """Return `catalogue.json` and `projects.csv`."""
    files: dict[str, bytes] = {}
    put_tables(catalogue, files)
    return files


def put_tables(catalogue: Catalogue, files: MutableMapping[str, bytes]) -> None:
    """Put the same into `files`, the larger one in pieces, where they can take these."""
    with opened(files, "catalogue.json") as file:
        for piece in _json(catalogue):
            # A lone surrogate has no UTF-8; no reader of ours lets one in, and no file of ours may stop at one.
            file.write(piece.encode("utf-8", "replace"))
    files["projects.csv"] = _csv(catalogue)


def _json(catalogue: Catalogue) -> Iterator[str]:
    publications = {publication.source.id: publication for publication in catalogue.publications}
    head = {"councilProjectsCatalogue": VERSION, "name": catalogue.name, "home": catalogue.home}
    lists = {
        "publishers": (_publisher(publication) for publication in catalogue.publications if publication.address),
        "projects": (_project(project, publications[project.source_id]) for project in catalogue.projects),
    }
    yield "{\n" + ",\n".join(f"{_dump(name)}:{_dump(value)}" for name, value in head.items())
    for name, items in lists.items():
        yield f",\n{_dump(name)}:[\n"
        # An item a line, so that two catalogues differ where the data does.
        between = ""
        for item in items:
            yield between + _dump(item)
            between = ",\n"
        yield "\n]"
    yield "\n}\n"


def _publisher(publication: Publication) -> dict[str, Any]:
    copy = publication.record.good
    return _present(
        {
            "id": publication.source.id,
            "iri": publication.iri,
            "address": publication.address,
            "name": publication.name,
            "health": publication.health.value,
            "goodAt": _stamp(copy.good_at if copy else None),
            "staleSince": _stamp(publication.record.stale_since),
            "verified": publication.verified,
            "compiled": "compiledBy" in publication.file,
            "licence": publication.licence,
            **_where(publication.place),
            "projects": len(publication.projects),
            "notShown": list(publication.not_shown),
            "file": publication.file,
            "record": publication.data,
        }
    )


def _project(project: Project, publication: Publication) -> dict[str, Any]:
    return _present(
        {
            "id": project.id,
            "iri": project.iri,
            "title": pick(project.title)[1],
            "publisher": project.source_id,
            "freshness": project.freshness.value,
            "due": _stamp(project.due),
            "staleSince": _stamp(project.stale_since),
            "goodAt": _stamp(project.good_at),
            "firstSeen": _stamp(project.first_seen),
            "changedAt": _stamp(project.changed_at),
            "verified": publication.verified,
            "compiled": "compiledBy" in publication.file,
            "licence": publication.licence,
            **_where(publication.place),
            "marks": list(project.marks),
            "record": project.data,
        }
    )


def _csv(catalogue: Catalogue) -> bytes:
    publications = {publication.source.id: publication for publication in catalogue.publications}
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")  # RFC 4180 section 2
    writer.writerow(COLUMNS)
    writer.writerows(row(project, publications[project.source_id]) for project in catalogue.projects)
    return (BYTE_ORDER_MARK + table.getvalue()).encode()


def _where(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {"place": {"gss": place.gss, "name": place.name}, "nation": place.nation, "region": place.region}


def _stamp(value: date | None) -> str | None:
    if isinstance(value, datetime):
        return stamp(value)
    return value.isoformat() if value else None


def _present(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
