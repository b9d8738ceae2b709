"""How publishers' texts stand on a page: which language is shown, and that it is marked where it is not the page's.

Every page calls these dozens of times, so they are functions; as macros of a template they took twice as long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from councilprojects_aggregator.model import Texts
from councilprojects_aggregator.texts import ENGLISH, pick
from councilprojects_aggregator.writers.site.safe import host, safe_url
from councilprojects_aggregator.writers.site.words import day

WELSH = "cy"
BESIDE = Markup(' <span class="cp-or" aria-hidden="true">/</span> ')
NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Speech:
    """One language of the site: `main` is its tag's first part, `wanted` what a reader would have, in that order."""

    main: str
    wanted: Sequence[str]

    def pick(self, texts: Mapping[str, str]) -> tuple[str, str]:
        return pick(texts, self.wanted)

    def best(self, texts: Texts) -> str:
        """Return the one text to show where there is no room for its language."""
        return self.pick(texts)[1]

    def spoken(self, texts: Texts | None) -> list[tuple[str, str]]:
        """Return `(tag, text)` of what a page shows: the best; beside English also Welsh, which is never left out."""
        if not texts:
            return []
        first = self.pick(texts)
        if len(texts) == 1:
            return [first]
        welsh = pick(texts, (WELSH,))
        is_welsh = welsh[0].partition("-")[0] == WELSH
        return [first, welsh] if self.main != WELSH and is_welsh and welsh[0] != first[0] else [first]

    def lang(self, tag: str) -> Markup:
        """Return the attribute that a text in language `tag` needs on the page (WCAG 2.2, success criterion 3.1.2)."""
        return _lang(tag, self.main)

    def text(self, texts: Texts) -> Markup:
        """Return one text in one language."""
        return self._isolated(*self.pick(texts))

    def both(self, texts: Texts | None) -> Markup:
        """Return the same, and Welsh beside English where the publisher wrote both."""
        return BESIDE.join([self._isolated(tag, said) for tag, said in self.spoken(texts)])

    def marked(self, said: str, tag: str) -> Markup:
        """Return a text in its language within a sentence; nothing of an empty one."""
        return self._isolated(tag, said) if said else NOTHING

    def _isolated(self, tag: str, said: str) -> Markup:
        return Markup(f"<bdi{self.lang(tag)}>{escape(said)}</bdi>")  # noqa: S704 (escaped just now)


@lru_cache(maxsize=256)
def _lang(tag: str, main: str) -> Markup:
    if not tag or tag.partition("-")[0] == main:
        return NOTHING
    return Markup(f' lang="{escape(tag)}"')  # noqa: S704 (escaped just now)


ENGLISH_SPEECH = Speech("en", ENGLISH)
WELSH_SPEECH = Speech(WELSH, (WELSH, *ENGLISH))


def time(value: str | date) -> Markup:
    """Return a day or a partial date as an element that says which."""
    written = value if isinstance(value, str) else value.isoformat()
    return Markup(f'<time datetime="{escape(written)}">{escape(day(value))}</time>')  # noqa: S704 (escaped)


@lru_cache(maxsize=4096)
def link(url: str, label: str | Markup = "", with_host: bool = True) -> Markup:  # noqa: FBT001, FBT002 (for templates)
    """Return a link out of the site: only where it is safe to follow, and with the host that it leads to."""
    safe = safe_url(url)
    if not safe:
        named = f"{escape(label)} " if label else ""
        return Markup(f'{named}<bdi class="cp-host">{escape(url)}</bdi>')  # noqa: S704 (escaped just now)
    leads = host(safe)
    seen = escape(label or leads or safe)
    shown = f'<a class="govuk-link" href="{escape(safe)}" rel="nofollow noopener ugc">{seen}</a>'
    if with_host and label and leads:
        shown += f' <span class="cp-host">({escape(leads)})</span>'
    return Markup(shown)  # noqa: S704 (escaped just now)
