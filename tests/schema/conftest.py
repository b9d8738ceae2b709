"""What several tests of the standard need: its files, and walks over them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "schema"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def projects_schema() -> dict[str, Any]:
    return json.loads((SCHEMA / "projects.schema.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def every_field() -> dict[str, Any]:
    return json.loads((ROOT / "examples/every-field/projects.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def codelists() -> dict[str, list[dict[str, str]]]:
    """Return the rows of every codelist by its name."""
    return {file.stem: rows(file) for file in sorted((SCHEMA / "codelists").glob("*.csv"))}


@pytest.fixture(scope="session")
def uses() -> list[dict[str, str]]:
    """Return which codelist serves which field."""
    return rows(SCHEMA / "codelists.csv")


@pytest.fixture(scope="session")
def reference() -> dict[str, list[dict[str, str]]]:
    """Return the rows of every reference list by its name."""
    return {file.stem: rows(file) for file in sorted((SCHEMA / "reference").glob("*.csv"))}


@pytest.fixture(scope="session")
def terms() -> dict[tuple[str, str], str]:
    """Return the term of each field, by definition and field."""
    return {(row["Definition"], row["Field"]): row["Term"] for row in rows(SCHEMA / "terms.csv")}


@pytest.fixture(scope="session")
def fields(projects_schema: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the fields that each definition adds, by definition and name; `file` is the whole file."""
    return dict(own_fields(projects_schema))


@pytest.fixture(scope="session")
def registry_fields() -> dict[tuple[str, str], dict[str, Any]]:
    """Return the fields of a registry in the same form."""
    return dict(own_fields(json.loads((SCHEMA / "registry.schema.json").read_text("utf-8"))))


def own_fields(schema: dict[str, Any]) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for definition, part in {"file": schema, **schema["$defs"]}.items():
        for name, field in part.get("properties", {}).items():
            yield (definition, name), field


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
