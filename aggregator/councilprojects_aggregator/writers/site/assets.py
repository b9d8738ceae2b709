"""The site's own files: stylesheets, script, icon, and copies of the standard's published files.

Reads packaged data, once. An asset's name in the output holds part of its hash, so that a host may let browsers
keep it for ever and a new one is never mistaken for the old.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from councilprojects_aggregator.model import Files
from councilprojects_aggregator.writers import paths

NAMED_AFTER_CONTENT = ("govuk-frontend.css", "site.css", "search.js", "icon.svg")
LICENCES = ("govuk-frontend.LICENSE.txt",)
# 32 bits: it only has to differ from the file's own earlier versions.
HASH_LENGTH = 8

# What an aggregator serves of the standard, in its own name and for as long as it likes (contracts: “Addresses”).
STANDARD = (".json", ".jsonld", ".ttl", ".html", ".csv")


@cache
def asset_paths() -> dict[str, str]:
    """Return where each asset stands in the output, by its plain name."""
    return {name: _hashed(name, _asset(name)) for name in NAMED_AFTER_CONTENT}


def asset_files() -> Files:
    """Return the assets, and the licences that their authors ask to be kept with them."""
    kept = {paths.ASSETS + name: _asset(name) for name in LICENCES}
    return {path: _asset(name) for name, path in asset_paths().items()} | kept


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


def _hashed(name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{paths.ASSETS}{stem}-{hashlib.sha256(content).hexdigest()[:HASH_LENGTH]}{dot}{ending}"


@cache
def _asset(name: str) -> bytes:
    return (files("councilprojects_aggregator") / "assets" / name).read_bytes()


def _name(part: Traversable) -> str:
    return part.name
