"""The middle pane: the report, tinted by part, with marks that lead to results and back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QVBoxLayout, QWidget

from app.model import Report
from ui import theme
from ui.highlight import Highlight, TextWidget
from ui.marks import MARK_WORDS, Mark, MarkKind, marks_at, marks_of, places_of
from ui.offsets import Offsets
from ui.text_paint import TextPainter

LARGE = 200_000  # characters; beyond, QTextEdit takes too long to lay a text out anew

_POINTS = 12
_JUMPED_TO = 0.3  # how far down the view a passage stands after a jump


class TextPane(QWidget):
    """Shows the text of a report; tells which result's mark was chosen in it."""

    result_chosen = Signal(int)
    flashed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        self._marks: tuple[Mark, ...] = ()
        self._offsets = Offsets("")
        self._chosen = -1
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.view: TextWidget = QTextEdit(self)
        self._set_up_view()

    def show_report(self, report: Report) -> None:
        """Show the text of ``report`` from its beginning, with all its marks."""
        text = report.document.text
        self._use_view_for(len(text))
        self._report, self._marks = report, marks_of(report)
        self._offsets = Offsets(text)
        self._chosen = -1
        self._highlight.show_places([])
        self.view.setPlainText(text.replace("\r", " "))  # Qt would join \r\n into one
        self._paint()

    def show_result(self, index: int) -> None:
        """Mark the passages of a result without moving the text."""
        if self._report is None:
            return
        self._chosen = index
        places = places_of(self._report.results[index])
        self._highlight.show_places([self._in_qt(*place) for place in places])

    def jump(self, start: int, end: int) -> None:
        """Bring a passage into view and let it flash."""
        first, last = self._in_qt(start, end)
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(first)
        self.view.setTextCursor(cursor)
        self._scroll_to_cursor()
        self._highlight.flash(first, last)

    @property
    def scrolled(self) -> int:
        """How far the text is scrolled down, to be put back after a new check."""
        return self.view.verticalScrollBar().value()

    @scrolled.setter
    def scrolled(self, value: int) -> None:
        self.view.verticalScrollBar().setValue(value)

    def _in_qt(self, start: int, end: int) -> tuple[int, int]:
        return self._offsets.to_qt(start), self._offsets.to_qt(end)

    def _scroll_to_cursor(self) -> None:
        if isinstance(self.view, QPlainTextEdit):
            self.view.centerCursor()
            return
        bar = self.view.verticalScrollBar()
        wanted = round(self.view.viewport().height() * _JUMPED_TO)
        bar.setValue(bar.value() + self.view.cursorRect().top() - wanted)

    def _use_view_for(self, length: int) -> None:
        kind = QPlainTextEdit if length > LARGE else QTextEdit
        if type(self.view) is not kind:
            self._layout.removeWidget(self.view)
            self.view.deleteLater()
            self.view = kind(self)
            self._set_up_view()

    def _set_up_view(self) -> None:
        view = self.view
        view.setReadOnly(True)
        view.setUndoRedoEnabled(False)
        view.setTabChangesFocus(True)
        view.setAcceptDrops(False)  # drops are for the window
        view.viewport().setAcceptDrops(False)
        view.setAccessibleName("报告正文")
        view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        font = theme.ui_font(self.font())
        font.setPointSizeF(_POINTS)
        view.setFont(font)
        view.document().setDocumentMargin(QFontMetricsF(font).height() * 0.7)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        self._layout.addWidget(view)
        self.setFocusProxy(view)
        self._highlight = Highlight(view)
        self._highlight.flashed.connect(self.flashed)

    def _paint(self) -> None:
        if self._report is not None:
            painter = TextPainter(self.view.document(), self._report, self._offsets)
            painter.paint(self._marks, theme.scheme(self.palette()))

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew when the desktop turns dark or light."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice clicks, the Enter key and resting over marks."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self._click(event)
        elif isinstance(event, QHelpEvent) and watched is self.view.viewport():
            self._explain(event)
            return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        return super().eventFilter(watched, event)

    def _click(self, event: QMouseEvent) -> None:
        if (
            event.button() == Qt.MouseButton.LeftButton
            and not self.view.textCursor().hasSelection()
        ):
            self._choose(self._marks_under(event.position().toPoint()))

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        caret = self._offsets.to_python(self.view.textCursor().position())
        self._choose(marks_at(self._marks, caret))
        return True

    def _marks_under(self, point: QPoint) -> list[Mark]:
        cursor = self.view.cursorForPosition(point)
        line = self.view.cursorRect(cursor)
        if (
            abs(line.x() - point.x()) > line.height()
            or not line.top() <= point.y() <= line.bottom()
        ):
            return []  # beside the text: Qt gives the nearest place
        return marks_at(self._marks, self._offsets.to_python(cursor.position()))

    def _choose(self, marks: list[Mark]) -> None:
        """Choose a result of these marks; another one at each click where several overlap."""
        results = list(dict.fromkeys(mark.result for mark in marks))
        if results:
            after = results.index(self._chosen) + 1 if self._chosen in results else 0
            self.result_chosen.emit(results[after % len(results)])

    def _explain(self, event: QHelpEvent) -> None:
        marks = self._marks_under(event.pos())
        lines = dict.fromkeys(self._words(mark) for mark in marks)
        QToolTip.showText(event.globalPos(), "\n".join(lines), self.view)

    def _words(self, mark: Mark) -> str:
        if self._report is None:
            return ""
        result = self._report.results[mark.result]
        told = f"{result.title}：{MARK_WORDS[mark.kind]}"
        why = [miss.why for miss in result.near_misses if miss.start == mark.start]
        return f"{told}（{why[0]}）" if mark.kind is MarkKind.NEAR_MISS and why else told
