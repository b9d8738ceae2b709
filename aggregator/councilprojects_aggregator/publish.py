"""Putting files on disk, whole or not at all: the only stage that writes the output folder.

The new tree is made beside the old one and takes its place in one step, so that a reader, a crash or a full disk
sees the old site or the new one and never something between. Unchanged files are hard-linked from the old tree:
their inode, time and bytes stay as they are.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from councilprojects_validator.wording import _

MARKER = "councilprojects-output.txt"
"""Not hidden: hosts and archives drop hidden files, and a folder without it is never replaced."""

MARKER_TEXT = (
    b"This folder is written by `councilprojects aggregate` and replaced whole at each run.\n"
    b"Keep nothing of your own in it.\n"
)

# linux/fs.h and fcntl.h: exchange two paths in one step; paths are relative to the current folder.
RENAME_EXCHANGE = 2
AT_FDCWD = -100


class PublishError(Exception):
    """The output folder could not be written; the message is a sentence for the person who runs us."""


@dataclass(frozen=True, slots=True)
class Published:
    """What changed on disk, as sorted output paths."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]


def check_output(output: Path) -> None:
    """Raise PublishError unless `output` is absent, empty or a folder that we wrote: nothing else is replaced."""
    if not output.exists():
        return
    if not output.is_dir():
        raise PublishError(_("{path} is a file. Name a folder for --output.").format(path=output))
    if (output / MARKER).is_file() or not any(output.iterdir()):
        return
    raise PublishError(
        _(
            "{path} holds files that this program did not write, and the output folder is replaced whole. "
            "Name an empty or a new folder for --output."
        ).format(path=output)
    )


def publish(files: Mapping[str, bytes], output: Path) -> Published:
    """Make `output` hold exactly `files` and our marker.

    `files` maps relative paths with forward slashes to content. Raises PublishError, and leaves the old tree as it
    was, if the folder is not ours to replace or the disk refuses.
    """
    output = Path(os.path.realpath(output))
    check_output(output)
    try:
        return _replace({**files, MARKER: MARKER_TEXT}, output)
    except OSError as error:
        raise PublishError(
            _("{path} could not be written: {reason}. What was there before is unchanged.").format(
                path=output, reason=error.strerror or error
            )
        ) from error


def _replace(files: Mapping[str, bytes], output: Path) -> Published:
    output.parent.mkdir(parents=True, exist_ok=True)
    _sweep(output)
    staging = Path(tempfile.mkdtemp(prefix=_staging_prefix(output), dir=output.parent))
    try:
        staging.chmod(0o777 & ~_umask())
        kept = _stage(files, output, staging)
        _sync(staging)
        before = _paths(output)
        _exchange(staging, output)
        _sync(output.parent)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Published(
        written=tuple(sorted(files.keys() - kept)),
        kept=tuple(sorted(kept)),
        removed=tuple(sorted(before - files.keys())),
    )


def _stage(files: Mapping[str, bytes], output: Path, staging: Path) -> set[str]:
    """Write `files` below `staging`; return the paths of those that stand in `output` already, linked from there."""
    kept = set()
    folders = {staging}
    for name, content in files.items():
        target = _inside(staging, name)
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        if _link_if_same(output / name, target, content):
            kept.add(name)
        else:
            target.write_bytes(content)
    return kept


def _inside(root: Path, name: str) -> Path:
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or "\\" in name or ".." in parts:
        raise ValueError(f"not a path inside the output folder: {name!r}")
    return root.joinpath(*parts)


def _link_if_same(old: Path, new: Path, content: bytes) -> bool:
    try:
        if old.is_symlink() or old.stat().st_size != len(content) or old.read_bytes() != content:
            return False
        os.link(old, new)
    except OSError:  # no such file, or a file system without hard links
        return False
    return True


def _paths(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def _staging_prefix(output: Path) -> str:
    return f".{output.name}.staging-"


def _sweep(output: Path) -> None:
    """Remove what a killed run left; the state's lock keeps a second run away meanwhile."""
    for left in output.parent.glob(_staging_prefix(output) + "*"):
        shutil.rmtree(left, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _exchange(staging: Path, output: Path) -> None:
    """Let `staging` take the place of `output`; the old tree, if any, then stands at `staging`."""
    if not output.exists():
        staging.rename(output)
    elif not _exchange_at_once(staging, output):
        aside = output.with_name(staging.name + ".old")
        output.rename(aside)
        staging.rename(output)
        aside.rename(staging)


def _exchange_at_once(staging: Path, output: Path) -> bool:
    """Exchange both by `renameat2` (Linux 3.15); False where the system or the file system lacks it."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    paths = os.fsencode(staging), os.fsencode(output)
    result: int = libc.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE)
    return result == 0


def _sync(folder: Path) -> None:
    """Flush what was written to the disk before and after the exchange, so that a power cut finds one whole tree."""
    if sys.platform != "linux":
        os.sync() if hasattr(os, "sync") else None
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        ctypes.CDLL(None, use_errno=True).syncfs(descriptor)
    finally:
        os.close(descriptor)
