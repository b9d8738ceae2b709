"""What Python 3.11.0 to 3.11.4 do otherwise: Debian 12 has 3.11.2, and it is all that our oldest users have.

- A possessive repeat of a group (`(?:…)*+`) steps over what one round did match before it failed, where the round holds
  a repeat, an assertion or a choice within a choice (python/cpython#106052): `%?` passed for an escape in an address.
- A member of an `Enum` whose value is `()` gets a new `object()` in its place: no file could be checked.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import councilprojects_aggregator
import councilprojects_validator
from councilprojects_aggregator.writers.iris import is_web_address
from councilprojects_validator.reading.syntax import mistakes

PACKAGES = (councilprojects_validator, councilprojects_aggregator)
LOOSE = frozenset({"MAX_REPEAT", "MIN_REPEAT", "ASSERT", "ASSERT_NOT"})
"""What a round of a possessive repeat must not hold, by the names of Python's own parser."""


def modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[str]]:
    return {
        f"{module.__name__}.{name}": value
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }


def steps(parsed: Any) -> Iterator[tuple[str, Any]]:
    """Yield every step of a parsed pattern, at all depths, with what it holds."""
    for step, held in parsed:
        yield str(step), held
        for part in held if isinstance(held, tuple) else ():
            inner = part if isinstance(part, list) else [part]
            for each in inner:
                if type(each).__name__ == "SubPattern":
                    yield from steps(each)


def is_loose(round_: Any) -> bool:
    """Tell whether a round may match in part and fail with what it took; one character alone cannot."""
    inside = [step for step, _held in steps(round_)]
    return not LOOSE.isdisjoint(inside) or inside.count("BRANCH") > 1


def test_no_possessive_repeat_is_misread() -> None:
    found = patterns()
    assert len(found) > 100
    loose = {
        name
        for name, pattern in found.items()
        for step, held in steps(re._parser.parse(pattern.pattern, pattern.flags))  # type: ignore[attr-defined]  # noqa: SLF001
        if step == "POSSESSIVE_REPEAT" and is_loose(held[2])
    }
    assert loose == set()


@pytest.mark.parametrize("body", ["(?:ab?c)*+", "(?:a(?!b))*+", "(?:a{2}|b)*+", "(?:a(?:b|cd)|e)*+"])
def test_the_guard_sees_such_a_repeat(body: str) -> None:
    ((_step, held),) = re._parser.parse(body)  # type: ignore[attr-defined]  # noqa: SLF001
    assert is_loose(held[2])


@pytest.mark.parametrize(
    "address", ["https://a.example/%?x", "https://a.example/%#x1", "https://a%/bc", "https://a%:80/"]
)
def test_half_an_escape_is_no_address(address: str) -> None:
    assert not is_web_address(address)


def test_half_an_escape_is_no_text() -> None:
    assert [mistake.code for mistake in mistakes('{"a": "\\u", "bcd": 1}')] == ["json-bad-escape"]


def test_no_member_of_an_enum_is_an_empty_tuple() -> None:
    files = [path for package in PACKAGES for path in sorted(Path(package.__path__[0]).rglob("*.py"))]
    classes = [
        node for path in files for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.ClassDef)
    ]
    enums = [node for node in classes if any("Enum" in ast.unparse(base) for base in node.bases)]
    values = [ast.unparse(line.value) for node in enums for line in node.body if isinstance(line, ast.Assign)]
    assert len(values) > 50
    assert "()" not in values
