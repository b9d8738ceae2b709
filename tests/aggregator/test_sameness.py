"""An edit is no addition: items without ids are recognised by content, address, or similar words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from councilprojects_aggregator.keys import item_key
from councilprojects_aggregator.model import KnownItem
from councilprojects_aggregator.sameness import (
    EDITED_WITHIN,
    MOST_PAIRS,
    REMEMBERED,
    SIMILAR,
    SKETCH_DIGITS,
    Recognised,
    likeness,
    recognise,
    sketch,
)

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
Item = dict[str, Any]


def want(text: str, **more: Any) -> Item:
    return {"type": "networking", "description": {"en-gb": text}, **more}


BINS = want("Who else has missed bins reported by text message?")
POTHOLES = want("We look for a council that measures potholes with dashboard cameras.")


def before(*items: Item, name: str = "wants") -> tuple[KnownItem, ...]:
    return recognise(name, items, (), NOW).items


def told(items: list[Item], known: tuple[KnownItem, ...], now: datetime = NOW, name: str = "wants") -> list[str]:
    return [item.key for item in recognise(name, items, known, now).new]


def test_a_first_list_is_all_new() -> None:
    found = recognise("wants", [BINS, POTHOLES, BINS], (), NOW)
    assert [item.key for item in found.new] == sorted([item_key(BINS), item_key(POTHOLES)])
    assert found.items == tuple(sorted(found.new, key=lambda item: item.key))


def test_what_is_known_is_not_new_in_any_order() -> None:
    known = before(BINS, POTHOLES)
    assert recognise("wants", [POTHOLES, BINS], known, NOW) == Recognised(known, ())


def test_lists_are_kept_apart() -> None:
    assert told([BINS], before(BINS, name="offers")) == [item_key(BINS)]


def test_an_edit_keeps_the_key_by_which_it_was_told() -> None:
    edited = want("Who else has missed bins reported by text messages?", until="2027-02-01")
    (item,) = recognise("wants", [edited], before(BINS), NOW).items
    assert (item.key, item.now) == (item_key(BINS), item_key(edited))


def test_an_addition_beside_an_edit_is_the_one_that_is_less_alike() -> None:
    edited = want("Who else has missed bins reported by text messages?")
    assert told([POTHOLES, edited], before(BINS)) == [item_key(POTHOLES)]


def test_another_one_in_its_place_is_new() -> None:
    assert told([POTHOLES], before(BINS)) == [item_key(POTHOLES)]


@pytest.mark.parametrize(("text", "new"), [("Who else has missed bins reported by phone or text message?", 1), ("", 0)])
def test_with_other_codes_only_the_same_words_are_an_edit(text: str, new: int) -> None:
    other = {**BINS, "type": "delivery"} | ({"description": {"en-gb": text}} if text else {})
    assert len(told([other], before(BINS))) == new


def test_the_same_address_is_the_same_thing_whatever_it_is_called() -> None:
    report = {"type": "report", "title": {"en-gb": "Discovery"}, "url": "https://a.example/r"}
    renamed = {**report, "type": "user-research", "title": {"en-gb": "What residents told us"}}
    assert told([renamed], before(report, name="outputs"), name="outputs") == []


def test_an_address_that_several_share_identifies_none() -> None:
    page = {"url": "https://a.example/help"}
    known = before(BINS | page)
    assert told([POTHOLES | page, want("Help with the budget of a library", **page)], known) != []
    assert len(told([POTHOLES | page, want("Help with the budget of a library", **page)], known)) == 2


def test_a_partner_is_known_by_any_of_its_names() -> None:
    plain = {"name": {"en-gb": "Borsetshire County Council"}}
    known = before(plain, name="partners")
    full = {**plain, "url": "https://www.borsetshire.example/", "role": "funder"}
    step = recognise("partners", [full], known, NOW)
    assert step.new == ()
    renamed = {"name": {"en-gb": "Borsetshire"}, "url": "https://www.borsetshire.example/"}
    assert told([renamed], step.items, name="partners") == []
    assert told([{"name": {"en-gb": "Felpersham"}}], step.items, name="partners") != []


def test_what_returns_is_not_new_until_it_is_forgotten() -> None:
    known = recognise("wants", [], before(BINS), NOW).items
    assert known[0].gone_since == NOW
    assert told([BINS], known, NOW + REMEMBERED) == []
    assert told([BINS], known, NOW + REMEMBERED + DAY) == [], "nobody looked since"
    known = recognise("wants", [], known, NOW + REMEMBERED + DAY).items
    assert told([BINS], known, NOW + REMEMBERED + DAY) == [item_key(BINS)]
    (back,) = recognise("wants", [BINS], known, NOW + DAY).items
    assert back.gone_since is None


@pytest.mark.parametrize(("away", "new"), [(EDITED_WITHIN, 0), (EDITED_WITHIN + DAY, 1)])
def test_a_similar_one_after_some_days_is_the_next_one(away: timedelta, new: int) -> None:
    known = recognise("wants", [], before(BINS), NOW).items
    edited = want("Who else has missed bins reported by text messages?")
    assert len(told([edited], known, NOW + away)) == new


def test_what_stays_gone_keeps_the_day_and_is_dropped_at_last() -> None:
    known = recognise("wants", [], before(BINS), NOW).items
    later = recognise("wants", [], known, NOW + DAY).items
    assert later == known
    assert recognise("wants", [], later, NOW + REMEMBERED + DAY).items == ()


def test_the_first_wording_of_an_edited_one_may_be_used_by_another() -> None:
    edited = want("Who else has missed bins reported by text messages?")
    known = recognise("wants", [edited], before(BINS), NOW).items
    assert told([edited, BINS], known) == [f"{item_key(BINS)}-2"]


def test_one_that_is_there_goes_before_its_twin_that_is_gone() -> None:
    edited = want("Who else has missed bins reported by text messages?")
    known = recognise("wants", [edited], before(BINS), NOW).items
    twice = recognise("wants", [BINS], known, NOW).items
    assert len(recognise("wants", [BINS], twice, NOW).items) == len(twice)


def test_thousands_that_change_at_once_are_not_all_compared() -> None:
    count = int(MOST_PAIRS**0.5) + 1
    old = [want(f"Number {number} of the old ones") for number in range(count)]
    new = [want(f"Number {number} of the new ones") for number in range(count)]
    assert len(told(new, before(*old))) == count


def test_the_words_decide_how_alike_two_texts_are() -> None:
    def alike(one: str, other: str) -> float:
        return likeness([sketch(one)], [sketch(other)])

    assert alike("Report a missed bin", "Report  a MISSED bin") == 1
    assert alike("Report a missed bin", "Report a misssed bin") > SIMILAR
    assert alike("Report a missed bin", "Tell us of a pothole") < SIMILAR
    long = "Residents tell us where they meet trouble, and we answer. " * 8
    assert alike(long, long + "We started in June.") > SIMILAR
    assert alike("\ud800", "\ud800") == 1
    assert alike("", "") == 0
    assert likeness([], [sketch("x")]) == 0
    assert len(sketch("x")) == SKETCH_DIGITS
