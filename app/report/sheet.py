"""A table on a sheet of a workbook that shows and prints all of its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date
from functools import lru_cache
from typing import NamedTuple, cast
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.report.book import Book, Formula
from app.report.checklist import clean
from app.report.fit import LINE_HEIGHT, fitted, wrapped

_FACE = "宋体"
_SIZE = 10
_PADDING = 5
_INSET = 0.8
_LONGEST_HEADER = 80
_LONGEST_TEXT = 32_767
_HIGHEST = 409.0
_DATE = "yyyy-mm-dd"
_INCH = 2.54
_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_SHADE = "D9E2EC"
_LOOKS: WeakKeyDictionary[Workbook, dict[tuple[object, ...], StyleArray]] = WeakKeyDictionary()
"""The styles of each workbook that is being made, by what they look like."""


class Column(NamedTuple):
    """A column: what stands in its head, its width in digits, and whether it is centred."""

    title: str
    width: float
    centred: bool = False


Content = int | date | Formula | str | Sequence[str]
"""What a cell holds: a number, a date, a formula, text as the office entered it (kept whole), or
lines of text that may come from a report or a rule (shortened where a row cannot show them).
"""


def places_in(columns: Sequence[Column]) -> dict[str, str]:
    """Return the letter of each of ``columns`` by its title."""
    return {column.title: get_column_letter(n) for n, column in enumerate(columns, 1)}


def set_face(book: Workbook) -> None:
    """Make the body type of the tables that of ``book``, which column widths are counted in."""
    # openpyxl has no public way to the type of untouched cells and of the style they start from.
    face = Font(name=_FACE, size=_SIZE)
    book._fonts = IndexedList([face])  # type: ignore[attr-defined]  # noqa: SLF001
    book._named_styles["Normal"].font = face  # type: ignore[attr-defined]  # noqa: SLF001


def add_table(
    sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Content]], top: int = 1
) -> None:
    """Put ``rows`` under a head in row ``top`` of ``sheet``, each row as high as its text needs."""
    _add_row(sheet, top, columns, [[column.title] for column in columns])
    for cell in sheet[top]:
        _dress(cell, centred=True, bold=True, shade=_HEAD_SHADE)
    for number, row in enumerate(rows, top + 1):
        _add_row(sheet, number, columns, row)
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width


def add_line(sheet: Worksheet, row: int, columns: Sequence[Column], content: Content) -> Cell:
    """Put ``content`` into ``row``, across all ``columns``; return the cell, for its looks."""
    cell = cast("Cell", sheet.cell(row, 1))
    width = sum(column.width for column in columns) - _INSET
    lines = _fill(cell, content, width)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(columns))
    cell.font = Font(name=_FACE, size=_SIZE)
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = lines * LINE_HEIGHT + _PADDING
    return cell


def set_up_print(
    sheet: Worksheet, header: str, footer: tuple[str, str], area: str = "", head: int = 1
) -> None:
    """Make ``sheet`` print on A4 across, with ``header``, page numbers, row ``head`` on each page.

    ``area`` is what is printed, all that stands on the sheet when empty.
    """
    sheet.print_title_rows = f"{head}:{head}"
    sheet.print_area = area or sheet.dimensions
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
    _dress(cell, centred=True, bold=True, shade=shade)


def style_number(
    sheet: Worksheet,
    *,
    centred: bool,
    bold: bool = False,
    shade: str = "",
    is_text: bool = False,
) -> int:
    """Return the number by which the rows of ``sheet`` name the style of a cell that looks so."""
    cell = Cell(sheet, 1, 1)
    _dress(cell, centred=centred, bold=bold, shade=shade)
    cell.quotePrefix = is_text
    return int(cell.style_id)


def inner(width: float) -> float:
    """Return how much text has room in a column of ``width``."""
    return width - _INSET


def row_height(lines: int) -> float:
    """Return the height of a row in which so many lines stand."""
    return min(_HIGHEST, lines * LINE_HEIGHT + _PADDING)


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
        tallest = max(tallest, _fill(cell, content, inner(column.width)))
        cells.append(cell)
    sheet.append(cells)
    sheet.row_dimensions[row].height = row_height(tallest)


def _fill(cell: Cell, content: Content, width: float) -> int:
    """Put ``content`` into ``cell``; return how many lines it takes."""
    if isinstance(content, Formula):
        cell.value = content.text
        if isinstance(cell.parent.parent, Book):
            cell.parent.parent.results[content.text] = content.result
    elif isinstance(content, int | date):
        cell.value = content
        if isinstance(content, date):
            cell.number_format = _DATE
    elif isinstance(content, str):
        text = _whole(clean(content))
        _write(cell, text)
        return wrapped(text[: _LONGEST_TEXT // 10], width)
    else:
        text, lines = _fitted(tuple(content), width)
        _write(cell, text)
        return lines
    return 1


def _write(cell: Cell, text: str) -> None:
    """Put ``text`` into ``cell`` as text, whatever it looks like."""
    if text:
        # Not by way of cell.value: it would look for a number, a date or a formula, and take longer.
        cell._value = text  # type: ignore[attr-defined]  # noqa: SLF001
        cell.data_type = "s"
        cell.quotePrefix = True


def _whole(text: str) -> str:
    """Return ``text`` as far as a cell can hold it, which Excel counts in UTF-16."""
    return text.encode("utf-16-le")[: 2 * _LONGEST_TEXT].decode("utf-16-le", "ignore")


@lru_cache(4096)
def _fitted(lines: tuple[str, ...], width: float) -> tuple[str, int]:
    # In a table of many reports the same verdicts, bases and advice come again and again.
    return fitted([clean(line) for line in lines], width)


def _dress(cell: StyleableObject, *, centred: bool, bold: bool = False, shade: str = "") -> None:
    # A style that is made anew for every cell takes most of the time that a large table takes.
    looks = _LOOKS.setdefault(cell.parent.parent, {})  # type: ignore[arg-type]
    look = (centred, bold, shade)
    if look not in looks:
        cell.font = Font(name=_FACE, size=_SIZE, bold=bold)
        cell.border = _GRID
        cell.fill = PatternFill("solid", fgColor=shade) if shade else PatternFill()
        horizontal = "center" if centred else "left"
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
        # openpyxl has no public way to share a style.
        looks[look] = cell._style  # type: ignore[attr-defined]  # noqa: SLF001
    cell._style = copy(looks[look])  # type: ignore[attr-defined]  # noqa: SLF001
