"""Counts that a script tells: the forms of a sentence in the language that is spoken, for `Intl.PluralRules` to choose.

A part of the search and the SPARQL page. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from councilprojects_validator.wording import _, ngettext

# Unicode CLDR, plural rules: the categories of Welsh, each with a number that has it. English uses two of them.
CATEGORIES = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 6, "other": 10}


def counts() -> Mapping[str, str]:
    """Return for each thing that is counted its forms as JSON, `{count}` where the number is to stand."""
    return {
        "projects": _forms(lambda count: ngettext("%(num)s project", "%(num)s projects", count)),
        "openings": _forms(
            lambda count: ngettext(
                "%(num)s request or offer of help matches", "%(num)s requests and offers of help match", count
            )
        ),
        "whole": _forms(lambda _count: _("The first {count} match all of this, the others come near.")),
        "rows": _forms(lambda count: ngettext("%(num)s row", "%(num)s rows", count)),
    }


def _forms(said: Callable[[int], str]) -> str:
    forms = {category: said(count).replace("%(num)s", "{count}") for category, count in CATEGORIES.items()}
    return json.dumps(forms, ensure_ascii=False)
