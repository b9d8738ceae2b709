import re

import pytest

from councilprojects_aggregator.writers.site.markdown import LONGEST, markdown, marked

LINK = '<a href="https://a.example/" rel="nofollow noopener ugc">'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "<p>plain</p>\n"),
        ("**bold** *soft* `code`", "<p><strong>bold</strong> <em>soft</em> <code>code</code></p>\n"),
        ("[go](https://a.example/)", f"<p>{LINK}go</a></p>\n"),
        ("<https://a.example/>", f"<p>{LINK}https://a.example/</a></p>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        ("![pic](https://a.example/)", f"<p>!{LINK}pic</a></p>\n"),
        ("[here](../)", "<p>[here](../)</p>\n"),
        ("[run](javascript:alert(1))", "<p>[run](javascript:alert(1))</p>\n"),
        ("[run](&#106;avascript:alert(1))", "<p>[run](javascript:alert(1))</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("a & b", "<p>a &amp; b</p>\n"),
    ],
)
def test_markdown_becomes_the_few_elements_that_pages_allow(text: str, html: str) -> None:
    assert markdown(text) == html


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# a\n## b\n# c", ["h3", "h4", "h3"]),
        ("### a\n# b\n###### c", ["h3", "h3", "h4"]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", ["h3", "h4", "h5", "h6", "h6", "h6"]),
    ],
)
def test_headings_stay_below_the_pages_own_and_skip_no_level(text: str, headings: list[str]) -> None:
    assert re.findall(r"<(h[1-6])>", markdown(text)) == headings


def test_a_text_too_long_to_parse_is_shown_as_paragraphs() -> None:
    text = "<b>" + "[" * LONGEST + "\n\nlast"

    assert markdown(text) == f"<p>&lt;b&gt;{'[' * LONGEST}</p>\n<p>last</p>"


@pytest.mark.parametrize(
    ("sentence", "html"),
    [
        ("Nothing marked.", "Nothing marked."),
        ("Add `phase` and `status`.", "Add <code>phase</code> and <code>status</code>."),
        ("project *Bins* › start", "project <em>Bins</em> › start"),
        ("project *<b>* › *", "project <em>&lt;b&gt;</em> › *"),
        ("`<script>`", "<code>&lt;script&gt;</code>"),
        ("2 * 3 `", "2 * 3 `"),
        ("", ""),
    ],
)
def test_the_validators_marks_become_elements(sentence: str, html: str) -> None:
    assert marked(sentence) == html
