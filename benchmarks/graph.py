"""How long the graph of a whole country takes, beside rdflib doing the same on the same data.

20,000 projects of 400 publishers, from the catalogue on. rdflib is given the very triples and stores and writes them as
N-Quads; a twentieth of the publishers, and the time is multiplied, for the whole takes it minutes and gigabytes. CPU
seconds; each in a process of its own, so that the memory is its own.

    .venv/bin/python benchmarks/graph.py
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue import catalogue

from councilprojects_aggregator.publish import staged
from councilprojects_aggregator.runs import Runs
from councilprojects_aggregator.writers.graph.blocks import text
from councilprojects_aggregator.writers.graph.dump import pieces, put_aside
from councilprojects_aggregator.writers.graph.write import graphs, put_graph

PUBLISHERS, PROJECTS, PART = 400, 50, 20
KIB = 1024


def sorted_nquads(publishers: int) -> Callable[[], int]:
    """Write the whole as sorted N-Quads; how many lines."""
    whole = catalogue(publishers, PROJECTS)

    def work() -> int:
        with TemporaryDirectory() as folder, staged(Path(folder, "site")) as new, Runs(new.files.scratch) as runs:
            for graph in graphs(whole, new.files.scratch):
                put_aside(runs, graph.iri, graph.blocks)
            with new.files.opened("graph.nq") as file:
                return sum(piece.count(b"\n") for piece in pieces(runs) if file.write(piece))

    return work


def every_file(publishers: int) -> Callable[[], int]:
    """Write all files of the graph; how many bytes."""
    whole = catalogue(publishers, PROJECTS)

    def work() -> int:
        with TemporaryDirectory() as folder, staged(Path(folder, "site")) as new:
            put_graph(whole, new.files)
            return sum((new.files.folder / name).stat().st_size for name in new.files)

    return work


def with_rdflib(publishers: int) -> Callable[[], int]:
    """Put the same triples into an rdflib dataset and write that; how many lines."""
    import rdflib  # noqa: PLC0415 - its memory is measured too

    parts = [text(graph.blocks, f"<{graph.iri}>") for graph in graphs(catalogue(publishers, PROJECTS))]

    def work() -> int:
        dataset = rdflib.Dataset()
        dataset.parse(data="".join(parts), format="nquads")
        return len(sorted(dataset.serialize(format="nquads").splitlines()))

    return work


WAYS = {"nquads": sorted_nquads, "files": every_file, "rdflib": with_rdflib}


def measured(way: str, publishers: int) -> dict[str, float]:
    """Run one way in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), way, str(publishers)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def one(way: str, publishers: int) -> None:
    work = WAYS[way](publishers)
    held = resident()
    began = time.process_time()
    made = work()
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB
    print(json.dumps({"made": made, "seconds": seconds, "mib": peak - held}))


def resident() -> float:
    """Return how much memory the process holds now, in MiB."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize() / KIB / KIB


def main() -> None:
    ours = measured("nquads", PUBLISHERS)
    files = measured("files", PUBLISHERS)
    theirs = measured("rdflib", PUBLISHERS // PART)
    count = PUBLISHERS * PROJECTS
    print(f"{count:,} projects, {ours['made']:,.0f} quads, {ours['made'] / count:.0f} a project")
    print(f"sorted N-Quads: {ours['seconds']:.1f} s, {ours['mib']:.0f} MiB above the catalogue")
    print(
        f"every file of the graph ({files['made'] / KIB / KIB:,.0f} MiB): "
        f"{files['seconds']:.1f} s, {files['mib']:.0f} MiB above the catalogue"
    )
    scaled = theirs["seconds"] * PART
    print(f"rdflib, stored and written as N-Quads: {scaled:.0f} s ({PART} times a {PART}th)")
    print(f"ratio, rdflib to ours: {scaled / ours['seconds']:.0f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(sys.argv[1], int(sys.argv[2]))
    else:
        main()
