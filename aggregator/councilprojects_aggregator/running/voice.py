"""What a run says while it goes and when it is done: sentences for a person, or one JSON object a line for machines.

Used by `cli`. Both say the same things at the same moments; the lines have a stable `event` each. Nothing that a
publisher wrote is in them but names and sentences that the status page has too.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import click

from councilprojects_aggregator.crawl import Crawled
from councilprojects_aggregator.memory.told import Cause
from councilprojects_aggregator.model import Publication
from councilprojects_aggregator.moments import stamp
from councilprojects_aggregator.summary import failing, summary
from councilprojects_aggregator.writers.site.words import moment
from councilprojects_aggregator.writers.status.telling import title
from councilprojects_validator.terminal import printed
from councilprojects_validator.wording import _

Clock = Callable[[], datetime]

STANDARD_ERROR = 2
"""Its file descriptor (POSIX)."""


class Voice(Protocol):
    """How a run makes itself heard."""

    def say(self, sentence: str) -> None:
        """Tell what a person should know at once."""

    def answer_signal(self, sentence: str) -> None:
        """Tell something from within a signal's handler, whatever is being said at that moment."""

    def trouble(self, sentence: str) -> None:
        """Tell what went wrong with the run itself, or beside it."""

    def asking(self, count: int) -> AbstractContextManager[Callable[[], None]]:
        """Begin to ask `count` sources; gives what to call when one of them has answered."""
        ...

    def ended(self, crawled: Crawled, output: Path) -> None:
        """Tell what the run came to."""

    def next_run(self, at: datetime) -> None:
        """Tell when the next one begins."""


@dataclass(frozen=True, slots=True)
class TextVoice:
    """For a person, or for the journal of a service."""

    quiet: bool = False

    def say(self, sentence: str) -> None:
        if not self.quiet:
            click.echo(sentence, err=True)

    def answer_signal(self, sentence: str) -> None:
        if not self.quiet:
            _write_past_buffers(sentence)

    def trouble(self, sentence: str) -> None:
        click.echo(sentence, err=True)

    def asking(self, count: int) -> AbstractContextManager[Callable[[], None]]:
        return _no_bar() if self.quiet or not sys.stderr.isatty() else _bar(count)

    def ended(self, crawled: Crawled, output: Path) -> None:
        if not self.quiet:
            printed(summary(crawled.built.catalogue, crawled.built.run, crawled.published, output) + "\n")

    def next_run(self, at: datetime) -> None:
        self.say(_("The next run begins on {moment}.").format(moment=moment(at)))


@dataclass(frozen=True, slots=True)
class JsonVoice:
    """For machines: each line on standard error is an object with `time`, `level`, `event` and `message`."""

    clock: Clock
    quiet: bool = False

    def say(self, sentence: str) -> None:
        self._line("info", "note", sentence)

    def answer_signal(self, sentence: str) -> None:
        if not self.quiet:
            _write_past_buffers(self._object("info", "note", sentence))

    def trouble(self, sentence: str) -> None:
        self._line("error", "trouble", sentence)

    def asking(self, count: int) -> AbstractContextManager[Callable[[], None]]:
        self._line("info", "asking", _("Asking sources"), sources=count)
        return _no_bar()

    def ended(self, crawled: Crawled, output: Path) -> None:
        catalogue, run, published = crawled.built.catalogue, crawled.built.run, crawled.published
        for publication in catalogue.publications:
            self._source(publication, crawled)
        self._line(
            "info",
            "run",
            summary(catalogue, run, published, output),
            sources=len(catalogue.publications),
            asked=len(run.outcomes),
            failing=len(failing(catalogue)),
            states=dict(sorted(Counter(each.health for each in catalogue.publications).items())),
            projects=len(catalogue.projects),
            newEvents=run.new_events,
            told=len(run.told),
            written=len(published.written),
            kept=len(published.kept),
            removed=len(published.removed),
            seconds={stage: round(seconds, 3) for stage, seconds in run.durations.items()},
        )

    def next_run(self, at: datetime) -> None:
        self._line("info", "next", _("The next run begins on {moment}.").format(moment=moment(at)), at=stamp(at))

    def _source(self, publication: Publication, crawled: Crawled) -> None:
        """Tell of a source whose request failed now, and of what its web team is told now."""
        source, attempt, run = publication.source, publication.record.attempt, crawled.built.run
        facts: dict[str, Any] = {"source": source.id, "state": publication.health}
        if source.id in run.outcomes and attempt is not None and attempt.fails:
            facts |= {"outcome": attempt.outcome, "fails": attempt.fails}
            self._line("warning", "source", publication.reason or publication.health.value, **facts)
        notice = run.told.get(source.id)
        if notice is not None:
            level = "info" if notice.cause == Cause.OVER else "warning"
            self._line(level, "told", title(notice, source), source=source.id, cause=notice.cause, id=notice.id)

    def _line(self, level: str, event: str, message: str, **facts: Any) -> None:
        if self.quiet and level == "info":
            return
        click.echo(self._object(level, event, message, **facts), err=True)

    def _object(self, level: str, event: str, message: str, **facts: Any) -> str:
        return json.dumps({"time": stamp(self.clock()), "level": level, "event": event, "message": message, **facts})


def _write_past_buffers(line: str) -> None:
    """Write to standard error itself: its buffer may be in use just now, and refuses to be entered twice."""
    with suppress(OSError):  # nobody reads it
        os.write(STANDARD_ERROR, f"{line}\n".encode())


@contextmanager
def _bar(count: int) -> Iterator[Callable[[], None]]:
    """Show progress on a terminal, on standard error."""
    with click.progressbar(length=count, label=_("Asking sources"), file=sys.stderr, show_pos=True) as bar:
        yield lambda: bar.update(1)


@contextmanager
def _no_bar() -> Iterator[Callable[[], None]]:
    yield lambda: None
