"""Builders of small PDF files: by hand, to the point, and with Qt as an office would typeset a report."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pypdf
from PySide6.QtCore import QMarginsF, QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextLayout,
    QTextOption,
)

LEFT, TOP, SIZE, PITCH = 80, 700, 16, 28
WIDTH = 26  # characters between the margins
RIGHT = LEFT + WIDTH * SIZE
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/Ascent 880/Descent -120"
    b"/ItalicAngle 0/CapHeight 880/StemV 93/FontBBox[-25 -254 1000 880]>>>>]>>"
)
_PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    b"/Length 1>>stream\n\0\nendstream"
)
PICTURE = "q 595 0 0 842 0 0 cm /P Do Q\n"
"""A picture that covers a page."""


def text(words: str, x: float, y: float, size: float = SIZE, mode: str = "") -> str:
    """Return ``words`` beginning at a place; every character is as wide as a Chinese one."""
    coded = words.encode("utf-16-be", "surrogatepass").hex()
    return f"BT {mode} /F {size} Tf {x} {y} Td <{coded}> Tj ET\n"


def turned(words: str, matrix: str) -> str:
    """Return ``words`` under a text matrix."""
    return f"BT /F 16 Tf {matrix} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"


def lines(*printed: str, left: float = LEFT, top: float = TOP, size: float = SIZE) -> str:
    """Return lines below each other: an ideographic blank in front is a shift, a tab begins a cell 8 characters on."""
    drawn = []
    for at, line in enumerate(printed):
        words = line.lstrip("\u3000")
        x = left + size * (len(line) - len(words))
        drawn += [
            text(cell, x + 8 * size * column, top - PITCH * at, size)
            for column, cell in enumerate(words.split("\t"))
        ]
    return "".join(drawn)


def pdf(*pages: str, page: str = "", also: Sequence[bytes] = (), forms: bytes = b"") -> bytes:
    """Return a file with these contents of pages; ``page`` goes into each page, ``also`` are more objects from 5 on."""
    first = 5 + len(also)
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        _FONT,
        _PICTURE,
        *also,
    ]
    for at, content in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>/XObject<</P 4 0 R%s>>>>%s>>"
            % (first + 2 * at + 1, forms, page.encode())
        )
        objects.append(stream(content.encode()))
    return _file(objects)


def stream(content: bytes, more: bytes = b"", *, times: int = 0) -> bytes:
    """Return ``content`` as an object, deflated ``times`` times over."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    methods = b"/Filter[%s]" % (b"/FlateDecode" * times) if times else b""
    return b"<</Length %d%s%s>>stream\n%s\nendstream" % (len(content), methods, more, content)


def _file(objects: Sequence[bytes]) -> bytes:
    data, places = b"%PDF-1.5\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, len(data))
    )


def locked(data: bytes, *, to_open: str) -> bytes:
    """Return the file with a password of its owner, and one ``to_open`` it."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    writer.encrypt(to_open, "owner", algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def without_encoding(data: bytes) -> bytes:
    """Return the file with fonts that do not say which character a glyph is."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    for each in map(writer.get_object, range(1, len(writer._objects) + 1)):
        if isinstance(each, dict):
            each.pop("/ToUnicode", None)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def typeset(report: Sequence[str], path: Path, size: int = SIZE, indent: int = 2) -> None:
    """Write ``report`` in the look of an official document: title centred, paragraphs justified, — 1 — below.

    Paragraphs are indented by ``indent`` characters. A line with tabs is a row of a table. Needs a
    running QGuiApplication.
    """
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    painter = QPainter(writer)
    _Press(writer, painter, size, indent).print(report)
    painter.end()


class _Press:
    """Puts line after line on the pages of one file."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, size: int, indent: int) -> None:
        self.writer = writer
        self.painter = painter
        self.size = size
        self.indent = indent * size
        self.page = 1
        self.y = 105.0

    def print(self, report: Sequence[str]) -> None:
        """Print all paragraphs of ``report``."""
        for at, line in enumerate(report):
            following = report[at + 1] if at + 1 < len(report) else ""
            if "\t" in line:
                self._row(line.split("\t"))
            elif line.endswith("报告"):
                self._paragraph(line, 22, Qt.AlignmentFlag.AlignHCenter)
            elif "\t" in following:
                self._paragraph(line, self.size, Qt.AlignmentFlag.AlignHCenter)
            elif line.endswith(("：", "号")):
                self._paragraph(line, self.size, Qt.AlignmentFlag.AlignLeft)
            else:
                self._paragraph(line, self.size, Qt.AlignmentFlag.AlignJustify, self.indent)
        self._number_page()

    def _row(self, cells: Sequence[str]) -> None:
        for x, cell in zip((0, 220, 260, 310), cells, strict=False):
            layout = QTextLayout(cell, _font(10))
            layout.beginLayout()
            layout.createLine().setLineWidth(400)
            layout.endLayout()
            layout.draw(self.painter, QPointF(LEFT + x, self.y))
        self._advance()

    def _paragraph(
        self, words: str, size: int, alignment: Qt.AlignmentFlag, indent: int = 0
    ) -> None:
        layout = QTextLayout(words, _font(size))
        layout.setTextOption(QTextOption(alignment))
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(RIGHT - LEFT - indent)
            line.setPosition(QPointF(indent, 0))
            indent = 0
        layout.endLayout()
        for at in range(layout.lineCount()):
            layout.lineAt(at).draw(self.painter, QPointF(LEFT, self.y))
            self._advance()

    def _advance(self) -> None:
        self.y += PITCH
        if self.y > 720:
            self._number_page()
            self.writer.newPage()
            self.page += 1
            self.y = 105.0

    def _number_page(self) -> None:
        self.painter.setFont(_font(14))
        self.painter.drawText(QPointF(270, 770), f"— {self.page} —")


def _font(size: int) -> QFont:
    font = QFont("WenQuanYi Micro Hei")
    font.setPixelSize(size)
    return font
