"""The linked-data graph: a named graph per publisher. Start at `write.write_graph`; `shapes` is the mapping."""
