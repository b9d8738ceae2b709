"""Places are named in words, by the title that the file's readers know."""

from __future__ import annotations

import pytest

from councilprojects_validator.naming import id_of, title_of, where
from councilprojects_validator.report import Kind

RECORD = {"id": "missed-bins", "title": {"cy": "Biniau", "en": "Bins"}}


@pytest.mark.parametrize(
    ("path", "kind", "record", "words"),
    [
        ((), Kind.PROJECTS, None, "the file"),
        (("publisher", "contact", "email"), Kind.PROJECTS, None, "publisher › contact › email"),
        (("projects", 3), Kind.PROJECTS, RECORD, "project *Bins*"),
        (("projects", 3, "services", 0, "lgsl"), Kind.PROJECTS, RECORD, "project *Bins* › services 1 › lgsl"),
        (("projects", 3, "start"), Kind.PROJECTS, {"id": "a"}, "project *a* › start"),
        (("projects", 3, "start"), Kind.PROJECTS, {}, "project 4 › start"),
        (("projects", 3), Kind.UNKNOWN, "nonsense", "project 4"),
        (("projects",), Kind.PROJECTS, None, "projects"),
        (("sources", 0, "url"), Kind.REGISTRY, {"id": "a", "name": "Ambridge"}, "source *Ambridge* › url"),
        ((2, "a\x1b"), Kind.PROJECTS, None, "2 › a\\u001b"),
    ],
)
def test_the_way_to_a_place(path: tuple[str | int, ...], kind: Kind, record: object, words: str) -> None:
    assert where(path, kind, record) == words


@pytest.mark.parametrize(
    ("record", "language", "title"),
    [
        (RECORD, "cy-GB", "Biniau"),
        (RECORD, None, "Bins"),
        (RECORD, 7, "Bins"),
        (RECORD, "gd", "Biniau"),
        ({"title": " Bins "}, None, "Bins"),
        ({"title": " ", "name": "N"}, None, "N"),
        ({"title": {"en": ""}}, None, None),
        ({"title": 5}, None, None),
        ({"title": "x" * 100}, None, "x" * 59 + "…"),
        (None, None, None),
    ],
)
def test_the_title_in_the_files_language_else_in_the_first(record: object, language: object, title: str | None) -> None:
    assert title_of(record, language) == title


def test_an_id_is_a_text() -> None:
    assert [id_of(each) for each in ({"id": "a"}, {"id": ""}, {"id": 5}, {}, None)] == ["a", None, None, None, None]
