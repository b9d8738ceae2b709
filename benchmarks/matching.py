"""How long it takes to find the similar ones of 20,000 projects; beside TF-IDF with scikit-learn, where that is there.

Run it in a process of its own: it prints CPU seconds and the most memory that was held.
"""

from __future__ import annotations

import random
import resource
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from time import process_time
from typing import TypeVar

from files import texts

from councilprojects_aggregator.matching.similar import similar_projects
from councilprojects_aggregator.model import Project
from councilprojects_validator.freshness import Freshness

T = TypeVar("T")

PROJECTS = 20_000
COUNCILS = 400
CHANGED = 200
SEED = 4
KILO = 1024


def main() -> None:
    print(f"{PROJECTS:,} projects of {COUNCILS} councils")
    projects = [_project(number, words) for number, words in enumerate(_mixed(PROJECTS + CHANGED))]
    first, changed = projects[:PROJECTS], projects[PROJECTS:]
    _similar, kept = _timed("all pairs", lambda: similar_projects(first, {}))
    _memory()
    edited = [
        replace(project, data=changed[number // (PROJECTS // CHANGED)].data)
        if number % (PROJECTS // CHANGED) == 0
        else project
        for number, project in enumerate(first)
    ]
    again = _timed(f"{CHANGED} changed", lambda: similar_projects(edited, {}, "", kept))
    _timed("none changed", lambda: similar_projects(edited, {}, "", again[1]))
    _memory()
    if find_spec("sklearn"):
        _timed("scikit-learn: TF-IDF and the five nearest", lambda: _peer(first))


def _memory() -> None:
    print(f"most memory so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILO} MB")


def _mixed(count: int) -> list[tuple[str, str]]:
    """Return titles and summaries, each made of sentences of several real ones: the same ones every time."""
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    known = texts()
    words = sorted({word for _title, summary in known for word in summary.split()})
    made = []
    for number in range(count):
        (title, _first), (_title, summary), (_other, more) = chance.sample(known, 3)
        halves = (*summary.split()[:12], *more.split()[-8:], *chance.sample(words, 4), f"word{number % 4000}")
        made.append((title, " ".join(halves)))
    return made


def _project(number: int, words: tuple[str, str]) -> Project:
    iri = f"https://council-{number % COUNCILS}.example/projects.json#project-{number}"
    seen = datetime(2026, 11, 1, tzinfo=UTC)
    return Project(
        source_id=f"council-{number % COUNCILS}",
        id=f"project-{number}",
        iri=iri,
        data={"title": {"en": words[0]}, "summary": {"en": words[1]}},
        title={"en": words[0]},
        freshness=Freshness.FRESH,
        due=None,
        good_at=seen,
        first_seen=seen,
        changed_at=seen,
        oldest_iri=iri,
    )


def _peer(projects: list[Project]) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 (only where it is there)
    from sklearn.neighbors import NearestNeighbors  # noqa: PLC0415

    lines = [f"{project.data['title']['en']}. {project.data['summary']['en']}" for project in projects]
    vectors = TfidfVectorizer(stop_words="english").fit_transform(lines)
    NearestNeighbors(n_neighbors=6, metric="cosine", algorithm="brute").fit(vectors).kneighbors(vectors)


def _timed(label: str, work: Callable[[], T]) -> T:
    began = process_time()
    done = work()
    print(f"{label}: {process_time() - began:.1f} s of CPU")
    return done


if __name__ == "__main__":
    main()
