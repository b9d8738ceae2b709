"""Asking all publishers, politely: asks go in, one `FetchOutcome` for each source comes out.

Between the registry and `step`. Promises: one request at a time for each host and each address, with a pause between
two starts; robots.txt is heeded at every origin, those that redirects lead to included; only who shares a host with one
that hangs has to wait for it; whatever goes wrong with a source is that source's outcome. Neither the number of jobs
nor the order of the asks changes what comes out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import inf
from time import monotonic
from time import sleep as real_sleep
from typing import TypeAlias

from councilprojects_aggregator.fetching.addresses import IpAddress, is_within
from councilprojects_aggregator.fetching.connect_to import Place
from councilprojects_aggregator.fetching.crew import Crew
from councilprojects_aggregator.fetching.http import ACCEPT_JSON, Fetcher
from councilprojects_aggregator.fetching.lanes import Lanes
from councilprojects_aggregator.fetching.outcomes import Code
from councilprojects_aggregator.fetching.policy import bound_dns_waits
from councilprojects_aggregator.fetching.redirects import Request
from councilprojects_aggregator.fetching.robots import ACCEPT_TEXT, ENOUGH, Robots, read_robots
from councilprojects_aggregator.model import FetchOutcome

JOBS = 16
"""Requests under way at once. Politeness decides how long a crawl takes, not our number."""

DELAY = 1.0
"""Seconds between two starts for a host or an address, and the least for any that is not ours (`Policy`)."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A source to be asked, with the validators of its last good copy, if it is to be asked conditionally."""

    source_id: str
    url: str
    etag: str | None = None
    last_modified: str | None = None
    accept: str = ACCEPT_JSON
    enough: int | None = None
    """Bytes after which reading may end, where it is the answer that matters and not the file."""


NONE_KNOWN: Mapping[str, Robots] = {}

Done: TypeAlias = Callable[[str, FetchOutcome], None]


def fetch_all(  # noqa: PLR0913 (all but the first two are settings with a default, by name only)
    asks: Iterable[Ask],
    fetcher: Fetcher,
    *,
    jobs: int = JOBS,
    delay: float = DELAY,
    clock: Callable[[], float] = monotonic,
    sleep: Callable[[float], None] = real_sleep,
    on_done: Done = lambda _source_id, _outcome: None,
    seconds: float | None = None,
    robots: Mapping[str, Robots] = NONE_KNOWN,
    on_robots: Callable[[str, Robots], None] = lambda _origin, _robots: None,
) -> dict[str, FetchOutcome]:
    """Ask for every file and return the outcomes by source id, sorted.

    `jobs` requests are under way at once, those apart that hang (`crew`). `delay` seconds lie between two starts for
    a host or address; less than `DELAY` counts only within the networks that the fetcher's policy allows. `on_done`
    is told of each source as soon as its outcome is known. After `seconds`, if they are bounded, whoever has no
    outcome yet is left out. `robots` are rules that were read before, by origin, and need not be asked for where they
    let us in; `on_robots` is told of those that are read now.
    KeyboardInterrupt ends it at once: what is under way is left to run out by itself.
    """
    bound_dns_waits()
    networks = fetcher.policy.allow_networks
    lanes: Lanes[_Task] = Lanes(lambda address: delay if is_within(address, networks) else max(delay, DELAY))
    crawl = _Crawl(fetcher, on_done, lanes, robots, on_robots)
    for job in _jobs(asks, fetcher):
        crawl.place(job, job.first)
    crew: Crew[_Task, Request | FetchOutcome] = Crew(jobs, lambda task: _advanced(fetcher, task[1]))
    with crew:
        crawl.run(crew, clock, sleep, inf if seconds is None else clock() + seconds)
    return dict(sorted(crawl.outcomes.items()))


@dataclass(slots=True)
class _Job:
    """One URL on its way. `source_ids` get its outcome; where there are none, it is the robots.txt of `origin`."""

    first: Request | FetchOutcome
    source_ids: tuple[str, ...] = ()
    origin: str | None = None
    lane: tuple[str, IpAddress] | None = None
    """What is to be released when its request is answered."""
    may_be_repeated: bool = True


_Task: TypeAlias = tuple[_Job, Request]


def _jobs(asks: Iterable[Ask], fetcher: Fetcher) -> Iterator[_Job]:
    """Give one job for each URL, in the order of source ids. Asks that share one are answered by one request."""
    by_url: dict[str, list[Ask]] = {}
    for ask in sorted(asks, key=lambda ask: ask.source_id):
        by_url.setdefault(ask.url, []).append(ask)
    for url, sharing in by_url.items():
        validators = {(ask.etag, ask.last_modified) for ask in sharing}
        # Whoever has another copy, or none, needs the whole file.
        etag, last_modified = validators.pop() if len(validators) == 1 else (None, None)
        accept, enough = sharing[0].accept, sharing[0].enough
        first = fetcher.begin(url, etag=etag, last_modified=last_modified, accept=accept, enough=enough)
        yield _Job(first, tuple(ask.source_id for ask in sharing))


@dataclass(slots=True)
class _Crawl:
    """The state of one run. Only the thread that runs it touches it."""

    fetcher: Fetcher
    on_done: Done
    lanes: Lanes[_Task]
    remembered: Mapping[str, Robots]
    """Rules of earlier runs."""
    on_robots: Callable[[str, Robots], None]
    outcomes: dict[str, FetchOutcome] = field(default_factory=dict)
    lookups: deque[_Task] = field(default_factory=deque)
    """Those whose host has to be looked up: that troubles nobody's web server."""
    late: list[_Job] = field(default_factory=list)
    """Jobs to be repeated once, when all others are done."""
    places: dict[tuple[str, int], tuple[Place, ...]] = field(default_factory=dict)
    """What look-ups gave, by host and port: one is enough for a run."""
    robots: dict[str, Robots] = field(default_factory=dict)
    waiting: dict[str, list[_Task]] = field(default_factory=dict)
    """Those that wait for the robots.txt of an origin."""

    def run(
        self,
        crew: Crew[_Task, Request | FetchOutcome],
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        end: float,
    ) -> None:
        """Have everything done that was placed, and what follows from it; stop at `end` by the clock."""
        while (now := clock()) < end:
            self._hand_out(crew, clock)
            room = crew.seconds_to_room(now)
            start = self.lanes.next_start() if room == 0 else None
            gap = min(inf if start is None else max(start - now, 0.0), room or inf, end - now)
            if crew.busy:
                done = crew.collect(None if gap == inf else gap)
                if done is not None:
                    self._take_back(*done)
            elif start is not None:
                sleep(gap)
            elif not self._begin_late_ones():
                return

    def place(self, job: _Job, step: Request | FetchOutcome) -> None:
        """Put `job` where its next step has to wait, or conclude it."""
        if isinstance(step, FetchOutcome):
            self._conclude(job, step)
        elif job.origin is not None or self._is_permitted(job, step):
            self._queue(job, step)

    def _queue(self, job: _Job, request: Request) -> None:
        places = request.places or self.places.get((request.url.host, request.url.port), ())
        if places:
            self.lanes.add(request.url.host, places[0].address, (job, replace(request, places=places)))
        else:
            self.lookups.append((job, request))

    def _hand_out(self, crew: Crew[_Task, Request | FetchOutcome], clock: Callable[[], float]) -> None:
        while crew.seconds_to_room(now := clock()) == 0:
            taken = self.lanes.take(now)
            if taken is not None:
                host, address, task = taken
                task[0].lane = (host, address)
            elif self.lookups:
                task = self.lookups.popleft()
            else:
                return
            crew.give(task, now)

    def _take_back(self, task: _Task, step: Request | FetchOutcome) -> None:
        job, _request = task
        if job.lane is not None:
            self.lanes.release(*job.lane)
            job.lane = None
        elif isinstance(step, Request):
            self.places[step.url.host, step.url.port] = step.places
        self.place(job, step)

    def _is_permitted(self, job: _Job, request: Request) -> bool:
        """Tell whether `request` may be sent. If not, `job` is concluded, or waits for the origin's robots.txt."""
        origin = request.url.origin
        robots = self.robots.get(origin)
        if robots is None:
            # A refusal may have been mended since, by somebody who now waits for us to notice.
            before = self.remembered.get(origin)
            if before is not None and refusal_of(before, request) is None:
                return True
            self._await_robots(origin, (job, request))
            return False
        refusal = refusal_of(robots, request)
        if refusal is not None:
            self._conclude(job, refusal)
        return refusal is None

    def _await_robots(self, origin: str, task: _Task) -> None:
        if origin in self.waiting:
            self.waiting[origin].append(task)
            return
        self.waiting[origin] = [task]
        first = self.fetcher.begin(f"{origin}/robots.txt", accept=ACCEPT_TEXT, enough=ENOUGH)
        self.place(_Job(first, origin=origin), first)

    def _conclude(self, job: _Job, outcome: FetchOutcome) -> None:
        if outcome.code == Code.RESET and job.may_be_repeated:
            job.may_be_repeated = False
            self.late.append(job)
            return
        if job.origin is not None:
            self.robots[job.origin] = robots_of(outcome)
            self.on_robots(job.origin, self.robots[job.origin])
            for task in self.waiting.pop(job.origin):
                self.place(*task)
        for source_id in job.source_ids:
            self.outcomes[source_id] = outcome
            self.on_done(source_id, outcome)

    def _begin_late_ones(self) -> bool:
        late, self.late = self.late, []
        for job in late:
            self.place(job, job.first)
        return bool(late)


def _advanced(fetcher: Fetcher, request: Request) -> Request | FetchOutcome:
    try:
        return fetcher.advance(request)
    except Exception as error:  # noqa: BLE001 (a mistake of ours is the outcome of one source, never the end of the run)
        return _internal_error(request, error)


def robots_of(outcome: FetchOutcome) -> Robots:
    """Return what the answer for a robots.txt means, whatever is in it."""
    try:
        return read_robots(outcome)
    except Exception as error:  # noqa: BLE001 (as above: a library reads a hostile file)
        return Robots(code=Code.INTERNAL_ERROR.value, detail=type(error).__name__)


def refusal_of(robots: Robots, request: Request) -> FetchOutcome | None:
    """Return the outcome of a request that `robots` forbids, None if it may be sent."""
    try:
        refusal = robots.refusal(request.url.text)
    except Exception as error:  # noqa: BLE001 (as above)
        return _internal_error(request, error)
    if refusal is None:
        return None
    code, detail = refusal
    return FetchOutcome(code, request.asked, request.url.text, detail=detail, hops=request.hops)


def _internal_error(request: Request, error: Exception) -> FetchOutcome:
    """Return the outcome of a surprise: its class says enough to look for it, its text might tell of this machine."""
    return FetchOutcome(
        Code.INTERNAL_ERROR.value,
        request.asked,
        request.url.text,
        detail=type(error).__name__,
        hops=request.hops,
    )
