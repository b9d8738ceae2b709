"""Templates compiled straight: what they say, what they escape, and what is an error, is as with Jinja2's own."""

import pytest
from jinja2 import DictLoader, StrictUndefined, UndefinedError
from jinja2.ext import i18n

from councilprojects_aggregator.writers.site.folding import Folding

PARTS = """
{%- macro said(text, kind="p") -%}
  <{{ kind }}>{{ text }}{% if caller is defined %}{{ caller() }}{% endif %}</{{ kind }}>
{%- endmacro -%}
"""


def made(source: str, **values: object) -> str:
    templates = {"parts.html": PARTS, "layout.html": "{{ self.title()|trim }}: {% block title %}{% endblock %}"}
    environment = Folding(
        say=str,
        fixed={},
        loader=DictLoader({**templates, "item.html": "{% set item = item ~ '!' %}{{ item }}", "page.html": source}),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[i18n],
    )
    return environment.get_template("page.html").render(values)


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ('{% from "parts.html" import said %}{{ said("<a>") }}', "<p>&lt;a&gt;</p>"),
        ('{% from "parts.html" import said %}{{ said(kind="b", text="a") }}', "<b>a</b>"),
        ('{% from "parts.html" import said %}{% call said("a") %}{{ "&" }}{% endcall %}', "<p>a&amp;</p>"),
        ('{% from "parts.html" import said %}{{ said("<a>", "b") }}', "<b>&lt;a&gt;</b>"),
        ('{% from "parts.html" import said %}{% call said("a", "b") %}{{ "&" }}{% endcall %}', "<b>a&amp;</b>"),
        ("{% macro told(text) %}{{ text }}!{% endmacro %}{{ told('<') }}{{ told(text='>') }}", "&lt;!&gt;!"),
        ('{% macro every() %}{{ varargs|join }}{{ kwargs["b"] }}{% endmacro %}{{ every("<", b=">") }}', "&lt;&gt;"),
        ('{{ say(*["<", ">"]) }} {{ say(**{"more": "&"}) }} {{ say() }}', "&lt;,&gt;, &amp; "),
        ('{{ data["<"]["b"][0] }} {{ data["<"].get("c", 1) }} {{ [1, 2, 3][1:] }}', "&#39; 1 [2, 3]"),
        ("{% for one in [1, 2] %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endfor %}", "1a2b"),
        ('{% extends "layout.html" %}{% block title %} <i>{{ "<" }}</i> {% endblock %}', "<i>&lt;</i>:  <i>&lt;</i> "),
        ('{% for item in ["<", "a"] %}{% include "item.html" %}{{ item }}{% endfor %}', "&lt;!&lt;a!a"),
    ],
)
def test_what_a_template_says(source: str, page: str) -> None:
    def say(*texts: str, more: str = "") -> str:
        return ",".join([*texts, more])

    assert made(source, say=say, data={"<": {"b": "'"}}) == page


@pytest.mark.parametrize(
    "source", ["{{ nobody }}", "{{ nobody.name }}", '{{ nobody["name"] }}', "{{ nobody() }}", "{{ nobody|trim }}"]
)
def test_a_name_that_nobody_defined_is_an_error(source: str) -> None:
    with pytest.raises(UndefinedError):
        made(source)


@pytest.mark.parametrize("call", ['said("a", "b", "c")', 'said("a", colour="b")', 'said("a", caller="b", colour="c")'])
def test_a_macro_takes_only_what_it_names(call: str) -> None:
    with pytest.raises(TypeError):
        made('{% from "parts.html" import said %}{{ ' + call + " }}")


@pytest.mark.parametrize(("source", "error"), [('{{ data["b"] }}', KeyError), ("{{ data.b }}", AttributeError)])
def test_so_is_a_member_that_is_not_there(source: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        made(source, data={"a": 1})
