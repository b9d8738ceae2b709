"""The command `councilprojects aggregate`: options in, exit code out. It reads the clock, once, and prints."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from councilprojects_aggregator.crawl import Order, crawl
from councilprojects_aggregator.fetching.addresses import IpNetwork
from councilprojects_aggregator.fetching.connect_to import ConnectToError, Place, parse_connect_to
from councilprojects_aggregator.fetching.fetch import DELAY, JOBS
from councilprojects_aggregator.fetching.policy import MAX_BODY, MAX_WIRE, Policy, bound_dns_waits
from councilprojects_aggregator.memory.history import RestoreError
from councilprojects_aggregator.memory.store import StoreError
from councilprojects_aggregator.publish import PublishError
from councilprojects_aggregator.registry import RegistryError
from councilprojects_aggregator.summary import summary
from councilprojects_validator.days import LONDON
from councilprojects_validator.wording import _

COULD_NOT_RUN = 2
MOST_JOBS = 256
"""Each is a thread with its socket. More would meet the limit of open files that most systems set (1,024)."""

TROUBLES = (RegistryError, RestoreError, StoreError, PublishError)

EXAMPLES = _("""\b
Examples:
  councilprojects aggregate registry.json --output site
  councilprojects aggregate https://www.example.org/registry.json --output site
  councilprojects aggregate registry.json --output site --restore https://www.example.org/

Exit code: 0 the run ended well, whether every source answered or not; 2 it could not run.""")


class Network(click.ParamType[IpNetwork]):
    """A range of addresses (RFC 4632, RFC 4291), such as 127.0.0.0/8."""

    name = "cidr"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> IpNetwork:
        try:
            return ipaddress.ip_network(value)
        except ValueError:
            self.fail(_("“{value}” is no network. Write it as 10.0.0.0/8.").format(value=value), param, ctx)


class Moment(click.ParamType[datetime]):
    """A moment, or a day, which means its beginning in London."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
            local = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
            return local.astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(_("“{value}” is no date. Write it as 2026-10-12.").format(value=value), param, ctx)


@click.command(
    epilog=EXAMPLES,
    help=_(
        "Ask every source of REGISTRY, a file or URL, for its projects, and write one site with feeds, graph and "
        "tables into the --output folder.\n\nA source that cannot be read is shown from its last good copy, labelled. "
        "The folder is replaced whole or not at all."
    ),
)
@click.argument("registry", metavar="REGISTRY")
@click.option(
    "--output",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help=_("Folder to write. It is replaced whole, so it must be new, empty, or written by us."),
)
@click.option(
    "--state",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Where to remember what was read.  [default: DIR.state.sqlite]"),
)
@click.option(
    "--restore", metavar="FROM", help=_("Folder or URL of an earlier output to begin from where the state was lost.")
)
@click.option(
    "--accept",
    "confirmed",
    metavar="SOURCE",
    multiple=True,
    help=_("Publish this source's file though most of its projects have vanished from it. Repeatable."),
)
@click.option(
    "--allow-network",
    "networks",
    metavar="CIDR",
    multiple=True,
    type=Network(),
    help=_("Addresses that may be asked though they are not public, such as 10.0.0.0/8. Repeatable."),
)
@click.option(
    "--connect-to",
    metavar="HOST=ADDR:PORT",
    multiple=True,
    help=_("Connect there for this host; within --allow-network only. @FILE has one a line. Repeatable."),
)
@click.option(
    "--jobs",
    type=click.IntRange(1, MOST_JOBS),
    default=JOBS,
    show_default=True,
    help=_("Requests under way at once; never two to one host or address."),
)
@click.option(
    "--delay",
    type=click.FloatRange(min=0),
    default=DELAY,
    show_default=True,
    metavar="SECONDS",
    help=_("Pause between two requests to one host or address. Less than 1 counts within --allow-network only."),
)
@click.option(
    "--max-size",
    type=click.IntRange(min=1),
    default=MAX_BODY,
    metavar="BYTES",
    help=_("Refuse a file with more bytes.  [default: 10 MB]"),
)
@click.option("--site-url", metavar="URL", help=_("Where the site will be served; feeds then link to its pages."))
@click.option("--date", "now", type=Moment(), help=_("Run as on this day or at this moment.  [default: now]"))
@click.option("--quiet", is_flag=True, help=_("Print nothing but what went wrong."))
def aggregate(  # noqa: PLR0913 (one parameter an option)
    *,
    registry: str,
    output: Path,
    state: Path | None,
    restore: str | None,
    confirmed: tuple[str, ...],
    networks: tuple[IpNetwork, ...],
    connect_to: tuple[str, ...],
    jobs: int,
    delay: float,
    max_size: int,
    site_url: str | None,
    now: datetime | None,
    quiet: bool,
) -> None:
    bound_dns_waits()
    order = Order(
        registry=registry,
        output=output,
        state=state or output.with_name(output.name + ".state.sqlite"),
        now=(now or datetime.now(UTC)).replace(microsecond=0),
        policy=_policy(networks, connect_to, max_size),
        jobs=jobs,
        delay=delay,
        restore=restore,
        confirmed=frozenset(confirmed),
        site_url=_folder_url(site_url),
    )
    try:
        crawled = crawl(order, _silent if quiet else _say, _no_bar if quiet else _bar)
    except TROUBLES as error:
        click.echo(str(error), err=True)
        raise SystemExit(COULD_NOT_RUN) from None
    if not quiet:
        click.echo(summary(crawled.built.catalogue, crawled.built.run, crawled.published, output))


def _policy(networks: tuple[IpNetwork, ...], connect_to: tuple[str, ...], max_size: int) -> Policy:
    return Policy(
        allow_networks=networks,
        connect_to=_places(connect_to, networks),
        max_wire=max_size * MAX_WIRE // MAX_BODY,
        max_body=max_size,
    )


def _places(values: tuple[str, ...], networks: tuple[IpNetwork, ...]) -> dict[str, Place]:
    try:
        return parse_connect_to(values, networks, lambda name: Path(name).read_text(encoding="utf-8"))
    except ConnectToError as error:
        raise click.BadParameter(str(error), param_hint="--connect-to") from None
    except (OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(str(error), param_hint="--connect-to") from None


def _folder_url(url: str | None) -> str | None:
    """Return the site's address with a slash at its end, so that the paths of its pages can follow."""
    if url is None:
        return None
    if not url.startswith(("https://", "http://")):
        words = _("“{url}” is no address of a site. Begin it with https://.")
        raise click.BadParameter(words.format(url=url), param_hint="--site-url")
    return url.rstrip("/") + "/"


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


def _silent(_sentence: str) -> None:
    """Say nothing: what goes wrong is raised."""


@contextmanager
def _bar(count: int) -> Iterator[Callable[[], None]]:
    """Show progress on a terminal, on standard error; in a pipe nothing."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=count, label=_("Asking sources"), file=sys.stderr, show_pos=True) as bar:
        yield lambda: bar.update(1)


@contextmanager
def _no_bar(_count: int) -> Iterator[Callable[[], None]]:
    yield lambda: None
