"""Whatever the bytes are, reading ends in a value or in a diagnostic that names what is wrong with them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilprojects_validator.diagnostics import Severity, Target
from councilprojects_validator.positions import lines
from councilprojects_validator.reading import read as reading
from councilprojects_validator.reading.read import MAX_SIZE, MOST_FAULTS, read
from councilprojects_validator.reading.syntax import Walked

BOM = b"\xef\xbb\xbf"
REFUSED = [
    (b"", "file-empty", None),
    (b" \r\n\t", "file-empty", None),
    (BOM, "file-empty", None),
    ('{"a": 1}'.encode("utf-16"), "file-utf-16", (1, 1)),
    ('{"a": 1}'.encode("utf-16-le"), "file-utf-16", (1, 1)),
    ('{"a": 1}'.encode("utf-16-be"), "file-utf-16", (1, 1)),
    ('{"a": 1}'.encode("utf-32"), "file-utf-32", (1, 1)),
    ('{"a": 1}'.encode("utf-32-le"), "file-utf-32", (1, 1)),
    ('{"a": 1}'.encode("utf-32-be"), "file-utf-32", (1, 1)),
    (b"\n<!DOCTYPE html><html></html>", "file-web-page", (1, 1)),
    (b'{\n"a": "\xa3500"}', "file-windows-1252", (2, 7)),
    ('{"é": "'.encode() + b'\x93quoted\x94"}', "file-windows-1252", (1, 8)),
    (b'{"a": "\x81"}', "file-not-utf-8", (1, 8)),
    (b'{"a": "\xc3', "file-not-utf-8", (1, 8)),
    (b'{"a": "\xed\xa0\x80"}', "json-lone-surrogate", (1, 8)),
    (b'{"a": "\xed\x41"}', "file-windows-1252", (1, 8)),
    (b'{"a": "\\ud800"}', "json-lone-surrogate", (1, 8)),
    (b'{"a": "\\u0000"}', "json-null-character", (1, 8)),
    (b"\0\0\0", "json-invisible-character", (1, 1)),
    (b'{"a": 1,}', "json-trailing-comma", (1, 8)),
    (b"NaN", "json-not-a-number", (1, 1)),
    (b"-1e999", "json-number-too-large", (1, 1)),
    (b"9" * 5000, "json-number-too-large", (1, 1)),
    (b"[" * 100_000, "json-too-deep", (1, 65)),
    (b"[" * 65 + b"]" * 65, "json-too-deep", (1, 65)),
    (b'{"a":' * 65 + b"1" + b"}" * 65, "json-too-deep", (1, 321)),
    (b"<<<<<<< HEAD\n{}\n=======\n[]\n>>>>>>> x", "json-merge-conflict", (1, 1)),
]


@pytest.mark.parametrize(("content", "code", "place"), REFUSED, ids=lambda value: repr(value)[:30])
def test_bytes_that_are_refused_are_named_with_their_place(
    content: bytes, code: str, place: tuple[int, int] | None
) -> None:
    result = read(content)
    assert (result.readable, result.value) == (False, None)
    first = result.diagnostics[-1]
    assert (first.code, first.severity, first.path) == (code, Severity.ERROR, ())
    assert (None if first.offset is None else lines(result.text).place(first.offset)) == place


def test_a_byte_order_mark_is_a_warning_and_offsets_count_behind_it() -> None:
    good, bad = read(BOM + b'{"a": 1}'), read(BOM + b"[1,]")
    assert (good.readable, good.value, good.text) == (True, {"a": 1}, '{"a": 1}')
    assert [(each.code, each.severity) for each in good.diagnostics] == [("file-byte-order-mark", Severity.WARNING)]
    assert [(each.code, each.offset) for each in bad.diagnostics] == [
        ("file-byte-order-mark", 0),
        ("json-trailing-comma", 2),
    ]
    assert [each.code for each in read(BOM + b'"\xa3"').diagnostics] == ["file-byte-order-mark", "file-windows-1252"]


def test_size_is_measured_in_bytes_and_the_limit_is_told() -> None:
    assert read(b'"ab"', max_size=4).readable
    result = read(b'"abc"', max_size=4)
    assert [(each.code, each.message) for each in result.diagnostics] == [
        ("file-too-large", "The file is larger than 4 B and was not read. Leave out what does not belong in it.")
    ]
    assert "larger than 10 MB" in read(b" " * (MAX_SIZE + 1)).diagnostics[0].message


def test_one_character_in_the_wrong_encoding_or_several() -> None:
    assert read(b'"\xa3"').diagnostics[0].message == (
        "“£” is saved as Windows-1252. Save the file as UTF-8: look for “Encoding” in “Save as”."
    )
    assert read(b'"\xa3\xa3\xa3"').diagnostics[0].message.startswith("“£” and 2 more characters are saved as")
    assert read(b'{"a": "\x81"}').diagnostics[0].message.startswith("The byte 81 is not UTF-8.")


def test_repeated_keys_are_errors_with_both_places_and_the_last_one_counts() -> None:
    text = '{"a": 1,\n "b": [{"c": {}}, {"c": 1,\n "c": 2, "d": [1, 2], "e": 0}],\n "a": 2}'
    result = read(text.encode())
    assert result.readable
    assert result.value["a"] == 2
    assert [(each.code, each.path, each.target) for each in result.diagnostics] == [
        ("json-repeated-key", ("b", 1, "c"), Target.KEY),
        ("json-repeated-key", ("a",), Target.KEY),
    ]
    assert result.diagnostics[1].message == (
        "`a` stands twice in the same group: on line 1 (column 2) and on line 4 (column 2). Keep one of them."
    )


def test_of_very_many_repeated_keys_one_more_than_the_limit_is_told() -> None:
    content = b"{" + b'"k": 1,' * (MOST_FAULTS + 50) + b'"k": 1}'
    assert len(read(content).diagnostics) == MOST_FAULTS + 1


@pytest.mark.parametrize("content", [b'"\\ud83d\\ude00"', b'"\\\\ud800"', '"é😀"'.encode(), b"1.5", b"-0", b"1" * 100])
def test_what_is_json_is_read_as_the_standard_library_reads_it(content: bytes) -> None:
    result = read(content)
    assert result.readable
    assert result.value == json.loads(content)


def test_a_text_that_only_the_parser_refuses_is_still_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "walked", lambda _text: Walked((), None))
    result = read(b"[1 2]")
    assert [(each.code, each.offset) for each in result.diagnostics] == [("json-syntax", 3)]
    assert result.diagnostics[0].message.startswith("This is not JSON from here on.")


@given(st.binary())
def test_no_bytes_make_it_raise(content: bytes) -> None:
    result = read(content)
    assert result.readable or result.diagnostics


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_everything_that_json_can_write_is_read_or_refused_by_name(value: object) -> None:
    result = read(json.dumps(value).encode())
    assert result.value == value if result.readable else result.diagnostics
