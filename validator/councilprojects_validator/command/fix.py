"""The command `councilprojects fix`, at the outer edge beside `cli`: it reads the clock, prints and exits.

`fixing.command` does the rest, and is imported only when the command runs.
"""

from __future__ import annotations

import sys
from datetime import date

import click

from councilprojects_validator.terminal import Day, Name, coloured, printed, size_option
from councilprojects_validator.wording import _

FIX_EXAMPLES = _("""\b
Examples:
  councilprojects fix projects.json             # shows what it would change
  councilprojects fix projects.json --write     # changes it
  councilprojects fix projects.json > mends.diff
  councilprojects fix - < draft.json > projects.json

Exit code: 0 nothing to mend, or all of it written; 1 mends were only shown; 2 a file could not be mended. Of several
files, the highest counts. What is left for a person does not count: `councilprojects validate` judges that.""")


@click.command(
    short_help=_("Mend what can only be meant one way."),
    epilog=FIX_EXAMPLES,
    help=_(
        "Mend in each FILE what can only be meant one way, such as `Beta` for `beta`, `tags` for `topics`, 13/10/2026, "
        "or a comma too many. All else stays as it is, byte for byte. Shows the changes as a unified diff, and says on "
        "standard error what they mend and what is left for a person. A folder stands for every .json file below that "
        "says it is one of ours; - reads standard input and writes it out mended.",
    ),
)
@click.argument("names", metavar="FILE|DIR|-…", nargs=-1, required=True, type=Name())
@click.option("--write", is_flag=True, help=_("Change the files, each whole or not at all, and show no diff."))
@click.option("--date", "today", type=Day(), help=_("Judge as on this day, such as 2026-10-12.  [default: today]"))
@size_option()
def fix(names: tuple[str, ...], *, write: bool, today: date | None, max_size: int | None) -> None:
    from councilprojects_validator.days import now_in_london  # noqa: PLC0415 - see the module's docstring
    from councilprojects_validator.fixing.command import Paper, Terms, run  # noqa: PLC0415
    from councilprojects_validator.reading.read import MAX_SIZE  # noqa: PLC0415

    if "-" in names and len(names) > 1:
        raise click.UsageError(_("Standard input (-) must stand alone, because it comes out on standard output."))
    terms = Terms(today or now_in_london(), max_size or MAX_SIZE, write, Paper(sys.stdout.isatty(), coloured()))
    code = 0
    for name in names:
        for shown in run(name, terms):
            printed(shown.output)
            click.echo(shown.words, err=True, nl=False)
            code = max(code, shown.code)
    raise SystemExit(code)
