"""The page that a host shows where there is none: under whatever address, so with whole links alone."""

import dataclasses
import re

from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.writers.site.write import write_site

SITE = "https://projects.example/sub/"


def test_it_leads_to_the_site_from_any_address_in_both_languages(catalogue: Catalogue) -> None:
    page = write_site(dataclasses.replace(catalogue, site_url=SITE))["404.html"].decode()
    links = re.findall(r'(?:href|src|action)="([^"]*)"', page)

    assert [link for link in links if not link.startswith((SITE, "#"))] == []
    assert {SITE, f"{SITE}cy/", f"{SITE}projects/", f"{SITE}cy/projects/"} <= set(links)
    assert "This page is not here</h1>" in page
    assert '<section lang="cy"' in page


def test_it_is_not_made_where_nobody_says_at_which_address_the_site_is_served(catalogue: Catalogue) -> None:
    assert "404.html" not in write_site(catalogue)
