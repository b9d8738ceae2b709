"""What a run prints when it is done: how much was found, what needs somebody's care, what changed on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from councilprojects_aggregator.model import Catalogue, Health, Publication, Run
from councilprojects_aggregator.publish import MARKER, Published
from councilprojects_aggregator.writers.plain import for_terminal
from councilprojects_validator.wording import _, ngettext

WELL = frozenset({Health.CURRENT, Health.PREVIEW, Health.ENDED, Health.SUPERSEDED})

FAILING = frozenset({Health.STALE, Health.MISSING, Health.REFUSED, Health.UNREAD})
"""Nothing could be read last, or not accepted. What is held, or shown but for parts, has been read."""

MOVING = ("status.json", "run.json", "meta.nq", "status/", "cy/status/")
"""The files of moving facts: rewritten by every run, whatever the publishers did (contracts.md, “Time”)."""

MOST_NAMED = 20
"""So many failing sources are named in a terminal; the status page has them all."""

LONGEST_SENTENCE = 1000
"""Characters. Sentences may name what a registry or a file says."""


def failing(catalogue: Catalogue) -> list[str]:
    """Return the ids of the sources that are failing; one that was never asked so far is not."""
    return [each.source.id for each in catalogue.publications if each.health in FAILING and each.record.attempt]


def summary(catalogue: Catalogue, run: Run, published: Published, output: Path) -> str:
    """Return the report of a run as plain text of a few lines."""
    return "\n".join([*_found(catalogue, run), *_troubled(catalogue), *_written(published, output)])


def _found(catalogue: Catalogue, run: Run) -> Iterator[str]:
    count = len(catalogue.publications)
    yield ngettext("{name}: {count} source, {projects}.", "{name}: {count} sources, {projects}.", count).format(
        name=for_terminal(catalogue.name, LONGEST_SENTENCE), count=count, projects=_projects(len(catalogue.projects))
    )
    if run.new_events:
        yield ngettext("{count} new entry in the feeds.", "{count} new entries in the feeds.", run.new_events).format(
            count=run.new_events
        )
    yield from (for_terminal(trouble, LONGEST_SENTENCE) for trouble in catalogue.troubles)


def _projects(count: int) -> str:
    return ngettext("{count} project", "{count} projects", count).format(count=count)


def _troubled(catalogue: Catalogue) -> Iterator[str]:
    troubled = [each for each in catalogue.publications if each.health not in WELL]
    if not troubled:
        return
    count = len(troubled)
    yield ngettext("{count} source needs care:", "{count} sources need care:", count).format(count=count)
    yield from (f"  {each.source.id}: {_sentence(each)}" for each in troubled[:MOST_NAMED])
    if count > MOST_NAMED:
        yield _("  and {count} more; the status page has them all.").format(count=count - MOST_NAMED)


def _sentence(publication: Publication) -> str:
    return for_terminal(publication.reason, LONGEST_SENTENCE) or publication.health.value


def _written(published: Published, output: Path) -> Iterator[str]:
    content = [path for path in published.written if not path.startswith(MOVING) and path != MARKER]
    written = len(published.written)
    if content or published.removed:
        yield ngettext(
            "{output}: {written} file written, {kept} unchanged, {removed} removed.",
            "{output}: {written} files written, {kept} unchanged, {removed} removed.",
            written,
        ).format(output=output, written=written, kept=len(published.kept), removed=len(published.removed))
    else:
        yield ngettext(
            "{output}: unchanged. Only the facts of this run were written ({written} file).",
            "{output}: unchanged. Only the facts of this run were written ({written} files).",
            written,
        ).format(output=output, written=written)
