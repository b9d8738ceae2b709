"""A mended file takes the place of the old one whole, or the old one stays."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from councilprojects_validator.fixing import writing
from councilprojects_validator.fixing.writing import put


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "projects.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    return path


def test_a_file_is_replaced_and_keeps_its_mode(file: Path) -> None:
    inode = file.stat().st_ino
    assert put(str(file), b"new", instead_of=b"old") is None
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert file.stat().st_ino != inode
    assert [path.name for path in file.parent.iterdir()] == ["projects.json"]


def test_a_link_stays_and_the_file_behind_it_changes(file: Path) -> None:
    link = file.parent / "public" / "projects.json"
    link.parent.mkdir()
    link.symlink_to(Path("..") / "projects.json")
    assert put(str(link), b"new", instead_of=b"old") is None
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


def test_a_file_that_somebody_changed_meanwhile_stays(file: Path) -> None:
    assert put(str(file), b"new", instead_of=b"older") == (
        "The file was changed by somebody else in the meantime, so nothing was written. Run this again."
    )
    assert file.read_bytes() == b"old"


def test_a_read_only_file_stays(file: Path) -> None:
    file.chmod(0o440)
    assert put(str(file), b"new", instead_of=b"old") == "The file is read-only, so nothing was written."
    assert file.read_bytes() == b"old"


def test_a_file_that_is_gone_is_told(file: Path) -> None:
    file.unlink()
    assert put(str(file), b"new", instead_of=b"old") == "The file is gone, so nothing was written."
    assert list(file.parent.iterdir()) == []


def test_what_is_no_file_stays(file: Path) -> None:
    os.mkfifo(file.parent / "pipe")
    assert put(str(file.parent / "pipe"), b"new", instead_of=b"") == (
        "This is no ordinary file, so nothing was written."
    )


def test_a_circle_of_links_is_told(file: Path) -> None:
    (file.parent / "a").symlink_to("b")
    (file.parent / "b").symlink_to("a")
    told = put(str(file.parent / "a"), b"new", instead_of=b"")
    assert told is not None
    assert told.endswith(" It is as it was.")


@pytest.mark.parametrize("step", ["fsync", "chown"])
def test_whatever_fails_on_the_way_leaves_the_old_file_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, step, full)
    assert put(str(file), b"new", instead_of=b"old") == (
        "The file could not be written: No space left on device. It is as it was."
    )
    assert file.read_bytes() == b"old"
    assert [path.name for path in file.parent.iterdir()] == ["projects.json"]


def test_where_the_owner_may_not_be_given_the_file_is_written_all_the_same(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(writing.os, "chown", refused)
    assert put(str(file), b"new", instead_of=b"old") is None
    monkeypatch.delattr(writing.os, "chown")
    assert put(str(file), b"newer", instead_of=b"new") is None
    assert file.read_bytes() == b"newer"
