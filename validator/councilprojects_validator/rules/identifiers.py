"""Rules on ids within the file, and on what a project needs to be more than an id.

Addresses that point back into the file are judged in `pointing`; codes of councils and services, which need reference
lists, in `reference`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import clipped
from councilprojects_validator.report import Kind
from councilprojects_validator.rules.glance import Glance
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.rules.ways_on import WAYS_ON, leads_on, publisher_answers, waits_for_answers
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilprojects_validator.diagnostics import Path
    from councilprojects_validator.document import Document

FROM_ADDRESS = re.compile(r"(?:https?|www)-|.*-(?:html?|aspx?|php)$")
"""What is left of a URL when all but letters and digits become hyphens."""

_TAKEN = {
    Kind.PROJECTS: _(
        "The id “{id}” is used already, by project number {number} of the list. Give this one another id."
    ),
    Kind.REGISTRY: _("The id “{id}” is used already, by source number {number} of the list. Give this one another id."),
}


def _is_from_address(glance: Glance) -> bool:
    return FROM_ADDRESS.match(glance.text("id")) is not None


def _leads_nowhere(glance: Glance) -> bool:
    return glance.value.keys().isdisjoint(WAYS_ON)


@rule("duplicate-project-id", Severity.ERROR)
def duplicate_project_id(document: Document) -> Iterator[Fault]:
    """Two projects, or two sources of a registry, have the same id.

    The id is the end of the project's address, by which others link to it; a source's files and history are kept by
    it. With two of them nobody can tell which is meant, so readers have to leave out both.

    Give the later one another id, and keep the id of the one that was published first: ids are never reused.
    """
    first: dict[str, Path] = {}
    for path, project_id in document.ids:
        if project_id in first:
            message = _TAKEN[document.kind]
            yield Fault(message.format(id=clipped(project_id), number=int(first[project_id][-1]) + 1), (*path, "id"))
        first.setdefault(project_id, path)


@rule("id-from-url", Severity.INFO, when=_is_from_address)
def id_from_url(document: Document) -> Iterator[Fault]:
    """A project's id looks as if it was made from a web address.

    Web addresses change, ids must not: they are never reused and stand in other councils' links. An id made from an
    address will seem wrong as soon as the page moves.

    For a project that is not published yet choose a few plain words, such as `missed-bins`. Keep the id of a project
    that is published already.
    """
    for path, project in document.projects():
        project_id = project.get("id")
        if isinstance(project_id, str) and FROM_ADDRESS.match(project_id):
            message = _("The id “{id}” looks like a web address. A few plain words last longer.")
            yield Fault(message.format(id=clipped(project_id)), (*path, "id"))


@rule("previous-id-in-use", Severity.WARNING)
def previous_id_in_use(document: Document) -> Iterator[Fault]:
    """A former id of one project is the id of a project in this file.

    Readers follow old links through `previousIds`. If the old id belongs to another project again, links made to the
    one lead to the other.

    Take the entry out of `previousIds`, or, if the id was given away by mistake, give the newer project another one.
    """
    ids = {project.get("id") for _path, project in document.projects()}
    for path, previous in document.walk("projects", "*", "previousIds", "*"):
        if isinstance(previous, str) and previous in ids:
            message = _("“{id}” is in use: it is the id of a project in this file. Take it out of `previousIds`.")
            yield Fault(message.format(id=clipped(previous)), path)


@rule("no-way-to-learn-more", Severity.ERROR, when=_leads_nowhere)
def no_way_to_learn_more(document: Document) -> Iterator[Fault]:
    """A project has neither a page to read nor anybody to ask.

    Somebody who finds the project has to be able to take one step further. Without an address or a contact the record
    is a dead end.

    Give the project a `url` or a `contact`, or give the publisher one `contact` for all projects: a team's mailbox or
    page, not a person's. A record compiled by somebody else names its sources in `compiledFrom` instead.
    """
    if publisher_answers(document):
        return
    for path, project in document.projects():
        if leads_on(document, path, project):
            continue
        if waits_for_answers(project):
            message = _(
                "This invites others, but nothing says where to read more or whom to ask. Add a `contact`, here or once"
                " in `publisher`: a team's mailbox or page."
            )
        else:
            message = _(
                "Nothing says where to read more or whom to ask. Add a `url` or a `contact` here, or one `contact` in"
                " `publisher`."
            )
        yield Fault(message, path, field="url")
