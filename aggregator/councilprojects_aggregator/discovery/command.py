"""The command `councilprojects discover`: options in, exit code out. It reads the clock once, asks, and prints."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial

import click

from councilprojects_aggregator.discovery.discover import discover as look
from councilprojects_aggregator.fetching.addresses import IpNetwork
from councilprojects_aggregator.fetching.fetch import DELAY, fetch_all
from councilprojects_aggregator.fetching.http import Fetcher
from councilprojects_aggregator.fetching.policy import bound_dns_waits
from councilprojects_aggregator.options import Moment, policy
from councilprojects_validator.command.web_options import network_options
from councilprojects_validator.days import in_london
from councilprojects_validator.terminal import printed
from councilprojects_validator.wording import _

NOTHING_FOUND = 1
COULD_NOT_ASK = 2

EXAMPLES = _("""\b
Examples:
  councilprojects discover https://www.example.gov.uk/
  councilprojects discover www.example.gov.uk >> entries.json

What was tried is told on standard error; standard output has the entry alone.

Exit code: 0 a file was found; 1 there is none; 2 nobody could be asked.""")


@click.command(
    epilog=EXAMPLES,
    help=_(
        "Look for a council's file by its home page URL, and print the entry by which a registry lists it.\n\nIt looks "
        "at what the page links to, at /.well-known/council-projects, and at /projects.json."
    ),
)
@click.argument("url", metavar="URL")
@network_options
@click.option("--date", "now", type=Moment(), help=_("Look as on this day.  [default: now]"))
def discover(*, url: str, networks: tuple[IpNetwork, ...], connect_to: tuple[str, ...], now: datetime | None) -> None:
    bound_dns_waits()
    fetcher = Fetcher(policy(networks, connect_to))
    # Nothing but the addresses inside --allow-network is asked more often than once a second.
    ask = partial(fetch_all, fetcher=fetcher, delay=0.0 if networks else DELAY)
    found = look(url if "://" in url else f"https://{url}", ask, in_london(now or datetime.now(UTC)))
    for sentence in found.tried:
        click.echo(sentence, err=True)
    if found.entry is not None:
        click.echo(_("To list it, add this to the “sources” of a registry:"), err=True)
        printed(json.dumps(found.entry, ensure_ascii=False, indent=2) + "\n")
        return
    if not found.answered:
        click.echo(_("Nobody answered, so whether there is a file is not known."), err=True)
        raise SystemExit(COULD_NOT_ASK)
    click.echo(_("No Council Projects file was found."), err=True)
    raise SystemExit(NOTHING_FOUND)
