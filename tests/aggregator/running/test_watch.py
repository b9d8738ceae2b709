"""Run after run: when the next one begins, and how it is ended. Clock and pause are given; nothing waits."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from badserver import Hang
from federation import Federation, project

from councilprojects_aggregator.running.watch import Ending, waiting_time, watch

START = datetime(2026, 11, 21, 6, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("passed", "left"), [(HOUR, 23 * HOUR), (DAY, timedelta(0)), (3 * DAY, timedelta(0)), (-5 * DAY, DAY)]
)
def test_the_next_run_begins_an_interval_after_the_last_began(passed: timedelta, left: timedelta) -> None:
    assert waiting_time(START, START + passed, DAY) == left


def test_runs_follow_each_other_until_somebody_asks_to_end() -> None:
    now = START
    runs: list[datetime] = []
    told: list[datetime] = []
    pauses: list[float] = []

    def run(at: datetime) -> None:
        nonlocal now
        runs.append(at)
        now += HOUR if len(runs) == 1 else 30 * HOUR

    def pause(seconds: float) -> bool:
        nonlocal now
        pauses.append(seconds)
        now += timedelta(seconds=seconds)
        return len(pauses) == 4

    watch(run, began=START, interval=DAY, clock=lambda: now, pause=pause, on_next=told.append)
    assert runs == [START + DAY, START + 2 * DAY, START + 2 * DAY + 30 * HOUR]
    assert pauses == [86400, 82800, 0, 0]
    assert told[:2] == [START + DAY, START + 2 * DAY]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_heard_between_runs_and_a_second_one_at_once(number: signal.Signals) -> None:
    heard: list[bool] = []
    before = signal.getsignal(number)
    with Ending(lambda: heard.append(True)) as ending:
        assert ending.pause(0) is False
        os.kill(os.getpid(), number)
        assert ending.pause(60) is True
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert heard == [True]
    assert signal.getsignal(number) == before


@pytest.fixture
def watching(federation: Federation) -> Callable[..., subprocess.Popen[str]]:
    """Return what starts `aggregate --watch` over the federation as a process of its own."""

    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "councilprojects_validator", "aggregate", *federation.arguments()]
        return subprocess.Popen([*command, "--watch", *arguments], stderr=subprocess.PIPE, text=True)

    return start


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_while_it_waits_it_ends_well(
    watching: Callable[..., subprocess.Popen[str]], federation: Federation, number: signal.Signals
) -> None:
    federation.publish("ambridge", project("bins"))
    with watching("--log-format=json") as process:
        assert process.stderr is not None
        line = next(line for line in map(json.loads, process.stderr) if line["event"] == "next")
        assert datetime.fromisoformat(line["at"]) > datetime.fromisoformat(line["time"])
        process.send_signal(number)
        assert process.wait(20) == 0
        assert "Traceback" not in process.stderr.read()
    assert federation.status("ambridge")["state"] == "current"


def test_asked_to_end_while_it_runs_it_ends_after_the_run(
    watching: Callable[..., subprocess.Popen[str]], federation: Federation
) -> None:
    federation.publish("ambridge", project("bins"))
    body = federation.site.pages["/ambridge.json"]
    reader, writer = os.pipe()

    def slowly(request: bytes) -> object:
        select.select([reader], [], [], 20)
        return body(request)  # type: ignore[operator]

    federation.script("ambridge", slowly)
    with watching() as process:
        federation.site.met.wait(20)
        process.send_signal(signal.SIGTERM)
        assert process.stderr is not None
        said = [process.stderr.readline() for _ in range(2)]
        assert "Ending when this run is over. To end at once, ask again.\n" in said
        os.write(writer, b"!")
        assert process.wait(20) == 0
        assert "Traceback" not in process.stderr.read()
    os.close(reader)
    os.close(writer)
    assert federation.status("ambridge")["state"] == "current"


def test_asked_twice_it_ends_at_once(watching: Callable[..., subprocess.Popen[str]], federation: Federation) -> None:
    federation.script("ambridge", [Hang()])
    with watching() as process:
        federation.site.met.wait(20)
        assert process.stderr is not None
        process.send_signal(signal.SIGINT)
        while "Ending when" not in process.stderr.readline():
            pass
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert "Traceback" not in process.stderr.read()


def test_a_first_run_that_cannot_be_done_ends_it(
    watching: Callable[..., subprocess.Popen[str]], federation: Federation
) -> None:
    federation.publish("ambridge", project("bins"))
    with watching("--accept=nobody") as process:
        assert process.wait(20) == 2
        assert process.stderr is not None
        assert "no source “nobody”" in process.stderr.read()
