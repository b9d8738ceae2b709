"""The languages of the site beside English: each a catalogue `locale/<tag>.po`, that a translator edits.

Reads packaged data, once a process. Sentences not translated yet, or marked as doubtful (`fuzzy`), stay English.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

WELSH = "cy"


@cache
def translations(tag: str) -> GNUTranslations:
    """Return the sentences in a language, compiled in memory: so no compiled copy can be older than its catalogue."""
    catalogue = read_po(BytesIO((files("councilprojects_aggregator") / "locale" / f"{tag}.po").read_bytes()))
    compiled = BytesIO()
    write_mo(compiled, catalogue, use_fuzzy=False)
    compiled.seek(0)
    return GNUTranslations(compiled)
