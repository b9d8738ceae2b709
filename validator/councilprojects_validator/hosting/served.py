"""What the web answered, as values: the aggregator's fetcher fills them, `findings` and `links` judge them.

The validator installs without a web library. So it names here what it needs to know, and is given a `Web`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Protocol, TypeAlias

Network: TypeAlias = IPv4Network | IPv6Network


class Trouble(StrEnum):
    """Why there is nothing to read at an address, as far as advice differs. Who answers adds the exact sentence."""

    GONE = "gone"
    """404 and 410."""
    LOGIN = "login"
    """401."""
    REFUSED = "refused"
    """Another 4xx, or a status that HTTP does not have: nearly always a firewall that stops programs."""
    ROBOTS = "robots"
    SERVER = "server"
    """5xx, or an answer that contradicts itself."""
    NO_SUCH_SITE = "no-such-site"
    NO_ANSWER = "no-answer"
    CERTIFICATE = "certificate"
    ENCRYPTION = "encryption"
    REDIRECTS = "redirects"
    ADDRESS = "address"
    """It could not be opened by the public, whatever stands there: private, with a password, on an odd port."""
    TOO_BIG = "too-big"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Redirect:
    """One redirect: its status, and where it led."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for one address. Without `trouble` it answers as it should."""

    url: str
    final_url: str
    trouble: Trouble | None = None
    sentence: str = ""
    """What is wrong and what to do, for whoever looks after the website; empty where nothing is."""
    status: int | None = None
    redirects: tuple[Redirect, ...] = ()


class Repeat(StrEnum):
    """What a second request gave, which asked for the file only if it had changed (RFC 9110, section 13)."""

    NOT_MODIFIED = "not-modified"
    SENT_AGAIN = "sent-again"
    """The same file once more, as if nothing had been said."""
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Certificate:
    """From when until when a website's certificate is good (RFC 5280, section 4.1.2.5)."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Served:
    """A file, or why it could not be read, and how the web server sends it. Headers are as they came."""

    answer: Answer
    content: bytes | None = None
    content_type: str | None = None
    content_encoding: str | None = None
    allow_origin: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    challenged: bool = False
    """The server itself says that its answer is a test whether a person asks."""
    repeat: Repeat | Answer | None = None
    """None if there was nothing to ask with; an `Answer` where the second request came to nothing."""
    certificate: Certificate | None = None
    """Of the website that the file came from; None where nothing was encrypted."""
    robots: tuple[Answer, ...] = ()
    """For every website on the way whose robots.txt turns us away: which, and the sentence."""


class Web(Protocol):
    """What asks the web: the one fetcher of the product, within the limits that it was made with."""

    def read(self, url: str) -> Served:
        """Read a file and look at how it is served."""
        ...

    def ask(self, urls: Sequence[str], seconds: float, on_answer: Callable[[], None]) -> Mapping[str, Answer]:
        """Ask whether addresses answer, for so many seconds at most. Those that there was no time for are left out."""
        ...


OpenWeb: TypeAlias = Callable[[int, Sequence[Network], Sequence[str]], Web]
"""The entry point: the most bytes of a file, the networks that may be asked though they are not public, and the values
of `--connect-to`. Raises ValueError, with a sentence, for a value that cannot be followed."""
