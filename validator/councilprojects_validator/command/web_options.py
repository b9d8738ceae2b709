"""The options of `validate` that concern the web, and how its `Web` is come by. Called by `cli`.

Nothing here asks anything. What takes long to import is imported where a URL or `--online` calls for it.
"""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, TypeVar

import click

from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from councilprojects_validator.hosting.served import Network, OpenWeb, Web

    Command = TypeVar("Command", bound=Callable[..., Any])

FETCHERS = "councilprojects.fetch"
"""The entry point group by which the aggregator offers its fetcher; the validator never imports it."""


class NetworkType(click.ParamType["Network"]):
    """A range of addresses (RFC 4632, RFC 4291), such as 127.0.0.0/8."""

    name = "cidr"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Network:
        try:
            return ipaddress.ip_network(value)
        except ValueError:
            self.fail(_("“{value}” is no network. Write it as 10.0.0.0/8.").format(value=value), param, ctx)


def web_options(command: Command) -> Command:
    """Add the options to a command, in the order in which `--help` lists them."""
    online = click.option(
        "--online",
        is_flag=True,
        help=_("Also ask whether each link in the file answers. One request a second to a website, 500 at most."),
    )
    return online(network_options(command))


def network_options(command: Command) -> Command:
    """Add the options by which an address that is not public may be asked; the aggregator's commands have them too."""
    options = (
        click.option(
            "--allow-network",
            "networks",
            metavar="CIDR",
            multiple=True,
            type=NetworkType(),
            help=_("Addresses that may be asked though they are not public, such as 10.0.0.0/8. Repeatable."),
        ),
        click.option(
            "--connect-to",
            metavar="HOST=ADDR:PORT",
            multiple=True,
            help=_("Connect there for this host; within --allow-network only. @FILE has one a line. Repeatable."),
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def open_web(max_size: int, networks: tuple[Network, ...], connect_to: tuple[str, ...], *, online: bool) -> Web | None:
    """Return what asks the web; None where it is not installed, which for a URL is that file's own trouble.

    Raises click's UsageError where `--online` needs it, and BadParameter for a value that cannot be followed.
    """
    offered = _installed()
    if offered is None and online:
        raise click.UsageError(_("To check links with --online install `councilprojects[aggregator]`."))
    try:
        return None if offered is None else offered(max_size, networks, connect_to)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--connect-to") from None


@contextmanager
def progress(count: int) -> Iterator[Callable[[], None]]:
    """Show progress on a terminal, on standard error; in a pipe nothing."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=count, label=_("Asking links"), file=sys.stderr, show_pos=True) as bar:
        yield lambda: bar.update(1)


def _installed() -> OpenWeb | None:
    for entry in entry_points(group=FETCHERS):
        try:
            offered: OpenWeb = entry.load()
        except ImportError:
            continue
        return offered
    return None
