"""The left pane: the sections of the report, the part each plays, and where gaps lie."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeView, QVBoxLayout, QWidget

from app.model import Document, Outcome, Report, Result, Section
from app.terms import outcome_word
from ui import theme
from ui.marks import is_gap, places_of
from ui.roomy import RoomyDelegate

PLACE = Qt.ItemDataRole.UserRole + 1
RESULT = Qt.ItemDataRole.UserRole + 2

_HEADING_LENGTH = 16
_ABSENT = "文中没有写到"
_GRAVITY = (
    Outcome.MISSING,
    Outcome.PROBLEM,
    Outcome.PARTIAL,
    Outcome.REVIEW,
    Outcome.UNCHECKED,
)


def section_name(document: Document, section: Section) -> str:
    """Return how a section is called in the outline; a bare passage by its first words."""
    if section.heading.strip():
        return f"{section.label}{section.heading}".strip()
    words = document.text[section.start : section.end].strip()
    return f"{words[:_HEADING_LENGTH]}…"


def gaps_by_section(report: Report) -> dict[Section, list[Result]]:
    """Return the gaps that lie in each section.

    A gap lies where its problems are; without any, where it shows first: marking all evidence of
    what is only partly there would mark half the report.
    """
    found: dict[Section, list[Result]] = {}
    for result in filter(is_gap, report.results):
        starts = [problem.start for problem in result.problems]
        for start in starts or [start for start, _ in places_of(result)[:1]]:
            section = report.document.section_at(start)
            if section and result not in found.setdefault(section, []):
                found[section].append(result)
    return found


def worst(results: list[Result]) -> Result:
    """Return the gravest of ``results``."""
    return min(results, key=lambda result: _GRAVITY.index(result.outcome))


class OutlineModel(QStandardItemModel):
    """The sections as a tree with two columns: name with role chips, and a mark for gaps."""

    def __init__(self, chip_size: int, ratio: float, parent: QWidget) -> None:
        super().__init__(0, 2, parent)
        self._chip_size, self._ratio, self._widget = chip_size, ratio, parent
        self._drawn: dict[tuple[str, ...], QPixmap] = {}

    def show_report(self, report: Report) -> None:
        """Replace the tree by that of ``report``."""
        self.removeRows(0, self.rowCount())
        self._drawn.clear()
        gaps = gaps_by_section(report)
        rows: list[QStandardItem] = []
        for section in report.document.sections:
            name = self._name_item(report, section)
            above = rows[section.parent] if section.parent is not None else None
            (above or self.invisibleRootItem()).appendRow([name, _gap_item(gaps.get(section))])
            rows.append(name)
        self._append_absent(report)

    def _name_item(self, report: Report, section: Section) -> QStandardItem:
        name = section_name(report.document, section)
        item = _fixed_item(name)
        titles = [report.ruleset.roles.get(role, role) for role in section.roles]
        item.setToolTip("\n".join([name, *(f"内容：{title}" for title in titles)]))
        item.setData("，".join([name, *titles]), Qt.ItemDataRole.AccessibleTextRole)
        item.setData((section.start, section.end), PLACE)
        if section.roles not in self._drawn:
            self._drawn[section.roles] = self._chips(report, section)
        item.setData(self._drawn[section.roles], Qt.ItemDataRole.DecorationRole)
        return item

    def _chips(self, report: Report, section: Section) -> QPixmap:
        order = list(report.ruleset.roles)
        colours = theme.scheme(self._widget.palette())
        letters = [
            (report.ruleset.roles[role][:1], colours.role(order.index(role)).chip)
            for role in section.roles
            if role in order
        ]
        return theme.chips(letters, self._chip_size, self._ratio, self._widget.font())

    def _append_absent(self, report: Report) -> None:
        absent = [
            (at, result)
            for at, result in enumerate(report.results)
            if result.outcome is Outcome.MISSING
        ]
        if not absent:
            return
        group = _fixed_item(_ABSENT)
        group.setForeground(QBrush(QColor(theme.scheme(self._widget.palette()).problem)))
        for at, result in absent:
            item = _fixed_item(result.title)
            item.setData(at, RESULT)
            item.setToolTip(result.message)
            group.appendRow([item, _gap_item([result])])
        self.appendRow([group, _fixed_item("")])


def _fixed_item(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    return item


def _gap_item(results: list[Result] | None) -> QStandardItem:
    item = _fixed_item("")
    if results:
        told = "\n".join(f"{outcome_word(result)}：{result.title}" for result in results)
        item.setIcon(theme.outcome_icon(worst(results).outcome))
        item.setToolTip(told)
        item.setData(told, Qt.ItemDataRole.AccessibleTextRole)
    return item


class OutlinePane(QWidget):
    """Shows the outline; tells which passage or which result was chosen in it."""

    place_chosen = Signal(int, int)
    result_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = QTreeView(self)
        self.tree.setAccessibleName("报告提纲")
        line = self.tree.fontMetrics().height()
        self._model = OutlineModel(line, self.devicePixelRatioF(), self)
        self._set_up_tree(line)
        title = QLabel("提纲(&O)", self)
        title.setBuddy(self.tree)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 0, 8)
        layout.addWidget(title)
        layout.addWidget(self.tree)
        self.tree.clicked.connect(self._choose)
        self.tree.activated.connect(self._choose)

    def show_report(self, report: Report) -> None:
        """Show the sections of ``report``, all of them open."""
        self._model.show_report(report)
        self.tree.expandAll()

    def _set_up_tree(self, line: int) -> None:
        self.tree.setModel(self._model)
        self.tree.setItemDelegate(RoomyDelegate(self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(line * 4 // 5)
        self.tree.setIconSize(QSize(line, line))
        self.tree.setMinimumWidth(line * 9)
        self.tree.setAllColumnsShowFocus(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(line)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, line * 2)

    def _choose(self, index: QModelIndex) -> None:
        first = index.siblingAtColumn(0)
        place, result = first.data(PLACE), first.data(RESULT)
        if place is not None:
            self.place_chosen.emit(*place)
        elif result is not None:
            self.result_chosen.emit(result)
