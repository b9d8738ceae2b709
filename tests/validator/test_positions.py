"""Offsets become lines and columns, paths become spans, whatever the file looks like."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from councilprojects_validator.diagnostics import Path
from councilprojects_validator.positions import Extent, Span, lines, spans

TEXT = ' {"a": [1, {"b" :"é😀", "a":[ ]}] ,\r\n"c":{} , "\\u0063": 7 }\n'


def shown(text: str, span: Span) -> tuple[str, str | None]:
    key = None if span.key is None else text[span.key.start : span.key.end]
    return text[span.value.start : span.value.end], key


def test_values_and_keys_are_found_by_their_path() -> None:
    wanted: list[Path] = [
        (),
        ("a",),
        ("a", 0),
        ("a", 1, "b"),
        ("a", 1, "a"),
        ("z",),
        ("a", 9),
        ("a", 0, "x"),
        ("c", "d"),
    ]
    found = {path: shown(TEXT, span) for path, span in spans(TEXT, wanted).items()}
    assert found == {
        (): (TEXT.strip(), None),
        ("a",): ('[1, {"b" :"é😀", "a":[ ]}]', '"a"'),
        ("a", 0): ("1", None),
        ("a", 1, "b"): ('"é😀"', '"b"'),
        ("a", 1, "a"): ("[ ]", '"a"'),
    }


def test_of_a_repeated_key_the_last_one_counts_however_it_is_written() -> None:
    assert shown(TEXT, spans(TEXT, [("c",)])[("c",)]) == ("7", '"\\u0063"')


def test_all_line_breaks_count_and_columns_count_code_points() -> None:
    text = "a\r\nb\rc\n😀d"
    assert [lines(text).place(offset) for offset in range(len(text) + 1)] == [
        (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1), (3, 2), (4, 1), (4, 2), (4, 3)
    ]  # fmt: skip
    assert lines("").place(0) == (1, 1)
    assert Extent(0, 1).end == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def every(value: Any, path: Path = ()) -> dict[Path, Any]:
    found = {path: value}
    for key, member in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        found |= every(member, (*path, key))
    return found


@given(JSON, st.sampled_from([None, 1]), st.booleans())
def test_every_value_stands_where_it_is_said_to(value: Any, indent: int | None, ascii_only: bool) -> None:  # noqa: FBT001 - drawn
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    values = every(value)
    found = spans(text, values)
    assert found.keys() == values.keys()
    for path, span in found.items():
        assert json.loads(text[span.value.start : span.value.end]) == values[path]
        if path and isinstance(path[-1], str):
            assert span.key is not None
            assert json.loads(text[span.key.start : span.key.end]) == path[-1]
