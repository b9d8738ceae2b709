from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from labelled import real
from small_catalogue import TODAY, MakeCatalogue, iri

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.matching.match import match
from councilprojects_aggregator.matching.openings import is_open
from councilprojects_aggregator.matching.wanted import Kept, wanted
from councilprojects_aggregator.model import Because, Opening, Reason

WANT = {"type": "resource-sharing", "resource": "research", "description": "Research on why bins are missed"}
OFFER = {"type": "knowledge-sharing", "resource": "research", "description": "Our interviews on missed bins"}


def bins(**more: Any) -> dict[str, Any]:
    return {"id": "bins", "title": "Missed bins", **more}


def test_an_offer_of_another_meets_a_want(catalogue_of: MakeCatalogue) -> None:
    until = (TODAY + timedelta(days=30)).isoformat()
    want, offer = WANT | {"until": "2027-03-31"}, OFFER | {"until": until}
    (met,) = wanted(catalogue_of({"alder": [bins(wants=[want])], "birch": [bins(offers=[offer])]})).met
    assert met.want.iri == iri("alder", "bins")
    assert met.offer == Opening("birch", iri("birch", "bins"), met.offer.key, until)
    assert met.until == until
    assert met.reasons[0] == Reason(Because.RESOURCE, ("research",))
    assert met.reasons[1] == Reason(Because.SUBJECTS, ("missed-bins",))


def test_a_publisher_without_a_project_is_heard(catalogue_of: MakeCatalogue) -> None:
    alone = {"_publisher": {"wants": [WANT]}}
    (met,) = wanted(catalogue_of({"alder": [alone], "birch": [bins(offers=[OFFER])]})).met
    assert met.want.iri == iri("alder")
    assert met.until is None


def test_nothing_that_has_closed_is_matched(catalogue_of: MakeCatalogue) -> None:
    closing = WANT | {"until": TODAY.isoformat()}
    councils = {"alder": [bins(wants=[closing])], "birch": [bins(offers=[OFFER])]}
    assert len(wanted(catalogue_of(councils, TODAY)).met) == 1
    assert wanted(catalogue_of(councils, TODAY + timedelta(days=1))).met == ()


def test_another_kind_of_help_or_another_subject_does_not_meet_it(catalogue_of: MakeCatalogue) -> None:
    code = OFFER | {"resource": "code"}
    trees = {
        "id": "trees",
        "title": "Tree inspections",
        "offers": [OFFER | {"description": "Talks with tree surveyors"}],
    }
    assert wanted(catalogue_of({"alder": [bins(wants=[WANT])], "birch": [bins(offers=[code]), trees]})).met == ()


def test_one_that_does_not_say_its_kind_needs_more_in_common(catalogue_of: MakeCatalogue) -> None:
    bare = {key: value for key, value in OFFER.items() if key != "resource"}
    (met,) = wanted(catalogue_of({"alder": [bins(wants=[WANT])], "birch": [bins(offers=[bare])]})).met
    assert Because.RESOURCE not in {reason.because for reason in met.reasons}


def test_nobody_meets_their_own_wants(catalogue_of: MakeCatalogue) -> None:
    assert wanted(catalogue_of({"alder": [bins(wants=[WANT], offers=[OFFER])]})).met == ()


def test_two_who_want_the_same_are_told_once(catalogue_of: MakeCatalogue) -> None:
    other = WANT | {"description": "Interviews about missed bins"}
    (alike,) = wanted(catalogue_of({"birch": [bins(wants=[other])], "alder": [bins(wants=[WANT])]})).alike
    assert (alike.one.source_id, alike.other.source_id) == ("alder", "birch")
    assert alike.other.key == item_key(other | {"description": {"en-gb": other["description"]}})


def test_a_kind_may_be_as_long_as_its_publisher_likes(catalogue_of: MakeCatalogue) -> None:
    wants = [WANT | {"resource": "x" * 100_000 + str(number)} for number in range(3)]
    assert len(wanted(catalogue_of({"alder": [bins(wants=wants)], "birch": [bins(wants=wants)]})).alike) == 3


@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_gives_the_very_same_as_working_it_out_anew(catalogue_of: MakeCatalogue, seed: int) -> None:
    """Over some days in each of which wants and offers are edited, added and taken away, and some of them close."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    texts = [text for one in real() for text in (one.data["title"]["en"], one.data["summary"]["en"])]
    kept: dict[str, bytes] = {}

    def item() -> dict[str, Any]:
        kind = chance.choice([{}, {"resource": "other"}, {"resource": "code"}, {"resource": "research"}])
        until = {"until": (TODAY + timedelta(days=chance.randrange(12))).isoformat()} if chance.random() < 0.5 else {}
        return {"type": "delivery", "description": chance.choice(texts), **kind, **until}

    shown = [(f"council{number % 12}", chance.choice(("wants", "offers")), item()) for number in range(90)]
    for day in range(6):
        councils: dict[str, list[dict[str, Any]]] = {}
        for number, (council, kind, each) in enumerate(shown):
            councils.setdefault(council, []).append({"id": f"p{number}", kind: [each]})
        catalogue = catalogue_of(councils, TODAY + timedelta(days=day))
        again, fresh = match(catalogue, "1", kept), match(catalogue, "1")
        assert fresh.matches.wants_met
        assert fresh.matches.alike_wants
        assert again.matches == fresh.matches
        assert again.kept == fresh.kept
        kept = dict(fresh.kept)
        for key in chance.sample(sorted(kept), 3):
            kept[key] = b"junk"
        for _edit in range(chance.randrange(8)):
            position = chance.randrange(len(shown))
            shown[position] = (*shown[position][:2], item())
        shown.append(("alder", chance.choice(("wants", "offers")), item()))


def test_what_is_kept_is_used_for_the_same_edition_alone(catalogue_of: MakeCatalogue) -> None:
    catalogue = catalogue_of({"alder": [bins(wants=[WANT])], "birch": [bins(offers=[OFFER])]})
    found = wanted(catalogue, "1")
    emptied = {key: msgspec.msgpack.encode(Kept(())) for key in found.kept}
    assert wanted(catalogue, "1", emptied).met == ()
    assert wanted(catalogue, "2", emptied).met == found.met


def test_the_last_day_is_open() -> None:
    assert is_open({"until": "2026-11-21"}, date(2026, 11, 21))
    assert not is_open({"until": "2026-11-20"}, date(2026, 11, 21))
    assert is_open({}, date(2026, 11, 21))
