"""Lists in pages: all of it, each once, in order, and the way from one page to the next."""

import pytest

from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.writers.site import feeds_page, help_page, write
from councilprojects_aggregator.writers.site.parting import Part, parts
from councilprojects_aggregator.writers.site.write import site_files, write_site


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


def test_several_processes_make_the_same_bytes(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "MADE_ALONE", 0)

    assert dict(site_files(catalogue, 3)) == dict(site_files(catalogue, 1))
