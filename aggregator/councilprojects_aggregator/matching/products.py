"""What a product is called, whoever writes it: “NEC (Northgate) iWorld” is “Northgate iWorld”.

A part of the `match` stage. A maker's name stands before its product's or not, is written short, or is that of a
company bought since; and what kind of thing it is (“CRM”, “system”, “hosted”) is added or not. Pure but for packaged
data, read once.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from councilprojects_aggregator.matching.records import plain_name

_TOKEN = re.compile(r"[^\W_]+")

COMPANY = ("limited", "ltd", "plc", "llp", "inc", "uk")
"""What stands at the end of a company's name, and is written or not."""

# fmt: off
KIND = frozenset({
    "a", "and", "application", "cloud", "contract", "crm", "edition", "edrms", "erp", "for", "hosted",
    "hosting", "it", "licence", "licences", "license", "licenses", "maintenance", "module", "of", "online",
    "platform", "product", "renewal", "saas", "service", "services", "software", "solution", "solutions",
    "suite", "support", "system", "systems", "the",
})
# fmt: on
"""What says of a product what kind of thing it is, or what is bought of it."""


def plain_company(name: str) -> str:
    """Return a company's name without case, signs and what says that it is a company: the same for ever."""
    words = [plain_name(word) for word in name.split()]
    while len(words) > 1 and words[-1] in COMPANY:
        words.pop()
    return "".join(words)


def plain_supplier(name: str) -> str:
    """Return a company's plain name; of one that was bought or renamed, the name that it goes by now."""
    return makers().get(plain_company(name), plain_company(name))


def plain_product(name: str, supplier: str) -> tuple[str, str]:
    """Return what is left of a product's name without its maker and its kind, and the maker: else the supplier.

    Who sells another's product is not its maker: where the name tells the maker, the supplier says nothing.
    """
    words = _TOKEN.findall(name.casefold())
    sellers = frozenset(_TOKEN.findall(supplier.casefold())) - KIND
    made_by = [makers()[word] for word in words if word in makers()]
    left = [word for word in words if word not in KIND and word not in makers() and word not in sellers]
    maker = made_by[0] if made_by else plain_supplier(supplier)
    return "".join(left) or "".join(made_by[:1] or words), maker


@cache
def makers() -> Mapping[str, str]:
    """Return what `makers.csv` says: by a maker's plain name, the one that it goes by now."""
    text = files("councilprojects_aggregator.matching").joinpath("makers.csv").read_text("utf-8")
    return {
        plain_name(name): plain_name(row["Maker"])
        for row in csv.DictReader(io.StringIO(text))
        for name in (row["Maker"], *filter(None, row["Names"].split("|")))
    }
