"""What a person sees of a Word paragraph: no deletions, no field codes, nothing hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from lxml import etree

from app.limits import MARKS
from app.load import fields
from app.load.signs import sign
from app.load.styles import Style, Styles, W, attribute, first_child, switch
from app.model import BlockKind

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = _MC + "AlternateContent"
FALLBACK = _MC + "Fallback"
TEXT_BOX = W + "txbxContent"
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATH_TEXT, _DENOMINATOR = _MATH + "t", _MATH + "den"
_NOTE_MARKS: dict[Any, tuple[BlockKind, str]] = {
    W + "footnoteReference": (BlockKind.FOOTNOTE, "footnotes"),
    W + "endnoteReference": (BlockKind.ENDNOTE, "endnotes"),
}
_DRAWN = frozenset({W + "drawing", W + "pict", W + "object"})
_PARAGRAPH, _RUN, _TEXT, _RUN_PROPERTIES = W + "p", W + "r", W + "t", W + "rPr"
_SYMBOL = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
_FIELD_MARK, _FIELD_CODE = W + "fldChar", W + "instrText"
_HIDDEN_SHAPE = "visibility:hidden"
_TRUE = frozenset({"1", "true"})
_BOLD, _HIDDEN = W + "b", W + "vanish"
_LEFT_OUT = frozenset(W + tag for tag in ("rPr", "pPr", "del", "moveFrom", "rt"))
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


class Piece(NamedTuple):
    """A stretch of visible text and the element that holds it."""

    text: str
    element: etree._Element


@dataclass(slots=True)
class Seen:
    """The visible text of a paragraph, how much of its beginning is bold, and what hangs on it.

    ``attached`` are text boxes and note references in order; ``joined`` is the length of what was
    read into it by ``join``.
    """

    pieces: list[Piece] = field(default_factory=list)
    bold: int = 0
    attached: list[etree._Element] = field(default_factory=list)
    joined: int = 0

    def join(self, other: Seen) -> None:
        """Take in what follows in the same paragraph."""
        if self.bold == self.joined:
            self.bold += other.bold
        self.joined += sum(len(piece.text) for piece in other.pieces)
        self.pieces += other.pieces
        self.attached += other.attached


@dataclass(slots=True)
class _Field:
    """A field that is open: its first mark, its code so far, and how many pieces there were before its result.

    ``shows`` and ``in_contents`` hold for what stands around it.
    """

    begin: etree._Element
    shows: bool
    in_contents: bool
    code: str = ""
    result: int | None = None


class Outer(NamedTuple):
    """Where a text was left for another one, such as a note."""

    fields: list[_Field]
    shows: bool
    in_contents: bool


class Visible:
    """Reads paragraph after paragraph, because a field may go on over many."""

    def __init__(self, styles: Styles) -> None:
        """Take the styles; ``look_over`` each part before its paragraphs are read.

        ``hidden`` counts stretches that are not shown; ``meets_contents`` tells whether the paragraph
        read last holds a table of contents or a part of one.
        """
        self.styles = styles
        self.hidden = 0
        self.meets_contents = False
        self._stray: set[etree._Element] = set()
        self._special: set[etree._Element] = set()
        self._fields: list[_Field] = []
        self._shows = True
        self._in_contents = False
        self._style = Style()
        self._seen = Seen()
        self._lead = 0
        self._lead_is_bold = True

    def look_over(self, root: etree._Element) -> bool:
        """Note which paragraphs of a part hold more than text, and which of its fields have no end.

        Returns False when there are more paragraphs, breaks, fields and the like than ``MARKS``. A
        paragraph around another one holds a text box, and is noted for that.
        """
        paragraph, open_fields, count = root, [], 0
        for element in root.iter(_PARAGRAPH, *_SPECIAL):
            count += 1
            if count > MARKS:
                return False
            if element.tag == _PARAGRAPH:
                paragraph = element
                continue
            self._special.add(paragraph)
            if element.tag == _FIELD_MARK:
                kind = attribute(element, "fldCharType")
                if kind == "begin":
                    open_fields.append(element)
                elif kind == "end" and open_fields:
                    open_fields.pop()
        self._stray.update(open_fields)  # they would swallow the rest of the text
        return True

    def paragraph(self, element: etree._Element, style: Style) -> Seen:
        """Return what is seen of a paragraph that follows ``style``."""
        self._style = style
        self._seen = seen = Seen()
        self.meets_contents = self._in_contents
        if self._is_plain(element, style):  # nine of ten are, and reading them takes half the time
            seen.pieces = [
                Piece(text.replace("\n", " "), each)
                for each in element.iter(_TEXT)
                if (text := each.text)
            ]
            return seen
        self._lead, self._lead_is_bold = 0, True
        self._inside(element)
        return seen

    def _is_plain(self, element: etree._Element, style: Style) -> bool:
        if self._fields or style.hidden or element in self._special:
            return False
        run = next(element.iter(_RUN), None)
        return run is None or not self._is_bold(first_child(run, _RUN_PROPERTIES))

    def apart(self) -> Outer:
        """Begin a text of its own (a box, a note) and return what ``rejoin`` needs to go on after it."""
        outer = Outer(self._fields, self._shows, self._in_contents)
        self._fields, self._shows, self._in_contents = [], True, False
        return outer

    def rejoin(self, outer: Outer) -> None:
        """Go on with the text that ``apart`` left."""
        self._fields, self._shows, self._in_contents = outer

    def _inside(self, parent: etree._Element) -> None:
        actions = self._ACTIONS
        for child in parent:
            tag = child.tag
            action = actions.get(tag)
            if action is not None:
                action(self, child)
            elif tag not in _LEFT_OUT:
                self._inside(child)

    def _run(self, run: etree._Element) -> None:
        properties = first_child(run, _RUN_PROPERTIES)
        before = len(self._seen.pieces)
        if self.hides(properties):
            self.hidden += any(text.text for text in run.iter(_TEXT))
            for mark in run.iterchildren(_FIELD_MARK, _FIELD_CODE):  # fields don't care
                self._ACTIONS[mark.tag](self, mark)
            del self._seen.pieces[before:]
            return
        self._inside(run)
        if self._lead_is_bold and len(self._seen.pieces) > before:
            self._measure_lead(properties, before)

    def _measure_lead(self, properties: etree._Element | None, before: int) -> None:
        added = self._seen.pieces[before:]
        self._lead += sum(len(piece.text) for piece in added)
        if self._is_bold(properties):
            self._seen.bold = self._lead
        elif any(piece.text.strip() for piece in added):
            self._lead_is_bold = False

    def hides(self, properties: etree._Element | None) -> bool:
        """Tell whether a run or the end of the last paragraph is hidden, by its own properties or by styles."""
        own = None if properties is None else switch(first_child(properties, _HIDDEN))
        if own is not None:
            return own
        return self._toggled(properties, "hidden")

    def _is_bold(self, properties: etree._Element | None) -> bool:
        own = None if properties is None else switch(first_child(properties, _BOLD))
        return self._toggled(properties, "bold") if own is None else own

    def _toggled(self, properties: etree._Element | None, name: str) -> bool:
        """Return what the styles make of a property that a second style switches off again (17.7.3)."""
        by_run = None if properties is None else getattr(self.styles.of_run(properties), name)
        return bool(by_run) != bool(getattr(self._style, name))

    def _text(self, element: etree._Element) -> None:
        if element.text:
            self._add(
                element.text.replace("\n", " "), element
            )  # as XML has it, a line end is a blank

    def _add(self, text: str, element: etree._Element) -> None:
        if self._shows:
            self._seen.pieces.append(Piece(text, element))

    def _break(self, element: etree._Element) -> None:
        self._add(_BREAKS[element.tag], element)

    def _symbol(self, element: etree._Element) -> None:
        self._add(sign(attribute(element, "font"), attribute(element, "char")), element)

    def _new_symbol(self, element: etree._Element) -> None:
        self._add(sign("", str(element.get(_SYMBOL + "char"))), element)

    def _denominator(self, element: etree._Element) -> None:
        self._add("/", element)
        self._inside(element)

    def _note(self, element: etree._Element) -> None:
        if self._shows:
            self._seen.attached.append(element)

    def _drawn(self, element: etree._Element) -> None:
        for child in element:
            if child.get("hidden") in _TRUE:  # says a name beside the shape
                return
            if child.tag == TEXT_BOX or (child.tag == WORD_ART and child.get("string")):
                self._note(child)
            elif child.tag == ALTERNATIVES:
                for branch in chosen(child):
                    self._drawn(branch)
            elif _HIDDEN_SHAPE not in str(child.get("style")):
                self._drawn(child)

    def _alternatives(self, element: etree._Element) -> None:
        for branch in chosen(element):
            self._inside(branch)

    def _field_mark(self, element: etree._Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            if element not in self._stray:
                self._begin(element)
        elif kind == "separate" and self._fields:
            self._separate()
        elif kind == "end" and self._fields:
            self._end(element)

    def _begin(self, element: etree._Element, code: str = "") -> None:
        self._fields.append(_Field(element, self._shows, self._in_contents, code))
        self._shows = False

    def _separate(self) -> None:
        last = self._fields[-1]
        last.result = len(self._seen.pieces)
        if fields.is_contents(last.code):
            self._in_contents = self.meets_contents = True
        else:
            self._shows = last.shows

    def _end(self, element: etree._Element) -> None:
        last = self._fields.pop()
        self._shows, self._in_contents = last.shows, last.in_contents
        if fields.is_contents(last.code):
            self.meets_contents = True
        elif last.result in {None, len(self._seen.pieces)}:
            text = fields.shown(last.code, last.begin)
            if text:
                self._add(text, element)

    def _code(self, element: etree._Element) -> None:
        last = self._fields[-1] if self._fields else None
        if last is not None and len(last.code) < fields.LONGEST_CODE:
            last.code += (element.text or "")[: fields.LONGEST_CODE]

    def _simple_field(self, element: etree._Element) -> None:
        depth = len(self._fields)
        self._begin(element, attribute(element, "instr"))
        self._separate()
        self._inside(element)
        del self._fields[depth + 1 :]
        if len(self._fields) > depth:  # else a mark inside has ended it
            self._end(element)

    # Of the class: an object that held its own methods would keep the file until the collector comes.
    _ACTIONS: ClassVar[dict[Any, Callable[[Visible, etree._Element], None]]] = {
        _TEXT: _text,
        _MATH_TEXT: _text,
        _RUN: _run,
        _DENOMINATOR: _denominator,
        _FIELD_MARK: _field_mark,
        _FIELD_CODE: _code,
        W + "fldSimple": _simple_field,
        W + "sym": _symbol,
        _SYMBOL + "symEx": _new_symbol,
        ALTERNATIVES: _alternatives,
        **dict.fromkeys(_BREAKS, _break),
        **dict.fromkeys(_NOTE_MARKS, _note),
        **dict.fromkeys(_DRAWN, _drawn),
    }


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
