"""What the styles of a Word file say of a paragraph or a run, with all that they are based on.

Follows ECMA-376 part 1, 17.7 (styles): the nearest style that says something decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLE = b"<w:style "
_OF_TABLE = b'w:type="table"'
_NUMBERING, _LIST, _LEVEL = W + "numPr", W + "numId", W + "ilvl"
_BODY_TEXT = 9
_WHOLE_NUMBER = re.compile(r"-?\d{1,9}")
_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])")
_CONTENTS_NAME = re.compile(r"toc ?[1-9]|目录 ?[1-9]")


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
        named = None if properties is None else properties.find(W + "pStyle")
        return self._style(self._default if named is None else attribute(named, "val"))

    def of_run(self, properties: etree._Element) -> Style:
        """Return the character style of a run, one that says nothing where none is named."""
        named = properties.find(W + "rStyle")
        return Style() if named is None else self._style(attribute(named, "val"))

    def _style(self, name: str) -> Style:
        if name not in self._found:
            self._found[name] = self._read(name)
        return self._found[name]

    def _read(self, name: str) -> Style:
        outline = list_id = list_style = level = hidden = bold = None
        is_contents = False
        for style_id, element in self._chain(name):
            properties = element.find(W + "pPr")
            if properties is not None:
                own_list, own_level = numbering_of(properties)
                if list_style is None and (own_list, own_level) != (None, None):
                    list_style = style_id
                list_id = own_list if list_id is None else list_id
                level = own_level if level is None else level
                outline = outline_of(properties) if outline is None else outline
            run = element.find(W + "rPr")
            if run is not None:
                hidden = switch(run.find(W + "vanish")) if hidden is None else hidden
                bold = switch(run.find(W + "b")) if bold is None else bold
            title = element.find(W + "name")
            words = "" if title is None else attribute(title, "val").lower()
            is_contents = is_contents or _CONTENTS_NAME.fullmatch(words) is not None
            heading = _HEADING_NAME.fullmatch(words)
            if outline is None and heading is not None:
                outline = int(heading.group(1)) - 1
        return Style(outline, list_id, list_style, level, hidden, bold, is_contents)

    def _chain(self, name: str) -> list[tuple[str, etree._Element]]:
        """Return a style and all that it is based on, nearest first."""
        chain: list[tuple[str, etree._Element]] = []
        seen: set[str] = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            chain.append((name, self._elements[name]))
            base = self._elements[name].find(W + "basedOn")
            name = "" if base is None else attribute(base, "val")
        return chain


def without_table_styles(data: bytes) -> bytes:
    """Return styles.xml without its table styles: nine tenths of it, of which no text depends."""
    head, *styles = data.split(_STYLE)
    if not styles or b"<!--" in data:
        return data
    kept = [style for style in styles[:-1] if not style.startswith(_OF_TABLE)]
    return _STYLE.join([head, *kept, styles[-1]])


def outline_level(properties: etree._Element | None, style: Style) -> int | None:
    """Return the outline level of a paragraph, 0 for the highest, None for body text."""
    own = None if properties is None else outline_of(properties)
    level = style.outline if own is None else own
    return level if level is not None and 0 <= level < _BODY_TEXT else None


def outline_of(properties: etree._Element) -> int | None:
    """Return the outline level that ``properties`` themselves set, None where they don't."""
    found = properties.find(W + "outlineLvl")
    return None if found is None else number(found)


def numbering_of(properties: etree._Element) -> tuple[str | None, int | None]:
    """Return the list and the level that ``properties`` themselves set, None for what they don't."""
    list_id = level = None
    for each in next(properties.iterchildren(_NUMBERING), ()):  # three times as fast as find
        if each.tag == _LIST:
            list_id = attribute(each, "val")
        elif each.tag == _LEVEL:
            level = number(each)
    return list_id, level


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
