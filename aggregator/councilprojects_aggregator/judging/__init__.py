"""What to think of an answer: whose file it is, what of it can be used, how its source is. Start at `accept.accept`."""
