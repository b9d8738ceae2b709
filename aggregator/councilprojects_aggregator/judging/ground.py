"""Whose an address is where several sources share a web host: that of the one that the registry puts nearest to it.

Stands beside `identity`, which binds sources to hosts. On a host of code or of parishes a host is not enough: there,
one council's `uri` could be another one's file. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import normpath
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

from councilprojects_aggregator.judging.hosts import canonical_host, host
from councilprojects_aggregator.model import Registry, Source

Ground: TypeAlias = Mapping[str, frozenset[tuple[str, str]]]
"""Which paths belong to which sources' ids, by host."""


def ground(registry: Registry) -> Ground:
    """Return the paths of every source: below its homepage, beside its file, the file itself; all of its `hosts`."""
    found: dict[str, set[tuple[str, str]]] = {}
    for source in registry.sources:
        for name, path in _places(source):
            found.setdefault(name, set()).add((path, source.id))
    return {name: frozenset(places) for name, places in found.items()}


def is_nearest(source: Source, known: Ground, address: str) -> bool:
    """Say whether no other source is nearer to `address` than `source` is; on a host of nobody's, nobody is."""
    path = _path(address)
    reaching = [(len(place), id_) for place, id_ in known.get(host(address) or "", ()) if path.startswith(place)]
    nearest = max((length for length, _id in reaching), default=0)
    return not reaching or (nearest, source.id) in reaching


def _places(source: Source) -> Iterator[tuple[str, str]]:
    urls = (source.homepage, source.url)
    for name, path in ((host(url), _path(url)) for url in urls if url):
        if name:
            yield name, path
            yield name, path[: path.rindex("/") + 1]
    for name in filter(None, map(canonical_host, source.hosts)):
        yield name, "/"


def _path(url: str) -> str:
    """Return the path as readers resolve it, `..` and its disguises undone; `/` for none or what cannot be split."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return "/"
    # POSIX keeps two slashes at the beginning, and drops one at the end.
    plain = normpath(f"/{path.lstrip('/')}")
    return f"{plain}/" if path.endswith("/") and plain != "/" else plain
