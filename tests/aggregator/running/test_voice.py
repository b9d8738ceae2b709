"""What is said from within a signal's handler, and that both voices say the same of the next run."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime

import pytest

from councilprojects_aggregator.running import voice
from councilprojects_aggregator.running.voice import JsonVoice, TextVoice, Voice

NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)


def test_a_signal_is_answered_while_something_else_is_being_said(capfd: pytest.CaptureFixture[str]) -> None:
    buffered = sys.stderr
    buffered.write("half a line, ")
    TextVoice().answer_signal("Ending.")
    JsonVoice(lambda: NOW).answer_signal("Ending.")
    buffered.flush()
    text, line = (part for part in capfd.readouterr().err.replace("half a line, ", "").splitlines() if part)
    assert text == "Ending."
    assert json.loads(line) == {"time": "2026-11-21T06:00:00Z", "level": "info", "event": "note", "message": "Ending."}


@pytest.mark.parametrize("quiet", [TextVoice(quiet=True), JsonVoice(lambda: NOW, quiet=True)])
def test_who_is_quiet_answers_nothing(capfd: pytest.CaptureFixture[str], quiet: Voice) -> None:
    quiet.answer_signal("Ending.")
    quiet.next_run(NOW)
    assert capfd.readouterr().err == ""


def test_nobody_who_listens_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    monkeypatch.setattr(voice, "STANDARD_ERROR", writer)
    TextVoice().answer_signal("Ending.")
    os.close(writer)


def test_both_say_when_the_next_run_begins(capfd: pytest.CaptureFixture[str]) -> None:
    TextVoice().next_run(NOW)
    JsonVoice(lambda: NOW).next_run(NOW)
    text, line = capfd.readouterr().err.splitlines()
    assert text == "The next run begins on 21 November 2026 at 6:00am."
    assert json.loads(line)["at"] == "2026-11-21T06:00:00Z"
