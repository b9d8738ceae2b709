"""A glance never passes over a fault, and a rule that is run on each record alone finds what it finds on the whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from councilprojects_validator.contents import Contents
from councilprojects_validator.document import Document, without_strangers
from councilprojects_validator.emptiness import drop_empty
from councilprojects_validator.marker import MARKERS
from councilprojects_validator.reading.read import read
from councilprojects_validator.report import Kind
from councilprojects_validator.rules import RULES
from councilprojects_validator.rules.glance import Glance, glance_at, has, has_strangers
from councilprojects_validator.rules.places import Holds, every_member
from councilprojects_validator.rules.registry import Fault, Rule
from councilprojects_validator.standard import load_schema
from councilprojects_validator.structure.gate import gate

ROOT = Path(__file__).parents[2]
FILES = sorted((*ROOT.glob("tests/data/*valid/*.json"), *ROOT.glob("examples/**/*.json")))
TODAY = date(2026, 11, 20)
APART = [each for each in RULES.values() if each.when is not None]


def documents() -> Iterator[tuple[str, Document]]:
    """Yield every file of ours that the schema accepts, whatever the rules say of it."""
    for path in FILES:
        reading = read(path.read_bytes())
        value = reading.value if reading.readable and isinstance(reading.value, dict) else {}
        for kind in [kind for kind, marker in MARKERS.items() if marker in value]:
            contents = drop_empty(value)[0]
            if gate(load_schema(kind.value))(contents.value):
                yield f"{path.parent.name}/{path.name}", document(without_strangers(contents, kind), kind)


def document(contents: Contents, kind: Kind = Kind.PROJECTS) -> Document:
    ids = tuple(
        (path, item["id"]) for path, item in contents.items((kind.value if kind is Kind.PROJECTS else "sources",))
    )
    return Document(contents, "", TODAY, "https://www.ambridge.example/projects.json", kind, ids=ids)


DOCUMENTS = dict(documents())
ORGANISATION = {"name": "Ambridge", "end": 5, "until": [], "licence": {}, "date": 1, "outcome": [], "gss": "E06000037"}
STRANGE = {
    "councilProjects": "1.0",
    "publisher": ORGANISATION | {"url": "https://www.ambridge.example/", "reviewed": 1, "x_a_b": "jo.archer@a.example"},
    "reviewed": 5,
    "start": [],
    "end": {},
    "phase": [],
    "status": {},
    "title": 1,
    "summary": {"en": 1},
    "areas": [[], 5],
    "orgIds": 7,
    "projects": [
        {"id": "bins", "lead": ORGANISATION},
        {"id": "lamps", "areas": ["E06000037"], "x_a_b": {"y": ["0207"]}},
    ],
}
"""What the schema lets pass where it does not know a key: any value at all."""


def test_there_is_something_to_compare() -> None:
    assert len(DOCUMENTS) > 300
    assert len(APART) > 40
    assert {fault_code for each in DOCUMENTS.values() for fault_code, _fault in found_apart(each)} == {
        each.code for each in APART
    } - {"deprecated-code", "deprecated-field"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_rules_on_each_record_find_what_they_find_on_the_whole_file(name: str) -> None:
    assert as_sets(found_apart(DOCUMENTS[name])) == as_sets(found_whole(DOCUMENTS[name]))


def test_also_where_records_were_left_out() -> None:
    contents = mixed().contents
    left = document(contents.without({("projects", 0), ("projects", 2, "title"), ("publisher", "contact")}))
    assert as_sets(found_apart(left)) == as_sets(found_whole(left))


def test_keys_that_nobody_knows_may_hold_anything() -> None:
    strange = document(Contents(STRANGE))
    assert as_sets(found_apart(strange)) == as_sets(found_whole(strange))
    assert "personal-email" in {code for code, _fault in found_apart(strange)}


WORDS = (
    "TBC",
    "tbc.",
    " - todo",
    "Add text here",
    "LOREM \u0131PSUM",
    "SHOUTED TEXT FOR EVERYBODY TO SEE IT",
    "call 01632 960123",
)
ADDRESSES = (
    "http://a.b",
    "https://u:p@a.uk/",
    "https://intranet/x",
    "https://a.local./",
    "https://example.com",
    "https://a.uk/x.",
)
DATES = ("2025", "2026-11", "2026-11-19", "2026-11-20", "2026-11-21", "2027", "2026-11-20T23:30:00-05:00")
CODES = (
    "talking",
    "idea",
    "completed",
    "Active",
    "E06000037",
    "E06999999",
    "GB-XYZ-1",
    "OGL",
    "reserch",
    "2",
    "jo.archer@a.uk",
)
VALUES = st.one_of(
    st.sampled_from(WORDS + ADDRESSES + DATES + CODES), st.text(max_size=8), st.integers(0, 600), st.booleans()
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_change_to_a_file_makes_a_glance_pass_over_a_fault(data: st.DataObject) -> None:
    value = json.loads(json.dumps(mixed().value))
    for _change in range(data.draw(st.integers(1, 4))):
        holder, key = data.draw(st.sampled_from(list(members(value))))
        holder[key] = data.draw(VALUES)
    if gate(load_schema("projects"))(value):
        changed = document(Contents(value))
        assert as_sets(found_apart(changed)) == as_sets(found_whole(changed))


def mixed() -> Document:
    return DOCUMENTS["every-field/projects.json"]


def members(value: Any) -> Iterator[tuple[Any, Any]]:
    for key, member in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(member, dict | list):
            yield from members(member)


def found_whole(document: Document) -> Iterator[tuple[str, Fault]]:
    for each in APART:
        yield from faults(each, document)


def found_apart(document: Document) -> Iterator[tuple[str, Fault]]:
    for value, part in parts(document):
        glance = glance_at(value, document, TODAY.isoformat(), is_head=part.around is None)
        for each in APART:
            if each.when is not None and each.when(glance):
                yield from faults(each, part)


def parts(document: Document) -> Iterator[tuple[dict[str, Any], Document]]:
    head = document.without_records()
    yield head.value, head
    for path, value in document.records():
        yield value, document.of_record(path, value)


def faults(each: Rule, document: Document) -> Iterator[tuple[str, Fault]]:
    assert each.run is not None
    for fault in each.run(document):
        yield each.code, fault


def as_sets(found: Iterator[tuple[str, Fault]]) -> dict[tuple[str, Fault], int]:
    counted: dict[tuple[str, Fault], int] = {}
    for each in found:
        counted[each] = counted.get(each, 0) + 1
    return counted


def test_a_glance_keeps_what_there_is_and_not_where() -> None:
    glance = glance_at(
        {
            "title": {"en": "Bins", "cy": "Biniau"},
            "url": "https://www.ambridge.example/bins",
            "topics": ["forms", "forms-and-workflow"],
            "lead": {"name": "Ambridge", "uri": "https://www.ambridge.example/id"},
            "users": ["Residents", {"en": "Staff"}],
            "x_ambridge_note": "hidden",
        },
        document(Contents({"language": "cy"})),
        "2026-11-20",
        is_head=False,
    )
    assert glance.texts == ["Bins", "Biniau", "Ambridge", "Residents", "Staff"]
    assert (glance.links, glance.uris) == (["https://www.ambridge.example/bins"], ["https://www.ambridge.example/id"])
    assert glance.codes == [("topics", "forms")]
    assert (glance.words, glance.by_language) == ("Bins\nBiniau\nAmbridge\nResidents\nStaff", True)
    assert glance.head == {"language": "cy"}
    assert list(glance.each("name")) == ["Ambridge"]
    assert (glance.text("url"), glance.text("lead")) == ("https://www.ambridge.example/bins", "")
    assert (has("uri", "end")(glance), has("end")(glance), has_strangers(glance)) == (
        True,
        False,
        True,
    )


def test_every_member_that_a_rule_may_ask_for_is_known() -> None:
    held = {place.holds for _name, place in every_member()}
    assert held == {None, *Holds}
    assert not has_strangers(
        Glance({}, {}, is_head=True, day=TODAY, today="2026-11-20", names={"title", "sources", "channels"})
    )
