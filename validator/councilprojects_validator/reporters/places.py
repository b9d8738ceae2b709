"""Where a file is, as CI services want it: a path below the folder that was checked out, with forward slashes."""

from __future__ import annotations

import re
from urllib.parse import quote

WEB = re.compile(r"https?://", re.IGNORECASE)
STANDARD_INPUT = "-"
STANDARD_INPUT_NAME = "standard-input"
"""What a report calls it where it needs a path."""

_DRIVE = re.compile(r"[A-Za-z]:/")
_IN_PATH = "/"
_IN_URL = "/:?#[]@!$&'()*+,;=%~"


def relative(name: str, root: str) -> str:
    """Return `name` below `root` (an absolute path with forward slashes); unchanged where it is elsewhere."""
    if name == STANDARD_INPUT:
        return STANDARD_INPUT_NAME
    below = name.removeprefix(root.rstrip("/") + "/") if root else name
    while below.startswith("./"):
        below = below[2:].lstrip("/")
    return below


def uri(name: str, root: str) -> tuple[str, bool]:
    """Return the URI reference of a file, and whether it is relative to `root`."""
    if WEB.match(name):
        return _quoted(name, _IN_URL), False
    path = relative(name, root)
    if path.startswith("/"):
        return "file://" + _quoted(path, _IN_PATH), False
    if _DRIVE.match(path):
        return f"file:///{path[:2]}" + _quoted(path[2:], _IN_PATH), False
    return _quoted(path, _IN_PATH), True


def _quoted(text: str, safe: str) -> str:
    # On some systems a name may hold half a character; it is encoded like any other.
    return quote(text.encode("utf-8", "surrogatepass"), safe=safe)
