"""Word files -> blocks: paragraphs, table cells, notes and text boxes in reading order.

Read with ``zipfile`` and ``lxml`` because no library yields Word's automatic numbers, inserted text,
text boxes and notes as a person sees them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from app.load.numbering import Numbering
from app.load.package import Package
from app.load.styles import (
    Style,
    Styles,
    W,
    attribute,
    first_child,
    outline_level,
    switch,
    without_idle_styles,
    without_looks,
)
from app.load.visible import (
    ALTERNATIVES,
    FALLBACK,
    TEXT_BOX,
    WORD_ART,
    Piece,
    Seen,
    Visible,
    chosen,
    note_of,
)
from app.model import Block, BlockKind

_CONTENTS_TITLE = re.compile(r"目\s*[录次]")
_SHORT = 12
_NOTE_NAMES = {BlockKind.FOOTNOTE: "脚注", BlockKind.ENDNOTE: "尾注"}
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_NOTED: dict[Any, str] = {
    **dict.fromkeys((W + "ins", W + "del", W + "moveTo"), "change"),
    W + "commentReference": "comment",
    **dict.fromkeys((f"{{{_DRAWING}/picture}}pic", _OLD_PICTURE), "picture"),
    **dict.fromkeys((f"{{{_DRAWING}/chart}}chart", f"{{{_DRAWING}/diagram}}relIds"), "chart"),
    **dict.fromkeys((W + "altChunk", W + "subDoc"), "file"),
}
_PARAGRAPH, _TABLE, _CONTROL = W + "p", W + "tbl", W + "sdt"
_PROPERTIES, _MARK, _DELETED, _MOVED = W + "pPr", W + "rPr", W + "del", W + "moveFrom"
_FRAME, _DROP_CAPS = W + "framePr", frozenset({"drop", "margin"})
_ROW, _CELL, _DOWN, _ACROSS = W + "tr", W + "tc", W + "vMerge", W + "hMerge"
_FLOW = frozenset({_PARAGRAPH, _TABLE})
_LEFT_OUT = frozenset({_DELETED, _MOVED})


@dataclass(slots=True)
class Paragraph:
    """One block with the elements that its text comes from, so that a place leads back to them."""

    block: Block
    pieces: list[Piece]


def blocks(data: bytes, name: str) -> tuple[list[Block], list[str]]:
    """Return the blocks of a Word file, and notes on what of it was not read.

    Raises:
        AppError: ``data`` is no Word file, is protected, damaged or unreasonably large.
    """
    package = Package(data, name)
    walk = Walk(package)
    try:
        found = [paragraph.block for paragraph in walk.paragraphs()]
    except RecursionError as error:
        raise package.too_deep() from error
    return found, walk.notes()


class Walk:
    """One walk through a Word document in reading order."""

    def __init__(self, package: Package, *, whole: bool = False) -> None:
        """Read the parts that decide what paragraphs look like.

        ``whole`` keeps every element of the text, so that they can be counted; it reads the same, but slower.

        Raises:
            AppError: one of them is damaged or unreasonably large.
        """
        self._package = package
        self._related = {
            kind: target
            for kind, target, is_outside in package.links(package.main)
            if not is_outside
        }
        self._body = self._main_body(whole=whole)
        self._numbering = Numbering(self._tree("numbering"))
        self._styles = Styles(self._tree("styles"))
        self._visible = Visible(self._styles)
        self._look_over(self._body)
        self._notes: dict[str, dict[str, etree._Element]] = {}
        self._numbers = dict.fromkeys(BlockKind, 0)
        self._cell = 0
        self._carried = Seen()
        self._carried_as: tuple[Style, etree._Element | None] = (Style(), None)
        self._contents = 0

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield what is read; the title of a table of contents goes with the table."""
        held: list[Paragraph] = []
        contents = 0
        for paragraph in self._text(self._body, BlockKind.PARAGRAPH):
            if held and contents != self._contents:
                held = []
            text = paragraph.block.text
            if len(text) <= _SHORT and _CONTENTS_TITLE.fullmatch(text.strip()):
                yield from held
                held, contents = [paragraph], self._contents
            elif held and not text:
                held.append(paragraph)
            else:
                yield from held
                held = []
                yield paragraph
        if contents == self._contents:
            yield from held

    def notes(self) -> list[str]:
        """Return what a person should know of the file beside its text, when it has been read."""
        outside = sum(
            is_outside and kind != "hyperlink"
            for part in (self._package.main, self._name_of("settings"))
            for kind, _, is_outside in self._package.links(part)
        )
        found = self._found()
        counted = {
            "文中有{}处修订尚未接受，检查时插入的算在内，删除的不算。": found["change"],
            "文中有{}条批注，没有检查，发布前请删除。": found["comment"],
            "有{}处隐藏文字没有检查。": self._visible.hidden,
            "文中有{}张图片，图片里的文字没有检查。": found["picture"],
            "文中有{}个图表，图表里的文字没有检查。": found["chart"],
            "文中嵌入了{}个其他文件，没有检查。": found["file"],
            "文中引用了{}处外部文件（链接的图片、模板等），没有打开。": outside,
        }
        return [sentence.format(count) for sentence, count in counted.items() if count]

    def _found(self) -> Counter[str]:
        """Return how many things of each of ``_NOTED`` the text holds, without what repeats them for old programs."""
        found = Counter(_NOTED[each.tag] for each in self._body.iter(*_NOTED))
        for fallback in self._body.iter(FALLBACK):
            if next(fallback.iterancestors(FALLBACK), None) is None:
                found.subtract(_NOTED[each.tag] for each in fallback.iter(*_NOTED))
        return found

    def _look_over(self, root: etree._Element) -> None:
        if not self._visible.look_over(root):
            raise self._package.too_large()

    @property
    def root(self) -> etree._Element:
        """The main part, to which all elements belong but those of notes."""
        return self._body.getroottree().getroot()

    def _main_body(self, *, whole: bool) -> etree._Element:
        data = self._package.part(self._package.main)
        if data is not None and not whole:
            data = without_looks(data)
        root = None if data is None else self._package.parsed(data)
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise self._package.not_word()
        return body

    def _tree(self, kind: str) -> etree._Element | None:
        data = self._package.part(self._name_of(kind))
        if data is None:
            return None
        return self._package.parsed(without_idle_styles(data) if kind == "styles" else data)

    def _name_of(self, kind: str) -> str:
        """Return the name of the part of a kind that belongs to the text."""
        folder = self._package.main.rpartition("/")[0]
        return self._related.get(kind, f"{folder}/{kind}.xml")

    def _text(self, parent: etree._Element, kind: BlockKind) -> Iterator[Paragraph]:
        """Yield the paragraphs of a text that stands by itself: the body, a cell, a box, a note."""
        for child in self._within(parent, _FLOW):
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child, kind)
            else:
                yield from self._left_over(kind)
                yield from self._table(child)
        yield from self._left_over(kind)

    def _within(self, parent: etree._Element, tags: frozenset[str]) -> Iterator[etree._Element]:
        """Yield the nearest elements with ``tags``, also those that a control or markup wraps."""
        levels = [iter(parent)]
        while levels:
            child = next(levels[-1], None)
            if child is None:
                levels.pop()
                continue
            tag = child.tag
            if tag in tags:
                yield child
            elif tag == ALTERNATIVES:
                levels.extend(iter(branch) for branch in chosen(child))
            elif tag == _CONTROL and _is_contents(child):
                self._contents += 1
            elif tag not in _LEFT_OUT:
                levels.append(iter(child))

    def _paragraph(self, element: etree._Element, kind: BlockKind) -> Iterator[Paragraph]:
        properties = first_child(element, _PROPERTIES)
        style = self._styles.of_paragraph(properties)
        seen = self._visible.paragraph(element, style)
        if style.is_contents or (self._visible.meets_contents and not seen.pieces):
            self._contents += 1
        elif self._runs_on(properties, style, seen):
            self._carried.join(seen)
            self._carried_as = style, properties
        else:
            yield from self._emitted(style, properties, seen, kind)

    def _runs_on(self, properties: etree._Element | None, style: Style, seen: Seen) -> bool:
        """Tell whether what follows continues the paragraph: its end is deleted or hidden, or it is a drop cap.

        A heading whose end is hidden, so that text runs in behind it, stays apart.
        """
        mark = None if properties is None else first_child(properties, _MARK)
        if mark is not None and len(mark):
            if first_child(mark, _DELETED) is not None or first_child(mark, _MOVED) is not None:
                return True
            is_hidden = self._visible.hides(mark)
        else:
            is_hidden = style.hidden is True
        if is_hidden:
            return not seen.pieces or outline_level(properties, style) is None
        return _is_drop_cap(properties)

    def _emitted(
        self, style: Style, properties: etree._Element | None, seen: Seen, kind: BlockKind
    ) -> Iterator[Paragraph]:
        """Yield a paragraph, before it what the deleted end of the last one joined to it, and what hangs on it."""
        if self._carried.pieces or self._carried.attached:
            self._carried.join(seen)
            seen, self._carried = self._carried, Seen()
        text = "".join([piece.text for piece in seen.pieces])
        label = self._numbering.label(properties, style)  # an empty paragraph counts too
        if kind is BlockKind.CELL:
            number = self._cell
        else:
            self._numbers[kind] += kind is BlockKind.PARAGRAPH
            number = self._numbers[kind]
        block = Block(
            text,
            kind,
            number,
            label if text.strip() else "",
            outline_level(properties, style),
            seen.bold,
        )
        yield Paragraph(block, seen.pieces)
        for attached in seen.attached:
            yield from self._attached(attached)

    def _left_over(self, kind: BlockKind) -> Iterator[Paragraph]:
        """Yield what would run on where no paragraph follows."""
        if self._carried.pieces or self._carried.attached:
            yield from self._emitted(*self._carried_as, Seen(), kind)

    def _attached(self, element: etree._Element) -> Iterator[Paragraph]:
        outer = self._visible.apart()
        if element.tag == TEXT_BOX:
            self._numbers[BlockKind.BOX] += 1
            yield from self._text(element, BlockKind.BOX)
        elif element.tag == WORD_ART:
            self._numbers[BlockKind.BOX] += 1
            text = str(element.get("string") or "")
            block = Block(text, BlockKind.BOX, self._numbers[BlockKind.BOX])
            yield Paragraph(block, [Piece(text, element)])
        else:
            yield from self._note(*note_of(element))
        self._visible.rejoin(outer)

    def _note(self, kind: BlockKind, part: str, note_id: str) -> Iterator[Paragraph]:
        if part not in self._notes:
            root = self._tree(part)
            self._notes[part] = {}
            if root is not None:
                self._look_over(root)
                self._notes[part] = {attribute(note, "id"): note for note in root}
        # Each is read once: notes that name each other would never end.
        note = self._notes[part].pop(note_id, None)
        if note is None:
            return
        self._numbers[kind] += 1
        label = f"［{_NOTE_NAMES[kind]}{self._numbers[kind]}］"
        for paragraph in self._text(note, kind):
            yield Paragraph(
                replace(paragraph.block, label=label + paragraph.block.label), paragraph.pieces
            )
            label = ""

    def _table(self, table: etree._Element) -> Iterator[Paragraph]:
        merges: set[str] = set()
        for row in self._within(table, frozenset({_ROW})):
            properties = first_child(row, W + "trPr")
            if properties is not None and (
                properties.find(W + "del") is not None or switch(properties.find(W + "hidden"))
            ):
                continue
            merges.discard(_ACROSS)
            for cell in self._within(row, frozenset({_CELL})):
                if _is_merged_away(cell, merges):
                    continue
                self._numbers[BlockKind.CELL] += 1
                around, self._cell = self._cell, self._numbers[BlockKind.CELL]
                yield from self._text(cell, BlockKind.CELL)
                self._cell = around


def _is_drop_cap(properties: etree._Element | None) -> bool:
    frame = None if properties is None else first_child(properties, _FRAME)
    return frame is not None and attribute(frame, "dropCap") in _DROP_CAPS


def _is_merged_away(cell: etree._Element, merges: set[str]) -> bool:
    """Tell whether another cell has been drawn over this one, or it was deleted.

    ``merges`` are the directions in which one has begun; one that goes on without a beginning begins.
    """
    properties = first_child(cell, W + "tcPr")
    if properties is None:
        return False
    is_covered = properties.find(W + "cellDel") is not None
    for direction in (_DOWN, _ACROSS):
        merge = properties.find(direction)
        if merge is None:
            continue
        if merge.get(W + "val", "continue") == "continue" and direction in merges:
            is_covered = True
        merges.add(direction)
    return is_covered


def _is_contents(control: etree._Element) -> bool:
    """Tell whether a content control is a table of contents, which repeats every heading."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and attribute(gallery, "val") == "Table of Contents"
