"""The command `councilprojects query`: reads a question and a graph, asks the one of the other, prints the answer."""

from __future__ import annotations

import signal
from pathlib import Path

import click

from councilprojects_validator.terminal import printed
from councilprojects_validator.wording import _

COULD_NOT_ASK = 2

EXAMPLES = _("""\b
Examples:
  councilprojects query docs/queries/01-design-systems.rq --graph site/graph.nq
  councilprojects query wants.rq --graph site/graph.nq.gz --format csv

Exit code: 0 there is an answer, be it empty; 2 the question could not be asked.""")


@click.command(
    epilog=EXAMPLES,
    help=_(
        "Ask a graph a question in SPARQL. FILE holds the question. All named graphs are asked at once, unless it "
        "says GRAPH. Nothing is changed, and nothing is fetched from the web."
    ),
)
@click.argument("question", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--graph",
    required=True,
    metavar="GRAPH",
    type=click.Path(path_type=Path),
    help=_("The graph.nq of a site that `aggregate` wrote; also .nq.gz, .trig, .ttl or .nt."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help=_("table for people; csv and json (SPARQL 1.1 Query Results) for programs."),
)
def query(question: Path, graph: Path, form: str) -> None:
    from councilprojects_aggregator.querying.ask import QueryError, ask, load  # noqa: PLC0415 - not for --help

    # The engine is deaf to Python's own way of stopping while it works; there is nothing here to tidy up.
    previous = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        answer = ask(load(graph.name, _read(graph)), _read(question), str(question), form)
    except QueryError as error:
        click.echo(str(error), err=True)
        raise SystemExit(COULD_NOT_ASK) from None
    finally:
        signal.signal(signal.SIGINT, previous)
    printed(answer)


def _read(path: Path) -> bytes:
    from councilprojects_aggregator.querying.ask import QueryError  # noqa: PLC0415 - not for --help

    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise QueryError(_("There is no file {path}.").format(path=path)) from None
    except IsADirectoryError:
        raise QueryError(_("{path} is a folder. Name the file in it.").format(path=path)) from None
    except OSError as error:
        message = _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        raise QueryError(message) from None
