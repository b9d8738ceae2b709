"""A project as it stands in a list: what every list of the site and the search data show of it."""

from __future__ import annotations

from dataclasses import dataclass

from councilprojects_aggregator.model import Project, Publication
from councilprojects_aggregator.slugs import slug
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.plain import clean, one_line
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.standing import confirmed

# Enough to judge by; all of them together are what a search has to load.
SUMMARY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Card:
    """Clean text throughout; the languages are those of the text shown. `phase` is safe to name a style by."""

    path: str
    title: str
    title_lang: str
    summary: str
    summary_lang: str
    council: str
    phase: str
    phase_title: str
    status: str
    status_title: str
    freshness: str
    council_lang: str = ""


EMPTY = Card("", "", "", "", "", "", "", "", "", "", "")
"""What the search script fills."""


def card(project: Project, publication: Publication, known: Card = EMPTY) -> Card:
    """Return the card in the language that is spoken now; `known` is the same in another one.

    What both say alike is there but once.
    """
    title_lang, title = pick(project.title)
    summary_lang, summary = pick(project.data["summary"])
    council_lang, council = pick(publication.name)
    phase, status = project.data.get("phase", ""), project.data.get("status", "")
    return Card(
        path=known.path or paths.project_page(project.source_id, project.id),
        title=known.title if title_lang == known.title_lang else clean(title),
        title_lang=title_lang,
        summary=known.summary if summary_lang == known.summary_lang else one_line(summary, SUMMARY_LENGTH),
        summary_lang=summary_lang,
        council=known.council if council_lang == known.council_lang else clean(council),
        phase=slug(phase) if phase else "",
        phase_title=words.title("phase", phase) if phase else "",
        status=status,
        status_title=words.title("status", status) if status else "",
        freshness=confirmed(project),
        council_lang=council_lang,
    )
