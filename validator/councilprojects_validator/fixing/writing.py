"""Last edge of `fix`: puts a mended file in the place of the old one, whole or not at all.

What can go wrong becomes a sentence. The new file is complete on disk before it takes the old one's name, so a full
disk or a lost current leaves the one or the other, never a part.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from councilprojects_validator.wording import _

ANY_WRITER = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def put(name: str, content: bytes, *, instead_of: bytes) -> str | None:
    """Write a file that still holds what was read of it; return why that could not be done, if so.

    Keeps the mode and, where that is allowed, the owner. A symbolic link stays, and the file that it leads to changes.
    """
    try:
        path = Path(name).resolve(strict=True)
        status = path.stat()
        trouble = _unfit(path, status, instead_of)
        if trouble is None:
            _replace(path, status, content)
    except FileNotFoundError:
        return _("The file is gone, so nothing was written.")
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return _("The file could not be written: {reason}. It is as it was.").format(reason=reason)
    return trouble


def _unfit(path: Path, status: os.stat_result, instead_of: bytes) -> str | None:
    if not stat.S_ISREG(status.st_mode):
        return _("This is no ordinary file, so nothing was written.")
    # The superuser may write anything; what is marked as read-only is meant to stay all the same.
    if not status.st_mode & ANY_WRITER or not os.access(path, os.W_OK):
        return _("The file is read-only, so nothing was written.")
    if path.read_bytes() != instead_of:
        return _("The file was changed by somebody else in the meantime, so nothing was written. Run this again.")
    return None


def _replace(path: Path, status: os.stat_result, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:50]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _owned(temporary, status)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _owned(temporary: str, status: os.stat_result) -> None:
    """Give the new file the owner and mode of the old one; the owner first, since changing it may clear the mode."""
    if hasattr(os, "chown"):  # not on Windows
        with suppress(PermissionError):
            os.chown(temporary, status.st_uid, status.st_gid)
    Path(temporary).chmod(stat.S_IMODE(status.st_mode))
