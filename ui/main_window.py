"""The window: its panes, and what they tell each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import NAME
from app.errors import AppError
from app.model import DocumentKind, Report
from app.report.files import sweep
from ui import messages, theme
from ui.actions import Actions
from ui.banner import Banner
from ui.check_run import Checker, CheckRun
from ui.checklist import ChecklistPane
from ui.crash import CrashReporter
from ui.details import DetailsPane
from ui.drops import choose, dropped_paths
from ui.exporter import AsksWhereToSave, Exporter
from ui.file_dialogs import EXPORT
from ui.job import Job
from ui.ledger import Comparison, LedgerDialog, LedgerRun
from ui.marks import places_of
from ui.outline import OutlinePane
from ui.recent import Recent
from ui.start_page import StartPage
from ui.status_line import StatusLine
from ui.text_head import TextHead
from ui.text_view import TextPane

_DOUBT = "这份文件不像是法治政府建设年度报告，以下结论仅供参考。"
_FIRST_PAINT = 50  # milliseconds until the window stands
_SIZE = (1280, 720)
_WIDTHS = [245, 560, 490]
_HEIGHTS = [300, 310]


class Dialogs(AsksWhereToSave, Protocol):
    """What the window needs of the file dialogs."""

    def ask_open(self, parent: QWidget, title: str = "打开报告") -> Path | None:
        """Return the report to open, None when the user changed their mind."""

    def ask_ledger(self, parent: QWidget) -> Path | None:
        """Return the ledger to compare, None when the user changed their mind."""


class MainWindow(QMainWindow):
    """Shows one report at a time: outline, text and checklist side by side."""

    def __init__(
        self, checker: Checker, recent: Recent, dialogs: Dialogs, crashes: CrashReporter
    ) -> None:
        super().__init__()
        self._recent, self._dialogs, self._crashes = recent, dialogs, crashes
        self.report: Report | None = None
        self.run, self._look = CheckRun(checker, self), Job(self)
        self.exporter, self.ledgers = Exporter(self, dialogs), LedgerRun(self)
        self.commands, self.status = Actions(self), StatusLine(self)
        self.start_page, self.head = StartPage(self), TextHead(self)
        self.outline, self.text = OutlinePane(self), TextPane(self)
        self.checklist, self.details = ChecklistPane(self), DetailsPane(self)
        self.notice = Banner("notice", "提示", closable=True, parent=self)
        self.doubt = Banner("partial", "文件类型提示", closable=False, parent=self)
        self.notes = Banner("notice", "读取说明", closable=False, parent=self)
        self._lay_out()
        self._wire_commands()
        self._wire_panes()
        self._wire_runs()
        self._look.start(partial(_first_look, self._recent))

    @property
    def is_busy(self) -> bool:
        """Tell whether something is being checked, loaded or written."""
        return any(each.is_running for each in (self.run, self.exporter, self.ledgers))

    def open_file(self, path: Path) -> None:
        """Check ``path`` and show it."""
        self.notice.say("")
        self.run.check(path)

    def show_report(self, report: Report) -> None:
        """Show a checked report; the one already shown keeps its place and its selection."""
        shown = self.report.document.source.path if self.report else None
        last_year = self.report.last_year if self.report else None
        again = report.document.source.path == shown
        rule, scrolled = self.checklist.current_rule, self.text.scrolled
        self.report = report
        self.setWindowTitle(f"{report.document.source.path.name} — {NAME}")
        self.head.show_report(report)
        self._say_banners(report)
        self.outline.show_report(report)
        self.text.show_report(report)
        self.checklist.show_report(report)
        self.pages.setCurrentIndex(1)
        self.commands.enable_for_report(True)
        if report.last_year is not None and report.last_year != last_year:
            self._show_comparison_with_last_year(report)
        elif again:
            self.checklist.select_rule(rule)
            self.text.scrolled = scrolled
        else:
            self.checklist.setFocus()
        self._remember(report.document.source.path)

    def _say_banners(self, report: Report) -> None:
        document = report.document
        self.doubt.say(_DOUBT if document.facts.kind is DocumentKind.OTHER else "")
        notes = document.notes
        if len(notes) > 1:
            self.notes.say(f"读取文件时有 {len(notes)} 处需要留意。", notes)
        else:
            self.notes.say("".join(notes))

    def _remember(self, path: Path) -> None:
        self._recent.add(path)
        self._look_for_recent()

    def _look_for_recent(self) -> None:
        self._look.start(partial(_present, self._recent.files))

    def _lay_out(self) -> None:
        self.setWindowTitle(NAME)
        self.setWindowIcon(theme.icon("app"))
        self.setAcceptDrops(True)
        self.setStatusBar(self.status)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.start_page)
        self.pages.addWidget(_column(self.doubt, self.notes, self._splitter()))
        self.setCentralWidget(_column(self.notice, self.pages))
        self.resize(*_SIZE)

    def _splitter(self) -> QSplitter:
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self.checklist)
        right.addWidget(self.details)
        right.setSizes(_HEIGHTS)
        middle = _column(self.head, self.text)
        middle.setContentsMargins(0, 0, 0, 8)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for pane in (self.outline, middle, right):
            splitter.addWidget(pane)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes(_WIDTHS)
        return splitter

    def _wire_commands(self) -> None:
        commands = self.commands
        commands.open.triggered.connect(self._ask_open)
        commands.recheck.triggered.connect(self._recheck)
        commands.last_year.triggered.connect(self._ask_last_year)
        self._wire_outputs()
        commands.quit.triggered.connect(self.close)
        commands.next_pane.triggered.connect(self._focus_next)
        commands.previous_pane.triggered.connect(self._focus_previous)
        commands.about.triggered.connect(self._show_about)
        commands.recent_chosen.connect(self.open_file)
        self.start_page.asked_to_open.connect(self._ask_open)
        self.start_page.file_chosen.connect(self.open_file)

    def _wire_outputs(self) -> None:
        commands, exporter = self.commands, self.exporter
        for command, export in (
            (commands.workbook, exporter.save_workbook),
            (commands.word, exporter.save_word),
            (commands.pdf, exporter.save_pdf),
            (commands.full_pdf, partial(exporter.save_pdf, only_gaps=False)),
            (commands.page, exporter.save_page),
            (commands.preview, exporter.preview),
            (commands.full_preview, partial(exporter.preview, only_gaps=False)),
        ):
            command.triggered.connect(partial(self._export, export))
        commands.mask.toggled.connect(self._mask)
        commands.ledger.triggered.connect(self._ask_ledger)

    def _wire_panes(self) -> None:
        self.outline.place_chosen.connect(self.text.jump)
        self.outline.result_chosen.connect(self._show_result)
        self.text.result_chosen.connect(self.checklist.select)
        self.checklist.result_changed.connect(self._explain)
        self.checklist.result_chosen.connect(self._show_result)
        self.details.place_chosen.connect(self.text.jump)

    def _wire_runs(self) -> None:
        for job in (self.run, self.exporter, self.ledgers):
            job.started.connect(self.status.begin)
            job.ended.connect(self.status.end)
            job.failed.connect(self._show_failure)
            self.status.cancel_asked.connect(job.cancel)
        self.run.checked.connect(self.show_report)
        self.exporter.exported.connect(self.status.offer)
        self.ledgers.compared.connect(self._show_comparison)
        self._look.succeeded.connect(self._show_recent)

    def _ask_open(self) -> None:
        path = self._dialogs.ask_open(self)
        if path is not None:
            self.open_file(path)

    def _recheck(self) -> None:
        if self.report is not None:
            self.notice.say("")
            self.run.check(self.report.document.source.path, self.report.last_year)

    def _ask_last_year(self) -> None:
        path = (
            self._dialogs.ask_open(self, "选择上一年的报告") if self.report is not None else None
        )
        if path is not None and self.report is not None:
            self.run.check(self.report.document.source.path, path)

    def _show_comparison_with_last_year(self, report: Report) -> None:
        compared = (at for at, each in enumerate(report.results) if "last_year" in each.details)
        at = next(compared, None)
        if at is not None:
            self._show_result(at)

    def _export(self, export: Callable[[Report], None], *_checked: bool) -> None:
        if self.report is not None:
            export(self.report)

    def _ask_ledger(self) -> None:
        path = self._dialogs.ask_ledger(self) if self.report is not None else None
        if path is not None and self.report is not None:
            self.ledgers.compare(path, self.report)

    def _show_comparison(self, comparison: Comparison) -> None:
        dialog = LedgerDialog(comparison, self)
        dialog.export_asked.connect(self._save_ledger)
        dialog.open()

    def _save_ledger(self, comparison: Comparison) -> None:
        self.exporter.save_workbook(comparison.report, comparison.ledger)

    def _mask(self, masks: bool) -> None:
        self.exporter.masks = masks

    def _show_about(self) -> None:
        messages.show_about(self)

    def _show_recent(self, entries: list[tuple[Path, bool]]) -> None:
        self.start_page.show_recent(entries)
        self.commands.show_recent(entries)

    def _explain(self, index: int) -> None:
        if self.report is not None:
            self.details.show_result(self.report, index)
            self.text.show_result(index)

    def _show_result(self, index: int) -> None:
        self.checklist.select(index)
        if self.report is None:
            return
        result = self.report.results[index]
        places = places_of(result)
        if places:
            self.text.jump(*places[0])
        else:
            self.status.end(f"文中没有“{result.title}”的内容可以定位，说明见右侧。")

    def _show_failure(self, error: Exception) -> None:
        if isinstance(error, AppError):
            messages.show_error(self, error)
        else:
            self._crashes.report(error)

    def _focus_next(self) -> None:
        self._focus_pane(1)

    def _focus_previous(self) -> None:
        self._focus_pane(-1)

    def _focus_pane(self, step: int) -> None:
        if self.report is None:
            self.start_page.setFocus()
            return
        panes = (self.outline.tree, self.text.view, self.checklist.table, self.details.page)
        at = panes.index(here) if (here := self.focusWidget()) in panes else min(0, -step)
        panes[(at + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files, and show that they may be dropped."""
        if dropped_paths(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)  # a move would delete the report
            event.accept()
            self.start_page.set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the sign away again."""
        super().dragLeaveEvent(event)
        self.start_page.set_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped, or say why it is not checked."""
        self.start_page.set_hot(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        choice = choose(dropped_paths(event.mimeData()))
        if choice.path is not None:
            self.open_file(choice.path)
        self.notice.say(choice.notice)

    def showEvent(self, event: QShowEvent) -> None:
        """Once the window is painted, load what the first check needs."""
        super().showEvent(event)
        QTimer.singleShot(_FIRST_PAINT, self.run.warm_up)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop all that is running before the window goes."""
        for job in (self.run, self.exporter, self.ledgers, self._look):
            job.close()
        super().closeEvent(event)


def _column(*widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    column.setStretchFactor(widgets[-1], 1)
    return page


def _first_look(recent: Recent) -> Iterator[list[tuple[Path, bool]]]:
    """Clear away what a killed export left behind, then look for the files opened last."""
    folder = recent.folder(EXPORT)
    if folder is not None:
        sweep(folder)
    yield from _present(recent.files)


def _present(paths: list[Path]) -> Iterator[list[tuple[Path, bool]]]:
    yield [(path, path.is_file()) for path in paths]
