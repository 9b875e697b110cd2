"""What the colours and the lines in the report mean."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from ui import theme
from ui.marks import MARK_WORDS, MarkKind

_COLUMNS = 4


class Legend(QWidget):
    """Names the parts of a report by their colours and the marks by the shape of their lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roles: Mapping[str, str] = {}
        self._entries: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(_COLUMNS, 1)
        self.setAccessibleName("图例")

    def show_roles(self, roles: Mapping[str, str]) -> None:
        """Show the parts that a rule set knows, and the three kinds of marks."""
        self._roles = roles
        for entry in self._entries:
            entry.deleteLater()
        self._entries = [*self._role_entries(), *self._mark_entries()]
        for at, entry in enumerate(self._entries):
            self._grid.addWidget(entry, at // _COLUMNS, at % _COLUMNS)

    def changeEvent(self, event: QEvent) -> None:
        """Take the other colours when the desktop turns dark or light."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._roles:
            self.show_roles(self._roles)

    def _role_entries(self) -> list[QWidget]:
        colours = theme.scheme(self.palette())
        entries = []
        for at, title in enumerate(self._roles.values()):
            ink = colours.role(at)
            chip = theme.chips(
                [(title[:1], ink.chip)], self._size(), self.devicePixelRatioF(), self.font()
            )
            entries.append(self._entry(chip, title, ink.tint))
        return entries

    def _mark_entries(self) -> list[QWidget]:
        colours = theme.scheme(self.palette())
        return [
            self._entry(self._line(kind, QColor(colours.mark(kind))), word)
            for kind, word in MARK_WORDS.items()
        ]

    def _size(self) -> int:
        return self.fontMetrics().height()

    def _entry(self, picture: QPixmap, text: str, tint: str = "") -> QWidget:
        entry = QWidget(self)
        sign, label = QLabel(entry), QLabel(text, entry)
        sign.setPixmap(picture)
        if tint:
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.Window, QColor(tint))
            label.setPalette(palette)
            label.setAutoFillBackground(True)
            label.setContentsMargins(3, 0, 3, 0)
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(3)
        row.addWidget(sign)
        row.addWidget(label)
        row.addStretch()
        return entry

    def _line(self, kind: MarkKind, colour: QColor) -> QPixmap:
        """Draw a short line as it stands under marked text."""
        size, ratio = self._size(), self.devicePixelRatioF()
        picture = QPixmap(round(size * 1.6 * ratio), round(size * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        style = Qt.PenStyle.DashLine if kind is MarkKind.NEAR_MISS else Qt.PenStyle.SolidLine
        height = 2.2 if kind is MarkKind.PROBLEM else 0.0
        points = [
            QPointF(x, size * 0.6 + height * math.sin(x * 1.1)) for x in range(round(size * 1.6))
        ]
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.8, style))
        painter.drawPolyline(QPolygonF(points))
        painter.end()
        return picture
