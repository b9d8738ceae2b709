"""What belongs together in the catalogue of `site_catalogue`: one match of each kind, spelt out."""

from __future__ import annotations

from datetime import UTC, date, datetime

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.model import (
    AlikeWants,
    Because,
    BuiltOn,
    Catalogue,
    ContractEnd,
    ContractsNear,
    ForYou,
    Kind,
    Match,
    Matches,
    Opening,
    Partnership,
    Reason,
    SameWork,
    Similar,
    WantMet,
)

BINS = "https://www.marlowe.example/projects.json#missed-bins"
BINIAU = "https://www.bro.example/projects.json#biniau"
ATTACK = "https://www.trickster.example/projects.json#attack"
THORNE = "https://www.thorne.example/projects.json#_publisher"
FOUND = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)

SERVICE = Reason(Because.SERVICES, ("524",))
WORDS = Reason(Because.WORDS, ("bins", "<b>crews</b>"))


def matches(catalogue: Catalogue) -> Matches:
    similar = (Similar(BINS, BINIAU, 700, (SERVICE, WORDS)), Similar(BINS, ATTACK, 300, (WORDS,)))
    same = SameWork(BINIAU, BINS, (Reason(Because.LISTED),))
    built = BuiltOn(BINS, BINIAU, (Reason(Because.BASED_ON),))
    wanted, research = _item(catalogue, BINS, "wants"), _item(catalogue, THORNE, "wants")
    mentoring = _item(catalogue, THORNE, "offers")
    met = WantMet(wanted, mentoring, 600, (Reason(Because.RESOURCE, ("mentoring",)), WORDS), "2026-12-31")
    alike = AlikeWants(wanted, research, 500, (WORDS,), "2026-12-31")
    near = ContractsNear("RoundsWise", "Kestrel Ltd", (_contract(catalogue, BINS), _contract(catalogue, THORNE)))
    gone = Similar(BINS, "https://gone.example/projects.json#gone", 900, (WORDS,))
    return Matches(
        similar={BINS: (gone, *similar)},
        same_work=(same,),
        built_on=(built,),
        wants_met=(met,),
        alike_wants=(alike,),
        contracts=(near,),
        partnerships=(
            Partnership(BINS, "bro", BINIAU, confirmed=True),
            Partnership(BINS, "thorne", None, confirmed=False),
        ),
        for_you={
            "marlowe": (
                _entry(Kind.SIMILAR, similar[0]),
                _entry(Kind.SAME_WORK, same),
                _entry(Kind.OFFER_FOR_YOUR_WANT, met),
                _entry(Kind.ALIKE_WANT, alike),
                _entry(Kind.CONTRACTS, near),
            ),
            "thorne": (_entry(Kind.WANT_FOR_YOUR_OFFER, met),),
            "bro": (_entry(Kind.BUILT_ON, built),),
        },
    )


def _entry(kind: Kind, match: Match) -> ForYou:
    return ForYou(f"urn:uuid:{kind}", kind, FOUND, match)


def _item(catalogue: Catalogue, iri: str, name: str) -> Opening:
    source_id, data = _record(catalogue, iri)
    item = data[name][0]
    return Opening(source_id, iri, item_key(item), item.get("until"))


def _contract(catalogue: Catalogue, iri: str) -> ContractEnd:
    source_id, data = _record(catalogue, iri)
    return ContractEnd(source_id, iri, item_key(data["contracts"][0]), date(2028, 6, 30))


def _record(catalogue: Catalogue, iri: str) -> tuple[str, dict[str, list[dict[str, str]]]]:
    records = {project.iri: (project.source_id, project.data) for project in catalogue.projects}
    return (records | {one.iri: (one.source.id, one.data) for one in catalogue.publications if one.iri})[iri]
