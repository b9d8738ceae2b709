"""The files of the whole graph, written as graph after graph comes: TriG, JSON-LD, and N-Quads sorted over all of them.

Called by `write`. Holds a portion of a graph at a time; the sorting is done by `runs`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO, NamedTuple

from councilprojects_aggregator.model import Files
from councilprojects_aggregator.runs import Runs
from councilprojects_aggregator.writers.graph import blocks, jsonld, turtle
from councilprojects_aggregator.writers.graph.blocks import BREAK, Block

FASTEST = 1  # a country's graph in 2 s instead of 6, and a fifth larger
GZIP = 16 + zlib.MAX_WBITS  # as zlib asks for gzip's header: one without a time

MOST_STATEMENTS = 20_000
"""So many are turned into Turtle at a time: the matches of a country are two million."""

PIECE = 1 << 20
"""Bytes of N-Quads that are written, and packed, at a time."""

_BREAK = BREAK.encode()


class Named(NamedTuple):
    """One named graph: what it says, in order and once, and the file's name where it has files of its own."""

    iri: str
    blocks: Iterable[Block]
    file: str = ""


class Dumps:
    """The dumps of all graphs while they are made."""

    def __init__(self, trig: BinaryIO, linked: BinaryIO, whole: Runs) -> None:
        """Begin the two files; `whole` takes what `put_whole` will write."""
        self._trig, self._linked, self._whole = trig, linked, whole
        self._between = b""
        trig.write(turtle.HEAD)
        linked.write(jsonld.HEAD)

    def put(self, graph: Named) -> tuple[int, Files]:
        """Add a graph; return the number of its statements, and the files that it has of its own."""
        count, bodies, nodes = 0, list[bytes](), list[bytes]()
        self._trig.write(turtle.begin(graph.iri))
        self._linked.write(self._between + jsonld.begin(graph.iri))
        self._between, between = jsonld.BETWEEN, b""
        for portion in blocks.portions(graph.blocks, MOST_STATEMENTS):
            count += put_aside(self._whole, graph.iri, portion)
            body, node = turtle.body(portion), jsonld.nodes(portion)
            self._trig.write(body)
            self._linked.write(between + node)
            between = jsonld.BETWEEN
            if graph.file:
                bodies.append(body)
                nodes.append(node)
        self._trig.write(turtle.END)
        self._linked.write(jsonld.END_OF_GRAPH)
        return count, _own_files(graph.file, bodies, nodes) if graph.file else {}

    def close(self) -> None:
        """End the two files."""
        self._linked.write(jsonld.END)


def _own_files(name: str, bodies: Iterable[bytes], nodes: Iterable[bytes]) -> Files:
    return {
        f"{name}.ttl": b"".join((turtle.HEAD, *bodies)),
        f"{name}.jsonld": jsonld.HEAD + jsonld.BETWEEN.join(nodes) + jsonld.END,
    }


def put_aside(whole: Runs, graph: str, portion: Iterable[Block]) -> int:
    """Add what a graph says to `whole`; return the number of its statements."""
    count = 0
    for subject, said in portion:
        whole.add(f"{subject}{BREAK}<{graph}>{BREAK}{BREAK.join(said)}\n".encode())
        count += len(said)
    return count


def put_whole(whole: Runs, plain: BinaryIO, packed: BinaryIO) -> None:
    """Write the `pieces` to one file, and the same compressed to another."""
    press = zlib.compressobj(FASTEST, zlib.DEFLATED, GZIP)
    for piece in pieces(whole):
        plain.write(piece)
        packed.write(press.compress(piece))
    packed.write(press.flush())


def pieces(whole: Runs) -> Iterator[bytes]:
    """Yield all that was put aside as sorted N-Quads."""
    held: list[bytes] = []
    size = 0
    for lines in _lines(whole):
        held.append(lines)
        size += len(lines)
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _lines(whole: Runs) -> Iterator[bytes]:
    """Yield all lines of each subject."""
    parted = (line[:-1].split(_BREAK, 2) for line in whole.in_order())
    for subject, parts in groupby(parted, key=itemgetter(0)):
        told = [_printed(subject, graph, said) for _, graph, said in parts]
        # Several graphs speak of one subject where our own say something of a publisher's.
        yield told[0] if len(told) == 1 else b"".join(sorted(b"".join(told).splitlines(keepends=True)))


def _printed(subject: bytes, graph: bytes, said: bytes) -> bytes:
    # In one go, however much there is: the rest of each line and the beginning of the next stand between any two.
    between = b" %b .\n%b " % (graph, subject)
    return b"%b %b %b .\n" % (subject, said.replace(_BREAK, between), graph)
