"""Who is asked, what the web answered, and what to think of it. Nothing here does work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from councilprojects_validator.hosting.served import Certificate
from councilprojects_validator.report import Report

Json: TypeAlias = dict[str, Any]
Texts: TypeAlias = dict[str, str]
"""Human-readable text by lower-case BCP 47 tag, never empty."""


class Lane(StrEnum):
    """`preview` sources are crawled and reported, and not published."""

    LIVE = "live"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of a registry: a publisher, and where its file is."""

    id: str
    name: str
    url: str
    homepage: str | None = None
    gss: str | None = None
    org_ids: tuple[str, ...] = ()
    type: str | None = None
    hosts: tuple[str, ...] = ()
    format: str = "projects.json"
    licence: str | None = None
    compiled_by: Json | None = None
    lane: Lane = Lane.LIVE
    added: str | None = None
    ended: str | None = None
    successors: tuple[str, ...] = ()
    previous_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry with all that it includes, sources sorted by id."""

    name: str
    url: str | None
    sources: tuple[Source, ...]
    troubles: tuple[str, ...] = ()
    """Sentences: an included registry that could not be read, a source listed twice."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: its status, and the URL it led to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """The answer to one request, or why there is none; a value, never an exception.

    `code` is stable: `fetched` (a 200 with its whole body), `not-modified` (a 304 that was asked for), else the name
    of the failure (`http-404`, `dns-failure`, `too-big`, `forbidden-address` …; all in `outcomes.py`).
    """

    code: str
    url: str
    final_url: str
    status: int | None = None
    detail: str = ""
    hops: tuple[Hop, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    retry_after: str | None = None
    """The header as it came; `step` reads it."""
    content_encoding: str | None = None
    allow_origin: str | None = None
    """Access-Control-Allow-Origin: which websites may read the answer in a browser."""
    challenged: bool = False
    """A firewall says that its answer is a test whether a person asks."""
    certificate: Certificate | None = None
    """Of the website that answered with the file, or that it has not changed."""
    body: bytes | None = None


class Refusal(StrEnum):
    """Why an answer that came whole is not published. A stable code, as those of `FetchOutcome` are."""

    HOST_NOT_ALLOWED = "host-not-allowed"
    ANOTHER_PUBLISHERS_FILE = "another-publishers-file"
    SAME_FILE_TWICE = "same-file-twice"
    HTML_INSTEAD_OF_JSON = "html-instead-of-json"
    INVALID = "invalid"
    UNKNOWN_VERSION = "unknown-version"
    UNSUPPORTED_FORMAT = "unsupported-format"


@dataclass(frozen=True, slots=True)
class Answer:
    """What to think of a body that was fetched: whose it is, and what of it may be published."""

    report: Report
    refusal: Refusal | None = None
    reason: str = ""
    """Why it is refused, as a sentence."""
    project_ids: tuple[str, ...] = ()
    """Every id that the file lists, sorted, those set aside included."""
    nameless: int = 0
    """Projects set aside whose id cannot be told: they are there, nobody knows which they are."""
    renamed_from: tuple[str, ...] = ()
    """Former ids of its projects, sorted: they did not vanish."""
    value: Json | None = None
    """What may be published; None if refused."""
    verified: bool = False
    notes: tuple[str, ...] = ()
    """Sentences for the publisher, on what does not hinder publication."""
