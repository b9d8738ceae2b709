"""Bytes become a JSON value with the reasons why not: `read.read` is the first stage of `check`."""
