"""What every test has: no network beyond loopback; and on demand a web server that misbehaves, and a catalogue."""

pytest_plugins = ["badserver", "loopback_only", "site_catalogue"]
