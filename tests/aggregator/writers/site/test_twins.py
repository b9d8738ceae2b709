"""The site in Welsh: which pages, where their links lead, and that nothing of it is left in English."""

import re
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from posixpath import dirname, normpath

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from councilprojects_aggregator import languages
from councilprojects_aggregator.languages import translations
from councilprojects_aggregator.matching.words import vocabulary
from councilprojects_aggregator.model import Catalogue, Files, Run
from councilprojects_aggregator.writers.site import words
from councilprojects_aggregator.writers.site.twins import Twins
from councilprojects_aggregator.writers.site.write import write_site
from councilprojects_aggregator.writers.status.write import write_status
from councilprojects_validator.standard import codelist, lgsl
from councilprojects_validator.wording import speaking

LOCALE = files("councilprojects_aggregator") / "locale"
CODELISTS = Path(__file__).parents[4] / "schema" / "codelists"


@pytest.fixture(scope="module")
def site(catalogue: Catalogue) -> Files:
    return write_site(catalogue)


@pytest.fixture(scope="module")
def welsh(site: Files) -> dict[str, str]:
    return {path: content.decode() for path, content in site.items() if path.startswith("cy/")}


def messages(name: str) -> dict[str, Message]:
    return {str(each.id): each for each in read_po(BytesIO((LOCALE / name).read_bytes())) if each.id}


def test_every_sentence_is_translated() -> None:
    """See CONTRIBUTING, “Recipe: translate”."""
    welsh = messages("cy.po")
    left = [key for key in messages("councilprojects.pot") if key not in welsh or not is_said(welsh[key])]
    assert left == []
    assert [key for key, each in welsh.items() if each.fuzzy] == []


@pytest.mark.parametrize("field", sorted(path.stem for path in CODELISTS.iterdir() if path.suffix == ".csv"))
def test_every_code_has_a_title_in_welsh(field: str) -> None:
    assert [code for code, each in codelist(field).items() if not each.title_cy] == []


def test_every_subject_of_the_matching_has_a_title_in_welsh() -> None:
    assert [code for code, each in vocabulary().subjects.items() if not each.title_cy] == []


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
    assert {"cy/projects/index.html", "cy/data/index.html", "cy/sparql/index.html"} <= welsh.keys()
    assert not {"cy/projects/trickster/attack/index.html", "cy/schema/1.0/vocabulary.html"} & welsh.keys()
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


def test_every_page_but_those_of_projects_has_a_twin(site: Files, welsh: dict[str, str]) -> None:
    pages = {path for path in site if path.endswith(".html") and not path.startswith(("cy/", "schema/"))}

    assert {path for path in pages if f"cy/{path}" not in welsh} == {
        "projects/marlowe/stub/index.html",
        "projects/trickster/attack/index.html",
    }


def test_a_page_without_a_twin_leads_to_its_councils_in_welsh(site: Files) -> None:
    html = site["projects/trickster/attack/index.html"].decode()

    assert 'hreflang="cy" href="../../../cy/councils/trickster/"' in html
    assert 'rel="alternate" hreflang' not in html


def test_nothing_of_ours_on_a_page_in_welsh_is_english(welsh: dict[str, str]) -> None:
    """A sentence of the templates that a page in Welsh still holds as it is in English has lost its way."""
    ours = {str(one) for one in messages("councilprojects.pot") if " " in one and "%" not in one and "{" not in one}
    same = {key for key, each in messages("cy.po").items() if each.string == key}
    for path, html in welsh.items():
        said = set(re.findall(r">([^<>]+)<", re.sub(r"<(\w+)[^>]* lang=\"en.*?</\1>", "", html)))
        # Combined authorities are called as their regions are, and in English alone.
        assert said & (ours - same - words.REGIONS) == set(), path


class Listening(NullTranslations):
    """Speaks Welsh, and remembers what it was asked for that is not in the catalogue."""

    def __init__(self) -> None:
        super().__init__()
        self.welsh = translations("cy")
        ids = [each.id for each in messages("cy.po").values()]
        self.known = {one for each in ids for one in ([each] if isinstance(each, str) else each)}
        self.missing: set[str] = set()

    def gettext(self, message: str) -> str:
        self.missing |= {message} - self.known
        return self.welsh.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.missing |= {msgid1} - self.known
        return self.welsh.ngettext(msgid1, msgid2, n)

    def info(self) -> dict[str, str]:
        return self.welsh.info()


def test_whatever_a_page_in_welsh_says_is_in_the_catalogue(
    catalogue: Catalogue, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what is said by a module that `scripts/generators/messages.py` does not collect from."""
    listening = Listening()
    monkeypatch.setattr(languages, "translations", lambda _tag: listening)

    write_site(catalogue)
    write_status(catalogue, run)

    assert listening.missing == set()


def test_names_that_are_english_alone_say_so(welsh: dict[str, str]) -> None:
    name = lgsl()[524]

    assert f'<bdi lang="en">{name}</bdi>' in welsh["cy/services/index.html"]
    assert f'<h1 class="govuk-heading-xl"><bdi lang="en">{name}</bdi>' in welsh["cy/lists/service/524/index.html"]
    assert f'<bdi lang="en">{name}</bdi>' in welsh["cy/councils/thorne/index.html"]
    assert "<bdi>Cymru</bdi>" in welsh["cy/map/index.html"]
    assert "De-orllewin Lloegr" in welsh["cy/councils/marlowe/index.html"]


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
