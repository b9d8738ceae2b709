"""What `aggregate` and `status` have in common on the command line: kinds of values, and what is made of them."""

from __future__ import annotations

import math
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from councilprojects_aggregator.fetching.addresses import IpNetwork
from councilprojects_aggregator.fetching.connect_to import ConnectToError, Place, parse_connect_to
from councilprojects_aggregator.fetching.policy import MAX_BODY, MAX_WIRE, Policy
from councilprojects_aggregator.writers.iris import is_web_address
from councilprojects_validator.days import LONDON
from councilprojects_validator.terminal import Name
from councilprojects_validator.wording import _

BESIDE_STATE = (".lock", "-wal", "-shm", "-journal")
"""What SQLite and our lock add to the name of the state's file."""

UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
DURATION = re.compile(r"([1-9][0-9]{0,3})([mhd])")


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


class Duration(click.ParamType[timedelta]):
    """A length of time: 30m, 12h, 1d."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        found = DURATION.fullmatch(value)
        if found is None:
            self.fail(_("“{value}” is no length of time. Write it as 30m, 12h or 1d.").format(value=value), param, ctx)
        return int(found[1]) * UNITS[found[2]]


class Seconds(click.FloatRange):
    """A length of time as a number that is one: Python also reads “nan” and “inf”."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(_("“{value}” is no number of seconds.").format(value=value), param, ctx)
        return float(seconds)


class PathName(click.Path):
    """A path that was named: an empty one would be the current folder, though a variable was not set."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return super().convert(Name().convert(value, param, ctx), param, ctx)


def policy(networks: tuple[IpNetwork, ...], connect_to: tuple[str, ...], max_size: int = MAX_BODY) -> Policy:
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


def output_folder(output: Path) -> Path:
    """Return the folder by a name that others can stand beside: `.` and `..` have none. Raises click.BadParameter."""
    named = output if output.name not in {"", ".."} else Path(os.path.realpath(output))
    if not named.name:
        raise click.BadParameter(_("{path} cannot be replaced whole.").format(path=output), param_hint="--output")
    return named


def check_apart(output: Path, state: Path, metrics: Path | None, registry: str) -> None:
    """Raise click.BadParameter where one file would take another's place, or go with the folder that is replaced."""
    for option, path in (("--state", state), ("--metrics", metrics)):
        if path is not None and _real(path).is_relative_to(_real(output)):
            words = _("{path} is inside the folder of --output, which is replaced whole. Name a file outside it.")
            raise click.BadParameter(words.format(path=path), param_hint=option)
    taken = [*(Path(f"{state}{end}") for end in ("", *BESIDE_STATE)), Path(registry)]
    if metrics is not None and _real(metrics) in map(_real, taken):
        words = _("{path} holds something else that this run needs. Name another file.")
        raise click.BadParameter(words.format(path=metrics), param_hint="--metrics")


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def folder_url(url: str | None) -> str | None:
    """Return the site's address with a slash at its end, so that the paths of its pages can follow."""
    if url is None:
        return None
    if not is_web_address(url) or "?" in url or "#" in url:
        words = _("“{url}” is no address of a site. Write it like https://projects.example.org/, without ? and #.")
        raise click.BadParameter(words.format(url=url), param_hint="--site-url")
    return url.rstrip("/") + "/"


def webhook_url(url: str | None) -> str | None:
    """Return the address if it can be one; the sentence does not repeat it, for it may hold a secret."""
    if url and not _is_web_url(url):
        raise click.BadParameter(_("This is no web address. Begin it with https://."), param_hint="--webhook")
    return url or None


def _is_web_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
