"""The columns of `projects.csv`: what somebody with a spreadsheet asks first, a row for each project.

A cell is English where there is English, and holds no formula: a spreadsheet runs what begins with `=`, `+`, `-` or
`@`, wide forms and white space before them included (OWASP, CSV injection). Such text gets an apostrophe before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from councilprojects_aggregator.model import Project, Publication
from councilprojects_aggregator.moments import stamp
from councilprojects_aggregator.texts import pick
from councilprojects_aggregator.writers.plain import clean

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BETWEEN = "; "

Cell = Callable[[Project, Publication], Any]


def row(project: Project, publication: Publication) -> list[str]:
    """Return the project's cells, in the order of `COLUMNS`."""
    return [safe_cell(cell(project, publication)) for cell in _CELLS.values()]


def short_row(project: Project, publication: Publication) -> list[Any]:
    """Return the cells of `SHORT`, as they are."""
    return [_CELLS[name](project, publication) for name in SHORT]


def safe_cell(value: Any) -> str:
    """Return `value` as a cell that no spreadsheet runs."""
    text = clean("" if value is None else str(value))
    return f"'{text}" if text.startswith(FORMULA) else text


def _text(name: str) -> Cell:
    return lambda project, _publication: _words(project.data.get(name))


def _plain(name: str) -> Cell:
    return lambda project, _publication: project.data.get(name)


def _list(name: str, of: Callable[[Any], str] = str) -> Cell:
    return lambda project, _publication: _joined(of(item) for item in project.data.get(name, ()))


def _words(texts: Any) -> str:
    return pick(texts)[1] if isinstance(texts, Mapping) else ""


def _name(organisation: Any) -> str:
    return _words(organisation.get("name")) if isinstance(organisation, Mapping) else ""


def _service(service: Mapping[str, Any]) -> str:
    return str(service.get("lgsl") or _words(service.get("name")) or service.get("uri") or "")


def _help(item: Mapping[str, Any]) -> str:
    return _words(item.get("description"))


def _joined(parts: Iterable[str]) -> str:
    return BETWEEN.join(filter(None, parts))


def _email(project: Project, publication: Publication) -> str:
    contact = project.data.get("contact") or publication.data.get("contact") or {}
    return str(contact.get("email", ""))


def _where(name: str) -> Cell:
    return lambda _project, publication: getattr(publication.place, name) if publication.place else None


_CELLS: Mapping[str, Cell] = {
    "publisher": lambda _project, publication: pick(publication.name)[1],
    "title": lambda project, _publication: pick(project.title)[1],
    "summary": _text("summary"),
    "phase": _plain("phase"),
    "status": _plain("status"),
    "reviewed": _plain("reviewed"),
    "freshness": lambda project, _publication: project.freshness.value,
    "freshUntil": lambda project, _publication: project.due,
    "staleSince": lambda project, _publication: stamp(project.stale_since) if project.stale_since else None,
    "url": _text("url"),
    "contact": _email,
    "start": _plain("start"),
    "end": _plain("end"),
    "services": _list("services", _service),
    "topics": _list("topics"),
    "problem": _text("problem"),
    "openTo": _list("openTo"),
    "wants": _list("wants", _help),
    "offers": _list("offers", _help),
    "lead": lambda project, _publication: _name(project.data.get("lead")),
    "partners": _list("partners", _name),
    "outputs": _list("outputs", lambda output: _words(output.get("title"))),
    "repositories": _list("repositories", lambda repository: str(repository.get("url", ""))),
    "technologies": _list("technologies", lambda technology: str(technology.get("name", ""))),
    "marks": lambda project, _publication: _joined(project.marks),
    "nation": _where("nation"),
    "region": _where("region"),
    "verified": lambda _project, publication: "yes" if publication.verified else "no",
    "compiled": lambda _project, publication: "yes" if "compiledBy" in publication.file else "no",
    "licence": lambda _project, publication: publication.licence,
    "publisherId": lambda project, _publication: project.source_id,
    "id": lambda project, _publication: project.id,
    "iri": lambda project, _publication: project.iri,
}

COLUMNS = tuple(_CELLS)

SHORT = (
    "publisher",
    "title",
    "summary",
    "phase",
    "status",
    "reviewed",
    "url",
    "contact",
    "services",
    "topics",
    "wants",
    "offers",
    "iri",
)
"""The columns of the tables beside the site's lists."""
