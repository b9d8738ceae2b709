"""Makes `docs/fixing.md`: what `councilprojects fix` mends and what it leaves to a person, from the mends."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from generators.standard import Files, Standard

VALIDATOR = Path(__file__).resolve().parents[2] / "validator"

PAGE = """# Mending a file

<!-- Made by scripts/generate from the mends in `validator/councilprojects_validator/fixing`. -->

`councilprojects fix` mends what can only be meant one way. All else stays as it is, byte for byte: the order, the
indentation, line ends, how numbers and letters are written.

```console
$ councilprojects fix projects.json
$ councilprojects fix projects.json --write
```

The first shows the changes as a unified diff on standard output, and says on standard error what they mend and how
much is left for a person. The second makes them. Look at the diff once; after that, it can run by itself.

- **Whole or not at all.** The new file is complete on disk before it takes the old one's name. Mode and owner stay; of
  a symbolic link the file behind it is mended. A file that is read-only, gone, or changed by somebody else in the
  meantime stays as it is, and a sentence says so.
- **Twice is once.** A second run finds nothing to do.
- **No harm.** Every change is checked before it is made: one that would lead to an error elsewhere is left to a person,
  such as `Start` for `start` where that makes the end come before the start. What was valid stays valid. An error that
  another one had hidden may come to light.
- **A text that is not JSON** is mended altogether or not at all, and only if it is JSON then.
- **Only files of ours.** A file that does not say that it is one is left alone.
- **`-`** reads standard input and writes it out mended: `councilprojects fix - < draft.json > projects.json`.
- **The diff can be kept**: `councilprojects fix projects.json > mends.diff`, later `git apply mends.diff`.

| exit code | |
|---|---|
| 0 | there was nothing to mend, or all of it was written |
| 1 | there are mends, and they were only shown: in CI, `fix` is a check by this |
| 2 | a file could not be mended: it cannot be read or written, or is none of ours |

What is left for a person does not change the exit code; `councilprojects validate` judges that.

## What it mends

{mends}

### Codes

A code is known by its title in English or Welsh, in any case, with spaces for hyphens. Beyond that:

{aliases}

### Names

What differs only in case, hyphens, American spelling or the s of a plural, and:

{names}

### Dates

`12 October 2026`, `12 Hydref 2026`, `October 12, 2026`, `2026/10/12`, `2026-10-1` and `13/10/2026` can be one day only.
`03/04/2026` could be two, `10/13/2026` may be a slip, and `2025-26` is a financial year: a person has to say.

### https

Nothing is asked of the network. A host is known to answer over `https:` if the bundled list of councils' websites says
so, or another address in the same file. A registry is left alone, and so are the addresses that say which thing is
meant: {identities}.

## What it leaves to a person

These findings know what could be written, and yet only a person can tell:

{left}
"""


def fix_page(_standard: Standard) -> Files:
    # Appended, not put first: the installed package wins, and without one the sources will do.
    sys.path.append(str(VALIDATOR))
    from councilprojects_validator.fixing import LEFT_TO_A_PERSON, MENDS  # noqa: PLC0415 - only now can it be found
    from councilprojects_validator.fixing.addresses import IDENTITIES  # noqa: PLC0415
    from councilprojects_validator.fixing.codes import ALIASES  # noqa: PLC0415
    from councilprojects_validator.fixing.keys import CERTAIN  # noqa: PLC0415

    kinds: dict[str, list[str]] = {}
    for mend in MENDS.values():
        kinds.setdefault(mend.what, []).append(mend.code)
    page = PAGE.format(
        mends=table("what", "of the findings", [(what, codes_of(codes)) for what, codes in kinds.items()]),
        aliases=table("list", "read as", [(f"`{name}`", pairs(ALIASES[name])) for name in ALIASES]),
        names=pairs(CERTAIN) + ".",
        identities=", ".join(f"`{field}`" for field in sorted(IDENTITIES)),
        left=table("finding", "why", [(codes_of([code]), why) for code, why in LEFT_TO_A_PERSON.items()]),
    )
    return {"docs/fixing.md": page.encode()}


def table(first: str, second: str, rows: list[tuple[str, str]]) -> str:
    return "\n".join([f"| {first} | {second} |", "|---|---|", *(f"| {one} | {other} |" for one, other in rows)])


def codes_of(codes: list[str]) -> str:
    return ", ".join(f"[`{code}`](rules.md#{code})" for code in codes)


def pairs(meanings: Mapping[str, str]) -> str:
    return "; ".join(f"{written} → `{meant}`" for written, meant in meanings.items())
