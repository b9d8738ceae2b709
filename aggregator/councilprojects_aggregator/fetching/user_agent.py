"""Who we say that we are when we ask: one constant, sent with every request and named where a firewall may stop us."""

from __future__ import annotations

from importlib.metadata import version

PRODUCT = "councilprojects"
"""Our product token: what robots.txt files and firewall rules name us by (RFC 9309 section 2.2.1)."""

CRAWLER_PAGE = "https://w3id.org/councilprojects/crawler"
"""What we do, how often, and whom to ask to stop."""

USER_AGENT = f"{PRODUCT}/{version('councilprojects')} (+{CRAWLER_PAGE})"
