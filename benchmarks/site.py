"""The site of 400 councils with 20,000 projects: every page and what they load, and what a change touches.

Timed in CPU seconds of this process. The peer is a bare Jinja2 template with a title and a summary, autoescaped,
rendered for as many pages as the site has. What councils have in common (`match`) is a stage before and is left out.
Usage: .venv/bin/python benchmarks/site.py [COUNCILS] [PROJECTS OF EACH]
"""

from __future__ import annotations

import dataclasses
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import jinja2
from catalogue import catalogue

from councilprojects_aggregator.model import Catalogue, Files
from councilprojects_aggregator.writers.site.write import write_site

COUNCILS, PROJECTS = 400, 50
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


def one_changed(shown: Catalogue) -> Catalogue:
    """Return the catalogue with another summary for one project of the first council."""
    first = shown.publications[0]
    project = first.projects[0]
    data = {**project.data, "summary": {"en-gb": "Said in another way."}}
    changed = dataclasses.replace(first, projects=(dataclasses.replace(project, data=data), *first.projects[1:]))
    publications = (changed, *shown.publications[1:])
    return dataclasses.replace(
        shown, publications=publications, projects=tuple(one for each in publications for one in each.projects)
    )


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds that `work` takes, and what it gives."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def memory() -> int:
    """Return the most memory that the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def largest(files: Files) -> tuple[str, float]:
    """Return the largest page, and its size in kB."""
    pages = {path: len(content) for path, content in files.items() if path.endswith(".html")}
    path = max(pages, key=lambda one: pages[one])
    return path, pages[path] / 1000


def main() -> None:
    councils, projects = (int(each) for each in sys.argv[1:]) if sys.argv[1:] else (COUNCILS, PROJECTS)
    shown = catalogue(councils, projects)
    before = memory()
    took, files = timed(lambda: write_site(shown))
    most = memory()
    pages = sum(path.endswith(".html") for path in files)
    peer, _size = timed(lambda: bare(shown, pages))
    size = sum(map(len, files.values())) / 1_000_000
    path, largest_page = largest(files)
    digests = {one: hash(content) for one, content in files.items()}
    del files
    again = write_site(one_changed(shown))
    touched = sorted(one for one, content in again.items() if digests.get(one) != hash(content))
    print(f"{len(shown.projects):,} projects, {pages:,} pages, {len(digests):,} files, {size:.0f} MB")
    print(f"bare Jinja2, as many pages:  {peer:6.1f} s")
    print(f"the site:                    {took:6.1f} s  ratio {took / peer:.1f}, {took / pages * 1e3:.2f} ms a page")
    print(f"memory:                      {most:6,} MB, of which {before:,} MB before")
    print(f"the largest page:            {largest_page:6.0f} kB  {path}")
    print(f"one summary changed:         {len(touched):6,} files  {', '.join(touched[:12])}")


if __name__ == "__main__":
    main()
