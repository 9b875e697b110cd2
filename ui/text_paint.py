"""Turns a report into formats of a text document: tints per role, headings, marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QPixmap,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from app.model import Document, Report
from ui.marks import Mark, MarkKind
from ui.offsets import Offsets
from ui.theme import Scheme

_LINE_HEIGHT = 145.0
_UNDERLINES = {
    MarkKind.EVIDENCE: QTextCharFormat.UnderlineStyle.SingleUnderline,
    MarkKind.NEAR_MISS: QTextCharFormat.UnderlineStyle.DashUnderline,
    MarkKind.PROBLEM: QTextCharFormat.UnderlineStyle.WaveUnderline,
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the text that plays the same parts throughout."""

    start: int
    end: int
    roles: tuple[str, ...]


def runs_of(document: Document) -> list[Run]:
    """Cut the text where its parts change; the innermost section that has a part decides."""
    inside = {edge for section in document.sections for edge in (section.start, section.end)}
    edges = sorted({0, len(document.text), *inside})
    playing: list[tuple[str, ...]] = [()] * (len(edges) - 1)
    for section in sorted(document.sections, key=lambda each: (each.level, each.start)):
        if section.roles:
            first, last = bisect_left(edges, section.start), bisect_left(edges, section.end)
            playing[first:last] = [section.roles] * (last - first)
    pieces = zip(pairwise(edges), playing, strict=True)
    joined = ((roles, [span for span, _ in group]) for roles, group in groupby(pieces, _roles))
    return [Run(spans[0][0], spans[-1][1], roles) for roles, spans in joined]


def _roles(piece: tuple[tuple[int, int], tuple[str, ...]]) -> tuple[str, ...]:
    return piece[1]


def underline(kind: MarkKind, scheme: Scheme) -> QTextCharFormat:
    """Return the format of a mark: its kind shows in the line's shape as well as its colour."""
    look = QTextCharFormat()
    look.setUnderlineStyle(_UNDERLINES[kind])
    look.setUnderlineColor(QColor(scheme.mark(kind)))
    if kind is MarkKind.PROBLEM:
        look.setBackground(QColor(scheme.problem_tint))  # a wave alone is too thin to be seen
    return look


def tint(report: Report, roles: tuple[str, ...], scheme: Scheme) -> QBrush | None:
    """Return what lies behind the text of ``roles``: a colour, or stripes for two parts at once."""
    order = list(report.ruleset.roles)
    colours = [scheme.role(order.index(role)).tint for role in roles if role in order]
    if not colours:
        return None
    return QBrush(QColor(colours[0])) if len(colours) == 1 else _stripes(colours)


def _stripes(colours: list[str]) -> QBrush:
    band = 28
    tile = QPixmap(band * len(colours), 1)
    painter = QPainter(tile)
    for at, colour in enumerate(colours):
        painter.fillRect(at * band, 0, band, 1, QColor(colour))
    painter.end()
    return QBrush(tile)


class TextPainter:
    """Paints one report into one text document, in a single edit per pass."""

    def __init__(self, target: QTextDocument, report: Report, offsets: Offsets) -> None:
        self._target, self._report, self._offsets = target, report, offsets

    def paint(self, marks: tuple[Mark, ...], scheme: Scheme) -> None:
        """Apply the layout of paragraphs, then tints, then marks."""
        cursor = QTextCursor(self._target)
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(QTextCharFormat())
        self._shape_paragraphs(cursor)
        for run in runs_of(self._report.document):
            self._tint_run(cursor, run, tint(self._report, run.roles, scheme))
        for mark in marks:
            self._select(cursor, mark.start, mark.end)
            cursor.mergeCharFormat(underline(mark.kind, scheme))
        cursor.endEditBlock()

    def _shape_paragraphs(self, cursor: QTextCursor) -> None:
        headings = dict(self._headings())
        title = "".join((self._report.document.facts.title or "").split())
        for block in _blocks(self._target):
            cursor.setPosition(block.position())
            if block.position() in headings:
                cursor.setBlockFormat(_paragraph(indent=0))
                cursor.setPosition(headings[block.position()], QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(_bold())
            elif title and "".join(block.text().split()) == title:
                cursor.setBlockFormat(_paragraph(Qt.AlignmentFlag.AlignHCenter, indent=0))
                cursor.movePosition(
                    QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
                )
                cursor.mergeCharFormat(_bold())
            else:
                cursor.setBlockFormat(_paragraph(indent=self._two_characters()))

    def _headings(self) -> Iterator[tuple[int, int]]:
        for section in self._report.document.sections:
            if section.heading.strip():
                length = max(section.body - section.start, 0)
                heading = self._report.document.text[section.start : section.start + length]
                end = section.start + len(heading.rstrip())
                yield self._offsets.to_qt(section.start), self._offsets.to_qt(end)

    def _two_characters(self) -> float:
        return self._target.defaultFont().pointSizeF() * 2 * 96 / 72

    def _tint_run(self, cursor: QTextCursor, run: Run, brush: QBrush | None) -> None:
        if brush is None:
            return
        start, end = self._offsets.to_qt(run.start), self._offsets.to_qt(run.end)
        block = self._target.findBlock(start)
        while block.isValid() and block.position() < end:
            if block.position() >= start:
                cursor.setPosition(block.position())
                cursor.mergeBlockFormat(_behind_block(brush))
            self._tint_part(cursor, block, (start, end), brush)
            block = block.next()

    def _tint_part(
        self, cursor: QTextCursor, block: QTextBlock, span: tuple[int, int], brush: QBrush
    ) -> None:
        """Tint the characters of a block of which the run holds only a part."""
        last = block.position() + block.length() - 1
        start, end = max(span[0], block.position()), min(span[1], last)
        if (start, end) == (block.position(), last) or start >= end:
            return
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        behind = QTextCharFormat()
        behind.setBackground(brush)
        cursor.mergeCharFormat(behind)

    def _select(self, cursor: QTextCursor, start: int, end: int) -> None:
        cursor.setPosition(self._offsets.to_qt(start))
        cursor.setPosition(self._offsets.to_qt(end), QTextCursor.MoveMode.KeepAnchor)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _paragraph(
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, *, indent: float
) -> QTextBlockFormat:
    look = QTextBlockFormat()
    look.setAlignment(alignment)
    look.setTextIndent(indent)
    look.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return look


def _behind_block(brush: QBrush) -> QTextBlockFormat:
    look = QTextBlockFormat()
    look.setBackground(brush)
    return look


def _bold() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    return look
