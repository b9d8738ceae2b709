"""The report as Markdown, also as a real renderer shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from sample_reports import EMPTY, END, INVALID, REGISTRY, VALID, hostile, judged, numbered

from councilprojects_validator.report import Report
from councilprojects_validator.reporters import markdown

LINK = "[`end-before-start`](https://w3id.org/councilprojects/rules#end-before-start)"


def shown(report: Report) -> str:
    return markdown.render([judged(report)])


def test_it_has_the_verdict_the_summary_a_table_and_the_next_steps() -> None:
    report = replace(INVALID, findings=(END, EMPTY), not_checked=("Rules on dates.",))
    assert shown(report) == (
        "### projects.json\n"
        "\n"
        "**Not valid: 2 errors.**\n"
        "\n"
        "The file has 1 project, and it can be listed. Others cannot find, join or reuse it yet. It does not say that "
        "others may join in. It was last reviewed on 12 October 2026. Adding a `phase` to 1 project would let "
        "others find it.\n"
        "\n"
        "| Line | Severity | Where | What | Code |\n"
        "|---:|---|---|---|---|\n"
        "| 6 | error | project “Report a missed bin” (missed-bins) › end | This ends on 2025-10, before it starts on "
        "2026-10. Correct one of the two dates. "
        f"| {LINK} |\n"
        "|  | error | the file itself › the file | The file is empty. | "
        "[`file-empty`](https://w3id.org/councilprojects/rules#file-empty) |\n"
        "\n"
        "Not checked:\n"
        "\n"
        "- Rules on dates.\n"
        "\n"
        "The cheapest next steps:\n"
        "\n"
        "- Next: To be found by others: add `phase`. (missed-bins)\n"
        "\n"
        "Looked at 1 project with schema 1.0, 40 rules and 19 codelists.\n"
    )


def test_many_of_a_kind_are_told_once_with_the_first_places() -> None:
    told = shown(replace(INVALID, findings=numbered(40)))
    assert told.count("This ends on") == 1
    assert f"**40 times**, error {LINK}: This ends on 2025-10" in told
    assert "- line 5, column 14, project “Report a missed bin” (p-5) › end\n- … and 35 more.\n" in told


def test_many_that_differ_say_each_of_the_first() -> None:
    findings = tuple(replace(each, message=f"Number {n}.") for n, each in enumerate(numbered(6)))
    told = shown(replace(INVALID, findings=findings))
    assert f"**6 times**, error {LINK}: An end is before its start.\n\n- line 1, column 14, project" in told
    assert "› end: Number 4.\n- … and 1 more.\n" in told


def test_of_what_was_not_judged_there_is_no_summary() -> None:
    assert "Looked at 3 sources" in shown(REGISTRY)
    unread = replace(
        INVALID, name="-", findings=(EMPTY,), marks=(), checked=replace(VALID.checked, schema_version=None)
    )
    assert "Looked at" not in shown(unread)
    assert shown(unread).startswith("### standard input\n")


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "[a](https://evil.example/)",
        "![a](https://evil.example/x.png)",
        "https://evil.example/",
        "www.evil.example",
        "a@evil.example",
        "| a | b |",
        "`code` **bold** _em_ ~~gone~~",
        "<!-- x -->",
        "&lt;b&gt; &#60;",
        "\\[a\\](b)",
        "$x$ ^a^",
    ],
)
def test_what_a_publisher_wrote_is_plain_words(text: str) -> None:
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown.plain(text))
    words = html.strip().removeprefix("<p>").removesuffix("</p>").replace("<!-- -->", "")
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        words = words.replace(entity, letter)
    assert words == text


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("@ambridge/digital", "@<!-- -->ambridge/digital"),
        ("#12", "\\#<!-- -->12"),
        ("GH-12", "GH<!-- -->-12"),
        ("!7 and $3", "\\!<!-- -->7 and \\$<!-- -->3"),
        ("https://a.example", "https:<!-- -->//a.example"),
        ("WWW.a.example", "WWW<!-- -->.a.example"),
        ("12 @ 3, OGL-UK-3.0: a & b", "12 @ 3, OGL-UK-3.0: a &amp; b"),
    ],
)
def test_nobody_is_called_and_nothing_is_linked(text: str, broken: str) -> None:
    assert markdown.plain(text) == broken


def test_hostile_text_keeps_to_its_cell() -> None:
    told = markdown.render([hostile()])
    row = next(line for line in told.splitlines() if line.startswith("| 6 |"))
    assert row.replace("\\|", "").count("|") == 6
    assert len(told.splitlines()) == len(markdown.render([hostile("quiet")]).splitlines())


def test_an_empty_line_stands_between_two_files() -> None:
    assert markdown.render([judged(VALID), judged(VALID)]) == f"{shown(VALID)}\n{shown(VALID)}"


def test_names_in_our_sentences_stand_as_code_and_a_publisher_s_backticks_as_themselves() -> None:
    assert markdown.sentence("`phase` is “a` | `b`c”.") == "`phase` is “a\\` \\| `b`c”."
    assert markdown.sentence("``a`` `*x*`") == "\\``a`\\` \\`\\*x\\*\\`"
