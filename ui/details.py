"""The right pane, lower part: all about the chosen result, and its wording to be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QTextBrowser, QVBoxLayout, QWidget

from app.model import Report
from ui.result_page import place_of, result_page, wording

_COPY = "复制写法建议(&Y)"
_COPIED = "已复制，可粘贴到报告中"
_COPIED_FOR = 2000  # milliseconds
_STYLE = """
h3 { margin: 0 0 4px 0 } h4 { margin: 10px 0 2px 0 } p { margin: 0 0 2px 0 }
ul { margin: 0; -qt-list-indent: 0 } li { margin: 0 0 4px 14px }
"""


class DetailsPane(QWidget):
    """Explains one result; tells which passage was chosen in it."""

    place_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._advice = ""
        self.page = QTextBrowser(self)
        self.page.setOpenLinks(False)
        self.page.setAcceptDrops(False)
        self.page.viewport().setAcceptDrops(False)
        self.page.setAccessibleName("所选检查项的说明")
        self.page.document().setDefaultStyleSheet(_STYLE)
        self.page.anchorClicked.connect(self._choose)
        self.copy = QPushButton(_COPY, self)
        self.copy.clicked.connect(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 8)
        layout.addWidget(self.page)
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(self.page)

    def show_result(self, report: Report, index: int) -> None:
        """Explain the result at ``index`` of ``report``."""
        result = report.results[index]
        self._advice = wording(result)
        self.page.setHtml(result_page(report, result))
        self._label_copy()

    def _choose(self, link: QUrl) -> None:
        self.place_chosen.emit(*place_of(link.toString()))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._advice)
        self.copy.setText(_COPIED)
        QTimer.singleShot(_COPIED_FOR, self, self._label_copy)

    def _label_copy(self) -> None:
        self.copy.setText(_COPY)
        self.copy.setEnabled(bool(self._advice))
