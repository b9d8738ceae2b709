"""From events to the words that feeds and pages show: codes and keys in, titles, texts and links out.

An event holds no text of a publisher's. Its words are made here, from the record as it stands now; where a project or
an offer is no longer published, the entry says only what happened (standard, principle 7).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from councilprojects_aggregator.model import Catalogue, Event, EventKind, Texts
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers.event_words import WORDS, Shown, short
from councilprojects_aggregator.writers.iris import is_web_address
from councilprojects_aggregator.writers.paths import project_page, publisher_page
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_validator.wording import _

# The standard allows a title 120 characters; a name and a few words of ours stand beside it. A title over three lines
# long pushes the other entries out of a reader's list.
TITLE_LIMIT = 240
# A summary may have 500 characters; a description of an offer has no limit of its own.
TEXT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in words. Every text is clean: one line, no control characters, not too long."""

    id: str
    published: datetime
    kind: EventKind
    title: str
    text: str
    page: str | None
    """The folder of the site's page on it (`paths.py`); None where there is none any more."""
    link: str | None
    """Where to read more, absolute: the site's page if the site's address is known, else the publisher's own."""
    author: str
    """Who says so: the publisher, or whoever compiled the file; empty where the source is not in the catalogue."""
    author_iri: str | None
    count: int = 0
    """Of a first file, how many projects it had."""


def entries(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return an entry for each event, in the catalogue's order: newest first."""
    publications = {publication.source.id: publication for publication in catalogue.publications}
    projects = {(project.source_id, project.id): project for project in catalogue.projects}
    renamed = {project.oldest_iri: project for project in catalogue.projects}
    first = _first(catalogue)

    def shown(event: Event) -> Shown:
        publication = publications.get(event.source_id)
        project = projects.get((event.source_id, event.project_id or "")) or renamed.get(event.iri)
        return Shown(
            event=event,
            publication=publication,
            project=project,
            who=short(publication.name) if publication else _("A publisher"),
            what=short(project.title) if project else "",
            compiler=short(publication.file.get("compiledBy", {}).get("name", {})) if publication else "",
            first=first.get((event.source_id, event.published), ()),
        )

    return tuple(_entry(shown(event), catalogue.site_url) for event in catalogue.events)


def _first(catalogue: Catalogue) -> Mapping[tuple[str, datetime], tuple[Texts, ...]]:
    """Return the titles of projects by their source and the moment at which they were first seen."""
    found: dict[tuple[str, datetime], tuple[Texts, ...]] = {}
    for project in catalogue.projects:
        at = project.source_id, project.first_seen
        found[at] = (*found.get(at, ()), project.title)
    return found


def _entry(shown: Shown, site_url: str | None) -> Entry:
    title, text = WORDS[shown.event.kind](shown)
    page = _page(shown)
    return Entry(
        id=shown.event.id,
        published=shown.event.published,
        kind=shown.event.kind,
        title=one_line(title, TITLE_LIMIT),
        text=" ".join(filter(None, (one_line(text or title, TEXT_LIMIT), compiled_by(shown.compiler, shown.who)))),
        page=page,
        link=site_url + page if site_url and page else _own_page(shown),
        author=shown.compiler or (shown.who if shown.publication else ""),
        author_iri=_author_iri(shown),
        count=shown.count,
    )


def compiled_by(compiler: str, publisher: str) -> str:
    """Return a sentence that tells whose word a compiled file is; nothing of any other."""
    if not compiler:
        return ""
    sentence = _("(Compiled by {compiler}, not published by {publisher} itself.)")
    return sentence.format(compiler=compiler, publisher=publisher)


def _author_iri(shown: Shown) -> str | None:
    if shown.publication and shown.compiler:
        return f"{shown.publication.address}#_compiler"
    return shown.publication.iri if shown.publication else None


def _page(shown: Shown) -> str | None:
    if shown.project:
        return project_page(shown.project.source_id, shown.project.id)
    return publisher_page(shown.event.source_id) if shown.publication else None


def _own_page(shown: Shown) -> str | None:
    """Return the publisher's own address for it: the project's page, else the publisher's, else the file."""
    publication = shown.publication
    candidates = (
        pick(shown.project.data.get("url", {}))[1] if shown.project else None,
        publication.data.get("url") if publication else None,
        publication.address if publication else None,
    )
    return next((address for address in candidates if is_web_address(address)), None)
