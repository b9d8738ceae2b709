"""The GitHub Action, step by step as a runner takes them: its variables, its files, its way to start bash."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from scratch import FAULTY, ROOT, VALID, offline, plain

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
SHELL = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]
"""How a runner starts `shell: bash` (docs.github.com, “jobs.<job_id>.steps[*].shell”)."""


@dataclass(frozen=True)
class Ran:
    """What a job shows afterwards."""

    code: int
    log: str
    summary: str
    outputs: dict[str, str]

    @property
    def annotations(self) -> list[str]:
        return [line for line in self.log.splitlines() if line.startswith("::")]


@dataclass(frozen=True)
class Runner:
    """A machine on which the action's first step has been taken."""

    temporary: Path
    action: Path

    def environment(self, workspace: Path, step: dict[str, Any], inputs: dict[str, str]) -> dict[str, str]:
        """Return a step's variables: only in `env` expressions are replaced, as text."""
        given = {name: str(declared.get("default", "")) for name, declared in ACTION["inputs"].items()} | inputs
        declared = {
            name: EXPRESSION.sub(lambda found: given[found[1].removeprefix("inputs.")], value)
            for name, value in step.get("env", {}).items()
        }
        files = {"GITHUB_STEP_SUMMARY": workspace / ".summary", "GITHUB_OUTPUT": workspace / ".output"}
        paths = {**files, "GITHUB_ACTION_PATH": self.action, "RUNNER_TEMP": self.temporary}
        return plain({**{name: str(path) for name, path in paths.items()}, "GITHUB_ACTIONS": "true", **declared})

    def take(self, step: dict[str, Any], workspace: Path, inputs: dict[str, str]) -> Ran:
        for name in (".summary", ".output", ".script"):
            (workspace / name).write_text(step["run"] if name == ".script" else "", encoding="utf-8")
        done = subprocess.run(
            [*SHELL, workspace / ".script"],
            cwd=workspace,
            env=self.environment(workspace, step, inputs),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        outputs = (workspace / ".output").read_text(encoding="utf-8").splitlines()
        return Ran(
            done.returncode,
            done.stdout + done.stderr,
            (workspace / ".summary").read_text(encoding="utf-8"),
            dict(line.split("=", 1) for line in outputs),
        )

    def validate(self, workspace: Path, **inputs: str) -> Ran:
        return self.take(STEPS[1], workspace, inputs)


@pytest.fixture(scope="module")
def runner(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    temporary = tmp_path_factory.mktemp("runner")
    ready = Runner(temporary, checkout)
    installed = ready.take(STEPS[0], tmp_path_factory.mktemp("workspace"), {})
    if installed.code and offline(installed.log):
        pytest.skip("the action installs from PyPI what it needs, and there is no network")
    assert installed.code == 0, installed.log
    return ready


@pytest.fixture
def workspace(council: Path) -> Path:
    shutil.copy(VALID, council / "projects.json")
    shutil.copy(FAULTY, council / "faulty.json")
    return council


DAY = "2026-11-20"


@pytest.mark.slow
def test_a_sound_file_passes(runner: Runner, workspace: Path) -> None:
    ran = runner.validate(workspace, date=DAY)
    assert ran.code == 0, ran.log
    assert ran.annotations == []
    assert ran.summary.startswith("### projects.json")
    assert "Valid: nothing to mend." in ran.summary
    assert ran.outputs["exit-code"] == "0"


@pytest.mark.slow
def test_a_faulty_file_fails_with_annotations_a_summary_and_a_report(runner: Runner, workspace: Path) -> None:
    ran = runner.validate(workspace, files="projects.json\nfaulty.json\n", date=DAY)
    assert ran.code == 1, ran.log
    assert ran.annotations[0].startswith("::error file=faulty.json,line=15,endLine=15,col=16,")
    assert any("title=end-before-start::This ends on 2025-09" in each for each in ran.annotations)
    good, bad = ran.summary.split("### faulty.json")
    assert "Valid: nothing to mend." in good
    assert "Not valid: " in bad
    assert "| 19 | error |" in ran.summary
    assert ran.outputs["exit-code"] == "1"
    report = json.loads(Path(ran.outputs["report"]).read_text(encoding="utf-8"))
    assert [file["outcome"] for file in report["files"]] == ["valid", "invalid"]


@pytest.mark.slow
def test_a_file_that_is_not_there_is_exit_2(runner: Runner, workspace: Path) -> None:
    ran = runner.validate(workspace, files="gone.json")
    assert (ran.code, ran.outputs["exit-code"]) == (2, "2")
    assert "There is no such file." in ran.annotations[0]


@pytest.mark.slow
def test_strict_lets_warnings_fail_the_job(runner: Runner, workspace: Path) -> None:
    shouting = VALID.read_text(encoding="utf-8").replace("Report a missed bin", "REPORT A MISSED BIN")
    (workspace / "projects.json").write_text(shouting, encoding="utf-8")
    assert runner.validate(workspace, date=DAY).code == 0
    assert runner.validate(workspace, date=DAY, strict="true").code == 1


@pytest.mark.slow
def test_online_is_passed_on(runner: Runner, workspace: Path) -> None:
    """Installed without the extra, as it was: so it says what it needs."""
    ran = runner.validate(workspace, date=DAY, online="true")
    assert ran.code == 2
    assert "To check links with --online install `councilprojects[aggregator]`." in ran.log


@pytest.mark.slow
@pytest.mark.parametrize(
    "hostile",
    [
        '"; touch pwned; "',
        "$(touch pwned)",
        "`touch pwned`",
        "' ; touch pwned #",
        "x\ny; touch pwned",
        "--help",
        "-",
        "*",
        "projects.json\r\n\n",
        "::error::pwned\n::set-output name=exit-code::0",
        "",
    ],
)
def test_no_input_is_read_as_a_command_or_an_option(hostile: str, runner: Runner, workspace: Path) -> None:
    ran = runner.validate(workspace, files=hostile, date=DAY)
    assert not (workspace / "pwned").exists()
    assert "Usage: councilprojects [OPTIONS]" not in ran.log
    assert not [line for line in ran.annotations if line.startswith(("::error::pwned", "::set-output"))]
    assert ran.outputs["exit-code"] == str(ran.code)
    # A hyphen is standard input, which is empty here.
    assert ran.code == {"-": 1, "projects.json\r\n\n": 0}.get(hostile, 2)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"), [("date", "$(touch pwned)"), ("strict", "true]; touch pwned; ["), ("date", "-x")]
)
def test_no_other_input_is_either(name: str, value: str, runner: Runner, workspace: Path) -> None:
    runner.validate(workspace, **{name: value})
    assert not (workspace / "pwned").exists()


def test_no_script_has_an_expression_in_it() -> None:
    """GitHub would paste the value into the script, and whoever opens a pull request could write commands."""
    assert [step["run"] for step in STEPS if EXPRESSION.search(step["run"])] == []
    for script in ("install", "validate"):
        assert not EXPRESSION.search((ROOT / "scripts" / "action" / script).read_text(encoding="utf-8"))


def test_every_input_is_used_and_described_and_every_output_comes_from_a_step() -> None:
    used = {found for step in STEPS for value in step.get("env", {}).values() for found in EXPRESSION.findall(value)}
    assert used == {f"inputs.{name}" for name in ACTION["inputs"]}
    assert all(declared["description"] for declared in (*ACTION["inputs"].values(), *ACTION["outputs"].values()))
    ids = {step["id"] for step in STEPS}
    for output in ACTION["outputs"].values():
        assert EXPRESSION.findall(output["value"])[0].split(".")[1] in ids


@pytest.mark.parametrize(
    ("inputs", "extra"),
    [
        ({"files": "projects.json"}, False),
        ({"files": "projects.json\nhttps://www.ambridge.example/projects.json"}, True),
        ({"files": "projects.json", "online": "true"}, True),
    ],
)
def test_the_extra_is_installed_only_where_the_web_is_asked(
    inputs: dict[str, str],
    extra: bool,  # noqa: FBT001 - a case of the table
    council: Path,
    tmp_path: Path,
) -> None:
    """With a python that only says how it was called."""
    programs = tmp_path / "programs"
    programs.mkdir()
    fake = programs / "python3"
    fake.write_text(
        '#!/bin/sh\n[ "$2" != venv ] || { mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; }\necho "$@"\n', encoding="utf-8"
    )
    fake.chmod(0o755)
    ready = Runner(tmp_path / "temp", ROOT)
    environment = ready.environment(council, STEPS[0], inputs)
    environment["PATH"] = f"{programs}:{environment['PATH']}"
    script = ROOT / "scripts" / "action" / "install"
    done = subprocess.run(["bash", script], cwd=council, env=environment, capture_output=True, text=True, check=True)
    assert ("[aggregator]" in done.stdout.splitlines()[-1]) is extra


def test_a_runner_with_an_old_python_is_told_what_to_add(council: Path, tmp_path: Path) -> None:
    fake = tmp_path / "python3"
    fake.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    fake.chmod(0o755)
    environment = Runner(tmp_path, ROOT).environment(council, STEPS[0], {})
    environment["PATH"] = f"{tmp_path}:{environment['PATH']}"
    script = ROOT / "scripts" / "action" / "install"
    done = subprocess.run(["bash", script], cwd=council, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == (
        "::error::Python 3.11 or newer is needed. Add a step with actions/setup-python before this one.\n"
    )
