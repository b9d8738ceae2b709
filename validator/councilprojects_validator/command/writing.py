"""Puts a report into a file, whole or not at all: a program that reads it never meets half of one."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from councilprojects_validator.wording import _


def write_whole(path: str, text: str) -> str | None:
    """Write a file, whole or not at all; return the sentence that says why it could not be written."""
    try:
        _write(Path(path), text.encode("utf-8", "backslashreplace"))
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in the name; links that lead in a circle
        return _("The report could not be written to {path}: {reason}.").format(path=path, reason=_reason(path, error))
    return None


def _write(path: Path, content: bytes) -> None:
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        path.write_bytes(content)  # /dev/stdout or a named pipe: replaced by a file, its reader would wait for ever
        return
    target = path.resolve()  # where a link leads to is replaced, not the link
    beside = target.with_name(f".councilprojects-{secrets.token_hex(8)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _reason(path: str, error: Exception) -> str:
    folder = Path(path).parent
    with suppress(OSError, ValueError):
        if not folder.exists():
            return _("there is no folder {folder}").format(folder=folder)
        if Path(path).is_dir():
            return _("it is a folder")
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
