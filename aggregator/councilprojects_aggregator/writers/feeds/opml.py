"""All feeds as one list that a reader can import: OPML 2.0 (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] (a C extension; lxml-stubs break feedgen's types)
from lxml.builder import E

from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.channels import Channel, kinds
from councilprojects_aggregator.writers.feeds.feed import NAME_LIMIT
from councilprojects_aggregator.writers.plain import one_line
from councilprojects_validator.wording import _


def opml(catalogue: Catalogue, channels: Sequence[Channel]) -> bytes:
    """Return the list: what is new, projects as they stand, “for you”, and problems with files, each by kind."""
    outlines = [
        E.outline(*_tree(catalogue, channels, paths.CHANGES), text=_("What is new")),
        E.outline(*_tree(catalogue, channels, paths.STATE), text=_("Projects as they stand, for programs")),
        E.outline(*_for_you(catalogue, channels), text=_("For one council")),
        E.outline(*_problems(catalogue, channels), text=_("Problems with files, for web teams")),
    ]
    title = _("{name}: all feeds").format(name=one_line(catalogue.name, NAME_LIMIT))
    document = E.opml(E.head(E.title(title)), E.body(*outlines), version="2.0")
    return bytes(etree.tostring(document, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _tree(catalogue: Catalogue, channels: Sequence[Channel], name: str) -> Iterable[etree._Element]:
    headings: Mapping[str, str] = {"": _("All of them"), **kinds()}
    for kind, group in groupby(channels, key=lambda channel: channel.kind):
        feeds = [
            _outline(catalogue, each.label or headings[""], paths.feed(each.folder, name, paths.ATOM), each.page)
            for each in group
            if each.is_of_projects or name == paths.CHANGES
        ]
        yield from feeds if not kind else [E.outline(*feeds, text=headings[kind])]


def _for_you(catalogue: Catalogue, channels: Sequence[Channel]) -> Iterable[etree._Element]:
    for each in channels:
        if each.kind == "publisher":
            page = paths.for_you_page(each.value)
            yield _outline(catalogue, each.label, paths.feed(page, paths.CHANGES, paths.ATOM), page)


def _problems(catalogue: Catalogue, channels: Sequence[Channel]) -> Iterable[etree._Element]:
    yield _outline(catalogue, _("All of them"), paths.PROBLEMS, paths.STATUS)
    for each in channels:
        if each.kind == "publisher":
            yield _outline(catalogue, each.label, paths.problems_feed(each.value), paths.status_page(each.value))


def _outline(catalogue: Catalogue, text: str, path: str, page: str) -> etree._Element:
    def address(to: str) -> str:
        return catalogue.site_url + to if catalogue.site_url else paths.relative(paths.OPML, to)

    return E.outline(text=text, title=text, type="rss", xmlUrl=address(path), htmlUrl=address(page))
