"""The right pane, upper part: one row per checked item, with its verdict in a word and a shape."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.model import Outcome, Report, Result
from app.report.checklist import tally
from app.terms import GROUPS, LEVELS, REQUIRED_GROUPS, outcome_word
from ui import theme
from ui.marks import is_gap
from ui.roomy import RoomyDelegate

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class Column(IntEnum):
    """The columns of the checklist, from left to right."""

    OUTCOME = 0
    ITEM = 1
    FOUND = 2
    LEVEL = 3


_LINES = 2  # in a row; more is told by the details
_ROOM = 8
TITLES = {
    Column.OUTCOME: "结论",
    Column.ITEM: "检查项",
    Column.FOUND: "查到的内容",
    Column.LEVEL: "级别",
}


def summary(report: Report) -> str:
    """Return how many results there are of each verdict, in the words of the checklist."""
    return " · ".join(f"{word} {count}" for word, count in tally(report.results).items())


def headline(report: Report) -> str:
    """Return in one sentence whether there is something to do."""
    gaps = len(report.gaps)
    return (
        f"共检查 {len(report.results)} 项，{gaps} 项需要处理" if gaps else "各项检查均未发现缺项"
    )


class ChecklistModel(QAbstractTableModel):
    """The results of one report as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results: tuple[Result, ...] = ()
        self._icons: dict[Outcome, QIcon] = {}

    def show_results(self, results: tuple[Result, ...]) -> None:
        """Replace all rows by ``results``."""
        self.beginResetModel()
        self._results = results
        self._icons = {outcome: theme.outcome_icon(outcome) for outcome in Outcome}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of results."""
        return 0 if parent.isValid() else len(self._results)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        """Return the text, the icon or the spoken text of a cell."""
        if not index.isValid():
            return None
        result, column = self._results[index.row()], Column(index.column())
        if role == Role.DecorationRole and column is Column.OUTCOME:
            return self._icons[result.outcome]
        if role == Role.ToolTipRole:
            return f"{GROUPS.get(result.group, result.group)}：{result.title}\n{result.message}"
        if role == Role.AccessibleTextRole:
            return f"{TITLES[column]}：{_text(result, column)}"
        return _text(result, column) if role == Role.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's own signature
        """Return the title of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return TITLES[Column(section)]
        return None


def _text(result: Result, column: Column) -> str:
    texts = {
        Column.OUTCOME: outcome_word(result),
        Column.ITEM: result.title,
        Column.FOUND: result.message,
        Column.LEVEL: LEVELS[result.level] if is_gap(result) else "",
    }
    return texts[column]


class _Table(QTableView):
    """A table whose Enter key chooses the current row, on every platform."""

    row_chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def _choose(self, index: QModelIndex) -> None:
        self.row_chosen.emit(index.row())


class ChecklistPane(QWidget):
    """Shows the checklist; tells which result is current and which was chosen to be shown."""

    result_changed = Signal(int)
    result_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        self.model = ChecklistModel(self)
        self.headline = QLabel(self)
        self.everything = QCheckBox("显示没有问题的项(&A)", self)
        self.everything.toggled.connect(self._hide_rows)
        self.summary = QLabel(self)
        self.table = _Table(self)
        self._set_up_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 8, 0)
        top = QHBoxLayout()
        top.addWidget(self.headline, 1)
        top.addWidget(self.everything)
        layout.addLayout(top)
        layout.addWidget(self.summary)
        layout.addWidget(self.table)
        self.setFocusProxy(self.table)

    def show_report(self, report: Report) -> None:
        """Show the results of ``report`` and make the first gap current."""
        self._report = report
        self.headline.setText(f"<b>{headline(report)}</b>")
        self.summary.setText(summary(report))
        self.model.show_results(report.results)
        self._hide_rows()
        gaps = [at for at, result in enumerate(report.results) if is_gap(result)]
        self.select(gaps[0] if gaps else 0)

    @property
    def current_rule(self) -> str:
        """The rule of the current row, empty if there is none."""
        row = self.table.currentIndex().row()
        return self._report.results[row].rule if self._report and row >= 0 else ""

    def select(self, row: int) -> None:
        """Make ``row`` the current one, also one that was hidden."""
        self.table.setRowHidden(row, False)
        self.table.setCurrentIndex(self.model.index(row, Column.OUTCOME))

    def select_rule(self, rule: str) -> None:
        """Make the row of ``rule`` the current one, if the report has it."""
        rules = [result.rule for result in self._report.results] if self._report else []
        if rule in rules:
            self.select(rules.index(rule))

    def _hide_rows(self) -> None:
        """Hide the many rules that look for slips and found none, unless all are asked for."""
        for row, result in enumerate(self._report.results if self._report else ()):
            is_idle = result.group not in REQUIRED_GROUPS and not is_gap(result)
            self.table.setRowHidden(row, is_idle and not self.everything.isChecked())

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(RoomyDelegate(table))
        table.setAccessibleName("检查清单")
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(True)
        line = table.fontMetrics().height()
        table.setIconSize(QSize(line, line))
        self._set_up_headers()
        table.selectionModel().currentRowChanged.connect(self._change)
        table.row_chosen.connect(self.result_chosen)

    def _set_up_headers(self) -> None:
        table = self.table
        rows, columns = table.verticalHeader(), table.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(table.fontMetrics().lineSpacing() * _LINES + _ROOM)
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(Column.FOUND, QHeaderView.ResizeMode.Stretch)

    def _change(self, current: QModelIndex) -> None:
        if current.isValid():
            self.result_changed.emit(current.row())
