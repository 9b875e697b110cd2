"""The visible text of a web page in reading order: pieces of text, each with what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from app.load.number_formats import number_text

_LEFT_OUT = re.compile(
    "head|script|style|noscript|template|iframe|object|embed|applet|svg|math|canvas|audio|video|map"
    "|select|datalist|textarea|button|input|progress|meter|dialog|del|rt|rp|xml"
)
_PARAGRAPH = re.compile(
    "html|body|p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|td|th"
    "|section|article|main|header|footer|nav|aside|address|blockquote|center|details|summary|fieldset"
    "|legend|figure|figcaption|form|hgroup|hr|pre|menu|dir"
)
_HEADINGS = {f"h{level}": level - 1 for level in range(1, 7)}
_BOLD = frozenset({"b", "strong", "th", *_HEADINGS})
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
_FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "menu", "menubar", "complementary"}
)
_FURNITURE_NAME = re.compile(
    r"(?:\w+[-_])?(?:nav|navbar|navigation|menu|foot|footer|bottom|breadcrumbs?|crumbs?|copyright"
    r"|sidebar|share|toolbar|search|pagination|pager|friendlinks?)(?:[-_](?:box|bar|wrap|inner|list|con))?",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all")
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)")
_LIGHT = frozenset({"normal", "lighter", "100", "200", "300", "400", "500"})
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
_COUNTS = {
    "1": ("decimal", "."),
    "a": ("lowerLetter", "."),
    "A": ("upperLetter", "."),
    "i": ("lowerRoman", "."),
    "I": ("upperRoman", "."),
    "decimal": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    "lower-alpha": ("lowerLetter", "."),
    "lower-latin": ("lowerLetter", "."),
    "lower-roman": ("lowerRoman", "."),
    "upper-alpha": ("upperLetter", "."),
    "upper-latin": ("upperLetter", "."),
    "upper-roman": ("upperRoman", "."),
    "cjk-ideographic": ("chineseCountingThousand", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "trad-chinese-informal": ("chineseCountingThousand", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
}
_LAYOUT_CELL = 500

_BREAK, _BOLD_END = "\v", "\x02"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDE = r"[\u2014-\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n]*(?={_WIDE})")
_BLANKS = re.compile(r"[ \t\r\n]+")
_BLANKS_AT_BREAK = re.compile(f" ?{_BREAK} ?")
_NEW_PARAGRAPH = re.compile("\n(?=\n|[\u3000\u00a0\u2002\u2003]{2})")


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of a page.

    ``element`` is the smallest block of the page around it; ``cells`` is how many table cells the page has
    up to here, the one around it included; ``bold`` is how many characters at the beginning are bold.
    ``is_link`` tells whether most of it leads elsewhere, ``is_furniture`` whether it is marked as a menu,
    a footer or the like.
    """

    text: str
    element: etree._Element
    cells: int = 0
    in_cell: bool = False
    label: str = ""
    outline: int | None = None
    bold: int = 0
    is_link: bool = False
    is_furniture: bool = False


def pieces(page: etree._Element) -> Iterator[Piece]:
    """Yield what a person sees of ``page``, paragraph by paragraph."""
    yield from _Walk(page).pieces()


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for the text at one point of the page."""

    element: etree._Element
    in_cell: bool = False
    outline: int | None = None
    is_bold: bool = False
    is_link: bool = False
    is_furniture: bool = False
    keeps_lines: bool = False


@dataclass(slots=True)
class _List:
    """One list with numbers: how it counts, and its last number."""

    kind: str
    number: int


@dataclass(slots=True)
class _Words:
    """The text since the last paragraph end, and how much of it is links."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    is_bold: bool = False

    def add(self, text: str, around: _Around) -> None:
        """Take up ``text``; where bold type at the beginning ends, a mark goes in."""
        length = len(text.strip())
        if length:
            if self.is_bold and not around.is_bold:
                self.parts.append(_BOLD_END)
            self.is_bold = around.is_bold and (self.is_bold or not self.length)
        self.parts.append(text)
        self.length += length
        self.linked += length * around.is_link

    def shown(self) -> tuple[str, int]:
        """Return the text as a browser shows it, and how much of its beginning is bold."""
        text = "".join(self.parts) + _BOLD_END * self.is_bold
        text = _BLANKS.sub(" ", _WRAPPED.sub("", text))
        text = _BLANKS_AT_BREAK.sub("\n", text).strip(" ")
        bold = text.find(_BOLD_END)
        return text.replace(_BOLD_END, ""), max(bold, 0)


class _Walk:
    """One walk through a page in reading order."""

    def __init__(self, page: etree._Element) -> None:
        self.page = page
        self.layout = _layout_tables(page)
        self.around = [_Around(page)]
        self.lists: list[_List | None] = []
        self.words = _Words()
        self.label = ""
        self.cells = 0

    def pieces(self) -> Iterator[Piece]:
        walk = etree.iterwalk(self.page, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walk:
            tag = str(element.tag)
            if skipped is not None:  # what follows is its end
                skipped = None
                self._add(element.tail)
            elif event == "start" and (_LEFT_OUT.fullmatch(tag) or _is_hidden(element)):
                skipped = element
                walk.skip_subtree()
            else:
                if _PARAGRAPH.fullmatch(tag):
                    yield from self._end_paragraph()
                if event == "start":
                    self._enter(element, tag)
                    self._add(element.text)
                else:
                    self._leave(tag)
                    self._add(element.tail)

    def _enter(self, element: etree._Element, tag: str) -> None:
        around = _with_type(self.around[-1], element, tag)
        if _PARAGRAPH.fullmatch(tag):
            around = _with_block(around, element, tag)
        if tag in {"td", "th"} and _table_of(element) not in self.layout:
            self.cells += 1
            around = replace(around, in_cell=True)
        elif tag in _LISTS:
            self.lists.append(_list(element, tag))
        elif tag == "li":
            self.label = self._next_label(element)
        elif tag == "br":
            self.words.parts.append(_BREAK)
        self.around.append(around)

    def _leave(self, tag: str) -> None:
        self.around.pop()
        if tag in _LISTS:
            self.lists.pop()
        elif tag == "li":
            self.label = ""

    def _add(self, text: str | None) -> None:
        if text:
            text = _CONTROLS.sub("", text)
            if self.around[-1].keeps_lines:
                text = text.replace("\r", "").replace("\n", _BREAK)
            self.words.add(text, self.around[-1])

    def _next_label(self, item: etree._Element) -> str:
        here = self.lists[-1] if self.lists else None
        if here is None:
            return ""
        here.number = _whole(item.get("value"), here.number + 1)
        kind, end = _COUNTS.get(_list_style(item) or here.kind, ("", ""))
        return number_text(here.number, kind) + end if kind else ""

    def _end_paragraph(self) -> Iterator[Piece]:
        """Yield what was gathered, one piece for each paragraph that line breaks make of it."""
        words, self.words = self.words, _Words()
        if not words.length:
            return
        text, bold = words.shown()
        around = self.around[-1]
        for part in _NEW_PARAGRAPH.split(text):
            shown = part.strip("\n")
            if not shown.strip():
                continue
            yield Piece(
                shown,
                around.element,
                cells=self.cells,
                in_cell=around.in_cell,
                label=self.label,
                outline=around.outline,
                bold=min(bold, len(shown)),
                is_link=2 * words.linked > words.length,
                is_furniture=around.is_furniture,
            )
            self.label, bold = "", 0


def _with_block(around: _Around, element: etree._Element, tag: str) -> _Around:
    return replace(
        around,
        element=element,
        outline=_HEADINGS.get(tag, around.outline),
        is_furniture=around.is_furniture or _is_furniture(element, tag),
        keeps_lines=around.keeps_lines or tag == "pre",
    )


def _with_type(around: _Around, element: etree._Element, tag: str) -> _Around:
    """Return ``around`` with what ``element`` changes of the type: bold, link."""
    weight = _WEIGHT.search((element.get("style") or "").lower())
    if weight or tag in _BOLD:
        around = replace(around, is_bold=weight is None or weight.group(1) not in _LIGHT)
    return replace(around, is_link=True) if tag == "a" and element.get("href") else around


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (
        style is not None and _HIDDEN.search(style.lower()) is not None
    )


def _is_furniture(element: etree._Element, tag: str) -> bool:
    if tag in _FURNITURE_TAGS or element.get("role") in _FURNITURE_ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(_FURNITURE_NAME.fullmatch(name) for name in names)


def _layout_tables(page: etree._Element) -> set[etree._Element]:
    """Return the tables that only arrange the page: around other tables, or with an article in a cell."""
    tables = list(page.iter("table"))
    found = {table for table in tables if table.get("role") in {"presentation", "none"}}
    found.update(around for table in tables if (around := _table_of(table)) is not None)
    for cell in page.iter("td", "th"):
        table = _table_of(cell)
        if table is not None and table not in found and _is_long(cell):
            found.add(table)
    return found


def _table_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("table"), None)


def _is_long(cell: etree._Element) -> bool:
    length = 0
    for text in cell.itertext():
        length += len(str(text).strip())
        if length > _LAYOUT_CELL:
            return True
    return False


def _list(element: etree._Element, tag: str) -> _List | None:
    if tag != "ol":
        return None
    kind = _list_style(element) or element.get("type") or "1"
    return _List(kind, _whole(element.get("start"), 1) - 1)


def _list_style(element: etree._Element) -> str | None:
    style = _LIST_STYLE.search((element.get("style") or "").lower())
    return style.group(1) if style else None


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"[+-]?[0-9]{1,6}", text) else otherwise
