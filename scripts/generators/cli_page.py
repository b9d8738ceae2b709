"""Makes `docs/cli.md`: the help of every command, as it stands in a terminal of 100 columns."""

from __future__ import annotations

import sys
from pathlib import Path

from generators.standard import Files, Standard

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 100

HEAD = """# Commands

What `councilprojects COMMAND --help` says. This page is made by `scripts/generate`; do not edit it.
"""


def cli_page(_standard: Standard) -> Files:
    sys.path += [str(ROOT / "validator"), str(ROOT / "aggregator")]
    import click  # noqa: PLC0415 - only this page needs it

    from councilprojects_validator.cli import cli  # noqa: PLC0415 - only now can it be found

    def page(command: click.Command, name: str) -> str:
        context = click.Context(command, info_name=name, terminal_width=WIDTH)
        return f"\n## {name}\n\n```text\n{command.get_help(context)}\n```\n"

    top = click.Context(cli, info_name="councilprojects", terminal_width=WIDTH)
    commands = {name: cli.get_command(top, name) for name in cli.list_commands(top)}
    pages = [page(command, f"councilprojects {name}") for name, command in commands.items() if command is not None]
    return {"docs/cli.md": "".join([HEAD, page(cli, "councilprojects"), *pages]).encode()}
