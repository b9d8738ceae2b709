"""Files that the schema allows, of any shape: made from the schema itself, for Hypothesis.

Every field can be there or be missing; texts in any script, by language or plain; numbers, days, addresses and codes of
the lists or words of somebody's own.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from councilprojects_validator.standard import codelist, codelists, load_schema

ADDRESS = "https://www.ambridge.example/data/projects.json"
CONTEXT = "https://w3id.org/councilprojects/1.0/context.jsonld"
SCHEMA = load_schema("projects")
DEFINITIONS: dict[str, Any] = SCHEMA["$defs"]
MOST_ITEMS = 2
DEEPEST = 3
"""Members of members of members have no members: a file has an end."""

# Not the private letters: the validator says of them that nobody else can read them.
LETTERS = st.one_of(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zs", "Zl", "Zp")),
    st.sampled_from(" \t\n\"\\<>&'{}@#%\u0645\u4e2d\U0001f600\u200d\u0301"),
)
# Letter by letter: of whole texts Hypothesis also tries what stands in the code, which is not the same each time.
WORDS = st.lists(LETTERS, min_size=1, max_size=12).map("".join).filter(lambda text: bool(text.strip(" \t\r\n")))
TAGS = st.sampled_from(["en", "en-GB", "cy", "gd", "ga", "pl", "zh-Hant", "ur"])
PATHS = st.lists(st.sampled_from("abz019-._~/%"), max_size=8).map(lambda parts: "".join(parts).replace("%", "%C3"))
URLS = st.builds(
    "{}://{}/{}{}".format,
    st.sampled_from(["https", "http"]),
    st.sampled_from(["www.ambridge.example", "felpersham.example:8443", "a.b.example", "xn--bcher-kva.example"]),
    PATHS,
    st.sampled_from(["", "?q=1&r=%20", "#bins", "?x=%C3%A9#top"]),
)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 12, 31))
MOMENTS = st.builds(
    "{}T{:02}:{:02}:{:02}{}".format,
    DAYS.map(str),
    *(st.integers(0, most) for most in (23, 59, 59)),
    st.sampled_from(["Z", "+01:00", ".25Z"]),
)
FIGURES = st.one_of(st.integers(0, 10**9), st.floats(0, 10**7, allow_nan=False).map(lambda figure: round(figure, 4)))
SLUGS = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True)
# Words of somebody's own that are also names of fields.
FIELDS = st.sampled_from(["url", "name", "type", "title", "licence"])
NAMED = {
    "text": st.one_of(WORDS, st.dictionaries(TAGS, WORDS, min_size=1, max_size=3)),
    "title": st.one_of(WORDS, st.dictionaries(TAGS, WORDS, min_size=1, max_size=3)),
    "summary": st.one_of(WORDS, st.dictionaries(TAGS, WORDS, min_size=1, max_size=3)),
    "url": URLS,
    "localisedUrl": st.one_of(URLS, st.dictionaries(TAGS, URLS, min_size=1, max_size=2)),
    "uri": st.one_of(URLS, st.sampled_from(["urn:isbn:0451450523", "tag:ambridge.example,2026:x"])),
    "day": DAYS.map(str),
    "partialDate": st.one_of(DAYS.map(str), DAYS.map(lambda day: str(day)[:7]), DAYS.map(lambda day: str(day)[:4])),
    "moment": st.one_of(DAYS.map(str), MOMENTS),
    "languageTag": TAGS,
    "id": SLUGS,
    "gss": st.sampled_from(["E07000223", "W06000015", "S12000033", "N09000003"]),
    "orgId": st.sampled_from(["GB-LAE-AMB", "GB-COH-01234567", "GB-CHC-200051"]),
    "licence": st.sampled_from(["OGL-UK-3.0", "MIT", "https://licence.example/own", "CC-BY-4.0"]),
    "spdxLicence": st.sampled_from(["MIT", "AGPL-3.0-or-later", "EUPL-1.2"]),
    "currency": st.sampled_from(["GBP", "EUR"]),
    "money": FIGURES,
    "listNumber": st.sampled_from([1, 8, 141, 524, "524"]),
}
MEMBERS = {
    "email": st.sampled_from(["team@ambridge.example", "Digital.Team+1@ambridge.example"]),
    "reviewEvery": st.sampled_from(["P6M", "P1Y", "P2W", "P90D", "P1Y6M"]),
    "previousIds": st.lists(st.one_of(SLUGS, URLS), max_size=MOST_ITEMS, unique=True),
    "share": st.floats(0, 1).map(lambda share: round(share, 3)),
}


@cache
def valid_files() -> st.SearchStrategy[dict[str, Any]]:
    """Return what makes files, each at `ADDRESS` and under the standard's context."""
    given = {
        "councilProjects": st.just("1.0"),
        "self": st.just(ADDRESS),
        "@context": st.just(CONTEXT),
        "projects": st.lists(_object("project", 0), min_size=1, max_size=MOST_ITEMS, unique_by=lambda each: each["id"]),
        "publisher": _object("publisher", 0),
    }
    names = [name for name in SCHEMA["properties"] if name not in {*given, "$schema", "compiledBy"}]
    optional = {name: _member("file", name, SCHEMA["properties"][name], 0) for name in names}
    return st.fixed_dictionaries(given, optional=optional).map(_learnable)


def _learnable(file: dict[str, Any]) -> dict[str, Any]:
    """Give the publisher and each project an address on its own host: there must be a way to learn more."""
    file["publisher"]["url"] = "https://www.ambridge.example/"
    for project in file["projects"]:
        project.setdefault("url", "https://www.ambridge.example/projects")
    return file


def _object(name: str, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    definition = DEFINITIONS[name]
    bases = [part["$ref"].rpartition("/")[2] for part in definition.get("allOf", ()) if "$ref" in part]
    properties = {key: value for base in bases for key, value in DEFINITIONS[base]["properties"].items()}
    properties |= definition.get("properties", {})
    required = {each for base in (*bases, name) for each in DEFINITIONS[base].get("required", ())}
    one_of = [part["required"][0] for part in definition.get("anyOf", ()) if "required" in part]
    kept = {key: value for key, value in properties.items() if depth < DEEPEST or key in {*required, *one_of[:1]}}
    members = {key: _member(_owner(bases, name, key), key, value, depth) for key, value in kept.items()}
    given = {key: members.pop(key) for key in {*required, *one_of[:1]} if key in members}
    return st.fixed_dictionaries(dict(sorted(given.items())), optional=members)


def _owner(bases: list[str], name: str, key: str) -> str:
    """Return the definition under which codelists know a field."""
    return next(
        (base for base in bases if key in DEFINITIONS[base]["properties"] and (name, key) not in codelists()), name
    )


def _member(owner: str, name: str, schema: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    if name in MEMBERS:
        return MEMBERS[name]
    if schema.get("type") == "array":
        item = _value(owner, name, schema["items"], depth + 1)
        return st.lists(item, max_size=1 if name == "openTo" else MOST_ITEMS)
    return _value(owner, name, schema, depth)


def _value(owner: str, name: str, schema: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    references = [schema, *schema.get("allOf", ())]
    for reference in (part["$ref"].rpartition("/")[2] for part in references if "$ref" in part):
        return NAMED[reference] if reference in NAMED else _object(reference, depth + 1)
    if (owner, name) in codelists():
        codes = sorted(codelist(codelists()[owner, name]))
        return st.sampled_from(codes) if "enum" in schema else st.one_of(st.sampled_from(codes), SLUGS, FIELDS)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    return {"number": FIGURES, "boolean": st.booleans()}.get(schema.get("type", ""), WORDS)
