"""The files for systemd and cron: judged by systemd itself where it is there, and their own lines are run."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SERVICE = DEPLOY / "systemd" / "councilprojects.service"
TIMER = DEPLOY / "systemd" / "councilprojects.timer"
CRONTAB = DEPLOY / "cron" / "councilprojects"
PROGRAM = "/opt/councilprojects/bin/councilprojects"

MOST_EXPOSED = 20
"""Tenths of the points that `systemd-analyze security` gives at most; up to 20 it calls “OK”, an unhardened unit 96."""

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")


def analyzed(*arguments: str) -> str:
    done = subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as they would be installed, but for the place of the program."""
    real = str(Path(sys.executable).with_name("councilprojects"))
    service = SERVICE.read_text("utf-8")
    assert PROGRAM in service
    (tmp_path / SERVICE.name).write_text(service.replace(PROGRAM, real), encoding="utf-8")
    shutil.copy(TIMER, tmp_path)
    return tmp_path


@needs_systemd
def test_systemd_understands_every_line(units: Path) -> None:
    assert analyzed("verify", *map(str, sorted(units.iterdir()))) == ""


@needs_systemd
def test_systemd_finds_the_service_well_fenced(units: Path) -> None:
    said = analyzed("security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(units / SERVICE.name))
    assert "Overall exposure level" in said


def settings(unit: Path) -> dict[str, str]:
    lines = unit.read_text("utf-8").replace("\\\n", " ").splitlines()
    found: dict[str, str] = {}
    for name, equals, value in (line.partition("=") for line in lines):
        if equals and not name.startswith("#"):
            found[name] = f"{found[name]} {value}" if name in found else value
    return found


def test_the_fence_holds_every_private_network() -> None:
    denied = settings(SERVICE)["IPAddressDeny"].split()
    assert {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8", "fc00::/7"} <= set(denied)
    assert settings(SERVICE)["DynamicUser"] == "yes"
    assert settings(SERVICE)["ProtectSystem"] == "strict"


def test_what_the_web_server_is_shown_is_what_the_service_writes() -> None:
    drop_in = settings(DEPLOY / "systemd" / "nginx.service.d" / "councilprojects.conf")
    state = settings(SERVICE)["StateDirectory"]
    assert drop_in["BindReadOnlyPaths"].startswith(f"/var/lib/private/{state}:")
    assert f"--output /var/lib/{state}/site" in settings(SERVICE)["ExecStart"]


def crontab_line() -> list[str]:
    (line,) = [
        line
        for line in CRONTAB.read_text("utf-8").splitlines()
        if line and not line.startswith("#") and not re.match(r"[A-Z]+=", line)
    ]
    return line.split(maxsplit=6)


def test_cron_has_five_fields_a_user_and_a_command_without_percent_signs() -> None:
    *times, user, command = crontab_line()
    assert all(re.fullmatch(r"[0-9*/,-]+", field) for field in times)
    assert user == "councilprojects"
    assert "%" not in command, "cron takes it for a line end"
    assert CRONTAB.read_text("utf-8").endswith("\n"), "cron leaves out a last line without its end"


@pytest.mark.slow
@pytest.mark.parametrize("command", [crontab_line()[-1], settings(SERVICE)["ExecStart"]], ids=["cron", "systemd"])
def test_the_command_does_its_work_and_prints_nothing_when_all_is_well(machine: Any, command: str) -> None:
    home = machine.checkout()
    (home / "registry.json").rename(home / "registry")
    here = (
        command.replace(PROGRAM, "councilprojects")
        .replace("/etc/councilprojects/registry.json", shlex.quote(str(home / "registry")))
        .replace("/var/lib/councilprojects", shlex.quote(str(home / "data")))
    )
    (home / "data").mkdir()
    for _morning in range(2):
        code, said = machine.sh(here, home, interpreter="sh")
        assert (code, said) == (0, "")
    assert (home / "data" / "site" / "index.html").is_file()
    assert "councilprojects_projects 2.0" in (home / "data" / "site.prom").read_text("utf-8")
    assert machine.federation.site.paths.count("/ambridge.json") == 1, "with --due nobody is asked twice a day"
