from __future__ import annotations

from typing import Any

import pytest
from small_catalogue import MakeCatalogue, iri

from councilprojects_aggregator.matching.match import match
from councilprojects_aggregator.matching.reasons import sentence
from councilprojects_aggregator.model import Because, Matches, Reason

CODE = [{"url": "https://github.com/Alder/Bins.git"}]


def matches(catalogue_of: MakeCatalogue, one: dict[str, Any], other: dict[str, Any]) -> Matches:
    return match(catalogue_of({"alder": [{"id": "a", **one}], "birch": [{"id": "b", **other}]})).matches


@pytest.mark.parametrize(
    "url",
    [
        "http://www.github.com/alder/bins/",
        "https://GitHub.com/Alder/Bins.git",
        "https://github.com/alder/bins.git/",
        "https://github.com/alder/bins/tree/main",
        "https://github.com/alder/bins?tab=readme-ov-file#install",
    ],
)
def test_one_repository_is_one_work_however_it_is_written(catalogue_of: MakeCatalogue, url: str) -> None:
    found = matches(catalogue_of, {"repositories": CODE}, {"repositories": [{"url": url}]})
    assert [each.reasons for each in found.same_work] == [(Reason(Because.REPOSITORY, ("github.com/alder/bins",)),)]


@pytest.mark.parametrize(
    "url", ["https://github.com/alder/bins/tree/main/apps/tips", "https://github.com/alder/bins-api"]
)
def test_a_part_of_a_repository_or_a_longer_name_is_another_work(catalogue_of: MakeCatalogue, url: str) -> None:
    assert matches(catalogue_of, {"repositories": CODE}, {"repositories": [{"url": url}]}).same_work == ()


def test_a_partners_record_is_the_same_work_and_the_partnership_claimed_until_both_say_so(
    catalogue_of: MakeCatalogue,
) -> None:
    one = {"partners": [{"name": "Birch", "project": iri("birch", "b")}]}
    other = {"partners": [{"name": "Alder", "project": iri("alder", "a")}]}
    claimed, confirmed = matches(catalogue_of, one, {}), matches(catalogue_of, one, other)
    assert [each.reasons for each in claimed.same_work] == [(Reason(Because.LISTED),)]
    assert [(each.partner, each.confirmed) for each in claimed.partnerships] == [("birch", False)]
    assert [(each.partner, each.confirmed) for each in confirmed.partnerships] == [("birch", True), ("alder", True)]


def test_a_partner_is_known_by_its_name_or_website(catalogue_of: MakeCatalogue) -> None:
    found = matches(
        catalogue_of, {"partners": [{"name": "BIRCH"}]}, {"partners": [{"name": "A", "url": "https://alder.example/x"}]}
    )
    assert [(each.project, each.partner, each.other) for each in found.partnerships] == [
        (iri("alder", "a"), "birch", None),
        (iri("birch", "b"), "alder", None),
    ]


def test_who_was_invited_or_has_left_is_no_partner(catalogue_of: MakeCatalogue) -> None:
    for status in ("invited", "left"):
        assert matches(catalogue_of, {"partners": [{"name": "Birch", "status": status}]}, {}).partnerships == ()


def test_the_same_title_tells_only_where_somebody_works_on_both(catalogue_of: MakeCatalogue) -> None:
    title = {"title": "Pothole detection by lorry"}
    assert matches(catalogue_of, title, title).same_work == ()
    (same,) = matches(catalogue_of, {**title, "partners": [{"name": "Birch"}]}, title).same_work
    assert same.reasons == (Reason(Because.TITLE), Reason(Because.PARTNERS, ("Birch",)))


def test_what_is_built_on_another_is_not_the_same_work(catalogue_of: MakeCatalogue) -> None:
    for address in (iri("alder", "a"), "https://github.com/alder/bins"):
        found = matches(catalogue_of, {"repositories": CODE}, {"basedOn": [address], "repositories": CODE})
        assert [(each.project, each.other) for each in found.built_on] == [(iri("birch", "b"), iri("alder", "a"))]
        assert found.same_work == ()


def test_what_a_crowd_names_is_a_product(catalogue_of: MakeCatalogue) -> None:
    crowd = {f"council{number}": [{"id": "x", "repositories": CODE}] for number in range(30)}
    assert match(catalogue_of(crowd)).matches.same_work == ()


def test_a_compiled_file_confirms_nothing(catalogue_of: MakeCatalogue) -> None:
    one = {"id": "a", "partners": [{"name": "Birch", "project": iri("birch", "b")}]}
    other = {"id": "b", "partners": [{"name": "Alder", "project": iri("alder", "a")}]}
    found = match(catalogue_of({"alder": [one], "birch": [other, {"_compiled": True}]})).matches
    assert not any(each.confirmed for each in found.partnerships)


def test_every_reason_has_its_sentence() -> None:
    for because in Because:
        for items in ((), ("one",), ("one", "two")):
            said = sentence(Reason(because, items))
            assert said.endswith(".")
            assert "{" not in said
    assert sentence(Reason(Because.SERVICES, ("524",))) != sentence(Reason(Because.SERVICES, ("524", "523")))
    assert sentence(Reason(Because.WORDS, ("{x}", "%(y)s"))) == "Both mention {x}, %(y)s."
