"""Who is asked: a registry's bytes in, its sources and those of all registries that it includes out.

The first stage. The reading of included registries is handed in, so it opens nothing itself. Promises an order that
depends on ids alone, one entry for a list that is included twice, and that no included registry ends a run.
"""

from __future__ import annotations

import json
import posixpath
import shlex
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

from councilprojects_aggregator.judging.hosts import url_key
from councilprojects_aggregator.model import Json, Lane, Registry, Source
from councilprojects_validator.check import check
from councilprojects_validator.days import last_day
from councilprojects_validator.diagnostics import Finding, Severity
from councilprojects_validator.report import Kind, Report
from councilprojects_validator.wording import _, ngettext

Read: TypeAlias = Callable[[str], bytes]
"""Gives the registry at a path or URL; raises OSError, or RegistryError with a sentence, if it cannot."""

# A county's list in a region's in a nation's in the world's, and one more.
MOST_LEVELS = 5
# Each costs a request before the first publisher is asked.
MOST_REGISTRIES = 100
# A registry that is all wrong fills no screen.
MOST_FAULTS_TOLD = 20


class RegistryError(Exception):
    """A registry cannot be used; the message is a sentence. `report` has every finding, where it could be read."""

    def __init__(self, sentence: str, report: Report | None = None) -> None:
        super().__init__(sentence)
        self.report = report


@dataclass(frozen=True, slots=True)
class _Listing:
    """One registry alone."""

    address: str
    name: str
    url: str | None
    sources: tuple[Source, ...]
    includes: tuple[str, ...]
    """Addresses, resolved."""
    troubles: tuple[str, ...]


def read_registry(content: bytes, address: str, read: Read, *, today: date) -> Registry:
    """Return the registry in `content`, which came from `address` (a path or a URL), with all that it includes.

    Raises RegistryError if it is unusable itself. An included one that is, cannot be read, or is too many levels down,
    is a sentence in `troubles`, and so is a source that is listed twice: the first one stays, the outer list before
    the included ones.
    """
    outer = _listing(content, address, today)
    listings, troubles = _with_included(outer, read, today)
    sources, repetitions = _united(listings)
    told = (*(trouble for listing in listings for trouble in listing.troubles), *troubles, *repetitions)
    empty = () if sources else (_("The registry lists no source yet."),)
    return Registry(outer.name, outer.url, sources, (*told, *empty))


def active(registry: Registry, today: date) -> Registry:
    """Return the registry with those sources alone that are asked: which have not ended before `today`."""
    return replace(registry, sources=tuple(source for source in registry.sources if not has_ended(source, today)))


def has_ended(source: Source, today: date) -> bool:
    """Say whether the publisher's last day, which a registry may name long before it comes, has passed."""
    day = last_day(source.ended)
    return day is not None and day < today


def _with_included(outer: _Listing, read: Read, today: date) -> tuple[list[_Listing], list[str]]:
    """Return `outer` and all that it includes, level by level, and what hindered."""
    listings, troubles = [outer], []
    seen = {url_key(outer.address)}
    waiting = deque((address, 1) for address in outer.includes)
    while waiting:
        address, level = waiting.popleft()
        if url_key(address) in seen:
            continue
        seen.add(url_key(address))
        try:
            listing = _included(address, level, len(listings), read, today)
        except RegistryError as error:
            troubles.append(str(error))
            continue
        listings.append(listing)
        waiting.extend((further, level + 1) for further in listing.includes)
    return listings, troubles


def _included(address: str, level: int, count: int, read: Read, today: date) -> _Listing:
    if level > MOST_LEVELS or count >= MOST_REGISTRIES:
        raise RegistryError(
            _(
                "The included registry {address} is left out: more than {levels} levels or {count} registries are not "
                "followed."
            ).format(address=address, levels=MOST_LEVELS, count=MOST_REGISTRIES)
        )
    try:
        content = read(address)
    except OSError as error:
        raise RegistryError(
            _("The included registry {address} could not be read: {reason}.").format(
                address=address, reason=error.strerror or error
            )
        ) from error
    return _listing(content, address, today)


def _listing(content: bytes, address: str, today: date) -> _Listing:
    report = check(content, name=address, today=today, url=address if _is_url(address) else None)
    value = report.acceptance.value
    faults = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    if value is None or report.kind is not Kind.REGISTRY:
        raise RegistryError(_unusable(address, report, faults), report)
    return _Listing(
        address=address,
        name=value["name"],
        url=value.get("url"),
        # Which of two entries with one id comes first must not depend on the order of the list.
        sources=tuple(_source(entry) for entry in sorted(value["sources"], key=_order)),
        includes=tuple(_resolved(address, include) for include in value.get("includes", ())),
        troubles=tuple(_troubles(address, faults)),
    )


def _unusable(address: str, report: Report, faults: list[Finding]) -> str:
    if report.kind is Kind.PROJECTS:
        return _("{address} is the file of one council. Name a registry: a list of such files.").format(address=address)
    if faults:
        message = _("The registry {address} cannot be used. {fault}").format(address=address, fault=_fault(faults[0]))
        if len(faults) == 1:
            return message
        command = f"councilprojects validate {shlex.quote(address)}"
        return message + " " + _("All {count} faults: {command}").format(count=len(faults), command=command)
    return _("{address} is not a registry of a version that is known here ({version}).").format(
        address=address, version=report.version or "?"
    )


def _troubles(address: str, faults: list[Finding]) -> Iterator[str]:
    for finding in faults[:MOST_FAULTS_TOLD]:
        yield _("A part of the registry {address} is left out. {fault}").format(address=address, fault=_fault(finding))
    more = len(faults) - MOST_FAULTS_TOLD
    if more > 0:
        yield ngettext(
            "The registry {address} has {count} more fault.", "The registry {address} has {count} more faults.", more
        ).format(address=address, count=more)


def _fault(finding: Finding) -> str:
    if finding.line is None:
        return finding.message
    return _("Line {line}: {message}").format(line=finding.line, message=finding.message)


def _united(listings: Iterable[_Listing]) -> tuple[tuple[Source, ...], list[str]]:
    """Return all sources by id, each once, and a sentence for what was listed twice."""
    by_id: dict[str, Source] = {}
    by_url: dict[str, Source] = {}
    troubles: list[str] = []
    for listing in listings:
        known = 0
        for source in listing.sources:
            first = by_id.get(source.id) or by_url.get(url_key(source.url))
            if first is None:
                by_id[source.id] = by_url[url_key(source.url)] = source
            elif first == source:
                known += 1
            else:
                troubles.append(_twice(first, source, listing.address))
        if known:
            troubles.append(_known(known, listing.address))
    return tuple(by_id[source_id] for source_id in sorted(by_id)), troubles


def _twice(first: Source, second: Source, address: str) -> str:
    if first.id == second.id:
        return _(
            "Two different sources have the id “{id}”. {first} is kept; {second}, from {address}, is left out."
        ).format(id=first.id, first=first.url, second=second.url, address=address)
    return _("{url} is registered twice. “{first}” is kept; “{second}”, from {address}, is left out.").format(
        url=first.url, first=first.id, second=second.id, address=address
    )


def _known(count: int, address: str) -> str:
    return ngettext(
        "{count} source in {address} is listed elsewhere already, and counts once.",
        "{count} sources in {address} are listed elsewhere already, and count once.",
        count,
    ).format(count=count, address=address)


def _source(entry: Json) -> Source:
    return Source(
        id=entry["id"],
        name=entry["name"],
        url=entry["url"],
        homepage=entry.get("homepage"),
        gss=entry.get("gss"),
        org_ids=tuple(entry.get("orgIds", ())),
        type=entry.get("type"),
        hosts=tuple(entry.get("hosts", ())),
        format=entry.get("format", "projects.json"),
        licence=entry.get("licence"),
        compiled_by=entry.get("compiledBy"),
        # A newer 1.x may know more lanes: what they mean is not known here, so nothing is published by mistake.
        lane=Lane.LIVE if entry.get("lane", Lane.LIVE) == Lane.LIVE else Lane.PREVIEW,
        added=entry.get("added"),
        ended=entry.get("ended"),
        successors=tuple(entry.get("successors", ())),
        previous_urls=tuple(entry.get("previousUrls", ())),
    )


def _order(entry: Json) -> tuple[str, str]:
    return entry["id"], json.dumps(entry, sort_keys=True)


def _resolved(address: str, include: str) -> str:
    """Return the address of an included registry, which may be relative to the one that includes it."""
    if _is_url(include):
        return include
    if _is_url(address):
        return urljoin(address, include)
    return posixpath.normpath(posixpath.join(posixpath.dirname(address.replace("\\", "/")), include))


def _is_url(address: str) -> bool:
    return urlsplit(address).scheme in {"http", "https"}
