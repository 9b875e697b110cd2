"""Printed pages: one rich text cut into sheets, with a line at head and foot of each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPainter,
    QPalette,
    QTextDocument,
)

from app import NAME
from ui import theme
from ui.paging import Sheet, Span, sheets

DPI = 96  # pages are laid out for this resolution and then scaled to that of the device

_BAND = 30.0  # height of head and of foot, with the space that keeps them off the text
_BORDER = 1.0  # the line between two rows is drawn on both pages
_SMALL_PIXELS = 12
_POINTS = 10


class Pages:
    """The pages of a text on paper of a given size, margins taken off, in units of ``DPI``."""

    def __init__(self, html: str, title: str, paper: QSizeF) -> None:
        self._title = title
        self._body = QSizeF(paper.width(), paper.height() - 2 * _BAND)
        self._metrics = _metrics_device()
        self._text = QTextDocument()
        self._text.setUseDesignMetrics(True)
        self._text.documentLayout().setPaintDevice(self._metrics)
        self._text.setDefaultFont(_font())
        self._text.setDocumentMargin(0)
        self._text.setMetaInformation(QTextDocument.MetaInformation.CssMedia, "print")
        self._text.setHtml(html)
        self._text.setTextWidth(self._body.width())
        self._sheets = sheets(self._text, self._body.height())

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sheets)

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw page ``number``, counted from 1, at the origin of ``painter``."""
        self._draw_body(painter, self._sheets[number - 1])
        self._draw_edges(painter, f"{NAME}　{self._title}", f"第 {number} 页 / 共 {self.count} 页")

    def _draw_body(self, painter: QPainter, sheet: Sheet) -> None:
        width = self._body.width()
        at = _BAND
        if sheet.head is not None:
            self._draw_part(painter, sheet.head, at, width)
            at += sheet.head.height
        self._draw_part(painter, sheet.body, at, width)
        if sheet.lead is not None:
            self._draw_part(painter, sheet.lead.cells, at, sheet.lead.right)

    def _draw_part(self, painter: QPainter, part: Span, at: float, width: float) -> None:
        """Draw a stretch of the text, as wide as ``width``, so that its top stands at ``at``."""
        clip = QRectF(0, part.top, width, part.height + _BORDER)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, QColor("black"))  # on dark desktops too
        context.clip = clip.adjusted(
            0, _BORDER, 0, -2 * _BORDER
        )  # lines that only touch stay away
        painter.save()
        painter.translate(0, at - part.top)
        painter.setClipRect(clip)
        self._text.documentLayout().draw(painter, context)
        painter.restore()

    def _draw_edges(self, painter: QPainter, head: str, foot: str) -> None:
        font = _font()
        font.setPixelSize(_SMALL_PIXELS)
        painter.setFont(font)
        painter.setPen(QColor("#404040"))
        width, line = self._body.width(), _BAND * 0.7
        top = QRectF(0, 0, width, line)
        bottom = QRectF(0, self._body.height() + 2 * _BAND - line, width, line)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, head)
        painter.drawText(
            bottom, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, foot
        )
        painter.drawLine(top.bottomLeft(), top.bottomRight())


def _metrics_device() -> QImage:
    """Return what text is measured by: not the screen, whose resolution differs."""
    device = QImage(1, 1, QImage.Format.Format_ARGB32)
    per_meter = round(DPI / 0.0254)
    device.setDotsPerMeterX(per_meter)
    device.setDotsPerMeterY(per_meter)
    return device


def _font() -> QFont:
    font = QFont()
    font.setFamilies(theme.FAMILIES)
    font.setPointSizeF(_POINTS)
    return font
