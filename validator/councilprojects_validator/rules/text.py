"""Rules on the words themselves: whether they say something, and say it as plain text in the file's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.quoting import clipped
from councilprojects_validator.rules.fields import texts
from councilprojects_validator.rules.glance import Glance
from councilprojects_validator.rules.registry import Fault, rule
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilprojects_validator.diagnostics import Path
    from councilprojects_validator.document import Document

PLACEHOLDERS = frozenset(
    {"tbc", "tba", "tbd", "to be confirmed", "to be announced", "to be decided", "todo", "to do", "n/a", "na"}
    | {"none", "unknown", "placeholder", "description", "summary", "title", "text", "test", "xxx", "fixme", "?"}
    | {"untitled", "project title", "project name", "new project", "test project", ""}
    | {"insert text here", "add description", "add text here", "coming soon", "lorem ipsum", "i'w gadarnhau"},
)
"""The whole of a text that says nothing: also one of nothing but marks."""

INSIDE = re.compile(
    r"(?i:\blorem ipsum\b)|\bTODO\b|\bFIXME\b|\bTBC\b|\b(?:insert|add) (?:text|description|summary) here\b"
)
"""What says nothing also amid other words; capitals only where small letters could be meant."""

HTML = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|iframe|img|li|ol|p|pre|script|span|strong|style|sub|sup"
    r"|table|tbody|td|th|tr|u|ul)(?:\s[^<>]*)?/?>|&(?:amp|nbsp|lt|gt|quot|apos|pound|ndash|mdash|rsquo|lsquo|#x?[0-9a-f]+);",
    re.IGNORECASE,
)
MARKDOWN = frozenset({"description"})
"""A project's description is Markdown, in which HTML is no fault."""

SHORTEST_SUMMARY = 40
"""Code points, by the standard: less is a title, not a summary."""

DEFAULT_LANGUAGE = "en-GB"

QUOTED = 40
"""Code points of a text that a message repeats: enough to know it by."""

SHOUTED = 12
"""Capital letters before a title without a small one is shouted; fewer are an acronym or two."""

SHOUTED_TEXT = 30
"""The same of other texts, among which are names: `NHS SBS`, `APSE`, `SOCITM`."""


HINTS = ("lorem", "todo", "fixme", "tbc", " here")
"""What every text that `INSIDE` finds has in it, in small letters."""

WORD = re.compile(r"\w+")

AROUND = " .!-*[]()"
"""What people put around a placeholder."""

LONGEST_PLACEHOLDER = 60
"""Code points, with what is around it. Nearly every text is longer, and this is asked of each."""


def _may_say_nothing(glance: Glance) -> bool:
    words = glance.words.casefold()
    return any(hint in words for hint in HINTS) or any(
        map(_is_nothing_else, [text for text in glance.texts if len(text) <= LONGEST_PLACEHOLDER])
    )


def _may_be_short(glance: Glance) -> bool:
    summary = glance.value.get("summary")
    return len(summary.strip()) < SHORTEST_SUMMARY if isinstance(summary, str) else glance.by_language


def _begins_alike(glance: Glance) -> bool:
    title, summary = glance.value.get("title"), glance.value.get("summary")
    return isinstance(title, str) and isinstance(summary, str) and _first_word(title) == _first_word(summary)


def _is_titled_by_id(glance: Glance) -> bool:
    title = glance.value.get("title")
    return isinstance(title, str) and title.strip().casefold() == glance.value.get("id")


def _is_shouted(glance: Glance) -> bool:
    return any(map(str.isupper, glance.texts))


def _may_have_html(glance: Glance) -> bool:
    return "<" in glance.words or "&" in glance.words


def _has_languages(glance: Glance) -> bool:
    return glance.by_language


@rule("placeholder-text", Severity.WARNING, when=_may_say_nothing)
def placeholder_text(document: Document) -> Iterator[Fault]:
    """A text is a placeholder.

    “TBC” or “lorem ipsum” takes the place of an answer, and is shown to everybody as if it were one.

    Write what is known today, even if it is little. If nothing is known, leave the field out: nearly all are
    optional.
    """
    for field in texts(document):
        if is_placeholder(field.value):
            message = _("“{text}” is a placeholder. Write what is known, or leave the field out.")
            yield Fault(message.format(text=clipped(field.value, QUOTED)), field.path)


@rule("summary-too-short", Severity.WARNING, when=_may_be_short)
def summary_too_short(document: Document) -> Iterator[Fault]:
    """A summary is too short to tell what the project does.

    The summary is what others search and what they read before anything else. A few words are not enough to see
    whether the work is like their own.

    Write one to three plain sentences: what it does, and for whom.
    """
    for field in texts(document):
        if _is_summary(field.path) and len(field.value.strip()) < SHORTEST_SUMMARY and not is_placeholder(field.value):
            message = _("This summary has {length} characters. Say in a sentence or two what it does, and for whom.")
            yield Fault(message.format(length=len(field.value.strip())), field.path)


@rule("summary-repeats-title", Severity.WARNING, when=_begins_alike)
def summary_repeats_title(document: Document) -> Iterator[Fault]:
    """A summary only repeats the title.

    Readers see the two together. The same words twice tell them nothing about the work.

    Say in the summary what the title cannot: what it does, and for whom.
    """
    for path, project in document.projects():
        title, summary = project.get("title"), project.get("summary")
        if isinstance(title, str) and isinstance(summary, str) and _words(title) == _words(summary):
            yield Fault(_("The summary repeats the title. Say what it does, and for whom."), (*path, "summary"))


@rule("title-equals-id", Severity.WARNING, when=_is_titled_by_id)
def title_equals_id(document: Document) -> Iterator[Fault]:
    """A title is the project's id.

    The id is for machines. People in other councils search and read titles, and `missed-bins-v2` is not what they
    would look for.

    Write the title as you would say it to somebody from another council: “Report a missed bin”.
    """
    for path, project in document.projects():
        title = project.get("title")
        if isinstance(title, str) and "-" in title and title.strip().casefold() == project.get("id"):
            message = _("The title is the id. Write it as you would say it to somebody from another council.")
            yield Fault(message, (*path, "title"))


@rule("title-in-capitals", Severity.WARNING, when=_is_shouted)
def title_in_capitals(document: Document) -> Iterator[Fault]:
    """A title is in capital letters throughout.

    Capitals are hard to read, and a screen reader may spell them out letter by letter.

    Write the title as in a sentence: “Report a missed bin”.
    """
    for field in texts(document):
        if field.name == "title" and field.value.isupper() and sum(map(str.isalpha, field.value)) >= SHOUTED:
            yield Fault(_("This title is in capitals. Write it as in a sentence."), field.path)


@rule("text-in-capitals", Severity.WARNING, when=_is_shouted)
def text_in_capitals(document: Document) -> Iterator[Fault]:
    """A text is in capital letters throughout.

    Capitals are hard to read, and a screen reader may spell them out letter by letter.

    Write the text as in a sentence. What matters most comes first in it, and needs no capitals.
    """
    for field in texts(document):
        if field.name != "title" and field.value.isupper() and sum(map(str.isalpha, field.value)) >= SHOUTED_TEXT:
            yield Fault(_("This text is in capitals. Write it as in a sentence."), field.path)


@rule("repeated-title", Severity.WARNING)
def repeated_title(document: Document) -> Iterator[Fault]:
    """Two projects have the same title.

    In a list nobody can tell them apart, and one of them may be there by mistake.

    Say in each title what sets it apart, such as the place or the group it is for. If both are the same work, keep
    one of them.
    """
    first: dict[str, Path] = {}
    for path, title in document.walk("projects", "*", "title"):
        words = _words(title) if isinstance(title, str) else ""
        if words and words in first:
            message = _("Project number {number} of the list has this title too. Say what sets the two apart.")
            yield Fault(message.format(number=int(first[words][1]) + 1), path)
        first.setdefault(words, path)


@rule("html-in-text", Severity.WARNING, when=_may_have_html)
def html_in_text(document: Document) -> Iterator[Fault]:
    """A plain text has HTML in it.

    Readers show the text as it stands, so that people see the tags or `&amp;` in the middle of a sentence.

    Write the words alone, and `&` or `£` as themselves. A project's `description` may have Markdown.
    """
    for field in texts(document):
        found = None if _is_markdown(field.path) else HTML.search(field.value)
        if found is not None:
            message = _("“{html}” is HTML. Write the words alone.")
            yield Fault(message.format(html=clipped(found[0], QUOTED)), field.path)


@rule("language-not-in-map", Severity.WARNING, when=_has_languages)
def language_not_in_map(document: Document) -> Iterator[Fault]:
    """A text is given in several languages, but not in the file's own.

    Readers who ask for none of these languages get the file's own, which is English if the file does not say. Here
    they would get whichever comes first.

    Add the missing language, or set the file's `language` to the one that all texts have.
    """
    language = str(document.head.get("language", DEFAULT_LANGUAGE))
    wanted = language.split("-", maxsplit=1)[0].casefold()
    maps: dict[Path, list[str]] = {}
    for path, tag in _tagged(document):
        maps.setdefault(path, []).append(tag)
    for path, tags in maps.items():
        if all(tag.split("-")[0].casefold() != wanted for tag in tags):
            message = _("This has {tags}, but not the file's own language, {language}. Add it.")
            yield Fault(message.format(tags=clipped(", ".join(tags)), language=clipped(language)), path)


def _tagged(document: Document) -> Iterator[tuple[Path, str]]:
    """Yield the place of a language map and one of its tags, for each entry."""
    for field in texts(document):
        last = field.path[-1]
        if isinstance(last, str) and last != field.name:
            yield field.path[:-1], last


def is_placeholder(text: object) -> bool:
    """Tell whether a value is a text that says nothing, or says in the midst of other words that it does not yet."""
    return isinstance(text, str) and (_is_nothing_else(text) or INSIDE.search(text) is not None)


def _is_nothing_else(text: str) -> bool:
    return len(text) <= LONGEST_PLACEHOLDER and text.strip(AROUND).casefold() in PLACEHOLDERS


def _is_summary(path: Path) -> bool:
    return path[:1] == ("projects",) and path[2:3] == ("summary",)


def _is_markdown(path: Path) -> bool:
    return path[:1] == ("projects",) and path[2:3] == ("description",)


def _words(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))


def _first_word(text: str) -> str | None:
    found = WORD.search(text.casefold())
    return None if found is None else found[0]
