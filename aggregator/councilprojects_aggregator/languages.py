"""The languages of the site beside English: each a catalogue `locale/<tag>.po`, that a translator edits.

Reads packaged data, once a process. Sentences not translated yet, or marked as doubtful (`fuzzy`), stay English.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO
from typing import TypeVar

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from councilprojects_validator.wording import speaking

WELSH = "cy"
Made = TypeVar("Made")


def language(tag: str) -> AbstractContextManager[None]:
    """Return what has every sentence within it in a language; without a tag, in that which is spoken anyway."""
    return speaking(translations(tag)) if tag else nullcontext()


def spoken(tag: str, made: Iterator[Made]) -> Iterator[Made]:
    """Yield what `made` does, each made in a language that nobody else speaks between two of them."""
    while True:
        with language(tag):
            one = next(made, None)
        if one is None:
            return
        yield one


@cache
def translations(tag: str) -> GNUTranslations:
    """Return the sentences in a language, compiled in memory: so no compiled copy can be older than its catalogue."""
    catalogue = read_po(BytesIO((files("councilprojects_aggregator") / "locale" / f"{tag}.po").read_bytes()))
    compiled = BytesIO()
    write_mo(compiled, catalogue, use_fuzzy=False)
    compiled.seek(0)
    return GNUTranslations(compiled)
