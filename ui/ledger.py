"""A ledger that an office has filled in, beside the report on the screen: read in, compared, shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.model import Report
from ui.job import Job
from ui.roomy import RoomyDelegate

if TYPE_CHECKING:
    from app.report.ledger import Ledger
    from app.report.recheck import Item, Recheck

_TITLES = ("复查结果", "检查项", "发现", "单位填写", "说明")
_WIDTHS = (110, 120, 330, 210)


@dataclass(frozen=True)
class Comparison:
    """A ledger, the report that it is compared with, and what came out."""

    ledger: Ledger
    report: Report
    recheck: Recheck
    doubts: tuple[str, ...]


class LedgerRun(QObject):
    """Reads a ledger in the background and compares it."""

    started = Signal(str)
    compared = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job = Job(self)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)
        self._job.cancelled.connect(self.ended)
        self.cancel, self.close = self._job.cancel, self._job.close

    @property
    def is_running(self) -> bool:
        """Tell whether a ledger is being read."""
        return self._job.is_running

    def compare(self, path: Path, report: Report) -> None:
        """Read the ledger at ``path`` and compare it with ``report``."""
        self.started.emit(f"正在读取“{path.name}”")
        self._job.start(partial(_steps, path, report))

    def _finish(self, comparison: Comparison) -> None:
        self.ended.emit()
        self.compared.emit(comparison)

    def _fail(self, error: Exception) -> None:
        self.ended.emit()
        self.failed.emit(error)


class LedgerDialog(QDialog):
    """Shows what became of each row of a ledger, and offers to write a new one."""

    export_asked = Signal(object)

    def __init__(self, comparison: Comparison, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"导入台账：{comparison.ledger.path.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size() * 0.85)
        self.summary = QLabel(summary(comparison), self)
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = _table(comparison.recheck.items, self)
        buttons = QDialogButtonBox(self)
        self.export = buttons.addButton("导出新台账…", QDialogButtonBox.ButtonRole.ActionRole)
        self.export.setToolTip("写出新台账，保留单位原来填写的内容")
        self.export.clicked.connect(lambda: self.export_asked.emit(comparison))
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.summary, self.table, buttons):
            column.addWidget(widget)


def summary(comparison: Comparison) -> str:
    """Return what was compared and how many items stand how; doubts first."""
    from app.report.recheck import STANDINGS

    facts, recheck = comparison.ledger.facts, comparison.recheck
    counts = "，".join(f"{word} {recheck.count(which)} 项" for which, word in STANDINGS.items())
    source, day = facts.get("文件名", "不明"), facts.get("检查日期", "日期不明")
    name = comparison.report.document.source.path.name
    told = f"台账是{day}检查“{source}”时写出的，现在和“{name}”对照：{counts}。"
    doubts = "".join(comparison.doubts)
    return f"注意，这份台账像是另一份报告的：{doubts}\n{told}" if doubts else told


def _steps(path: Path, report: Report) -> Iterator[Comparison | None]:
    from app.report import ledger
    from app.report.recheck import compare, doubts

    yield None
    read = ledger.read(path)
    yield None
    yield Comparison(read, report, compare(read.entries, report), doubts(read.facts, report))


def _table(items: tuple[Item, ...], parent: QWidget) -> QTableWidget:
    table = QTableWidget(len(items), len(_TITLES), parent)
    table.setHorizontalHeaderLabels(_TITLES)
    table.setAccessibleName("台账和复查结果的对照")
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setItemDelegate(RoomyDelegate(table))
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    for column, width in enumerate(_WIDTHS):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setStretchLastSection(True)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for row, item in enumerate(items):
        for column, say in enumerate(_SAYS):
            cell = QTableWidgetItem(say(item))
            cell.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            table.setItem(row, column, cell)
    return table


def _standing(item: Item) -> str:
    from app.report.recheck import STANDING_MARKS, STANDINGS

    return f"{STANDING_MARKS[item.standing]} {STANDINGS[item.standing]}"


def _title(item: Item) -> str:
    if item.task is not None:
        return item.task.result.title
    return item.entry.title if item.entry else ""


def _finding(item: Item) -> str:
    if item.task is not None:
        return "\n".join(item.task.findings)
    return item.entry.finding if item.entry else ""


def _filled(item: Item) -> str:
    filled = item.entry.filled if item.entry else {}
    return "\n".join(f"{name}：{value}" for name, value in filled.items())


def _note(item: Item) -> str:
    return item.note


_SAYS: tuple[Callable[[Item], str], ...] = (_standing, _title, _finding, _filled, _note)
