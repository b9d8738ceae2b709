"""What pages say of others' work: similar, the same, what fits, contracts that end near each other, “for you”."""

import dataclasses
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from small_catalogue import SEEN, MakeCatalogue, iri

from councilprojects_aggregator.matching.for_you import with_for_you
from councilprojects_aggregator.matching.match import match
from councilprojects_aggregator.model import Catalogue, Files, Matches, State
from councilprojects_aggregator.writers.site import contracts_page
from councilprojects_aggregator.writers.site.write import write_site


class Text(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.feed(page.decode())

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


@pytest.fixture(scope="module")
def site(catalogue: Catalogue) -> Files:
    return write_site(catalogue)


def text_of(site: Files, path: str) -> str:
    return " ".join(" ".join(Text(site[path + "index.html"]).parts).split())


def rows(site: Files, path: str) -> list[str]:
    return site[path].decode("utf-8-sig").splitlines()


def test_a_project_page_names_its_neighbours_and_why(site: Files) -> None:
    text = text_of(site, "projects/marlowe/missed-bins/")

    assert "4 related projects elsewhere" in text
    assert re.search(r"The same work, elsewhere .* The publisher says that it is the same work\.", text)
    assert re.search(r"Built on Biniau .* The publisher says that it is built on this\.", text)
    assert re.search(r"Similar work by others .* Biniau Bro Helyg Council Alpha Both for the same service", text)
    assert "Both mention bins, <b>crews</b>." in text


def test_the_other_end_shows_it_too(site: Files) -> None:
    text = text_of(site, "projects/bro/biniau/")

    assert "Others have built on this Report a missed bin" in text
    assert "The same work, elsewhere" in text


def test_what_is_no_longer_shown_is_named_nowhere(site: Files) -> None:
    assert not [path for path, content in site.items() if b"gone.example" in content]


def test_partners_who_publish_here_are_linked_and_said_to_confirm_or_not(site: Files) -> None:
    text = text_of(site, "projects/marlowe/missed-bins/")

    assert "Bro Helyg Council : Biniau both records say that they work together" in text
    assert "Thornmere Council also publishes here; its record does not name this project" in text


def test_phases_stand_in_time_with_what_is_now(site: Files) -> None:
    page = site["projects/marlowe/missed-bins/index.html"].decode()

    assert re.findall(r"cp-timeline__step--(\w+)", page) == ["past", "now"]


def test_the_noticeboard_says_what_fits_and_until_when(site: Files) -> None:
    text = text_of(site, "help/")

    assert "On offer: Mentoring , Thornmere Council both open until 31 December 2026" in text
    assert "Wanted too: Research , Thornmere Council" in text
    assert "Wanted: Skills , Marlowe Vale Council both open until 31 December 2026" in text


def test_a_want_on_its_own_page_shows_what_fits(site: Files) -> None:
    assert "This may fit On offer: Mentoring" in text_of(site, "projects/marlowe/missed-bins/")
    assert "This may fit Wanted too: Skills" in text_of(site, "councils/thorne/")


def test_wants_and_offers_are_tables_too(site: Files) -> None:
    assert rows(site, "help/wants.csv")[1].startswith(
        "Marlowe Vale Council,Report a missed bin,delivery,skills,A developer.,2026-12-31,digital@marlowe.example"
    )
    assert [row.split(",")[0] for row in rows(site, "help/offers.csv")] == ["publisher", *OFFERING]


OFFERING = ["Marlowe Vale Council", "Thornmere Council"]


def test_contracts_stand_by_their_end_with_those_near_them(site: Files) -> None:
    text = text_of(site, "contracts/")

    heading = "The same system, ending within a year of each other"
    assert f"{heading} RoundsWise Kestrel Ltd Marlowe Vale Council ends 30 June 2028" in text
    assert text.count("others end near it") == 2
    assert "Bare" not in text


def test_contracts_are_a_table_too(site: Files) -> None:
    assert [row.split(",")[:8] for row in rows(site, "contracts/contracts.csv")[1:]] == [
        [
            "Marlowe Vale Council",
            "RoundsWise",
            "Rounds",
            "Kestrel Ltd",
            "active",
            "2022-07-01",
            "2028-06-30",
            "2030-06-30",
        ],
        ["Thornmere Council", "", "Rounds", "", "", "", "2028", ""],
    ]


def test_a_council_is_told_what_is_for_it_beside_what_of_its_own(site: Files) -> None:
    text = text_of(site, "councils/marlowe/for-you/")

    assert "Biniau Bro Helyg Council Alpha Beside your Report a missed bin Both for the same service" in text
    assert (
        "On offer, as you want it You want: Skills Mentoring , Thornmere Council · both open until 31 December 2026"
        in text
    )
    assert "Contracts that end near yours RoundsWise" in text
    # Its five entries: what is built on it is that which is like it.
    assert text.count("Biniau") == 1
    assert "4 things elsewhere" in text_of(site, "councils/marlowe/")


def test_each_side_of_a_match_is_told_from_its_own_side(site: Files) -> None:
    thorne, bro = text_of(site, "councils/thorne/for-you/"), text_of(site, "councils/bro/for-you/")

    assert "Wanted, as you offer it You offer: Mentoring Skills , Marlowe Vale Council" in thorne
    assert "Report a missed bin Marlowe Vale Council Beta" in bro
    assert "Beside your Biniau" in bro


def test_without_any_match_pages_say_how_to_get_one(catalogue: Catalogue) -> None:
    bare = write_site(dataclasses.replace(catalogue, matches=Matches()))

    assert "Nothing yet." in text_of(bare, "councils/marlowe/for-you/")
    assert "related project" not in text_of(bare, "projects/marlowe/missed-bins/")
    assert "ending within a year" not in text_of(bare, "contracts/")


BINS: dict[str, Any] = {"id": "bins", "title": "Missed bins"}


def matched(catalogue: Catalogue) -> Files:
    """Return the site with what the matching itself finds."""
    return write_site(matches_of(catalogue))


def matches_of(catalogue: Catalogue) -> Catalogue:
    return with_for_you(dataclasses.replace(catalogue, matches=match(catalogue).matches), State(SEEN, {}), SEEN)[0]


def test_every_kind_of_match_leads_somewhere(catalogue_of: MakeCatalogue) -> None:
    want = {"type": "delivery", "resource": "code", "description": "Code for missed bins"}
    more = {"contracts": [{"system": "Assure", "end": "2027-03"}], "wants": [want]}
    other = {**BINS, **more, "id": "b", "offers": [want], "basedOn": [iri("alder", "bins")]}
    site = matched(catalogue_of({"alder": [{**BINS, **more}], "birch": [other]}))

    alder, birch = text_of(site, "councils/alder/for-you/"), text_of(site, "councils/birch/for-you/")
    assert "On offer, as you want it You want: Code Code , Birch" in alder
    assert "Wanted by others too You want: Code Code , Birch" in alder
    assert "Contracts that end near yours Assure" in alder
    assert "The publisher says that it is built on this." in alder
    assert "Wanted, as you offer it You offer: Code Code , Alder" in birch


def test_of_many_that_have_one_system_each_is_told_of_those_that_end_nearest(catalogue_of: MakeCatalogue) -> None:
    contracts = ([{"system": "Assure", "end": f"2027-{number:02}-{number:02}"}] for number in range(1, 10))
    councils = {f"council-{number}": [{**BINS, "contracts": each}] for number, each in enumerate(contracts, start=1)}
    catalogue = matches_of(catalogue_of(councils))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contracts_page, "MOST_AROUND", 4)
        site = write_site(catalogue)

    def named(number: int) -> list[int]:
        text = text_of(site, f"councils/council-{number}/for-you/").partition("Contracts that end near yours")[2]
        assert "5 more contracts" in text
        return [int(found) for found in re.findall(r"Council-(\d) ends", text)]

    assert (named(1), named(5), named(9)) == ([1, 2, 3, 4], [3, 4, 5, 6], [6, 7, 8, 9])
    together = text_of(site, "contracts/").partition("Assure")[2]
    assert [f"Council-{number} ends" in together for number in range(1, 10)] == [True] * 9
    # The last three at a click.
    assert "Council-9 ends" in together.partition("3 more")[2]
    assert "Council-6 ends" not in together.partition("3 more")[2].partition("All that are running")[0]


def test_a_match_brings_no_markup(catalogue_of: MakeCatalogue) -> None:
    bad = {**BINS, "title": "Missed bins <script>alert(1)</script>", "topics": ["<b>x</b>"]}
    site = matched(catalogue_of({"alder": [bad], "birch": [bad]}))

    for path in ("projects/alder/bins/", "councils/alder/", "councils/alder/for-you/"):
        page = site[path + "index.html"].decode()
        assert "&lt;script&gt;alert" in page
        assert "<script>alert" not in page
        assert "<b>x" not in page


def test_a_phase_that_has_not_begun_is_still_to_come(catalogue_of: MakeCatalogue) -> None:
    phases = [{"phase": "live", "start": "2099-01"}, {"phase": "alpha"}, {"phase": "discovery", "end": "1999"}]
    page = write_site(catalogue_of({"alder": [{**BINS, "phases": phases}]}))["projects/alder/bins/index.html"].decode()

    assert re.findall(r"cp-timeline__step--(\w+)", page) == ["now", "past", "ahead"]
    assert "still to come" in page


def test_a_want_that_is_closed_since_is_for_nobody(catalogue: Catalogue) -> None:
    closed = dataclasses.replace(catalogue, today=catalogue.today.replace(year=2030))

    assert "Skills" not in text_of(write_site(closed), "councils/thorne/for-you/")
