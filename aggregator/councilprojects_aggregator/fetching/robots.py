"""What a website's robots.txt lets us read (RFC 9309). Pure; `fetch` asks for the file once a day for each origin.

protego does the matching. A robots.txt is as hostile as any other file, so protego gets only what is about us.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

from councilprojects_aggregator.fetching.outcomes import HTTP_PREFIX, Code
from councilprojects_aggregator.fetching.user_agent import PRODUCT
from councilprojects_aggregator.model import FetchOutcome, RobotsCopy

ENOUGH = 512 * 1024
"""Bytes that are read; RFC 9309 section 2.5 asks for 500 KiB at least. What follows is left out, not an error."""

KEPT_FOR = timedelta(days=1)
"""Section 2.4: no longer, unless the file cannot be reached."""

LONGEST_KEPT = 20_000
"""Characters. Usual ones have a thousand; two thousand of the longest that are read would be a gigabyte."""

ACCEPT_TEXT = "text/plain, */*;q=0.5"

UNAVAILABLE = frozenset(
    {
        Code.BAD_URL,
        Code.BAD_SCHEME,
        Code.USERINFO,
        Code.REDIRECT_WITHOUT_LOCATION,
        Code.REDIRECT_LOOP,
        Code.TOO_MANY_REDIRECTS,
        Code.REDIRECT_DOWNGRADE,
    }
)
"""There is no such file, only redirects that lead nowhere (section 2.3.1.2 and 2.3.1.3)."""

UNREACHABLE = frozenset(
    {
        Code.RESET,
        Code.READ_TIMEOUT,
        Code.DEADLINE,
        Code.NOT_HTTP,
        Code.BAD_HEADERS,
        Code.BAD_LENGTH,
        Code.BAD_ENCODING,
        Code.CUT_OFF,
        Code.TOO_BIG,
        Code.UNASKED_NOT_MODIFIED,
        Code.INTERNAL_ERROR,
    }
)
"""There may be one, and we do not know what it says: nothing may be read (section 2.3.1.4)."""

USER_AGENT_LINE = re.compile(r"\s*user[\s-]*agent\b[\s:]*(?P<value>.*)", re.IGNORECASE)
PRODUCT_TOKEN = re.compile(r"[A-Za-z_-]+")
SOMEBODY_ELSE = "somebody-else"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin, or why there is nothing to be had from it."""

    rules: Protego | None = None
    code: str | None = None
    detail: str = ""
    text: str | None = None
    """The lines about us that `rules` were read from."""

    def refusal(self, url: str) -> tuple[str, str] | None:
        """Return outcome code and detail if `url` may not be read, else None."""
        if self.code is not None:
            return self.code, self.detail
        if self.rules is None or self.rules.can_fetch(url, PRODUCT):
            return None
        return Code.ROBOTS_DISALLOWED.value, ""


def read_robots(outcome: FetchOutcome) -> Robots:
    """Return what the answer to the request for a robots.txt means for the files beside it.

    Where not even a connection could be made, that is what is wrong with these files too, and is said of them.
    """
    if outcome.body is not None:
        text = _about_us(outcome.body)
        return Robots(Protego.parse(text), text=text)
    if outcome.code.startswith(HTTP_PREFIX):
        server_fault = (outcome.status or 0) >= 500  # noqa: PLR2004 (section 2.3.1.4: the range of statuses)
        return Robots(code=Code.ROBOTS_UNREACHABLE.value, detail=outcome.code) if server_fault else Robots()
    if outcome.code in UNAVAILABLE:
        return Robots()
    if outcome.code in UNREACHABLE:
        return Robots(code=Code.ROBOTS_UNREACHABLE.value, detail=outcome.code)
    return Robots(code=outcome.code, detail=outcome.detail)


def remembered(copies: Mapping[str, RobotsCopy], now: datetime) -> dict[str, Robots]:
    """Return the rules of the last day, by origin."""
    return {
        origin: Robots(Protego.parse(copy.rules), text=copy.rules) if copy.rules is not None else Robots()
        for origin, copy in copies.items()
        if _is_fresh(copy, now)
    }


def remember(copies: Mapping[str, RobotsCopy], read: Mapping[str, Robots], now: datetime) -> dict[str, RobotsCopy]:
    """Return what to keep for the next run: `copies` that still count, and what was `read` in this one.

    What could not be read is asked for again, and so is what would fill the state.
    """
    fresh = {origin: copy for origin, copy in copies.items() if _is_fresh(copy, now) and origin not in read}
    new = {
        origin: RobotsCopy(now, robots.text)
        for origin, robots in read.items()
        if robots.code is None and len(robots.text or "") <= LONGEST_KEPT
    }
    return dict(sorted((fresh | new).items()))


def _is_fresh(copy: RobotsCopy, now: datetime) -> bool:
    # A clock that was wrong once may have left a time that is yet to come.
    return timedelta(0) <= now - copy.read_at < KEPT_FOR


def _about_us(body: bytes) -> str:
    """Return the file with every other crawler's name replaced by one.

    protego keeps the rules of every group for each name in it: ten thousand names before as many rules would take
    minutes. And it would take a rule for `council` as one for us, which RFC 9309 section 2.2.1 does not.
    """
    return "\n".join(map(_line_about_us, body.decode("utf-8-sig", "replace").splitlines()))


def _line_about_us(line: str) -> str:
    group = USER_AGENT_LINE.match(line.partition("#")[0])
    if group is None:
        return line
    name = group["value"].strip()
    token = PRODUCT_TOKEN.match(name)
    if name == "*":
        return "User-agent: *"
    ours = token is not None and token[0].lower() == PRODUCT
    return f"User-agent: {PRODUCT if ours else SOMEBODY_ELSE}"
