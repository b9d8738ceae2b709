"""Make `.venv`, for `scripts/demo` and `scripts/check`.

Quick where nothing changed, in plain words where it fails. Standard library only, and readable by a Python that is
too old: this is what says so.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "councilprojects.json"
OLDEST = (3, 11)  # `requires-python` in pyproject.toml
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
# A laptop's or a CI runner's network may be slow or stutter; pip's own default gives up after 15 seconds.
PIP_PATIENCE = ("--retries", "5", "--timeout", "120")


class SetupError(Exception):
    """The environment cannot be made; the message says why and what to do."""


def use_new_enough_python() -> None:
    """Go on in a Python that is new enough: this one, else another on the PATH in its place.

    Raises SetupError where there is none.
    """
    if sys.version_info >= OLDEST:
        return
    other = next(filter(None, map(shutil.which, NEWER)), None)
    if other is None:
        this = f"Python {sys.version_info[0]}.{sys.version_info[1]} ({sys.executable})"
        raise SetupError(
            f"Council Projects needs Python 3.11 or newer, and this is {this}. "
            "Install a newer one (https://www.python.org/downloads/) and try again."
        )
    os.execv(other, [other, *sys.argv])  # noqa: S606 - the same command, under a newer Python


def prepare(extras: frozenset[str]) -> Path:
    """Return the folder of `.venv`'s programs, with the project and `extras` installed in it.

    Nothing is done where pyproject.toml is as it was. Raises SetupError.
    """
    programs = VENV / ("Scripts" if os.name == "nt" else "bin")
    pyproject = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    made = _stamp()
    if made.get("pyproject") == pyproject and extras <= set(made["extras"]) and _runs(programs / "python"):
        return programs
    wanted = sorted(extras | set(made.get("extras", ())))
    STAMP.unlink(missing_ok=True)
    if not _runs(programs / "python"):
        create()
    print(f"Installing Council Projects with what it needs ({', '.join(wanted)}) in .venv …", flush=True)
    install(programs / "python", f".[{','.join(wanted)}]")
    STAMP.write_text(json.dumps({"pyproject": pyproject, "extras": wanted}) + "\n", encoding="utf-8")
    return programs


def _stamp() -> dict:
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # never made, or half-written
        return {}


def _runs(python: Path) -> bool:
    """Whether the environment's Python is there, new enough, and can still start (its base may be gone)."""
    probe = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([python, "-c", probe], check=False, capture_output=True).returncode == 0  # noqa: S603
    except OSError:
        return False


def create() -> None:
    """Make the environment anew. Raises SetupError."""
    print("Making a virtual environment in .venv …", flush=True)
    made = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "venv", "--clear", str(VENV)], check=False, capture_output=True, text=True
    )
    if made.returncode:
        said = (made.stdout + made.stderr).strip()
        missing = "ensurepip" in said or "No module named venv" in said
        hint = " On Debian and Ubuntu it comes with: sudo apt-get install python3-venv" if missing else ""
        raise SetupError(f"{said}\nPython could not make a virtual environment in .venv.{hint}")


def install(python: Path, what: str) -> None:
    """Install `what`, so that a change in the tree needs no second installation. Raises SetupError."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    installed = subprocess.run([*command, *PIP_PATIENCE, "--editable", what], cwd=ROOT, check=False)  # noqa: S603
    if installed.returncode:
        raise SetupError(
            "pip could not install what the project needs; its own words stand above. Is there a network? "
            "Behind a proxy, set HTTPS_PROXY and try again."
        )
