"""The site of `site_catalogue`, made once for each module."""

from __future__ import annotations

import pytest

from councilprojects_aggregator.model import Catalogue, Files, Run
from councilprojects_aggregator.writers.feeds.write import write_feeds
from councilprojects_aggregator.writers.site.write import write_site
from councilprojects_aggregator.writers.status.write import write_status


@pytest.fixture(scope="module")
def site(catalogue: Catalogue, run: Run) -> Files:
    return {**write_site(catalogue), **write_status(catalogue, run), **write_feeds(catalogue).files}
