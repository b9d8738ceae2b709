"""What is said of a mistake in a question in SPARQL, on the page that asks the graph and by `councilprojects query`.

Where the mistake is, `querying.mistakes` and `assets/sparql-mistakes.js` find out. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from councilprojects_aggregator.writers.graph.terms import PREFIXES
from councilprojects_validator.wording import _


def sentences() -> Mapping[str, str]:
    """Return the sentence for each kind of mistake; `{found}` is what stands there, `place` what frames them all."""
    return {
        "place": _("Line {line}, column {column}: {sentence}"),
        "begin": _("“{found}” cannot begin a question. Begin it with SELECT, ASK, CONSTRUCT or DESCRIBE."),
        "here": _("“{found}” cannot stand here. What stands before it is not complete, or wrong."),
        "end": _("The question ends before it is complete. Is a closing bracket missing, or a > behind an address?"),
        "quote": _("This quotation mark is not closed on its line."),
        "address": _("“{found}” is no whole address, such as https://www.example.org/."),
        "prefix": _("The prefix {found}: is not declared. Write this at the top: PREFIX {found}: <{address}>"),
        "unbound": _("A variable after SELECT has no value. Beside COUNT and the like it has to stand after GROUP BY."),
        "said": _("The engine says: {found}."),
    }


def for_script() -> Mapping[str, str]:
    """Return the sentences, and the addresses of the prefixes that this data is written with, as JSON."""
    return {
        "sentences": json.dumps(dict(sentences()), ensure_ascii=False),
        "prefixes": json.dumps(dict(PREFIXES), ensure_ascii=False),
    }
