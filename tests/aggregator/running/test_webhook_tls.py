"""The webhook's address is a secret, and what is sent may be news: nobody gets it who cannot prove to be its server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import trustme
from badserver import Site, answer
from certificates import CERTIFICATES, ServerContext
from federation import LOOPBACK

from councilprojects_aggregator.fetching.http import Fetcher, Policy
from councilprojects_aggregator.fetching.post import post_json
from councilprojects_aggregator.fetching.transport import tls_context


@pytest.mark.parametrize(("make", "code"), CERTIFICATES.items(), ids=[make.__name__ for make in CERTIFICATES])
def test_a_webhook_is_told_only_where_its_certificate_is_good(
    make: ServerContext, code: str, web: Callable[..., Site]
) -> None:
    authority, context = trustme.CA(), tls_context()
    authority.configure_trust(context)
    site = web(context=make(authority))
    fetcher = Fetcher(replace(Policy((LOOPBACK,)), resolve=lambda _host: ["127.0.0.1"], deadline=5.0), context)
    assert post_json(fetcher, site.publish(answer()), b'{"secret": 1}') == code
    assert len(site.requests) == (code == "fetched")
