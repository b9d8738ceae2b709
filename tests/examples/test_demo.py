"""The demo's own part: what it asks the aggregator for, and the server for the site."""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

AGGREGATOR = """#!/bin/sh
for word; do
  case "$word" in @*) cat "${word#@}" ;; *) echo "$word" ;; esac
done
exit 3
"""


@pytest.fixture
def demo(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("demo")


def test_the_aggregator_is_asked_for_the_registry_with_the_addresses_of_the_servers(
    demo: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    command = tmp_path / "councilprojects"
    command.write_text(AGGREGATOR, encoding="utf-8")
    command.chmod(0o755)
    assert demo.crawl(tmp_path, tmp_path / "site") == 3
    said = capfd.readouterr().out.splitlines()
    assert said[:4] == [
        "aggregate",
        "https://registry.councilprojects.example/registry.json",
        "--output",
        str(tmp_path / "site"),
    ]
    assert said[4:8] == ["--allow-network", "127.0.0.0/8", "--delay", "0"]
    assert said[8] == "--connect-to"
    assert [line.partition("=")[0] for line in said[9:]] == [
        "registry.councilprojects.example",
        "compiled.councilprojects.example",
        "www.marlowevale.example",
        "www.brohelyg.example",
        "www.thornmere.example",
    ]


def test_the_site_is_served_with_its_types_from_the_first_port_that_is_free(demo: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "feed.atom").write_bytes(b"<feed/>")
    with demo.site_server(tmp_path) as first, demo.site_server(tmp_path) as second:
        assert second.server_port > first.server_port >= demo.FIRST_PORT
        threading.Thread(target=second.serve_forever, args=(0.05,), daemon=True).start()
        connection = http.client.HTTPConnection("127.0.0.1", second.server_port, timeout=5)
        connection.request("GET", "/feed.atom")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/atom+xml")
        assert answer.read() == b"<feed/>"
        connection.close()
        second.shutdown()


def test_no_free_port_is_a_sentence(demo: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "PORTS", 1)
    with demo.site_server(tmp_path) as taken:
        monkeypatch.setattr(demo, "FIRST_PORT", taken.server_port)
        with pytest.raises(demo.SetupError, match=f"No port from {taken.server_port} to {taken.server_port} is free"):
            demo.site_server(tmp_path)


@pytest.mark.parametrize(("failure", "code"), [("SetupError", 2), ("KeyboardInterrupt", 130)])
def test_a_failure_and_ctrl_c_end_in_a_sentence(
    demo: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], failure: str, code: int
) -> None:
    error = getattr(demo, failure, KeyboardInterrupt)

    def prepare(_extras: frozenset[str]) -> Path:
        raise error("There is no network.")

    monkeypatch.setattr(demo, "prepare", prepare)
    monkeypatch.setattr("sys.argv", ["demo"])
    assert demo.main() == code
    said = capsys.readouterr()
    assert (said.out + said.err).strip() in {"There is no network.", "Stopped."}


def test_a_crawl_that_failed_ends_the_demo_with_its_code(
    demo: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "prepare", lambda _extras: tmp_path)
    monkeypatch.setattr(demo, "crawl", lambda _programs, _output: 2)
    monkeypatch.setattr("sys.argv", ["demo", "--no-serve", "--output", str(tmp_path / "site")])
    assert demo.main() == 2
    assert capsys.readouterr().out == ""


def test_without_serving_the_demo_says_where_to_look(
    demo: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "prepare", lambda _extras: tmp_path)
    monkeypatch.setattr(demo, "crawl", lambda _programs, _output: 0)
    monkeypatch.setattr("sys.argv", ["demo", "--no-serve", "--output", str(tmp_path / "site")])
    assert demo.main() == 0
    assert f"the site            {tmp_path / 'site' / 'index.html'}" in capsys.readouterr().out


def test_a_reader_that_goes_away_is_no_traceback(root: Path) -> None:
    program = [sys.executable, "-c", BROKEN, str(root / "scripts")]
    done = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.stdout is not None
    done.stdout.close()
    assert done.stderr is not None
    assert done.stderr.read() == b""
    done.stderr.close()
    assert done.wait(timeout=30) == 141


BROKEN = """
import runpy, sys
sys.path.insert(0, sys.argv[1])
sys.argv[1:] = ["--no-serve", "--output", "nowhere"]
import environment
environment.prepare = lambda extras: environment.ROOT
main = runpy.run_path(environment.ROOT / "scripts" / "demo", run_name="demo")["main"]
main.__globals__["crawl"] = lambda programs, output: 0
main.__globals__["where_to_look"] = lambda output: "x" * 1_000_000
sys.exit(main())
"""
