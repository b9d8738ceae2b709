from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import json
from importlib.resources import files
from typing import Any

import pytest

from councilprojects_aggregator.languages import language
from councilprojects_aggregator.matching.words import vocabulary
from councilprojects_aggregator.model import Catalogue
from councilprojects_aggregator.writers.site.having import lists
from councilprojects_aggregator.writers.site.material import material, translated
from councilprojects_aggregator.writers.site.search import newest_first, search_data, search_file
from councilprojects_aggregator.writers.site.search_index import initials, said, said_of, words_of
from councilprojects_aggregator.writers.site.search_json import json_file
from councilprojects_aggregator.writers.site.search_spoken import spoken_file
from councilprojects_aggregator.writers.site.search_vocabulary import fold, phrases
from councilprojects_validator.standard import lgsl

# Rows of the search data: those first that were confirmed last, else in the order of the catalogue.
ROWS = ["marlowe/missed-bins/", "trickster/attack/", "bro/biniau/", "marlowe/stub/"]
BINS, ATTACK, BINIAU, STUB = range(4)
WORDS = files("councilprojects_aggregator.writers.site") / "search_words.csv"


@pytest.fixture
def data(catalogue: Catalogue) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(written(catalogue)[1])
    return result


def written(catalogue: Catalogue) -> tuple[str, bytes]:
    return search_file(material(catalogue))


def having(listed: dict[str, list[int]], name: int) -> list[int]:
    """Read one of the lists back: the numbers of projects that have a name."""
    start = sum(listed["counts"][:name])
    steps = listed["steps"][start : start + listed["counts"][name]]
    return [sum(steps[: end + 1]) for end in range(len(steps))]


def projects_with(data: dict[str, Any], word: str, where: str) -> list[str]:
    rows = having(data["index"][where], data["index"]["words"].index(word))
    return [data["path"][row] for row in rows if row < len(data["path"])]


def test_there_is_a_column_for_each_fact(data: dict[str, Any]) -> None:
    assert data["councilProjectsSearch"] == "1.1"
    assert data["path"] == ROWS
    assert data["title"][BINS] == "Report a missed bin"
    assert max(map(len, data["summary"])) <= 200
    for name in ("titleLang", "summaryLang", "council", "freshness"):
        assert len(data[name]["of"]) == 4
        assert len(data[name]["values"]) == len(set(data[name]["values"]))
    assert data["council"]["values"][data["council"]["of"][BINS]] == "Marlowe Vale Council"
    assert [data["titleLang"]["values"][number] for number in data["titleLang"]["of"]] == ["", "", "cy", ""]


def test_a_facet_lists_the_rows_that_have_each_value(data: dict[str, Any]) -> None:
    status = data["facets"]["status"]

    assert (status["values"], status["labels"]) == (["active", "completed"], ["Active", "Completed"])
    assert [having(status["of"], value) for value in range(2)] == [[BINS, ATTACK], [BINIAU]]


@pytest.mark.parametrize(
    "word", ["gazetteers", "refuse", "crew", "roundswise", "savvi", "kestrel", "marlowe", "residents"]
)
def test_a_project_is_found_by_more_than_its_title(data: dict[str, Any], word: str) -> None:
    assert "marlowe/missed-bins/" in projects_with(data, word, "text")


def test_what_is_in_the_title_is_not_listed_again(data: dict[str, Any]) -> None:
    assert projects_with(data, "bin", "title") == projects_with(data, "fethwyd", "title") == ["marlowe/missed-bins/"]
    assert "marlowe/missed-bins/" not in projects_with(data, "bin", "text")


def test_a_project_has_the_subjects_of_its_words_in_any_language(catalogue: Catalogue) -> None:
    found = {project.id: said(project, "") for project in catalogue.projects}

    assert "waste-collection" in found["missed-bins"].title_subjects
    assert "waste-collection" in found["biniau"].title_subjects
    assert found["stub"].title_subjects == found["stub"].text_subjects == frozenset()


def test_other_content_has_another_name(catalogue: Catalogue) -> None:
    path, content = written(catalogue)

    assert path == f"assets/search-{hashlib.sha256(content).hexdigest()[:8]}.json"
    assert written(dataclasses.replace(catalogue, projects=catalogue.projects[1:]))[0] != path


def test_it_holds_no_character_that_utf8_cannot(data: dict[str, Any]) -> None:
    assert "\ufffd" in data["summary"][ATTACK]
    assert max(map(len, data["index"]["words"])) <= 45


def test_an_empty_catalogue_has_empty_columns(catalogue: Catalogue) -> None:
    bare = json.loads(search_data(material(dataclasses.replace(catalogue, projects=(), publications=()))))

    assert bare["path"] == bare["index"]["words"] == bare["index"]["title"]["steps"] == []


def test_rows_keep_the_order_of_the_catalogue_among_equals(catalogue: Catalogue) -> None:
    assert [
        f"{catalogue.projects[at].source_id}/{catalogue.projects[at].id}/" for at in newest_first(catalogue)
    ] == ROWS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In-cab devices, GOV.UK", ["in", "cab", "devices", "gov", "uk"]),
        ("Children\u2019s services; don't", ["childrens", "services", "dont"]),
        ("CAFÉ Tŷ Ôl e\u0301", ["cafe", "ty", "ol", "e"]),
        ("日本語 ½", ["日本語", "1", "2"]),
        ("'quoted' -- …", ["quoted"]),
        ("", []),
    ],
)
def test_a_text_becomes_words_without_case_and_accents(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_folding_leaves_no_mark() -> None:
    assert fold("Ŵ\u0302y\u0308") == "wy"


def test_lists_say_how_many_and_the_steps_between() -> None:
    listed = lists(["a", "b", "c"], [{"a", "b"}, set(), {"a"}, {"a", "c"}])

    assert listed == {"counts": [3, 1, 1], "steps": [0, 2, 1, 0, 3]}
    assert [having(listed, name) for name in range(3)] == [[0, 2, 3], [0], [3]]


@pytest.mark.parametrize(
    "value", [{"a": [1, 2], "é": {"b": [], "c": [1, True], "d": None}}, [], {}, "half \udc80 a pair", {3: ["x", "cy"]}]
)
def test_json_in_pieces_is_the_same_json(value: object) -> None:
    whole = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\udc80", "\ufffd")

    assert json_file(value) == whole.encode() + b"\n"


def test_councils_and_what_is_open_stand_behind_the_projects(data: dict[str, Any]) -> None:
    councils, openings = data["councils"], data["openings"]
    thorne = len(data["path"]) + councils["id"].index("thorne")
    mentoring = len(data["path"]) + len(councils["id"]) + data["openingText"].index("An hour a month.")

    assert councils["projects"][councils["id"].index("thorne")] == 0
    assert thorne in having(data["index"]["title"], data["index"]["words"].index("thornmere"))
    assert mentoring in having(data["index"]["title"], data["index"]["words"].index("month"))
    assert mentoring in having(data["index"]["text"], data["index"]["words"].index("thornmere"))
    assert mentoring - len(data["path"]) - len(councils["id"]) >= openings["wants"]
    assert "#wants-" in openings["place"][0]


def test_another_language_is_what_differs(catalogue: Catalogue) -> None:
    english = material(catalogue)
    with language("cy"):
        welsh = translated(english)
    path, content = spoken_file(english, welsh)
    said, data = json.loads(content), json.loads(search_data(english))

    assert path == f"assets/search-cy-{hashlib.sha256(content).hexdigest()[:8]}.json"
    assert said["title"] == {str(BINS): ["Rhoi gwybod am fin a fethwyd", "cy"]}
    assert said["twins"] == [BINS, BINIAU]
    assert len(said["freshness"]) == len(data["freshness"]["values"])
    assert said["freshness"][data["freshness"]["of"][STUB]] == "Heb ei gadarnhau ers 5 Ionawr 2024"
    assert said["facets"]["status"] == {"labels": ["Ar waith", "Wedi'i gwblhau"], "order": [0, 1], "english": []}
    service = said["facets"]["service"]
    assert service["english"] == [service["labels"].index(lgsl()[524])]
    assert [*said["facets"]] == [*data["facets"]]


@pytest.mark.parametrize(
    ("text", "subject", "counts"),
    [
        ("SEND support", "send", True),
        ("Please send it", "send", False),
        ("A TPO register", "local-plans", True),
        ("revs and bens", "council-tax", True),
        ("three EHOs", "environmental-health", True),
        ("teachers and parents", "early-help", False),
        ("a star rating", "pests", False),
        ("rats", "pests", True),
        ("½ SEND", "send", False),
    ],
)
def test_a_word_in_capitals_alone_counts_where_it_is_written_so(text: str, subject: str, counts: bool) -> None:  # noqa: FBT001
    assert (subject in said_of((text,), ()).title_subjects) is counts


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Greater Manchester Combined Authority", "GMCA GMCA"),
        ("Convention of Scottish Local Authorities", "CSLA CoSLA"),
        ("Kent County Council", "KCC KCC"),
        ("Bro Helyg", ""),
        ("", ""),
    ],
)
def test_a_council_is_found_by_its_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_what_is_asked_with_is_known_for_subjects_of_the_matching_alone() -> None:
    added = list(csv.DictReader(io.StringIO(WORDS.read_text("utf-8"))))

    assert {row["Code"] for row in added} <= vocabulary().subjects.keys()
    assert len(added) == len({row["Code"] for row in added})
    assert ("tpo",) in {stems for each in phrases().of.values() for stems, _ in each}
    assert "garbage" in phrases().spelt
    assert "tpo" in phrases().capitals


def test_what_a_subject_has_by_its_own_is_not_said_again_for_the_search() -> None:
    subjects = files("councilprojects_aggregator.matching") / "synonyms.csv"
    own, added = (
        {
            (row["Code"], word)
            for row in csv.DictReader(io.StringIO(file.read_text("utf-8")))
            for word in row["Words"].split("|")
        }
        for file in (subjects, WORDS)
    )
    assert len(added) > 500
    assert own & added == set()
