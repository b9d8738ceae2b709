"""The `match` stage: the merged catalogue in, what councils would want to know of each other out (`model.Matches`).

Start reading at `match`. Pure, and the same matches for the same records: what two records have in common depends on
the two alone, never on how many others there are (docs/decisions/matching.md).
"""
