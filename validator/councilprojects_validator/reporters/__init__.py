"""The last stage: reports in, text out, one module for each format.

Every reporter is a pure function; `cli` prints what it returns. Nothing that a publisher wrote reaches a terminal
or a build log unescaped (see `quoting`).
"""
