"""Files that try by every field to speak of others: in the whole graph of a crawl none of them says a thing of another.

Each hostile file is the example with every field, in which one address or text of somebody else stands wherever an
address, or any text, can stand; with JSON-LD's keywords and fields of its own invention on every object besides.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph
import pytest

from councilprojects_aggregator.build import build
from councilprojects_aggregator.fetching.fetch import Ask
from councilprojects_aggregator.model import FetchOutcome, State
from councilprojects_aggregator.registry import read_registry

FindFaults: TypeAlias = Callable[..., list[str]]

EXAMPLES = Path(__file__).parents[4] / "examples"
EVERY_FIELD = json.loads((EXAMPLES / "every-field/projects.json").read_text("utf-8"))
NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)
HOME = "https://registry.example/registry.json"
V = "https://w3id.org/councilprojects/ns#"
VICTIM = "https://www.marlowevale.example/projects.json"
NEIGHBOUR = "https://code.example/neighbour/main/projects.json"
"""On the same web host as the hostile files."""
HONEST = {
    VICTIM: "federation/marlowe-vale/projects.json",
    "https://www.brohelyg.example/projects.json": "federation/bro-helyg/projects.json",
    NEIGHBOUR: "federation/thornmere/projects.json",
}
ATTACKS = (
    VICTIM,
    f"{VICTIM}#missed-bins",
    f"{VICTIM}#_publisher",
    f"{VICTIM}#missed-bins_contact",
    NEIGHBOUR,
    f"{NEIGHBOUR}#_publisher",
    f"{NEIGHBOUR}#bin-rounds",
    "https://code.example/neighbour/main/",
    "https://WWW.MARLOWEVALE.EXAMPLE/projects.json#missed-bins",
    "https://www.marlowevale.example:443/projects.json#missed-bins",
    "https://www.marlowevale.example./projects.json#missed-bins",
    "https://code.example@www.marlowevale.example/projects.json#missed-bins",
    "https://www.marlowevale.example@code.example/projects.json#missed-bins",
    "https://www.marlowev\u0430le.example/projects.json#missed-bins",
    "https://code.example/mallory/../neighbour/main/projects.json#bin-rounds",
    "https://code.example/mallory/%2e%2e/neighbour/main/projects.json#bin-rounds",
    f"{VICTIM}#missed-bins> <{V}phase> <{V}phase-retired> .\n<{VICTIM}",
    f"{VICTIM}#missed-bins\x00",
    f"{VICTIM}#missed-bins\u202e",
    f'"@en . <{VICTIM}#missed-bins> <{V}phase> "x',
    "#missed-bins",
    "//www.marlowevale.example/projects.json#missed-bins",
    "missed-bins> .",
    f"{HOME}#catalogue",
    f"{HOME}#links",
    f"{V}phase-beta",
    "urn:uuid:00000000-0000-4000-8000-000000000000",
    "mailto:team@marlowevale.example",
    "\ud800",
)
EVERYWHERE = 1
"""The second file of an attack puts it in place of every text, not of addresses alone."""
EVERY_FIFTH = 5
"""Attack has a second file: little of one is shown, and its long report takes time."""
# What the aggregator may say of a council because of another one's file: each beside a finding with its reason.
EXPLAINED = {
    f"<{V}similarWork>": "similar-work",
    f"<{V}sameWork>": "same-work",
    f"<{V}couldBeMetBy>": "want-met",
}
Quad: TypeAlias = tuple[str, str, str, str]


def hostile_file(attack: str, *, everywhere: bool, url: str) -> dict[str, Any]:
    """Return a file that the registry lists at `url` and that says `attack` wherever it can."""
    file = _struck(copy.deepcopy(EVERY_FIELD), attack, everywhere=everywhere)
    file |= {"councilProjects": "1.0", "publisher": {**file["publisher"], "name": "Mallory", "url": url}}
    if not everywhere:
        # A compiler of another host would have the whole file refused.
        del file["compiledBy"]
    for number, project in enumerate(file["projects"]):
        # Without these nothing of the project would be shown, and nothing tried.
        project |= {"id": f"p{number}", "title": "Report a missed bin", "summary": "Bins.", "reviewed": "2026-10-01"}
    return file


def _struck(value: Any, attack: str, *, everywhere: bool) -> Any:
    if isinstance(value, dict):
        struck = {key: _struck(each, attack, everywhere=everywhere) for key, each in value.items()}
        return struck | _keywords(attack)
    if isinstance(value, list):
        return [_struck(each, attack, everywhere=everywhere) for each in value]
    is_address = isinstance(value, str) and value.startswith(("http", "mailto:"))
    return attack if is_address or (everywhere and isinstance(value, str)) else value


def _keywords(attack: str) -> dict[str, Any]:
    said = {"@id": attack, f"{V}phase": {"@id": f"{V}phase-retired"}}
    return {
        "@id": attack,
        "@type": attack,
        "@graph": [said],
        "@included": [said],
        "@reverse": {f"{V}sameWork": said},
        "@base": attack,
        "@vocab": attack,
        "@language": attack,
        "@nest": said,
        "x-own": attack,
        "sameAs": attack,
        "uri": attack,
        "previousIds": [attack],
        "previousUrls": [attack],
        "alsoListedAt": [attack],
        f"<{attack}>": attack,
    }


def hostile_files() -> Iterator[tuple[str, bytes]]:
    for number, attack in enumerate(ATTACKS):
        for kind in (0, EVERYWHERE) if number % EVERY_FIFTH == 0 else (0,):
            # Every other one on the host of the neighbour, the rest on hosts of their own.
            host = "code.example" if number % 2 else f"www.mallory-{number}-{kind}.example"
            url = f"https://{host}/mallory-{number}-{kind}/projects.json"
            file = hostile_file(attack, everywhere=kind == EVERYWHERE, url=url)
            yield url, json.dumps(file).encode()


def crawl(files: Mapping[str, bytes]) -> bytes:
    """Return `graph.nq` of a crawl of `files`, by address."""
    sources = [{"id": f"s-{number}", "name": f"S {number}", "url": url} for number, url in enumerate(files)]
    listed = {"councilProjectsRegistry": "1.0", "name": "R", "url": HOME, "modified": "2026-11-20", "sources": sources}
    registry = read_registry(json.dumps(listed).encode(), HOME, lambda _url: b"", today=NOW.date())

    def answers(asks: Sequence[Ask]) -> dict[str, FetchOutcome]:
        return {
            ask.source_id: FetchOutcome(
                "fetched", ask.url, ask.url, 200, content_type="application/json", body=files[ask.url]
            )
            for ask in asks
        }

    return build(registry, State(NOW, {}), answers, NOW, clock=lambda: 0.0).files["graph.nq"]


def quads(graph: bytes) -> set[Quad]:
    """Return the quads of a graph that a strict parser reads."""
    parsed = pyoxigraph.parse(graph, format=pyoxigraph.RdfFormat.N_QUADS)
    found = {(str(each.subject), str(each.predicate), str(each.object), str(each.graph_name)) for each in parsed}
    assert len(found) == graph.count(b"\n")
    return found


@pytest.fixture(scope="module")
def honest_bodies() -> dict[str, bytes]:
    bodies = {url: (EXAMPLES / path).read_bytes() for url, path in HONEST.items()}
    # The neighbour's file speaks of the address that it has in another registry.
    moved = json.loads(bodies[NEIGHBOUR])
    moved["publisher"] |= {"url": "https://code.example/neighbour/main/"}
    moved.pop("self", None)
    return bodies | {NEIGHBOUR: json.dumps(moved).encode()}


@pytest.fixture(scope="module")
def honest(honest_bodies: dict[str, bytes]) -> set[Quad]:
    return quads(crawl(honest_bodies))


@pytest.fixture(scope="module")
def attacked_graph(honest_bodies: dict[str, bytes]) -> bytes:
    return crawl({**honest_bodies, **dict(hostile_files())})


@pytest.fixture(scope="module")
def attacked(attacked_graph: bytes) -> set[Quad]:
    return quads(attacked_graph)


def test_a_hostile_file_speaks_of_itself_alone(attacked: set[Quad]) -> None:
    hostile = {graph for _, _, _, graph in attacked if "mallory-" in graph}
    # Most of the files are accepted, with whatever in them has no fault: else nothing would have been tried.
    assert len(hostile) > len(ATTACKS) - 5
    of_others = {
        (subject, graph)
        for subject, _, _, graph in attacked
        if graph in hostile and not (subject == graph or subject.startswith(f"{graph[:-1]}#"))
    }
    own = {(subject, graph) for subject, graph in of_others if is_own_publisher(subject, graph, attacked)}
    assert of_others - own == set()


def is_own_publisher(subject: str, graph: str, found: set[Quad]) -> bool:
    """Say whether `subject` is a name that a file gives its publisher, on its own host and nobody's ground."""
    names = (graph, f"<{V}publisher>", subject, graph) in found
    host = graph.split("/")[2]
    return names and subject.split("/")[2].casefold() == host and "/neighbour/" not in subject


def test_what_honest_files_say_is_what_they_say_without_the_hostile_ones(
    honest: set[Quad], attacked: set[Quad]
) -> None:
    for url in HONEST:
        graph = f"<{url}>"
        assert {each for each in honest if each[3] == graph} == {each for each in attacked if each[3] == graph}


def test_what_is_said_of_an_honest_council_is_said_by_the_aggregator_with_its_reason(
    honest: set[Quad], attacked: set[Quad]
) -> None:
    beginnings = tuple(f"<{url}" for url in HONEST)
    added = {each for each in attacked - honest if each[0].startswith(beginnings)}
    assert {graph for _, _, _, graph in added} <= {f"<{HOME}#links>"}
    findings = findings_of(attacked)
    for subject, predicate, value, _graph in added:
        kind = EXPLAINED[predicate]
        assert (kind, frozenset((subject, value))) in findings, (subject, predicate, value)


def findings_of(found: set[Quad]) -> set[tuple[str, frozenset[str]]]:
    """Return the kind of each finding that bears a reason, with what it is about."""
    told: dict[str, dict[str, set[str]]] = {}
    for subject, predicate, value, _graph in found:
        if subject.startswith(f"<{HOME}#finding-"):
            told.setdefault(subject, {}).setdefault(predicate.removeprefix(f"<{V}").rstrip(">"), set()).add(value)
    return {
        (next(iter(each["findingKind"])).strip('"'), frozenset(each["about"]))
        for each in told.values()
        if each.get("because")
    }


def test_nothing_but_nearness_is_lost_beside_hostile_files(honest: set[Quad], attacked: set[Quad]) -> None:
    """How near two records are depends on all the others; what anybody said, and how each source is, does not."""
    lost = {
        (predicate, graph)
        for subject, predicate, _, graph in honest - attacked
        if not subject.startswith(f"<{HOME}#finding-") and subject != f"<{HOME}#catalogue>"
    }
    assert lost <= {(f"<{V}similarWork>", f"<{HOME}#links>")}


def test_no_hostile_word_is_a_predicate_a_class_or_a_graph(honest: set[Quad], attacked: set[Quad]) -> None:
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    assert not {p for _, p, _, _ in attacked if "marlowevale" in p or "code.example" in p or "urn:" in p}
    assert not {o for _, p, o, _ in attacked if p == kind and ("example" in o or "urn:" in o)}
    assert {g for _, _, _, g in attacked - honest} <= {g for _, _, _, g in honest} | {
        f"<{url}>" for url, _body in hostile_files()
    }


def test_the_attacked_graph_keeps_to_dcat_ap(attacked_graph: bytes, dcat_ap: FindFaults) -> None:
    assert dcat_ap(attacked_graph, hierarchy=True) == []
