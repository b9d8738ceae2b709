"""From one value of a field to RDF terms, by the kind that `shapes.py` gives it.

Total: whatever stands in the record, a value that is not of its kind gives no term, and nothing is raised. (A file that
declares a newer 1.x is judged in its required core only, so anything may stand in the rest.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, TypeAlias

from councilprojects_aggregator.writers.graph import nquads
from councilprojects_aggregator.writers.graph.nquads import Term
from councilprojects_aggregator.writers.graph.terms import Field, Value, term
from councilprojects_validator.standard import codelist

Render: TypeAlias = Callable[[Any], Iterable[Term | None]]

STATISTICAL_GEOGRAPHY = "http://statistics.data.gov.uk/id/statistical-geography/"
LGSL = "http://id.esd.org.uk/service/"
LGIL = "http://id.esd.org.uk/interaction/"
SPDX = "https://spdx.org/licenses/"
OPEN_GOVERNMENT = {
    f"OGL-UK-{n}.0": f"http://www.nationalarchives.gov.uk/doc/open-government-licence/version/{n}/" for n in (1, 2, 3)
}
ORG_ID = term("v:orgId")

_GSS = re.compile("[EKNSW][0-9]{8}")
_SPDX_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
# RFC 6068 section 2, without its headers and its lists of addresses: one mailbox, and nothing that fills in a message.
_MAILBOX = re.compile("[^@?&,:/#%]+@[^@?&,:/#%]+")
_BETWEEN_WORDS = re.compile(r"[\s-]+")


def render(field: Field) -> Render:
    """Return what turns a value of `field` into terms."""
    if field.value is Value.CODE:
        return _coded(field.codes)
    return _RENDERERS[field.value]


def licence_iri(value: object) -> str | None:
    """Return the IRI of a licence given as SPDX id or URI."""
    if not isinstance(value, str):
        return None
    if value in OPEN_GOVERNMENT:
        return OPEN_GOVERNMENT[value]
    return SPDX + value if _SPDX_ID.fullmatch(value) else value


def place_iri(gss: object) -> str | None:
    """Return the IRI of the area that a GSS code names."""
    return STATISTICAL_GEOGRAPHY + gss if isinstance(gss, str) and _GSS.fullmatch(gss) else None


def texts(value: Any) -> list[Term | None]:
    """Return a literal for each language of a *text*."""
    if isinstance(value, dict):
        return [nquads.text(words, tag) for tag, words in value.items()]
    return []


def _links(value: Any) -> list[Term | None]:
    found = value.values() if isinstance(value, dict) else (value,)
    return [nquads.iri(address) for address in found if isinstance(address, str)]


def _strings(value: Any) -> tuple[Term | None]:
    return (nquads.text(value),)


def _emails(value: Any) -> tuple[Term | None]:
    return (nquads.iri(f"mailto:{value}") if isinstance(value, str) and _MAILBOX.fullmatch(value) else None,)


def _places(value: Any) -> tuple[Term | None]:
    return (nquads.iri(place_iri(value)),)


def _services(value: Any) -> tuple[Term | None]:
    return (_numbered(LGSL, value),)


def _interactions(value: Any) -> tuple[Term | None]:
    return (_numbered(LGIL, value),)


def _numbered(base: str, value: Any) -> Term | None:
    return nquads.iri(f"{base}{value}") if isinstance(value, int) and not isinstance(value, bool) else None


def _licences(value: Any) -> tuple[Term | None]:
    return (nquads.iri(licence_iri(value)),)


def _org_ids(value: Any) -> tuple[Term | None]:
    # W3C ORG section 5.1: the datatype tells the scheme of an identifier.
    literal = nquads.text(value)
    return (f"{literal}^^{ORG_ID}" if literal else None,)


def _topics(value: Any) -> tuple[Term | None]:
    return (_topic_concepts().get(_same_word(str(value))),)


@cache
def _coded(name: str) -> Render:
    concepts = {code: nquads.iri(listed.uri) for code, listed in codelist(name).items()}

    @lru_cache(maxsize=4096)
    def render_code(value: str) -> tuple[Term | None]:
        return (concepts.get(value) or nquads.iri(value) or nquads.text(value),)

    return lambda value: render_code(value) if isinstance(value, str) else ()


@cache
def _topic_concepts() -> dict[str, Term | None]:
    """Return topics' concepts by code, compared as the standard says: ignoring case, spaces and hyphens."""
    return {_same_word(code): nquads.iri(listed.uri) for code, listed in codelist("topics").items()}


def _same_word(word: str) -> str:
    return _BETWEEN_WORDS.sub("", word).casefold()


_RENDERERS: Mapping[Value, Render] = {
    Value.TEXT: texts,
    Value.STRING: _strings,
    Value.NUMBER: lambda value: (nquads.number(value),),
    Value.BOOLEAN: lambda value: (nquads.boolean(value),),
    Value.DATE: lambda value: (nquads.day(value),),
    Value.MOMENT: lambda value: (nquads.moment(value),),
    Value.DURATION: lambda value: (nquads.duration(value),),
    Value.LINK: _links,
    Value.EMAIL: _emails,
    Value.TOPIC: _topics,
    Value.GSS: _places,
    Value.LGSL: _services,
    Value.LGIL: _interactions,
    Value.LICENCE: _licences,
    Value.ORG_ID: _org_ids,
    Value.IDENTITY: lambda _: (),
}
