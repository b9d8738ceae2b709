"""How a template becomes Python: for pages that are made by the ten thousand, as straight as it can be written.

Jinja2 asks of each call, member and item of a template what kind it is, for templates of strangers and for functions
that want its context. Ours are packaged, and what they call wants none; so they are compiled to the plain call, member
and item, which takes half of the time. What nobody defined is an error as before, and every string is escaped.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from markupsafe import Markup, escape


class Straight(CodeGenerator):
    """Jinja2's own generator but for what is below; Jinja2 documents `code_generator_class` for this."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 (Jinja2's name)
        self.writeline(f"from {__name__} import quick, shown")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if isinstance(node.node, nodes.Name) and node.node.name == "self":  # the blocks of this page
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        self.visit(node.node, frame)
        self.write("(")
        first, rest = node.args[:1], node.args[1:]
        for argument in first:
            self.visit(argument, frame)
        if not first:
            self.write("*()")  # what follows begins with a comma
        others = nodes.Call(node.node, rest, node.kwargs, node.dyn_args, node.dyn_kwargs)
        self.signature(others, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        is_plain = not macro_ref.accesses_kwargs and not macro_ref.accesses_varargs
        # `macro` is what Jinja2 calls the function that it has just written.
        self.write(f"quick(macro, {len(macro_ref.node.args)}, {macro_ref.accesses_caller}, " if is_plain else "(")
        super().macro_def(macro_ref, frame)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("shown(")


def quick(body: Callable[..., str], count: int, has_caller: bool, macro: Macro) -> Callable[..., str]:  # noqa: FBT001
    """Return `macro`, whose `body` takes `count` arguments, without its questions where a call names none of them."""

    def called(*arguments: object, **named: object) -> str:
        if len(arguments) == count and len(named) == has_caller and ("caller" in named) == has_caller:
            return Markup(body(*arguments, *named.values()))  # noqa: S704 (a template of ours, which escapes)
        return macro(*arguments, **named)

    return called


def shown(value: object) -> str:
    """Return `value` as it stands in a page: escaped, but for what is marked as a page's own."""
    if type(value) is Markup:
        return value
    return _escaped(value) if type(value) is str else escape(value)


@lru_cache(maxsize=4096)
def _escaped(value: str) -> Markup:
    """Return the same of a string: names, days and codes stand on many pages, and often on one."""
    return escape(value)
