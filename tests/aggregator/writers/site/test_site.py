import dataclasses
import gzip
import hashlib
import json
import random
import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from posixpath import normpath
from urllib.parse import urljoin, urlsplit

import pytest
from read_pages import Page, text_of

from councilprojects_aggregator.model import Catalogue, Files
from councilprojects_aggregator.writers.entries import entries
from councilprojects_aggregator.writers.site import data_page, write
from councilprojects_aggregator.writers.site.pages import CSP, SPARQL_CSP
from councilprojects_aggregator.writers.site.write import write_site

ROOT = Path(__file__).parents[4]

# What other writers write, and pages link to.
BY_OTHERS = re.compile(
    r"graph\.(nq|nq\.gz|trig|jsonld)|catalog\.(ttl|jsonld)|void\.ttl|meta\.nq|projects\.csv|catalogue\.json|run\.json|history\.jsonl"
    r"|sources/[a-z]+\.json"
)
EVERY_PAGE = {
    "index.html",
    "projects/index.html",
    "projects/bro/biniau/index.html",
    "projects/marlowe/missed-bins/index.html",
    "projects/marlowe/stub/index.html",
    "projects/trickster/attack/index.html",
    "councils/index.html",
    "councils/bro/index.html",
    "councils/marlowe/index.html",
    "councils/silent/index.html",
    "feeds/index.html",
    "councils/thorne/index.html",
    "councils/trickster/index.html",
    "councils/marlowe/for-you/index.html",
    "councils/silent/for-you/index.html",
    "help/index.html",
    "services/index.html",
    "topics/index.html",
    "technologies/index.html",
    "contracts/index.html",
    "map/index.html",
    "numbers/index.html",
    "about/index.html",
    "data/index.html",
    "sparql/index.html",
    "accessibility/index.html",
    "lists/phase/idea/index.html",
    "lists/service/524/index.html",
    "lists/technology/roundswise/index.html",
    "lists/topic/in-cab-devices/index.html",
    "lists/place/england/index.html",
    "status/index.html",
    "status/bro/index.html",
    "status/marlowe/index.html",
    "status/silent/index.html",
    "status/thorne/index.html",
    "status/trial/index.html",
    "status/trickster/index.html",
}


@pytest.fixture(scope="module")
def parsed(site: Files) -> dict[str, Page]:
    # The page of the vocabulary is the standard's own, not a page of the site.
    pages = (path for path in site if path.endswith(".html") and not path.startswith("schema/"))
    return {path: Page(site[path].decode()) for path in pages}


def test_every_kind_of_page_is_there(parsed: dict[str, Page]) -> None:
    assert set(parsed) >= EVERY_PAGE
    assert {path.partition("/")[0] for path in parsed} == {path.partition("/")[0] for path in EVERY_PAGE} | {"cy"}


def test_every_link_is_relative_and_leads_to_something(site: Files, parsed: dict[str, Page]) -> None:
    checked = 0
    for path, page in parsed.items():
        targets = [target for name in ("href", "src", "action", "data-source") for target in page.values(name)]
        for target in targets:
            parts = urlsplit(urljoin(f"https://site.example/deep/{path}", target))
            if not target or parts.hostname != "site.example":
                continue
            assert not target.startswith("/"), (path, target)
            assert parts.path.startswith("/deep/"), (path, target)
            found = parts.path.removeprefix("/deep/")
            if found.endswith("/") or not found:
                found += "index.html"
            assert found in site or BY_OTHERS.fullmatch(found), (path, target)
            checked += 1
    assert checked > 500


def test_every_fragment_that_is_linked_to_exists_and_no_id_is_there_twice(parsed: dict[str, Page]) -> None:
    for path, page in parsed.items():
        ids = page.values("id")
        assert len(ids) == len(set(ids)), path
        for target in page.values("href"):
            if "#" in target and "://" not in target:
                folder, _, fragment = target.partition("#")
                other = normpath(urljoin(path, folder or path.rpartition("/")[2]))
                named = other if other.endswith(".html") else f"{other}/index.html".removeprefix("./")
                assert fragment in parsed[named].values("id"), (path, target)


def test_links_out_of_the_site_go_to_the_web_or_to_mail_only(parsed: dict[str, Page]) -> None:
    schemes = {urlsplit(target).scheme for page in parsed.values() for target in page.values("href")}

    assert schemes == {"", "https", "mailto"}


def test_no_record_brings_markup_of_its_own(parsed: dict[str, Page]) -> None:
    for path, page in parsed.items():
        sources = [value for element, name, value in page.attributes if element == "script" and name == "src"]
        loading = {"projects/index.html": 2, "contracts/index.html": 1, "sparql/index.html": 1}
        assert len(sources) == loading.get(path.removeprefix("cy/"), 0), path
        # The other is data: what the page is about.
        assert page.elements.count("script") == len(sources) + 1, path
        assert page.values("type").count("application/ld+json") == 1, path
        # The bars on the page of numbers are ours.
        drawn = {"svg"} if path.removeprefix("cy/") == "numbers/index.html" else set()
        assert not {"style", "img", "svg", "i", "iframe", "base", "object"} & set(page.elements) - drawn, path
        assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "style"], path


def test_every_page_has_the_policy_the_feeds_and_one_heading(parsed: dict[str, Page]) -> None:
    for path, page in parsed.items():
        assert (SPARQL_CSP if path.endswith("sparql/index.html") else CSP) in page.values("content"), path
        assert page.elements.count("h1") == 1, path
        assert page.elements.count("main") == 1, path
        assert ("html", "lang", "cy" if path.startswith("cy/") else "en-GB") in page.attributes
        alternates = {value for tag, name, value in page.attributes if tag == "link" and name == "type"}
        assert alternates >= {"application/atom+xml", "application/rss+xml", "application/feed+json"}, path


def test_only_the_page_that_needs_an_engine_may_run_one() -> None:
    assert "trusted-types 'none'" in CSP
    assert "require-trusted-types-for 'script'" in CSP
    assert "wasm" not in CSP
    assert "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'" in SPARQL_CSP
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(SPARQL_CSP.replace(";", " ").split())


def test_a_list_too_long_for_a_page_gives_way_to_its_councils(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "LISTED_WHOLE", 3)
    page = write_site(catalogue)["projects/index.html"].decode().partition('id="plain"')[2]

    assert "Report a missed bin" not in page
    assert '<a class="govuk-link" href="../councils/marlowe/"><bdi>Marlowe Vale Council</bdi></a>' in page
    assert all(f'href="../{name}/"' in page for name in ("services", "topics", "technologies"))


def test_headings_skip_no_level(parsed: dict[str, Page]) -> None:
    for path, page in parsed.items():
        levels = [int(element[1]) for element in page.elements if re.fullmatch("h[1-6]", element)]
        for above, below in pairwise(levels):
            assert below <= above + 1, (path, levels)


def test_no_page_holds_what_reorders_text_or_cannot_be_shown(site: Files) -> None:
    forbidden = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]")

    assert not [path for path, content in site.items() if path.endswith("html") and forbidden.search(content.decode())]


def test_a_template_in_a_record_is_text(site: Files) -> None:
    assert "{{ 7 * 7 }}" in text_of(site, "projects/trickster/attack/index.html")


# What a person can use of a record: a word for each field of the standard.
def test_the_home_page_tells_what_is_new_and_how_much_there_is(site: Files, catalogue: Catalogue) -> None:
    text = text_of(site, "index.html")

    assert "4 projects from 4 organisations, 3 open requests for help, 2 open offers." in text
    assert all(entry.title in text for entry in entries(catalogue))


def test_all_projects_are_listed_without_a_script(site: Files, catalogue: Catalogue) -> None:
    page = Page(site["projects/index.html"].decode())

    for project in catalogue.projects:
        assert f"../projects/{project.source_id}/{project.id}/" in page.values("href")


def test_an_empty_catalogue_makes_a_site_that_invites(catalogue: Catalogue) -> None:
    empty = dataclasses.replace(catalogue, publications=(), projects=(), events=())

    site = write_site(empty)

    assert "Nothing has changed yet." in text_of(site, "index.html")
    assert "No council asks for help today." in text_of(site, "help/index.html")
    assert "Nothing is on offer today." in text_of(site, "help/index.html")


def test_the_same_catalogue_gives_the_same_bytes_in_any_order_of_keys(catalogue: Catalogue) -> None:
    def shuffled(value: object) -> object:
        if isinstance(value, dict):
            keys = list(value)
            random.Random(7).shuffle(keys)  # noqa: S311 (any order will do)
            return {key: shuffled(value[key]) for key in keys}
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    def mixed(publication: object) -> object:
        projects = tuple(dataclasses.replace(project, data=shuffled(project.data)) for project in publication.projects)
        return dataclasses.replace(publication, projects=projects, data=shuffled(publication.data))

    publications = tuple(map(mixed, catalogue.publications))
    again = dataclasses.replace(
        catalogue,
        publications=publications,
        projects=tuple(project for publication in publications for project in publication.projects),
    )

    assert write_site(again) == write_site(catalogue)


def test_only_status_pages_move_with_the_run(catalogue: Catalogue) -> None:
    later = tuple(
        dataclasses.replace(one, record=dataclasses.replace(one.record, attempt=None)) for one in catalogue.publications
    )

    assert write_site(dataclasses.replace(catalogue, publications=later)) == write_site(catalogue)


def test_assets_are_named_after_their_content_and_used(site: Files) -> None:
    assets = {path: content for path, content in site.items() if path.startswith("assets/")}
    hashed = {path for path in assets if re.search(r"-[0-9a-f]{8}\.(css|js|svg)$", path)}

    loaded = b"".join(content for path, content in site.items() if path.endswith((".html", ".js")))
    assert len(hashed) > 4
    assert all(hashlib.sha256(assets[path]).hexdigest()[:8] in path for path in hashed)
    assert all(path.removeprefix("assets/").encode() in loaded for path in hashed)
    assert "assets/govuk-frontend.LICENSE.txt" in assets


@pytest.mark.parametrize("folder", ["aggregator/councilprojects_aggregator/assets", "tests/browser/vendor"])
def test_vendored_files_are_as_they_came(folder: str) -> None:
    """Never edited by hand: `scripts/vendor_assets` makes them and writes the hashes."""
    entries = json.loads((ROOT / folder / "VENDOR.json").read_text())

    assert entries
    for entry in entries:
        content = (ROOT / folder / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
        if entry["file"].endswith(".gz"):
            assert hashlib.sha256(gzip.decompress(content)).hexdigest() == entry["unpackedSha256"]
        assert (ROOT / folder / entry["licenceFile"]).stat().st_size > 500
        assert {"name", "source", "version", "licence", "changes"} <= set(entry)


def test_stylesheets_load_nothing_and_bear_no_mark_that_is_not_ours(site: Files) -> None:
    for path, content in site.items():
        if path.endswith(".css"):
            assert not re.search("url\\(|@import|@font-face|GDS Transport|crown|crest", content.decode()), path


def test_the_standard_is_served_beside_the_site(site: Files) -> None:
    root = files("councilprojects_schema")

    for name in ("projects.schema.json", "registry.schema.json", "report.schema.json", "context.jsonld"):
        assert site[f"schema/1.0/{name}"] == (root / name).read_bytes()
    assert site["schema/1.0/codelists/phase.csv"] == (root / "codelists" / "phase.csv").read_bytes()


def test_the_smallest_file_on_the_about_page_is_the_standards() -> None:
    assert json.loads(data_page.SMALLEST) == json.loads((ROOT / "examples/minimal/projects.json").read_text())
