"""The noticeboard: all that is wanted and offered today, what closes soonest first; a list for each kind of help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from councilprojects_aggregator.slugs import slug
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.site.facets import kind_of_help
from councilprojects_aggregator.writers.site.fits import key_of
from councilprojects_aggregator.writers.site.material import Material, Page
from councilprojects_aggregator.writers.site.openings import Opening
from councilprojects_aggregator.writers.site.parting import parts
from councilprojects_aggregator.writers.site.sheets import HELP_COLUMNS, help_row, sheet
from councilprojects_validator.wording import _

# Of each side: what one looks through at one go, those that close soonest.
FIRST = 12
# Each may say whom to ask, and what fits.
ON_A_PAGE = 40
SINGULAR = {"wants": "want", "offers": "offer"}


@dataclass(frozen=True, slots=True)
class Kind:
    """All that is wanted, or offered, of one kind of help."""

    side: str
    """`wants` or `offers`."""
    heading: str
    """Of that side."""
    slug: str
    label: str
    openings: tuple[Opening, ...]

    @property
    def page(self) -> str:
        return paths.help_page(self.side, self.slug)

    @property
    def table(self) -> str:
        """The link from its page to the table of its side."""
        return paths.relative(self.page, f"{paths.HELP}{self.side}.csv")

    @property
    def feed(self) -> str:
        """The folder of its feeds."""
        return paths.feed_folder({"wants": "wanted", "offers": "offered"}[self.side], self.slug)


@dataclass(frozen=True, slots=True)
class Side:
    """One half of the noticeboard."""

    name: str
    heading: str
    nothing: str
    count: int
    kinds: tuple[Kind, ...]
    first: Sequence[Markup]


def help_pages(material: Material) -> Iterator[Page]:
    """Yield the noticeboard, its lists, and a table of each side."""
    nothing = {
        "wants": _("No council asks for help today. If yours would like some, one line in its file is enough."),
        "offers": _(
            "Nothing is on offer today. If your council has something that others could use, one line in its file is"
            " enough."
        ),
    }
    headings = {"wants": _("Help wanted"), "offers": _("On offer")}
    sides = [
        Side(
            name,
            headings[name],
            nothing[name],
            len(opened),
            kinds(name, headings[name], opened),
            _cards(material, opened[:FIRST], paths.HELP),
        )
        for name, opened in material.openings.items()
    ]
    yield material.pages.page(paths.HELP, "help.html", sides=sides)
    for side in sides:
        for kind in side.kinds:
            yield from _kind(material, kind)
    for name, opened in material.openings.items() if not material.pages.tongue else ():
        yield f"{paths.HELP}{name}.csv", sheet(HELP_COLUMNS, (help_row(opening) for opening in opened))


def kinds(side: str, heading: str, opened: Sequence[Opening]) -> tuple[Kind, ...]:
    """Return the kinds of help of one side, that of which there is most first."""
    found: dict[str, tuple[str, list[Opening]]] = {}
    for opening in opened:
        code, label = kind_of_help(opening.item)
        found.setdefault(slug(code), (label, []))[1].append(opening)
    every = (Kind(side, heading, code, label, tuple(each)) for code, (label, each) in found.items())
    return tuple(sorted(every, key=lambda one: (-len(one.openings), one.label.casefold(), one.slug)))


def _kind(material: Material, kind: Kind) -> Iterator[Page]:
    for part in parts(kind.openings, ON_A_PAGE):
        cards = _cards(material, part.items, kind.page)
        yield material.pages.page(kind.page, "help_kind.html", file=part.file, kind=kind, part=part, cards=cards)


def _cards(material: Material, opened: Sequence[Opening], page: str) -> list[Markup]:
    card, root = material.pages.part("opening_card"), paths.relative(page, paths.HOME)
    return [card(one, SINGULAR[one.kind], material.fitting.get(key_of(one), ()), root) for one in opened]
