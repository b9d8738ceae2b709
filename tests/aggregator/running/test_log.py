"""What a run tells of itself, line by line, in words or as JSON; nobody else can write a line of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from click.testing import CliRunner, Result
from federation import Federation, project

from councilprojects_aggregator.cli import aggregate

Run = Callable[..., Result]


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
