"""`meta.nq`: the run itself as linked data. All that moves stands here, so that `graph.nq` moves with content alone."""

from __future__ import annotations

from collections.abc import Iterator

from councilprojects_aggregator.model import Catalogue, Publication, Run
from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.nquads import Term, Triple
from councilprojects_aggregator.writers.graph.terms import term


def describe_run(catalogue: Catalogue, run: Run) -> Iterator[Triple]:
    """Yield the run as a `prov:Activity`, and each source's last attempt as another that is part of it."""
    activity = nquads.iri(f"{catalogue.home}#run")
    yield activity, term("rdf:type"), term("prov:Activity")
    yield activity, term("prov:endedAtTime"), nquads.moment(run.now)
    yield activity, term("prov:generated"), nquads.iri(f"{catalogue.home}#catalogue")
    yield activity, term("v:softwareVersion"), nquads.text(f"councilprojects {run.version}")
    for publication in catalogue.publications:
        yield from _attempt(catalogue, run, activity, publication)


def _attempt(catalogue: Catalogue, run: Run, activity: Term | None, publication: Publication) -> Iterator[Triple]:
    record, source = publication.record, publication.source
    if record.attempt is None:
        return
    attempt = nquads.iri(f"{catalogue.home}#attempt-{source.id}")
    yield attempt, term("rdf:type"), term("prov:Activity")
    yield attempt, term("prov:used"), nquads.iri(source.url)
    yield attempt, term("prov:startedAtTime"), nquads.moment(record.attempt.tried_at)
    yield attempt, term("v:fetchOutcome"), nquads.text(record.attempt.outcome)
    yield attempt, term("v:httpStatus"), nquads.number(record.attempt.status)
    yield attempt, term("v:checkedAt"), nquads.moment(record.good.checked_at if record.good else None)
    yield attempt, term("prov:generated"), nquads.iri(f"{catalogue.home}#record-{source.id}")
    # Who was not asked this time keeps an earlier attempt: that one is no part of this run.
    if source.id in run.outcomes:
        yield attempt, term("dct:isPartOf"), activity
        yield attempt, term("v:finalUrl"), nquads.iri(run.outcomes[source.id].final_url)
