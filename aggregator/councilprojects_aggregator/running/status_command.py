"""The command `councilprojects status`: how every file of an aggregator was read, at a terminal."""

from __future__ import annotations

import shutil

import click

from councilprojects_aggregator.fetching.addresses import IpNetwork
from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.policy import bound_dns_waits
from councilprojects_aggregator.options import policy
from councilprojects_aggregator.running.runs import COULD_NOT_RUN
from councilprojects_aggregator.running.status_file import LARGEST, StatusError, read_status
from councilprojects_aggregator.running.table import as_json, table
from councilprojects_validator.command.web_options import network_options
from councilprojects_validator.terminal import Name, printed
from councilprojects_validator.wording import _

EXAMPLES = _("""\b
Examples:
  councilprojects status site
  councilprojects status https://www.example.org/ --format json

Exit code: 0 the status was read, whatever it says; 2 it could not be read.""")


@click.command(
    epilog=EXAMPLES,
    help=_(
        "Show how each file was read, the worst first. PLACE is the folder that `aggregate` wrote, the address of such "
        "a site, or its status.json."
    ),
)
@click.argument("place", metavar="PLACE", type=Name())
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=_("text for people, json for programs."),
)
@network_options
def status(place: str, form: str, networks: tuple[IpNetwork, ...], connect_to: tuple[str, ...]) -> None:
    bound_dns_waits()
    fetcher = Fetcher(policy(networks, connect_to, LARGEST))
    try:
        found = read_status(place, fetcher)
    except StatusError as error:
        click.echo(str(error), err=True)
        raise SystemExit(COULD_NOT_RUN) from None
    printed(as_json(found) if form == "json" else table(found, shutil.get_terminal_size().columns))
