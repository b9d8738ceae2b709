"""The command line, the validator's outer edge: it reads the clock, files and the environment, prints, and exits.

Everything between is `check.check` and the reporters. What takes long to import is imported by the command that
needs it, so that `--help` and `--version` answer at once.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NoReturn

import click

from councilprojects_validator.__main__ import INTERRUPTED
from councilprojects_validator.command.completion import codes, completion, paths
from councilprojects_validator.command.fix import fix
from councilprojects_validator.command.group import Commands
from councilprojects_validator.command.report_options import format_option, refuse_conflicts
from councilprojects_validator.command.web_options import open_web, progress, web_options
from councilprojects_validator.terminal import Day, Name, printed, silence, size_option, told_meanwhile
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilprojects_validator.command.inputs import Input
    from councilprojects_validator.command.outputs import Output
    from councilprojects_validator.hosting.served import Network, Web
    from councilprojects_validator.reporters.judged import Judged

PROGRAM = "councilprojects"
VALID, INVALID, UNCHECKED = 0, 1, 2
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What a disk says that takes no more of what we print. Files of ours have their own sentences by then."""

EXAMPLES = _("""\b
Examples:
  councilprojects validate projects.json
  councilprojects validate https://www.ambridge.example/projects.json
  councilprojects explain end-before-start""")

VALIDATE_EXAMPLES = _("""\b
Examples:
  councilprojects validate projects.json
  councilprojects validate examples/ --format concise
  councilprojects validate projects.json --strict --format github
  councilprojects validate projects.json --format text --format html=report.html
  curl -s https://www.ambridge.example/projects.json | councilprojects validate -

Exit code: 0 valid, 1 not valid, 2 could not be checked. Of several files, the highest counts.""")


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXAMPLES,
    help=_("Check the file in which a council publishes its projects, and say in plain words what to mend."),
)
@click.version_option(None, "-V", "--version", package_name=PROGRAM, message=f"{PROGRAM} %(version)s")
def cli() -> None:
    pass


@cli.command(
    short_help=_("Check files, folders or URLs."),
    epilog=VALIDATE_EXAMPLES,
    help=_(
        "Check each FILE. It may be a file, a folder (every .json file below that says it is one of ours), a URL, "
        "or - for standard input. Registries are checked too.",
    ),
)
@click.argument("names", metavar="FILE|DIR|URL|-…", nargs=-1, required=True, type=Name(), shell_complete=paths)
@format_option
@click.option("--strict", is_flag=True, help=_("Let warnings count as errors for the exit code."))
@click.option("--date", "today", type=Day(), help=_("Judge as on this day, such as 2026-10-12.  [default: today]"))
@size_option()
@web_options
def validate(  # noqa: PLR0913 - one parameter an option
    names: tuple[str, ...],
    outputs: tuple[Output, ...],
    *,
    strict: bool,
    today: date | None,
    max_size: int | None,
    online: bool,
    networks: tuple[Network, ...],
    connect_to: tuple[str, ...],
) -> None:
    from councilprojects_validator.command.inputs import gather, is_url  # noqa: PLC0415
    from councilprojects_validator.command.outputs import Verdicts, deliver  # noqa: PLC0415
    from councilprojects_validator.days import now_in_london  # noqa: PLC0415
    from councilprojects_validator.reading.read import MAX_SIZE  # noqa: PLC0415 - see the module's docstring

    refuse_conflicts(outputs, names)
    gc.disable()  # what is read and found are trees: to look for cycles in them took a quarter of the time
    size, day = max_size or MAX_SIZE, today or now_in_london()
    web = open_web(size, networks, connect_to, online=online) if online or any(map(is_url, names)) else None
    judged = [_judge(each, day, size) for name in names for each in gather(name, size, web)]
    if web is not None and online:
        judged = _with_links(judged, web)
    code = _exit_code(judged, strict=strict)
    failed = deliver(outputs, Verdicts(judged, code, strict))
    for sentence in failed:
        click.echo(sentence, err=True)
    raise SystemExit(UNCHECKED if failed else code)


@cli.command(
    short_help=_("Explain a code from a report."),
    help=_("Explain a CODE from a report: what is wrong, why it matters, how to put it right."),
)
@click.argument("code", shell_complete=codes)
def explain(code: str) -> None:
    from councilprojects_validator import explain as pages  # noqa: PLC0415 - see the module's docstring
    from councilprojects_validator import standard  # noqa: PLC0415
    from councilprojects_validator.rules import RULES  # noqa: PLC0415

    if code in RULES:
        printed(pages.page(RULES[code], standard.rule_examples().get(code)))
        return
    near = pages.nearest(code)
    sentence = _("There is no code “{code}”.").format(code=code)
    if near:
        sentence += " " + _("Did you mean {codes}?").format(codes=", ".join(near))
    else:
        sentence += " " + _("`councilprojects rules` lists all of them.")
    raise click.UsageError(sentence)


@cli.command(help=_("List everything that the validator looks for."))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(form: str) -> None:
    from councilprojects_validator import explain as pages  # noqa: PLC0415 - see the module's docstring
    from councilprojects_validator import standard  # noqa: PLC0415

    printed(pages.table() if form == "text" else pages.listed(standard.rule_examples()))


cli.add_command(completion)
cli.add_command(fix)


def main() -> NoReturn:
    """Run the command and exit. No traceback reaches the user, whatever happens."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        # An old Windows console or a C locale would refuse “›” and Welsh letters.
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(_run())


def _run() -> int:
    try:
        code = cli.main(prog_name=PROGRAM, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else VALID
    except Exception as error:  # noqa: BLE001 - the last line of defence: our own mistake, told without a traceback
        click.echo(_last_words(error), err=True)
        return UNCHECKED
    return code if isinstance(code, int) else VALID


def _last_words(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        silence(sys.stdout)
        return _("What is printed could not be written: {reason}.").format(reason=error.strerror)
    if isinstance(error, MemoryError) or "start new thread" in str(error):
        return _("There is too little memory for this on the computer, or for this user (ulimit).")
    sentence = _("This is a fault in councilprojects itself, please report it: {kind}: {error}")
    return sentence.format(kind=type(error).__name__, error=repr(str(error)))


def _open_what_is_closed() -> None:
    """Whoever started us may have closed a stream (`>&-`): what goes there goes nowhere, and all else is done."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - until the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _judge(given: Input, today: date, max_size: int) -> Judged:
    from councilprojects_validator.check import check  # noqa: PLC0415 - see the module's docstring
    from councilprojects_validator.quoting import visible  # noqa: PLC0415
    from councilprojects_validator.reading.decoding import shown  # noqa: PLC0415
    from councilprojects_validator.report import Acceptance, Kind, Outcome, Report  # noqa: PLC0415
    from councilprojects_validator.reporters.judged import Judged  # noqa: PLC0415

    if given.content is None:
        reasons = (given.trouble or "",)
        report = Report(given.name, Kind.UNKNOWN, Outcome.UNCHECKED, (), Acceptance(None), not_checked=reasons)
    else:
        with told_meanwhile(_("Checking {name} …").format(name=visible(given.name)), len(given.content)):
            report = check(given.content, name=given.name, today=today, url=given.url, max_size=max_size)
    if given.served is not None:
        from councilprojects_validator.hosting.telling import with_hosting  # noqa: PLC0415

        report = with_hosting(report, given.served, max_size, today)
    return Judged(report, shown(given.content or b""))


def _with_links(judged: Sequence[Judged], web: Web) -> list[Judged]:
    from councilprojects_validator.hosting.telling import asking, with_links  # noqa: PLC0415

    asked = asking(judged)
    with progress(len(asked.addresses)) as on_answer:
        return with_links(judged, web, on_answer, asked)


def _exit_code(judged: Sequence[Judged], *, strict: bool) -> int:
    """Return the highest of all files: 2 beats 1 beats 0."""
    from councilprojects_validator.diagnostics import Severity  # noqa: PLC0415 - see the module's docstring
    from councilprojects_validator.report import Outcome  # noqa: PLC0415

    codes = {Outcome.VALID: VALID, Outcome.INVALID: INVALID, Outcome.UNCHECKED: UNCHECKED}
    warned = strict and any(each.report.count(Severity.WARNING) for each in judged)
    return max(INVALID if warned else VALID, *(codes[each.report.outcome] for each in judged))
