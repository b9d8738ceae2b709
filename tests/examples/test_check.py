"""`scripts/check`: stops at the first failure with the command to repeat, and skips only where it may."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def check(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("check")


def test_a_step_that_fails_names_the_command_that_repeats_it(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(check, "prepare", lambda _extras: tmp_path)
    monkeypatch.setattr(check, "install_debian_packages", lambda: None)
    monkeypatch.setattr(check, "install_editor_service", lambda: None)
    monkeypatch.setattr(check, "judge_source", lambda _programs: check.run("one", [sys.executable, "-c", "exit(1)"]))
    monkeypatch.setattr(check, "try_the_wheel", lambda _programs: pytest.fail("went on after a failure"))
    assert check.main() == 1
    assert f"To repeat it alone:\n  {sys.executable} -c exit(1)" in capfd.readouterr().err


def test_a_quiet_step_shows_its_output_only_when_it_fails(
    check: ModuleType, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    check.run_quietly("well", [sys.executable, "-c", "print('unseen')"], tmp_path)
    with pytest.raises(check.StepError):
        check.run_quietly("ill", [sys.executable, "-c", "print('seen'); exit(1)"], tmp_path)
    said = capfd.readouterr().out
    assert "unseen" not in said
    assert "seen" in said


def test_a_person_who_may_not_install_is_told_what_is_skipped_and_how_to_get_it(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "DEBIAN", {"chromium": ("no-such-browser",), "coreutils": ("no-such-shell", "sh")})
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(check, "run", lambda *_: pytest.fail("installed something"))
    check.install_debian_packages()
    assert capsys.readouterr().out.splitlines() == [
        "Missing: chromium. The tests that need it are skipped.",
        "On Debian and Ubuntu: sudo apt-get install chromium",
    ]


def test_root_installs_only_what_is_missing_in_one_call(check: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(check, "DEBIAN", {"chromium": ("no-such-browser",), "coreutils": ("sh",)})
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(check.shutil, "which", lambda name: None if name == "no-such-browser" else f"/bin/{name}")
    monkeypatch.setattr(check, "run", lambda _title, command, _variables: asked.append(command))
    check.install_debian_packages()
    assert [command[:2] for command in asked] == [["apt-get", "update"], ["apt-get", "install"]]
    assert asked[1][-1] == "chromium"
    assert "coreutils" not in asked[1]


@pytest.mark.parametrize(("age", "asked"), [(None, 1), (-1, 1), (0, 0), (1, 0)])
def test_the_language_service_is_installed_where_its_lock_file_is_newer(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, age: int | None, asked: int
) -> None:
    calls: list[object] = []
    monkeypatch.setattr(check, "EDITOR", tmp_path)
    monkeypatch.setattr(check.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(check, "run_quietly", lambda *step: calls.append(step))
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "package-lock.json").write_text("{}", encoding="utf-8")
    os.utime(tmp_path / "package-lock.json", (1000, 1000))
    if age is not None:
        (tmp_path / "node_modules" / ".package-lock.json").write_text("{}", encoding="utf-8")
        os.utime(tmp_path / "node_modules" / ".package-lock.json", (1000 + age, 1000 + age))
    check.install_editor_service()
    assert len(calls) == asked


def test_without_npm_the_editor_is_not_tried(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(check, "EDITOR", tmp_path)
    monkeypatch.setattr(check.shutil, "which", lambda _name: None)
    monkeypatch.setattr(check, "run_quietly", lambda *_step: pytest.fail("called npm"))
    check.install_editor_service()


def test_what_setting_up_lacks_is_one_sentence(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def prepare(_extras: frozenset[str]) -> Path:
        raise check.SetupError("There is no network.")

    monkeypatch.setattr(check, "prepare", prepare)
    assert check.main() == 2
    assert capsys.readouterr().err == "There is no network.\n"


def test_what_the_tests_write_goes_where_there_is_room_and_is_gone_afterwards(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(check, "MEMORY", tmp_path)
    for room, is_there in ((1, True), (1 << 62, False)):
        monkeypatch.setattr(check, "ROOM", room)
        with check.scratch() as folder:
            (folder / "written").touch()
            assert (folder.parent == tmp_path) is is_there
        assert not folder.exists()
    assert not check.has_room(tmp_path / "missing")
