"""The aggregator, in one function that can be read from top to bottom: registry and state in, state and files out.

registry → Source → fetch → FetchOutcome → accept → step → Record → publication → merge → match → Catalogue → writers

It opens no file and no socket and reads no clock: the web is the `fetch` that it is given. Whatever one publisher
sends, or fails to send, is that publisher's result and never the run's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from councilprojects_aggregator.events import remember
from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.judging.accept import accept, same_file_twice
from councilprojects_aggregator.judging.ground import Ground, ground
from councilprojects_aggregator.judging.health import judge
from councilprojects_aggregator.judging.identity import Claims, Identity, claims, identify
from councilprojects_aggregator.judging.repeats import repeated
from councilprojects_aggregator.matching.ending import with_ending
from councilprojects_aggregator.matching.for_you import with_for_you
from councilprojects_aggregator.matching.match import match
from councilprojects_aggregator.memory.history import history_files, history_lines
from councilprojects_aggregator.memory.reports import Reports
from councilprojects_aggregator.memory.step import ask, asked_to_wait, is_in_turn, step
from councilprojects_aggregator.memory.told import tell
from councilprojects_aggregator.memory.waits import EVERYBODY, Pace
from councilprojects_aggregator.merge import give_way, home, merge
from councilprojects_aggregator.model import (
    Answer,
    Catalogue,
    FetchOutcome,
    Files,
    GoodCopy,
    Lane,
    Publication,
    Record,
    Registry,
    Run,
    Source,
    State,
)
from councilprojects_aggregator.publication import Verdict, publication
from councilprojects_aggregator.registrations import inherit, with_first_iris
from councilprojects_aggregator.registry import active
from councilprojects_aggregator.shortcuts import Shortcuts, Standing, content_digest
from councilprojects_aggregator.succession import former, handed_over
from councilprojects_aggregator.writers.feeds.write import write_feeds
from councilprojects_aggregator.writers.graph.write import put_graph, write_meta
from councilprojects_aggregator.writers.run import write_run
from councilprojects_aggregator.writers.site.write import put_site
from councilprojects_aggregator.writers.status.write import write_status
from councilprojects_aggregator.writers.tables.write import put_tables
from councilprojects_validator.days import in_london
from councilprojects_validator.report import Report

Fetch = Callable[[Sequence[Ask]], Mapping[str, FetchOutcome]]


NO_SHORTCUTS = Shortcuts()


@dataclass(frozen=True, slots=True)
class Built:
    """What a run came to, before anything of it is on disk."""

    state: State
    catalogue: Catalogue
    run: Run
    files: Mapping[str, bytes]
    """All of them; only those of moving facts where the others stand in the output already."""
    reports: Mapping[str, bytes]
    """What the next run need not make again."""
    matched: Mapping[str, bytes]
    """What the next run need not compare again."""
    standing: Standing
    """What the files of content were written from, for the next run."""
    stands: bool
    """The files of content stand in the output already."""
    kept: frozenset[str] = frozenset()
    """Of the files of content, those that stand there already where not all do."""


def build(  # noqa: PLR0913 (the last are settings, by name only)
    registry: Registry,
    state: State,
    fetch: Fetch,
    now: datetime,
    *,
    clock: Callable[[], float],
    confirmed: frozenset[str] = frozenset(),
    site_url: str | None = None,
    pace: Pace = EVERYBODY,
    shortcuts: Shortcuts = NO_SHORTCUTS,
    files: MutableMapping[str, bytes] | None = None,
    processes: int = 1,
) -> Built:
    """Ask every source, and return the new state and all files.

    `clock` gives seconds, to say how long each stage took; `confirmed` are ids of sources whose large drop a person has
    confirmed; `site_url` is where the site will be served, ending with a slash, if that is known; `pace` says who is
    due; `shortcuts` are what the last run has left. Each file is put into `files` as soon as it is made: a mapping
    that puts it on disk need hold none of them. So many `processes` may make pages at once, where there are many.
    """
    today = in_london(now)
    state = inherit(registry, state)
    state = dataclasses.replace(state, home=state.home or home(registry, site_url))
    asked, records = active(registry, today), {each.id: state.records[each.id] for each in registry.sources}
    known = claims(asked)
    began = clock()
    outcomes = fetch(
        [
            ask(records[each.id], each, now)
            for each in asked.sources
            if not asked_to_wait(records[each.id], now)
            and (each.id in confirmed or is_in_turn(records[each.id], each, now, pace))
        ]
    )
    asked_by = clock()
    reports = Reports(today, shortcuts.edition, shortcuts.reports)
    answers = _answers(asked, known, records, outcomes, reports)
    stepped = {
        source_id: step(
            record,
            outcomes[source_id],
            answers.get(source_id),
            now,
            confirmed=source_id in confirmed,
            interval=pace.interval,
        )[0]
        if source_id in outcomes
        else record
        for source_id, record in records.items()
    }
    shown, told = tell(_publications(registry, known, stepped, reports), now)
    shown = with_first_iris(shown)
    state = dataclasses.replace(state, records={**state.records, **{each: shown[each].record for each in shown}})
    past = former(registry, shown, state)
    after = handed_over(shown, past, state.histories)
    remembered = remember(after, state.histories, state.events, now, past)
    new_state = dataclasses.replace(
        state,
        records={
            source_id: dataclasses.replace(record, known=remembered.publishers.get(source_id, record.known))
            for source_id, record in state.records.items()
        },
        histories=remembered.histories,
        events=(*state.events, *remembered.events),
    )
    catalogue = merge(registry, after.values(), new_state, today, site_url)
    content = content_digest(catalogue, _history(new_state, catalogue), shortcuts.edition)
    stands = content is not None and content == shortcuts.standing.content
    files = {} if files is None else files
    if stands:  # then so do the matches, and whom they are told: nobody has to compare anything
        digests, kept, matched = shortcuts.standing.feeds, frozenset[str](), shortcuts.matched
    else:
        found = match(catalogue, shortcuts.edition, shortcuts.matched)
        catalogue, new_state = with_for_you(dataclasses.replace(catalogue, matches=found.matches), new_state, now)
        catalogue, new_state = with_ending(catalogue, new_state, now)
        feeds = write_feeds(catalogue, shortcuts.standing.feeds, shortcuts.edition, files)
        digests, kept, matched = feeds.digests, feeds.kept, found.kept
        put_graph(catalogue, files)
        put_tables(catalogue, files)
        put_site(catalogue, files, processes)
        files.update(history_files(new_state, _public(catalogue)))
    durations = {"ask": asked_by - began, "judge": clock() - asked_by}
    run = Run(now, version("councilprojects"), outcomes, durations, len(remembered.events), told)
    files.update(write_moving(catalogue, run))
    return Built(
        new_state,
        catalogue,
        run,
        files,
        reports.packed(),
        matched,
        Standing(content, digests),
        stands,
        kept,
    )


def write_moving(catalogue: Catalogue, run: Run) -> Files:
    """Return the files of moving facts, which every run writes."""
    return {
        **write_status(catalogue, run),
        **write_meta(catalogue, run),
        **write_run(catalogue, run),
    }


def _history(state: State, catalogue: Catalogue) -> bytes:
    """Return what of `state` is content. Who is told of which match since when follows from it and the catalogue."""
    return history_lines(dataclasses.replace(state, noticed={}), _public(catalogue))


def _public(catalogue: Catalogue) -> set[str]:
    return {each.source.id for each in catalogue.publications if each.source.lane is not Lane.PREVIEW}


def _answers(
    registry: Registry,
    known: Claims,
    records: Mapping[str, Record],
    outcomes: Mapping[str, FetchOutcome],
    reports: Reports,
) -> dict[str, Answer]:
    """Return the verdict on every body that came, a file that two sources deliver refused for one of them."""
    sources = {source.id: source for source in registry.sources}
    answers = {
        source_id: accept(outcome, sources[source_id], known, reports.today, reports.made_on)
        for source_id, outcome in outcomes.items()
        if outcome.body is not None
    }
    others = repeated(registry, outcomes, answers, records)
    return {
        source_id: same_file_twice(answer, sources[others[source_id]]) if source_id in others else answer
        for source_id, answer in answers.items()
    }


def _publications(
    registry: Registry, known: Claims, records: Mapping[str, Record], reports: Reports
) -> dict[str, Publication]:
    """Return what is shown of each source, by id, were `records` all that is remembered."""
    where = ground(registry)
    shown = {
        source.id: _publication(source, known, where, records[source.id], reports)
        for source in sorted(registry.sources, key=lambda source: source.id)
    }
    return give_way(shown)


def _publication(source: Source, known: Claims, where: Ground, record: Record, reports: Reports) -> Publication:
    good = reports.on(record.good.body, source.url) if record.good else None
    identity = _identity(source, known, record.good, good)
    health, reason = judge(source, record, good, reports.today, refused=identity.reason if identity.refusal else "")
    last = reports.on(record.rejected, source.url) if record.rejected else good
    return publication(source, record, good, Verdict(health, reason, identity.verified, last, where), reports.today)


def _identity(source: Source, known: Claims, copy: GoodCopy | None, good: Report | None) -> Identity:
    """Hold the good copy against the registry as it is now: it may have changed since the copy was taken."""
    value = good.acceptance.value if good else None
    return identify(source, known, value, copy.final_url) if copy and value else Identity()
