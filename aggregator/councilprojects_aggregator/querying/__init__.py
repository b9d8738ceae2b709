"""`councilprojects query`: a question in SPARQL, asked of a graph file at a terminal. Start at `command.query`."""
