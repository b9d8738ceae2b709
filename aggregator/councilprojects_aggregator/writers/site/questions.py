"""The questions that the SPARQL page starts from: those of the docs, packaged."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from councilprojects_validator.wording import _


def questions() -> tuple[tuple[str, str, str], ...]:
    """Return name, title and text of each question, in their order; the title is the comment in the first line."""
    return tuple((name, _(title), text) for name, title, text in _packaged())


@cache
def _packaged() -> tuple[tuple[str, str, str], ...]:
    folder = files("councilprojects_aggregator") / "queries"
    found = sorted((part.name, part.read_text("utf-8")) for part in folder.iterdir() if part.name.endswith(".rq"))
    return tuple((name.removesuffix(".rq"), text.partition("\n")[0].lstrip("# "), text) for name, text in found)
