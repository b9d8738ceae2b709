"""What `fix` did or would do, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from councilprojects_validator.fixing.model import Fixed, Mended
from councilprojects_validator.quoting import visible
from councilprojects_validator.reporters.counting import counts
from councilprojects_validator.wording import _, ngettext

PLACES = 10
"""How many lines are named for each kind of mend."""


def told(fixed: Fixed, *, written: bool) -> str:
    """Return what to say of one file; `written` tells that the mends have been made."""
    return "".join(f"{line}\n" for line in _told(fixed, written=written))


def _told(fixed: Fixed, *, written: bool) -> Iterator[str]:
    name = _("standard input") if fixed.name == "-" else visible(fixed.name)
    if fixed.trouble is not None:
        yield f"{name}: {visible(fixed.trouble)}"
        return
    yield _("{name}: {what}").format(name=name, what=_outcome(len(fixed.mended), written=written))
    yield from (f"  {line}" for line in _mends(fixed.mended))
    yield _rest(fixed)


def _outcome(count: int, *, written: bool) -> str:
    if not count:
        return _("there is nothing to mend that is certain.")
    if written:
        return ngettext("mended 1 thing.", "mended {n} things.", count).format(n=count)
    return ngettext(
        "1 thing can be mended. To do it, run this again with --write.",
        "{n} things can be mended. To do it, run this again with --write.",
        count,
    ).format(n=count)


def _mends(mended: Sequence[Mended]) -> Iterator[str]:
    """Yield one line for each kind of mend, in the order of their first places."""
    kinds: dict[tuple[str, str], dict[int, None]] = {}
    for each in mended:
        kinds.setdefault((each.code, each.what), {})[each.line] = None
    for (code, what), found in kinds.items():
        places = ", ".join(str(line) for line in list(found)[:PLACES])
        if len(found) > PLACES:
            places = _("{lines} and {count} more").format(lines=places, count=len(found) - PLACES)
        lines = ngettext("line {places}", "lines {places}", len(found)).format(places=places)
        yield _("{lines}: {what} [{code}]").format(lines=lines, what=what, code=code)


def _rest(fixed: Fixed) -> str:
    """Say how much is left for a person."""
    if fixed.report is None or not fixed.report.findings:
        return _("Nothing is left for a person to mend.")
    sentence = _("Left for a person: {counts}. `councilprojects validate` says what and where.")
    return sentence.format(counts=counts(fixed.report))
