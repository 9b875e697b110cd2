"""Takes a checked report out of the window: to a workbook, to PDF, to paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.model import Report
from ui import printing
from ui.job import Job

_WORKBOOKS = "Excel 工作簿 (*.xlsx)"
_PDFS = "PDF 文件 (*.pdf)"


class AsksWhereToSave(Protocol):
    """What the exporter needs of the file dialogs."""

    def ask_save(self, parent: QWidget, title: str, kinds: str, proposed: Path) -> Path | None:
        """Return where to save, None when the user changed their mind."""


class Exporter(QObject):
    """Writes in the background; tells what is being done, what was written, and what went wrong."""

    started = Signal(str)
    exported = Signal(Path)
    previewed = Signal(QObject)
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self,
        window: QWidget,
        dialogs: AsksWhereToSave,
        make_printer: Callable[[], QPrinter] = printing.new_printer,
    ) -> None:
        super().__init__(window)
        self._window, self._dialogs, self._make_printer = window, dialogs, make_printer
        self._title = ""
        self._job = Job(self)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)
        self._job.cancelled.connect(self.ended)

    @property
    def is_running(self) -> bool:
        """Tell whether something is being written."""
        return self._job.is_running

    def save_workbook(self, report: Report) -> None:
        """Ask where to, then write the checklist as a workbook."""
        self._save(report, "导出 Excel 检查清单", _WORKBOOKS, "_检查清单.xlsx", _workbook_steps)

    def save_pdf(self, report: Report) -> None:
        """Ask where to, then write what is left to do as PDF."""
        self._save(report, "导出 PDF 整改清单", _PDFS, "_整改清单.pdf", _pdf_steps)

    def preview(self, report: Report) -> None:
        """Lay out what is left to do and show it as it would be printed."""
        self._title = printing.title_of(report)
        self.started.emit("正在准备打印")
        self._job.start(partial(_page_steps, report))

    def cancel(self) -> None:
        """Stop what is being written."""
        self._job.cancel()

    def close(self) -> None:
        """Stop and wait until nothing is being written any more."""
        self._job.close()

    def _save(
        self,
        report: Report,
        title: str,
        kinds: str,
        ending: str,
        steps: Callable[[Report, Path], Iterator[Path | None]],
    ) -> None:
        source = report.document.source.path
        proposed = source.absolute().with_name(f"{source.stem}{ending}")
        path = self._dialogs.ask_save(self._window, title, kinds, proposed)
        if path is not None:
            self.started.emit(f"正在导出“{path.name}”")
            self._job.start(partial(steps, report, path))

    def _finish(self, value: Path | str) -> None:
        self.ended.emit()
        if isinstance(value, Path):
            self.exported.emit(value)
            return
        dialog = printing.Preview(value, self._title, self._make_printer(), self._window)
        dialog.failed.connect(self.failed)
        dialog.open()
        self.previewed.emit(dialog)

    def _fail(self, error: Exception) -> None:
        self.ended.emit()
        self.failed.emit(error)


def _workbook_steps(report: Report, path: Path) -> Iterator[Path | None]:
    from app.report import xlsx

    yield None
    xlsx.write(report, path)
    yield path


def _pdf_steps(report: Report, path: Path) -> Iterator[Path | None]:
    for page in _page_steps(report):
        yield None
        if page is not None:
            printing.write_pdf(page, path, printing.title_of(report))
    yield path


def _page_steps(report: Report) -> Iterator[str | None]:
    from app.report import html

    yield None
    yield html.render(report, only_gaps=True)
