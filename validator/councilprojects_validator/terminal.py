"""What every command has at its outer edge: how it prints, when it colours, how it reads a day or a size."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import partial
from typing import Any, TextIO

import click

from councilprojects_validator.wording import _

BROKEN_PIPE = 141
"""128 and the number of SIGPIPE: what a program that the signal ended would have given."""

LONG_WORK = 2_000_000
"""Bytes of a file that takes about a second to check: from there on somebody may wonder whether anything happens."""


class Day(click.ParamType[date]):
    """A day, or a moment whose day in London counts."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from councilprojects_validator.days import in_london  # noqa: PLC0415 - not for --help

        try:
            return in_london(datetime.fromisoformat(value))
        except (ValueError, OverflowError):
            self.fail(_("“{value}” is no date. Write it as 2026-10-12.").format(value=value), param, ctx)


class Name(click.ParamType[str]):
    """What is to be looked at: a file, a folder, a URL. Never empty, for that is a variable that was not set."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not value:
            self.fail(_("The name is empty. Was a variable not set?"), param, ctx)
        return str(value)


class Size(click.ParamType[int]):
    """A number of bytes, plain or as 100MB."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from councilprojects_validator.sizes import size_in_bytes  # noqa: PLC0415 - not for --help

        try:
            return value if isinstance(value, int) else size_in_bytes(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


size_option = partial(
    click.option,
    "--max-size",
    metavar="SIZE",
    type=Size(),
    help=_("Refuse a larger file; a size is 20MB, 500KB, 1GB or a number of bytes.  [default: 10MB]"),
)
"""Add `--max-size` to a command; what is not given is for the command to say."""


def coloured() -> bool:
    """Colour only for a person at a terminal who has not said no (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


@contextmanager
def told_meanwhile(sentence: str, size: int) -> Iterator[None]:
    """Say at a terminal what takes long, for as long as it does; in a pipe, and of what is quick, nothing."""
    if size < LONG_WORK or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    shown = sentence[: shutil.get_terminal_size().columns - 1]
    click.echo(shown, err=True, nl=False)
    try:
        yield
    finally:
        click.echo(f"\r{' ' * len(shown)}\r", err=True, nl=False)


def silence(stream: TextIO) -> None:
    """Let what is still in its buffer go nowhere: it would fail again when the interpreter flushes it at exit."""
    with suppress(OSError, ValueError):  # no file of the system, as in a test
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def printed(text: str | bytes) -> None:
    """Print, and end quietly where whoever reads us has gone (`… | head`). Bytes go out as they are."""
    try:
        if isinstance(text, bytes):
            sys.stdout.buffer.write(text)
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)
        raise SystemExit(BROKEN_PIPE) from None
