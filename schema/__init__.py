"""The Council Projects Standard as data: schemas, context, codelists and reference lists."""
