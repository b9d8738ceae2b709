"""Each mistake that people make by hand has its own code and place, and is told once."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councilprojects_validator.positions import lines
from councilprojects_validator.reading.syntax import MAX_DEPTH, MOST_MISTAKES, mistakes
from councilprojects_validator.reading.tokens import tokens

CASES = [
    # commas
    ('{"a": 1,}', ["json-trailing-comma 1:8"]),
    ("[1,\n]", ["json-trailing-comma 1:3"]),
    ('{"a": "x"\n\n  "b": 1}', ["json-missing-comma 1:10"]),
    ("[1 2]", ["json-missing-comma 1:3"]),
    ('["a" "b"]', ["json-missing-comma 1:5"]),
    ('{"a": 1; "b": 2}', ["json-missing-comma 1:8"]),
    ('{"a": "x""b": 1}', ["json-missing-comma 1:10"]),
    ('{"a": 1,, "b": 2}', ["json-extra-comma 1:9"]),
    ("[1,, 2]", ["json-extra-comma 1:4"]),
    ("[,1]", ["json-extra-comma 1:2"]),
    # colons, names and values
    ('{"a" 1}', ["json-missing-colon 1:5"]),
    ('{"a"= 1}', ["json-missing-colon 1:5"]),
    ('{"a" => 1}', ["json-missing-colon 1:5"]),
    ('{"a", "b"}', ["json-missing-colon 1:5"]),
    ('{"a":, "b": 1}', ["json-missing-value 1:5"]),
    ('{"a":}', ["json-missing-value 1:5"]),
    ('{"a": 1, : 2}', ["json-missing-name 1:10"]),
    ("{{}}", ["json-missing-name 1:2"]),
    ('["a": 1]', ["json-name-in-list 1:5"]),
    ('{"a": "b": "c"}', ["json-syntax 1:10"]),
    (":", ["json-syntax 1:1"]),
    # quotation marks
    ("{“a”: 1}", ["json-smart-quotes 1:2"]),
    ('{"a": “b”, "c": 1}', ["json-smart-quotes 1:7"]),
    ('{"a": "b”,\n"c": 1}', ["json-smart-quotes 1:9"]),
    ('{"title”: "x"}', ["json-smart-quotes 1:8"]),
    ('{"a": “He said “hi” to”}', ["json-smart-quotes 1:7"]),
    ('{"a": “b\n}', ["json-smart-quotes 1:7"]),
    ('{"a": ‘b’}', ["json-smart-quotes 1:7"]),
    ("{'a': 'b', \"c\": 1}", ["json-single-quotes 1:2", "json-single-quotes 1:7"]),
    ("{\"a\": 'It's late'}", ["json-single-quotes 1:7"]),
    ("{'it's': 1}", ["json-single-quotes 1:2"]),
    ('{"a": `b`}', ["json-single-quotes 1:7"]),
    ('{"a": \'b\n}', ["json-single-quotes 1:7"]),
    ('{"a": "The "new" bins"}', ["json-quote-in-text 1:12"]),
    ('{"a": "The " new " bins"}', ["json-quote-in-text 1:12"]),
    ('{"a": "say ""hi"" to"}', ["json-quote-in-text 1:12"]),
    ('["The "new" bins"]', ["json-quote-in-text 1:7"]),
    ('{"a"b": 1}', ["json-quote-in-text 1:4"]),
    ('{"a: "x"}', ["json-unclosed-text 1:2"]),
    ('{"a": "x,\n "b": 1}', ["json-unclosed-text 1:7"]),
    ('{"a": "b}', ["json-unclosed-text 1:7"]),
    ('{"a": "b}\n', ["json-unclosed-text 1:7"]),
    ('{title": "x"}', ["json-unquoted-key 1:2"]),
    ('{start date: 1, "b": 2}', ["json-unquoted-key 1:2"]),
    ("{a\n: 1}", ["json-unquoted-key 1:2"]),
    ("{a}", ["json-unquoted-key 1:2"]),
    ('{1: "x"}', ["json-unquoted-key 1:2"]),
    ('{"a": Report a bin, "b": 1}', ["json-unquoted-text 1:7"]),
    ('{"a": Report a bin", "b": 1}', ["json-unquoted-text 1:7"]),
    ('{"a": 2026-10-12}', ["json-unquoted-text 1:7"]),
    ('{"a": https://a.example/}', ["json-unquoted-text 1:7"]),
    # words and numbers
    ('{"a": None, "b": True}', ["json-wrong-literal 1:7", "json-wrong-literal 1:18"]),
    ('{"a": NaN, "b": -Infinity}', ["json-not-a-number 1:7", "json-not-a-number 1:17"]),
    ('{"a": 1e999}', ["json-number-too-large 1:7"]),
    ('{"a": ' + "9" * 5000 + "}", ["json-number-too-large 1:7"]),
    ('{"a": 007, "b": -01.5}', ["json-leading-zero 1:7", "json-leading-zero 1:17"]),
    ('{"a": .5, "b": 1., "c": +1, "d": 0x1F}', [f"json-bad-number 1:{at}" for at in (7, 16, 25, 34)]),
    # inside a text
    ('{"a": "one\n two"}', ["json-line-break-in-text 1:11"]),
    ('{"a": "one\r\n two", "b": "x\n y"}', ["json-line-break-in-text 1:11", "json-line-break-in-text 2:15"]),
    ('{"a": "a\tb"}', ["json-control-character 1:9"]),
    ('{"a": "a\x07b"}', ["json-control-character 1:9"]),
    ('{"a": "a\x00b"}', ["json-null-character 1:9"]),
    ('{"a": "a\\u0000b"}', ["json-null-character 1:9"]),
    ('{"a": "C:\\Users"}', ["json-bad-escape 1:10"]),
    ('{"a": "\\u12"}', ["json-bad-escape 1:8"]),
    ('{"a": "\\ud800"}', ["json-lone-surrogate 1:8"]),
    ('{"\\udc00": 1}', ["json-lone-surrogate 1:3"]),
    ('{"a": "\\ud83d\\ude00 \\\\ud800"}', []),
    # the whole
    ('{"a": 1', ["json-cut-off 1:8"]),
    ('{"a": "b', ["json-cut-off 1:7"]),
    ('{"a": "b\n', ["json-cut-off 1:7"]),
    ('{"a": "b\\', ["json-cut-off 1:7"]),
    ('{"a": [1, {', ["json-cut-off 1:12"]),
    ("[1, 2}", ["json-wrong-bracket 1:6"]),
    ('{"a": 1]', ["json-wrong-bracket 1:8"]),
    ('{"a": [1, 2, "b": 3}', ["json-name-in-list 1:17"]),
    ('{"a": {"b": 1, ]}', ["json-wrong-bracket 1:16"]),
    ('{"a": 1}}', ["json-extra-bracket 1:9"]),
    ('{"a": 1}\n{"b": 2}', ["json-two-documents 2:1"]),
    ('{"a": 1}, {"b": 2}', ["json-two-documents 1:9"]),
    ('{"a": 1},', ["json-text-after-end 1:9"]),
    ('{"a": 1} end', ["json-text-after-end 1:10"]),
    ("'a' b", ["json-single-quotes 1:1"]),
    ("[" * 70 + "]" * 70, ["json-too-deep 1:65"]),
    # what does not belong there at all
    ('{"a": 1} // x', ["json-comment 1:10"]),
    ('{"a": 1, /* b */ # c\n"d": 2}', ["json-comment 1:10", "json-comment 1:18"]),
    ("/* never closed", ["json-comment 1:1"]),
    ('{"a":\xa01}', ["json-invisible-character 1:6"]),
    ('\ufeff{"a": 1}', ["json-invisible-character 1:1"]),
    ('{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> main\n}', ["json-merge-conflict 2:1"]),
    # several at once
    (
        "{a: 1, b: None,}",
        ["json-unquoted-key 1:2", "json-unquoted-key 1:8", "json-wrong-literal 1:11", "json-trailing-comma 1:15"],
    ),
    # nothing
    ("", []),
    ('{"a": [true, false, null, -1.5e3, "\\n\\u00e9", {}, []]}', []),
]


def found(text: str) -> list[str]:
    places = lines(text)
    return [
        f"{each.code} {line}:{column}" for each in mistakes(text) for line, column in [places.place(each.offset or 0)]
    ]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _expected in CASES])
def test_a_mistake_is_named_where_it_is(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_messages_say_what_to_write_instead() -> None:
    texts = ['{"a": [1}', '{"a": "x"', "{a b: 1}", '{"a": 007}', '{"a": ' + "9" * 200 + "}"]
    assert [next(mistakes(text)).message for text in texts] == [
        "Here stands }, but the [ on line 1 must be closed first, with ].",
        "The file ends before the { on line 1 is closed. Is the rest of the file missing?",
        'The name a b has no quotation marks. Put it in double quotes: "a b".',
        "A number cannot begin with 0. Write 7, or put it in double quotes if the 0 belongs to it.",
        f"The number {'9' * 19}… is too large for any reader. Is it meant to be a text, in double quotes?",
    ]
    assert next(mistakes('{"a": TRUE}')).suggestion == "true"


def test_no_more_than_a_hundred_are_told() -> None:
    assert len(list(mistakes("[" + "," * 1000))) == MOST_MISTAKES


def test_the_deepest_file_that_is_read() -> None:
    assert found("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert found("[" * (MAX_DEPTH + 1)) == [f"json-too-deep 1:{MAX_DEPTH + 1}"]


@given(st.text(alphabet="{}[]:,\"'“”\\\n\t/*#-+.0123eE truefalsn\x00\xa0<="))
def test_the_walk_agrees_with_the_standard_library_on_what_is_json(text: str) -> None:
    try:
        json.loads(text, parse_constant=lambda _name: 1 / 0)
    except (ValueError, ZeroDivisionError):
        refused = text.strip(" \t\r\n") != ""
    else:
        refused = False
    assert bool(found(text)) == refused


@given(st.text())
def test_tokens_cover_everything_but_space(text: str) -> None:
    ends = [0, *(each.end for each in tokens(text))]
    starts = [*(each.start for each in tokens(text)), len(text)]
    assert all(text[end:start].strip(" \t\r\n") == "" for end, start in zip(ends, starts, strict=True))
