from urllib.parse import urljoin

import pytest

from councilprojects_aggregator.writers import paths


def test_every_page_has_its_folder() -> None:
    assert paths.project_page("camden", "missed-bins") == "projects/camden/missed-bins/"
    assert paths.publisher_page("camden") == "councils/camden/"
    assert paths.status_page("camden") == "status/camden/"


@pytest.mark.parametrize("host", ["https://a.example/", "https://a.example/deep/er/"])
@pytest.mark.parametrize("to", ["", "feed.atom", "projects/", "projects/a/b/", "status/#top", "assets/x.css"])
@pytest.mark.parametrize("page", ["", "projects/", "projects/a/b/", "status/index.html", "404.html"])
def test_a_relative_link_leads_home_wherever_the_site_is_served(host: str, page: str, to: str) -> None:
    link = paths.relative(page, to)

    assert not link.startswith("/")
    assert urljoin(host + page, link) == host + to
