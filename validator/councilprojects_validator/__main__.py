"""`python -m councilprojects_validator`: the same as the command `councilprojects`."""

from councilprojects_validator.cli import main

main()
