"""`validate` with URLs and `--online`: the whole command, against real servers on loopback."""

from __future__ import annotations

import html
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from badserver import Endless, Reset, Site, Step, answer, head
from click.testing import CliRunner, Result
from minimal import DAY, VALID

from councilprojects_validator.cli import cli
from councilprojects_validator.command import web_options
from councilprojects_validator.command.web_options import FETCHERS, progress

HOST = "www.ambridge.example"
URL = f"https://{HOST}/projects.json"
CODE = re.compile(r"\[([a-z0-9-]+)\]$", re.MULTILINE)


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(arguments), input=given)


@pytest.fixture
def there(site: Site) -> tuple[str, ...]:
    """The options by which every council of these tests is found on loopback."""
    hosts = (HOST, "www.felpersham.example", "ambridge.example")
    places = (f"--connect-to={host}=127.0.0.1:{site.port}" for host in hosts)
    return ("--allow-network", "127.0.0.0/8", *places, *DAY)


def well_served(body: str = VALID) -> Callable[[bytes], list[Step]]:
    headers = ("Content-Type: application/json", "Access-Control-Allow-Origin: *", 'ETag: "1"')

    def respond(request: bytes) -> list[Step]:
        if b'If-None-Match: "1"' in request:
            return [answer(b"", status="304 Not Modified")]
        return [answer(body.encode(), *headers)]

    return respond


def codes(result: Result) -> list[str]:
    return CODE.findall(result.stdout)


def test_a_url_that_is_served_well_is_valid_and_nothing_to_mend(site: Site, there: tuple[str, ...]) -> None:
    site.pages["/projects.json"] = well_served()
    result = run("validate", URL, *there)
    assert result.exit_code == 0
    assert f"{URL}\nValid: nothing to mend.\n" in result.stdout


def test_a_url_that_is_served_badly_is_valid_with_findings(site: Site, there: tuple[str, ...]) -> None:
    site.pages |= {
        "/old.json": [head(f"Location: {URL}", status="301 Moved")],
        "/projects.json": [answer(VALID.encode(), "Content-Type: text/plain")],
        "/robots.txt": [answer(b"User-agent: *\nDisallow: /")],
    }
    result = run("validate", f"https://{HOST}/old.json", *there, "--format", "concise")
    assert result.exit_code == 0
    assert codes(result) == [
        "hosting-content-type",
        "hosting-robots",
        "hosting-moved",
        "hosting-no-cors",
        "hosting-no-validators",
    ]
    assert run("validate", f"https://{HOST}/old.json", *there, "--strict").exit_code == 1


def test_a_file_is_judged_by_the_host_where_redirects_end(site: Site, there: tuple[str, ...]) -> None:
    site.pages |= {
        "/projects.json": [head("Location: https://www.felpersham.example/their.json", status="302 Found")],
        "/their.json": well_served(),
    }
    found = codes(run("validate", URL, *there, "--format", "concise"))
    assert found == ["hosting-other-host", "publisher-url-other-host"]


FORMATS = ["text", "concise", "json", "github", "gitlab", "sarif", "junit", "html", "markdown"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_how_a_file_is_served(form: str, site: Site, there: tuple[str, ...]) -> None:
    site.pages["/projects.json"] = [answer(VALID.encode(), "Content-Type: text/plain")]
    shown = html.unescape(run("validate", URL, *there, "--format", form).stdout)
    assert "The web server calls the file “text/plain”." in shown
    assert "hosting-content-type" in shown


@pytest.mark.parametrize("form", FORMATS)
def test_a_url_that_cannot_be_read_is_exit_2_with_the_sentence_in_every_format(
    form: str, site: Site, there: tuple[str, ...]
) -> None:
    site.pages["/projects.json"] = [answer(b"", status="403 Forbidden")]
    result = run("validate", URL, *there, "--format", form)
    assert result.exit_code == 2
    assert "The web server refuses to show the file (403)." in html.unescape(result.stdout).replace("\\", "")
    assert "hosting-refused" in result.stdout


def test_a_hosting_finding_has_no_line_and_says_what_it_is_about(site: Site, there: tuple[str, ...]) -> None:
    site.pages["/projects.json"] = [answer(VALID.encode(), "Content-Type: text/plain")]
    (file,) = json.loads(run("validate", URL, *there, "--format", "json").stdout)["files"]
    first = file["findings"][0]
    assert (first["code"], first["pointer"], first["where"]) == ("hosting-content-type", "", "how the file is served")
    assert "line" not in first


def test_a_challenge_page_is_an_error_of_the_file_and_told_for_what_it_is(site: Site, there: tuple[str, ...]) -> None:
    site.pages["/projects.json"] = [answer(b"<!DOCTYPE html><title>Checking your browser</title>")]
    result = run("validate", URL, *there, "--format", "concise")
    assert result.exit_code == 1
    assert codes(result) == ["hosting-challenge", "file-web-page"]


def test_a_registry_is_read_from_a_url_too(site: Site, there: tuple[str, ...]) -> None:
    registry = {"councilProjectsRegistry": "1.0", "name": "Borsetshire", "sources": []}
    site.pages["/projects.json"] = well_served(json.dumps(registry))
    assert run("validate", URL, *there).exit_code == 0


def test_a_url_and_a_file_are_judged_side_by_side(site: Site, there: tuple[str, ...], tmp_path: Path) -> None:
    site.pages["/projects.json"] = [Reset()]
    (tmp_path / "projects.json").write_text(VALID, encoding="utf-8")
    result = run("validate", str(tmp_path / "projects.json"), URL, *there)
    assert result.exit_code == 2
    assert "Valid: nothing to mend." in result.stdout
    assert "The web server closed the connection without an answer." in result.stdout


def test_explain_knows_what_is_found_on_the_web() -> None:
    for code in ("hosting-no-cors", "link-not-checked"):
        assert run("explain", code).stdout.startswith(f"{code} (info)\n")


# --- --online -----------------------------------------------------------------------------------------------------


def linked(*paths: str) -> str:
    projects = [
        {
            "id": f"p{number}",
            "title": f"Project number {number}",
            "summary": "Residents report a missed collection online and see when the crew will return.",
            "reviewed": "2026-10-12",
            "url": f"https://{HOST}{path}",
        }
        for number, path in enumerate(paths)
    ]
    publisher = {"name": "Ambridge Borough Council", "url": f"https://{HOST}/"}
    return json.dumps({"councilProjects": "1.0", "publisher": publisher, "projects": projects}, indent=2)


def test_online_asks_for_every_link_once_and_tells_what_does_not_answer(site: Site, there: tuple[str, ...]) -> None:
    site.pages |= {
        "/": [answer(b"<html>")],
        "/well": [head(), Endless(b"x")],
        "/gone": [answer(b"", status="410 Gone")],
        "/moved": [head("Location: /well", status="301 Moved")],
        "/refused": [answer(b"", status="403 Forbidden")],
    }
    given = linked("/well", "/gone", "/moved", "/refused", "/gone#there").encode()
    started = time.monotonic()
    result = run("validate", "-", "--online", *there, "--format", "concise", given=given)
    assert time.monotonic() - started < 30, "an endless page is not read to its end"
    assert result.exit_code == 0
    assert codes(result) == ["link-gone", "link-moved", "link-not-checked", "link-gone"]
    shown = [given.decode().split("\n")[int(line.split(":")[1]) - 1] for line in result.stdout.splitlines()]
    assert [line.rpartition("/")[2] for line in shown] == ['gone"', 'moved"', 'refused"', 'gone#there"']
    assert sorted(site.paths) == ["/", "/gone", "/moved", "/refused", "/robots.txt", "/well", "/well"]
    assert run("validate", "-", "--online", *there, "--strict", given=given).exit_code == 1


def test_without_online_no_link_is_asked_for(site: Site, there: tuple[str, ...]) -> None:
    run("validate", "-", *there, given=linked("/gone").encode())
    assert site.paths == []


def test_a_url_is_checked_online_with_its_links(site: Site, there: tuple[str, ...]) -> None:
    site.pages |= {"/projects.json": well_served(linked("/gone")), "/": [answer(b"<html>")]}
    assert codes(run("validate", URL, "--online", *there, "--format", "concise")) == ["link-gone"]


def test_private_addresses_are_not_asked_for_unless_they_are_allowed(site: Site) -> None:
    given = linked("/").replace(f"https://{HOST}/", f"http://127.0.0.1:{site.port}/").encode()
    closed = run("validate", "-", "--online", *DAY, "--format", "concise", given=given)
    assert site.paths == []
    assert set(codes(closed)) == {"private-host"}
    run("validate", "-", "--online", *DAY, "--allow-network", "127.0.0.1/32", given=given)
    assert site.paths == ["/robots.txt", "/"]


# --- Without the extra, and with options that cannot be followed --------------------------------------------------


def offer(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Pretend that an installed package offers this fetcher, and no other does."""
    entry = EntryPoint("fetch", value, FETCHERS)
    monkeypatch.setattr(web_options, "entry_points", lambda *, group: [entry] if group == FETCHERS else [])


def test_without_the_extra_a_url_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "no_such_package.http:fetch")
    result = run("validate", URL, *DAY)
    assert result.exit_code == 2
    assert "To check a URL install `councilprojects[aggregator]`, or download the file first." in result.stdout


def test_without_the_extra_online_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "no_such_package.http:fetch")
    result = run("validate", "-", "--online", given=VALID.encode())
    assert result.exit_code == 2
    assert "To check links with --online install `councilprojects[aggregator]`." in result.stderr


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--allow-network", "here"], "“here” is no network. Write it as 10.0.0.0/8."),
        (["--connect-to", "council.example"], "should be written HOST=ADDRESS:PORT"),
        (["--connect-to", "council.example=127.0.0.1:80"], "is in no network that --allow-network names"),
        (["--connect-to", "@no-such-file"], "No such file"),
    ],
)
def test_an_option_that_cannot_be_followed_is_a_sentence_and_exit_2(options: list[str], sentence: str) -> None:
    result = run("validate", URL, *options)
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_a_run_on_files_alone_loads_nothing_that_asks_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_options: object) -> None:
        raise AssertionError("looked for a fetcher")

    monkeypatch.setattr(web_options, "entry_points", refuse)
    assert run("validate", "-", *DAY, given=VALID.encode()).exit_code == 0


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch, *, is_one: bool) -> Iterator[None]:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_one)
    yield


@pytest.mark.parametrize("is_one", [True, False])
def test_progress_is_for_terminals(
    is_one: bool,  # noqa: FBT001 - a case of the table
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with terminal(monkeypatch, is_one=is_one), progress(2) as on_answer:
        on_answer()
        on_answer()
    printed = capsys.readouterr()
    assert ("Asking links" in printed.err) is is_one
    assert printed.out == ""
