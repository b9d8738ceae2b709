"""Where the program begins, as `councilprojects` and as `python -m councilprojects_validator`.

Ctrl-C while the rest is imported ends it as quietly as later: `cli` cannot see to that itself.
"""

from typing import NoReturn

INTERRUPTED = 130
"""128 and the number of SIGINT, as shells count it."""


def main() -> NoReturn:
    """Run the command and exit."""
    try:
        from councilprojects_validator import cli  # noqa: PLC0415 - see the module's docstring

        cli.main()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


if __name__ == "__main__":
    main()
