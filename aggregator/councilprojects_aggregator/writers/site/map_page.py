"""The map: nations and regions as tiles, each with who publishes there, and an invitation to those who do not yet.

No geometry: the tiles are an ordered list that a style sheet lays out as a map (`TILES`, `site.css`). What counts as
here is any record; whether a council published it itself stands beside its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from councilprojects_aggregator.groups import COUNCILS
from councilprojects_aggregator.model import Publication
from councilprojects_aggregator.slugs import slug
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.facets import NATIONS
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_aggregator.writers.site.sheets import sheet
from councilprojects_validator.codelists import Authority
from councilprojects_validator.standard import authorities

TILES = (
    "Scotland",
    "Northern Ireland",
    "North East",
    "North West",
    "Yorkshire and The Humber",
    "Wales",
    "West Midlands",
    "East Midlands",
    "East of England",
    "South West",
    "South East",
    "London",
)
"""From north to south, each row from west to east; where each stands is in `site.css`, by its slug."""

COLUMNS = ("publisher", "nation", "region", "gss", "type", "projects", "compiled", "url", "file", "publisherId")
TABLE = "councils.csv"
FEED = f"{paths.FEEDS}{COUNCILS}/"
"""Of whoever begins to publish, or ends."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One nation or region."""

    name: str
    slug: str
    here: tuple[Publication, ...]
    """Who has records here, by name."""
    missing: tuple[Authority, ...]
    """Councils of today that have none yet, by name."""
    known: int
    """How many councils of today there are."""
    projects: int

    @property
    def page(self) -> str:
        """The list of its projects; where there are none, its place on the page of the map."""
        return paths.list_page("place", self.slug) if self.projects else f"{paths.MAP}#{self.slug}"


def map_pages(material: Material) -> Iterator[Page]:
    """Yield the page, and the table of all publishers that goes with it."""
    shown = tiles(material)
    placed = {publication.source.id for tile in shown for publication in tile.here}
    elsewhere = [one for one in material.councils if one.source.id not in placed]
    yield material.pages.page(paths.MAP, "map.html", tiles=shown, elsewhere=elsewhere, feed=FEED)
    if not material.pages.tongue:
        yield paths.COUNCILS + TABLE, sheet(COLUMNS, map(_row, material.councils))


def tiles(material: Material) -> tuple[Tile, ...]:
    """Return all tiles; a region that only a record names comes after ours."""
    here: dict[str, list[Publication]] = {name: [] for name in TILES}
    for publication in material.councils:
        name = region_of(publication)
        if name:
            here.setdefault(name, []).append(publication)
    present = _authorities()
    return tuple(_tile(name, found, present.get(name, ())) for name, found in here.items())


def region_of(publication: Publication) -> str:
    """Return the tile that a publisher belongs to: its region in England, else its nation; nothing if unknown."""
    place = publication.place
    if place is None:
        return ""
    if place.nation and slug(place.nation) in NATIONS and place.nation != "England":
        return place.nation
    return place.region or ""


def _authorities() -> Mapping[str, tuple[Authority, ...]]:
    found: dict[str, list[Authority]] = {}
    for authority in sorted(authorities().values(), key=lambda one: one.short_name):
        found.setdefault(authority.region if authority.nation == "England" else authority.nation, []).append(authority)
    return {name: tuple(each) for name, each in found.items()}


def _tile(name: str, here: list[Publication], present: tuple[Authority, ...]) -> Tile:
    joined = {publication.place.gss for publication in here if publication.place}
    return Tile(
        name=name,
        slug=slug(name),
        here=tuple(here),
        missing=tuple(one for one in present if one.gss not in joined),
        known=len(present),
        projects=sum(len(publication.projects) for publication in here),
    )


def _row(publication: Publication) -> list[object]:
    place = publication.place
    return [
        words.best(publication.name),
        place.nation if place else None,
        place.region if place else None,
        place.gss if place else None,
        kind_of(publication),
        len(publication.projects),
        "yes" if "compiledBy" in publication.file else "no",
        publication.data.get("url"),
        publication.source.url,
        publication.source.id,
    ]


def kind_of(publication: Publication) -> str:
    """Return the code of what kind of body publishes: as the list of authorities says, else as it says itself."""
    listed = publication.place.type if publication.place else None
    return str(listed or publication.source.type or publication.data.get("type") or "")
