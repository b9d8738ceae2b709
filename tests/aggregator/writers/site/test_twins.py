"""The site in Welsh: which pages, where their links lead, and that nothing of it is left in English."""

import re
from importlib.resources import files
from io import BytesIO
from posixpath import dirname, normpath

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from councilprojects_aggregator.languages import translations
from councilprojects_aggregator.model import Catalogue, Files
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.twins import Twins
from councilprojects_aggregator.writers.site.write import write_site
from councilprojects_validator.wording import speaking

LOCALE = files("councilprojects_aggregator") / "locale"
NOT_TWINNED = ("accessibility.html", "data.html", "feeds.html", "sparql.html", "status.html", "source.html")
NOT_TWINNED += ("projects.html", "data_page.py")


@pytest.fixture(scope="module")
def site(catalogue: Catalogue) -> Files:
    return write_site(catalogue)


@pytest.fixture(scope="module")
def welsh(site: Files) -> dict[str, str]:
    return {path: content.decode() for path, content in site.items() if path.startswith("cy/")}


def messages(name: str) -> dict[str, Message]:
    return {str(each.id): each for each in read_po(BytesIO((LOCALE / name).read_bytes())) if each.id}


def test_nearly_every_sentence_of_a_page_in_welsh_is_translated() -> None:
    """A new sentence need not wait for its translator; meanwhile it is English. See CONTRIBUTING, “translate”."""
    welsh = messages("cy.po")
    asked = [
        key
        for key, each in messages("councilprojects.pot").items()
        if not all(place.endswith(NOT_TWINNED) for place, _line in each.locations)
    ]
    left = [key for key in asked if key not in welsh or not is_said(welsh[key])]
    assert len(left) <= len(asked) * 0.05, left


def is_said(message: Message) -> bool:
    return all(message.string if message.pluralizable else [message.string])


def test_translations_have_the_places_of_the_original() -> None:
    places = re.compile(r"%\(\w+\)s|{\w+}")
    for key, each in messages("cy.po").items():
        originals = each.id if each.pluralizable else [each.id]
        for said in filter(None, each.string if each.pluralizable else [each.string]):
            assert set(places.findall(said)) in [set(places.findall(one)) for one in originals], key


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 prosiect"),
        (1, "1 prosiect"),
        (2, "2 brosiect"),
        (3, "3 phrosiect"),
        (4, "4 prosiect"),
        (6, "6 phrosiect"),
        (10, "10 prosiect"),
    ],
)
def test_counting_in_welsh(count: int, said: str) -> None:
    assert translations("cy").ngettext("%(num)s project", "%(num)s projects", count) % {"num": count} == said


def test_days_and_codes_in_welsh() -> None:
    with speaking(translations("cy")):
        assert words.day("2026-10-12") == "12 Hydref 2026"
        assert words.title("topics", "accessibility") == "Hygyrchedd"
        assert words.best({"en": "Bins", "cy": "Biniau"}) == "Biniau"
    assert words.day("2026-10-12") == "12 October 2026"
    assert words.best({"en": "Bins", "cy": "Biniau"}) == "Bins"


def test_which_pages_have_a_twin(site: Files, welsh: dict[str, str]) -> None:
    assert {"cy/index.html", "cy/help/index.html", "cy/projects/bro/biniau/index.html"} <= welsh.keys()
    assert (
        not {"cy/projects/index.html", "cy/data/index.html", "cy/projects/trickster/attack/index.html"} & welsh.keys()
    )
    assert {path.removeprefix("cy/") for path in welsh} <= site.keys()
    assert all(path.endswith(".html") for path in welsh)


def test_each_page_and_its_twin_lead_to_each_other(site: Files, welsh: dict[str, str]) -> None:
    for path, html in welsh.items():
        english = path.removeprefix("cy/")
        for here, there, language, text in ((path, english, "en", html), (english, path, "cy", site[english].decode())):
            switches = re.findall(rf'<(?:a|link)[^>]* hreflang="{language}" href="([^"]*)"', text)
            assert 'rel="alternate" hreflang=' in text
            ends = {normpath(f"{dirname(here)}/{link}/index.html".lstrip("/")) for link in switches}
            assert there in ends, (here, there, ends)


def test_a_page_of_a_catalogue_that_nobody_translated_is_the_english_one(site: Files) -> None:
    assert 'lang="cy" hreflang="cy"' not in site["data/index.html"].decode()


def test_links_go_up_once_more_to_what_has_no_twin() -> None:
    twins = Twins(frozenset({"projects/a/welsh/"}))
    html = (
        '<a href="../../../projects/a/welsh/#x"> <a href="../../../projects/a/english/?q"> <a href="../../../">'
        '<link href="../../../assets/a.css"> <a href="projects.csv"> <a href="2.html"> <a href="#top">'
        '<a href="https://a.example/"> <a hreflang="en" href="../../../../lists/topic/x/">'
    )
    assert twins.led(html, "lists/topic/x/", "../../../") == (
        '<a href="../../../projects/a/welsh/#x"> <a hreflang="en" href="../../../../projects/a/english/?q"> '
        '<a href="../../../"><link href="../../../../assets/a.css"> <a href="../../../../lists/topic/x/projects.csv"> '
        '<a href="2.html"> <a href="#top"><a href="https://a.example/"> '
        '<a hreflang="en" href="../../../../lists/topic/x/">'
    )


def test_english_texts_say_so_on_a_page_in_welsh(welsh: dict[str, str]) -> None:
    assert '<bdi lang="en-gb">' in welsh["cy/councils/marlowe/index.html"]
    assert "<bdi>Marlowe" not in welsh["cy/councils/marlowe/index.html"]
