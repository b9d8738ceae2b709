"""What `scripts/generate` makes: each module turns the standard into files, each file into bytes."""
