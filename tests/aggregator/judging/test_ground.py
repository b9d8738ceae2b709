"""On a host that several share, an address is that of whom the registry puts nearest to it."""

from __future__ import annotations

import pytest

from councilprojects_aggregator.judging.ground import ground, is_nearest
from councilprojects_aggregator.judging.identity import publisher_iri
from councilprojects_aggregator.model import Registry, Source

CODE = "https://code.example"
NORTH = Source("north", "North", f"{CODE}/north/main/projects.json")
SOUTH = Source("south", "South", f"{CODE}/south/main/projects.json")
BESIDE = Source("beside", "Beside", f"{CODE}/south/main/beside.json")
PARISH = Source("parish", "Parish", "https://parishes.example/files/1.json", homepage="https://parishes.example/upper/")
LISTED = Source("listed", "Listed", "https://files.example/l.json", hosts=("parishes.example",))
COUNCIL = Source("council", "Council", "https://www.council.example/projects.json", homepage="https://council.example/")
TEAM = Source("team", "Team", "https://www.council.example/team.json", homepage="https://council.example")
KNOWN = ground(Registry("All", None, (NORTH, SOUTH, BESIDE, PARISH, LISTED, COUNCIL, TEAM)))


@pytest.mark.parametrize(
    ("source", "address", "own"),
    [
        (NORTH, f"{CODE}/north/main/#council", True),
        (NORTH, f"{CODE}/south/main/#council", False),
        (NORTH, f"{SOUTH.url}#bins", False),
        (BESIDE, f"{CODE}/south/main/#council", True),
        (BESIDE, f"{SOUTH.url}#bins", False),
        (SOUTH, f"{SOUTH.url}#bins", True),
        (NORTH, f"{CODE}/north/../south/main/", False),
        (NORTH, f"{CODE}/north/%2E%2e/south/main/#x", False),
        (NORTH, f"{CODE}//south/main/projects%2ejson#x", False),
        (NORTH, f"{CODE}/", True),
        (PARISH, "https://parishes.example/upper/#council", True),
        (PARISH, "https://parishes.example/upper", False),
        (LISTED, "https://parishes.example/lower/", True),
        (LISTED, "https://parishes.example/upper/#council", False),
        (COUNCIL, "https://www.council.example/id/council", True),
        (TEAM, "https://council.example/id/council", True),
        (TEAM, f"{COUNCIL.url}#bins", False),
        (NORTH, "https://nobody.example/", True),
        (NORTH, "https://[", True),
    ],
)
def test_whose_an_address_is(source: Source, address: str, own: bool) -> None:  # noqa: FBT001 (a row of the table)
    assert is_nearest(source, KNOWN, address) is own


def test_a_publisher_s_iri_is_never_a_neighbour_s() -> None:
    own = f"{CODE}/north/main/#council"
    assert publisher_iri(NORTH, own, NORTH.url, KNOWN) == own
    assert publisher_iri(NORTH, f"{SOUTH.url}#_publisher", NORTH.url, KNOWN) == f"{NORTH.url}#_publisher"
    assert publisher_iri(NORTH, "https://nobody.example/", NORTH.url, KNOWN) == f"{NORTH.url}#_publisher"


def test_a_source_without_a_host_has_no_ground() -> None:
    assert ground(Registry("None", None, (Source("a", "A", "nonsense", hosts=("",)),))) == {}
