"""Takes a checked report out of the window: to a workbook, to PDF, to Word, to a web page, to paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.mask import masked
from app.model import Report
from ui import printing
from ui.job import Job

if TYPE_CHECKING:
    from app.report.ledger import Ledger

_WORKBOOKS = "Excel 工作簿 (*.xlsx)"
_PDFS = "PDF 文件 (*.pdf)"
_PAGES = "网页 (*.html)"
_WORD = "Word 文档 (*{})"

_NOT_HIDDEN = AppError(
    "export-mask",
    "批注版是报告全文的副本，不能遮盖个人信息。",
    "请先在“文件”菜单中取消“导出、打印时遮盖个人信息”，再导出批注版。",
)

_Steps = Iterator[Path | str | None]
"""None after each step; at last the file that was written, or the page to be shown."""


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
        self.masks = False
        """Whether what identifies persons is hidden in all that is exported and printed."""
        self._window, self._dialogs, self._make_printer = window, dialogs, make_printer
        self._only_gaps, self._title = True, ""
        self._job = Job(self)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)
        self._job.cancelled.connect(self.ended)

    @property
    def is_running(self) -> bool:
        """Tell whether something is being written."""
        return self._job.is_running

    def save_workbook(self, report: Report, ledger: Ledger | None = None) -> None:
        """Ask where to, then write the checklist as a workbook, with what ``ledger`` held before."""
        name = "检查清单" if ledger is None else "新台账"
        proposed = _beside(report, f"_{name}.xlsx")
        steps = partial(_workbook_steps, ledger)
        self._save(report, _Target(f"导出 Excel {name}", _WORKBOOKS, proposed), steps)

    def save_word(self, report: Report) -> None:
        """Ask where to, then write a copy of the report with comments at the places.

        The copy holds the whole report, so it is refused where persons are to be hidden.
        """
        from app.report import annotated

        if self.masks:
            self.failed.emit(_NOT_HIDDEN)
            return
        proposed = annotated.default_name(report.document.source.path.absolute())
        kinds = _WORD.format(proposed.suffix)
        self._save(report, _Target("导出批注版 Word", kinds, proposed), _word_steps)

    def save_pdf(self, report: Report, *, only_gaps: bool = True) -> None:
        """Ask where to, then write what is left to do, or all, as PDF."""
        name = printing.name_of(only_gaps=only_gaps)
        proposed = _beside(report, f"_{name}.pdf")
        steps = partial(_pdf_steps, only_gaps)
        self._save(report, _Target(f"导出 PDF {name}", _PDFS, proposed), steps)

    def save_page(self, report: Report) -> None:
        """Ask where to, then write all results as one page for a browser."""
        proposed = _beside(report, "_检查清单.html")
        self._save(report, _Target("导出网页检查清单", _PAGES, proposed), _file_steps)

    def preview(self, report: Report, *, only_gaps: bool = True) -> None:
        """Lay out what is left to do, or all, and show it as it would be printed."""
        self._only_gaps = only_gaps
        self._title = printing.title_of(report, only_gaps=only_gaps)
        self.started.emit("正在准备打印")
        self._job.start(partial(self._steps, partial(_page_steps, only_gaps), report))

    def cancel(self) -> None:
        """Stop what is being written."""
        self._job.cancel()

    def close(self) -> None:
        """Stop and wait until nothing is being written any more."""
        self._job.close()

    def _save(
        self, report: Report, target: _Target, steps: Callable[[Report, Path], _Steps]
    ) -> None:
        path = self._dialogs.ask_save(self._window, *target)
        if path is not None:
            self.started.emit(f"正在导出“{path.name}”")
            self._job.start(partial(self._steps, lambda shown: steps(shown, path), report))

    def _steps(self, steps: Callable[[Report], _Steps], report: Report) -> _Steps:
        yield None
        yield from steps(masked(report) if self.masks else report)

    def _finish(self, value: Path | str) -> None:
        self.ended.emit()
        if isinstance(value, Path):
            self.exported.emit(value)
            return
        dialog = printing.Preview(value, self._title, self._make_printer(), self._window)
        dialog.setWindowTitle("打印整改清单" if self._only_gaps else "打印完整清单")
        dialog.failed.connect(self.failed)
        dialog.open()
        self.previewed.emit(dialog)

    def _fail(self, error: Exception) -> None:
        self.ended.emit()
        self.failed.emit(error)


class _Target(NamedTuple):
    """What the dialog asks: its title, the kind of file, where to."""

    title: str
    kinds: str
    proposed: Path


def _beside(report: Report, ending: str) -> Path:
    source = report.document.source.path.absolute()
    return source.with_name(f"{source.stem}{ending}")


def _workbook_steps(ledger: Ledger | None, report: Report, path: Path) -> _Steps:
    from app.report import xlsx
    from app.report.recheck import compare

    yield None
    xlsx.write(report, path, compare(ledger.entries, report) if ledger else None)
    yield path


def _word_steps(report: Report, path: Path) -> _Steps:
    from app.report import annotated

    yield None
    annotated.write(report, path)
    yield path


def _pdf_steps(only_gaps: bool, report: Report, path: Path) -> _Steps:
    for page in _page_steps(only_gaps, report):
        yield None
        if isinstance(page, str):
            printing.write_pdf(page, path, printing.title_of(report, only_gaps=only_gaps))
    yield path


def _file_steps(report: Report, path: Path) -> _Steps:
    from app.report.files import write_whole

    for page in _page_steps(False, report):
        yield None
        if isinstance(page, str):
            write_whole(path, page.encode("utf-8"))
    yield path


def _page_steps(only_gaps: bool, report: Report) -> _Steps:
    from app.report import html

    yield None
    yield html.render(report, only_gaps=only_gaps)
