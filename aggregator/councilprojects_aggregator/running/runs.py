"""One run with what follows it, or run after run: between `cli`, which has read the options, and `crawl`.

Promises that neither a webhook that is down nor a metrics file that cannot be written harms a run: the site is
published by then, and what went wrong is said in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from councilprojects_aggregator.crawl import Crawled, Order, crawl
from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.memory.history import RestoreError
from councilprojects_aggregator.memory.store import StoreError
from councilprojects_aggregator.publish import PublishError
from councilprojects_aggregator.registry import RegistryError
from councilprojects_aggregator.running.metrics import figures, write_metrics
from councilprojects_aggregator.running.voice import Voice
from councilprojects_aggregator.running.watch import Ending, watch
from councilprojects_aggregator.running.webhook import deliver, message
from councilprojects_aggregator.summary import failing
from councilprojects_validator.wording import _

ALL_WELL, TOO_MANY_FAILING, COULD_NOT_RUN = 0, 1, 2

TROUBLES = (RegistryError, RestoreError, StoreError, PublishError)


@dataclass(frozen=True, slots=True)
class Around:
    """What is asked for beside the run itself."""

    voice: Voice
    webhook: str | None = None
    metrics: Path | None = None
    fail_over: int | None = None
    """The most sources that may fail in a run that ends well."""


def run_once(order: Order, around: Around) -> int:
    """Do one run; return the exit code."""
    crawled = _run(order, around)
    if crawled is None:
        return COULD_NOT_RUN
    count = len(failing(crawled.built.catalogue))
    return TOO_MANY_FAILING if around.fail_over is not None and count > around.fail_over else ALL_WELL


def run_again_and_again(order: Order, around: Around, interval: timedelta, clock: Callable[[], datetime]) -> int:
    """Do run after run until a signal asks to end; return the exit code.

    A first run that cannot be done ends it at once: something is wrong with what was asked for. Later ones are tried
    again, for then it is the web, the disk or the registry that is.
    """
    voice = around.voice
    with Ending(lambda: voice.answer_signal(_("Ending when this run is over. To end at once, ask again."))) as ending:
        if _run(order, around) is None:
            return COULD_NOT_RUN
        # That a person has looked at a large drop counts for what they have seen, not for the next one.
        later = replace(order, confirmed=frozenset())
        watch(
            lambda now: _run(replace(later, now=now), around),
            began=order.now,
            interval=interval,
            clock=clock,
            pause=ending.pause,
            on_next=voice.next_run,
        )
    return ALL_WELL


def _run(order: Order, around: Around) -> Crawled | None:
    """Do one run and what follows it; None if it could not be done."""
    began = perf_counter()
    try:
        crawled = crawl(order, around.voice.say, around.voice.asking)
    except TROUBLES as error:
        around.voice.trouble(str(error))
        return None
    around.voice.ended(crawled, order.output)
    if around.metrics is not None:
        _measure(crawled, around.metrics, perf_counter() - began, around.voice)
    if around.webhook is not None:
        _notify(crawled, around.webhook, order, around.voice)
    return crawled


def _measure(crawled: Crawled, path: Path, seconds: float, voice: Voice) -> None:
    try:
        write_metrics(path, figures(crawled, seconds))
    except OSError as error:
        words = _("The figures could not be written to {path}: {reason}.")
        voice.trouble(words.format(path=path, reason=error.strerror or error))


def _notify(crawled: Crawled, url: str, order: Order, voice: Voice) -> None:
    run = crawled.built.run
    content = message(crawled.built.catalogue, run)
    trouble = deliver(Fetcher(order.policy), url, content, len(run.told)) if content else ""
    if trouble:
        voice.trouble(trouble)
