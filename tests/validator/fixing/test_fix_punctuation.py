"""Mends of texts that are not JSON by a hair: all of them, or none."""

from __future__ import annotations

import json
from datetime import date

import pytest

from councilprojects_validator.fixing import Fixed, fix

TODAY = date(2026, 11, 20)


def mended(content: str) -> Fixed:
    return fix(content.encode(), name="projects.json", today=TODAY)


PUNCTUATION = [
    ('{"a": 1,}', '{"a": 1}'),
    ('{"a": [,1,,2,],}', '{"a": [1,2]}'),
    ('{"a": 1} // end', '{"a": 1}'),
    ('{"a": /* why */ 1}', '{"a":  1}'),
    ('{\n  # why\n  "a": 1\n}\n', '{\n  "a": 1\n}\n'),
    ('{\r\n  "a": 1, // why\r\n  "b": 2\r\n}', '{\r\n  "a": 1,\r\n  "b": 2\r\n}'),
    ("{'a': 'it\\'s \"so\"'}", '{"a": "it\'s \\"so\\""}'),
    ("{“a”: „b“}", '{"a": "b"}'),
    ("{a: True, $b: FALSE}", '{"a": true, "$b": false}'),
    ('{\u00a0"a":\u200b 1}', '{ "a": 1}'),
    ('{"a": 1\u0085\u0000}', '{"a": 1 }'),
    ('{"a": beta, "b": [live]}', '{"a": "beta", "b": ["live"]}'),
    ('{"a": [{}\n{"b": 1}]\n"c": 1}', '{"a": [{},\n{"b": 1}],\n"c": 1}'),
]


LEFT_BROKEN = [
    '{"a": 1 "b": 2}',
    '{"a": ["one"\n"two"]}',
    '{"a": “one"}',
    '{"a": "one”,\n"b": 2}',
    '{"a": ‘one’}',
    '{"a": `one`}',
    "{'a': 'it's'}",
    '{"a": 007}',
    '{"a": undefined}',
    '{"a": missed bins}',
    '{"a": /x}',
    '{"a": 1, /* no end',
    "{two words: 1}",
    '{"a": 1,} trailing, "text',
    '{"a": "The "new" bins",}',
    "{'a' 1}",
]


HEAD = '{"councilProjects": "1.0", "publisher": {"name": "A", "url": "https://a.example/"}, "projects": [], "x_a_b": '


def marked(group: str) -> str:
    return f"{HEAD}{group}\n}}"


@pytest.mark.parametrize(("before", "after"), PUNCTUATION)
def test_punctuation_that_can_only_be_meant_one_way(before: str, after: str) -> None:
    assert mended(marked(before)).after == marked(after)


@pytest.mark.parametrize("broken", LEFT_BROKEN)
def test_punctuation_is_mended_altogether_or_not_at_all(broken: str) -> None:
    content = marked(broken)
    fixed = mended(content)
    assert (fixed.after, fixed.mended, fixed.trouble) == (content, (), None)


def test_a_comment_without_an_end_may_be_none() -> None:
    assert mended(marked("{}") + " /* and so on").changes == ()


def test_only_the_byte_order_mark_goes_from_a_file_that_stays_broken() -> None:
    fixed = mended("\ufeff" + marked('{"a": 007}'))
    assert [each.code for each in fixed.mended] == ["file-byte-order-mark"]
    assert fixed.after == marked('{"a": 007}')


@pytest.mark.parametrize("before", ["\ufeff\ufeff{}", "// why\n\ufeff\ufeff{}", "\ufeff// why\n\ufeff{}"])
def test_a_file_that_was_saved_twice_with_a_mark_loses_both(before: str) -> None:
    assert mended(before.replace("{}", marked("{}"))).after == marked("{}")


def test_more_mistakes_than_one_look_finds_are_all_mended() -> None:
    fixed = mended(marked('{"a": [%s]}' % ("[1,],\n" * 250 + "1")))
    assert len(fixed.mended) == 250
    assert json.loads(fixed.after)["x_a_b"]["a"] == [[1]] * 250 + [1]


def test_a_file_that_never_ends_to_be_mended_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("councilprojects_validator.fixing.pipeline.MOST_ROUNDS", 1)
    fixed = mended(marked('{"a": [%s]}' % ("[1,],\n" * 250 + "1")))
    assert (fixed.changes, fixed.trouble) == (
        (),
        "There is more to mend than any file made by hand has, so nothing was done.",
    )
