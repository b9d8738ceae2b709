"""Rules meet the publisher's own paths, and can ask what was set aside."""

from __future__ import annotations

from datetime import date

from councilprojects_validator.contents import Contents
from councilprojects_validator.document import Document
from councilprojects_validator.report import Kind

VALUE = {
    "publisher": {"name": {"en": "A", "cy": "B"}},
    "projects": [{"id": "a"}, {"id": "b", "topics": ["x", "y"]}, {"id": "c", "topics": ["z"]}],
}


def document(*left_out: tuple[str | int, ...]) -> Document:
    return Document(Contents(VALUE).without(left_out), "", date(2026, 11, 21), parts_left_out=frozenset(left_out))


def test_walk_yields_the_paths_of_the_file_whatever_was_left_out() -> None:
    some = document(("projects", 0), ("projects", 1, "topics", 0))
    assert list(some.walk("projects", "*", "topics", "*")) == [
        (("projects", 1, "topics", 1), "y"),
        (("projects", 2, "topics", 0), "z"),
    ]
    assert [path for path, _project in some.projects()] == [("projects", 1), ("projects", 2)]
    assert some.value["projects"][0] == {"id": "b", "topics": ["y"]}
    assert some.original(("projects", 0, "topics", 0)) == ("projects", 1, "topics", 1)


def test_a_star_stands_for_every_member_of_a_group_too_and_misfits_are_passed_over() -> None:
    assert list(document().walk("publisher", "name", "*")) == [
        (("publisher", "name", "en"), "A"),
        (("publisher", "name", "cy"), "B"),
    ]
    assert list(document().walk("publisher", "name", "en", "*")) == []
    assert list(document().walk("projects", "id")) == []
    assert list(document().walk("nothing", "*")) == []


def test_a_rule_can_ask_what_was_left_out() -> None:
    some = document(("projects", 1, "topics"))
    assert some.left_out(("projects", 1, "topics"))
    assert some.left_out(("projects", 1, "topics", 0))
    assert not some.left_out(("projects", 1))
    assert not some.left_out(("projects", 1, "url"))
    assert some.kind is Kind.PROJECTS
