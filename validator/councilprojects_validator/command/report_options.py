"""The option of `validate` that says which reports are wanted. Called by `cli`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from councilprojects_validator.command.outputs import DEFAULT, FORMATS, Output, conflict, parse
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    Command = TypeVar("Command", bound=Callable[..., Any])


class Form(click.ParamType[Output]):
    """A format, or `FORMAT=FILE`."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Output:
        try:
            return value if isinstance(value, Output) else parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer the formats."""
        from click import shell_completion  # noqa: PLC0415 - only a shell asks for it

        del ctx, param
        return [shell_completion.CompletionItem(form) for form in FORMATS if form.startswith(incomplete)]


def format_option(command: Command) -> Command:
    """Add `--format` to a command, as its parameter `outputs`."""
    option = click.option(
        "--format",
        "outputs",
        metavar="FORMAT[=FILE]",
        type=Form(),
        multiple=True,
        default=[DEFAULT],
        help=_(
            "text for people, concise for one line a finding, html for a page, markdown for an issue, json for "
            "programs; github, gitlab, sarif and junit for CI. Repeatable: one is printed, the others name a FILE.  "
            "[default: text]",
        ),
    )
    return option(command)


def refuse_conflicts(outputs: Sequence[Output], inputs: Sequence[str]) -> None:
    """Raise the usage error that says why these reports cannot all be written, before anything is checked."""
    sentence = conflict(outputs, inputs)
    if sentence is not None:
        raise click.UsageError(sentence)
