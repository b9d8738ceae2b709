"""Lists in pages: all of it, each once, in order, and the way from one page to the next."""

import dataclasses
import re
from pathlib import Path

import pytest
from small_catalogue import MakeCatalogue

from councilprojects_aggregator import crews
from councilprojects_aggregator.model import Catalogue, Run
from councilprojects_aggregator.publish import staged
from councilprojects_aggregator.writers.site import council_page, feeds_page, for_you_page, help_page, write
from councilprojects_aggregator.writers.site.parting import Part, parts
from councilprojects_aggregator.writers.site.write import put_site, write_site
from councilprojects_aggregator.writers.status import write as status_write
from councilprojects_aggregator.writers.status.write import write_status

PROJECT = {"title": "Missed bins", "summary": "Residents report a missed bin.", "reviewed": "2026-10-12", "id": "bins"}


def test_a_list_in_pages() -> None:
    first, second, third = parts("abcde", 2)

    assert (first, second.items, third) == (Part(1, 3, "ab"), "cd", Part(3, 3, "e"))
    assert (first.before, first.file, first.after) == ("", "index.html", "2.html")
    assert (second.before, second.file, second.after) == ("index.html", "2.html", "3.html")
    assert (third.before, third.after) == ("2.html", "")


@pytest.mark.parametrize("items", ["", "a", "ab"])
def test_a_short_list_is_one_page(items: str) -> None:
    assert list(parts(items, 2)) == [Part(1, 1, items)]


def test_a_long_noticeboard_leads_to_lists_by_kind(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = write_site(catalogue)
    monkeypatch.setattr(help_page, "FIRST", 1)
    monkeypatch.setattr(help_page, "ON_A_PAGE", 1)
    site = write_site(catalogue)
    board = site["help/index.html"].decode()

    assert "These 1 close soonest" in board
    assert "These" not in whole["help/index.html"].decode()
    assert board.count('<li class="cp-help ') < whole["help/index.html"].count(b'<li class="cp-help ')
    lists = [path for path in site if path.startswith("help/wants/") and path.endswith(".html")]
    assert sum(site[path].count(b'<li class="cp-help ') for path in lists) == len(lists)
    assert {path.removesuffix("index.html") for path in lists} >= {"help/wants/skills/", "help/wants/research/"}


def test_many_feeds_of_a_kind_have_a_list_of_their_own(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds_page, "LISTED_WHOLE", 1)
    monkeypatch.setattr(feeds_page, "ON_A_PAGE", 2)
    site = write_site(catalogue)

    assert b'href="../feeds/publisher/"' in site["feeds/index.html"]
    assert b"feeds/publisher/marlowe/changes.atom" not in site["feeds/index.html"]
    listed = site["feeds/publisher/index.html"] + site["feeds/publisher/2.html"]
    assert b"feeds/publisher/marlowe/changes.atom" in listed
    assert b"feeds/publisher/thorne/changes.atom" in listed


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_several_processes_make_the_same_bytes_and_put_them_on_disk_themselves(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "MADE_ALONE", 0)
    monkeypatch.setattr(crews, "_can_fork", lambda: True)
    site = write_site(catalogue)

    for count in ("written", "kept"):
        with staged(tmp_path / "site") as new:
            put_site(catalogue, new.files, jobs=3)
            assert getattr(new.files, count) == site.keys()
            new.publish()
        assert {name: (tmp_path / "site" / name).read_bytes() for name in site} == site


def test_the_pages_around_one_and_the_two_ends_are_one_step_away() -> None:
    pages = list(parts(range(12), 1))

    assert pages[0].near == ((1, "index.html"), (2, "2.html"), (3, "3.html"), (0, ""), (12, "12.html"))
    assert [number for number, _file in pages[5].near] == [1, 0, 4, 5, 6, 7, 8, 0, 12]
    assert [number for number, _file in pages[3].near] == [1, 2, 3, 4, 5, 6, 0, 12]
    assert [number for number, _file in pages[11].near] == [1, 0, 10, 11, 12]


def test_a_council_with_many_projects_has_several_pages(
    catalogue_of: MakeCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(council_page, "ON_A_PAGE", 2)
    projects = [
        {**PROJECT, "id": one, "phase": phase} for one, phase in zip("abc", ("live", "alpha", "live"), strict=True)
    ]
    site = write_site(catalogue_of({"alder": [*projects, {**PROJECT, "id": "d"}]}))
    first, second = (site[f"councils/alder/{file}"].decode() for file in ("index.html", "2.html"))

    # In the order of the phases, each under its heading with how many there are in all, and led to from both pages.
    assert [one for one in "abcd" if f'projects/alder/{one}/"' in first] == ["a", "b"]
    assert re.findall(r'id="(phase-\d)">([^<]+) <span class="cp-count">(\d)<', first + second) == [
        ("phase-1", "Alpha", "1"),
        ("phase-2", "Live", "2"),
        ("phase-2", "Live", "2"),
        ("phase-3", "Phase not stated", "1"),
    ]
    assert all('href="index.html#phase-2"' in page and 'href="2.html#phase-3"' in page for page in (first, second))
    assert "At a glance" in second
    assert "Follow and join in" in first
    assert "Follow and join in" not in second


def test_what_is_of_use_to_a_council_stands_on_several_pages(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(for_you_page, "ON_A_PAGE", 1)
    entries = catalogue.matches.for_you["marlowe"]
    like = next(one for several in catalogue.matches.similar.values() for one in several if "trickster" in one.other)
    more = (*entries, dataclasses.replace(entries[0], id="another", match=like))
    matches = dataclasses.replace(catalogue.matches, for_you={"marlowe": more})
    site = write_site(dataclasses.replace(catalogue, matches=matches))
    first, second = (site[f"councils/marlowe/for-you/{file}"].decode() for file in ("index.html", "2.html"))

    assert "Biniau" in first
    assert "Biniau" not in second
    assert "Contracts that end near yours" in first
    assert "Contracts that end near yours" not in second


def test_councils_are_looked_up_by_letter_where_they_are_many(
    catalogue_of: MakeCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = catalogue_of({"alder": [PROJECT], "ash": [PROJECT], "birch": [PROJECT]})
    assert b"cp-letters" not in write_site(few)["councils/index.html"]

    monkeypatch.setattr(write, "LETTERS_FROM", 3)
    page = write_site(few)["councils/index.html"].decode()

    assert re.findall(r'href="(#letter-\w)"', page) == ["#letter-A", "#letter-B"]
    assert re.findall(r'<li id="(letter-\w)"><a [^>]*href="([^"]*)"', page) == [
        ("letter-A", "../councils/alder/"),
        ("letter-B", "../councils/birch/"),
    ]


def test_the_state_of_many_files_stands_on_several_pages(
    catalogue: Catalogue, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = write_status(catalogue, run)["status/index.html"].decode()
    monkeypatch.setattr(status_write, "ON_A_PAGE", 2)
    status = write_status(catalogue, run)
    pages = [status[path].decode() for path in sorted(status) if re.fullmatch(r"status/(index|\d)\.html", path)]

    rows = '<tr class="govuk-table__row"><th scope="row"'
    assert len(pages) > 1
    assert sum(page.count(rows) for page in pages) == whole.count(rows)
