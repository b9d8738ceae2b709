from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from councilprojects_aggregator.querying.command import query

NQ = '<https://a.example/s> <https://a.example/p> "bins" <https://a.example/g> .\n'


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    file = tmp_path / "graph.nq"
    file.write_text(NQ)
    return file


@pytest.fixture
def question(tmp_path: Path) -> Path:
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?o { ?s ?p ?o }")
    return file


def test_it_prints_the_answer(question: Path, graph: Path) -> None:
    done = CliRunner().invoke(query, [str(question), "--graph", str(graph)])
    assert (done.exit_code, done.output) == (0, "o\n----\nbins\n\n1 row\n")


@pytest.mark.parametrize("missing", ["question", "graph"])
def test_what_is_not_there_is_told_in_a_sentence(question: Path, graph: Path, missing: str) -> None:
    (question if missing == "question" else graph).unlink()
    done = CliRunner().invoke(query, [str(question), "--graph", str(graph)])
    assert done.exit_code == 2
    assert done.stderr.startswith("There is no file ")
    assert done.stderr.count("\n") == 1


def test_a_folder_is_no_graph(question: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(query, [str(question), "--graph", str(tmp_path)])
    assert done.exit_code == 2
    assert "is a folder" in done.stderr


def test_a_faulty_question_has_no_traceback(question: Path, graph: Path) -> None:
    question.write_text("SELECT nothing")
    done = CliRunner().invoke(query, [str(question), "--graph", str(graph)])
    assert done.exit_code == 2
    assert "is faulty" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_ctrl_c_stops_a_question_that_would_take_for_ever(question: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph.nq"
    graph.write_text("".join(NQ.replace("/s>", f"/{number}>") for number in range(3000)))
    question.write_text("SELECT (COUNT(*) AS ?n) { ?a ?p ?o . ?b ?q ?r . ?c ?t ?u }")
    code = "import sys; from councilprojects_validator.cli import main; print('on', flush=True); main()"
    command = [sys.executable, "-c", code, "query", str(question), "--graph", str(graph)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.readline()
        _wait_until_it_works(running.pid)
        running.send_signal(signal.SIGINT)
        _out, errors = running.communicate(timeout=30)
    assert running.returncode in {-signal.SIGINT, 130}
    assert b"Traceback" not in errors


def _wait_until_it_works(pid: int) -> None:
    """Wait until the process has used as much time as starting and loading take, and a second more."""
    ticks = os.sysconf("SC_CLK_TCK")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        if int(fields[11]) / ticks > 2:
            return
        time.sleep(0.05)
    pytest.fail("the question never began")
