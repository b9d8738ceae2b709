"""What is remembered of each source, and what one answer does to it. Start at `step.step`; `store` keeps it."""
