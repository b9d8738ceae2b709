"""One file registered twice: all answers of a run in, the sources that deliver somebody else's file out.

Stands between `accept` and `step`. In one real index 344 of 414 apparent shares were a single list registered twice:
nothing may be called collaboration before this was asked (standard, “The registry”). Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from councilprojects_aggregator.judging.hosts import url_key
from councilprojects_aggregator.model import Answer, FetchOutcome, GoodCopy, Record, Registry


def repeated(
    registry: Registry,
    outcomes: Mapping[str, FetchOutcome],
    answers: Mapping[str, Answer],
    records: Mapping[str, Record],
) -> dict[str, str]:
    """Return each source whose file another one delivers as well, with the id of that other one.

    The same file is the same final URL or the same bytes. It belongs to the source that has it as its good copy
    already, else to the first by id; so of two councils whose files were exchanged neither is believed. `records` are
    those from before the run. A source that did not answer, or whose answer is refused, stands with its good copy.
    Give it the `registry.active` sources: one that has ended owns nothing, for a successor may serve its file.
    """
    asked = sorted(source.id for source in registry.sources)
    copies = {source_id: records[source_id].good for source_id in asked if source_id in records}
    delivered = {
        source_id: _delivered(outcomes.get(source_id), answers.get(source_id), copies.get(source_id))
        for source_id in asked
    }
    owners: dict[str, str] = {}
    for source_id, copy in copies.items():
        for key in _kept(copy, delivered[source_id]):
            owners.setdefault(key, source_id)
    for source_id in asked:
        for key in delivered[source_id]:
            owners.setdefault(key, source_id)
    found = {source_id: {owners[key] for key in delivered[source_id]} - {source_id} for source_id in asked}
    return {source_id: min(others) for source_id, others in found.items() if others}


def _delivered(outcome: FetchOutcome | None, answer: Answer | None, copy: GoodCopy | None) -> frozenset[str]:
    if outcome and outcome.body is not None and answer and answer.refusal is None:
        return frozenset({url_key(outcome.final_url), hashlib.sha256(outcome.body).hexdigest()})
    return _keys(copy)


def _kept(copy: GoodCopy | None, delivered: frozenset[str]) -> frozenset[str]:
    """Return what stays a source's own: the bytes that it published, and their URL unless it has left that."""
    return frozenset({copy.sha256}) | (_keys(copy) & delivered) if copy else frozenset()


def _keys(copy: GoodCopy | None) -> frozenset[str]:
    return frozenset({url_key(copy.final_url), copy.sha256}) if copy else frozenset()
