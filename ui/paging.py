"""Cuts a laid-out text into sheets: between table rows where possible, never through a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable, QTextTableCell

_TOUCH = 0.5  # what reaches over an edge by less than this does not count
_TALL = 0.5  # of a page; a row taller than this may be cut, since a page half empty looks like the last
_LEAD = 2  # columns: the number and the name of what is checked
_ENDS = 36.0  # what of such a row stays together at its top and at its bottom: two lines


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text from top to bottom."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        """How tall the stretch is."""
        return self.bottom - self.top

    def holds(self, y: float) -> bool:
        """Tell whether a cut at ``y`` would go through this stretch."""
        return self.top + _TOUCH < y < self.bottom - _TOUCH


@dataclass(frozen=True, slots=True)
class Lead:
    """The first cells of a row, up to ``right``: they tell which row it is."""

    cells: Span
    right: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page: a stretch of the text, below a table's head if it continues one.

    ``lead`` is shown once more beside the top of the stretch where that continues a row.
    """

    body: Span
    head: Span | None
    lead: Lead | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    title: Span
    head: Span
    rows: tuple[Span, ...]
    leads: tuple[Lead, ...]


def sheets(document: QTextDocument, height: float) -> list[Sheet]:
    """Cut ``document``, laid out as one long page, into sheets of at most ``height``."""
    tables = list(_tables(document))
    whole = [*_lines(document), *(part for table in tables for part in _kept(table, height))]
    total = document.size().height()
    cut: list[Sheet] = []
    start = 0.0
    while start < total - _TOUCH:
        head = _head_at(tables, start)
        end = min(start + height - (head.height if head else 0), total)
        body = Span(start, _before(end, start, whole))
        cut.append(Sheet(body, head, _lead_at(tables, body)))
        start = body.bottom
    return cut or [Sheet(Span(0, 0), None)]


def _kept(table: _Table, height: float) -> Iterator[Span]:
    """Yield what of a table stays together: rows that are not tall, and the first with head and title."""
    room = height - table.head.height
    for row in table.rows:
        yield from _kept_of_row(row, room)
    first = next(_kept_of_row(table.rows[0], room))
    if first.bottom - table.title.top <= height:
        yield Span(table.title.top, first.bottom)


def _kept_of_row(row: Span, room: float) -> Iterator[Span]:
    if row.height <= room * _TALL:
        yield row
    else:
        yield Span(row.top, row.top + _ENDS)
        yield Span(row.bottom - _ENDS, row.bottom)


def _before(end: float, start: float, whole: list[Span]) -> float:
    """Return the last place up to ``end`` where nothing is cut through, or ``end`` if none is."""
    cut = end
    while crossed := [span.top for span in whole if span.holds(cut)]:
        cut = min(crossed)
    return cut if cut > start + _TOUCH else end


def _head_at(tables: list[_Table], start: float) -> Span | None:
    """Return the head to repeat on a sheet that begins at ``start``."""
    for table in tables:
        if table.rows[0].top + _TOUCH < start < table.rows[-1].bottom - _TOUCH:
            return table.head
    return None


def _lead_at(tables: list[_Table], body: Span) -> Lead | None:
    """Return what tells which row goes on at the top of ``body``, if there is room for it."""
    for table in tables:
        for row, lead in zip(table.rows, table.leads, strict=True):
            if row.holds(body.top):
                has_room = lead.cells.bottom <= body.top + _TOUCH
                goes_on = min(row.bottom, body.bottom) - body.top
                return lead if has_room and lead.cells.height <= goes_on else None
    return None


def _tables(document: QTextDocument) -> Iterator[_Table]:
    for frame in document.rootFrame().childFrames():
        if not isinstance(frame, QTextTable):
            continue
        heads = frame.format().toTableFormat().headerRowCount()
        if 0 < heads < frame.rows():
            rows = [_row(document, frame, row) for row in range(frame.rows())]
            head = Span(rows[0].top, rows[heads].top)
            leads = tuple(_lead(document, frame, row) for row in range(heads, frame.rows()))
            yield _Table(_title(document, frame, head), head, tuple(rows[heads:]), leads)


def _title(document: QTextDocument, table: QTextTable, head: Span) -> Span:
    """Return the heading right above a table, the table's head itself when there is none."""
    block = document.findBlock(table.firstPosition() - 1)
    if not block.isValid() or not block.blockFormat().headingLevel():
        return head
    return Span(document.documentLayout().blockBoundingRect(block).top(), head.top)


def _row(document: QTextDocument, table: QTextTable, row: int) -> Span:
    cells = [table.cellAt(row, column) for column in range(table.columns())]
    edges = [_cell(document, cell) for cell in cells]
    return Span(min(edge.top for edge in edges), max(edge.bottom for edge in edges))


def _lead(document: QTextDocument, table: QTextTable, row: int) -> Lead:
    cells = [table.cellAt(row, column) for column in range(min(_LEAD, table.columns()))]
    edges = [_cell(document, cell) for cell in cells]
    last = document.documentLayout().blockBoundingRect(cells[-1].lastCursorPosition().block())
    area = Span(min(edge.top for edge in edges), max(edge.bottom for edge in edges))
    return Lead(area, last.right())


def _cell(document: QTextDocument, cell: QTextTableCell) -> Span:
    layout, look = document.documentLayout(), cell.format().toTableCellFormat()
    first = layout.blockBoundingRect(cell.firstCursorPosition().block())
    last = layout.blockBoundingRect(cell.lastCursorPosition().block())
    return Span(first.top() - look.topPadding(), last.bottom() + look.bottomPadding())


def _lines(document: QTextDocument) -> Iterator[Span]:
    block = document.begin()
    while block.isValid():
        yield from _lines_of(document, block)
        block = block.next()


def _lines_of(document: QTextDocument, block: QTextBlock) -> Iterator[Span]:
    top = document.documentLayout().blockBoundingRect(block).top()
    layout = block.layout()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number).rect()
        yield Span(top + line.top(), top + line.bottom())
