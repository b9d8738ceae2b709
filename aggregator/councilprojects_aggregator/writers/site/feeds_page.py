"""Everything to subscribe to: one page, and for each kind of which there is much a list of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.feeds.channels import Channel, channels, kinds
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_aggregator.writers.site.parting import parts
from councilprojects_validator.wording import _

# Some 60 kB of each kind on the page of all.
LISTED_WHOLE = 60
# Some 200 kB: each has a dozen addresses.
ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Group:
    """All feeds of one kind."""

    kind: str
    heading: str
    channels: tuple[Channel, ...]

    @property
    def page(self) -> str:
        """The list of its own, if it needs one."""
        return f"{paths.FEEDS}{self.kind}/" if len(self.channels) > LISTED_WHOLE else ""


def feeds_pages(material: Material) -> Iterator[Page]:
    """Yield the page of all, and the lists of those kinds that are too long for it."""
    groups = _groups(material)
    yield material.pages.page(paths.FEEDS, "feeds.html", groups=groups)
    for group in groups:
        for part in parts(group.channels, ON_A_PAGE) if group.page else ():
            yield material.pages.page(group.page, "feeds_kind.html", file=part.file, group=group, part=part)


def _groups(material: Material) -> list[Group]:
    headings = {"": _("Everything"), **kinds()}
    grouped = groupby(channels(material.catalogue), key=lambda channel: channel.kind)
    return [Group(kind, headings[kind], tuple(group)) for kind, group in grouped]
