"""Reading what a run needs besides the publishers' files: the registry with what it includes, an earlier output.

An edge: it opens files, and asks the web through the fetcher. A registry that was read from a URL is remembered, and
its last good copy stands in when it is down or broken: no source may vanish because somebody's list did not answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.outcomes import http_code, sentence
from councilprojects_aggregator.judging.reports import report_on
from councilprojects_aggregator.memory.history import LARGEST_HISTORY, RestoreError
from councilprojects_aggregator.model import Json, Registry
from councilprojects_aggregator.registry import RegistryError, read_registry
from councilprojects_validator.report import Kind
from councilprojects_validator.wording import _

NOT_FOUND = http_code(404)

RESTORE_DEADLINE = 600.0
"""Seconds for one file of an earlier output. It is our own, and its history may be hundreds of megabytes."""


@dataclass(frozen=True, slots=True)
class RegistryRead:
    """A registry with all that it includes, and the copies of what came from URLs, to be remembered."""

    registry: Registry
    copies: Mapping[str, bytes]


def load_registry(address: str, fetcher: Fetcher, remembered: Mapping[str, bytes], today: date) -> RegistryRead:
    """Return the registry at a path or URL; `remembered` are the copies of earlier runs by URL.

    Raises RegistryError with a sentence if it cannot be read, or used, and there is no earlier copy either.
    """
    reader = _Reader(fetcher, remembered, today)
    try:
        content = reader.read(address)
    except OSError as error:
        raise RegistryError(
            _("The registry {address} could not be read: {reason}.").format(
                address=address, reason=error.strerror or error
            )
        ) from error
    registry = read_registry(content, address, reader.read, today=today)
    return RegistryRead(replace(registry, troubles=(*registry.troubles, *reader.troubles)), reader.copies)


@dataclass(slots=True)
class _Reader:
    fetcher: Fetcher
    remembered: Mapping[str, bytes]
    today: date
    copies: dict[str, bytes] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)

    def read(self, address: str) -> bytes:
        """Return the registry at `address`, or its earlier copy; raise OSError or RegistryError if there is none."""
        if not _is_url(address):
            return Path(address).read_bytes()
        content, trouble = self._ask(address)
        if trouble and address in self.remembered:
            content = self.copies[address] = self.remembered[address]
            words = _("The registry {url} could not be used. {reason} An earlier copy of it stands in.")
            self.troubles.append(words.format(url=address, reason=trouble))
        if content is None:
            raise RegistryError(_("The registry {url} could not be read. {reason}").format(url=address, reason=trouble))
        return content

    def _ask(self, url: str) -> tuple[bytes | None, str]:
        """Return what came, whether it can be used or not, and why it cannot, as a sentence."""
        outcome = self.fetcher.get(url)
        if outcome.body is None:
            return None, sentence(outcome.code, outcome.status, outcome.detail)
        report = report_on(outcome.body, url, self.today)
        value = report.acceptance.value
        if value is None or report.kind is not Kind.REGISTRY:
            return outcome.body, _("What came is no registry.")
        self.copies[url] = _canonical(value)
        return outcome.body, ""


@dataclass(frozen=True, slots=True)
class EarlierOutput:
    """An earlier output, in a folder or at a URL, from which a lost state is restored."""

    address: str
    fetcher: Fetcher

    def read(self, path: str) -> bytes | None:
        """Return one of its files, None if it is not there; raise RestoreError if that cannot be told."""
        if not _is_url(self.address):
            return self._read_file(Path(self.address, path))
        outcome = self._patient().get(urljoin(self.address.rstrip("/") + "/", path))
        if outcome.body is None and outcome.code != NOT_FOUND:
            words = _("The earlier output could not be read from {url}. {reason}")
            reason = sentence(outcome.code, outcome.status, outcome.detail)
            raise RestoreError(words.format(url=outcome.url, reason=reason))
        return outcome.body

    def _patient(self) -> Fetcher:
        policy = replace(
            self.fetcher.policy, deadline=RESTORE_DEADLINE, max_wire=LARGEST_HISTORY, max_body=LARGEST_HISTORY
        )
        return replace(self.fetcher, policy=policy)

    def _read_file(self, path: Path) -> bytes | None:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            words = _("The earlier output could not be read: {path}: {reason}.")
            raise RestoreError(words.format(path=path, reason=error.strerror)) from error


def _canonical(registry: Json) -> bytes:
    """Return an accepted registry in bytes that do not depend on the order of its sources or keys."""
    sources = sorted(registry["sources"], key=lambda source: str(source["id"]))
    return json.dumps({**registry, "sources": sources}, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _is_url(address: str) -> bool:
    return urlsplit(address).scheme in {"http", "https"}
