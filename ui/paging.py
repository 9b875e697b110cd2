"""Cuts a laid-out text into sheets: between table rows where possible, never through a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable, QTextTableCell

_TOUCH = 0.5  # what reaches over an edge by less than this does not count


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
class Sheet:
    """What stands on one page: a stretch of the text, below a table's head if it continues one."""

    body: Span
    head: Span | None


@dataclass(frozen=True, slots=True)
class _Table:
    head: Span
    rows: tuple[Span, ...]


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
        cut.append(Sheet(Span(start, end := _before(end, start, whole)), head))
        start = end
    return cut or [Sheet(Span(0, 0), None)]


def _kept(table: _Table, height: float) -> Iterator[Span]:
    """Yield what of a table stays together where it can: each row, and the first with the head."""
    head, first = table.head, table.rows[0]
    room = height - head.height
    yield from (row for row in table.rows if row.height <= room)
    if first.height <= room:
        yield Span(head.top, first.bottom)


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


def _tables(document: QTextDocument) -> Iterator[_Table]:
    for frame in document.rootFrame().childFrames():
        if not isinstance(frame, QTextTable):
            continue
        heads = frame.format().toTableFormat().headerRowCount()
        if 0 < heads < frame.rows():
            rows = [_row(document, frame, row) for row in range(frame.rows())]
            yield _Table(Span(rows[0].top, rows[heads].top), tuple(rows[heads:]))


def _row(document: QTextDocument, table: QTextTable, row: int) -> Span:
    cells = [table.cellAt(row, column) for column in range(table.columns())]
    edges = [_cell(document, cell) for cell in cells]
    return Span(min(edge.top for edge in edges), max(edge.bottom for edge in edges))


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
