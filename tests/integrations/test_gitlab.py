"""The GitLab template: read as YAML, its script run as a runner does, its report in the form that GitLab reads."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from scratch import FAULTY, ROOT, VALID, offline, plain

TEMPLATE = ROOT / "docs" / "integrations" / "gitlab-ci.yml"
JOB: dict[str, Any] = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))["validate-projects"]
REPORT = "gl-code-quality-report.json"


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python of its own, as the job's image has one."""
    folder = tmp_path_factory.mktemp("image") / "python"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    return folder / "bin"


def run(job: dict[str, Any], council: Path, programs: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the job's script: all its lines in one shell that stops at the first failure."""
    environment = plain({**{name: str(value) for name, value in job["variables"].items()}, **variables})
    environment["PATH"] = f"{programs}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(job["script"])],
        cwd=council,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode and offline(done.stdout + done.stderr):
        pytest.skip("the job installs from PyPI, and there is no network")
    return done


@pytest.mark.slow
def test_the_job_passes_fails_and_reports(checkout: Path, council: Path, programs: Path) -> None:
    shutil.copy(VALID, council / "projects.json")
    shutil.copy(FAULTY, council / "faulty.json")
    variables = {"COUNCILPROJECTS_PACKAGE": str(checkout), "COUNCILPROJECTS_OPTIONS": "--strict --date 2026-11-20"}
    passed = run(JOB, council, programs, **variables)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Valid: nothing to mend." in passed.stdout
    assert json.loads((council / REPORT).read_text(encoding="utf-8")) == []

    failed = run(JOB, council, programs, **variables, COUNCILPROJECTS_FILES="projects.json faulty.json")
    assert failed.returncode == 1, failed.stdout + failed.stderr
    issues = json.loads((council / REPORT).read_text(encoding="utf-8"))
    assert {"end-before-start", "missing-field"} <= {issue["check_name"] for issue in issues}
    assert {issue["location"]["path"] for issue in issues} == {"faulty.json"}
    assert all(issue["fingerprint"] and issue["severity"] for issue in issues)


def test_the_template_is_a_job_that_keeps_its_report_whatever_comes_of_it() -> None:
    assert JOB["artifacts"] == {"when": "always", "reports": {"codequality": REPORT}}
    assert f"gitlab={REPORT}" in JOB["script"][-1]
    assert JOB["variables"]["COUNCILPROJECTS_PACKAGE"] == "councilprojects"
    assert all(isinstance(value, str) for value in JOB["variables"].values()), "GitLab takes strings only"
