"""Makes HTML as a tree of elements: words become text and attributes, and only the serialiser writes a bracket.

So nothing that a publisher wrote can become markup. Characters that act (terminal escapes, right-to-left overrides) are
shown as their escapes.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TypeAlias

from councilprojects_validator.quoting import visible

Child: TypeAlias = "ET.Element | str | None"


def element(tag: str, *children: Child, **attributes: str | None) -> ET.Element:
    """Return an element; None children and attributes are left out, `class_` is `class`, `aria_label` `aria-label`."""
    made = ET.Element(
        tag,
        {key.rstrip("_").replace("_", "-"): visible(text) for key, text in attributes.items() if text is not None},
    )
    for child in children:
        if isinstance(child, str):
            _add_text(made, visible(child))
        elif child is not None:
            made.append(child)
    return made


def sentence(tag: str, text: str, **attributes: str | None) -> ET.Element:
    """Return a sentence in which what stands between backticks is code; the last of an odd number stays one."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        parts[-2:] = ["`".join(parts[-2:])]
    children = (element("code", part) if number % 2 else part for number, part in enumerate(parts))
    return element(tag, *children, **attributes)


def document(root: ET.Element) -> str:
    """Return the whole page. The text of a `style` is written as it is (HTML, 13.3): it must be our own."""
    return "<!DOCTYPE html>\n" + ET.tostring(root, encoding="unicode", method="html") + "\n"


def _add_text(made: ET.Element, text: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text
