"""What `aggregate` and `status` have in common on the command line: kinds of values, and what is made of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from councilprojects_aggregator.fetching.addresses import IpNetwork
from councilprojects_aggregator.fetching.connect_to import ConnectToError, Place, parse_connect_to
from councilprojects_aggregator.fetching.policy import MAX_BODY, MAX_WIRE, Policy
from councilprojects_validator.days import LONDON
from councilprojects_validator.wording import _

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
    except (ConnectToError, OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(str(error), param_hint="--connect-to") from None


def folder_url(url: str | None) -> str | None:
    """Return the site's address with a slash at its end, so that the paths of its pages can follow."""
    if url is None:
        return None
    if not url.startswith(("https://", "http://")):
        words = _("“{url}” is no address of a site. Begin it with https://.")
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
