from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from small_catalogue import TODAY, MakeCatalogue, iri

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.matching.openings import alike_wants, is_open, wants_met
from councilprojects_aggregator.model import Because, Opening, Reason

WANT = {"type": "resource-sharing", "resource": "research", "description": "Research on why bins are missed"}
OFFER = {"type": "knowledge-sharing", "resource": "research", "description": "Our interviews on missed bins"}


def bins(**more: Any) -> dict[str, Any]:
    return {"id": "bins", "title": "Missed bins", **more}


def test_an_offer_of_another_meets_a_want(catalogue_of: MakeCatalogue) -> None:
    until = (TODAY + timedelta(days=30)).isoformat()
    want, offer = WANT | {"until": "2027-03-31"}, OFFER | {"until": until}
    (met,) = wants_met(catalogue_of({"alder": [bins(wants=[want])], "birch": [bins(offers=[offer])]}))
    assert met.want.iri == iri("alder", "bins")
    assert met.offer == Opening("birch", iri("birch", "bins"), met.offer.key, until)
    assert met.until == until
    assert met.reasons[0] == Reason(Because.RESOURCE, ("research",))
    assert met.reasons[1] == Reason(Because.SUBJECTS, ("waste-collection",))


def test_a_publisher_without_a_project_is_heard(catalogue_of: MakeCatalogue) -> None:
    alone = {"_publisher": {"wants": [WANT]}}
    (met,) = wants_met(catalogue_of({"alder": [alone], "birch": [bins(offers=[OFFER])]}))
    assert met.want.iri == iri("alder")
    assert met.until is None


def test_nothing_that_has_closed_is_matched(catalogue_of: MakeCatalogue) -> None:
    closing = WANT | {"until": TODAY.isoformat()}
    councils = {"alder": [bins(wants=[closing])], "birch": [bins(offers=[OFFER])]}
    assert len(wants_met(catalogue_of(councils, TODAY))) == 1
    assert wants_met(catalogue_of(councils, TODAY + timedelta(days=1))) == ()


def test_another_kind_of_help_or_another_subject_does_not_meet_it(catalogue_of: MakeCatalogue) -> None:
    code = OFFER | {"resource": "code"}
    trees = {
        "id": "trees",
        "title": "Tree inspections",
        "offers": [OFFER | {"description": "Talks with tree surveyors"}],
    }
    assert wants_met(catalogue_of({"alder": [bins(wants=[WANT])], "birch": [bins(offers=[code]), trees]})) == ()


def test_one_that_does_not_say_its_kind_needs_more_in_common(catalogue_of: MakeCatalogue) -> None:
    bare = {key: value for key, value in OFFER.items() if key != "resource"}
    (met,) = wants_met(catalogue_of({"alder": [bins(wants=[WANT])], "birch": [bins(offers=[bare])]}))
    assert Because.RESOURCE not in {reason.because for reason in met.reasons}


def test_nobody_meets_their_own_wants(catalogue_of: MakeCatalogue) -> None:
    assert wants_met(catalogue_of({"alder": [bins(wants=[WANT], offers=[OFFER])]})) == ()


def test_two_who_want_the_same_are_told_once(catalogue_of: MakeCatalogue) -> None:
    other = WANT | {"description": "Interviews about missed bins"}
    (alike,) = alike_wants(catalogue_of({"birch": [bins(wants=[other])], "alder": [bins(wants=[WANT])]}))
    assert (alike.one.source_id, alike.other.source_id) == ("alder", "birch")
    assert alike.other.key == item_key(other | {"description": {"en-gb": other["description"]}})


def test_a_kind_may_be_as_long_as_its_publisher_likes(catalogue_of: MakeCatalogue) -> None:
    wants = [WANT | {"resource": "x" * 100_000 + str(number)} for number in range(3)]
    assert len(alike_wants(catalogue_of({"alder": [bins(wants=wants)], "birch": [bins(wants=wants)]}))) == 3


def test_the_last_day_is_open() -> None:
    assert is_open({"until": "2026-11-21"}, date(2026, 11, 21))
    assert not is_open({"until": "2026-11-20"}, date(2026, 11, 21))
    assert is_open({}, date(2026, 11, 21))
