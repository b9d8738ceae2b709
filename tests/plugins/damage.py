"""Damages files at random, and says which promise of the validator a file makes it break.

Used by `test_robustness`, where Hypothesis chooses, and by `scripts/fuzz`, which goes on for as long as it is let.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import Any

from councilprojects_validator.check import check
from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.positions import lines
from councilprojects_validator.reading.decoding import shown
from councilprojects_validator.report import Outcome, Report
from councilprojects_validator.reporters import concise, github, text
from councilprojects_validator.reporters import json as as_json
from councilprojects_validator.reporters.judged import Judged

TODAY = date(2026, 11, 20)
ADDRESS = "https://www.ambridge.example/projects.json"

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**30, -0.0, 1e308, "", " ", "\n", "x", "x" * 700, [], {}, [[]], [{}], {"": ""}),
    *("2026-02-30", "2025-26", "0000-00-00", "9999-12-31", "2026-10-12T25:00:00Z", "12/10/2026", "2026-10-12", "0001"),
    *("https://", "http://[::1", "https://a:b@c/", "//x", "javascript:alert(1)", "https://ŵ.example/%", "mailto:a@b.c"),
    *("\u202e", "\u0000", "\ud83d\ude00", "e\u0301", "<b>", "&amp;", "{name}", "%s", "{0}", "$1", "\\", '"', "`", "“”"),
    *({"en": "a", "cy": "b"}, {"en": {}}, {"x" * 300: "y"}, ["talking", "not-now"], "Beta", "P9999999Y", "E06000063"),
    *("jo.archer@ambridge.example", "07700 900123", "TBC", "E07000026", "GB-LEA-1", "1.1", "2.0", 1.0, "missed-bins"),
)
"""What is put in the place of a value: what people write, what attackers do, and ends of ranges."""

MARKS = tuple("{}[]:,\"'`“”‘’«»\\/#*\n\r\t -+.0123456789eEtfn<>=|;~\u00a0\u200b\ufeff\u2028\x00\x1b")
WORDS = (
    *("null", "true", "None", "True", "NaN", "Infinity", "1e999", "//", "/*", "*/", "<<<<<<< HEAD\n", "=======\n"),
    *(">>>>>>> x\n", "|||||||", "\\u", "\\ud800", "\\u0000", '"id":', '"projects":[', '"councilProjects":"1.1",'),
    *("[[[[", '":', '",', "},{", "]}", '{"a":', "<!DOCTYPE html>", "£100", "1,000", "0x1F", "007", '""', "'s "),
)
PIECES = (*MARKS, *WORDS)
"""What is put into a text: marks of JSON, and what people write in their place."""

BYTES = (
    b"\x00",
    b"\x80",
    b"\xa3",
    b"\xc3",
    b"\xe2\x82",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
)

Damage = Callable[[Random, bytes], bytes]


def damaged(random: Random, content: bytes) -> bytes:
    """Return a file with one to four damages of one kind, rarely of two."""
    for _kind in range(1 + (random.random() < 0.1)):
        damage = random.choice((_values, _values, _text, _text, _bytes, _encoding))
        content = damage(random, content)
    return content


def _values(random: Random, content: bytes) -> bytes:
    try:
        whole = [json.loads(content)]
    except (ValueError, RecursionError):
        return _text(random, content)
    for _time in range(random.randint(1, 4)):
        holder, key = random.choice(_places(whole))
        _change(random, holder, key)
    return json.dumps(whole[0], ensure_ascii=random.random() < 0.5, indent=random.choice((None, 1, 2))).encode(
        errors="surrogatepass"
    )


def _places(whole: Any) -> list[tuple[Any, Any]]:
    found, stack = [], [whole]
    while stack:
        holder = stack.pop()
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        found += [(holder, key) for key in keys]
        stack += [holder[key] for key in keys if isinstance(holder[key], dict | list)]
    return found


def _change(random: Random, holder: Any, key: Any) -> None:
    # A copy, so that one value put in twice is two.
    value = json.loads(json.dumps(random.choice(VALUES)))
    match random.randrange(6):
        case 0 if isinstance(holder, dict):
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[_misspelt(random, str(key))] = holder.pop(key)
        case 2 if isinstance(holder, list):
            holder.insert(key, json.loads(json.dumps(holder[key])))
        case 3 if isinstance(holder[key], str) and holder[key]:
            at = random.randrange(len(holder[key]))
            holder[key] = holder[key][:at] + random.choice(PIECES) + holder[key][at + random.randint(0, 2) :]
        case 4:
            holder[key] = [holder[key]] if random.random() < 0.5 else {"en": holder[key]}
        case _:
            holder[key] = value


def _misspelt(random: Random, key: str) -> str:
    at = random.randrange(len(key) + 1)
    return random.choice(
        (key.upper(), key + "s", key[:at] + key[at + 1 :], f"x_{key}", "title", "projects", key[:at] + "_")
    )


def _text(random: Random, content: bytes) -> bytes:
    text = content.decode("utf-8", errors="replace")
    for _time in range(random.randint(1, 4)):
        at, length = random.randint(0, len(text)), random.choice((0, 0, 1, 1, 2, 9))
        text = text[:at] + random.choice((*PIECES, "")) + text[at + length :]
    if random.random() < 0.05:
        text = text[: random.randint(0, len(text))]
    return text.encode(errors="surrogatepass")


def _bytes(random: Random, content: bytes) -> bytes:
    for _time in range(random.randint(1, 4)):
        at = random.randint(0, len(content))
        piece = random.choice((*BYTES, bytes([random.randrange(256)])))
        content = content[:at] + piece + content[at + random.choice((0, 1, 1, 3)) :]
    return content


def _encoding(random: Random, content: bytes) -> bytes:
    text = content.decode("utf-8", errors="replace")
    codec = random.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "utf-7", "utf-8-sig"))
    return text.encode(codec, errors="replace")


def broken_promise(content: bytes, *, thorough: bool = False) -> str | None:
    """Return which promise is broken on this file; None if all are kept. What the validator raises is let through."""
    report = check(content, name="projects.json", today=TODAY, url=ADDRESS)
    broken = next((said for said, kept in _promises(report, content) if not kept), None)
    if broken is not None or not thorough:
        return broken
    if check(content, name="projects.json", today=TODAY, url=ADDRESS) != report:
        return "a second run gives another report"
    judged = Judged(report, shown(content))
    for render in (text.render, concise.render, github.render, github.summary):
        _utf_8([render([judged])])
    _utf_8([as_json.render([judged], 1)])
    return None


def _promises(report: Report, content: bytes) -> Sequence[tuple[str, bool]]:
    findings = report.findings
    errors = report.count(Severity.ERROR)
    places = [(finding.line or 0, finding.column or 0) for finding in findings]
    starts = lines(shown(content)).starts
    accepted = report.acceptance.value
    return (
        ("an error makes a file invalid, and nothing else does", (report.outcome is Outcome.INVALID) is (errors > 0)),
        (
            "a file that could not be checked says why",
            report.outcome is not Outcome.UNCHECKED or bool(report.not_checked),
        ),
        ("findings stand in file order", places == sorted(places)),
        ("a place is in the file", all(finding.line is None or finding.line <= len(starts) for finding in findings)),
        ("a message is one line that says something", all(_is_sentence(finding.message) for finding in findings)),
        (
            "a pointer is one",
            all(re.fullmatch(r"(?:/(?:[^~/]|~[01])*)*", finding.pointer, re.DOTALL) for finding in findings),
        ),
        ("what is valid is accepted", report.outcome is not Outcome.VALID or accepted is not None),
        ("what is accepted has no error", accepted is None or _is_sound(accepted)),
    )


def _is_sentence(message: str) -> bool:
    acts = any(unicodedata.category(each)[0] == "C" or each in "\u2028\u2029" for each in message)
    return not acts and message[-1:] in {".", "?"} and "{found}" not in message


def _is_sound(accepted: Any) -> bool:
    again = check(json.dumps(accepted).encode(), name="projects.json", today=TODAY, url=ADDRESS)
    return again.count(Severity.ERROR) == 0 and again.acceptance.value == accepted


def _utf_8(texts: list[str]) -> None:
    for each in texts:
        each.encode()
