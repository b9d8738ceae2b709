"""What an event is in words, a title and a text for each kind; `entries` adds whatever else belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from councilprojects_aggregator.keys import item_key, partner_key
from councilprojects_aggregator.model import Event, EventKind, Json, Project, Publication, Texts
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_validator.standard import codelist
from councilprojects_validator.wording import _, ngettext

PART_LIMIT = 120
"""Of a name or a title within a sentence."""


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
    first: tuple[Texts, ...] = ()
    """Of a first file, the titles of its projects that are published still."""

    @property
    def count(self) -> int:
        """How many projects a first file had."""
        return int(self.event.detail.get("projects", 0))


def _source_joined(shown: Shown) -> tuple[str, str]:
    """Name what there is to read: of a whole federation that is crawled for the first time, nobody would a count."""
    titles = [short(title) for title in shown.first]
    if len(titles) == 1 == shown.count:
        sentence = (
            _("A project of {publisher} is now listed: {project}")
            if shown.compiler
            else _("{publisher} now publishes a project: {project}")
        )
        return sentence.format(publisher=shown.who, project=titles[0]), ""
    title = _counted(shown)
    if not titles or not shown.count:
        return title, ""
    return _("{title}, among them {project}").format(title=title, project=titles[0]), "; ".join(titles) + "."


def _counted(shown: Shown) -> str:
    if shown.compiler:
        words = ngettext(
            "{n} project of {publisher} is now listed", "{n} projects of {publisher} are now listed", shown.count
        )
        return words.format(publisher=shown.who, n=shown.count)
    if not shown.count:
        return _("{publisher} now publishes a file, with no projects yet").format(publisher=shown.who)
    words = ngettext("{publisher} now publishes {n} project", "{publisher} now publishes {n} projects", shown.count)
    return words.format(publisher=shown.who, n=shown.count)


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
    return title.format(subject=_subject(shown), output=short(output["title"])), _of_publisher(shown)


def _offer_added(shown: Shown) -> tuple[str, str]:
    return _help(shown, "offers", _("{publisher} offers: {help}"), _("{publisher} has a new offer of help"))


def _want_added(shown: Shown) -> tuple[str, str]:
    return _help(shown, "wants", _("{publisher} is looking for: {help}"), _("{publisher} is looking for help"))


def _help(shown: Shown, field: str, title: str, without: str) -> tuple[str, str]:
    """Return title and text of what is offered or wanted; the title `without`, where it is gone by now."""
    item = _item(shown, field)
    if item is None:
        return without.format(publisher=shown.who), _of_publisher(shown)
    return title.format(publisher=shown.who, help=short(item["description"])), _of_project(shown, item)


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
    return title.format(partner=short(partner["name"]), subject=_subject(shown)), _of_publisher(shown)


def _project_gone(shown: Shown) -> tuple[str, str]:
    return _("{project} is no longer published").format(project=_a_project(shown)), ""


def _source_gone(shown: Shown) -> tuple[str, str]:
    words = (
        _("Projects of {publisher} are no longer listed")
        if shown.compiler
        else _("{publisher} no longer publishes its projects")
    )
    return words.format(publisher=shown.who), ""


WORDS: Mapping[EventKind, Callable[[Shown], tuple[str, str]]] = {
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


def short(texts: Mapping[str, str]) -> str:
    return one_line(pick(texts)[1], PART_LIMIT)
