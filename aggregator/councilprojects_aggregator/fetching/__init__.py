"""Asking the web for files, safely and politely. Start reading at `fetch.fetch_all`; one request is `http.Fetcher`."""
