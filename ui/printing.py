"""One renderer for the preview, for printers and for PDF: the same pages on every device."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, Qt, Signal
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from app import NAME, __version__
from app.errors import AppError
from app.model import Report
from app.report.files import write_whole
from app.terms import FULL_LIST, GAP_LIST
from ui.pages import DPI, Pages

_POINTS_PER_INCH = 72
_MARGINS = QMarginsF(18, 14, 18, 14)  # millimetres


def title_of(report: Report, *, only_gaps: bool = True) -> str:
    """Return what stands at the head of each page: whose report, of which year, and which list."""
    facts = report.document.facts
    unit = facts.unit or report.document.source.path.stem
    year = f"{facts.year}年度" if facts.year else ""
    return " ".join(part for part in (unit, year, name_of(only_gaps=only_gaps)) if part)


def name_of(*, only_gaps: bool) -> str:
    """Return what the list is called."""
    return GAP_LIST if only_gaps else FULL_LIST


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
    """Draw the pages on ``device``, those that it asks for, and return how many there are."""
    paper = device.pageLayout().paintRectPoints().size().toSizeF() * (DPI / _POINTS_PER_INCH)
    pages = Pages(html, title, paper)
    painter = QPainter()
    if not painter.begin(device):
        raise AppError("print-failed", "打印没有开始。", "请检查打印机是否已连接、可以使用。")
    try:
        painter.scale(device.logicalDpiX() / DPI, device.logicalDpiY() / DPI)
        _draw(pages, painter, device)
    finally:
        painter.end()
    return pages.count


def _draw(pages: Pages, painter: QPainter, device: QPagedPaintDevice) -> None:
    wanted = device.pageRanges()
    numbers = (n for n in range(1, pages.count + 1) if wanted.isEmpty() or wanted.contains(n))
    for at, number in enumerate(numbers):
        if at:
            device.newPage()
        pages.draw(painter, number)


class Preview(QPrintPreviewDialog):
    """Shows the pages as they will be printed, and prints them; tells when that fails."""

    failed = Signal(object)

    def __init__(self, html: str, title: str, printer: QPrinter, parent: QWidget) -> None:
        super().__init__(printer, parent)
        self._html, self._title, self._printer = html, title, printer
        printer.setDocName(title)
        self.setWindowTitle("打印")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size() * 0.9)
        self.paintRequested.connect(self._draw)

    def _draw(self, printer: QPrinter) -> None:
        try:
            render(self._html, self._title, printer)
        except AppError as error:
            self.failed.emit(error)
