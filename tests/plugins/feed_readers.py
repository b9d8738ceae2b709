"""Programs with which people read feeds: newsboat, sfeed, and xmllint, which tells whether XML is well-formed.

Debian has them (`scripts/check` installs them). One that is missing skips its tests on a laptop and fails them in CI.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PATIENCE = 60
"""Seconds for a program, on a busy machine."""

FIELDS = ("timestamp", "title", "link", "content", "content_type", "id", "author", "enclosure", "category")
"""Of sfeed's lines (sfeed(5))."""


def program(name: str) -> str:
    """Return where a program is."""
    found = shutil.which(name)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{name} is not installed: see DEBIAN in scripts/check")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def well_formed(paths: list[Path]) -> str:
    """Return what xmllint has to say against files: nothing, if all are well-formed."""
    command = [program("xmllint"), "--noout", "--nonet", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    return done.stderr or ("" if done.returncode == 0 else f"xmllint ended with {done.returncode}")


def sfeed(feed: bytes) -> list[dict[str, str]]:
    """Return the entries of a feed as sfeed reads them."""
    done = subprocess.run([program("sfeed")], input=feed, capture_output=True, check=True, timeout=PATIENCE)
    assert not done.stderr, done.stderr
    lines = done.stdout.decode().removesuffix("\n").split("\n")
    return [dict(zip(FIELDS, line.split("\t"), strict=True)) for line in lines if line]


@dataclass(frozen=True)
class Newsboat:
    """A reader with its subscriptions, what it has read, and nothing of the user's own."""

    folder: Path

    def reload(self, *urls: str) -> None:
        """Let it read its feeds again."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / "urls").write_text("".join(f"{url}\n" for url in urls), encoding="utf-8")
        (self.folder / "config").write_text("error-log errors.log\nmax-items 0\n", encoding="utf-8")
        command = [program("newsboat"), "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"]
        home = {**os.environ, "HOME": str(self.folder), "TERM": "dumb", "NO_PROXY": "*", "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command, cwd=self.folder, env=home, check=False, capture_output=True, text=True, timeout=PATIENCE
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        errors = self.folder / "errors.log"
        assert not errors.exists() or not errors.read_text(), errors.read_text()

    def unread(self, url: str | None = None) -> list[Mapping[str, str]]:
        """Return what it would show as unread, of one feed or of all, by title."""
        query = "SELECT title, url, content, author, guid, feedurl FROM rss_item WHERE unread ORDER BY title"
        with closing(sqlite3.connect(self.folder / "cache.db")) as cache:
            cache.row_factory = sqlite3.Row
            rows = [dict(row) for row in cache.execute(query)]
        return [row for row in rows if url in {None, row["feedurl"]}]

    def read_all(self) -> None:
        """Mark everything as read, as its user does with a key."""
        with closing(sqlite3.connect(self.folder / "cache.db")) as cache, cache:
            cache.execute("UPDATE rss_item SET unread = 0")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Keep the test's output for the test."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder as a static host does; gives its address. The folder may be exchanged meanwhile."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
