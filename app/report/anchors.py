"""Where a comment on a passage begins and ends among the elements of a Word text.

Word ignores comments in text boxes, footnotes, headers and the like: there the comment goes to what the box or the
note hangs on. A range does not leave a table cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from lxml import etree

from app.load.docx import Paragraph
from app.load.styles import W, attribute
from app.load.visible import TEXT_BOX, Piece

_PARAGRAPH, _RUN, _TEXT, _CELL = W + "p", W + "r", W + "t", W + "tc"
_FIELD_MARK = W + "fldChar"
_REFERENCES = {W + "footnote": W + "footnoteReference", W + "endnote": W + "endnoteReference"}
_CONTAINERS = frozenset(
    W + tag
    for tag in ("ins", "moveTo", "hyperlink", "fldSimple", "smartTag", "customXml", "dir", "bdo")
) | {W + "sdt", W + "sdtContent"}
"""What stands in a paragraph around runs and may hold the marks of comments too."""
_NOTHING_SEEN = frozenset({W + "rPr", W + "lastRenderedPageBreak"})


class Passage(NamedTuple):
    """A stretch of one block, counted in its text without the automatic number."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the main part: before ``element``, behind it, or in its text before character ``at``.

    ``run`` is the run that has to be cut there, None where the place is between runs.
    """

    element: etree._Element
    is_behind: bool = False
    at: int = 0
    run: etree._Element | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a comment is on: from ``start`` to ``end``, with its reference at ``reference``.

    ``is_moved`` tells that the passage itself can hold no comment.
    """

    start: Point
    end: Point
    reference: Point
    is_moved: bool


class _Part(NamedTuple):
    """Some characters of a piece, and the element of the main part that stands for it."""

    piece: Piece
    start: int
    end: int
    home: etree._Element


class Anchors:
    """Finds the anchors of passages in one Word text."""

    def __init__(self, root: etree._Element, paragraphs: Sequence[Paragraph]) -> None:
        """Take the main part, whole, and what was read of it."""
        self._root = root
        self._paragraphs = paragraphs
        self.order = {element: at for at, element in enumerate(root.iter("*"))}
        """All elements of the main part, counted as they begin."""
        self._fields = _Fields(root)
        self._notes = _references(root, paragraphs)

    def anchor(self, passages: Sequence[Passage]) -> Anchor | None:
        """Return where a comment on ``passages`` stands, None where they hold nothing that is seen."""
        parts = [part for passage in passages for part in self._parts(passage)]
        if not parts:
            return None
        first, last = parts[0], parts[0]
        flow, is_moved = _flow(first.home), _is_moved(first)
        for part in parts[1:]:
            if _is_moved(part) != is_moved or _flow(part.home) is not flow:
                break
            last = part
        end = self._end(last)
        return Anchor(self._start(first), end, self._reference(last), is_moved)

    def _parts(self, passage: Passage) -> Iterator[_Part]:
        """Yield the pieces of a passage; of an automatic number alone, those of its paragraph."""
        paragraph = self._paragraphs[passage.block]
        start, end = passage.start, passage.end
        if end <= 0:
            start, end = 0, len(paragraph.block.text)
        at = 0
        for piece in paragraph.pieces:
            a, b = max(start - at, 0), min(end - at, len(piece.text))
            at += len(piece.text)
            if a < b:
                yield _Part(piece, a, b, self._home(piece.element))

    def _home(self, element: etree._Element) -> etree._Element:
        """Return what stands in the text itself for an element, which may be in a box or a note."""
        while element not in self.order:
            note = next(element.iterancestors(*_REFERENCES))
            element = self._notes[_REFERENCES[str(note.tag)], attribute(note, "id")]
        boxes = list(element.iterancestors(TEXT_BOX))
        return boxes[-1] if boxes else element

    def _start(self, part: _Part) -> Point:
        element = self._fields.begin_of(part.home)
        unit, child = _unit(element)
        if part.start > 0 and _may_be_cut(part, unit, child):
            return Point(element, at=part.start, run=unit)
        if child is None or all(
            each.tag in _NOTHING_SEEN for each in child.itersiblings(preceding=True)
        ):
            return Point(unit)
        return Point(child, run=unit)

    def _end(self, part: _Part) -> Point:
        unit, child = _unit(part.home)
        if part.end < len(part.piece.text) and _may_be_cut(part, unit, child):
            return Point(part.home, at=part.end, run=unit)
        following = None if child is None else child.getnext()
        if following is None:
            return Point(unit, is_behind=True)
        return Point(following, run=unit)

    def _reference(self, part: _Part) -> Point:
        """Return a place outside of insertions, links and fields, which may be taken out or counted anew."""
        element = self._fields.end_around(part.home, self.order)
        return Point(_in_paragraph(element), is_behind=True)


class _Fields:
    """The fields of a text: where each begins and ends."""

    def __init__(self, root: etree._Element) -> None:
        self._begins: dict[etree._Element, etree._Element] = {}
        self._outermost: list[tuple[etree._Element, etree._Element]] = []
        open_fields: dict[etree._Element | None, list[etree._Element]] = {}
        for mark in root.iter(_FIELD_MARK):
            stack = open_fields.setdefault(next(mark.iterancestors(TEXT_BOX), None), [])
            kind = attribute(mark, "fldCharType")
            if kind == "begin":
                stack.append(mark)
            elif kind == "end" and stack:
                self._begins[mark] = stack.pop()
                if not stack:
                    self._outermost.append((self._begins[mark], mark))

    def begin_of(self, element: etree._Element) -> etree._Element:
        """Return where the field begins that ``element`` ends, ``element`` itself where it ends none."""
        return self._begins.get(element, element)

    def end_around(
        self, element: etree._Element, order: dict[etree._Element, int]
    ) -> etree._Element:
        """Return the end of the outermost field around ``element``, ``element`` itself where there is none."""
        at = order[element]
        for begin, end in self._outermost:
            if order[begin] < at < order[end] and _is_beside(begin, element):
                return end
        return element


def _is_beside(one: etree._Element, other: etree._Element) -> bool:
    """Tell whether two elements are of the same text: both of the same cell, or of none."""
    return _flow(one) is _flow(other)


def _flow(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(_CELL), None)


def _is_moved(part: _Part) -> bool:
    return part.home is not part.piece.element


def _references(
    root: etree._Element, paragraphs: Sequence[Paragraph]
) -> dict[tuple[str, str], etree._Element]:
    """Return what leads to each note: from the text or, where nothing there does, from another note."""
    others = {p.pieces[0].element.getroottree().getroot() for p in paragraphs if p.pieces} - {root}
    notes = {
        (_REFERENCES[str(note.tag)], attribute(note, "id")): note
        for each in others
        for note in each.iter(*_REFERENCES)
    }
    found: dict[tuple[str, str], etree._Element] = {}
    queue = [root]
    for text in queue:  # notes may name each other, so the nearest to the text come first
        for reference in text.iter(*_REFERENCES.values()):
            key = str(reference.tag), attribute(reference, "id")
            if key not in found:
                found[key] = reference
                queue += [notes[key]] if key in notes else []
    return found


def _in_paragraph(element: etree._Element) -> etree._Element:
    """Return the child of a paragraph that holds ``element``."""
    paragraph = next(element.iterancestors(_PARAGRAPH))
    *_, child = [element, *takewhile(lambda each: each is not paragraph, element.iterancestors())]
    return child


def _unit(element: etree._Element) -> tuple[etree._Element, etree._Element | None]:
    """Return the run, or what else stands among runs, around ``element``; and the child of the run that holds it."""
    paragraph = next(element.iterancestors(_PARAGRAPH))
    above = [element, *takewhile(lambda each: each is not paragraph, element.iterancestors())]
    unit = above.pop()
    while above and unit.tag in _CONTAINERS:
        unit = above.pop()
    return unit, above.pop() if above and unit.tag == _RUN else None


def _may_be_cut(part: _Part, unit: etree._Element, child: etree._Element | None) -> bool:
    return part.home.tag == _TEXT and child is part.home and unit.tag == _RUN
