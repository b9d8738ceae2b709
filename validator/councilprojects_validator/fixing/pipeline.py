"""The pipeline of `fix`: bytes come in, the mended text goes out, with what leads from the one to the other.

byte order mark → punctuation, until it is JSON → errors → empty values → warnings, until nothing is left to mend

Each round checks the text, asks for edits, makes them by offset and checks again. An edit that would do harm is not
made: `guard` says which. It depends on the text and the day alone, so a second run finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from councilprojects_validator.check import check, judged
from councilprojects_validator.command.inputs import bears_marker
from councilprojects_validator.diagnostics import Finding, Severity
from councilprojects_validator.fixing import guard
from councilprojects_validator.fixing.changes import changed, joined, origins
from councilprojects_validator.fixing.model import Change, Edit, Fixed, Mended, State
from councilprojects_validator.fixing.propose import changes_of, edits, edits_of_text, file_of
from councilprojects_validator.fixing.registry import MENDS
from councilprojects_validator.positions import Lines, lines
from councilprojects_validator.reading.read import Reading, read
from councilprojects_validator.report import Kind, Outcome
from councilprojects_validator.wording import _

MOST_ROUNDS = 100
"""A round mends up to 100 mistakes of punctuation, and all else at once. No file made by hand needs a tenth of it."""

ATTEMPTS = 8
"""Times that a round is tried again without the edits that did harm; then it is not made."""

BYTE_ORDER_MARK = "\ufeff"
NONE_OF_OURS = _("Nothing says that this is a file of Council Projects, so it was left alone.")
EMPTY = "empty-value"
MARKED = "file-byte-order-mark"

Blame = Callable[[State, State, list[Edit]], set[int]]


def fix(content: bytes, *, name: str, today: date) -> Fixed:
    """Mend one file, however large. What cannot be read, or is none of ours, stays as it is."""
    run = _Run(name, today)
    try:
        before = content.decode("utf-8")
    except UnicodeDecodeError:
        report = check(content, name=name, today=today, max_size=len(content))
        return Fixed(name, "", "", (), (), report, None if bears_marker(content) else NONE_OF_OURS)
    try:
        state = run.mend(run.begin(before))
    except _EndlessError:
        trouble = _("There is more to mend than any file made by hand has, so nothing was done.")
        return Fixed(name, before, before, (), (), None, trouble)
    left_alone = _not_ours(state)
    if left_alone is not None:
        return Fixed(name, before, before, (), (), None, left_alone)
    mended = tuple(sorted(state.mended, key=lambda each: (each.line, each.code)))
    return Fixed(name, before, state.text, state.changes, mended, state.report)


class _EndlessError(Exception):
    """More rounds than any file made by hand needs."""


@dataclass(frozen=True, slots=True)
class _Run:
    name: str
    today: date

    def begin(self, before: str) -> State:
        text, changes = _unmarked(before, ())
        mended = (Mended(MARKED, _(MENDS[MARKED].what), 1),) if changes else ()
        return replace(self._judged(text, lines(before)), changes=changes, mended=mended)

    def mend(self, begun: State) -> State:
        state = self._punctuated(begun)
        if state.file.value is None:
            return begun
        while True:
            settled = self._settled(state)
            emptied = self._tried(settled, _by_code(settled, EMPTY, wanted=True), guard.harm_of_warnings)
            after = self._tried(emptied, _by_code(emptied, EMPTY, wanted=False), guard.harm_of_warnings)
            if after is state:
                return state
            state = after

    def _punctuated(self, state: State) -> State:
        """Mend a text until it is JSON; all of it, or none."""
        if state.file.value is not None:
            return state
        text, changes, mended = state.text, state.changes, state.mended
        for rounds in range(MOST_ROUNDS):
            content = text.encode()
            reading = read(content, len(content))
            if reading.readable:
                done = self._state_of(text, reading, state.before) if rounds else state
                return replace(done, changes=changes, mended=mended, rounds=rounds)
            chosen = edits_of_text(text, reading.diagnostics)
            if not chosen:
                return state
            made = changes_of(chosen[0].fault.file, chosen)
            mended = (*mended, *_told(state.before, changes, chosen))
            text, changes = _unmarked(changed(text, made), joined(text, changes, made))
        raise _EndlessError

    def _settled(self, state: State) -> State:
        """Mend errors until none is left that can be mended."""
        while True:
            chosen = edits(state.file, _of(state, Severity.ERROR))
            after = self._tried(state, chosen, guard.harm_of_errors, settle=False)
            if after is state:
                return state
            state = after

    def _tried(self, state: State, chosen: list[Edit], blame: Blame, *, settle: bool = True) -> State:
        """Return the state after those edits that do no harm; the same state if there are none."""
        for _attempt in range(ATTEMPTS):
            if not chosen:
                return state
            trial = self._after(state, chosen)
            trial = self._settled(trial) if settle else trial
            harmful = blame(state, trial, chosen)
            if not harmful:
                return trial
            chosen = [edit for number, edit in enumerate(chosen) if number not in harmful]
        return state

    def _after(self, state: State, chosen: list[Edit]) -> State:
        if state.rounds >= MOST_ROUNDS:
            raise _EndlessError
        made = changes_of(state.file, chosen)
        return replace(
            self._judged(changed(state.text, made), state.before),
            changes=joined(state.text, state.changes, made),
            mended=(*state.mended, *_told(state.before, state.changes, chosen)),
            rounds=state.rounds + 1,
        )

    def _judged(self, text: str, before: Lines) -> State:
        content = text.encode()
        # The size was judged where the file was opened: a mend that adds a letter must not pass the limit.
        return self._state_of(text, read(content, len(content)), before)

    def _state_of(self, text: str, reading: Reading, before: Lines) -> State:
        report = judged(reading, name=self.name, today=self.today)
        return State(before, text, report, file_of(text, reading.value if reading.readable else None, report))


def _unmarked(text: str, changes: tuple[Change, ...]) -> tuple[str, tuple[Change, ...]]:
    """Return the text without byte order marks before it, and the changes that lead there."""
    marks = len(text) - len(text.lstrip(BYTE_ORDER_MARK))
    return (text[marks:], joined(text, changes, [Change(0, marks, "")])) if marks else (text, changes)


def _told(before: Lines, changes: Sequence[Change], chosen: Iterable[Edit]) -> Iterable[Mended]:
    came = origins(changes)
    for edit in chosen:
        code, place = edit.fault.finding.code, edit.fault.extent.start
        yield Mended(code, _(MENDS[code].what), before.place(came.of(place))[0])


def _of(state: State, severity: Severity) -> list[Finding]:
    return [finding for finding in state.report.findings if finding.severity is severity]


def _by_code(state: State, code: str, *, wanted: bool) -> list[Edit]:
    """Return the edits for what is no error, with this code or with any other one."""
    found = [each for each in state.report.findings if each.severity is not Severity.ERROR]
    return edits(state.file, [each for each in found if (each.code == code) is wanted])


def _not_ours(state: State) -> str | None:
    """Return why a file is left alone: it is none of ours, or follows a version of the standard that we do not know."""
    report = state.report
    if state.file.value is None:
        ours = bears_marker(state.text.encode())
    else:
        ours = report.kind is not Kind.UNKNOWN or report.checked.schema_version is not None
    if not ours:
        return NONE_OF_OURS
    return report.not_checked[0] if report.outcome is Outcome.UNCHECKED else None
