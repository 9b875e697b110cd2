"""Tables of thousands of rows: written as text into the sheets that openpyxl makes, at a tenth of its cost.

openpyxl sets up a sheet, its head, its styles and its print; it needs an object for every cell, and more
time for each than all the rest takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.report.checklist import clean
from app.report.fit import fitted
from app.report.sheet import Column, add_table, inner, row_height, style_number

_END = b"</sheetData>"
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"')


class Shaded(NamedTuple):
    """A word that stands out by bold type and by ``shade`` behind it, none when empty."""

    text: str
    shade: str


Content = int | Shaded | Sequence[str]
"""What a cell holds: a number, a word that stands out, or lines of text that may come from a report or a rule."""


class LongTables:
    """The long tables of one workbook, which must be saved through them."""

    def __init__(self, book: Workbook) -> None:
        """Take the workbook whose sheets get the tables."""
        self._book = book
        self._rows: dict[str, tuple[str, bytes]] = {}

    def add(
        self, sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Content]]
    ) -> str:
        """Put ``rows`` under a head on ``sheet``, each row as high as its text needs; return what they cover."""
        add_table(sheet, columns, ())
        writer = _Writer(sheet, columns)
        written = [writer.row(number, row) for number, row in enumerate(rows, 2)]
        area = f"A1:{get_column_letter(len(columns))}{len(written) + 1}"
        self._rows[sheet.title] = area, "".join(written).encode()
        return area

    def saved(self) -> bytes:
        """Return the workbook as a file, with all rows."""
        plain, whole = BytesIO(), BytesIO()
        self._book.save(plain)
        titles = {
            f"xl/worksheets/sheet{number}.xml": sheet.title
            for number, sheet in enumerate(self._book.worksheets, 1)
        }
        with ZipFile(plain) as parts, ZipFile(whole, "w", ZIP_DEFLATED) as package:
            for part in parts.infolist():
                content = parts.read(part)
                if titles.get(part.filename) in self._rows:
                    content = _with_rows(content, *self._rows[titles[part.filename]])
                package.writestr(part, content)
        return whole.getvalue()


class _Writer:
    """Writes the rows of one table."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        self._sheet = sheet
        self._columns = [
            (
                get_column_letter(number),
                inner(column.width),
                style_number(sheet, centred=column.centred),
                style_number(sheet, centred=column.centred, is_text=True),
            )
            for number, column in enumerate(columns, 1)
        ]
        self._shades: dict[str, int] = {}

    def row(self, number: int, contents: Sequence[Content]) -> str:
        cells, tallest = [], 1
        for (letter, width, plain, text), content in zip(self._columns, contents, strict=True):
            place = f'<c r="{letter}{number}"'
            if isinstance(content, int):
                cells.append(f'{place} s="{plain}"><v>{content}</v></c>')
                continue
            style = text
            if isinstance(content, Shaded):
                style = self._shade(content.shade) if content.shade else text
                content = (content.text,)  # noqa: PLW2901
            written, lines = _written(tuple(content), width)
            tallest = max(tallest, lines)
            cells.append(f'{place} s="{style}"{written}')
        height = row_height(tallest)
        return f'<row r="{number}" ht="{height}" customHeight="1">{"".join(cells)}</row>'

    def _shade(self, shade: str) -> int:
        if shade not in self._shades:
            self._shades[shade] = style_number(
                self._sheet, centred=True, bold=True, shade=shade, is_text=True
            )
        return self._shades[shade]


@lru_cache(8192)
def _written(lines: tuple[str, ...], width: float) -> tuple[str, int]:
    """Return the rest of a cell with ``lines``, always as text, and how many lines it takes."""
    text, height = fitted([clean(line) for line in lines], width)
    if not text:
        return "/>", 1
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>', height


def _with_rows(sheet: bytes, area: str, rows: bytes) -> bytes:
    sheet = _DIMENSION.sub(f'<dimension ref="{area}"'.encode(), sheet, count=1)
    return sheet.replace(_END, rows + _END, 1)
