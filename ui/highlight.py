"""Marks the passages of the chosen result in a text view, and makes one of them flash."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from ui import theme

TextWidget = QTextEdit | QPlainTextEdit

_TURNS = 6  # on and off, three times
_PAUSE = 220  # milliseconds; below three flashes in a second, which some people cannot bear
_MOST = 100


class Highlight(QObject):
    """Paints over one text view without touching its document. Positions are Qt's."""

    flashed = Signal()

    def __init__(self, view: TextWidget) -> None:
        super().__init__(view)
        self._view = view
        self._places: list[tuple[int, int]] = []
        self._flashing = (0, 0)
        self._turns_left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._turn)

    def show_places(self, places: list[tuple[int, int]]) -> None:
        """Keep ``places`` marked until others are shown."""
        self._timer.stop()
        self._turns_left = 0
        self._places = places[:_MOST]
        self._paint()

    def flash(self, start: int, end: int) -> None:
        """Let one passage flash; ``flashed`` tells when it has come to rest."""
        self._flashing = (start, end)
        self._turns_left = _TURNS
        self._timer.start()
        self._paint()

    def _turn(self) -> None:
        self._turns_left -= 1
        self._paint()
        if self._turns_left <= 0:
            self._timer.stop()
            self.flashed.emit()

    def _paint(self) -> None:
        colours = theme.scheme(self._view.palette())
        steady, bright = QTextCharFormat(), QTextCharFormat()
        steady.setBackground(QColor(colours.current))
        bright.setBackground(QColor(colours.flash))
        bright.setForeground(QColor(colours.flash_text))
        selections = [self._selection(place, steady) for place in self._places]
        if self._turns_left % 2 == 0 and self._turns_left > 0:
            selections.append(self._selection(self._flashing, bright))
        self._view.setExtraSelections(selections)

    def _selection(
        self, place: tuple[int, int], look: QTextCharFormat
    ) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = look
        return selection
