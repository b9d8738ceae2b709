"""The catalogue as the matching looks things up in it: records by address, publishers by what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from councilprojects_aggregator.model import Catalogue, Json, Project

# What more records than this name is a product that many use, and no longer a work that they share.
MOST_SHARING = 20

_BRANCH = re.compile(r"(/-)?/tree/[^/]+$")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Records:
    """What is known, by what others may call it."""

    projects: Mapping[str, Project]
    """By IRI, and by the oldest IRI that it had."""
    publishers: Mapping[str, str]
    """Source ids by every name of `names_of`; a name that two have is nobody's."""
    compiled: frozenset[str]
    """Source ids of files that somebody else wrote."""


def records(catalogue: Catalogue) -> Records:
    """Return the catalogue's records by their names."""
    shown = [each for each in catalogue.publications if each.address]
    owners: dict[str, set[str]] = {}
    for publication in shown:
        names = (*names_of(publication.data), *([publication.iri] if publication.iri else []))
        for name in names:
            owners.setdefault(name, set()).add(publication.source.id)
    return Records(
        projects={each.oldest_iri: each for each in catalogue.projects}
        | {each.iri: each for each in catalogue.projects},
        publishers={name: min(ids) for name, ids in owners.items() if len(ids) == 1},
        compiled=frozenset(each.source.id for each in shown if "compiledBy" in each.file),
    )


def names_of(organisation: Json) -> Iterator[str]:
    """Yield what tells an organisation: its codes, addresses, web host and names, without case and signs."""
    for field in ("gss", "uri"):
        if isinstance(organisation.get(field), str):
            yield organisation[field]
    yield from organisation.get("orgIds", ())
    host = web_host(organisation.get("url"))
    if host:
        yield host
    for name in organisation.get("name", {}).values():
        yield plain_name(name)


def web_host(url: object) -> str:
    """Return the host of a web address without `www.`; empty if there is none."""
    try:
        host = urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")


def plain_name(name: str) -> str:
    """Return a name without case, spaces and signs: “GOV.UK Notify” is “govuk notify” as some write it."""
    return _NO_LETTERS.sub("", name.casefold())


def plain_address(url: str) -> str:
    """Return an address as two who mean the same write it: no scheme, case, `www.`, `.git` or closing slash.

    A repository's first page has many addresses: with a branch, a tab or a heading at the end.
    """
    bare = url.casefold().split("://", 1)[-1].removeprefix("www.").partition("#")[0].partition("?tab=")[0]
    return _BRANCH.sub("", bare.rstrip("/")).removesuffix(".git")


def repositories(project: Project) -> Iterator[str]:
    """Yield the addresses of a project's repositories as it writes them."""
    for part in project.data.get("repositories", ()):
        if isinstance(part.get("url"), str):
            yield part["url"]


def pairs(projects: Iterable[Project]) -> Iterator[tuple[Project, Project]]:
    """Yield every two of `projects` that are of different sources, in order; none where too many share it."""
    ordered = sorted(projects, key=lambda project: project.iri)
    if len(ordered) > MOST_SHARING:
        return
    for position, one in enumerate(ordered):
        for other in ordered[position + 1 :]:
            if one.source_id != other.source_id:
                yield one, other
