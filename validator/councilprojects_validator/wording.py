"""The one catalogue of words: every sentence shown to a person passes through `_`.

gettext, so that the sentence stands where it is made and a translator gets all of them in one file
(docs/decisions/words-through-gettext.md). Write `_("… {name} …").format(name=…)`, never an f-string inside `_`.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ENGLISH = gettext.translation("councilprojects", fallback=True)
_spoken: ContextVar[gettext.NullTranslations] = ContextVar("_spoken", default=_ENGLISH)


def _(message: str) -> str:
    return _spoken.get().gettext(message)


def ngettext(one: str, several: str, count: int) -> str:
    return _spoken.get().ngettext(one, several, count)


@contextmanager
def speaking(translations: gettext.NullTranslations) -> Iterator[None]:
    """Have every sentence that is made within the block, in this thread, come from `translations`."""
    token = _spoken.set(translations)
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """Return the language that is spoken now, as its catalogue's header says; of English nothing."""
    return str(_spoken.get().info().get("language", ""))
