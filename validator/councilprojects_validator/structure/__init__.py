"""What the schema says of a file, in our words: `faults.structure` and `keys.unknown_keys` are stages of `check`."""
