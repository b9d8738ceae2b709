"""All feeds of 400 publishers with 20,000 projects: the first time, and after one change, beside feedgen bare.

The councils' files go through the whole pipeline, as a crawl would have them; only the feeds are timed, in CPU seconds
of this process. The peer writes the same entries in the same number of Atom and RSS feeds with feedgen as its manual
says, and mends nothing. Usage: .venv/bin/python benchmarks/feeds.py [PUBLISHERS] [PROJECTS OF EACH]
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import files
from feedgen.feed import FeedGenerator

from councilprojects_aggregator import build as pipeline
from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.model import Catalogue, FetchOutcome, Registry, Source, State
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.changes import changes_feeds
from councilprojects_aggregator.writers.feeds.channels import channels
from councilprojects_aggregator.writers.feeds.feed import Feed
from councilprojects_aggregator.writers.feeds.state import state_feeds
from councilprojects_aggregator.writers.feeds.write import Written, write_feeds

PUBLISHERS, PROJECTS = 400, 50
DAYS = 4
SITE = "https://projects.example/"
START = datetime(2026, 11, 21, 6, tzinfo=UTC)
PHASES = ("alpha", "beta", "live")
PLACES = ("E06000001", "E09000007", "W06000015", "S12000033", "N09000003")


def council(number: int, projects: Sequence[dict[str, Any]], day: int) -> dict[str, Any]:
    """Return a council's file as it is on a day: every phase of every project of one in three moves on each day."""
    moved = day if number % 3 == 0 else 0
    shown = [
        {**project, "phase": PHASES[(at + moved) % len(PHASES)], "id": f"p-{at}"} for at, project in enumerate(projects)
    ]
    publisher = {"name": f"Council {number}", "url": f"https://www.c{number}.example/", "gss": PLACES[number % 5]}
    publisher["contact"] = {"url": publisher["url"]}
    return {"councilProjects": "1.0", "publisher": publisher, "projects": shown}


def catalogues(publishers: int, projects: int) -> tuple[Catalogue, Catalogue]:
    """Return what a crawl comes to after some days, and after one more on which one project of one council changed."""
    pipeline.write = lambda *_: {}  # only the feeds are looked at
    pipeline.write_moving = lambda *_: {}
    pipeline.put_graph = pipeline.put_tables = lambda *_: {}
    pipeline.write_feeds = lambda *_: Written({})
    sample = json.loads(files.file(projects))["projects"]
    sources = tuple(
        Source(f"c{n}", f"Council {n}", f"https://www.c{n}.example/projects.json", f"https://www.c{n}.example/")
        for n in range(publishers)
    )
    state, found = State(START, {}), []
    for day in range(DAYS):
        bodies = [council(n, sample, min(day, DAYS - 2)) for n in range(publishers)]
        if day == DAYS - 1:
            bodies[1]["projects"][0]["phase"] = "retired"
        registry = Registry("Four hundred councils", None, tuple(sorted(sources, key=lambda each: each.id)))
        built = pipeline.build(
            registry,
            state,
            lambda asks, bodies=bodies: answers(asks, bodies),
            START + timedelta(days=day),
            clock=time.perf_counter,
            site_url=SITE,
        )
        state = built.state
        found.append(built.catalogue)
    return found[-2], found[-1]


def answers(asks: Sequence[Ask], bodies: Sequence[dict[str, Any]]) -> Mapping[str, FetchOutcome]:
    """Return each council's file."""
    return {
        ask.source_id: FetchOutcome(
            "fetched", ask.url, ask.url, 200, body=json.dumps(bodies[int(ask.source_id[1:])]).encode()
        )
        for ask in asks
    }


def bare(feeds: Sequence[Feed]) -> int:
    """Write the feeds as feedgen's manual says; return how many bytes it came to."""
    size = 0
    for feed in feeds:
        for form in set(feed.forms) & {paths.ATOM, paths.RSS}:
            made = FeedGenerator()
            made.id(feed.id)
            made.title(feed.title)
            made.description(feed.subtitle)
            made.link(href=feed.page, rel="alternate")
            made.author(name=feed.owner)
            for item in feed.items:
                entry = made.add_entry(order="append")
                entry.id(item.id)
                entry.title(item.title)
                entry.content(item.html, type="html")
                entry.published(item.published)
                entry.updated(item.updated)
                entry.author(name=item.author)
                for tag in item.tags:
                    entry.category(term=tag)
                for link in item.links:
                    entry.link(href=link.href, rel=link.rel, type=link.type)
            size += len(made.atom_str() if form == paths.ATOM else made.rss_str())
    return size


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds that `work` takes, and what it gives."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def main() -> None:
    publishers, projects = (int(each) for each in sys.argv[1:]) if sys.argv[1:] else (PUBLISHERS, PROJECTS)
    before, after = catalogues(publishers, projects)
    feeds = [*changes_feeds(before, channels(before)), *state_feeds(before, channels(before))]
    entries = sum(len(feed.items) for feed in feeds)
    first, written = timed(lambda: write_feeds(before))
    again, spared = timed(lambda: write_feeds(after, written.digests))
    peer, _size = timed(lambda: bare(feeds))
    size = sum(map(len, written.files.values())) / 1_000_000
    print(
        f"{len(before.projects):,} projects, {len(before.events):,} events, {len(feeds):,} feeds, {entries:,} entries"
    )
    print(f"feedgen bare, Atom and RSS:     {peer:6.1f} s")
    print(
        f"all feeds, the first time:      {first:6.1f} s  ratio {first / peer:.2f}  "
        f"{len(written.files):,} files, {size:.0f} MB"
    )
    print(f"after one change:               {again:6.1f} s  ratio {again / peer:.2f}  {len(spared.files):,} files")


if __name__ == "__main__":
    main()
