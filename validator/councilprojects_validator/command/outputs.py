"""The validator's last edge: which formats were asked for, and where each report goes.

`--format text --format sarif=report.sarif`: one report at most is printed, the others become files, each whole or
not at all. What is in them is the reporters' business.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from councilprojects_validator.command.writing import write_whole
from councilprojects_validator.terminal import coloured, printed
from councilprojects_validator.wording import _

if TYPE_CHECKING:
    from councilprojects_validator.reporters.judged import Judged

FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit", "html", "markdown")
DEFAULT = "text"
STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Output:
    """One report that was asked for; `path` is None where it is printed."""

    form: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What every report is made from."""

    files: Sequence[Judged]
    exit_code: int
    strict: bool


def parse(asked: str) -> Output:
    """Return what `text` or `sarif=report.sarif` asks for. Raise ValueError with a sentence if it is neither."""
    form, equals, path = asked.partition("=")
    if form not in FORMATS:
        from difflib import get_close_matches  # noqa: PLC0415 - not for --help

        near = get_close_matches(form.casefold(), FORMATS, n=1)
        sentence = _("There is no format “{form}”. Choose one of {forms}.").format(form=form, forms=", ".join(FORMATS))
        if near:
            sentence += " " + _("Did you mean {form}?").format(form=near[0])
        raise ValueError(sentence)
    if equals and not path:
        raise ValueError(_("“{asked}” names no file: write it as {form}=FILE.").format(asked=asked, form=form))
    return Output(form, None if path in {"", STANDARD_OUTPUT} else path)


def conflict(outputs: Iterable[Output], inputs: Iterable[str]) -> str | None:
    """Return the sentence that says why these reports cannot all be written, if they cannot."""
    to_print = [output.form for output in outputs if output.path is None]
    if len(to_print) > 1:
        sentence = _("Only one report can be printed, not {forms}. Write the others to files: --format {form}=FILE.")
        return sentence.format(forms=", ".join(to_print), form=to_print[1])
    checked = {_place(name) for name in inputs}
    taken: set[str] = set()
    for path in (output.path for output in outputs if output.path is not None):
        if _place(path) in checked:
            return _("The report would overwrite {path}, which is to be checked.").format(path=path)
        if _place(path) in taken:
            return _("Two reports cannot go to one file: {path}.").format(path=path)
        taken.add(_place(path))
    return None


def _place(path: str) -> str:
    """Return what is the same for two ways of naming one file."""
    try:
        return os.path.normcase(Path(path).resolve())
    except (OSError, ValueError, RuntimeError):  # too long, a NUL in it, links in a circle: writing it says so
        return path


def rendered(output: Output, verdicts: Verdicts) -> str:
    """Return the report. Only what is printed at a terminal is coloured and cut to its width."""
    files, strict = verdicts.files, verdicts.strict
    if output.form == "text":
        from councilprojects_validator.reporters import text  # noqa: PLC0415 - each format loads what it needs

        at_terminal = output.path is None and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if at_terminal else None
        return text.render(files, colour=at_terminal and coloured(), strict=strict, width=width)
    if output.form == "concise":
        from councilprojects_validator.reporters import concise  # noqa: PLC0415

        return concise.render(files)
    if output.form == "json":
        from councilprojects_validator.reporters import json  # noqa: PLC0415

        return json.render(files, verdicts.exit_code)
    if output.form in {"html", "markdown"}:
        return _page(output.form, verdicts)
    return _for_ci(output.form, verdicts)


def _page(form: str, verdicts: Verdicts) -> str:
    if form == "html":
        from councilprojects_validator.reporters import html  # noqa: PLC0415

        return html.render(verdicts.files, strict=verdicts.strict)
    from councilprojects_validator.reporters import markdown  # noqa: PLC0415

    return markdown.render(verdicts.files, strict=verdicts.strict)


def _job_summary(verdicts: Verdicts) -> None:
    """Add to the file that GitHub named, if any. Without it the report is still whole, so it changes no exit code."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    from councilprojects_validator.reporters import github  # noqa: PLC0415

    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(github.summary(verdicts.files, strict=verdicts.strict))
    except OSError as error:
        sentence = _("The job summary could not be written: {reason}.")
        click.echo(sentence.format(reason=error.strerror), err=True)


def _for_ci(form: str, verdicts: Verdicts) -> str:
    root = Path.cwd().as_posix()
    if form == "github":
        from councilprojects_validator.reporters import github  # noqa: PLC0415

        return github.render(verdicts.files, root=root)
    if form == "gitlab":
        from councilprojects_validator.reporters import gitlab  # noqa: PLC0415

        return gitlab.render(verdicts.files, root=root)
    if form == "junit":
        from councilprojects_validator.reporters import junit  # noqa: PLC0415

        return junit.render(verdicts.files, strict=verdicts.strict)
    from importlib.metadata import version  # noqa: PLC0415

    from councilprojects_validator.reporters import sarif  # noqa: PLC0415

    return sarif.render(verdicts.files, verdicts.exit_code, root=root, version=version("councilprojects"))


def deliver(outputs: Sequence[Output], verdicts: Verdicts) -> list[str]:
    """Write the files, then print; return a sentence for each report that could not be written."""
    failed = [write_whole(output.path, rendered(output, verdicts)) for output in outputs if output.path is not None]
    if any(output.form == "github" for output in outputs):
        _job_summary(verdicts)
    for output in outputs:
        if output.path is None:
            printed(rendered(output, verdicts))
    return [sentence for sentence in failed if sentence is not None]
