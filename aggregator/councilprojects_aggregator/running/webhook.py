"""The webhook: one POST a run, and only where a source's state has changed; what is told is what the feeds tell.

After `crawl`. Its shape is in docs/running.md. The address often holds a secret, so no sentence of ours names more of
it than the host; what cannot be delivered is said, and never sent again: the feeds have it.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.outcomes import Code
from councilprojects_aggregator.fetching.post import post_json
from councilprojects_aggregator.memory.told import Cause
from councilprojects_aggregator.model import Catalogue, Notice, Publication, Run
from councilprojects_aggregator.moments import stamp
from councilprojects_aggregator.writers import paths
from councilprojects_aggregator.writers.plain import clean
from councilprojects_aggregator.writers.status.telling import name, paragraphs, title
from councilprojects_validator.wording import ngettext

VERSION = "1.0"


def message(catalogue: Catalogue, run: Run) -> bytes | None:
    """Return what to send after `run`; None where nobody is told anything.

    Chat services show `text`; everything else is for programs.
    """
    told = [(each, run.told[each.source.id]) for each in catalogue.publications if each.source.id in run.told]
    if not told:
        return None
    content = {
        "councilProjectsWebhook": VERSION,
        "text": "\n".join(title(notice, publication.source) for publication, notice in told),
        "aggregator": catalogue.name,
        "checked": stamp(run.now),
        "changes": [_change(catalogue, publication, notice) for publication, notice in told],
    }
    return clean(json.dumps(content, ensure_ascii=False, allow_nan=False)).encode()


def deliver(fetcher: Fetcher, url: str, content: bytes, count: int) -> str:
    """Send `content`, which tells of `count` changes; return why it did not arrive, as a sentence, or nothing."""
    code = post_json(fetcher, url, content)
    if code == Code.FETCHED:
        return ""
    words = ngettext(
        "The webhook at {host} did not take the news of {count} source ({code}). It is not sent again; the problems "
        "feed has it.",
        "The webhook at {host} did not take the news of {count} sources ({code}). It is not sent again; the problems "
        "feeds have it.",
        count,
    )
    return words.format(host=urlsplit(url).hostname, count=count, code=code)


def _change(catalogue: Catalogue, publication: Publication, notice: Notice) -> dict[str, Any]:
    source = publication.source
    return {
        "id": notice.id,
        "change": "recovery" if notice.cause == Cause.OVER else "trouble",
        "cause": None if notice.cause == Cause.OVER else notice.cause,
        "since": stamp(notice.since),
        "ends": list(notice.ends),
        "source": {"id": source.id, "name": name(source), "url": source.url},
        "state": publication.health,
        "outcome": notice.outcome,
        "httpStatus": notice.status,
        "title": title(notice, source),
        "text": "\n\n".join(paragraphs(notice, source)),
        "statusPage": catalogue.site_url + paths.status_page(source.id) if catalogue.site_url else None,
    }
