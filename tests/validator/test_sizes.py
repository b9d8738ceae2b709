"""Sizes on the command line, and that each command understands them."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from councilprojects_validator.cli import cli
from councilprojects_validator.sizes import shown_size, size_in_bytes


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1", 1),
        ("20000", 20_000),
        ("500KB", 500_000),
        ("100MB", 100_000_000),
        ("100 mb", 100_000_000),
        ("1.5GB", 1_500_000_000),
        ("0.001KB", 1),
        ("7B", 7),
    ],
)
def test_a_size_is_a_number_of_bytes_or_has_a_unit(text: str, size: int) -> None:
    assert size_in_bytes(text) == size


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1 B"),
        (999, "999 B"),
        (1_000, "1 KB"),
        (10_000_000, "10 MB"),
        (1_500_000_000, "1.5 GB"),
        (20_000_000_000_000, "2e+04 GB"),
    ],
)
def test_a_size_is_shown_in_the_unit_that_fits(size: int, text: str) -> None:
    assert shown_size(size) == text


@pytest.mark.parametrize("text", ["", "MB", "-1", "1e9", "ten", "10TB", "1,000", "10M B", "٣", "9" * 40])
def test_what_is_no_size_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="Write it as 500KB, 20MB"):
        size_in_bytes(text)


@pytest.mark.parametrize("text", ["0", "0MB", "0.0", "0.5"])
def test_nothing_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="at least 1 byte"):
        size_in_bytes(text)


@pytest.mark.parametrize("command", ["validate", "fix", "aggregate"])
def test_every_command_reads_sizes_alike(command: str) -> None:
    wrong = CliRunner().invoke(cli, [command, "x.json", "--max-size", "many"])
    assert (wrong.exit_code, "“many” is no size. Write it as 500KB" in wrong.output) == (2, True)
    # The size is read, so that what is wrong is the file.
    right = CliRunner().invoke(cli, [command, "x.json", "--max-size", "100MB"])
    assert (right.exit_code, "size" in right.output) == (2, False)
