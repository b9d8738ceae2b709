"""A publisher's Markdown as HTML that is safe on our pages.

Two libraries, because the result is the one thing that the templates do not escape: markdown-it-py never passes
raw HTML on and makes links only of what `safe_url` allows; nh3 then holds whatever came out to a short list of
elements. Each would do alone; so a fault in one of them is not yet a hole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from councilprojects_aggregator.writers.site.safe import SCHEMES, safe_url

# A page's own headings go down to h2 above a description.
LEVEL_ABOVE = 2
DEEPEST = 6
# Far beyond any real description; how long parsing takes must not be a publisher's choice.
LONGEST = 20_000

ELEMENTS = frozenset({"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"})
HEADINGS = frozenset(f"h{level}" for level in range(LEVEL_ABOVE + 1, DEEPEST + 1))

MARKED = re.compile(r"`([^`]+)`|\*([^*]+)\*")


def markdown(text: str) -> Markup:
    """Return `text` (CommonMark 0.31) as HTML; longer than `LONGEST`, as plain paragraphs.

    Headings begin at h3 and skip no level (WCAG 2.2, success criterion 1.3.1). Images become links: our pages load
    nothing from elsewhere.
    """
    if len(text) > LONGEST:
        return Markup("\n").join(Markup("<p>{}</p>").format(part) for part in text.split("\n\n"))
    tokens = list(_levelled(PARSER.parse(text)))
    return Markup(  # noqa: S704 (made from tokens alone, then cleaned)
        nh3.clean(
            PARSER.renderer.render(tokens, PARSER.options, {}),
            tags={*ELEMENTS, *HEADINGS},
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes=set(SCHEMES),
            link_rel="nofollow noopener ugc",
        )
    )


def marked(sentence: str) -> Markup:
    """Return one of the validator's sentences as HTML: in a terminal they mark a field by `` ` ``, a title by `*`.

    What is marked is a field's name or what a publisher wrote; either way it is escaped.
    """
    escaped = str(escape(sentence))
    return Markup(MARKED.sub(_element, escaped))  # noqa: S704 (escaped above)


def _element(found: re.Match[str]) -> str:
    return f"<code>{found[1]}</code>" if found[1] else f"<em>{found[2]}</em>"


def _levelled(tokens: Sequence[Token]) -> Iterator[Token]:
    """Move the headings below the page's own, each at most one level deeper than the one before."""
    level = LEVEL_ABOVE
    for token in tokens:
        if token.type == "heading_open":
            level = min(int(token.tag[1:]) + LEVEL_ABOVE, level + 1, DEEPEST)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{level}"
        yield token


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable("image")
    # The library's own hook, which it names so.
    parser.validateLink = lambda url: bool(safe_url(url))  # type: ignore[method-assign]
    return parser


PARSER = _parser()
