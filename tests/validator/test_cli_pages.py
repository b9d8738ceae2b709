"""`explain`, `rules` and `--help`: the pages that the command shows."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import EntryPoint

import click
import pytest
from click.testing import CliRunner, Result

from councilprojects_validator import explain as pages
from councilprojects_validator.cli import cli
from councilprojects_validator.command import group as commands
from councilprojects_validator.rules import RULES


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(arguments), input=given)


@pytest.mark.parametrize("code", ["end-before-start", "json-trailing-comma", "missing-field", "unknown-key"])
def test_explain_shows_the_page(code: str) -> None:
    result = run("explain", code)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code} ({RULES[code].severity})\n\n{RULES[code].title}\n\n")


@pytest.mark.parametrize("code", ["end-before-strat", "End_Before_Start"])
def test_explain_guesses_what_was_meant(code: str) -> None:
    result = run("explain", code)
    assert result.exit_code == 2
    assert f"There is no code “{code}”. Did you mean end-before-start" in result.stderr


def test_explain_of_nothing_like_a_code_names_the_list() -> None:
    result = run("explain", "zzzzzz")
    assert result.exit_code == 2
    assert "`councilprojects rules` lists all of them." in result.stderr


def test_rules_lists_every_code_errors_first() -> None:
    lines = run("rules").stdout.splitlines()
    assert len(lines) == len(RULES)
    assert sorted(line.split()[0] for line in lines) == sorted(RULES)
    severities = [line.split()[1] for line in lines]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)


def test_rules_as_json_has_every_page() -> None:
    listed = json.loads(run("rules", "--format", "json").stdout)["rules"]
    assert {each["code"]: each["page"] for each in listed} == {code: rule.page for code, rule in RULES.items()}


def test_the_page_of_rules_has_a_heading_for_each_link() -> None:
    page = pages.markdown({})
    headings = re.findall(r"^### (\S+)$", page, re.MULTILINE)
    assert headings == sorted(RULES)
    assert sorted(re.findall(r"\(#([a-z0-9-]+)\)", page)) == headings


def test_help_lists_other_packages_commands_and_shows_examples() -> None:
    shown = run("--help").stdout
    assert re.search(
        r"^ +aggregate +Read many councils' files and write one site, feed and graph\.$", shown, re.MULTILINE
    )
    assert "  councilprojects validate projects.json\n" in shown
    assert "Exit code: 0 valid, 1 not valid, 2 could not be checked." in run("validate", "--help").stdout


def offer(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Pretend that an installed package offers this command, and no other does."""
    entry = EntryPoint(name, value, commands.GROUP)
    monkeypatch.setattr(commands, "entry_points", lambda *, group: [entry] if group == entry.group else [])


@click.command(help="Harvest everything.")
@click.option("--times", default=1)
def harvest(times: int) -> None:
    click.echo(f"harvested {times}")


def test_another_packages_command_is_loaded_when_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "harvester", sys.modules[__name__])
    offer(monkeypatch, "harvest", "harvester:harvest")
    assert re.search(r"^ +harvest +Another package's command\.$", run("--help").stdout, re.MULTILINE)
    assert run("harvest", "--times", "2").stdout == "harvested 2\n"


@pytest.mark.parametrize("arguments", [[], ["registry.json", "--output", "site"], ["--help"]])
def test_a_command_whose_packages_are_missing_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    offer(monkeypatch, "aggregate", "no_such_package.cli:aggregate")
    assert "aggregate" in run("--help").stdout
    result = run("aggregate", *arguments)
    assert result.exit_code == 2
    assert "To use `councilprojects aggregate` install `councilprojects[aggregator]`." in result.stderr


def test_an_entry_point_that_is_no_command_is_our_own_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "odd", "json:dumps")
    assert isinstance(run("odd").exception, TypeError)
