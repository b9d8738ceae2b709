"""What follows a run: figures and messages, in sentences where they fail, never at the cost of the site."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result
from federation import Federation, project
from prometheus_client.parser import text_string_to_metric_families

from councilprojects_aggregator.cli import aggregate
from councilprojects_aggregator.fetching.http import Fetcher, Policy
from councilprojects_aggregator.fetching.post import post_json
from councilprojects_aggregator.memory.waits import Pace
from councilprojects_aggregator.running.metrics import write_metrics
from councilprojects_aggregator.running.runs import Around, run_again_and_again
from councilprojects_aggregator.running.voice import TextVoice

Run = Callable[..., Result]


@pytest.fixture
def run(federation: Federation) -> Run:
    """Return what runs the command on a federation, at six o'clock on a day of November 2026."""

    def run(day: int, *arguments: str, **options: Any) -> Result:
        command = [*federation.arguments(), f"--date=2026-11-{day}T06:00:00Z", *arguments]
        return CliRunner().invoke(aggregate, command, **options)

    return run


@pytest.fixture
def hook() -> Iterator[Any]:
    """A server that takes what is posted; `taken` has it, `status` is what it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.taken.append((self.path, dict(self.headers), json.loads(body)))
            self.send_response(server.status)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            pass

    server: Any = HTTPServer(("127.0.0.1", 0), Handler)
    server.taken, server.status = [], 204
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stderr.splitlines()]


def test_the_log_is_one_object_a_line(run: Run, federation: Federation) -> None:
    federation.publish("ambridge", project("bins"))
    federation.fail("borchester")
    result = run(21, "--log-format=json")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert [(line["level"], line["event"]) for line in lines(result)] == [
        ("info", "note"),
        ("info", "asking"),
        ("warning", "source"),
        ("warning", "told"),
        ("info", "run"),
    ]
    assert all(datetime.fromisoformat(line["time"]).tzinfo for line in lines(result))
    failed, told, ended = lines(result)[2:]
    assert (failed["source"], failed["state"], failed["outcome"], failed["fails"]) == (
        *("borchester", "unread", "http-500", 1),
    )
    assert told["message"] == "Borchester Borough Council: the web server does not send the file"
    assert told["cause"] == "server"
    assert ended["sources"] == ended["asked"] == 2
    assert ended["failing"] == 1
    assert ended["states"] == {"current": 1, "unread": 1}
    assert set(ended["seconds"]) == {"ask", "judge"}


def test_a_quiet_log_has_what_went_wrong_alone(run: Run, federation: Federation) -> None:
    federation.fail("borchester")
    assert {line["level"] for line in lines(run(21, "--log-format=json", "--quiet"))} == {"warning"}


def test_that_all_is_well_again_is_no_warning(run: Run, federation: Federation) -> None:
    federation.fail("borchester")
    run(21)
    federation.publish("borchester", project("bins"))
    told = next(line for line in lines(run(22, "--log-format=json")) if line["event"] == "told")
    assert (told["level"], told["cause"]) == ("info", "over")


def test_a_run_that_cannot_be_done_is_an_error_in_the_log(run: Run, federation: Federation) -> None:
    federation.fail("borchester")
    result = run(21, "--log-format=json", "--accept=nobody", "--quiet")
    assert result.exit_code == 2
    assert [(line["level"], line["event"]) for line in lines(result)] == [("error", "trouble")]


def test_nobody_can_write_a_line_of_the_log(federation: Federation) -> None:
    name = 'Evil"\n{"level": "error"}\x1b[2J\u202e'
    federation.fail("borchester")
    registry = federation.registry()
    registry["sources"][0]["name"] = name
    address = federation.folder / "other.json"
    address.write_text(json.dumps(registry), encoding="utf-8")
    arguments = [str(address), *federation.arguments()[1:], "--log-format=json"]
    result = CliRunner().invoke(aggregate, arguments)
    assert result.exit_code == 0
    assert not set(result.stderr) & set("\x1b\x9b\u202e")
    assert len([line for line in lines(result) if line["event"] == "told"]) == 1


def test_a_name_in_a_registry_cannot_colour_the_terminal(federation: Federation) -> None:
    federation.fail("borchester")
    registry = {**federation.registry(), "name": "Evil\x1b[2J\x9b\u202e"}
    address = federation.folder / "other.json"
    address.write_text(json.dumps(registry), encoding="utf-8")
    result = CliRunner().invoke(aggregate, [str(address), *federation.arguments()[1:]])
    assert result.exit_code == 0
    assert not set(result.output) & set("\x1b\x9b\u202e")


def test_the_figures_are_written_whole_for_prometheus(run: Run, federation: Federation) -> None:
    federation.publish("ambridge", project("bins"), project("streets"))
    federation.fail("borchester")
    path = federation.folder / "site.prom"
    assert run(21, "--metrics", str(path)).exit_code == 0
    families = {family.name: family for family in text_string_to_metric_families(path.read_text("utf-8"))}
    single = {
        name.removeprefix("councilprojects_"): family.samples[0].value
        for name, family in families.items()
        if not family.samples[0].labels
    }
    received = single.pop("received_bytes")
    assert received == len((federation.site.pages["/ambridge.json"](b"")[0]).partition(b"\r\n\r\n")[2])
    assert single == {
        "run_timestamp_seconds": datetime(2026, 11, 21, 6, tzinfo=UTC).timestamp(),
        "failing_sources": 1,
        "projects": 2,
        "new_events": 1,
        "new_notices": 1,
    }
    states = {sample.labels["state"]: sample.value for sample in families["councilprojects_sources"].samples}
    assert (states["current"], states["unread"], states["stale"]) == (1, 1, 0)
    outcomes = {sample.labels["outcome"]: sample.value for sample in families["councilprojects_requests"].samples}
    assert outcomes == {"fetched": 1, "http-500": 1}
    assert {sample.labels["stage"] for sample in families["councilprojects_run_seconds"].samples} == {
        *("ask", "judge", "whole"),
    }
    assert path.stat().st_mode & 0o777 == 0o644
    assert [left.name for left in federation.folder.iterdir() if left.name.startswith(".site.prom")] == []


def test_figures_that_cannot_be_written_harm_nothing(run: Run, federation: Federation) -> None:
    federation.publish("ambridge", project("bins"))
    result = run(21, "--metrics", str(federation.folder / "nowhere" / "site.prom"))
    assert result.exit_code == 0
    assert "The figures could not be written" in result.stderr
    assert federation.status("ambridge")["state"] == "current"


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "site.prom").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_metrics(tmp_path / "site.prom", b"")
    assert [left.name for left in tmp_path.iterdir()] == ["site.prom"]


def test_the_webhook_is_told_once_and_of_recovery(run: Run, federation: Federation, hook: Any) -> None:
    federation.publish("ambridge", project("bins"))
    address = f"--webhook=http://127.0.0.1:{hook.server_port}/secret"
    run(21, address)
    assert hook.taken == []
    federation.fail("ambridge")
    run(22, address, "--site-url=https://projects.example")
    run(23, address)
    federation.publish("ambridge", project("bins"))
    run(24, address)
    run(25, address)
    (path, headers, first), (_path, _headers, second) = hook.taken
    assert path == "/secret"
    assert headers["Content-Type"] == "application/json"
    assert headers["User-Agent"].startswith("councilprojects/")
    assert "Cookie" not in headers
    (change,) = first.pop("changes")
    text = change.pop("text")
    assert "The web server has a fault of its own (status 500)." in text
    assert first == {
        "councilProjectsWebhook": "1.0",
        "text": "Ambridge Borough Council: the web server does not send the file",
        "aggregator": "Borsetshire",
        "checked": "2026-11-22T06:00:00Z",
    }
    assert change == {
        "id": change["id"],
        "change": "trouble",
        "cause": "server",
        "since": "2026-11-22T06:00:00Z",
        "ends": [],
        "source": {
            "id": "ambridge",
            "name": "Ambridge Borough Council",
            "url": "https://www.ambridge.example/ambridge.json",
        },
        "state": "stale",
        "outcome": "http-500",
        "httpStatus": 500,
        "title": "Ambridge Borough Council: the web server does not send the file",
        "statusPage": "https://projects.example/status/ambridge/",
    }
    (over,) = second["changes"]
    assert (over["change"], over["cause"], over["ends"], over["state"], over["statusPage"]) == (
        *("recovery", None, [change["id"]], "current", None),
    )


def test_the_address_of_the_webhook_may_stay_out_of_the_command(run: Run, federation: Federation, hook: Any) -> None:
    federation.fail("ambridge")
    run(21, env={"COUNCILPROJECTS_WEBHOOK": f"http://127.0.0.1:{hook.server_port}/secret"})
    assert len(hook.taken) == 1


@pytest.mark.parametrize("status", [302, 500])
def test_a_webhook_that_does_not_take_it_is_a_sentence_without_its_secret(
    run: Run, federation: Federation, hook: Any, status: int
) -> None:
    federation.fail("ambridge")
    hook.status = status
    result = run(21, f"--webhook=http://127.0.0.1:{hook.server_port}/secret?token=secret")
    assert result.exit_code == 0
    assert f"The webhook at 127.0.0.1 did not take the news of 1 source (http-{status})." in result.stderr
    assert "secret" not in result.output
    assert len(hook.taken) == 1


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://hooks.internal/secret", "dns-failure"),
        ("http://127.0.0.1:1/secret", "refused-connection"),
        ("https://user:secret@127.0.0.1/", "userinfo"),
        ("http://hooks.example:99999/secret", "bad-url"),
        ("http://169.254.169.254/secret", "bad-host"),
    ],
)
def test_a_webhook_that_cannot_be_reached_is_a_sentence(
    run: Run, federation: Federation, monkeypatch: pytest.MonkeyPatch, address: str, code: str
) -> None:
    monkeypatch.setattr("councilprojects_aggregator.options.Policy", _bounded)
    federation.fail("ambridge")
    result = run(21, f"--webhook={address}")
    assert result.exit_code == 0
    assert f"({code})" in result.stderr
    assert "secret" not in result.output


def test_a_webhook_that_hangs_does_not_hold_up_the_run(
    run: Run, federation: Federation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("councilprojects_aggregator.options.Policy", _bounded)
    federation.fail("ambridge")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        result = run(21, f"--webhook=http://127.0.0.1:{silent.getsockname()[1]}/secret")
    assert result.exit_code == 0
    assert "(read-timeout)" in result.stderr


@pytest.mark.parametrize(
    ("url", "address", "code"),
    [
        ("http://hooks.example.org/", "93.184.215.14", "bad-scheme"),
        ("https://hooks.example.org/", "10.0.0.1", "forbidden-address"),
        ("https://hooks.example.org:25/", "93.184.215.14", "forbidden-port"),
    ],
)
def test_a_webhook_is_told_in_secret_and_at_public_addresses_only(url: str, address: str, code: str) -> None:
    assert post_json(Fetcher(Policy(resolve=lambda _host: [address])), url, b"{}") == code


def test_run_after_run_goes_on_over_a_run_that_cannot_be_done(
    federation: Federation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    federation.publish("ambridge", project("bins"))
    order = replace(federation.order(), pace=Pace(due_only=True), confirmed=frozenset({"ambridge"}))
    now = order.now
    pauses = iter(range(4))

    def pause(_ending: object, seconds: float) -> bool:
        nonlocal now
        now += timedelta(seconds=seconds)
        turn = next(pauses)
        registry = Path(order.registry)
        if turn == 0:
            registry.rename(registry.with_suffix(".away"))
        if turn == 1:
            registry.with_suffix(".away").rename(registry)
        return turn == 3

    monkeypatch.setattr("councilprojects_aggregator.running.watch.Ending.pause", pause)
    code = run_again_and_again(order, Around(TextVoice()), timedelta(days=1), lambda: now)
    said = capsys.readouterr()
    assert code == 0
    assert "registry.json could not be read" in said.err
    assert said.err.count("The next run begins on") == 4
    assert said.out.count("Borsetshire: 1 source, 1 project.") == 3
    assert federation.site.paths.count("/ambridge.json") == 3


def _bounded(**settings: Any) -> Policy:
    """A policy whose limits are short and whose names lead nowhere."""
    return Policy(**settings, resolve=_nowhere, deadline=5.0, connect_timeout=1.0, read_timeout=0.4)


def _nowhere(host: str) -> list[str]:
    raise socket.gaierror(socket.EAI_NONAME, host)
