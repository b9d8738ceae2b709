"""Choosing a language: every human-readable text is a map by tag once it is in normal form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from councilprojects_validator.codelists import Code
from councilprojects_validator.wording import language

ENGLISH = ("en-gb", "en")
WELSH = "cy"
WELSH_FIRST = (WELSH, *ENGLISH)


def pick(texts: Mapping[str, str], wanted: Sequence[str] | None = None) -> tuple[str, str]:
    """Return `(tag, text)`, the best of `texts` for the `wanted` tags, in their order.

    Without any they are those of the language that is spoken now, then English.

    RFC 4647 section 3.4 (lookup): a wanted tag loses subtags from its end until it is found; what it means with a
    longer tag is tried last (a wish for `en` is met by `en-gb`). Without a match the first tag in sorted order is
    taken: some text is better than none. An empty map gives `("", "")`.
    """
    if len(texts) == 1:  # as nearly always: whatever is wanted, there is no other
        return next(iter(texts.items()))
    for tag in wanted or (ENGLISH if language() != WELSH else WELSH_FIRST):
        if tag in texts:
            return tag, texts[tag]
        found = _lookup(texts, tag.lower())
        if found is not None:
            return found, texts[found]
    first = min(texts, default="")
    return first, texts.get(first, "")


def _lookup(texts: Mapping[str, str], tag: str) -> str | None:
    shortened = tag
    while shortened:
        if shortened in texts:
            return shortened
        shortened = shortened.rpartition("-")[0]
        # RFC 4647 section 3.4: a single letter or digit (`x`, `u`) never stands at the end of a tag.
        if len(shortened) > 1 and shortened[-2] == "-":
            shortened = shortened[:-2]
    return min((candidate for candidate in texts if candidate.startswith(tag + "-")), default=None)


def titled(code: Code) -> str:
    """Return the title of a listed code in the language that is spoken now, where the list has it."""
    return (code.title_cy if language() == WELSH else "") or code.title
