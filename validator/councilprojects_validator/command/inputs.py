"""First edge of the validator: turns what stands on the command line into bytes to check.

A name is a file, a folder, `-` for standard input, or a URL. What cannot be had becomes a sentence, never an
exception: one missing file does not keep the others from being checked.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from councilprojects_validator.hosting.served import Served, Web

STANDARD_INPUT = "-"

URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
"""Two letters at least before the colon, so that `C:` stays a drive."""

MARKERS = ("councilProjects", "councilProjectsRegistry")
IN_TEXT = re.compile(rb'"councilProjects(?:Registry)?"\s*:')
"""How a file that is no sound JSON shows that it means to be one of ours."""

NEVER_ENTERED = frozenset({"node_modules"})


@dataclass(frozen=True, slots=True)
class Input:
    """Something to check, or the sentence that says why there is nothing."""

    name: str
    content: bytes | None = None
    url: str | None = None
    trouble: str | None = None
    served: Served | None = None
    """How the web server sends it, where it was read from a URL."""


def is_url(name: str) -> bool:
    return URL.match(name) is not None


def gather(name: str, max_size: int, web: Web | None) -> Iterator[Input]:
    """Yield what `name` stands for: one input, or one for each marked file in a folder.

    Reads no more than one byte over `max_size`, which is how `check` knows that a file is too big.
    """
    if name == STANDARD_INPUT:
        yield Input(STANDARD_INPUT, sys.stdin.buffer.read(max_size + 1))
    elif is_url(name):
        yield _fetched(name, web)
    elif _is_folder(name):
        yield from _folder(Path(name), max_size)
    else:
        yield _read(Path(name), max_size)


def bears_marker(content: bytes) -> bool:
    """Tell whether a file says that it is ours: by a key of its root, or in its text if it is no sound JSON."""
    try:
        value: Any = json.loads(content)
    except (ValueError, RecursionError):
        # UTF-16 has a zero byte beside every letter.
        return IN_TEXT.search(content.replace(b"\0", b"")) is not None
    return isinstance(value, dict) and any(marker in value for marker in MARKERS)


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):  # too long, or with a NUL in it: reading it as a file says so
        return False


def _fetched(url: str, web: Web | None) -> Input:
    if web is None:
        sentence = _("To check a URL install `councilprojects[aggregator]`, or download the file first.")
        return Input(url, trouble=sentence)
    served = web.read(url)
    if served.content is not None:
        return Input(url, served.content, served.answer.final_url, served=served)
    return Input(url, trouble=served.answer.sentence, served=served)


def _folder(folder: Path, max_size: int) -> Iterator[Input]:
    found = False
    refused: list[OSError] = []
    for path in _json_files(folder, refused.append):
        read = _read(path, max_size)
        if read.content is None or bears_marker(read.content):
            found = True
            yield read
    for error in refused:
        sentence = _("This folder cannot be looked through: {reason}.").format(reason=_reason(error))
        yield Input(Path(error.filename).as_posix(), trouble=sentence)
    if not found and not refused:
        sentence = _("There is no projects.json in this folder: no .json file with `councilProjects` in it.")
        yield Input(_shown(folder), trouble=sentence)


def _json_files(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[Path]:
    """Yield every `.json` file below, by name; hidden ones, links to folders and what is no file are passed over."""
    for root, folders, files in os.walk(folder, onerror=on_error):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in NEVER_ENTERED)
        for file in sorted(files):
            path = Path(root, file)
            if file.casefold().endswith(".json") and not file.startswith(".") and not _may_wait(path):
                yield path


def _may_wait(path: Path) -> bool:
    """Tell whether this is a pipe, a socket or a device: who did not ask for it would wait for it for ever."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:  # a link that leads nowhere: reading it says so
        return False


def _read(path: Path, max_size: int) -> Input:
    try:
        with path.open("rb") as file:
            return Input(_shown(path), file.read(max_size + 1))
    except FileNotFoundError:
        return Input(_shown(path), trouble=_("There is no such file."))
    except PermissionError:
        return Input(_shown(path), trouble=_("This file may not be read: permission denied."))
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        return Input(_shown(path), trouble=_("This file cannot be read: {reason}.").format(reason=_reason(error)))


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _shown(path: Path) -> str:
    return path.as_posix()
