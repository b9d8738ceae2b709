"""Check a council's projects.json and say in plain words what to mend.

Start reading at `check.check`. Needs neither requests nor rdflib.
"""
