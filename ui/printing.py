"""One renderer for the preview, for printers and for PDF: the same pages on every device."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from app import NAME, __version__
from app.errors import AppError
from app.model import Report
from app.report.files import write_whole
from ui import theme

_DPI = 96  # all is laid out for this resolution and then scaled to that of the device
_POINTS_PER_INCH = 72
_BAND = 30.0  # height of header and of footer, with the space that keeps them off the text
_SMALL_PIXELS = 12
_MARGINS = QMarginsF(18, 14, 18, 14)  # millimetres


def title_of(report: Report) -> str:
    """Return what stands at the head of each page: whose report and of which year."""
    facts = report.document.facts
    year = f"{facts.year}年度" if facts.year else ""
    return " ".join(
        part for part in (facts.unit or report.document.source.path.stem, year) if part
    )


def page_layout() -> QPageLayout:
    """Return A4 upright with our margins."""
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        _MARGINS,
        QPageLayout.Unit.Millimeter,
    )


def new_printer() -> QPrinter:
    """Return the default printer, ready for our pages; without any it prints to a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout())
    printer.setCreator(f"{NAME} {__version__}")
    return printer


def write_pdf(html: str, path: Path, title: str) -> None:
    """Write the pages to ``path``; when that fails, the file that stood there is as it was."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(page_layout())
    writer.setTitle(title)
    writer.setCreator(f"{NAME} {__version__}")
    render(html, title, writer)
    write_whole(path, bytes(QByteArray(buffer.data()).data()))


def render(html: str, title: str, device: QPagedPaintDevice) -> int:
    """Draw the pages on ``device`` and return how many there are."""
    paint_rect = device.pageLayout().paintRectPoints()
    scale = _DPI / _POINTS_PER_INCH
    paper = QSizeF(paint_rect.width() * scale, paint_rect.height() * scale)
    metrics = _metrics_device()
    document = _document(html, QSizeF(paper.width(), paper.height() - 2 * _BAND), metrics)
    painter = QPainter()
    if not painter.begin(device):
        raise AppError("print-failed", "打印没有开始。", "请检查打印机是否已连接、可以使用。")
    try:
        painter.scale(device.logicalDpiX() / _DPI, device.logicalDpiY() / _DPI)
        _draw_pages(painter, document, title, device)
    finally:
        painter.end()
    return document.pageCount()


def _metrics_device() -> QImage:
    """Return what text is measured by: not the screen, whose resolution differs."""
    device = QImage(1, 1, QImage.Format.Format_ARGB32)
    per_meter = round(_DPI / 0.0254)
    device.setDotsPerMeterX(per_meter)
    device.setDotsPerMeterY(per_meter)
    return device


def _document(html: str, page: QSizeF, metrics: QImage) -> QTextDocument:
    document = QTextDocument()
    document.setUseDesignMetrics(True)
    document.documentLayout().setPaintDevice(metrics)
    font = QFont()
    font.setFamilies(theme.FAMILIES)
    font.setPointSizeF(10)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setHtml(html)
    document.setPageSize(page)
    return document


def _draw_pages(
    painter: QPainter, document: QTextDocument, title: str, device: QPagedPaintDevice
) -> None:
    count = document.pageCount()
    wanted = device.pageRanges()
    pages = [n for n in range(1, count + 1) if wanted.isEmpty() or wanted.contains(n)]
    for at, number in enumerate(pages):
        if at:
            device.newPage()
        _draw_body(painter, document, number)
        _draw_edges(
            painter, document.pageSize(), f"{NAME}　{title}", f"第 {number} 页 / 共 {count} 页"
        )


def _draw_body(painter: QPainter, document: QTextDocument, number: int) -> None:
    size = document.pageSize()
    top = (number - 1) * size.height()
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, QColor("black"))  # also on a dark desktop
    context.clip = QRectF(0, top, size.width(), size.height())
    painter.save()
    painter.translate(0, _BAND - top)
    painter.setClipRect(context.clip)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _draw_edges(painter: QPainter, body: QSizeF, head: str, foot: str) -> None:
    font = QFont()
    font.setFamilies(theme.FAMILIES)
    font.setPixelSize(_SMALL_PIXELS)
    painter.setFont(font)
    painter.setPen(QColor("#404040"))
    line = _BAND * 0.7
    top = QRectF(0, 0, body.width(), line)
    bottom = QRectF(0, body.height() + 2 * _BAND - line, body.width(), line)
    painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, head)
    painter.drawText(bottom, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, foot)
    painter.drawLine(top.bottomLeft(), top.bottomRight())


class Preview(QPrintPreviewDialog):
    """Shows the pages as they will be printed, and prints them."""

    def __init__(self, html: str, title: str, printer: QPrinter, parent: QWidget) -> None:
        super().__init__(printer, parent)
        self._html, self._title, self._printer = html, title, printer
        printer.setDocName(title)
        self.setWindowTitle("打印整改清单")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size() * 0.9)
        self.paintRequested.connect(self._draw)

    def _draw(self, printer: QPrinter) -> None:
        render(self._html, self._title, printer)
