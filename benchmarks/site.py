"""The site of 400 councils with 20,000 projects, put on disk as a run does: what it takes, and what a change touches.

CPU seconds of this process and of those that it starts, and of the clock. The peer is a bare Jinja2 template with a
title and a summary, autoescaped, rendered for as many pages as the site has. Each project has five neighbours with two
reasons each, the most that a page shows; what finds them (`match`) is a stage before and is left out.
Usage: .venv/bin/python benchmarks/site.py [--welsh none|wales|all] [--jobs N] [COUNCILS] [PROJECTS OF EACH]
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
from catalogue import catalogue
from memory import watched

from councilprojects_aggregator.model import Because, Catalogue, Matches, Place, Project, Publication, Reason, Similar
from councilprojects_aggregator.publish import Published, staged
from councilprojects_aggregator.writers.site.write import put_site

COUNCILS, PROJECTS = 400, 50
NEIGHBOURS = 5
WELSH = {"none": 0, "wales": 22, "all": COUNCILS}
"""How many of 400 councils are in Wales, so that their projects have pages in both languages; today 22 of 380 are."""
BARE = """<!DOCTYPE html>
<html lang="en"><head><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1><p>{{ summary }}</p></body></html>
"""


def bare(shown: Catalogue, pages: int) -> int:
    """Render so many pages from the bare template; return how many bytes it came to."""
    template = jinja2.Environment(autoescape=True).from_string(BARE)
    texts = [(next(iter(one.title.values())), next(iter(one.data["summary"].values()))) for one in shown.projects]
    size = 0
    for number in range(pages):
        title, summary = texts[number % len(texts)]
        size += len(template.render(title=title, summary=summary).encode())
    return size


def country(councils: int, projects: int, welsh: int) -> Catalogue:
    """Return the catalogue with so many of 400 councils in Wales, and with neighbours for each project."""
    shown = catalogue(councils, projects)
    publications = tuple(
        in_wales(one) if number % COUNCILS < welsh else one for number, one in enumerate(shown.publications)
    )
    similar = {one.iri: tuple(neighbours(shown.projects, number)) for number, one in enumerate(shown.projects)}
    return dataclasses.replace(shown, publications=publications, matches=Matches(similar=similar))


def in_wales(publication: Publication) -> Publication:
    return dataclasses.replace(publication, place=Place("W06000015", "Caerdydd", "Wales", None, "welsh-council"))


def neighbours(projects: tuple[Project, ...], number: int) -> list[Similar]:
    why = (Reason(Because.SERVICES, ("530",)), Reason(Because.WORDS, ("missed collections", "crews", "routes")))
    near = (projects[(number + step * 997) % len(projects)] for step in range(1, NEIGHBOURS + 1))
    return [Similar(projects[number].iri, one.iri, 500, why) for one in near]


def one_changed(shown: Catalogue) -> Catalogue:
    """Return the catalogue with another summary for one project of the last council."""
    last = shown.publications[-1]
    project = last.projects[0]
    data = {**project.data, "summary": {"en-gb": "Said in another way."}}
    changed = dataclasses.replace(last, projects=(dataclasses.replace(project, data=data), *last.projects[1:]))
    publications = (*shown.publications[:-1], changed)
    return dataclasses.replace(
        shown, publications=publications, projects=tuple(one for each in publications for one in each.projects)
    )


def written(shown: Catalogue, output: Path, jobs: int) -> Published:
    """Put the site on disk as a run does."""
    with staged(output) as new:
        put_site(shown, new.files, jobs)
        return new.publish()


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return the CPU seconds that `work` takes with all processes that it starts, those of the clock, what it gives."""
    began, clock = sum(os.times()[:4]), time.perf_counter()
    result = work()
    return sum(os.times()[:4]) - began, time.perf_counter() - clock, result


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("councils", type=int, nargs="?", default=COUNCILS)
    parser.add_argument("projects", type=int, nargs="?", default=PROJECTS)
    parser.add_argument("--welsh", choices=WELSH, default="wales")
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    shown = country(asked.councils, asked.projects, WELSH[asked.welsh])
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "site"
        with watched() as memory:
            took, clock, published = timed(lambda: written(shown, output, asked.jobs))
        report(shown, output, published, (took, clock), memory)
        again, clock, second = timed(lambda: written(shown, output, asked.jobs))
        print(f"the same again:              {again:6.1f} s  {len(second.written):,} files touched")
        third = written(one_changed(shown), output, asked.jobs)
        print(f"one summary changed:         {len(third.written):6,} files  {', '.join(third.written[:20])}")


def report(
    shown: Catalogue, output: Path, published: Published, seconds: tuple[float, float], memory: list[int]
) -> None:
    took, clock = seconds
    sizes = {path: (output / path).stat().st_size for path in published.written}
    pages = {path: size for path, size in sizes.items() if path.endswith(".html")}
    peer, _clock, _size = timed(lambda: bare(shown, len(pages)))
    whole = sum(sizes.values()) / 1_000_000
    largest = sorted(pages, key=lambda path: -pages[path])[:5]
    print(f"{len(shown.projects):,} projects, {len(pages):,} pages, {len(sizes):,} files, {whole:.0f} MB", flush=True)
    print(f"bare Jinja2, as many pages:  {peer:6.1f} s")
    print(
        f"the site:                    {took:6.1f} s  ratio {took / peer:.1f}, {took / len(pages) * 1e3:.2f} ms a page"
    )
    print(f"by the clock:                {clock:6.1f} s")
    print(f"memory of all processes:     {memory[1]:6,} MB, {memory[0]:,} MB of it the catalogue and Python")
    print(f"the largest pages:           {', '.join(f'{path} {pages[path] / 1000:.0f} kB' for path in largest)}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
