"""The registry entry for a file that was found: what the file and its addresses say, in the registry's form.

Used by `discover`. Pure. Promises an entry that the registry's own schema accepts, with the address by which the file
should be known for ever, and no host that is not needed.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from councilprojects_aggregator.judging.hosts import host, url_key
from councilprojects_aggregator.model import FetchOutcome, Json
from councilprojects_aggregator.normalise import DEFAULT_LANGUAGE, texts
from councilprojects_aggregator.texts import pick

PERMANENT = frozenset({301, 308})
OF_THE_PUBLISHER = ("gss", "orgIds", "type")
NO_PART_OF_AN_ID = re.compile(r"[^a-z0-9]+")
NAMELESS = "council"


def entry(  # noqa: PLR0913 (the last is a setting, by name only)
    home: str, page: FetchOutcome, outcome: FetchOutcome, value: Json, today: date, *, is_stable: bool
) -> Json:
    """Return the entry for the file with the content `value`, which was found by way of the home page `home`."""
    publisher = value["publisher"]
    url = _address(outcome, value.get("self"), is_stable=is_stable)
    homepage = page.final_url if host(page.final_url) == host(home) else home
    name = pick(texts(publisher["name"], str(value.get("language", DEFAULT_LANGUAGE)).lower()))[1]
    made: dict[str, Any] = {
        "id": _id(homepage),
        "name": name,
        "url": url,
        "homepage": homepage,
        **{field: publisher[field] for field in OF_THE_PUBLISHER if field in publisher},
    }
    hosts = [each for each in (host(url), host(outcome.final_url)) if each and each != host(homepage)]
    if hosts:
        made["hosts"] = list(dict.fromkeys(hosts))
    if "compiledBy" in value:
        made["compiledBy"] = value["compiledBy"]
    return {**made, "added": today.isoformat()}


def _address(outcome: FetchOutcome, declared: str | None, *, is_stable: bool) -> str:
    """Return by which of its addresses the file should be registered: every project is named after it.

    That is what the file calls its own, if it was met on the way; else where it was asked for, unless that place is
    a signpost, or has moved for good.
    """
    way = (outcome.url, *(hop.url for hop in outcome.hops), outcome.final_url)
    if declared and url_key(declared) in {url_key(url) for url in way}:
        return declared.partition("#")[0]
    has_moved = all(hop.status in PERMANENT for hop in outcome.hops)
    return outcome.url if is_stable and not (outcome.hops and has_moved) else outcome.final_url


def _id(homepage: str) -> str:
    """Return a short name: the first part of the host that tells anything."""
    first = (host(homepage) or NAMELESS).partition(".")[0]
    return NO_PART_OF_AN_ID.sub("-", first).strip("-") or NAMELESS
