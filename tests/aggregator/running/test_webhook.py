"""The webhook is told once of each trouble and of its end, and its failures are sentences without its secret."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from click.testing import Result
from federation import Federation, project

from councilprojects_aggregator.fetching.http import Fetcher, Policy
from councilprojects_aggregator.fetching.post import post_json

Run = Callable[..., Result]


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


def _bounded(**settings: Any) -> Policy:
    """A policy whose limits are short and whose names lead nowhere."""
    return Policy(**settings, resolve=_nowhere, deadline=5.0, connect_timeout=1.0, read_timeout=0.4)


def _nowhere(host: str) -> list[str]:
    raise socket.gaierror(socket.EAI_NONAME, host)
