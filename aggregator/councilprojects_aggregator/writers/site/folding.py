"""What in a template is the same on every page, worked out when it is compiled: sentences, addresses, assets.

A page says some fifty sentences of ours and names as many places. Looked up while it is being made, they took a third
of its time; folded, they are part of the text around them. So is what a template includes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, TemplateNotFound, nodes

from councilprojects_aggregator.writers.site.compiling import Straight


class Folding(Environment):
    """An environment whose templates have `_("…")`, `paths.PLACE` and `assets["name"]` replaced by what they give.

    `say` gives a sentence in the site's language, `fixed` the constants by the name that they are members of. What has
    arguments is left for the page. What is included takes the place of its name, in a scope of its own.
    """

    code_generator_class = Straight

    def __init__(self, say: Callable[[str], str], fixed: Mapping[str, Mapping[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.say, self.fixed = say, fixed

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        self._folded(tree)
        return tree

    def _folded(self, node: Any) -> Any:
        for field, value in node.iter_fields():
            if isinstance(value, list):
                setattr(node, field, [self._replaced(each) for each in value])
            else:
                setattr(node, field, self._replaced(value))
        return node

    def _replaced(self, value: Any) -> Any:
        if not isinstance(value, nodes.Node):
            return [self._replaced(each) for each in value] if isinstance(value, list) else value
        if isinstance(value, nodes.Include) and isinstance(value.template, nodes.Const):
            return nodes.Scope(self._included(value.template.value), lineno=value.lineno)
        said = self._sentence(value)
        if said is not None:
            # Ours, or a translator's: not escaped, as everywhere in the templates (`_said`).
            return nodes.MarkSafe(nodes.Const(said, lineno=value.lineno), lineno=value.lineno)
        fixed = self._constant(value)
        return self._folded(value) if fixed is None else nodes.Const(fixed, lineno=value.lineno)

    def _included(self, name: str) -> list[nodes.Node]:
        loader = self.loader
        if loader is None:
            raise TemplateNotFound(name)
        source, filename, _up_to_date = loader.get_source(self, name)
        return self._parse(source, name, filename).body

    def _sentence(self, node: nodes.Node) -> str | None:
        match node:
            case nodes.Call(
                node=nodes.Name(name="_"), args=[nodes.Const(value=str(message))], kwargs=[], dyn_args=None
            ):
                return self.say(message)
        return None

    def _constant(self, node: nodes.Node) -> str | None:
        match node:
            case nodes.Getattr(node=nodes.Name(name=str(of)), attr=str(member)):
                return self.fixed.get(of, {}).get(member)
            case nodes.Getitem(node=nodes.Name(name=str(of)), arg=nodes.Const(value=str(member))):
                return self.fixed.get(of, {}).get(member)
        return None
