"""Run after run, over runs that cannot be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from federation import Federation, project

from councilprojects_aggregator.memory.waits import Pace
from councilprojects_aggregator.running.runs import Around, run_again_and_again
from councilprojects_aggregator.running.voice import TextVoice


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
