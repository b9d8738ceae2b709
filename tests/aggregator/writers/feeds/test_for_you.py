"""The feed for each council: every kind of match in words, from its own side, nothing of what is gone."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta

from federation import Federation, project

from councilprojects_aggregator.model import Catalogue, ForYou, Kind, Matches, Similar, Source
from councilprojects_aggregator.writers.feeds.feed import Feed
from councilprojects_aggregator.writers.feeds.for_you import PART_LIMIT, for_you_feeds
from councilprojects_aggregator.writers.feeds.write import write_feeds

DAY = timedelta(days=1)


def feeds(catalogue: Catalogue) -> dict[str, Feed]:
    return {feed.folder.split("/")[1]: feed for feed in for_you_feeds(catalogue)}


def titles(catalogue: Catalogue, source_id: str) -> list[str]:
    return [item.title for item in feeds(catalogue)[source_id].items]


def test_each_kind_is_told_in_words(catalogue: Catalogue) -> None:
    assert titles(catalogue, "marlowe") == [
        "Bro Helyg Council works on something similar: Biniau",
        "Bro Helyg Council lists the same work: Biniau",
        "Thornmere Council offers what you want: An hour a month.",
        "Thornmere Council wants the same as you: Research on bins.",
        "Contracts for RoundsWise end near yours: Thornmere Council",
    ]


def test_the_other_side_is_told_from_its_own(catalogue: Catalogue) -> None:
    assert titles(catalogue, "thorne") == ["Marlowe Vale Council wants what you offer: A developer."]
    assert titles(catalogue, "bro") == ["Marlowe Vale Council has built on your work: Report a missed bin"]


def test_an_entry_says_why_and_when_it_was_found(catalogue: Catalogue) -> None:
    item = feeds(catalogue)["marlowe"].items[0]

    assert item.lines[0].startswith("Both for the same service: ")
    assert (item.id, item.published.isoformat()) == ("urn:uuid:similar", "2026-11-20T06:30:00+00:00")
    assert item.lines[1] == "Yours beside it: Report a missed bin"
    assert item.author == ""
    assert feeds(catalogue)["marlowe"].items[4].lines == ("The same system: RoundsWise.",)


def test_links_lead_to_the_site_where_its_address_is_known_else_to_the_record(catalogue: Catalogue) -> None:
    served = dataclasses.replace(catalogue, site_url="https://site.example/")

    assert feeds(served)["marlowe"].items[0].links[0].href == "https://site.example/projects/bro/biniau/"
    assert feeds(served)["marlowe"].items[4].links[0].href == "https://site.example/contracts/"
    assert feeds(catalogue)["marlowe"].items[0].links[0].href == "https://www.bro.example/projects.json#biniau"


def test_of_many_with_one_system_an_entry_names_as_many_as_fit(catalogue: Catalogue) -> None:
    one = catalogue.matches.contracts[0]
    more = [dataclasses.replace(catalogue.publications[0], source=Source(f"x{n}", "x", "")) for n in range(200)]
    ends = tuple(dataclasses.replace(one.contracts[0], source_id=each.source.id) for each in more)
    group = dataclasses.replace(one, contracts=(*one.contracts, *ends))
    entry = ForYou("urn:uuid:many", Kind.CONTRACTS, catalogue.started_at, group)
    many = dataclasses.replace(
        catalogue, publications=(*catalogue.publications, *more), matches=Matches(for_you={"marlowe": (entry,)})
    )

    (title,) = titles(many, "marlowe")
    assert title.startswith("Contracts for RoundsWise end near yours: Thornmere Council, ")
    assert title.endswith("…")
    assert len(title) == len("Contracts for RoundsWise end near yours: ") + PART_LIMIT


def test_what_is_gone_is_named_nowhere(catalogue: Catalogue) -> None:
    gone = Similar("https://www.marlowe.example/projects.json#missed-bins", "https://gone.example/x#y", 1, ())
    entry = ForYou("urn:uuid:gone", Kind.SIMILAR, catalogue.started_at, gone)
    bare = dataclasses.replace(catalogue, projects=(), matches=dataclasses.replace(catalogue.matches))
    only = dataclasses.replace(catalogue, matches=Matches(for_you={"marlowe": (entry,)}))

    assert titles(only, "marlowe") == []
    # Without any project there are the wants and offers of publishers, and their contracts.
    assert titles(bare, "bro") == []


def test_every_council_can_be_followed_from_the_first_day(catalogue: Catalogue) -> None:
    found = feeds(catalogue)

    assert set(found) == {"bro", "marlowe", "silent", "thorne", "trickster"}
    assert found["silent"].items == ()
    assert found["silent"].id == "https://catalogue.example/#for-you/silent"


def test_all_three_forms_are_written(catalogue: Catalogue) -> None:
    files = write_feeds(catalogue).files

    assert b"offers what you want" in files["councils/marlowe/for-you/changes.atom"]
    assert b"offers what you want" in files["councils/marlowe/for-you/changes.rss"]
    assert len(json.loads(files["councils/marlowe/for-you/changes.json"])["items"]) == 5


def test_an_entry_names_the_councils_own_want_or_offer(catalogue: Catalogue) -> None:
    items = feeds(catalogue)["marlowe"].items
    assert items[2].lines[1] == "Yours beside it: A developer."
    assert feeds(catalogue)["thorne"].items[0].lines[1] == "Yours beside it: An hour a month."


def test_an_entry_of_a_want_or_an_offer_says_until_when_it_is_open(catalogue: Catalogue) -> None:
    found = {item.tags[0]: item.lines[-1] for feed in feeds(catalogue).values() for item in feed.items}
    assert {kind for kind, line in found.items() if line == "Open until 31 December 2026."} == {
        *("want-for-your-offer",)
    }


def test_a_council_hears_of_each_thing_once_over_three_runs(federation: Federation) -> None:
    """The second run changes nothing, the third has a newcomer: one entry more, the first one as it was."""
    path = federation.output / "councils" / "ambridge" / "for-you" / "changes.json"
    federation.publish("ambridge", project("bins", title="Missed bins"))
    federation.publish("felpersham", project("refuse", title="Missed bin reports"))
    federation.run(DAY)
    first, inode = json.loads(path.read_bytes())["items"], path.stat().st_ino
    assert 'href="for-you/changes.atom"' in path.parents[1].joinpath("index.html").read_text("utf-8")
    federation.run(DAY)
    assert path.stat().st_ino == inode
    federation.publish(
        "felpersham", project("refuse", title="Missed bin reports"), project("rounds", title="Bins missed")
    )
    federation.run(DAY)
    third = json.loads(path.read_bytes())["items"]
    assert len(first) == 1
    assert third[1:] == first
    assert third[0]["id"] != first[0]["id"]
    assert "Missed bins" in third[0]["content_text"]
