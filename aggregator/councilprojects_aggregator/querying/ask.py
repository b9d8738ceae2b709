"""From a graph's bytes and a question in SPARQL to the bytes of an answer; in memory, and without the web."""

from __future__ import annotations

import gzip
import re
import zlib
from typing import Any

import pyoxigraph

from councilprojects_aggregator.querying.answers import as_bytes
from councilprojects_aggregator.querying.mistakes import mistake, too_much
from councilprojects_aggregator.writers.site.asked_wrongly import sentences
from councilprojects_validator.wording import _

# JSON-LD is left out: the engine's parser of it does not bear deep nesting.
FORMS = {
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
}
PACKED = ".gz"

# What may hold the word without being it: addresses, strings in all four spellings, comments.
_APART = re.compile(
    r'<[^<>"{}|^`\s]*>'
    r'|"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'"
    r"|\#[^\n]*",
    re.DOTALL,
)
# By what follows the word: the engine needs no space before it. Whoever writes `?s v:service ?o {` adds a full stop.
_SERVICE = re.compile(r"SERVICE\s*(?:SILENT\s*)?(?:<>|[?$]\w+|[\w.-]*:[^\s{]*)\s*\{", re.IGNORECASE)
_UPDATE = re.compile(
    r"(?:(?:PREFIX|BASE)\b[^\n]*\n|\s)*(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE
)
# SPARQL 1.1 section 19.2: these stand for a character anywhere, even in a keyword.
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class QueryError(Exception):
    """The question could not be asked; the message is for the person at the terminal."""


def load(name: str, content: bytes) -> pyoxigraph.Store:
    """Return the graph in `content`, whose form is told by the file's `name`. Raises QueryError."""
    plain = name.removesuffix(PACKED)
    form = next((each for ending, each in FORMS.items() if plain.endswith(ending)), None)
    if form is None:
        endings = ", ".join(FORMS)
        raise QueryError(_("{name} is no graph by its name. Give a file that ends in {endings}.").format(**locals()))
    store = pyoxigraph.Store()
    try:
        store.bulk_load(gzip.decompress(content) if plain != name else content, form)
    except gzip.BadGzipFile:
        raise QueryError(_("The graph {name} is not packed by gzip, as its name says.").format(name=name)) from None
    except (SyntaxError, ValueError, OSError, EOFError, zlib.error) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise QueryError(_("The graph {name} cannot be read: {reason}").format(name=name, reason=reason)) from None
    return store


def ask(store: pyoxigraph.Store, question: bytes, name: str, form: str) -> bytes:
    """Return the answer to the `question` of the file `name` as `table`, `csv` or `json`. Raises QueryError."""
    words = _words(question, name)
    excess = too_much(words)
    if excess:
        raise QueryError(_("The question in {name} cannot be asked. {reason}").format(name=name, reason=excess))
    try:
        found: Any = store.query(words, use_default_graph_as_union=True)
        return as_bytes(found, form)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(_faulty(words, name, error)) from None


def _faulty(words: str, name: str, error: Exception) -> str:
    found = mistake(words, _refusal) if isinstance(error, SyntaxError) else None
    if found is None:
        return _("The question in {name} is faulty: {reason}").format(name=name, reason=getattr(error, "msg", error))
    place = sentences()["place"].format(line=found.line, column=found.column, sentence=found.sentence)
    return _("The question in {name} is faulty. {place}").format(name=name, place=place)


def _refusal(words: str) -> str | None:
    """Return what the engine has against a question, asked of no data."""
    try:
        pyoxigraph.Store().query(words)
    except SyntaxError as error:
        return error.msg
    return None


def _words(question: bytes, name: str) -> str:
    try:
        words = question.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise QueryError(_("{name} is no text in UTF-8.").format(name=name)) from None
    bare = _APART.sub(_outline, _CODE_POINT.sub(_character, words))
    if _SERVICE.search(bare):
        raise QueryError(_("{name} asks another server (SERVICE). Here nothing is fetched.").format(name=name))
    if _UPDATE.match(bare):
        raise QueryError(_("{name} would change the graph. Here one can only ask.").format(name=name))
    return words


def _outline(found: re.Match[str]) -> str:
    return {"<": "<>", "#": " "}.get(found[0][0], '""')


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code < 0x110000 else " "  # noqa: PLR2004 (the last code point of Unicode, and one)
