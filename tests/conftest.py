"""What every test has: no network beyond loopback, and a web server that misbehaves on demand."""

pytest_plugins = ["badserver", "loopback_only"]
