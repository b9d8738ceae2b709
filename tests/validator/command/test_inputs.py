"""What stands on the command line, as bytes to check or as the sentence that says why there are none."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from councilprojects_validator.command.inputs import Input, bears_marker, gather, is_url
from councilprojects_validator.hosting.served import Answer, Served, Trouble

OURS = b'{"councilProjects": "1.0"}'
LIMIT = 1000


def names(given: str | Path) -> list[str]:
    return [each.name for each in gather(str(given), LIMIT, None)]


def only(given: str | Path) -> Input:
    (each,) = gather(str(given), LIMIT, None)
    return each


def put(path: Path, content: bytes = OURS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_file_is_read_whether_it_bears_a_marker_or_not(tmp_path: Path) -> None:
    path = put(tmp_path / "any.txt", b"{}")
    assert only(path) == Input(path.as_posix(), b"{}")


def test_a_folder_gives_every_marked_json_file_by_name(tmp_path: Path) -> None:
    put(tmp_path / "b" / "projects.json")
    put(tmp_path / "b" / "deep" / "er" / "UPPER.JSON")
    put(tmp_path / "a.json", b'{"councilProjectsRegistry": "1.0"}')
    put(tmp_path / "package.json", b'{"name": "x", "keywords": ["councilProjects"]}')
    put(tmp_path / "list.json", b"[1]")
    put(tmp_path / "projects.txt")
    put(tmp_path / ".hidden" / "projects.json")
    put(tmp_path / ".hidden.json")
    put(tmp_path / "node_modules" / "x" / "projects.json")
    assert names(tmp_path) == [
        (tmp_path / name).as_posix() for name in ("a.json", "b/projects.json", "b/deep/er/UPPER.JSON")
    ]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "projects.json")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == [(tmp_path / "projects.json").as_posix()]


def test_a_folder_without_a_marked_file_is_a_sentence(tmp_path: Path) -> None:
    put(tmp_path / "package.json", b"{}")
    assert only(tmp_path).content is None
    assert only(tmp_path).name == tmp_path.as_posix()
    assert (only(tmp_path).trouble or "").startswith("There is no projects.json in this folder")


@pytest.mark.parametrize(
    ("content", "marked"),
    [
        (OURS, True),
        (b'{"councilProjectsRegistry" : "1.0"}', True),
        (b'{"councilProjects": "1.0",}', True),
        (OURS.decode().encode("utf-16"), True),
        (OURS[:-1].decode().encode("utf-16"), True),
        (b"\xef\xbb\xbf" + OURS, True),
        (b'{"properties": {"councilProjects": {}}}', False),
        (b'{"x": "councilProjects"', False),
        (b"[" * 100_000, False),
        (b'["councilProjects"]', False),
        (b"", False),
    ],
)
def test_a_marker_is_a_key_of_the_root_or_in_the_text_of_broken_json(content: bytes, marked: bool) -> None:  # noqa: FBT001
    assert bears_marker(content) is marked


def test_no_more_is_read_than_shows_that_a_file_is_too_big(tmp_path: Path) -> None:
    path = put(tmp_path / "big.json", b" " * 5000)
    assert len(only(path).content or b"") == LIMIT + 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_a_device_without_end_is_read_to_the_limit() -> None:
    assert len(only("/dev/zero").content or b"") == LIMIT + 1


def test_what_cannot_be_read_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert only(tmp_path / "gone.json").trouble == "There is no such file."
    assert only("a\0b").trouble == "This file cannot be read: embedded null byte."
    assert (only("x" * 300).trouble or "").startswith("This file cannot be read: ")

    def refuses(_path: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuses)
    assert only("secret.json").trouble == "This file may not be read: permission denied."


def test_an_unreadable_file_in_a_folder_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path / "b.json")
    (tmp_path / "a.json").symlink_to(tmp_path / "gone")
    assert [(each.name, each.trouble) for each in gather(str(tmp_path), LIMIT, None)] == [
        ((tmp_path / "a.json").as_posix(), "There is no such file."),
        ((tmp_path / "b.json").as_posix(), None),
    ]


def test_what_would_be_waited_for_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "projects.json")
    os.mkfifo(tmp_path / "a-pipe.json")
    assert names(tmp_path) == [(tmp_path / "projects.json").as_posix()]


def test_a_folder_that_may_not_be_looked_through_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "projects.json")
    put(tmp_path / "shut" / "projects.json")
    scandir = os.scandir

    def refuses(path: str) -> object:  # as the system does to all but the superuser
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuses)
    assert [(each.name, each.trouble) for each in gather(str(tmp_path), LIMIT, None)] == [
        ((tmp_path / "projects.json").as_posix(), None),
        ((tmp_path / "shut").as_posix(), "This folder cannot be looked through: Permission denied."),
    ]
    assert names(tmp_path / "shut") == [(tmp_path / "shut").as_posix()]


def test_a_hyphen_is_standard_input_read_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 5000)))
    assert only("-") == Input("-", b"x" * (LIMIT + 1))


def test_a_drive_letter_is_no_url() -> None:
    assert only("C:/projects.json").trouble == "There is no such file."


class Lent:
    """A `Web` that answers as it was told to."""

    def __init__(self, served: Served) -> None:
        self.served = served

    def read(self, url: str) -> Served:
        return replace(self.served, answer=replace(self.served.answer, url=url))

    def ask(self, urls: Sequence[str], seconds: float, on_answer: Callable[[], None]) -> Mapping[str, Answer]:
        raise NotImplementedError


URL = "https://www.ambridge.example/"


def test_a_url_is_read_by_what_is_lent_with_how_it_is_served() -> None:
    served = Served(Answer(URL, f"{URL}final"), b"{}", etag='"1"')
    assert list(gather(URL, LIMIT, Lent(served))) == [Input(URL, b"{}", f"{URL}final", served=served)]


def test_a_url_that_cannot_be_read_is_a_sentence() -> None:
    served = Served(Answer(URL, URL, Trouble.GONE, "There is no file."))
    assert list(gather(URL, LIMIT, Lent(served))) == [Input(URL, trouble="There is no file.", served=served)]


def test_a_url_without_anybody_who_reads_it_says_what_to_install() -> None:
    sentence = "To check a URL install `councilprojects[aggregator]`, or download the file first."
    assert only(URL) == Input(URL, trouble=sentence)


@pytest.mark.parametrize(("name", "is_one"), [(URL, True), ("HTTPS://X", True), ("C:/x", False), ("a/https://", False)])
def test_a_url_is_known_by_its_scheme(name: str, is_one: bool) -> None:  # noqa: FBT001 - a case of the table
    assert is_url(name) is is_one


def test_names_have_forward_slashes(tmp_path: Path) -> None:
    put(tmp_path / "b" / "projects.json")
    assert os.sep not in names(tmp_path)[0].replace("/", "")
    assert json.loads(only(tmp_path / "b" / "projects.json").content or b"") == {"councilProjects": "1.0"}
