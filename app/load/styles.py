"""What the styles of a Word file say of a paragraph or a run, with all that they are based on.

Follows ECMA-376 part 1, 17.7 (styles): the nearest style that says something decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLE_NAME, _RUN_STYLE_NAME, _OUTLINE = W + "pStyle", W + "rStyle", W + "outlineLvl"
_STYLE = b"<w:style "
_OF_TABLE = b'w:type="table"'
_HINTS, _END_OF_HINTS = b"<w:latentStyles ", b"</w:latentStyles>"
_RUN_LOOKS, _END_OF_LOOKS = b"<w:rPr>", b"</w:rPr>"
_LOOK = re.compile(
    rb'<w:(?:rFonts|szCs|sz|lang|kern|color|spacing|position|w|bCs|iCs|i|u)(?: [\w:]+="[^"<>]*")*/>'
)
_LARGE = 1 << 23
"""Larger parts are parsed as they are: cut into pieces they would take up too much memory."""
_NUMBERING, _LIST, _LEVEL = W + "numPr", W + "numId", W + "ilvl"
_BODY_TEXT = 9
_WHOLE_NUMBER = re.compile(r"-?\d{1,9}")
_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])")
_CONTENTS_NAME = re.compile(r"toc ?[1-9]|(?:wpsoffice手动)?目录 ?[1-9]")


@dataclass(frozen=True, slots=True)
class Style:
    """What holds for whatever follows a style; None where the style leaves it open.

    ``list_style`` is the nearest style that says something of a list: a level of it may name that.
    """

    outline: int | None = None
    list_id: str | None = None
    list_style: str | None = None
    level: int | None = None
    hidden: bool | None = None
    bold: bool | None = None
    is_contents: bool = False


_NOTHING = Style()


class Styles:
    """The styles of one document, each looked up once."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read styles.xml, which may be absent."""
        elements = [] if root is None else root.findall(W + "style")
        self._elements = {attribute(style, "styleId"): style for style in elements}
        self._default = next(
            (
                attribute(style, "styleId")
                for style in elements
                if style.get(W + "type") == "paragraph"
                and style.get(W + "default") in {"1", "true"}
            ),
            "",
        )
        self._found: dict[str, Style] = {}

    def of_paragraph(self, properties: etree._Element | None) -> Style:
        """Return the style of a paragraph with ``properties``, the default one where none is named."""
        named = None if properties is None else first_child(properties, _STYLE_NAME)
        return self._style(self._default if named is None else attribute(named, "val"))

    def of_run(self, properties: etree._Element) -> Style:
        """Return the character style of a run, one that says nothing where none is named."""
        named = first_child(properties, _RUN_STYLE_NAME)
        return Style() if named is None else self._style(attribute(named, "val"))

    def _style(self, name: str) -> Style:
        """Return a style with what it is based on; each is read once, however long the chain."""
        chain: dict[str, etree._Element] = {}
        while name not in self._found and name not in chain and name in self._elements:
            chain[name] = self._elements[name]
            base = chain[name].find(W + "basedOn")
            name = "" if base is None else attribute(base, "val")
        style = self._found.get(name, _NOTHING)
        for style_id, element in reversed(chain.items()):
            style = self._found[style_id] = _read(style_id, element, style)
        return style


def _read(style_id: str, element: etree._Element, base: Style) -> Style:
    """Return what a style says, and of the rest what ``base`` says."""
    outline = list_id = list_style = level = hidden = bold = None
    properties = element.find(W + "pPr")
    if properties is not None:
        outline = outline_of(properties)
        list_id, level = numbering_of(properties)
        list_style = None if (list_id, level) == (None, None) else style_id
    run = element.find(W + "rPr")
    if run is not None:
        hidden, bold = switch(run.find(W + "vanish")), switch(run.find(W + "b"))
    title = element.find(W + "name")
    words = "" if title is None else attribute(title, "val").lower()
    heading = _HEADING_NAME.fullmatch(words)
    if outline is None and heading is not None:
        outline = int(heading.group(1)) - 1
    return Style(
        base.outline if outline is None else outline,
        list_id or base.list_id,
        list_style or base.list_style,
        base.level if level is None else level,
        base.hidden if hidden is None else hidden,
        base.bold if bold is None else bold,
        base.is_contents or _CONTENTS_NAME.fullmatch(words) is not None,
    )


def without_idle_styles(data: bytes) -> bytes:
    """Return styles.xml without table styles and hints for menus: nine tenths of it, of which no text depends."""
    head, *styles = data.split(_STYLE)
    if not styles or b"<!--" in data:
        return data
    before, begun, hints = head.partition(_HINTS)
    _, ended, after = hints.partition(_END_OF_HINTS)
    head = before + after if begun and ended else head
    kept = [style for style in styles[:-1] if not style.startswith(_OF_TABLE)]
    return _STYLE.join([head, *kept, styles[-1]])


def without_looks(data: bytes) -> bytes:
    """Return a part without typefaces, sizes and colours of runs: two thirds of it, of which no text depends."""
    if len(data) > _LARGE or b"<!" in data:  # in a comment or in CDATA it would be text
        return data
    head, *runs = data.split(_RUN_LOOKS)
    kept: dict[bytes, bytes] = {}
    parts = [head]
    for run in runs:
        looks, end, text = run.partition(_END_OF_LOOKS)
        if looks not in kept:
            kept[looks] = _LOOK.sub(b"", looks)
        parts += (_RUN_LOOKS, kept[looks], end, text)
    return b"".join(parts)


def outline_level(properties: etree._Element | None, style: Style) -> int | None:
    """Return the outline level of a paragraph, 0 for the highest, None for body text."""
    own = None if properties is None else outline_of(properties)
    level = style.outline if own is None else own
    return level if level is not None and 0 <= level < _BODY_TEXT else None


def outline_of(properties: etree._Element) -> int | None:
    """Return the outline level that ``properties`` themselves set, None where they don't."""
    found = first_child(properties, _OUTLINE)
    return None if found is None else number(found)


def numbering_of(properties: etree._Element) -> tuple[str | None, int | None]:
    """Return the list and the level that ``properties`` themselves set, None for what they don't."""
    list_id = level = None
    found = first_child(properties, _NUMBERING)
    for each in () if found is None else found:
        if each.tag == _LIST:
            list_id = attribute(each, "val")
        elif each.tag == _LEVEL:
            level = number(each)
    return list_id, level


def first_child(parent: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child with ``tag``: as ``find`` does, in a third of the time."""
    return next(parent.iterchildren(tag), None)


def switch(element: etree._Element | None) -> bool | None:
    """Return whether a property is on, None where it is not set."""
    return None if element is None else element.get(W + "val", "true") not in {"0", "false", "off"}


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute of the w: namespace, empty where it is absent."""
    return str(element.get(W + name) or "")


def number(element: etree._Element) -> int | None:
    """Return the whole number in ``element``'s value, None where it makes no sense."""
    text = attribute(element, "val")
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None
