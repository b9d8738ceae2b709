"""The fast gate changes how long a report takes, never a finding of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from councilprojects_validator.check import check
from councilprojects_validator.report import Report
from councilprojects_validator.structure import faults as structure
from councilprojects_validator.structure import gate

TESTS = Path(__file__).parents[2]
FILES = sorted(
    {
        *TESTS.glob("data/*valid/*.json"),
        *TESTS.glob("data/fix/*/*.json"),
        *TESTS.glob("conformance/**/*.json"),
        *TESTS.parent.glob("examples/**/*.json"),
    }
)
TODAY = date(2026, 11, 20)


@pytest.fixture
def _without_gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(gate, "jsonschema_rs", None)
    structure.compiled_gate.cache_clear()
    yield
    structure.compiled_gate.cache_clear()


@pytest.fixture(scope="module")
def reports() -> dict[Path, Report]:
    structure.compiled_gate.cache_clear()
    return {path: judged(path) for path in FILES}


def judged(path: Path) -> Report:
    return check(path.read_bytes(), name=path.name, today=TODAY)


def test_the_gate_is_there_and_opens_for_what_is_valid() -> None:
    assert gate.gate({"type": "string"})("text")
    assert not gate.gate({"type": "string"})(1)


def test_formats_are_judged_by_our_own_functions() -> None:
    assert not gate.gate({"type": "string", "format": "date"})("2026-02-30")


@pytest.mark.parametrize(
    ("schema", "value"),
    [({"enum": ["text"]}, "\ud800"), ({"pattern": "a"}, "a\udfff"), ({"const": {"a": 1}}, {1: 2})],
    ids=["half a character", "half a character and a pattern", "a key that is no text"],
)
def test_what_it_cannot_take_is_left_to_the_engine(schema: dict[str, object], value: object) -> None:
    assert not gate.gate(schema)(value)


@pytest.mark.usefixtures("_without_gate")
def test_without_it_nothing_passes() -> None:
    assert not gate.gate({"type": "string"})("text")


@pytest.mark.usefixtures("reports", "_without_gate")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TESTS.parent).as_posix())
def test_every_report_is_the_same_without_it(path: Path, reports: dict[Path, Report]) -> None:
    assert judged(path) == reports[path]
