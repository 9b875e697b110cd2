"""Word files -> blocks: paragraphs, table cells, notes and text boxes in reading order.

Read with ``zipfile`` and ``lxml`` because no library yields Word's automatic numbers, inserted text,
text boxes and notes as a person sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from app.load.numbering import Numbering
from app.load.package import Package
from app.load.styles import (
    Style,
    Styles,
    W,
    attribute,
    outline_level,
    switch,
    without_table_styles,
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
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PICTURE = f"{{{_DRAWING}/picture}}pic"
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_CHART = f"{{{_DRAWING}/chart}}chart"
_DIAGRAM = f"{{{_DRAWING}/diagram}}relIds"
_LEFT_OUT = frozenset(
    W + tag
    for tag in (
        "sectPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sdtPr",
        "sdtEndPr",
        "del",
        "moveFrom",
    )
)


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

    def __init__(self, package: Package) -> None:
        """Read the parts that decide what paragraphs look like.

        Raises:
            AppError: one of them is damaged or unreasonably large.
        """
        self._package = package
        self._related = {
            kind: target
            for kind, target, is_outside in package.links(package.main)
            if not is_outside
        }
        self._body = self._main_body()
        self._numbering = Numbering(self._tree("numbering"))
        self._styles = Styles(self._tree("styles"))
        self._visible = Visible(self._styles)
        self._visible.look_over(self._body)
        self._notes: dict[str, dict[str, etree._Element]] = {}
        self._numbers = dict.fromkeys(BlockKind, 0)
        self._cell = 0
        self._carried = Seen()
        self._contents = 0

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield what is read; the title of a table of contents goes with the table."""
        held: Paragraph | None = None
        contents = 0
        for paragraph in self._text(self._body, BlockKind.PARAGRAPH):
            if held is not None and contents == self._contents:
                yield held
            held = None
            text = paragraph.block.text
            if len(text) <= _SHORT and _CONTENTS_TITLE.fullmatch(text.strip()):
                held, contents = paragraph, self._contents
            else:
                yield paragraph
        if held is not None:
            yield held

    def notes(self) -> list[str]:
        """Return what a person should know of the file beside its text, when it has been read."""
        outside = sum(
            is_outside and kind != "hyperlink"
            for kind, _, is_outside in self._package.links(self._package.main)
        )
        counted = {
            "文中有{}处修订尚未接受，检查时插入的算在内，删除的不算。": self._count(
                W + "ins", W + "del", W + "moveTo"
            ),
            "文中有{}条批注，没有检查，发布前请删除。": self._count(W + "commentReference"),
            "有{}处隐藏文字没有检查。": self._visible.hidden,
            "文中有{}张图片，图片里的文字没有检查。": self._count(_PICTURE, _OLD_PICTURE),
            "文中有{}个图表，图表里的文字没有检查。": self._count(_CHART, _DIAGRAM),
            "文中嵌入了{}个其他文件，没有检查。": self._count(W + "altChunk", W + "subDoc"),
            "文中引用了{}处外部文件（链接的图片、模板等），没有打开。": outside,
        }
        return [sentence.format(count) for sentence, count in counted.items() if count]

    def _count(self, *tags: str) -> int:
        """Return how many elements of ``tags`` are shown, those in the fallback of another left out."""
        return sum(
            all(above.tag != FALLBACK for above in element.iterancestors())
            for element in self._body.iter(*tags)
        )

    def _main_body(self) -> etree._Element:
        root = self._package.tree(self._package.main)
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise self._package.not_word()
        return body

    def _tree(self, kind: str) -> etree._Element | None:
        folder = self._package.main.rpartition("/")[0]
        data = self._package.part(self._related.get(kind, f"{folder}/{kind}.xml"))
        if data is None:
            return None
        return self._package.parsed(without_table_styles(data) if kind == "styles" else data)

    def _text(self, parent: etree._Element, kind: BlockKind) -> Iterator[Paragraph]:
        """Yield the paragraphs of a text that stands by itself: the body, a cell, a box, a note."""
        outer, self._carried = self._carried, Seen()
        yield from self._children(parent, kind)
        if self._carried.pieces:
            yield from self._emitted(Style(), None, Seen(), kind)
        self._carried = outer

    def _children(self, parent: etree._Element, kind: BlockKind) -> Iterator[Paragraph]:
        for child in parent:
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child, kind)
            elif tag == W + "tbl":
                yield from self._table(child)
            elif tag == ALTERNATIVES:
                for branch in chosen(child):
                    yield from self._children(branch, kind)
            elif tag == W + "sdt" and _is_contents(child):
                self._contents += 1
            elif tag not in _LEFT_OUT:
                yield from self._children(child, kind)

    def _paragraph(self, element: etree._Element, kind: BlockKind) -> Iterator[Paragraph]:
        properties = element.find(W + "pPr")
        style = self._styles.of_paragraph(properties)
        was_in_contents = self._visible.is_in_contents
        seen = self._visible.paragraph(element, style)
        is_in_contents = was_in_contents or self._visible.is_in_contents
        if style.is_contents or (is_in_contents and not seen.pieces):
            self._contents += 1
            return
        mark = None if properties is None else properties.find(W + "rPr")
        if mark is not None and len(mark):
            if mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None:
                self._carried = self._carried.followed_by(seen)
                return
            if not seen.pieces and switch(mark.find(W + "vanish")):
                return
        yield from self._emitted(style, properties, seen, kind)

    def _emitted(
        self, style: Style, properties: etree._Element | None, seen: Seen, kind: BlockKind
    ) -> Iterator[Paragraph]:
        """Yield a paragraph, before it what the deleted end of the last one joined to it, and what hangs on it."""
        if self._carried.pieces or self._carried.attached:
            seen, self._carried = self._carried.followed_by(seen), Seen()
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
                self._visible.look_over(root)
                self._notes[part] = {attribute(note, "id"): note for note in root}
        note = self._notes[part].get(note_id)
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
        for row in _inside(table, W + "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and (
                properties.find(W + "del") is not None or switch(properties.find(W + "hidden"))
            ):
                continue
            for cell in _inside(row, W + "tc"):
                if _is_merged_away(cell):
                    continue
                self._numbers[BlockKind.CELL] += 1
                around, self._cell = self._cell, self._numbers[BlockKind.CELL]
                yield from self._text(cell, BlockKind.CELL)
                self._cell = around


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those that a control or markup wraps."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _inside(child, tag)


def _is_merged_away(cell: etree._Element) -> bool:
    """Tell whether another cell has been drawn over this one, or it was deleted."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return False
    merges = [properties.find(W + tag) for tag in ("vMerge", "hMerge")]
    continues = any(m is not None and m.get(W + "val", "continue") == "continue" for m in merges)
    return continues or properties.find(W + "cellDel") is not None


def _is_contents(control: etree._Element) -> bool:
    """Tell whether a content control is a table of contents, which repeats every heading."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and attribute(gallery, "val") == "Table of Contents"
