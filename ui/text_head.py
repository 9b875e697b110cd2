"""What stands above the report: what it says of itself, and what its colours mean."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.model import Report
from app.report.checklist import characters
from ui.legend import Legend


def facts_line(report: Report) -> str:
    """Return unit, year, level and length of a report in one line."""
    facts = report.document.facts
    parts = (
        facts.unit or "未识别报告单位",
        f"{facts.year}年度" if facts.year else "未识别年度",
        facts.level or "",
        f"{characters(report.document.text)} 字",
    )
    return " · ".join(part for part in parts if part)


class TextHead(QWidget):
    """The line of facts and the legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = QLabel(self)
        self.facts.setWordWrap(True)
        self.facts.setAccessibleName("报告概况")
        self.legend = Legend(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 4)
        column.addWidget(self.facts)
        column.addWidget(self.legend)

    def show_report(self, report: Report) -> None:
        """Show the facts of ``report`` and the parts of its rule set."""
        self.facts.setText(facts_line(report))
        self.legend.show_roles(report.ruleset.roles)
