"""The command `councilprojects completion`, and what shells complete in the others; at the outer edge beside `cli`.

click does the work: the script asks the command itself, at every press of Tab. So this has to stay light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMPLETION_EXAMPLES = _("""\b
Examples:
  councilprojects completion bash > ~/.local/share/bash-completion/completions/councilprojects
  councilprojects completion zsh > ~/.zfunc/_councilprojects
  councilprojects completion fish > ~/.config/fish/completions/councilprojects.fish

For zsh, ~/.zfunc has to be in `fpath` before `compinit` runs. Then open a new shell.""")


@click.command(
    short_help=_("Print a script for completion in your shell."),
    epilog=COMPLETION_EXAMPLES,
    help=_("Print the script that lets SHELL complete commands, options, files and codes of findings."),
)
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    from click.shell_completion import BashComplete, FishComplete, ZshComplete  # noqa: PLC0415 - only here

    root = context.find_root()
    name = root.info_name or ""
    kinds = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
    maker = kinds[shell](root.command, {}, name, variable(name))
    # Not `source()`: that starts a bash to ask how old it is.
    click.echo(maker.source_template % maker.source_vars())


def variable(program: str) -> str:
    """Return the variable by which the script asks: the one that click looks at for a program of this name."""
    return f"_{program}_COMPLETE".replace("-", "_").replace(".", "_").upper()


def paths(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell complete files and folders, as it does best itself."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only while completing

    return [CompletionItem(incomplete, type="file")]


def codes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete codes of findings, each with its title where the shell shows one."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only while completing

    from councilprojects_validator.rules import RULES  # noqa: PLC0415

    return [CompletionItem(code, help=_(RULES[code].title)) for code in sorted(RULES) if code.startswith(incomplete)]
