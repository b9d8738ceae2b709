"""What is put into the new tree is on disk at once, and never changes the old one."""

from __future__ import annotations

from pathlib import Path

import pytest

from councilprojects_aggregator.publish import MARKER, publish, staged
from councilprojects_aggregator.staging import CHUNK

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
