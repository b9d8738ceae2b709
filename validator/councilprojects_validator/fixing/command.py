"""What `councilprojects fix` does with each file: read, mend, then write or show. `cli` prints and exits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from councilprojects_validator.command.inputs import STANDARD_INPUT, Input, gather, is_url
from councilprojects_validator.fixing.diff import unified
from councilprojects_validator.fixing.model import Fixed
from councilprojects_validator.fixing.pipeline import fix
from councilprojects_validator.fixing.telling import told
from councilprojects_validator.fixing.writing import put
from councilprojects_validator.quoting import visible
from councilprojects_validator.reading.read import MAX_SIZE
from councilprojects_validator.sizes import shown_size
from councilprojects_validator.terminal import told_meanwhile
from councilprojects_validator.wording import _

DONE, SHOWN, NOT_DONE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Paper:
    """Where the diffs go: to a terminal or not, in colour or not."""

    terminal: bool = False
    colour: bool = False


PLAIN = Paper()


@dataclass(frozen=True, slots=True)
class Terms:
    """How it is to be done: judged as on `today`, files up to `max_size` bytes, written or shown."""

    today: date
    max_size: int = MAX_SIZE
    write: bool = False
    paper: Paper = PLAIN


@dataclass(frozen=True, slots=True)
class Shown:
    """What to print for one file: bytes for standard output, words for standard error, and its exit code."""

    output: bytes
    words: str
    code: int


def run(name: str, terms: Terms) -> Iterator[Shown]:
    """Mend the file `name`, or each marked file of a folder. Standard input comes out mended."""
    if is_url(name):
        trouble = _("A URL cannot be mended. Download the file, mend it, and publish it again.")
        yield _not_done(name, trouble)
        return
    for given in gather(name, terms.max_size, None):
        if given.content is None:
            yield _not_done(given.name, given.trouble)
        elif len(given.content) > terms.max_size:
            # Only its beginning was read: nothing of it may be written anywhere.
            trouble = _("The file is larger than {most} and was not read.").format(most=shown_size(terms.max_size))
            yield _not_done(given.name, trouble)
        elif given.name == STANDARD_INPUT:
            yield _through(given.content, terms.today)
        else:
            yield _one(given, given.content, terms)


def _through(content: bytes, today: date) -> Shown:
    fixed = fix(content, name=STANDARD_INPUT, today=today)
    mended = fixed.after.encode() if fixed.changes else content
    return _done(fixed, mended, DONE if fixed.trouble is None else NOT_DONE, written=True)


def _one(given: Input, content: bytes, terms: Terms) -> Shown:
    with told_meanwhile(_("Mending {name} …").format(name=visible(given.name)), len(content)):
        fixed = fix(content, name=given.name, today=terms.today)
    if fixed.trouble is not None:
        return _done(fixed, b"", NOT_DONE)
    if not fixed.changes:
        return _done(fixed, b"", DONE)
    if not terms.write:
        diff = unified(fixed, terminal=terms.paper.terminal, colour=terms.paper.colour)
        return _done(fixed, diff.encode(), SHOWN)
    trouble = put(given.name, fixed.after.encode(), instead_of=content)
    return _done(replace(fixed, trouble=trouble), b"", DONE if trouble is None else NOT_DONE, written=True)


def _not_done(name: str, trouble: str | None) -> Shown:
    return _done(Fixed(name, "", "", (), (), None, trouble), b"", NOT_DONE)


def _done(fixed: Fixed, output: bytes, code: int, *, written: bool = False) -> Shown:
    return Shown(output, told(fixed, written=written), code)
