"""What is said of each subject, as blocks in order: between those who make statements and those who write files.

Sorted N-Quads is subjects in order, and of each what is said of it in order: no IRI, as printed, is the beginning of
another, and no term either. So a line need not be built to find its place, and never is more than once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from councilprojects_aggregator.runs import Runs
from councilprojects_aggregator.writers.graph.nquads import Term, Triple

Told: TypeAlias = dict[Term, list[str]]
"""By subject: each predicate with its object, one space between, in any order, some of them twice."""

Block: TypeAlias = tuple[Term, list[str]]
"""A subject with the same, sorted and each once."""

BREAK = "\t"
"""Between the parts of a block that is a line for a while: every literal has it escaped, and no IRI holds it."""


def told(triples: Iterable[Triple]) -> Told:
    """Return what whole triples say; one with a `None` in it is left out."""
    said: Told = {}
    for subject, predicate, value in triples:
        if subject is not None and predicate is not None and value is not None:
            said.setdefault(subject, []).append(f"{predicate} {value}")
    return said


def in_order(said: Told) -> list[Block]:
    """Return what is said as blocks, by code point, which is by UTF-8 byte."""
    return [(subject, sorted(set(said[subject]))) for subject in sorted(said) if said[subject]]


def sorted_apart(triples: Iterable[Triple], runs: Runs) -> Iterator[Block]:
    """Yield the blocks of any number of triples, `runs` holding them meanwhile."""
    for subject, group in groupby(triples, key=itemgetter(0)):
        said = [f"{predicate} {value}" for _, predicate, value in group if predicate and value]
        if subject and said:
            runs.add(f"{BREAK.join((subject, *said))}\n".encode())
    parted = (line[:-1].decode().split(BREAK) for line in runs.in_order())
    for subject, parts in groupby(parted, key=itemgetter(0)):
        yield subject, sorted({each for _, *said in parts for each in said})


def text(blocks: Iterable[Block], graph: Term | None = None) -> str:
    """Return blocks as N-Quads in `graph`, as N-Triples where none is named."""
    end = f" {graph} .\n" if graph else " .\n"
    return "".join(f"{subject} {f'{end}{subject} '.join(said)}{end}" for subject, said in blocks)


def portions(blocks: Iterable[Block], most: int) -> Iterator[list[Block]]:
    """Yield blocks in lists of so many statements or a few more."""
    portion: list[Block] = []
    size = 0
    for block in blocks:
        portion.append(block)
        size += len(block[1])
        if size >= most:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion
