"""One run from end to end: read what is asked for, `build`, remember, publish.

The edges come together here. The state is saved before the output is exchanged: a run that is killed in between has
remembered its events, and the next one writes the same files again from the state.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

import msgspec

from councilprojects_aggregator.build import Built, build
from councilprojects_aggregator.crews import processors
from councilprojects_aggregator.edition import edition
from councilprojects_aggregator.fetching.fetch import DELAY, JOBS, Ask, fetch_all
from councilprojects_aggregator.fetching.http import Fetcher, Policy
from councilprojects_aggregator.fetching.robots import Robots, remember, remembered
from councilprojects_aggregator.memory.history import HISTORY, RestoreError, restore
from councilprojects_aggregator.memory.store import Store
from councilprojects_aggregator.memory.waits import EVERYBODY, Pace
from councilprojects_aggregator.model import FetchOutcome, Registry, State
from councilprojects_aggregator.publish import MARKER, Published, check_output, seal, staged
from councilprojects_aggregator.reading import EarlierOutput, load_registry
from councilprojects_aggregator.registry import RegistryError
from councilprojects_aggregator.shortcuts import NOTHING_STANDS, Shortcuts, Standing
from councilprojects_validator.days import in_london
from councilprojects_validator.wording import _

Watch: TypeAlias = Callable[[int], AbstractContextManager[Callable[[], None]]]
"""Called with the number of sources when the asking begins; gives what to call when one of them has answered."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the person who runs us asked for."""

    registry: str
    output: Path
    state: Path
    now: datetime
    policy: Policy = field(default_factory=Policy)
    jobs: int = JOBS
    delay: float = DELAY
    restore: str | None = None
    first_run: bool = False
    """Nothing was ever published where `restore` leads, says a person."""
    confirmed: frozenset[str] = frozenset()
    """Ids of sources whose large drop may be published."""
    site_url: str | None = None
    pace: Pace = EVERYBODY


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a run came to."""

    built: Built
    published: Published


def crawl(order: Order, say: Callable[[str], None], watch: Watch) -> Crawled:
    """Do one run; `say` is told in sentences what a person should know at once.

    Raises RegistryError, RestoreError, StoreError or PublishError, each with a sentence; what was published before is
    then unchanged.
    """
    check_output(order.output)
    fetcher = Fetcher(order.policy)
    with Store.open(order.state) as store:
        state = store.load() or _first(order, fetcher, say)
        read = load_registry(order.registry, fetcher, state.registries, in_london(order.now))
        _check_names(order.confirmed, read.registry)
        state = dataclasses.replace(state, registries=read.copies)
        robots: dict[str, Robots] = {}
        with staged(order.output) as new:
            built = build(
                read.registry,
                state,
                lambda asks: _ask(asks, order, fetcher, watch, known=remembered(state.robots, order.now), read=robots),
                order.now,
                clock=perf_counter,
                confirmed=order.confirmed,
                site_url=order.site_url,
                pace=order.pace,
                shortcuts=_shortcuts(store, order.output),
                files=new.files,
                processes=processors(),
            )
            kept = remember(state.robots, robots, order.now)
            store.save(dataclasses.replace(built.state, robots=kept), built.reports, built.matched)
            published = new.publish(keep=None if built.stands else built.kept)
        store.confirm(f"{seal(order.output)} {msgspec.json.encode(built.standing).decode()}")
        return Crawled(built, published)


def _shortcuts(store: Store, output: Path) -> Shortcuts:
    """Return what the last run has left; of its output only if nobody has touched a file of it since."""
    sealed, _space, content = (store.standing or "").partition(" ")
    try:
        standing = msgspec.json.decode(content, type=Standing)
    except msgspec.MsgspecError:  # none, or one that an earlier edition has left
        return Shortcuts(edition(), store.reports, store.matched)
    standing = standing if seal(output) == sealed else NOTHING_STANDS
    return Shortcuts(edition(), store.reports, store.matched, standing)


def _check_names(confirmed: frozenset[str], registry: Registry) -> None:
    unknown = sorted(confirmed - {source.id for source in registry.sources})
    if unknown:
        words = _("The registry lists no source “{id}”, which --accept names.")
        raise RegistryError(words.format(id=unknown[0]))


def _first(order: Order, fetcher: Fetcher, say: Callable[[str], None]) -> State:
    """Return the state to begin with where none is kept: that of an earlier output, else an empty one."""
    if order.restore is not None:
        earlier = EarlierOutput(order.restore, fetcher)
        if not order.first_run:
            return restore(earlier.read)
        _check_nothing_is_there(earlier)
    words = _("A first run: {state} holds nothing yet. To go on from an earlier output, name it by --restore.")
    say(words.format(state=order.state))
    return State(started_at=order.now, records={})


def _check_nothing_is_there(earlier: EarlierOutput) -> None:
    """Raise RestoreError if there is an output that a first run would throw away."""
    found = [path for path in (HISTORY, MARKER) if earlier.read(path) is not None]
    if found:
        words = _("{address} has an output already ({path}). Leave out --first-run, so that nothing of it is lost.")
        raise RestoreError(words.format(address=earlier.address, path=found[0]))


def _ask(  # noqa: PLR0913 (what is asked, how, and what is known of robots)
    asks: Sequence[Ask],
    order: Order,
    fetcher: Fetcher,
    watch: Watch,
    *,
    known: Mapping[str, Robots],
    read: dict[str, Robots],
) -> Mapping[str, FetchOutcome]:
    """Ask for all; `known` are rules of robots that still count, those that had to be asked for are put into `read`."""
    with watch(len(asks)) as answered:
        return fetch_all(
            asks,
            fetcher,
            jobs=order.jobs,
            delay=order.delay,
            on_done=lambda _source_id, _outcome: answered(),
            robots=known,
            on_robots=read.__setitem__,
        )
