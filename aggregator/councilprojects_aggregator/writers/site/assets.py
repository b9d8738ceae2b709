"""The site's own files: stylesheets, script, icon, and copies of the standard's published files.

Reads packaged data, once. An asset's name in the output holds part of its hash, so that a host may let browsers
keep it for ever and a new one is never mistaken for the old. Scripts name each other, and what they load, as
`"./name"`; that becomes the name in the output.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from councilprojects_aggregator.model import Files
from councilprojects_aggregator.writers import paths

NAMED_AFTER_CONTENT = (
    "govuk-frontend.css",
    "site.css",
    "search-data.js",
    "search-elements.js",
    "search-words.js",
    "search-index.js",
    "search.js",
    "tables.js",
    "oxigraph.js",
    "oxigraph.wasm.gz",
    "sparql-mistakes.js",
    "sparql-worker.js",
    "sparql.js",
    "icon.svg",
)
"""What is loaded by another stands before it."""
LICENCES = ("govuk-frontend.LICENSE.txt", "oxigraph.LICENSE.txt")
# 32 bits: it only has to differ from the file's own earlier versions.
HASH_LENGTH = 8

# What an aggregator serves of the standard, in its own name and for as long as it likes (contracts: “Addresses”).
STANDARD = (".json", ".jsonld", ".ttl", ".html", ".csv")


@cache
def asset_paths() -> dict[str, str]:
    """Return where each asset stands in the output, by its plain name."""
    return {name: paths.ASSETS + named_after_content(name, content) for name, content in _assets().items()}


def asset_files() -> Files:
    """Return the assets, and the licences that their authors ask to be kept with them."""
    kept = {paths.ASSETS + name: _asset(name) for name in LICENCES}
    return {asset_paths()[name]: content for name, content in _assets().items()} | kept


def named_after_content(name: str, content: bytes) -> str:
    """Return `name` with part of the hash of `content` before its ending: `search-1a2b3c4d.js`."""
    stem, dot, ending = name.partition(".")
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:HASH_LENGTH]}{dot}{ending}"


def standard_files() -> Files:
    """Return copies of the standard's schemas, context, vocabulary and codelists."""
    root = files("councilprojects_schema")
    parts = {"": root, "codelists/": root / "codelists"}
    return {
        f"{paths.SCHEMA}{folder}{part.name}": part.read_bytes()
        for folder, where in parts.items()
        for part in sorted(where.iterdir(), key=_name)
        if part.name.endswith(STANDARD)
    }


@cache
def _assets() -> dict[str, bytes]:
    """Return the assets by their plain names, each calling those before it by their names in the output."""
    found: dict[str, bytes] = {}
    for name in NAMED_AFTER_CONTENT:
        content = _asset(name)
        for other in found if name.endswith(".js") else ():
            renamed = named_after_content(other, found[other])
            content = content.replace(f'"./{other}"'.encode(), f'"./{renamed}"'.encode())
        found[name] = content
    return found


@cache
def _asset(name: str) -> bytes:
    return (files("councilprojects_aggregator") / "assets" / name).read_bytes()


def _name(part: Traversable) -> str:
    return part.name
