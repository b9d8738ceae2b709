"""A page of the site as its parts: names, attributes and text."""

from __future__ import annotations

from html.parser import HTMLParser

from councilprojects_aggregator.model import Files


class Page(HTMLParser):
    """What stands in a page's markup: its elements, and all attributes as `(element, name, value)`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


def text_of(site: Files, path: str) -> str:
    """Return a page's text as a reader has it, white space as single spaces."""
    page = Page(site[path].decode())
    return " ".join(" ".join(page.text).split())
