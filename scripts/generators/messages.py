"""The template of the catalogues of words: every sentence of the site, for translators.

Where a sentence stands is told by file and not by line, so that the copy is stale only where a sentence changed.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from generators.questions import questions
from generators.standard import Standard

ROOT = Path(__file__).resolve().parents[2]
AGGREGATOR = Path("aggregator/councilprojects_aggregator")
POT = AGGREGATOR / "locale" / "councilprojects.pot"
SPEAKING = (
    "aggregator/councilprojects_aggregator/writers/entries.py",
    "aggregator/councilprojects_aggregator/writers/event_words.py",
    "aggregator/councilprojects_aggregator/writers/site/*.py",
    "aggregator/councilprojects_aggregator/writers/status/write.py",
    "aggregator/councilprojects_aggregator/writers/feeds/channels.py",
    "aggregator/councilprojects_aggregator/matching/reasons.py",
    "validator/councilprojects_validator/days.py",
)
"""The modules whose sentences stand on pages of content; messages of the commands are English alone."""
OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}


def messages(standard: Standard) -> dict[str, bytes]:
    catalog = Catalog(project="Council Projects", charset="utf-8", fuzzy=False)
    for path in sorted((ROOT / AGGREGATOR / "templates").glob("*.html")):
        _add(catalog, path, "jinja2.ext:babel_extract")
    for path in sorted(path for pattern in SPEAKING for path in ROOT.glob(pattern)):
        _add(catalog, path, "python")
    for path, question in questions(standard).items():
        # A question's title is the comment in its first line.
        catalog.add(question.decode().partition("\n")[0].lstrip("# "), locations=[(path, 0)])
    written = BytesIO()
    write_po(written, catalog, width=120, omit_header=True, include_lineno=False)
    return {POT.as_posix(): written.getvalue()}


def _add(catalog: Catalog, path: Path, method: str) -> None:
    with path.open("rb") as file:
        for _line, message, comments, _context in extract(method, file, options=OPTIONS):
            catalog.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)], auto_comments=comments)
