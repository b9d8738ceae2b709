"""Real processes that begin at once: forks of one that has imported everything. For tests that kill them by the dozen.

Each is a process of its own from the first line of `main` on, with its own memory, files and sockets, and is killed
for good; only the seconds of importing are spared.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

PATIENCE = 60.0
"""Seconds after which a process counts as hung."""

# Reads orders, one a line; answers each with the number of the process that does it, and with its end. The process
# signals itself at the n-th time that the run is about to touch a file of ours, the web, or C: with 0 at none. Audit
# events come before the deed (PEP 578), so each n is another half-way. In the end it says how many there were.
PROGRAM = """
import json, os, sys
from councilprojects_validator.cli import main
from councilprojects_aggregator import cli, crawl, options

def run(order):
    said = os.open(order["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    seen = 0
    def watch(event, arguments):
        nonlocal seen
        if order["folder"] in repr(arguments) or event in ("socket.connect", "ctypes.dlsym"):
            seen += 1
            if seen == order["fatal"]:
                os.kill(os.getpid(), order["signal"])
    sys.addaudithook(watch)
    sys.argv = ["councilprojects", *order["arguments"]]
    try:
        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    print(f"touched {seen}", flush=True)
    sys.stderr.flush()
    os._exit(code)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        run(json.loads(line))
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass(frozen=True)
class Run:
    """A process that runs."""

    number: int
    said: Path
    _origin: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Kill it, if it has not ended; whatever its end was, `finish` tells it afterwards."""
        with suppress(ProcessLookupError):
            os.kill(self.number, signal.SIGKILL)

    def finish(self) -> tuple[int, str]:
        """Wait for its end; return the exit code and all that was said."""
        return int(_line(self._origin)), self.said.read_text(encoding="utf-8")


class Origin:
    """The process that all others are forked from; one run at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )

    def start(self, arguments: list[str], folder: Path, fatal: int = -1, by: signal.Signals = signal.SIGKILL) -> Run:
        """Begin a run, to be signalled at its `fatal`-th touch of `folder` and what lies beside it."""
        said = folder.with_name(f"{folder.name}.said")
        order = {"arguments": arguments, "folder": str(folder), "fatal": fatal, "signal": by, "said": str(said)}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        return Run(int(_line(self._process)), said, self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()


def _line(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], PATIENCE)[0], "it hangs"
    return process.stdout.readline().decode()


@pytest.fixture(scope="module")
def origin() -> Iterator[Origin]:
    """Give what processes are forked from."""
    with Origin() as found:
        yield found
