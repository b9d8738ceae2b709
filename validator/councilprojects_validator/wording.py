"""The one catalogue of words: every sentence shown to a person passes through `_`.

gettext, so that the sentence stands where it is made and a translator gets all of them in one file
(docs/decisions/words-through-gettext.md). Write `_("… {name} …").format(name=…)`, never an f-string inside `_`.
"""

from __future__ import annotations

import gettext

_ = gettext.translation("councilprojects", fallback=True).gettext
ngettext = gettext.translation("councilprojects", fallback=True).ngettext
