"""The command `councilprojects aggregate`: options in, exit code out. It reads the clock; `running` does the rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from councilprojects_aggregator.crawl import Order
from councilprojects_aggregator.fetching.addresses import IpNetwork
from councilprojects_aggregator.fetching.fetch import DELAY, JOBS
from councilprojects_aggregator.fetching.policy import MAX_BODY, bound_dns_waits
from councilprojects_aggregator.memory.waits import INTERVAL, Pace
from councilprojects_aggregator.options import (
    Duration,
    Moment,
    PathName,
    Seconds,
    check_apart,
    folder_url,
    output_folder,
    policy,
    webhook_url,
)
from councilprojects_aggregator.running.runs import Around, run_again_and_again, run_once
from councilprojects_aggregator.running.voice import JsonVoice, TextVoice
from councilprojects_validator.command.web_options import network_options
from councilprojects_validator.terminal import Name, size_option
from councilprojects_validator.wording import _

MOST_JOBS = 256
"""Each is a thread with its socket. More would meet the limit of open files that most systems set (1,024)."""

EXAMPLES = _("""\b
Examples:
  councilprojects aggregate registry.json --output site
  councilprojects aggregate https://www.example.org/registry.json --output site
  councilprojects aggregate registry.json --output site --restore https://www.example.org/
  councilprojects aggregate registry.json --output site --watch --metrics site.prom

Exit code: 0 all is well; 1 more sources are failing than --fail-over allows, though the site is written; 2 it could
not run, and what was there before is unchanged. Without --fail-over the failures of others never are ours: 0.""")


@click.command(
    epilog=EXAMPLES,
    help=_(
        "Ask every source of REGISTRY, a file or URL, for its projects, and write one site with feeds, graph and "
        "tables into the --output folder.\n\nA source that cannot be read is shown from its last good copy, labelled. "
        "The folder is replaced whole or not at all."
    ),
)
@click.argument("registry", metavar="REGISTRY", type=Name())
@click.option(
    "--output",
    required=True,
    metavar="DIR",
    type=PathName(path_type=Path),
    help=_("Folder to write. It is replaced whole, so it must be new, empty, or written by us."),
)
@click.option(
    "--state",
    metavar="FILE",
    type=PathName(dir_okay=False, path_type=Path),
    help=_("Where to remember what was read.  [default: DIR.state.sqlite]"),
)
@click.option(
    "--restore", metavar="FROM", help=_("Folder or URL of an earlier output to begin from where the state was lost.")
)
@click.option(
    "--first-run",
    is_flag=True,
    help=_("Begin anew, for nothing was ever published at --restore. Ends if there is something."),
)
@click.option(
    "--accept",
    "confirmed",
    metavar="SOURCE",
    multiple=True,
    help=_("Publish this source's file though most of its projects have vanished from it. Repeatable."),
)
@network_options
@click.option(
    "--jobs",
    type=click.IntRange(1, MOST_JOBS),
    default=JOBS,
    show_default=True,
    help=_("Requests under way at once; never two to one host or address."),
)
@click.option(
    "--delay",
    type=Seconds(min=0),
    default=DELAY,
    show_default=True,
    metavar="SECONDS",
    help=_("Pause between two requests to one host or address. Less than 1 counts within --allow-network only."),
)
@size_option(default=MAX_BODY)
@click.option("--site-url", metavar="URL", help=_("Where the site will be served; feeds then link to its pages."))
@click.option(
    "--due",
    is_flag=True,
    help=_("Ask those only whose time has come: a day after the last answer, later after failures."),
)
@click.option("--watch", is_flag=True, help=_("Run again every --interval, with --due, until Ctrl-C or SIGTERM."))
@click.option(
    "--interval",
    type=Duration(),
    default=INTERVAL,
    metavar="DURATION",
    help=_("How often each source is asked: 12h, 1d.  [default: 1d]"),
)
@click.option(
    "--fail-over",
    type=click.IntRange(min=0),
    metavar="N",
    help=_("End with exit code 1 if more than N sources are failing.  [default: never]"),
)
@click.option(
    "--webhook",
    metavar="URL",
    envvar="COUNCILPROJECTS_WEBHOOK",
    show_envvar=True,
    help=_("Where to send a message when a source gets into trouble, and when all is well again."),
)
@click.option(
    "--metrics",
    metavar="FILE",
    type=PathName(dir_okay=False, path_type=Path),
    help=_("Where to write the figures of the run for Prometheus (textfile collector)."),
)
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=_("text for people; json for one object a line, on standard error."),
)
@click.option("--date", "now", type=Moment(), help=_("Run as on this day or at this moment.  [default: now]"))
@click.option("--quiet", is_flag=True, help=_("Print nothing but what went wrong."))
def aggregate(  # noqa: PLR0913 (one parameter an option)
    *,
    registry: str,
    output: Path,
    state: Path | None,
    restore: str | None,
    first_run: bool,
    confirmed: tuple[str, ...],
    networks: tuple[IpNetwork, ...],
    connect_to: tuple[str, ...],
    jobs: int,
    delay: float,
    max_size: int,
    site_url: str | None,
    due: bool,
    watch: bool,
    interval: timedelta,
    fail_over: int | None,
    webhook: str | None,
    metrics: Path | None,
    log_format: str,
    now: datetime | None,
    quiet: bool,
) -> None:
    _check(first_run=first_run and restore is None, watch=watch, date=now is not None, fail_over=fail_over is not None)
    output = output_folder(output)
    state = state or output.with_name(output.name + ".state.sqlite")
    check_apart(output, state, metrics, registry)
    bound_dns_waits()
    order = Order(
        registry=registry,
        output=output,
        state=state,
        now=now.replace(microsecond=0) if now else _clock(),
        policy=policy(networks, connect_to, max_size),
        jobs=jobs,
        delay=delay,
        restore=restore,
        first_run=first_run,
        confirmed=frozenset(confirmed),
        site_url=folder_url(site_url),
        pace=Pace(interval, due_only=due or watch),
    )
    voice = JsonVoice(_clock, quiet) if log_format == "json" else TextVoice(quiet)
    around = Around(voice, webhook_url(webhook), metrics, fail_over)
    raise SystemExit(run_again_and_again(order, around, interval, _clock) if watch else run_once(order, around))


def _check(*, first_run: bool, watch: bool, date: bool, fail_over: bool) -> None:
    """Refuse what cannot be meant together."""
    if first_run:
        raise click.UsageError(_("--first-run says that nothing was published yet at --restore: name that, too."))
    if watch and date:
        raise click.UsageError(_("--watch runs again and again, so no one --date can be meant. Leave out one of them."))
    if watch and fail_over:
        raise click.UsageError(
            _("--fail-over is how one run ends. With --watch use --metrics, and set an alarm on it.")
        )


def _clock() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
