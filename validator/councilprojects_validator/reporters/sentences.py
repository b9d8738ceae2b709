"""The summary of a file in three to six plain sentences, for somebody who answers for it and never opens it.

Stands behind `text`, `html`, `markdown` and `json`; the figures come from `summary`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilprojects_validator.days import in_words
from councilprojects_validator.marks import FINDABLE, JOINABLE, REUSABLE, Step
from councilprojects_validator.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from councilprojects_validator.summary import BestStep, Summary

_THINGS = {
    Step.PHASE: _("a `phase`"),
    Step.STATUS: _("a `status`"),
    Step.SERVICE: _("a service or topic"),
    Step.OPENING: _("`openTo`, an offer or a want"),
    Step.CONTACT: _("a contact"),
    Step.REVIEW: _("a new review"),
    Step.LICENCE: _("a licence for what is shared"),
    Step.OUTPUT: _("an output or repository with its licence"),
    Step.LESSON: _("a lesson or who runs it"),
}
"""What to add, as part of a sentence; not for the steps that no writing of fields can take."""


def sentences(figures: Summary) -> list[str]:
    """Return the summary, most important first; at least one sentence, at most six."""
    if not figures.listed:
        return [_none_listed(figures)]
    return [
        _how_many(figures),
        _usable(figures),
        _open(figures),
        *_reviewed(figures),
        *([_helpful(figures.best)] if figures.best is not None else []),
    ]


def _none_listed(figures: Summary) -> str:
    if not figures.projects:
        return _("The file has no projects yet.")
    return ngettext(
        "The file has {n} project, which cannot be listed until its errors are mended.",
        "The file has {n} projects, none of which can be listed until their errors are mended.",
        figures.projects,
    ).format(n=figures.projects)


def _how_many(figures: Summary) -> str:
    if figures.listed == figures.projects:
        return ngettext(
            "The file has {n} project, and it can be listed.",
            "The file has {n} projects, and all of them can be listed.",
            figures.projects,
        ).format(n=figures.projects)
    return ngettext(
        "The file has {total} projects, of which {n} can be listed; the rest have errors.",
        "The file has {total} projects, of which {n} can be listed; the rest have errors.",
        figures.listed,
    ).format(n=figures.listed, total=figures.projects)


def _usable(figures: Summary) -> str:
    if figures.listed == 1:
        return _usable_alone(figures)
    if not figures.findable + figures.joinable + figures.reusable:
        return _("Others cannot find, join or reuse any of them yet.")
    return _("Of these, others can find {find}, join {join} and reuse {reuse}.").format(
        find=_count(figures.findable, figures.listed),
        join=_count(figures.joinable, figures.listed),
        reuse=_count(figures.reusable, figures.listed),
    )


def _usable_alone(figures: Summary) -> str:
    verbs = ((_("find"), figures.findable), (_("join"), figures.joinable), (_("reuse"), figures.reusable))
    able = [verb for verb, count in verbs if count]
    unable = [verb for verb, count in verbs if not count]
    if not unable:
        return _("Others can find, join and reuse it.")
    if not able:
        return _("Others cannot find, join or reuse it yet.")
    return _("Others can {able} it, but not {unable} it yet.").format(able=_and(able), unable=_or(unable))


def _open(figures: Summary) -> str:
    if not figures.inviting:
        return ngettext(
            "It does not say that others may join in.",
            "None of them says that others may join in.",
            figures.listed,
        )
    if figures.listed == 1:
        return _("It says that others may join in.")
    return ngettext(
        "{n} of them says that others may join in.",
        "{n} of them say that others may join in.",
        figures.inviting,
    ).format(n=figures.inviting)


def _reviewed(figures: Summary) -> Iterator[str]:
    first, last = figures.reviewed_first, figures.reviewed_last
    if first is None or last is None:
        return
    if first == last:
        when = ngettext("It was last reviewed on {day}", "All were last reviewed on {day}", figures.listed)
        when = when.format(day=in_words(last))
    else:
        when = _("They were last reviewed between {first} and {last}").format(
            first=in_words(first), last=in_words(last)
        )
    if not figures.to_review:
        yield _("{when}.").format(when=when)
        return
    due = ngettext("{n} is due for another look", "{n} are due for another look", figures.to_review)
    yield _("{when}; {due}.").format(when=when, due=due.format(n=_count(figures.to_review, figures.listed)))


def _helpful(best: BestStep) -> str:
    aims = {
        FINDABLE: ngettext(
            "Adding {things} to {n} project would let others find it.",
            "Adding {things} to {n} projects would let others find them.",
            best.projects,
        ),
        JOINABLE: ngettext(
            "Adding {things} to {n} project would let others join it.",
            "Adding {things} to {n} projects would let others join them.",
            best.projects,
        ),
        REUSABLE: ngettext(
            "Adding {things} to {n} project would let others reuse it.",
            "Adding {things} to {n} projects would let others reuse them.",
            best.projects,
        ),
    }
    return aims[best.mark].format(things=_and([_THINGS[step] for step in best.steps]), n=best.projects)


def _count(number: int, of: int) -> str:
    if number == of:
        return _("it") if of == 1 else _("all")
    return str(number) if number else _("none")


def _and(words: Sequence[str]) -> str:
    *first, last = words
    return _("{first} and {last}").format(first=", ".join(first), last=last) if first else last


def _or(words: Sequence[str]) -> str:
    *first, last = words
    return _("{first} or {last}").format(first=", ".join(first), last=last) if first else last
