"""A table on a sheet of a workbook that shows and prints all of its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.report.checklist import clean
from app.report.fit import LINE_HEIGHT, fitted

_FACE = "宋体"
_SIZE = 10
_PADDING = 5
_INSET = 0.8
_LONGEST_HEADER = 80
_INCH = 2.54
_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_NO_FILL = PatternFill()
_HEAD_FILL = PatternFill("solid", fgColor="D9E2EC")


class Column(NamedTuple):
    """A column: what stands in its head, its width in digits, and whether it is centred."""

    title: str
    width: float
    centred: bool = False


Content = int | Sequence[str]
"""What a cell holds: a number, or lines of text that may come from a report or a rule."""


def set_face(book: Workbook) -> None:
    """Make the body type of the tables that of ``book``, which column widths are counted in."""
    # openpyxl has no public way to the type of untouched cells and of the style they start from.
    face = Font(name=_FACE, size=_SIZE)
    book._fonts = IndexedList([face])  # type: ignore[attr-defined]  # noqa: SLF001
    book._named_styles["Normal"].font = face  # type: ignore[attr-defined]  # noqa: SLF001


def add_table(
    sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Content]]
) -> None:
    """Put ``rows`` under a head on ``sheet``, each row as high as its text needs."""
    _add_row(sheet, 1, columns, [[column.title] for column in columns])
    for cell in sheet[1]:
        _dress(cell, centred=True, bold=True, fill=_HEAD_FILL)
    for number, row in enumerate(rows, 2):
        _add_row(sheet, number, columns, row)
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width


def set_up_print(sheet: Worksheet, header: str, footer: tuple[str, str]) -> None:
    """Make ``sheet`` print on A4 across, with ``header``, page numbers and its head on each page."""
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A4)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    _set_margins(sheet)
    above, below = HeaderFooterItem(), HeaderFooterItem()
    above.center.text, above.center.size = _printed(header), 12
    below.left.text, below.right.text = map(_printed, footer)
    below.center.text = "第 &P 页，共 &N 页"
    sheet.HeaderFooter = HeaderFooter(oddHeader=above, oddFooter=below)


def emphasize(cell: StyleableObject, shade: str) -> None:
    """Make ``cell`` stand out by bold type and by ``shade`` behind it."""
    _dress(cell, centred=True, bold=True, fill=PatternFill("solid", fgColor=shade))


def _set_margins(sheet: Worksheet) -> None:
    margins = sheet.page_margins
    margins.left = margins.right = 1.0 / _INCH
    margins.top, margins.bottom = 1.9 / _INCH, 1.6 / _INCH
    margins.header = margins.footer = 0.8 / _INCH


def _printed(text: str) -> str:
    # An ampersand starts a command there, and Excel refuses a file whose header is too long.
    return clean(text)[:_LONGEST_HEADER].replace("\n", " ").replace("&", "&&")


def _add_row(
    sheet: Worksheet, row: int, columns: Sequence[Column], contents: Sequence[Content]
) -> None:
    cells, tallest = [], 1
    for position, (column, content) in enumerate(zip(columns, contents, strict=True), 1):
        cell = Cell(sheet, row, position)
        _dress(cell, centred=column.centred)
        if isinstance(content, int):
            cell.value = content
        else:
            tallest = max(tallest, _write(cell, content, column.width - _INSET))
        cells.append(cell)
    sheet.append(cells)
    sheet.row_dimensions[row].height = tallest * LINE_HEIGHT + _PADDING


def _write(cell: Cell, texts: Sequence[str], width: float) -> int:
    """Put ``texts`` into ``cell`` as text, whatever they look like; return the lines they take."""
    text, height = fitted([clean(text) for text in texts], width)
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = True
    return height


def _dress(
    cell: StyleableObject, *, centred: bool, bold: bool = False, fill: PatternFill = _NO_FILL
) -> None:
    cell.font = Font(name=_FACE, size=_SIZE, bold=bold)
    cell.border, cell.fill = _GRID, fill
    horizontal = "center" if centred else "left"
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
