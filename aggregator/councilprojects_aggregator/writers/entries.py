"""From events to the words that feeds and pages show: codes and keys in, titles, texts and links out.

An event holds no text of a publisher's. Its words are made here, from the record as it stands now; where a project or
an offer is no longer published, the entry says only what happened (standard, principle 7).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from councilprojects_aggregator.keys import item_key, partner_key
from councilprojects_aggregator.model import Catalogue, Event, EventKind, Json, Project, Publication
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers.iris import is_web_address
from councilprojects_aggregator.writers.paths import project_page, publisher_page
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_validator.standard import codelist
from councilprojects_validator.wording import _, ngettext

# The standard allows a title 120 characters; a name and a few words of ours stand beside it. A title over three lines
# long pushes the other entries out of a reader's list.
TITLE_LIMIT = 240
PART_LIMIT = 120
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


@dataclass(frozen=True, slots=True)
class Shown:
    """What the catalogue holds of an event's subject now."""

    event: Event
    publication: Publication | None
    project: Project | None
    who: str
    """The publisher's name, or words in its place."""
    what: str
    """The project's title; empty where it is not published any more."""
    compiler: str
    """Who compiled the file, where that was not the publisher; such a file is never told as the publisher's word."""


def entries(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return an entry for each event, in the catalogue's order: newest first."""
    publications = {publication.source.id: publication for publication in catalogue.publications}
    projects = {(project.source_id, project.id): project for project in catalogue.projects}
    renamed = {project.oldest_iri: project for project in catalogue.projects}

    def shown(event: Event) -> Shown:
        publication = publications.get(event.source_id)
        project = projects.get((event.source_id, event.project_id or "")) or renamed.get(event.iri)
        return Shown(
            event=event,
            publication=publication,
            project=project,
            who=_short(publication.name) if publication else _("A publisher"),
            what=_short(project.title) if project else "",
            compiler=_short(publication.file.get("compiledBy", {}).get("name", {})) if publication else "",
        )

    return tuple(_entry(shown(event), catalogue.site_url) for event in catalogue.events)


def _entry(shown: Shown, site_url: str | None) -> Entry:
    title, text = _WORDS[shown.event.kind](shown)
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


# --- The words, one function a kind: (title, text); an empty text repeats the title ------------------------------


def _source_joined(shown: Shown) -> tuple[str, str]:
    count = int(shown.event.detail.get("projects", 0))
    if shown.compiler:
        words = ngettext(
            "{n} project of {publisher} is now listed", "{n} projects of {publisher} are now listed", count
        )
        return words.format(publisher=shown.who, n=count), ""
    if not count:
        return _("{publisher} now publishes a file, with no projects yet").format(publisher=shown.who), ""
    words = ngettext("{publisher} now publishes {n} project", "{publisher} now publishes {n} projects", count)
    return words.format(publisher=shown.who, n=count), ""


def _project_added(shown: Shown) -> tuple[str, str]:
    if not shown.project:
        return _("{project} was added").format(project=_a_project(shown)), ""
    title = _("New project: {project}").format(project=shown.what)
    return title, _("{publisher}: {summary}").format(publisher=shown.who, summary=_summary(shown.project))


def _phase_changed(shown: Shown) -> tuple[str, str]:
    return _moved(shown, "phase"), _of_publisher(shown)


def _status_changed(shown: Shown) -> tuple[str, str]:
    return _moved(shown, "status"), _of_publisher(shown)


def _moved(shown: Shown, scheme: str) -> str:
    detail = shown.event.detail
    old, new = (_code(scheme, detail.get(end)) for end in ("from", "to"))
    subject = _subject(shown)
    if old and new:
        return _("{subject} moved from {old} to {new}").format(subject=subject, old=old, new=new)
    if new:
        return _("{subject} is now {new}").format(subject=subject, new=new)
    return _("{subject} moved on").format(subject=subject)


def _output_added(shown: Shown) -> tuple[str, str]:
    output = _item(shown, "outputs")
    if output is None:
        return _("{subject} has a new output").format(subject=_subject(shown)), _of_publisher(shown)
    title = _("{subject} has a new output: {output}")
    return title.format(subject=_subject(shown), output=_short(output["title"])), _of_publisher(shown)


def _offer_added(shown: Shown) -> tuple[str, str]:
    offer = _item(shown, "offers")
    if offer is None:
        return _("{publisher} has a new offer of help").format(publisher=shown.who), _of_publisher(shown)
    title = _("{publisher} offers: {help}").format(publisher=shown.who, help=_short(offer["description"]))
    return title, _of_project(shown, offer)


def _want_added(shown: Shown) -> tuple[str, str]:
    want = _item(shown, "wants")
    if want is None:
        return _("{publisher} is looking for help").format(publisher=shown.who), _of_publisher(shown)
    title = _("{publisher} is looking for: {help}").format(publisher=shown.who, help=_short(want["description"]))
    return title, _of_project(shown, want)


def _of_project(shown: Shown, item: Json) -> str:
    """Return an offer or want in full, with the project that it belongs to, if to any."""
    description = pick(item["description"])[1]
    if not shown.project:
        return description
    return _("Project “{project}”: {description}").format(project=shown.what, description=description)


def _partner_joined(shown: Shown) -> tuple[str, str]:
    partner = _item(shown, "partners", partner_key)
    if partner is None:
        return _("{subject} has a new partner").format(subject=_subject(shown)), _of_publisher(shown)
    title = _("{partner} joined {subject}")
    return title.format(partner=_short(partner["name"]), subject=_subject(shown)), _of_publisher(shown)


def _project_gone(shown: Shown) -> tuple[str, str]:
    return _("{project} is no longer published").format(project=_a_project(shown)), ""


def _source_gone(shown: Shown) -> tuple[str, str]:
    words = (
        _("Projects of {publisher} are no longer listed")
        if shown.compiler
        else _("{publisher} no longer publishes its projects")
    )
    return words.format(publisher=shown.who), ""


_WORDS: Mapping[EventKind, Callable[[Shown], tuple[str, str]]] = {
    EventKind.SOURCE_JOINED: _source_joined,
    EventKind.PROJECT_ADDED: _project_added,
    EventKind.PHASE_CHANGED: _phase_changed,
    EventKind.STATUS_CHANGED: _status_changed,
    EventKind.OUTPUT_ADDED: _output_added,
    EventKind.OFFER_ADDED: _offer_added,
    EventKind.WANT_ADDED: _want_added,
    EventKind.PARTNER_JOINED: _partner_joined,
    EventKind.PROJECT_GONE: _project_gone,
    EventKind.SOURCE_GONE: _source_gone,
}


# --- Parts of them ----------------------------------------------------------------------------------------------


def _subject(shown: Shown) -> str:
    return shown.what or _a_project(shown)


def _a_project(shown: Shown) -> str:
    """Return what a project is called whose name is not told."""
    return _("A project of {publisher}").format(publisher=shown.who) if shown.publication else _("A project")


def _of_publisher(shown: Shown) -> str:
    """Return the project's publisher and summary; nothing where the project is gone."""
    if not shown.project:
        return ""
    return _("A project of {publisher}: {summary}").format(publisher=shown.who, summary=_summary(shown.project))


def _summary(project: Project) -> str:
    return pick(project.data.get("summary", {}))[1]


def _code(scheme: str, code: Any) -> str:
    """Return the title of a listed code, as it stands within a sentence; of any other nothing."""
    listed = codelist(scheme).get(str(code))
    return listed.title.lower() if listed else ""


def _item(shown: Shown, name: str, key: Callable[[Json], str] = item_key) -> Json | None:
    """Return the item that the event names by its key, if it is still there."""
    items = _data(shown).get(name, ())
    return next((item for item in items if key(item) == shown.event.detail.get("item")), None)


def _data(shown: Shown) -> Json:
    """Return what the event is about: the project, or, where it names none, the publisher as a whole."""
    if shown.event.project_id is None:
        return shown.publication.data if shown.publication else {}
    return shown.project.data if shown.project else {}


def _short(texts: Mapping[str, str]) -> str:
    return one_line(pick(texts)[1], PART_LIMIT)
