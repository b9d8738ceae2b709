"""What the web does, and what we call it: a row for each way in which a server behaves, with the code it has to get."""

from __future__ import annotations

import pytest
from badserver import Script, Site
from corpus import FAILURES, READ

from councilprojects_aggregator.fetching.http import Fetcher


@pytest.mark.parametrize("script", READ.values(), ids=READ)
def test_a_server_that_sends(script: Script, site: Site, fetcher: Fetcher) -> None:
    site.pages["/file"] = script
    outcome = fetcher.get(site.url("/file"))
    assert (outcome.code, outcome.status) == ("fetched", 200)
    assert outcome.body is not None


@pytest.mark.parametrize(("script", "code"), [row[1:] for row in FAILURES], ids=[row[0] for row in FAILURES])
def test_a_server_that_fails_with(script: Script, code: str, site: Site, fetcher: Fetcher) -> None:
    site.pages["/file"] = script
    outcome = fetcher.get(site.url("/file"))
    assert (outcome.code, outcome.body) == (code, None)
