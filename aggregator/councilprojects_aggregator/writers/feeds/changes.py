"""Changes feeds: one entry for each real change, immutable, newest first, with archives behind them (RFC 5005).

An entry is an event of the catalogue in words; of contracts, that one ends soon (`contracts`). Whose
feed it is in was settled when it was told (`groups`).
Nothing here takes the time: a feed was updated when its newest event happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from councilprojects_aggregator.groups import CONTRACTS, key
from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.entries import Entry, entries
from councilprojects_aggregator.writers.feeds.channels import Channel, kinds
from councilprojects_aggregator.writers.feeds.contracts import contract_items
from councilprojects_aggregator.writers.feeds.feed import HTML, MOST_ENTRIES, NAME_LIMIT, Feed, Item, Link
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_validator.wording import _

ARCHIVE = "archive/"


def changes_feeds(catalogue: Catalogue, channels: Sequence[Channel]) -> Iterator[Feed]:
    """Yield the changes feed of each channel, and what of it is archived."""
    items = tuple(map(_item, entries(catalogue)))
    by_group: dict[str, list[Item]] = {}
    for event, item in zip(catalogue.events, items, strict=True):
        for group in event.groups:
            by_group.setdefault(group, []).append(item)
    by_group[key(CONTRACTS)] = list(contract_items(catalogue))
    for channel in channels:
        yield from _with_archive(catalogue, channel, by_group.get(key(channel.group), ()) if channel.kind else items)


def _item(entry: Entry) -> Item:
    return Item(
        id=entry.id,
        title=entry.title,
        lines=(entry.text,),
        published=entry.published,
        updated=entry.published,
        tags=(entry.kind.value,),
        links=(Link(entry.link, "alternate", HTML),) if entry.link else (),
        author=entry.author,
        author_iri=entry.author_iri,
    )


def _with_archive(catalogue: Catalogue, channel: Channel, items: Sequence[Item]) -> Iterator[Feed]:
    """Yield the feed of the newest entries; where there are more, every full hundred from the oldest on before it.

    So an archive document, once there, stays as it is, and the newest hundred overlap with the last one.
    """
    whole = len(items) // MOST_ENTRIES if len(items) > MOST_ENTRIES else 0
    names = [f"{ARCHIVE}{paths.CHANGES}-{number}" for number in range(1, whole + 1)]
    yield _feed(catalogue, channel, items[:MOST_ENTRIES], before=names[-1] if names else None)
    for number, name in enumerate(names):
        last = len(items) - number * MOST_ENTRIES
        yield _feed(
            catalogue,
            channel,
            items[last - MOST_ENTRIES : last],
            name=name,
            before=names[number - 1] if number else None,
            archives=paths.CHANGES,
        )


def _feed(  # noqa: PLR0913 (by name; what an archive document has of its own)
    catalogue: Catalogue,
    channel: Channel,
    items: Sequence[Item],
    *,
    name: str = paths.CHANGES,
    before: str | None = None,
    archives: str | None = None,
) -> Feed:
    owner = one_line(catalogue.name, NAME_LIMIT)
    return Feed(
        folder=channel.folder,
        name=name,
        id=feed_id(catalogue, channel, paths.CHANGES),
        title=title(_("{name}: what is new").format(name=owner), channel),
        subtitle=_("Changes at councils that publish their projects: one entry for each"),
        owner=owner,
        updated=max((item.published for item in items), default=catalogue.started_at),
        items=tuple(items),
        base=catalogue.site_url or "",
        page=catalogue.site_url + channel.page if catalogue.site_url else catalogue.home,
        before=before,
        archives=archives,
        former_folders=channel.former_folders,
    )


def feed_id(catalogue: Catalogue, channel: Channel, name: str) -> str:
    """Return a feed's id: never another one, wherever the site is served later (docs/decisions/feeds.md)."""
    home = catalogue.first_home or catalogue.home
    return f"{home}#{name}{f'/{channel.kind}/{channel.name or channel.value}' if channel.kind else ''}"


def title(whole: str, channel: Channel) -> str:
    """Return the title of a channel's feed, beginning as that of the whole does."""
    if not channel.kind:
        return whole
    names: Mapping[str, str] = kinds()
    return _("{whole} – {kind}: {label}").format(whole=whole, kind=names[channel.kind], label=channel.label)
