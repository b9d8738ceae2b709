"""The output folder is the old tree or the new one, and never anybody else's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from councilprojects_aggregator import exchange, staging
from councilprojects_aggregator.publish import MARKER, PublishError, check_output, publish, seal

FILES = {
    "index.html": b"home",
    "status/index.html": b"checked today",
    "projects/a/b/index.html": b"a project",
}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def test_a_new_folder_holds_exactly_the_files(tmp_path: Path) -> None:
    published = publish(FILES, tmp_path / "deep" / "site")
    assert tree(tmp_path / "deep" / "site") == FILES
    assert published.written == tuple(sorted([*FILES, MARKER]))
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["site"]


def test_unchanged_files_keep_their_inode_and_time(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(FILES, site)
    before = (site / "index.html").stat()
    published = publish({**FILES, "status/index.html": b"checked tomorrow"}, site)
    after = (site / "index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert published.written == ("status/index.html",)
    assert (site / "status/index.html").read_bytes() == b"checked tomorrow"


def test_a_file_that_is_no_longer_made_goes_away(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(FILES, site)
    published = publish({"index.html": b"home"}, site)
    assert tree(site) == {"index.html": b"home"}
    assert published.removed == ("projects/a/b/index.html", "status/index.html")


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    publish(FILES, tmp_path)
    assert tree(tmp_path) == FILES


def test_a_folder_of_somebody_elses_files_is_refused_and_named(tmp_path: Path) -> None:
    precious = tmp_path / "thesis.txt"
    precious.write_text("years of work")
    with pytest.raises(PublishError, match=str(tmp_path)):
        publish(FILES, tmp_path)
    assert precious.read_text() == "years of work"


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(PublishError, match="is a file"):
        check_output(tmp_path / "site")


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".site.staging-dead").mkdir()
    (tmp_path / ".site.staging-dead" / "half").write_text("half a file")
    publish(FILES, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_symbolic_link_to_the_folder_goes_on_leading_there(tmp_path: Path) -> None:
    publish(FILES, tmp_path / "real")
    (tmp_path / "link").symlink_to("real")
    publish({"index.html": b"new"}, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert tree(tmp_path / "real") == {"index.html": b"new"}


@pytest.mark.parametrize("name", ["/etc/passwd", "../out", "a/../../out", "a\\b", ""])
def test_no_path_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="output folder"):
        publish({name: b""}, tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_without_renameat2_a_pair_of_renames_does_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange.sys, "platform", "darwin")
    publish(FILES, tmp_path / "site")
    publish({"index.html": b"new"}, tmp_path / "site")
    assert tree(tmp_path / "site") == {"index.html": b"new"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_disk_that_refuses_leaves_the_old_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    publish(FILES, site)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(staging, "_write", full)
    with pytest.raises(PublishError, match="No space left"):
        publish({"index.html": b"new"}, site)
    assert tree(site) == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_files_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        publish(FILES, tmp_path / "site")
    finally:
        os.umask(mask)
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "site" / "index.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("links", [True, False], ids=["with hard links", "without"])
def test_what_is_to_be_kept_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool) -> None:
    site = tmp_path / "site"
    publish(FILES, site)
    before = (site / "projects/a/b/index.html").stat()

    def none(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", none)
    published = publish({"status/index.html": b"checked tomorrow"}, site, keep=None)
    after = (site / "projects/a/b/index.html").stat()
    assert after.st_mtime_ns == before.st_mtime_ns
    assert (after.st_ino == before.st_ino) == links
    assert tree(site) == {**FILES, "status/index.html": b"checked tomorrow"}
    assert published.removed == ()
    assert {"index.html", "projects/a/b/index.html"} <= set(published.kept)


def test_a_seal_breaks_when_a_file_is_touched_and_not_when_it_is_read_or_moved(tmp_path: Path) -> None:
    publish(FILES, tmp_path / "site")
    sealed = seal(tmp_path / "site")
    assert tree(tmp_path / "site") == FILES
    (tmp_path / "site").rename(tmp_path / "elsewhere")
    assert seal(tmp_path / "elsewhere") == sealed
    (tmp_path / "elsewhere" / "index.html").write_bytes(b"HOME")
    assert seal(tmp_path / "elsewhere") != sealed
    assert seal(tmp_path / "nowhere") != sealed


def test_a_run_killed_between_two_renames_gets_its_old_site_back_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    publish(FILES, site)
    site.rename(tmp_path / ".site.staging-dead.old")
    monkeypatch.setattr(staging, "_write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(PublishError):
        publish({"index.html": b"new"}, site)
    assert tree(site) == FILES


def test_a_link_in_the_old_tree_is_never_taken_for_a_file_of_ours(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(FILES, site)
    (tmp_path / "home").write_bytes(b"home")
    (site / "index.html").unlink()
    (site / "index.html").symlink_to("../home")
    publish(FILES, site)
    assert not (site / "index.html").is_symlink()


NOBODY = 65_534


@pytest.fixture(params=[0o555, 0o000], ids=["not written in", "not looked into"])
def locked(request: pytest.FixtureRequest) -> Iterator[Path]:
    """Return a folder in which this process may write nothing; root, who may write anywhere, is nobody meanwhile."""
    is_root = os.geteuid() == 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(request.param)
        if is_root:
            os.setresuid(NOBODY, NOBODY, 0)
        yield folder
        if is_root:
            os.setresuid(0, 0, 0)
        folder.chmod(0o755)


def test_a_folder_that_may_not_be_written_is_told_before_anybody_is_asked(locked: Path) -> None:
    with pytest.raises(PublishError, match="nothing may be written"):
        check_output(locked / "site")


def test_a_mount_point_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: path == tmp_path)
    with pytest.raises(PublishError, match="mount point"):
        check_output(tmp_path)
