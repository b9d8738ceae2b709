"""A machine in a scratch folder: councils on loopback, a published site, and commands that find both."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from federation import Federation, project

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED_AT = "projects.example.org"


@dataclass
class Machine:
    """Where a recipe runs. `councilprojects` on its PATH is the real one, told where to find the councils."""

    federation: Federation
    folder: Path
    programs: Path
    published: Path
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1000)))

    def fresh(self) -> Path:
        """Return a new, empty folder: what a runner has each morning."""
        folder = self.folder / f"runner-{next(self.numbers)}"
        folder.mkdir()
        return folder

    def sh(
        self, script: str, folder: Path, variables: Mapping[str, str] | None = None, interpreter: str = "bash"
    ) -> tuple[int, str]:
        """Run lines as a runner does: they end at the first that fails."""
        done = subprocess.run(
            [interpreter, "-e", "-c", script],
            cwd=folder,
            env={**self.environment(), **(variables or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        return done.returncode, done.stdout

    def environment(self) -> dict[str, str]:
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        return {"PATH": path, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "COLUMNS": "100"}

    def checkout(self) -> Path:
        """Return a fresh folder with what stands in the repository."""
        folder = self.fresh()
        (folder / "registry.json").write_text(json.dumps(self.federation.registry()), encoding="utf-8")
        return folder

    def publish(self, folder: Path) -> None:
        """Do what an upload does: the site that is served is the one that was written."""
        shutil.rmtree(self.published)
        shutil.copytree(folder, self.published)


@pytest.fixture
def machine(federation: Federation, tmp_path: Path) -> Iterator[Machine]:
    programs, published = tmp_path / "bin", tmp_path / "published"
    programs.mkdir()
    published.mkdir()
    handler = partial(QuietHandler, directory=str(published))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        program = Path(sys.executable).with_name("councilprojects")
        place = f"--connect-to={PUBLISHED_AT}=127.0.0.1:{server.server_port}"
        for name in ("ambridge", "borchester"):
            federation.publish(name, project("bins"))
        ways = " ".join(map(shlex.quote, [*federation.ways_in(), place]))
        _command(
            programs / "councilprojects",
            # Every command that asks the web takes these; a pause between requests to this machine helps nobody.
            f'case "$1" in\n  aggregate) exec {program} "$@" {ways} --delay 0 ;;\n'
            f'  *) exec {program} "$@" {ways} ;;\nesac',
        )
        _command(programs / "pip", f'echo "$@" >> {tmp_path}/pip.log')
        yield Machine(federation, tmp_path, programs, published)
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


def _command(path: Path, lines: str) -> None:
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(0o755)
