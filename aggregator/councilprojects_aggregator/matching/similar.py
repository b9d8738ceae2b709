"""Similar projects of other councils, at most five each, with what they have in common. A part of the `match` stage.

What was worked out before is used again for records that did not change. Promises that this gives the very matches
that working out everything anew would give: a score depends on two records alone, so only what changed, and those who
lost one of their five, are looked at again (`rows`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from councilprojects_aggregator.matching.neighbours import Apart, Kept, changed_rows
from councilprojects_aggregator.matching.rows import digest_of
from councilprojects_aggregator.matching.terms import project_reading
from councilprojects_aggregator.model import Project, Similar

COMPARED = ("title", "summary", "problem", "services", "topics")
"""The members of a project that matching reads."""


_KEPT = msgspec.msgpack.Decoder(Kept)
_pack = msgspec.msgpack.Encoder().encode


def similar_projects(
    projects: Iterable[Project], apart: Apart, edition: str = "", kept: Mapping[str, bytes] | None = None
) -> tuple[Mapping[str, tuple[Similar, ...]], Mapping[str, bytes]]:
    """Return the similar ones of each project, by IRI, and what to keep for the next run."""
    ordered = sorted(projects, key=lambda project: project.iri)
    digests = [_digest(project, apart, edition) for project in ordered]
    before = _before(ordered, digests, kept or {})
    read = {position: project_reading(ordered[position].data) for position, was in enumerate(before) if was is None}
    packed = [was.terms if was else msgspec.Raw(_pack(read[at].terms)) for at, was in enumerate(before)]
    changed = changed_rows(ordered, packed, apart, before, read)
    rows = [
        was.similar if was is not None and position not in changed else changed[position]
        for position, was in enumerate(before)
    ]
    to_keep = {
        project.iri: (kept or {})[project.iri]
        if position not in changed
        else _pack(Kept(digests[position], packed[position], rows[position]))
        for position, project in enumerate(ordered)
    }
    return {project.iri: row for project, row in zip(ordered, rows, strict=True) if row}, to_keep


def _digest(project: Project, apart: Apart, edition: str) -> str:
    compared = {name: project.data[name] for name in COMPARED if name in project.data}
    return digest_of([edition, project.source_id, compared, sorted(apart.get(project.iri, ()))])


def _before(projects: Sequence[Project], digests: Sequence[str], kept: Mapping[str, bytes]) -> list[Kept | None]:
    """Return what is kept of each project, None for those that are new or changed."""
    found: list[Kept | None] = []
    for project, digest in zip(projects, digests, strict=True):
        was = _unpacked(kept.get(project.iri))
        found.append(was if was and was.digest == digest else None)
    return found


def _unpacked(packed: bytes | None) -> Kept | None:
    """Return what is kept; None where there is nothing, or what another edition wrote in another form."""
    try:
        return _KEPT.decode(packed) if packed else None
    except msgspec.MsgspecError:
        return None
