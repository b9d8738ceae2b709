"""The namespaces that the standard's terms come from, and the names that its vocabulary gives."""

from __future__ import annotations

BASE = "https://w3id.org/councilprojects/"
ONTOLOGY = f"{BASE}ns#"
PREFERRED = "v"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
NAMESPACES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "v": ONTOLOGY,
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}


def scheme_name(codelist: str) -> str:
    """Return the local name of a codelist's scheme: not the list's own, for `phase` is a property as well."""
    return f"codelist-{codelist}"
