"""`councilprojects discover` against councils on loopback: what it finds, what it says, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from badserver import Reset, Site, answer
from click.testing import CliRunner, Result
from federation import council, project

from councilprojects_aggregator.discovery.command import discover
from councilprojects_aggregator.discovery.links import REL
from councilprojects_aggregator.fetching.outcomes import sentence
from councilprojects_validator.check import check

TODAY = date(2026, 11, 21)
HOME = "https://www.ambridge.example/"
FILE = json.dumps(council("ambridge", project("bins"), project("bees"))).encode()
NO_FILE = sentence("http-404", 404)
NOT_FOUND = answer(b"", status="404 Not Found")
HOSTS = ("www.ambridge.example", "ambridge.example", "files.example", "www.felpersham.example")

Look = Callable[..., Result]


def redirect(location: str, status: str = "302 Found") -> list[bytes]:
    return [answer(b"", f"Location: {location}", status=status)]


def page(*links: str) -> list[bytes]:
    found = "".join(f'<link rel="{REL}" href="{link}">' for link in links)
    return [answer(f"<!doctype html><title>Ambridge</title>{found}".encode(), "Content-Type: text/html")]


@pytest.fixture
def site(web: Callable[..., Site]) -> Site:
    site = web()
    site.pages["/"] = page()
    for path in ("/.well-known/council-projects", "/projects.json", "/robots.txt"):
        site.pages[path] = [NOT_FOUND]
    return site


@pytest.fixture
def look(site: Site) -> Look:
    def run(url: str = HOME) -> Result:
        ways = [f"--connect-to={host}={site.address}:{site.port}" for host in HOSTS]
        return CliRunner().invoke(discover, [url, "--allow-network=127.0.0.0/8", *ways, "--date=2026-11-21"])

    return run


def entry(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0
    found: dict[str, Any] = json.loads(result.stdout)
    registry = {"councilProjectsRegistry": "1.0", "name": "R", "sources": [found]}
    report = check(json.dumps(registry).encode(), name="registry.json", today=TODAY)
    assert report.findings == ()
    return found


PLAIN = {
    "id": "ambridge",
    "name": "Ambridge Borough Council",
    "url": "https://www.ambridge.example/projects.json",
    "homepage": HOME,
    "added": "2026-11-21",
}


def test_the_usual_place_is_looked_at(site: Site, look: Look) -> None:
    site.pages["/projects.json"] = [answer(FILE)]
    result = look()
    assert entry(result) == PLAIN
    assert result.stderr.splitlines() == [
        f"The home page {HOME} was read. It has no link to a Council Projects file.",
        f"{HOME}.well-known/council-projects was tried. {NO_FILE}",
        f"{HOME}projects.json was tried. There is a Council Projects file with 2 projects. It is valid.",
        "To list it, add this to the “sources” of a registry:",
    ]


def test_an_address_without_a_scheme_is_https(site: Site, look: Look) -> None:
    site.pages["/projects.json"] = [answer(FILE)]
    assert entry(look("www.ambridge.example"))["homepage"] == HOME


def test_a_link_goes_before_the_usual_places(site: Site, look: Look) -> None:
    site.pages["/"] = page("/data/ours.json")
    site.pages["/data/ours.json"] = site.pages["/projects.json"] = [answer(FILE)]
    assert entry(look())["url"] == "https://www.ambridge.example/data/ours.json"


def test_a_link_that_leads_nowhere_hides_nothing(site: Site, look: Look) -> None:
    site.pages["/"] = page("/gone.json", "https://nowhere.example/p.json", "/projects.json")
    site.pages["/gone.json"] = [NOT_FOUND]
    site.pages["/projects.json"] = [answer(FILE)]
    result = look()
    assert entry(result) == PLAIN
    assert len(result.stderr.splitlines()) == 6


@pytest.mark.parametrize(
    ("script", "url"),
    [
        ([answer(FILE)], "https://www.ambridge.example/.well-known/council-projects"),
        (redirect("/data/ours.json"), "https://www.ambridge.example/data/ours.json"),
        (redirect("https://files.example/ours.json"), "https://files.example/ours.json"),
    ],
    ids=["the file", "a signpost", "a signpost to another host"],
)
def test_the_well_known_place_is_the_file_or_a_signpost(site: Site, look: Look, script: Any, url: str) -> None:
    site.pages["/.well-known/council-projects"] = script
    site.pages["/data/ours.json"] = site.pages["/ours.json"] = [answer(FILE)]
    found = entry(look())
    assert found["url"] == url
    assert found.get("hosts") == (["files.example"] if "files" in url else None)


@pytest.mark.parametrize(
    ("status", "declared", "url"),
    [
        ("302 Found", None, "https://www.ambridge.example/projects.json"),
        ("301 Moved Permanently", None, "https://files.example/ours.json"),
        ("301 Moved Permanently", "https://www.ambridge.example/projects.json", PLAIN["url"]),
        ("302 Found", "https://files.example/ours.json", "https://files.example/ours.json"),
        ("302 Found", "https://elsewhere.example/", "https://www.ambridge.example/projects.json"),
    ],
)
def test_the_entry_has_the_address_that_lasts(
    site: Site, look: Look, status: str, declared: str | None, url: str
) -> None:
    file = json.loads(FILE) | ({"self": declared} if declared else {})
    site.pages["/projects.json"] = redirect("https://files.example/ours.json", status)
    site.pages["/ours.json"] = [answer(json.dumps(file).encode())]
    found = entry(look())
    assert (found["url"], found["hosts"]) == (url, ["files.example"])


def test_what_the_file_says_of_its_publisher_goes_into_the_entry(site: Site, look: Look) -> None:
    value = json.loads(FILE)
    value["publisher"] |= {"name": {"cy": "Cyngor", "en": "Council"}, "gss": "W06000001", "type": "welsh-council"}
    value["publisher"]["orgIds"] = ["GB-LAW-XYZ"]
    value["compiledBy"] = {"name": "Borsetshire Digital", "url": "https://www.ambridge.example/"}
    site.pages["/projects.json"] = [answer(json.dumps(value).encode())]
    found = json.loads(look().stdout)
    assert found == PLAIN | {
        "name": "Council",
        "gss": "W06000001",
        "orgIds": ["GB-LAW-XYZ"],
        "type": "welsh-council",
        "compiledBy": value["compiledBy"],
    }


def test_another_bodys_file_is_told(site: Site, look: Look) -> None:
    site.pages["/projects.json"] = [answer(json.dumps(council("felpersham", project("x"))).encode())]
    result = look()
    assert result.exit_code == 0
    assert "It names https://www.felpersham.example/ as its publisher’s website, not this one" in result.stderr


def test_a_file_with_errors_is_found_and_its_errors_are_counted(site: Site, look: Look) -> None:
    site.pages["/projects.json"] = [answer(json.dumps(council("ambridge", {"id": "x"}, project("y"))).encode())]
    result = look()
    assert result.exit_code == 0
    assert "There is a Council Projects file with 1 project. It has " in result.stderr
    assert " errors: `councilprojects validate https://www.ambridge.example/projects.json` says" in result.stderr


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>", "What is there is no Council Projects file."),
        (b"{", "What is there is no Council Projects file."),
        (
            b'{"councilProjectsRegistry": "1.0", "name": "R", "sources": []}',
            "What is there is no Council Projects file.",
        ),
        (
            b'{"councilProjects": "1.0", "publisher": {"name": "A"}, "projects": []}',
            "There is a Council Projects file, with a fault for which nothing of it can be shown. It has 1 error",
        ),
    ],
)
def test_what_is_no_usable_file_is_told(site: Site, look: Look, body: bytes, words: str) -> None:
    site.pages["/projects.json"] = [answer(body)]
    result = look()
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr
    assert result.stderr.endswith("No Council Projects file was found.\n")


def test_a_home_page_that_cannot_be_read_hides_nothing(site: Site, look: Look) -> None:
    site.pages["/"] = [answer(b"", status="403 Forbidden")]
    site.pages["/projects.json"] = [answer(FILE)]
    result = look()
    assert entry(result) == PLAIN
    assert result.stderr.startswith("The home page https://www.ambridge.example/ could not be read. ")


def test_the_files_own_address_will_do_as_well(site: Site, look: Look) -> None:
    site.pages["/ours.json"] = [answer(FILE)]
    found = entry(look("https://www.ambridge.example/ours.json"))
    assert found["url"] == "https://www.ambridge.example/ours.json"


def test_a_home_page_that_is_elsewhere_is_followed(site: Site, look: Look) -> None:
    site.pages["/start"] = page("/ours.json")
    site.pages["/"] = redirect("https://ambridge.example/start")
    site.pages["/ours.json"] = [answer(FILE)]
    found = entry(look())
    assert (found["homepage"], found["url"]) == ("https://ambridge.example/start", "https://ambridge.example/ours.json")


def test_a_redirect_to_another_website_does_not_become_the_home_page(site: Site, look: Look) -> None:
    site.pages["/start"] = page("/ours.json")
    site.pages["/"] = redirect("https://files.example/start")
    site.pages["/ours.json"] = [answer(FILE)]
    found = entry(look())
    assert (found["homepage"], found["url"]) == (HOME, "https://files.example/ours.json")


@pytest.mark.parametrize(
    "url", ["https://nowhere.example/", "https://[", "http://169.254.169.254/", "ftp://a.example/", ""]
)
def test_where_nobody_can_be_asked_that_is_told(look: Look, url: str) -> None:
    result = look(url)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("Nobody answered, so whether there is a file is not known.\n")


def test_a_server_that_breaks_off_is_nobody(site: Site, look: Look) -> None:
    for path in site.pages:
        site.pages[path] = [Reset()]
    assert look().exit_code == 2


def test_robots_are_heeded(site: Site, look: Look) -> None:
    site.pages["/robots.txt"] = [answer(b"User-agent: *\nDisallow: /projects.json\n")]
    site.pages["/projects.json"] = [answer(FILE)]
    result = look()
    assert result.exit_code == 1
    assert "robots.txt" in result.stderr
