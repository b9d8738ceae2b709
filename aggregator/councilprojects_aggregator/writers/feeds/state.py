"""State feeds: one entry for each project as it stands, last changed first, and a tombstone for each that is gone.

For programs. An entry's id is the project's oldest IRI, so neither a moved file nor a new id makes it another one.
Those of the whole and of each publisher are complete (RFC 5005 section 2); the others hold what changed last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from councilprojects_aggregator.groups import key
from councilprojects_aggregator.model import Catalogue, Project, ProjectHistory, Publication
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.entries import TEXT_LIMIT, TITLE_LIMIT, compiled_by
from councilprojects_aggregator.writers.feeds.changes import feed_id, title
from councilprojects_aggregator.writers.feeds.channels import Channel
from councilprojects_aggregator.writers.feeds.feed import (
    HTML,
    JSON_FILE,
    MOST_ENTRIES,
    NAME_LIMIT,
    Deleted,
    Feed,
    Item,
    Link,
)
from councilprojects_aggregator.writers.iris import is_iri, is_web_address
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_aggregator.writers.site import words
from councilprojects_validator.wording import _

COMPLETE = frozenset({"", "publisher"})
"""Kinds of channels whose state is given whole: everybody's need is one of them, and the others would repeat it."""

MOST_TOMBSTONES = 1000
"""In one feed: whoever asks once a year learns of each."""


def state_feeds(catalogue: Catalogue, channels: Sequence[Channel]) -> Iterator[Feed]:
    """Yield the state feed of each channel."""
    owners = {publication.source.id: publication for publication in catalogue.publications}
    items = {
        project.oldest_iri: _item(project, owners[project.source_id], catalogue.site_url)
        for project in catalogue.projects
    }
    gone = [each for each in catalogue.tombstones if each.iri not in items and each.gone_since and is_iri(each.iri)]
    gone.sort(key=lambda each: (each.gone_since or each.first_seen, each.iri), reverse=True)
    for channel in channels:
        if not channel.is_of_projects:
            continue
        own = [items[project.oldest_iri] for project in channel.projects if project.oldest_iri in items]
        yield _feed(catalogue, channel, own, [each for each in gone if _belongs(each, channel)])


def _feed(catalogue: Catalogue, channel: Channel, items: list[Item], gone: list[ProjectHistory]) -> Feed:
    newest = sorted(sorted(items, key=lambda item: item.id), key=lambda item: item.updated, reverse=True)
    most = None if channel.kind in COMPLETE else MOST_ENTRIES
    deleted = tuple(Deleted(each.iri, each.gone_since or each.first_seen) for each in gone[:MOST_TOMBSTONES])
    moments = (*(item.updated for item in newest), *(each.when for each in deleted))
    owner = one_line(catalogue.name, NAME_LIMIT)
    return Feed(
        folder=channel.folder,
        name=paths.STATE,
        id=feed_id(catalogue, channel, paths.STATE),
        title=title(_("{name}: projects as they stand").format(name=owner), channel),
        subtitle=_("For programs: one entry for each project, renewed whenever it changes"),
        owner=owner,
        updated=max(moments, default=catalogue.started_at),
        items=tuple(newest[:most]),
        base=catalogue.site_url or "",
        page=catalogue.site_url + channel.page if catalogue.site_url else catalogue.home,
        deleted=deleted,
        is_complete=most is None or len(newest) <= most,
        former_folders=channel.former_folders,
    )


def _belongs(history: ProjectHistory, channel: Channel) -> bool:
    if channel.kind == "publisher":
        return history.source_id == channel.value
    return not channel.kind or key(channel.group) in history.groups


def _item(project: Project, publication: Publication, site_url: str | None) -> Item:
    compiler = publication.file.get("compiledBy", {}).get("name", {})
    who = one_line(pick(publication.name)[1], NAME_LIMIT)
    return Item(
        id=project.oldest_iri,
        title=one_line(pick(project.title)[1], TITLE_LIMIT),
        lines=tuple(filter(None, _lines(project, who, one_line(pick(compiler)[1], NAME_LIMIT)))),
        published=project.first_seen,
        updated=project.changed_at,
        tags=tuple(_tags(project)),
        links=tuple(_links(project, publication, site_url)),
        author=one_line(pick(compiler)[1], NAME_LIMIT) if compiler else who,
        author_iri=f"{publication.address}#_compiler" if compiler else publication.iri,
    )


def _lines(project: Project, who: str, compiler: str) -> Iterator[str]:
    data = project.data
    yield one_line(pick(data.get("summary", {}))[1], TEXT_LIMIT)
    facts = (
        _("A project of {publisher}").format(publisher=who),
        _("Phase: {phase}").format(phase=words.title("phase", data["phase"])) if "phase" in data else "",
        _("The work: {status}").format(status=words.title("status", data["status"])) if "status" in data else "",
    )
    yield one_line(". ".join(filter(None, facts)) + ".", TEXT_LIMIT)
    yield compiled_by(compiler, who)


def _tags(project: Project) -> Iterator[str]:
    found = (project.data.get("phase"), project.data.get("status"), *sorted(project.data.get("topics", ())))
    yield from dict.fromkeys(one_line(each, NAME_LIMIT) for each in found if each)


def _links(project: Project, publication: Publication, site_url: str | None) -> Iterator[Link]:
    own = pick(project.data.get("url", {}))[1]
    page = site_url + paths.project_page(project.source_id, project.id) if site_url else own
    if is_web_address(page):
        yield Link(page, "alternate", HTML)
    if is_web_address(publication.address):
        yield Link(str(publication.address), "via", JSON_FILE)
