"""The summary of a file: its figures, and the sentences that say them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sample_reports import INVALID, MARKS, REGISTRY, UNCHECKED, VALID

from councilprojects_validator.marks import Step
from councilprojects_validator.report import Acceptance, Marks, Report
from councilprojects_validator.reporters.sentences import sentences
from councilprojects_validator.summary import BestStep, Summary, summary

DAY = date(2026, 10, 12)
FIGURES = Summary(
    projects=12,
    listed=12,
    findable=7,
    joinable=0,
    reusable=12,
    inviting=4,
    to_review=2,
    reviewed_first=date(2026, 1, 3),
    reviewed_last=DAY,
    best=BestStep("findable", (Step.SERVICE,), 5),
)
ONE = replace(
    FIGURES, projects=1, listed=1, findable=1, joinable=0, reusable=0, inviting=0, to_review=0, reviewed_first=DAY
)


def marked(number: int, **lacking: tuple[str, ...]) -> Marks:
    steps = {"findable": (), "joinable": (), "reusable": (), **lacking}
    earned = ("listed", *(mark for mark, missing in steps.items() if not missing))
    return replace(MARKS, project_id=f"p-{number}", earned=earned, lacking=tuple(steps.items()))


def report(*marks: Marks, reviewed: tuple[str, ...] = ("2026-10-12",), projects: int | None = None) -> Report:
    value = {"projects": [{"reviewed": day} for day in reviewed]}
    checked = replace(VALID.checked, projects=len(marks) if projects is None else projects)
    return replace(VALID, marks=marks, acceptance=Acceptance(value), checked=checked)


def test_a_head_of_digital_reads_six_sentences_at_most() -> None:
    assert sentences(FIGURES) == [
        "The file has 12 projects, and all of them can be listed.",
        "Of these, others can find 7, join none and reuse all.",
        "4 of them say that others may join in.",
        "They were last reviewed between 3 January 2026 and 12 October 2026; 2 are due for another look.",
        "Adding a service or topic to 5 projects would let others find them.",
    ]


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (replace(FIGURES, projects=0, listed=0), "The file has no projects yet."),
        (
            replace(FIGURES, projects=1, listed=0),
            "The file has 1 project, which cannot be listed until its errors are mended.",
        ),
        (
            replace(FIGURES, listed=0),
            "The file has 12 projects, none of which can be listed until their errors are mended.",
        ),
        (replace(FIGURES, listed=11), "The file has 12 projects, of which 11 can be listed; the rest have errors."),
        (ONE, "The file has 1 project, and it can be listed."),
        (ONE, "Others can find it, but not join or reuse it yet."),
        (replace(ONE, joinable=1, reusable=1), "Others can find, join and reuse it."),
        (replace(ONE, joinable=1), "Others can find and join it, but not reuse it yet."),
        (replace(ONE, findable=0), "Others cannot find, join or reuse it yet."),
        (ONE, "It does not say that others may join in."),
        (replace(ONE, inviting=1), "It says that others may join in."),
        (replace(FIGURES, inviting=1), "1 of them says that others may join in."),
        (replace(FIGURES, inviting=0), "None of them says that others may join in."),
        (ONE, "It was last reviewed on 12 October 2026."),
        (replace(ONE, to_review=1), "It was last reviewed on 12 October 2026; it is due for another look."),
        (
            replace(FIGURES, reviewed_first=DAY, to_review=12),
            "All were last reviewed on 12 October 2026; all are due for another look.",
        ),
        (
            replace(FIGURES, to_review=1),
            "They were last reviewed between 3 January 2026 and 12 October 2026; 1 is due for another look.",
        ),
        (
            replace(FIGURES, best=BestStep("joinable", (Step.OPENING, Step.CONTACT, Step.REVIEW), 1)),
            "Adding `openTo`, an offer or a want, a contact and a new review to 1 project would let others join it.",
        ),
        (
            replace(FIGURES, best=BestStep("reusable", (Step.OUTPUT, Step.LESSON), 3)),
            (
                "Adding an output or repository with its licence and a lesson or who runs it to 3 projects would let"
                " others reuse them."
            ),
        ),
    ],
)
def test_each_sentence_fits_its_figures(figures: Summary, sentence: str) -> None:
    assert sentence in sentences(figures)


def test_of_a_file_with_every_mark_and_no_date_less_is_said() -> None:
    assert len(sentences(replace(FIGURES, best=None, reviewed_first=None, reviewed_last=None))) == 3


def test_the_figures_of_a_file() -> None:
    marks = (
        marked(1, findable=("phase",), joinable=("opening", "review")),
        marked(2, joinable=("contact",), reusable=("lesson",)),
    )
    found = summary(report(*marks, reviewed=("2026-10-12", "2025-01-03"), projects=3))
    assert found == Summary(
        projects=3,
        listed=2,
        findable=1,
        joinable=0,
        reusable=1,
        inviting=1,
        to_review=1,
        reviewed_first=date(2025, 1, 3),
        reviewed_last=DAY,
        best=BestStep("findable", (Step.PHASE,), 1),
    )


@pytest.mark.parametrize("nothing", [REGISTRY, UNCHECKED, replace(INVALID, acceptance=Acceptance(None))])
def test_there_are_no_figures_of_what_was_not_judged(nothing: Report) -> None:
    assert summary(nothing) is None


@pytest.mark.parametrize(
    ("lacking", "best"),
    [
        (
            [{"findable": ("phase", "status")}] * 3 + [{"reusable": ("lesson",)}] * 2,
            BestStep("reusable", (Step.LESSON,), 2),
        ),
        (
            [{"findable": ("phase", "status")}] * 3 + [{"findable": ("status",)}],
            BestStep("findable", (Step.PHASE, Step.STATUS), 4),
        ),
        ([{"joinable": ("contact",)}, {"findable": ("phase",)}], BestStep("findable", (Step.PHASE,), 1)),
        ([{"joinable": ("own-file",)}, {"joinable": ("opening", "work-over")}], None),
        ([{}], None),
    ],
)
def test_the_step_that_helps_most_for_the_least_writing(
    lacking: list[dict[str, tuple[str, ...]]], best: BestStep | None
) -> None:
    figures = summary(report(*(marked(number, **each) for number, each in enumerate(lacking))))
    assert figures is not None
    assert figures.best == best
