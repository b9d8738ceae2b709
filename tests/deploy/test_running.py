"""docs/running.md and SECURITY.md hold what they say: every command is run, every test that is named exists."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from councilprojects_aggregator.memory.told import Cause
from councilprojects_aggregator.model import Catalogue, Health, Notice, Publication, Record, Run, Source
from councilprojects_aggregator.running.webhook import message

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "running.md").read_text("utf-8")
COMMANDS = re.findall(r"^```console\n\$ (.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)
REGISTRY, WEBHOOK = (json.loads(block) for block in re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
NAMED = re.findall(r"\[(test_\w+)\]\((tests/[\w/.]+)\)", (ROOT / "SECURITY.md").read_text("utf-8"))


@pytest.mark.slow
def test_every_command_of_the_page_does_what_it_says(machine: Any) -> None:
    folder = machine.fresh()
    (folder / "registry.json").write_text(json.dumps(REGISTRY), encoding="utf-8")
    assert len(COMMANDS) >= 7
    for command in COMMANDS:
        if "--restore" in command:
            lose_everything(machine, folder, is_first="--first-run" in command)
        code, said = watched(machine, command, folder) if "--watch" in command else machine.sh(command, folder)
        assert code == 0, f"{command}\n{said}"
    assert "On trial, not shown" in (folder / "site" / "status" / "borchester" / "index.html").read_text("utf-8")
    assert not (folder / "site" / "projects" / "borchester").exists()


def lose_everything(machine: Any, folder: Path, *, is_first: bool) -> None:
    """Lose the disk, but for the registry; a first run has nothing published either."""
    if is_first:
        shutil.rmtree(machine.published)
        machine.published.mkdir()
    else:
        machine.publish(folder / "site")
    shutil.rmtree(folder / "site")
    for left in folder.glob("site.state.sqlite*"):
        left.unlink()


def watched(machine: Any, command: str, folder: Path) -> tuple[int, str]:
    """Run a command that stays; ask it to end once it waits."""
    with subprocess.Popen(
        ["sh", "-c", f"exec {command}"],
        cwd=folder,
        env=machine.environment(),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if json.loads(line)["event"] == "next":
                process.send_signal(signal.SIGTERM)
        return process.wait(20), "".join(said)


def test_the_registry_of_the_page_is_in_order(machine: Any) -> None:
    folder = machine.fresh()
    (folder / "registry.json").write_text(json.dumps(REGISTRY), encoding="utf-8")
    code, said = machine.sh("councilprojects validate registry.json", folder)
    assert code == 0, said


def test_what_the_webhook_sends_has_the_members_that_the_page_shows() -> None:
    now = datetime(2026, 11, 22, 6, tzinfo=UTC)
    source = Source("ambridge", "Ambridge Borough Council", "https://www.ambridge.example/ambridge.json")
    publication = Publication(source, Record("ambridge", source.url), Health.STALE, verified=True)
    notice = Notice(WEBHOOK["changes"][0]["id"], now, "server", now, "http-500", 500)
    site = "https://projects.example.org/"
    catalogue = Catalogue("Borsetshire", site, site, date(2026, 11, 22), now, (publication,), (), ())
    sent = json.loads(message(catalogue, Run(now, "0", {}, told={"ambridge": notice})) or b"")
    assert sent["changes"][0]["text"].startswith(WEBHOOK["changes"][0]["text"].removesuffix("…"))
    sent["changes"][0]["text"] = WEBHOOK["changes"][0]["text"]
    assert sent == WEBHOOK


def test_the_page_names_every_cause() -> None:
    assert [cause for cause in Cause if cause is not Cause.OVER and f"`{cause}`" not in PAGE] == []


def test_security_names_tests_that_exist() -> None:
    assert len(NAMED) > 40
    missing = [
        (name, path)
        for name, path in NAMED
        if not re.search(rf"^def {name}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)
    ]
    assert missing == []
