"""Catalogues from a few projects, for tests of the matching: a pytest plugin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

import pytest
from catalogues import made_catalogue, made_project

from councilprojects_aggregator.model import (
    Catalogue,
    GoodCopy,
    Health,
    Publication,
    Record,
    Source,
)
from councilprojects_aggregator.normalise import normalise

TODAY = date(2026, 11, 21)
SEEN = datetime(2026, 10, 1, 6, tzinfo=UTC)

MakeCatalogue: TypeAlias = Callable[..., Catalogue]


@pytest.fixture
def catalogue_of() -> MakeCatalogue:
    """Return what makes a catalogue of councils: their projects by name, `{"alder": [{"id": "bins", …}]}`.

    A member `_publisher` among the projects is the publisher speaking for itself; `_compiled` is there if somebody
    else wrote the file.
    """
    return _catalogue


def iri(source_id: str, project_id: str = "_publisher") -> str:
    return f"https://www.{source_id}.example/projects.json#{project_id}"


def _catalogue(councils: dict[str, list[dict[str, Any]]], today: date = TODAY) -> Catalogue:
    publications = (_publication(name, parts) for name, parts in councils.items())
    return made_catalogue(publications, today, SEEN, name="Test", site_url=None)


def _publication(name: str, parts: list[dict[str, Any]]) -> Publication:
    address = iri(name).partition("#")[0]
    own = next((part["_publisher"] for part in parts if "_publisher" in part), {})
    normal = normalise(
        {
            "publisher": {"name": name.title(), "url": f"https://www.{name}.example/"} | own,
            "projects": [_complete(part) for part in parts if "id" in part],
        }
    )
    copy = GoodCopy(b"", "", SEEN, SEEN, address, ())
    return Publication(
        source=Source(name, name.title(), address),
        record=Record(name, address, good=copy),
        health=Health.CURRENT,
        verified=True,
        address=address,
        iri=iri(name),
        name=normal["publisher"]["name"],
        data=normal["publisher"],
        file={"compiledBy": {}} if any("_compiled" in part for part in parts) else {},
        projects=tuple(
            made_project(name, address, data, SEEN) for data in sorted(normal["projects"], key=lambda data: data["id"])
        ),
    )


def _complete(part: dict[str, Any]) -> dict[str, Any]:
    return {"title": part["id"], "summary": "Nothing more to say.", "reviewed": "2026-10-01", **part}
