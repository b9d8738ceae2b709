"""How long the whole stage `match` takes with 20,000 projects; beside TF-IDF with scikit-learn, where that is there.

One project in five has an open want, another one in five an open offer; one in ten a partner and a contract. Run it in
a process of its own: it prints CPU seconds, and the most memory that was held with the catalogue itself in it.
"""

from __future__ import annotations

import random
import resource
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from time import process_time
from typing import Any, TypeVar

from files import texts

from councilprojects_aggregator.matching.match import match
from councilprojects_aggregator.matching.similar import similar_projects
from councilprojects_aggregator.model import Catalogue, Health, Project, Publication, Record, Source
from councilprojects_validator.freshness import Freshness

T = TypeVar("T")

PROJECTS = 20_000
COUNCILS = 400
CHANGED = 200
CROWD = 10_000
SEED = 4
KILO = 1024
ONE_IN = 5
SIDES = ("wants", "offers")
KINDS = ("research", "code", "data", "design", "procurement", "skills", "other", "peer-review")
SEEN = datetime(2026, 11, 1, tzinfo=UTC)


def main() -> None:
    print(f"{PROJECTS:,} projects of {COUNCILS} councils, {PROJECTS // ONE_IN:,} wants, {PROJECTS // ONE_IN:,} offers")
    words = _mixed(PROJECTS + CHANGED)
    projects = [_project(number, each) for number, each in enumerate(words[:PROJECTS])]
    every = PROJECTS // CHANGED
    edited = [
        _project(number, words[PROJECTS + number // every]) if number % every == 0 else project
        for number, project in enumerate(projects)
    ]
    catalogue = _catalogue(projects)
    _memory("the catalogue alone")
    _timed("similar projects alone", lambda: similar_projects(projects, {}))
    first = _timed("everything anew", lambda: match(catalogue).kept)
    _memory("one run of the stage")
    # As a run begins: with what the last one kept, as bytes, and a catalogue that has just been made.
    catalogue = _catalogue(edited)
    again = _timed(f"{CHANGED} projects changed", lambda: match(catalogue, kept=first).kept)
    catalogue = _catalogue([_reworded(each) if at % every == 0 else each for at, each in enumerate(projects)])
    _timed(f"a word of {CHANGED} changed", lambda: match(catalogue, kept=first))
    catalogue = _catalogue(edited)
    found = _timed("nothing changed", lambda: match(catalogue, kept=again).matches)
    crowd = _catalogue([_project(number, words[number % 2 and number]) for number in range(CROWD)])
    _timed(f"{CROWD:,} of which every second one says the same", lambda: match(crowd))
    print(f"{len(found.similar):,} with similar ones, {len(found.wants_met):,} and {len(found.alike_wants):,} of wants")
    if find_spec("sklearn"):
        _timed("scikit-learn: TF-IDF and the five nearest", lambda: _peer(projects))


def _memory(when: str) -> None:
    print(f"most memory, {when}: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILO} MB")


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
    return Project(
        source_id=f"council-{number % COUNCILS}",
        id=f"project-{number}",
        iri=iri,
        data={"title": {"en": words[0]}, "summary": {"en": words[1]}, **_more(number, words[1])},
        title={"en": words[0]},
        freshness=Freshness.FRESH,
        due=None,
        good_at=SEEN,
        first_seen=SEEN,
        changed_at=SEEN,
        oldest_iri=iri,
    )


def _reworded(project: Project) -> Project:
    """Return a project of whose summary one word is another, as most edits are."""
    words = project.data["summary"]["en"].split()
    return replace(project, data={**project.data, "summary": {"en": " ".join(("reworded", *words[1:]))}})


def _more(number: int, summary: str) -> dict[str, Any]:
    """Return what some projects say besides: every fifth wants help, the next one offers it, some buy."""
    sentence = " ".join(summary.split()[:18])
    help_ = [{"type": "delivery", "resource": KINDS[number // ONE_IN % len(KINDS)], "description": {"en": sentence}}]
    if number % ONE_IN < len(SIDES):
        return {SIDES[number % ONE_IN]: help_}
    if number % (2 * ONE_IN) == len(SIDES):
        system = f"System {number % 500}"
        return {
            "partners": [{"name": {"en": f"Council {number % COUNCILS}"}}],
            "contracts": [{"system": system, "end": f"20{27 + number % 9}-03"}],
            "technologies": [{"name": system}],
        }
    return {}


def _catalogue(projects: list[Project]) -> Catalogue:
    own: dict[str, list[Project]] = {}
    for project in projects:
        own.setdefault(project.source_id, []).append(project)
    publications = tuple(_publication(source_id, own[source_id]) for source_id in sorted(own))
    return Catalogue(
        name="Council Projects",
        home="https://projects.example/",
        site_url=None,
        today=SEEN.date(),
        started_at=SEEN,
        publications=publications,
        projects=tuple(project for each in publications for project in each.projects),
        events=(),
    )


def _publication(source_id: str, projects: list[Project]) -> Publication:
    address = f"https://{source_id}.example/projects.json"
    name = {"en": source_id.replace("-", " ").title()}
    return Publication(
        source=Source(source_id, name["en"], address),
        record=Record(source_id, address),
        health=Health.CURRENT,
        verified=True,
        address=address,
        iri=f"{address}#_publisher",
        name=name,
        data={"name": name},
        projects=tuple(projects),
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
