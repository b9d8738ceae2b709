"""From one record of `examples/uk/source` to one project of the standard: the heart of `scripts/compile_uk`. Pure.

Promises that no fact is lost unseen: each has a place in the project, or a row with the reason why it has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

# The day on which the facts were last gone through as a whole: what `reviewed` means in a compiled file. A constant,
# for no build may stamp it.
COMPILED = "2026-11-20"
ID_LIMIT = 80

PHASES = {"concept": "idea"} | {phase: phase for phase in ("discovery", "alpha", "beta", "live")}
BANDS = {"£50K > £100k": "50k-100k", "£250k > £500k": "250k-500k"}
OUTCOMES = {"Not funded at this stage": "not-funded"}
PAGE_OF_THE_FUND = "https://www.localdigital.gov.uk/funding/"
NO_LICENCE = "OGL-UK"  # without its version it names none

# What a record of the source may hold, beside what is left out: another name stops the compilation, so that nothing is
# lost unseen.
TOLD = frozenset(
    {
        *(
            "id",
            "publisher",
            "title",
            "summary",
            "url",
            "sources",
            "phase",
            "start",
            "end",
            "topics",
            "service_category",
        ),
        *("department", "partners", "built_by", "based_on", "related", "repository", "licence", "technologies"),
        *("budget_band", "funding", "status_in_source", "application_for", "governance"),
    }
)
LEFT_OUT = {
    "last_activity": "the repository itself tells it",
    "phase_in_source": "the words behind the phase",
    "collaboration": "an invitation of years ago, by which nobody is known to stand today",
    "languages": "no field for the languages of a service",
    "source_note": "a note on the source",
}


class SourceError(Exception):
    """The source holds what this script does not know; the message says what."""


@dataclass(frozen=True)
class Body:
    """What the lists know of a council or another body."""

    type: str
    website: str | None = None


@dataclass(frozen=True)
class Lists:
    """What facts are looked up in."""

    bodies: Mapping[str, Body]
    """By GSS code, present or former; a body without one by its name."""
    topics: Mapping[str, str]
    """The listed topic that means the same as a word of the source."""


def project(record: Json, lists: Lists) -> Json:
    """Return one project. Raises SourceError where the record holds a field that has no place yet."""
    unknown = record.keys() - TOLD - LEFT_OUT.keys()
    if unknown:
        raise SourceError(f"{record['id']}: decide where {', '.join(sorted(unknown))} goes, in TOLD or LEFT_OUT.")
    return present(
        {
            "id": project_id(record),
            "title": record["title"],
            "summary": record["summary"],
            "reviewed": COMPILED,
            "url": record.get("url"),
            "phase": PHASES[record["phase"]] if "phase" in record else None,
            "start": record.get("start"),
            "end": record.get("end"),
            "services": [record["service_category"]] if "service_category" in record else [],
            "topics": topics(record["topics"], lists),
            "department": record.get("department"),
            "partners": list(partners(record, lists)),
            "basedOn": [record["based_on"]] if "based_on" in record else [],
            "related": record.get("related"),
            "repositories": repositories(record),
            "technologies": [{"name": name} for name in record.get("technologies", ())],
            "budget": {"band": BANDS[record["budget_band"]]} if "budget_band" in record else None,
            "funding": [*grants(record), *applications(record)],
            "collaboration": present({"governance": record.get("governance")}),
            "compiledFrom": [{"url": page(source), "retrieved": COMPILED} for source in record["sources"]],
        }
    )


def project_id(record: Json) -> str:
    """Return the id without the body's name before it, whole where the source had cut it short.

    Over 80 characters it is cut at a hyphen. Raises SourceError where the id was not made of name and title.
    """
    whole = slug(record["title"])
    if not f"{slug(record['publisher']['name'])}-{whole}".startswith(record["id"]):
        raise SourceError(f"{record['id']}: the id does not come from the name and the title.")
    if len(whole) <= ID_LIMIT:
        return whole
    return whole[: ID_LIMIT + 1].rpartition("-")[0]


def topics(words: Iterable[str], lists: Lists) -> list[str]:
    """Return the listed topics for `words`, where there are any, each once; other words stay."""
    return list(dict.fromkeys(lists.topics.get(word, word) for word in words))


def partners(record: Json, lists: Lists) -> Iterator[Json]:
    """Yield those who worked on it together, then those who were paid to build it."""
    for body in record.get("partners", ()):
        yield {**organisation(body, lists), "role": "partner"}
    for name in record.get("built_by", ()):
        yield {"name": name, "role": "supplier"}


def repositories(record: Json) -> list[Json]:
    """Return the repository, with its licence if that has a name in the SPDX list."""
    if "repository" not in record:
        return []
    licence = record.get("licence")
    return [present({"url": record["repository"], "licence": None if licence == NO_LICENCE else licence})]


def grants(record: Json) -> Iterator[Json]:
    """Yield the money that was given; the source names the fund, not the ministry behind it."""
    for grant in record.get("funding", ()):
        yield present(
            {
                "funder": {"name": grant["funder"]},
                "awarded": grant.get("amount"),
                "currency": grant.get("currency"),
                "phase": PHASES.get(grant.get("phase")),
                "outcome": "awarded",
            }
        )


def applications(record: Json) -> Iterator[Json]:
    """Yield an application that was refused: the project's own page at the fund says so."""
    if "status_in_source" in record:
        if not record["url"].startswith(PAGE_OF_THE_FUND):
            raise SourceError(f"{record['id']}: which fund refused it?")
        yield present(
            {
                "funder": {"name": "Local Digital Fund"},
                "phase": PHASES.get(record.get("application_for")),
                "outcome": OUTCOMES[record["status_in_source"]],
                "url": record["url"],
            }
        )


def page(source: Json) -> str:
    """Return the URL of a source: a stored page's own, or a file's at the commit that was read."""
    if source["type"] == "stored web page":
        return source["url"]
    repository = f"https://github.com/{source['repo']}"
    path, _, note = source["path"].partition("(")
    if not path:  # the tree as a whole was read
        return f"{repository}/tree/{source['commit']}"
    row = re.fullmatch(r"roadkill_pages id ([0-9]+)\)", note)
    fragment = f"#roadkill_pages-{row[1]}" if row else ""
    return f"{repository}/blob/{source['commit']}/{path.strip()}{fragment}"


def organisation(body: Json, lists: Lists) -> Json:
    """Return a body as the standard writes it, with the codes that it had then."""
    known = lists.bodies.get(body.get("gss") or body["name"])
    return present(
        {
            "name": body["name"],
            "url": known and known.website,
            "orgIds": [body["org_id"]] if "org_id" in body else [],
            "gss": body.get("gss"),
            "type": known and known.type,
        }
    )


def unused(record: Json) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield a row for each fact of `record` that is not in its project."""
    source_id, own_id = slug(record["publisher"]["name"]), project_id(record)
    for field, value, reason in unused_facts(record):
        shown = value if isinstance(value, str) else ", ".join(value)
        yield source_id, own_id, field, shown, reason


def unused_facts(record: Json) -> Iterator[tuple[str, Any, str]]:
    """Yield field, value and reason of what is left out."""
    for field, reason in LEFT_OUT.items():
        if field in record:
            yield field, record[field], reason
    if record.get("licence") == NO_LICENCE:
        yield "licence", NO_LICENCE, "without its version it names no licence"
    for body in (record["publisher"], *record.get("partners", ())):
        if "name_in_source" in body:
            yield "name_in_source", body["name_in_source"], f"the body is called {body['name']}"
    for grant in record.get("funding", ()):
        if grant.get("phase") not in {None, *PHASES}:
            yield "funding.phase", grant["phase"], "no phase of the standard"


def slug(text: str) -> str:
    """Return `text` as an id: ASCII letters and digits, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def present(fields: Json) -> Json:
    """Return `fields` without what is empty."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
