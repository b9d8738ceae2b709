"""The files for GitHub and GitLab: their own lines are run, morning after morning, on disks that are new each time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import feedparser
import pytest
import yaml

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SITE = "https://projects.example.org"
EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")

Morning: TypeAlias = Callable[..., tuple[int, str]]


@pytest.fixture
def github(machine: Any) -> Morning:
    """Return what does the job of the workflow once, on a new runner."""
    job = yaml.safe_load((DEPLOY / "github-pages.yml").read_text("utf-8"))["jobs"]["aggregate"]

    def morning(*, first: bool = False) -> tuple[int, str]:
        known = {
            "steps.pages.outputs.base_url": SITE,
            "inputs.first_run && 'yes' || ''": "yes" if first else "",
            "secrets.COUNCILPROJECTS_WEBHOOK": "",
        }
        folder, said = machine.checkout(), ""
        for step in job["steps"]:
            if "run" in step:
                variables = {
                    name: EXPRESSION.sub(lambda found: known[found[1]], value)
                    for name, value in step.get("env", {}).items()
                }
                code, output = machine.sh(step["run"], folder, variables)
                said += output
                if code:
                    return code, said
            elif "upload-pages-artifact" in step["uses"]:
                machine.publish(folder / step["with"]["path"])
        return 0, said

    return morning


@pytest.fixture
def gitlab(machine: Any) -> Morning:
    """Return what does the job `pages` once, on a new runner."""
    job = yaml.safe_load((DEPLOY / "gitlab-ci.yml").read_text("utf-8"))["pages"]

    def morning(*, first: bool = False) -> tuple[int, str]:
        folder = machine.checkout()
        variables = {"CI_PAGES_URL": SITE} | ({"FIRST_RUN": "yes"} if first else {})
        code, said = machine.sh("\n".join(job["script"]), folder, variables)
        if not code:
            machine.publish(folder / job["artifacts"]["paths"][0])
        return code, said

    return morning


@pytest.fixture(params=["github", "gitlab"])
def morning(request: pytest.FixtureRequest) -> Morning:
    return request.getfixturevalue(request.param)


def problems(machine: Any) -> list[str]:
    feed = feedparser.parse((machine.published / "status" / "borchester" / "problems.atom").read_bytes())
    return [entry.title for entry in feed.entries]


def entries(machine: Any) -> list[str]:
    return [item["id"] for item in json.loads((machine.published / "feed.json").read_bytes())["items"]]


def states(machine: Any) -> dict[str, str]:
    sources = json.loads((machine.published / "status.json").read_bytes())["sources"]
    return {source["id"]: source["state"] for source in sources}


@pytest.mark.slow
def test_a_recipe_begins_goes_on_over_new_disks_and_loses_nothing(machine: Any, morning: Morning) -> None:
    code, said = morning()
    assert code == 2, said
    assert "say so by --first-run" in said
    assert not any(machine.published.iterdir())

    code, said = morning(first=True)
    assert code == 0, said
    assert "2 sources, 2 projects." in said
    assert states(machine) == {"ambridge": "current", "borchester": "current"}
    first = entries(machine)
    assert len(first) == 2

    machine.federation.fail("borchester")
    code, said = morning()
    assert code == 0, said
    assert states(machine) == {"ambridge": "current", "borchester": "stale"}
    assert (machine.published / "projects" / "borchester" / "bins" / "index.html").is_file()
    told = ["Borchester Borough Council: the web server does not send the file"]
    assert (entries(machine), problems(machine)) == (first, told)

    assert morning()[0] == 0
    assert (entries(machine), problems(machine)) == (first, told)

    before = {path: path.read_bytes() for path in machine.published.rglob("*") if path.is_file()}
    code, said = morning(first=True)
    assert code == 2
    assert "has an output already" in said
    assert {path: path.read_bytes() for path in machine.published.rglob("*") if path.is_file()} == before


def test_the_workflow_gives_nobody_more_than_they_need() -> None:
    workflow = yaml.safe_load((DEPLOY / "github-pages.yml").read_text("utf-8"))
    job = workflow["jobs"]["aggregate"]
    assert workflow["permissions"] == {"contents": "read"}
    assert job["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    assert workflow["concurrency"]["cancel-in-progress"] is False
    lines = "\n".join(step.get("run", "") for step in job["steps"])
    assert "${{" not in lines, "what others may choose is never pasted into a script"
    triggers = workflow[True]  # YAML 1.1 takes `on` for a boolean
    assert triggers["workflow_dispatch"]["inputs"]["first_run"]["default"] is False
    assert len(triggers["schedule"][0]["cron"].split()) == 5


def test_both_install_what_the_aggregator_needs() -> None:
    for name in ("github-pages.yml", "gitlab-ci.yml"):
        assert 'pip install "councilprojects[aggregator]"' in (DEPLOY / name).read_text("utf-8")
