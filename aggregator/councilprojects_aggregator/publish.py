"""Putting files on disk, whole or not at all: the only stage that writes the output folder.

The new tree is made beside the old one and takes its place in one step, so that a reader, a crash or a full disk
sees the old site or the new one and never something between. Unchanged files are hard-linked from the old tree:
their inode, time and bytes stay as they are.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from councilprojects_aggregator.exchange import ASIDE, exchange, sync
from councilprojects_aggregator.staging import Staging
from councilprojects_validator.wording import _

MARKER = "councilprojects-output.txt"
"""Not hidden: hosts and archives drop hidden files, and a folder without it is never replaced."""

MARKER_TEXT = (
    b"This folder is written by `councilprojects aggregate` and replaced whole at each run.\n"
    b"Keep nothing of your own in it.\n"
)


class PublishError(Exception):
    """The output folder could not be written; the message is a sentence for the person who runs us."""


@dataclass(frozen=True, slots=True)
class Published:
    """What changed on disk, as sorted output paths."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]


def check_output(output: Path) -> None:
    """Raise PublishError unless `output` is absent, empty or a folder that we wrote, and can be replaced.

    Nothing else ever is. What can be known before anybody is asked is said then, not after.
    """
    output = Path(os.path.realpath(output))
    _check_place(output)
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


def _check_place(output: Path) -> None:
    # Path's own is_mount and exists raise where a folder on the way may not be looked into.
    if os.path.ismount(output):
        words = _(
            "{path} is a mount point, and such a folder cannot be replaced whole. Name a folder inside it: "
            "--output {path}/site."
        )
        raise PublishError(words.format(path=output))
    beside = next(folder for folder in output.parents if os.path.exists(folder))  # noqa: PTH110 (see above)
    if not os.access(beside, os.W_OK | os.X_OK):
        words = _(
            "{path} cannot be replaced, for nothing may be written in {folder}. Have that changed, or name another "
            "folder for --output."
        )
        raise PublishError(words.format(path=output, folder=beside))


def publish(files: Mapping[str, bytes], output: Path, *, keep: Collection[str] | None = frozenset()) -> Published:
    """Make `output` hold exactly `files`, our marker, and what of `keep` stands in it; if that is None, whatever does.

    `files` maps relative paths with forward slashes to content. Raises PublishError, and leaves the old tree as it
    was, if the folder is not ours to replace or the disk refuses.
    """
    with staged(output) as new:
        new.files.update(files)
        return new.publish(keep=keep)


@dataclass(frozen=True, slots=True)
class Staged:
    """An output that is being made."""

    files: Staging
    """Whatever is put in here is on disk, and takes no memory."""

    def publish(self, *, keep: Collection[str] | None = frozenset()) -> Published:
        """Let what was put in, our marker, and what of `keep` stands in the old tree take its place, at once."""
        files = self.files
        files[MARKER] = MARKER_TEXT
        files.keep(files.missing(keep))
        sync(files.folder)
        exchange(files.folder, files.output)
        sync(files.output.parent)
        return Published(
            written=tuple(sorted(files.written)),
            kept=tuple(sorted(files.kept)),
            removed=tuple(sorted(files.missing(None))),
        )


@contextmanager
def staged(output: Path) -> Iterator[Staged]:
    """Give where the files of `output` can be put; without `publish` nothing comes of them.

    Raises PublishError as `publish` does, from wherever the disk refuses a file.
    """
    output = Path(os.path.realpath(output))
    check_output(output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        _sweep(output)
        folder = Path(tempfile.mkdtemp(prefix=_staging_prefix(output), dir=output.parent))
        try:
            folder.chmod(0o777 & ~_umask())
            yield Staged(Staging(output, folder, dict(_files(str(output)))))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise PublishError(
            _("{path} could not be written: {reason}. What was there before is unchanged.").format(
                path=output, reason=error.strerror or error
            )
        ) from error


def seal(output: Path) -> str:
    """Return a digest of names, sizes, times and inodes: it changes when anybody touches a file of the output."""
    digest = hashlib.sha256()
    for name, found in sorted(_files(os.path.realpath(output))):
        digest.update(
            f"{name}\0{found.st_size} {found.st_mtime_ns} {found.st_ino}\n".encode("utf-8", "surrogateescape")
        )
    return digest.hexdigest()


def _files(folder: str, prefix: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Yield all that is below `folder` and no folder itself, by its path from there; nothing where there is none."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry.stat(follow_symlinks=False)


def _staging_prefix(output: Path) -> str:
    return f".{output.name}.staging-"


def _sweep(output: Path) -> None:
    """Remove what a killed run left; the state's lock keeps a second run away meanwhile.

    A run that was killed between two renames left no output: the old one goes back first.
    """
    left = sorted(path for path in output.parent.iterdir() if path.name.startswith(_staging_prefix(output)))
    old = next((path for path in left if path.name.endswith(ASIDE)), None)
    if old is not None and not output.exists():
        old.rename(output)
    for path in left:
        shutil.rmtree(path, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
