"""Two folders change places at once, and the disk is told to remember it: what `publish` asks of the system."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

# linux/fs.h and fcntl.h: exchange two paths in one step; paths are relative to the current folder.
RENAME_EXCHANGE = 2
AT_FDCWD = -100

ASIDE = ".old"
"""The end of the old tree's name between the two renames of a system that cannot exchange."""


def exchange(staging: Path, output: Path) -> None:
    """Let `staging` take the place of `output`; the old tree, if any, then stands at `staging`."""
    if not output.exists():
        staging.rename(output)
    elif not _at_once(staging, output):
        aside = output.with_name(staging.name + ASIDE)
        output.rename(aside)
        staging.rename(output)
        aside.rename(staging)


def _at_once(staging: Path, output: Path) -> bool:
    """Exchange both by `renameat2` (Linux 3.15); False where the system or the file system lacks it."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    paths = os.fsencode(staging), os.fsencode(output)
    result: int = libc.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE)
    return result == 0


def sync(folder: Path) -> None:
    """Flush what was written to the disk before and after the exchange, so that a power cut finds one whole tree."""
    if sys.platform != "linux":
        os.sync() if hasattr(os, "sync") else None
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        ctypes.CDLL(None, use_errno=True).syncfs(descriptor)
    finally:
        os.close(descriptor)
