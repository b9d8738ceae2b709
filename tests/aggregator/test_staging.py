"""What is put into the new tree is on disk at once, and never changes the old one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from councilprojects_aggregator import crews, staging
from councilprojects_aggregator.publish import MARKER, PublishError, publish, staged
from councilprojects_aggregator.staging import CHUNK
from councilprojects_aggregator.streams import opened, put, scratch

# Where tests run side by side, each process has a thread that waits for the next test, and does nothing else.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")

LARGE = b"a line of a graph\n" * (CHUNK // 8)


def test_files_are_on_disk_as_they_are_put_in_and_nothing_comes_of_them_without_publishing(tmp_path: Path) -> None:
    with staged(tmp_path / "site") as new:
        new.files["a/b/index.html"] = b"made"
        assert (new.files.folder / "a/b/index.html").read_bytes() == b"made"
        assert (new.files["a/b/index.html"], list(new.files), len(new.files)) == (b"made", ["a/b/index.html"], 1)
        with pytest.raises(KeyError):
            new.files["a/c"]
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_put_in_twice_counts_as_it_was_put_in_last_and_leaves_the_old_one_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish({"index.html": b"home", "gone": b"soon"}, site)
    with staged(site) as new:
        new.files["index.html"] = b"home"
        assert new.files.kept == {"index.html"}
        new.files["index.html"] = b"HOME"
        assert (site / "index.html").read_bytes() == b"home"
        published = new.publish()
    assert (published.written, published.kept, published.removed) == (("index.html",), (MARKER,), ("gone",))
    assert (site / "index.html").read_bytes() == b"HOME"


@pytest.mark.parametrize("at", [0, CHUNK, len(LARGE) - 1])
def test_a_large_file_is_the_same_only_if_every_part_is(tmp_path: Path, at: int) -> None:
    site, changed = tmp_path / "site", LARGE[:at] + b"!" + LARGE[at + 1 :]
    publish({"graph.nq": LARGE, "empty": b""}, site)
    published = publish({"graph.nq": LARGE, "empty": b""}, site)
    assert published.kept == (MARKER, "empty", "graph.nq")
    assert publish({"graph.nq": changed, "empty": b""}, site).written == ("graph.nq",)
    assert (site / "graph.nq").read_bytes() == changed


def test_a_file_may_be_written_in_pieces_and_is_linked_where_the_old_one_is_the_same(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for content in (LARGE, LARGE, LARGE[:-1] + b"!"):
        before = (site / "a/graph.nq").stat() if site.exists() else None
        with staged(site) as new:
            with opened(new.files, "a/graph.nq") as file:
                file.write(content[:CHUNK])
                file.write(content[CHUNK:])
            published = new.publish()
        assert (site / "a/graph.nq").read_bytes() == content
        kept = before is not None and before.st_ino == (site / "a/graph.nq").stat().st_ino
        assert kept == ("a/graph.nq" in published.kept) == (published.written == ())


def test_what_is_written_in_pieces_takes_the_place_of_what_was_put_in_and_never_changes_the_old_one(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    publish({"graph.nq": b"old"}, site)
    with staged(site) as new:
        new.files["graph.nq"] = b"old"
        with opened(new.files, "graph.nq") as file:
            file.write(b"new")
        assert (site / "graph.nq").read_bytes() == b"old"
        assert new.publish().written == ("graph.nq",)
    assert (site / "graph.nq").read_bytes() == b"new"


def given(*files: tuple[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield from files


SHARES = [partial(given, ("a/1", b"one"), ("a/2", b"two")), partial(given, ("b", b"three"))]


@pytest.mark.parametrize("jobs", [1, 2])
def test_files_that_come_in_shares_are_put_in_whoever_makes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr(crews, "_can_fork", lambda: True)
    publish({"a/1": b"one", "b": b"old"}, tmp_path / "site")
    held: dict[str, bytes] = {}
    with staged(tmp_path / "site") as new:
        put(new.files, SHARES, jobs)
        published = new.publish()
    put(held, SHARES, jobs)
    assert held == {"a/1": b"one", "a/2": b"two", "b": b"three"}
    assert (published.written, published.kept) == (("a/2", "b"), ("a/1", MARKER))
    assert {name: (tmp_path / "site" / name).read_bytes() for name in held} == held


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_disk_that_refuses_another_process_leaves_the_old_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(crews, "_can_fork", lambda: True)
    publish({"a/1": b"one"}, tmp_path / "site")
    monkeypatch.setattr(staging, "_write", full)
    with pytest.raises(PublishError, match="No space left"), staged(tmp_path / "site") as new:
        put(new.files, SHARES, jobs)
    assert (tmp_path / "site/a/1").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_is_put_in_twice_by_another_process_is_never_written_into_the_old_tree(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish({"index.html": b"home"}, site)
    with staged(site) as new:
        assert new.files.lay("index.html", b"home")
        assert not new.files.lay("index.html", b"HOME")
        assert (site / "index.html").read_bytes() == b"home"
        assert (new.files.folder / "index.html").read_bytes() == b"HOME"


def test_a_path_out_of_the_folder_is_refused_in_pieces_too(tmp_path: Path) -> None:
    with staged(tmp_path / "site") as new, pytest.raises(ValueError, match="inside"), opened(new.files, "../x"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_files_for_a_while_are_no_part_of_the_output(tmp_path: Path) -> None:
    with staged(tmp_path / "site") as new:
        with scratch(new.files)() as file:
            file.write(b"for a while")
            file.seek(0)
            assert file.read() == b"for a while"
        new.publish()
    assert [path.name for path in (tmp_path / "site").iterdir()] == [MARKER]
    assert list(tmp_path.iterdir()) == [tmp_path / "site"]


def test_a_mapping_in_memory_gets_the_whole_and_nothing_of_what_failed() -> None:
    files: dict[str, bytes] = {}
    with opened(files, "a") as file:
        file.write(b"one ")
        file.write(b"two")
    with pytest.raises(TypeError), opened(files, "b") as file:
        file.write("no bytes")  # type: ignore[arg-type]
    assert files == {"a": b"one two"}
    with scratch(files)() as held:
        assert held.write(b"x") == 1
