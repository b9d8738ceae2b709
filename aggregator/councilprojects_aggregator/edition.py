"""Which edition of these programs runs: a digest of everything of ours and others' that decides what comes out.

An edge: it reads our own installed files. `crawl` asks, so that nothing that an older edition made is ever taken for
what this one would make.
"""

from __future__ import annotations

import gettext
import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from platform import python_version

OURS = ("councilprojects_aggregator", "councilprojects_schema", "councilprojects_validator")
OTHERS = ("feedgen", "jinja2", "jsonschema", "markdown-it-py", "msgspec", "nh3", "numpy", "pyoxigraph", "rdflib")
"""Libraries whose version can change a report or a file of the output."""

NOT_READ = "__pycache__"


def edition() -> str:
    """Return the digest."""
    digest = hashlib.sha256(python_version().encode())
    for name in OTHERS:
        digest.update(f"{name} {version(name)}\0".encode())
    # The language that sentences are in.
    digest.update(repr(gettext.find("councilprojects", all=True)).encode())
    for package in OURS:
        for path, content in _contents(files(package), package):
            digest.update(f"{path} {len(content)}\0".encode() + content)
    return digest.hexdigest()


def _contents(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inner = f"{path}/{each.name}"
        if each.is_file():
            yield inner, each.read_bytes()
        elif each.is_dir() and each.name != NOT_READ:
            yield from _contents(each, inner)
