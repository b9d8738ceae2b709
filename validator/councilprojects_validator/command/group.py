"""The command group: own commands, and those that other packages offer by an entry point.

A command of another package is always listed, and loaded only when it is called: `--help` stays quick, and works
where the packages that the command needs are not installed.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

import click

from councilprojects_validator.wording import _

GROUP = "councilprojects.commands"

SUMMARIES = {
    "aggregate": _("Read many councils' files and write one site, feed and graph."),
    "discover": _("Look for a council's file by its home page."),
    "query": _("Ask an aggregator's graph a question in SPARQL."),
    "status": _("Show how an aggregator read each file, the worst first."),
}
"""What `--help` says of a command without loading it."""


class Commands(click.Group):
    """A group with the commands of the entry point group beside its own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_offered()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        own = super().get_command(ctx, cmd_name)
        entry = _offered().get(cmd_name)
        return own if own is not None or entry is None else _loaded(entry)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name in self.list_commands(ctx):
            own = super().get_command(ctx, name)
            offered = SUMMARIES.get(name, _("Another package's command."))
            rows.append((name, offered if own is None else own.get_short_help_str(limit=formatter.width)))
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)


def _offered() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _loaded(entry: EntryPoint) -> click.Command:
    try:
        command = entry.load()
    except ImportError:
        return _missing(entry.name)
    if not isinstance(command, click.Command):
        raise TypeError(f"the entry point {entry.name} is no command")
    return command


def _missing(name: str) -> click.Command:
    """Return a command that takes anything and says what to install."""

    def say() -> None:
        sentence = _("To use `councilprojects {name}` install `councilprojects[aggregator]`.")
        raise click.UsageError(sentence.format(name=name))

    return click.Command(
        name,
        callback=say,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        add_help_option=False,
    )
