"""The validator's reports, each made once a day: an unchanged file costs a look at its digest.

Asked by `build` wherever a file has to be looked into. Promises the very report that the validator would give: what is
remembered counts for the same bytes, address and day, and the same edition of these programs, and for nothing else.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import msgspec

from councilprojects_aggregator.judging.reports import report_on
from councilprojects_validator.report import Report

LEVEL = 1
"""zlib's quickest packs reports to a fifth: a state of ten thousand sources would else be written anew each day."""


@dataclass(frozen=True, slots=True)
class Reports:
    """A day's reports. `edition` stands for everything that makes them (`edition`); `earlier` are those remembered."""

    today: date
    edition: str = ""
    earlier: Mapping[str, bytes] = field(default_factory=dict)
    _made: dict[str, Report] = field(default_factory=dict)

    def on(self, content: bytes, url: str) -> Report:
        """Return the report on `content`, which came from `url`."""
        key = self._key(content, url)
        if key not in self._made:
            self._made[key] = _unpacked(self.earlier.get(key)) or report_on(content, url, self.today)
        return self._made[key]

    def made_on(self, content: bytes, url: str, _today: date) -> Report:
        """Return the same, to whoever asks as of the validator."""
        return self.on(content, url)

    def packed(self) -> dict[str, bytes]:
        """Return what is to be remembered: the reports that were asked for, and no older ones."""
        kept = {key: self.earlier.get(key) or _packed(report) for key, report in sorted(self._made.items())}
        return {key: content for key, content in kept.items() if content is not None}

    def _key(self, content: bytes, url: str) -> str:
        about = f"{self.edition}\0{self.today.isoformat()}\0{url}\0"
        return hashlib.sha256(about.encode("utf-8", "surrogatepass") + content).hexdigest()


def _packed(report: Report) -> bytes | None:
    try:
        return zlib.compress(msgspec.json.encode(report), LEVEL)
    except (UnicodeEncodeError, ValueError):  # a lone surrogate, a number beyond JSON: then it is made anew each time
        return None


def _unpacked(content: bytes | None) -> Report | None:
    if content is None:
        return None
    try:
        return msgspec.json.decode(zlib.decompress(content), type=Report)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError):  # damaged: it is made anew
        return None
