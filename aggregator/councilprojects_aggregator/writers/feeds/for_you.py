"""“For you” as feeds: for each council what others do, want, offer or buy that is likely to be of use to it, once each.

The entries are those of the stage `match`, with the day on which a run first found them. They are the aggregator's own
word: nobody's name stands as their author. What is no longer published is named in none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.matching.reasons import sentence
from councilprojects_aggregator.model import (
    AlikeWants,
    Because,
    Catalogue,
    ContractsNear,
    ForYou,
    Kind,
    Lane,
    Match,
    Opening,
    Project,
    Publication,
    Reason,
    WantMet,
)
from councilprojects_aggregator.registrations import feed_name, former_ids
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.feed import HTML, MOST_ENTRIES, NAME_LIMIT, Feed, Item, Link
from councilprojects_aggregator.writers.iris import is_web_address
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_aggregator.writers.site import words
from councilprojects_validator.wording import _

PART_LIMIT = 120
LINE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class _Other:
    """The other end of a match: who, what in a few words, and where to read more."""

    who: str
    what: str
    page: str
    iri: str
    reasons: tuple[Reason, ...] = ()
    until: str | None = None
    """The last day that it is open, if it has one."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the catalogue holds, by what matches call it."""

    owners: Mapping[str, Publication]
    projects: Mapping[str, Project]
    items: Mapping[tuple[str, str], str]
    """Offers and wants in words, by record and key."""


def for_you_feeds(catalogue: Catalogue) -> Iterator[Feed]:
    """Yield one for each council, be it empty: it can be followed from the first day."""
    shown = _shown(catalogue)
    home = catalogue.first_home or catalogue.home
    owner = one_line(catalogue.name, NAME_LIMIT)
    for publication in catalogue.publications:
        source_id = publication.source.id
        if publication.source.lane is not Lane.LIVE:
            continue
        told = (_item(each, source_id, shown, catalogue) for each in catalogue.matches.for_you.get(source_id, ()))
        items = tuple(islice(filter(None, told), MOST_ENTRIES))
        page = paths.for_you_page(source_id)
        yield Feed(
            folder=page,
            name=paths.CHANGES,
            id=f"{home}#for-you/{feed_name(publication)}",
            title=_("{name}: for {council}").format(
                name=owner, council=_short(pick(publication.name)[1] or publication.source.name)
            ),
            subtitle=_(
                "Similar work, wants and offers that fit, contracts that end near each other: one entry for each"
            ),
            owner=owner,
            updated=max((item.published for item in items), default=catalogue.started_at),
            items=items,
            base=catalogue.site_url or "",
            page=catalogue.site_url + page if catalogue.site_url else catalogue.home,
            former_folders=tuple(map(paths.for_you_page, former_ids(publication, catalogue))),
        )


def _shown(catalogue: Catalogue) -> _Shown:
    said = [(project.iri, project.data) for project in catalogue.projects]
    said += [(one.iri, one.data) for one in catalogue.publications if one.iri]
    return _Shown(
        owners={one.source.id: one for one in catalogue.publications},
        projects={project.iri: project for project in catalogue.projects},
        items={
            (iri, item_key(item)): pick(item["description"])[1]
            for iri, data in said
            for name in ("offers", "wants")
            for item in data.get(name, ())
        },
    )


def _item(entry: ForYou, source_id: str, shown: _Shown, catalogue: Catalogue) -> Item | None:
    other = _other(entry, source_id, shown)
    if other is None:
        return None
    lead = catalogue.site_url + other.page if catalogue.site_url else other.iri
    title = _words()[entry.kind].format(who=other.who, what=other.what)
    why = " ".join(sentence(reason) for reason in other.reasons)
    return Item(
        id=entry.id,
        title=title,
        lines=tuple(
            one_line(line, LINE_LIMIT)
            for line in (why or title, _beside(entry.match, source_id, shown), _until(other))
            if line
        ),
        published=entry.since,
        updated=entry.since,
        tags=(entry.kind.value,),
        links=(Link(lead, "alternate", HTML),) if is_web_address(lead) else (),
    )


def _beside(match: Match, source_id: str, shown: _Shown) -> str:
    """Return which of the council's own it stands beside, as a sentence; empty for contracts, which say so already."""
    if isinstance(match, ContractsNear):
        return ""
    if isinstance(match, (WantMet, AlikeWants)):
        both = (match.want, match.offer) if isinstance(match, WantMet) else (match.one, match.other)
        mine = (shown.items.get((each.iri, each.key), "") for each in both if each.source_id == source_id)
    else:
        ends = (shown.projects.get(iri) for iri in (match.project, match.other))
        mine = (pick(each.title)[1] for each in ends if each and each.source_id == source_id)
    said = _short(next(mine, ""))
    return _("Yours beside it: {mine}").format(mine=said) if said else ""


def _until(other: _Other) -> str:
    return _("Open until {day}.").format(day=words.day(other.until)) if other.until else ""


def _words() -> Mapping[Kind, str]:
    return {
        Kind.SIMILAR: _("{who} works on something similar: {what}"),
        Kind.SAME_WORK: _("{who} lists the same work: {what}"),
        Kind.BUILT_ON: _("{who} has built on your work: {what}"),
        Kind.OFFER_FOR_YOUR_WANT: _("{who} offers what you want: {what}"),
        Kind.WANT_FOR_YOUR_OFFER: _("{who} wants what you offer: {what}"),
        Kind.ALIKE_WANT: _("{who} wants the same as you: {what}"),
        Kind.CONTRACTS: _("Contracts for {what} end near yours: {who}"),
    }


def _other(entry: ForYou, source_id: str, shown: _Shown) -> _Other | None:
    match = entry.match
    if isinstance(match, ContractsNear):
        return _contracts(match, source_id, shown)
    if isinstance(match, WantMet):
        return _opening(match.offer if match.want.source_id == source_id else match.want, match.reasons, shown)
    if isinstance(match, AlikeWants):
        return _opening(match.other if match.one.source_id == source_id else match.one, match.reasons, shown)
    ends = [shown.projects.get(iri) for iri in (match.project, match.other)]
    others = [project for project in ends if project and project.source_id != source_id]
    return _work(others[0], match.reasons, shown) if others and None not in ends else None


def _work(project: Project, reasons: tuple[Reason, ...], shown: _Shown) -> _Other:
    page = paths.project_page(project.source_id, project.id)
    return _Other(_name(project.source_id, shown), _short(pick(project.title)[1]), page, project.iri, reasons)


def _opening(opening: Opening, reasons: tuple[Reason, ...], shown: _Shown) -> _Other | None:
    said = shown.items.get((opening.iri, opening.key))
    if said is None:
        return None
    project = shown.projects.get(opening.iri)
    page = paths.project_page(project.source_id, project.id) if project else paths.publisher_page(opening.source_id)
    return _Other(_name(opening.source_id, shown), _short(said), page, opening.iri, reasons, opening.until)


def _contracts(near: ContractsNear, source_id: str, shown: _Shown) -> _Other | None:
    others = dict.fromkeys(one.source_id for one in near.contracts if one.source_id != source_id)
    # A hundred councils may have one system, and no entry names more than fit.
    named = islice((other for other in others if other in shown.owners), PART_LIMIT)
    names = [_name(other, shown) for other in named]
    what = _short(near.system or near.supplier)
    reasons = (Reason(Because.SYSTEM, (near.system,)),) if near.system else ()
    return _Other(_short(", ".join(names)), what, paths.CONTRACTS, near.contracts[0].iri, reasons) if names else None


def _name(source_id: str, shown: _Shown) -> str:
    publication = shown.owners[source_id]
    return _short(pick(publication.name)[1] or publication.source.name)


def _short(text: str) -> str:
    return one_line(text, PART_LIMIT)
