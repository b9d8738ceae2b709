"""Whose file is it? The registry binds each source to web hosts; an answer from elsewhere is not published as theirs.

Stands between fetching and publishing, and is asked again about every good copy when the registry changes. Pure.
Promises that no publisher can speak as another one (standard, “The registry”).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from councilprojects_aggregator.judging.ground import Ground, is_nearest
from councilprojects_aggregator.judging.hosts import canonical_host, host, url_key
from councilprojects_aggregator.model import Json, Refusal, Registry, Source
from councilprojects_validator.wording import _

Claims: TypeAlias = Mapping[str, frozenset[str]]
"""The ids of the sources that a host belongs to, by host."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The verdict on one file: refused, published, or published as *verified*."""

    refusal: Refusal | None = None
    reason: str = ""
    verified: bool = False
    doubts: tuple[str, ...] = ()
    """Sentences: why it is not verified."""


def registered_hosts(source: Source) -> frozenset[str]:
    """Return the hosts that the registry says are this publisher's: the homepage's and `hosts`."""
    return _known(host(source.homepage), *map(canonical_host, source.hosts))


def allowed_hosts(source: Source) -> frozenset[str]:
    """Return the hosts from which this source's file may come."""
    return registered_hosts(source) | _known(host(source.url))


def claims(registry: Registry) -> Claims:
    """Return which sources each host belongs to; made once a run, for every file is held against it.

    A source without homepage and hosts claims the host of its own file, unless somebody else compiles it there.
    Give it the `registry.active` sources: what belonged to one that has ended may have passed to a successor.
    """
    owners: dict[str, set[str]] = {}
    for source in registry.sources:
        fallback = frozenset() if source.compiled_by else allowed_hosts(source)
        for name in registered_hosts(source) or fallback:
            owners.setdefault(name, set()).add(source.id)
    return {name: frozenset(ids) for name, ids in owners.items()}


def identify(source: Source, known: Claims, value: Json, final_url: str) -> Identity:
    """Say whether `value`, an accepted file that came from `final_url`, may be published as `source`'s.

    `known` is what `claims` made of the registry.
    """
    reason = host_refusal(source, final_url)
    if reason:
        return Identity(Refusal.HOST_NOT_ALLOWED, reason)
    reason = _others_file(source, known, value)
    if reason:
        return Identity(Refusal.ANOTHER_PUBLISHERS_FILE, reason)
    doubts = tuple(_doubts(source, value, final_url))
    verified = not doubts and host(final_url) in registered_hosts(source)
    return Identity(verified=verified, doubts=doubts)


def host_refusal(source: Source, final_url: str) -> str:
    """Return why `source`'s file may not come from `final_url`, as a sentence; empty if it may."""
    if host(final_url) in allowed_hosts(source):
        return ""
    return _(
        "The file’s address leads to {host}, which the registry does not list for {name}. If the file has moved "
        "there, ask for {host} to be added to the registry."
    ).format(host=host(final_url) or final_url, name=source.name)


def _others_file(source: Source, known: Claims, value: Json) -> str:
    for url in _declared(source, value):
        others = known.get(host(url) or "", frozenset())
        if others and host(url) not in _own_hosts(source, value):
            return _(
                "The file says that it is published by {url}, which the registry lists as another source ({other}). "
                "It is not published as {name}’s."
            ).format(url=url, other=min(others), name=source.name)
    return ""


def _declared(source: Source, value: Json) -> Iterator[str]:
    """Yield the URLs of those in whose name the file speaks.

    A compiled file is bound by its compiler (`contracts.md`, “What the aggregator accepts”). Which council it is about
    is held against the registry too where that says so, or two files of a compiler could be exchanged unseen.
    """
    compiler = compiler_url(value)
    if compiler:
        yield compiler
    if not compiler or registered_hosts(source):
        yield value["publisher"]["url"]


def compiler_url(value: Json) -> str | None:
    """Return the address of whoever compiled the file, if somebody did."""
    return value["compiledBy"]["url"] if "compiledBy" in value else None


def _own_hosts(source: Source, value: Json) -> frozenset[str]:
    vouched = host((source.compiled_by or {}).get("url")) if compiler_url(value) else None
    return allowed_hosts(source) | _known(vouched)


def _doubts(source: Source, value: Json, final_url: str) -> Iterator[str]:
    """Yield why the file is published without being called verified.

    That a compiled one is not on the council's own host needs no saying: it is called compiled wherever it is shown.
    """
    publisher, compiler = value["publisher"], compiler_url(value)
    if host(final_url) not in registered_hosts(source) and not compiler:
        yield _(
            "This file is on {host}. The registry does not name that as a host of {name}, so the file is not marked as "
            "verified."
        ).format(host=host(final_url), name=source.name)
    for url in (publisher["url"], compiler) if compiler else (publisher["url"],):
        if host(url) not in _own_hosts(source, value):
            yield _(
                "{url} is neither on the file’s own host nor one of those that the registry lists for {name}."
            ).format(url=url, name=source.name)
    if source.compiled_by and not compiler:
        yield _("The registry says that somebody else compiles this file; the file does not say so in “compiledBy”.")
    if source.gss and publisher.get("gss", source.gss) != source.gss:
        yield _("The file gives the GSS code {file}, the registry {registry}.").format(
            file=publisher["gss"], registry=source.gss
        )


def file_address(source: Source, declared: str | None, final_url: str, redirects: Iterable[str] = ()) -> str:
    """Return the file's address: its `self`, if that may be believed, else the registered URL, without fragment.

    `declared` is the file's `self`. It must be the registered URL or one that it is redirected to (standard,
    principle 5), on a host of this source, for every project's IRI is made of it.
    """
    if declared and believes(source, declared, final_url, redirects):
        return declared.partition("#")[0]
    return source.url.partition("#")[0]


def believes(source: Source, declared: str, final_url: str, redirects: Iterable[str] = ()) -> bool:
    """Say whether a file that came from `final_url` may call `declared` its own address."""
    addresses = {url_key(url) for url in (source.url, *redirects, final_url)}
    return url_key(declared) in addresses and host(declared) in allowed_hosts(source)


def publisher_iri(source: Source, uri: str | None, address: str, known: Ground) -> str:
    """Return the publisher's IRI: its own `uri` if that is on a registered host, else `<address>#_publisher`.

    On a host that it shares, it must not be nearer to another source of `known`.
    """
    own = uri and host(uri) in allowed_hosts(source) and is_nearest(source, known, uri)
    return uri if uri and own else f"{address}#_publisher"


def _known(*names: str | None) -> frozenset[str]:
    return frozenset(name for name in names if name)
