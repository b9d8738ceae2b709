"""What every test has: no network beyond loopback; on demand a web server that misbehaves, councils, a catalogue."""

from hypothesis import settings

pytest_plugins = [
    "badserver",
    "dcat_ap",
    "example_graph",
    "federation",
    "forked_runs",
    "labelled",
    "loopback_only",
    "only_events",
    "scratch",
    "site_catalogue",
    "small_catalogue",
]

# The same examples each time, for whoever repeats a failure; and no test fails because the machine is busy.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
