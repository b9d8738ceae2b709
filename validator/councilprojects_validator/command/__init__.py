"""The edges of the command line: options, what is read and what is written. `cli` puts them together."""
