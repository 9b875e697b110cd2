"""What a person sees of a Word paragraph: no deletions, no field codes, nothing hidden."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from app.load.number_formats import circled
from app.load.styles import Style, Styles, W, attribute, switch
from app.model import BlockKind

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = _MC + "AlternateContent"
FALLBACK = _MC + "Fallback"
TEXT_BOX = W + "txbxContent"
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_NOTE_MARKS: dict[Any, tuple[BlockKind, str]] = {
    W + "footnoteReference": (BlockKind.FOOTNOTE, "footnotes"),
    W + "endnoteReference": (BlockKind.ENDNOTE, "endnotes"),
}
_DRAWN = frozenset({W + "drawing", W + "pict", W + "object"})
_RUN, _TEXT, _RUN_PROPERTIES = W + "r", W + "t", W + "rPr"
_LEFT_OUT = frozenset(
    W + tag
    for tag in (
        "rPr",
        "pPr",
        "del",
        "moveFrom",
        "delText",
        "delInstrText",
        "rt",
        "rubyPr",
        "sdtPr",
        "sdtEndPr",
    )
)
_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_BREAKS: dict[Any, str] = {W + tag: sign for tag, sign in _SIGNS.items()}
# A paragraph with none of these is no more than its w:t elements.
_SPECIAL = (
    *_BREAKS,
    *_NOTE_MARKS,
    *_DRAWN,
    ALTERNATIVES,
    _MATH_TEXT,
    *(
        W + tag
        for tag in ("sym", "fldChar", "fldSimple", "ruby", "del", "moveFrom", "vanish", "rStyle")
    ),
)
_CONTENTS_CODE = re.compile(r"\s*(?:TOC|TOA|INDEX)\b", re.IGNORECASE)
_ENCLOSED_CODE = re.compile(
    r"\s*eq\s*\\o\s*\\ac\s*\(\s*[○〇◯]\s*[,，]\s*(\w+)\s*\)", re.IGNORECASE
)
_TWO_DIGITS = 2
# The signs of Microsoft's symbol fonts that office texts use, as Unicode has them.
_PICTOGRAMS = {
    "wingdings": {
        0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA1: "○",
        0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x54: "☒", 0x9F: "•", 0xA3: "□"},
    "symbol": {0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xDE: "⇒"},
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)
UNKNOWN_SIGN = "□"
"""What stands for a sign whose font we don't know, as Word shows it where the font is absent."""


class Piece(NamedTuple):
    """A stretch of visible text and the element that holds it."""

    text: str
    element: etree._Element


@dataclass(slots=True)
class Seen:
    """The visible text of a paragraph, how much of its beginning is bold, and what hangs on it.

    ``attached`` are text boxes and note references in order.
    """

    pieces: list[Piece] = field(default_factory=list)
    bold: int = 0
    attached: list[etree._Element] = field(default_factory=list)

    def followed_by(self, other: Seen) -> Seen:
        """Return both as one paragraph."""
        length = sum(len(piece.text) for piece in self.pieces)
        bold = self.bold + other.bold if self.bold == length else self.bold
        return Seen(self.pieces + other.pieces, bold, self.attached + other.attached)


@dataclass(slots=True)
class _Field:
    """A field that is open: its code so far, and whether its result has begun."""

    code: str = ""
    has_result: bool = False

    def shows(self) -> bool:
        return self.has_result and not _CONTENTS_CODE.match(self.code)


class Visible:
    """Reads paragraph after paragraph, because a field may go on over many."""

    def __init__(self, styles: Styles) -> None:
        """Take the styles; ``look_over`` each part before its paragraphs are read."""
        self.styles = styles
        self.hidden = 0
        self._stray: list[etree._Element] = []
        self._special: set[etree._Element] = set()
        self._fields: list[_Field] = []
        self._style = Style()
        self._seen = Seen()
        self._lead_is_bold = True
        self._actions: dict[Any, Callable[[etree._Element], None]] = {
            _TEXT: self._text,
            _MATH_TEXT: self._text,
            _RUN: self._run,
            W + "fldChar": self._field_mark,
            W + "instrText": self._code,
            W + "fldSimple": self._simple_field,
            W + "sym": self._symbol,
            ALTERNATIVES: self._alternatives,
            **dict.fromkeys(_BREAKS, self._break),
            **dict.fromkeys(_NOTE_MARKS, self._note),
            **dict.fromkeys(_DRAWN, self._drawn),
        }

    def look_over(self, root: etree._Element) -> None:
        """Note which paragraphs of a part hold more than text, and which of its fields have no end."""
        self._stray += stray_fields(root)
        for element in root.iter(*_SPECIAL):
            self._special.update(element.iterancestors(W + "p"))

    def paragraph(self, element: etree._Element, style: Style) -> Seen:
        """Return what is seen of a paragraph that follows ``style``."""
        self._style = style
        self._seen = seen = Seen()
        if self._is_plain(element, style):  # nine of ten are, and reading them takes half the time
            seen.pieces = [Piece(text, t) for t in element.iter(_TEXT) if (text := t.text)]
            return seen
        self._lead_is_bold = True
        self._inside(element)
        return seen

    def _is_plain(self, element: etree._Element, style: Style) -> bool:
        if self._fields or style.hidden or style.bold or element in self._special:
            return False
        run = next(element.iterchildren(_RUN), None)
        return run is None or not self._is_bold(next(run.iterchildren(_RUN_PROPERTIES), None))

    def apart(self) -> list[_Field]:
        """Begin a text of its own (a box, a note) and return what ``rejoin`` needs to go on after it."""
        outer, self._fields = self._fields, []
        return outer

    def rejoin(self, outer: list[_Field]) -> None:
        """Go on with the text that ``apart`` left."""
        self._fields = outer

    @property
    def is_in_contents(self) -> bool:
        """Tell whether a table of contents is open."""
        return any(_CONTENTS_CODE.match(each.code) for each in self._fields)

    def _inside(self, parent: etree._Element) -> None:
        actions = self._actions
        for child in parent:
            tag = child.tag
            action = actions.get(tag)
            if action is not None:
                action(child)
            elif tag not in _LEFT_OUT:
                self._inside(child)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(_RUN_PROPERTIES)
        if self._is_hidden(properties):
            self.hidden += any(text.text for text in run.iter(_TEXT))
            return
        before = len(self._seen.pieces)
        self._inside(run)
        if self._lead_is_bold and len(self._seen.pieces) > before:
            self._measure_lead(properties, before)

    def _measure_lead(self, properties: etree._Element | None, before: int) -> None:
        added = self._seen.pieces[before:]
        if self._is_bold(properties):
            self._seen.bold += sum(len(piece.text) for piece in added)
        elif any(piece.text.strip() for piece in added):
            self._lead_is_bold = False

    def _is_hidden(self, properties: etree._Element | None) -> bool:
        own = None if properties is None else switch(properties.find(W + "vanish"))
        if own is not None:
            return own
        return self._toggled(properties, "hidden")

    def _is_bold(self, properties: etree._Element | None) -> bool:
        own = None if properties is None else switch(properties.find(W + "b"))
        return self._toggled(properties, "bold") if own is None else own

    def _toggled(self, properties: etree._Element | None, name: str) -> bool:
        """Return what the styles make of a property that a second style switches off again (17.7.3)."""
        by_run = None if properties is None else getattr(self.styles.of_run(properties), name)
        return bool(by_run) != bool(getattr(self._style, name))

    def _text(self, element: etree._Element) -> None:
        if element.text and self._shows():
            self._seen.pieces.append(Piece(element.text, element))

    def _shows(self) -> bool:
        return not self._fields or all(each.shows() for each in self._fields)

    def _add(self, text: str, element: etree._Element) -> None:
        if self._shows():
            self._seen.pieces.append(Piece(text, element))

    def _break(self, element: etree._Element) -> None:
        self._add(_BREAKS[element.tag], element)

    def _symbol(self, element: etree._Element) -> None:
        self._add(_sign(attribute(element, "font"), attribute(element, "char")), element)

    def _note(self, element: etree._Element) -> None:
        if self._shows():
            self._seen.attached.append(element)

    def _drawn(self, element: etree._Element) -> None:
        for child in element:
            if child.tag in {TEXT_BOX, WORD_ART}:
                self._seen.attached.append(child)
            if child.tag == ALTERNATIVES:
                for branch in chosen(child):
                    self._drawn(branch)
            elif child.tag != TEXT_BOX:
                self._drawn(child)

    def _alternatives(self, element: etree._Element) -> None:
        for branch in chosen(element):
            self._inside(branch)

    def _field_mark(self, element: etree._Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            if element not in self._stray:
                self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            enclosed = _ENCLOSED_CODE.match(closed.code)
            if enclosed and not closed.has_result:
                self._add(_circled(enclosed.group(1)), element)

    def _code(self, element: etree._Element) -> None:
        if self._fields and not self._fields[-1].has_result:
            self._fields[-1].code += element.text or ""

    def _simple_field(self, element: etree._Element) -> None:
        self._fields.append(_Field(attribute(element, "instr"), has_result=True))
        self._inside(element)
        self._fields.pop()


def chosen(alternatives: etree._Element) -> Iterator[etree._Element]:
    """Yield the branch that is shown out of several that say the same: the first choice."""
    branch = alternatives.find(_MC + "Choice")
    branch = alternatives.find(FALLBACK) if branch is None else branch
    if branch is not None:
        yield branch


def note_of(reference: etree._Element) -> tuple[BlockKind, str, str]:
    """Return the kind of the note that ``reference`` is to, its part and its id there."""
    kind, part = _NOTE_MARKS[reference.tag]
    return kind, part, attribute(reference, "id")


def stray_fields(body: etree._Element) -> list[etree._Element]:
    """Return the field beginnings in ``body`` that have no end: without this they'd swallow the rest."""
    open_ones: list[etree._Element] = []
    for mark in body.iter(W + "fldChar"):
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            open_ones.append(mark)
        elif kind == "end" and open_ones:
            open_ones.pop()
    return open_ones


def _circled(text: str) -> str:
    return circled(int(text)) if text.isdecimal() and len(text) <= _TWO_DIGITS else text


def _sign(font: str, code: str) -> str:
    """Return the character of a w:sym: its code is one of Unicode, or a place in a symbol font (17.3.3.30)."""
    try:
        number = int(code, 16)
        sign = chr(number)
    except (ValueError, OverflowError):
        return UNKNOWN_SIGN
    signs = _PICTOGRAMS.get(font.lower())
    if signs is not None:
        low = number - _PRIVATE.start if number in _PRIVATE else number
        return signs.get(low, UNKNOWN_SIGN)
    return sign if sign.isprintable() else UNKNOWN_SIGN
