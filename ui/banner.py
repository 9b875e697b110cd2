"""A line across the window that says what a person should know without being interrupted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ui import theme

_MORE, _LESS = "查看", "收起"


class Banner(QFrame):
    """One sentence with a sign, and on demand the lines behind it; hidden while it has none."""

    def __init__(self, icon_name: str, name: str, *, closable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.sentence, self.lines = _wrapping(self), _wrapping(self)
        self.more, self.dismiss = _button(self, _MORE), _button(self, "知道了")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._unfold)
        self.dismiss.setVisible(closable)
        self.dismiss.clicked.connect(self.hide)
        self._lay_out(icon_name)
        self._colour()
        self.hide()

    def say(self, sentence: str, lines: Sequence[str] = ()) -> None:
        """Show ``sentence``, with ``lines`` to unfold; an empty sentence hides the banner."""
        self.sentence.setText(sentence)
        self.lines.setText("\n".join(f"· {line}" for line in lines))
        self.setToolTip(self.lines.text())
        self.setAccessibleDescription(sentence)
        self.more.setVisible(bool(lines))
        self.more.setChecked(False)
        self.lines.setVisible(False)
        self.setVisible(bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        """Take the other colour when the desktop turns dark or light."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ThemeChange, QEvent.Type.ApplicationPaletteChange):
            self._colour()

    def _unfold(self, open_now: bool) -> None:
        self.lines.setVisible(open_now)
        self.more.setText(_LESS if open_now else _MORE)

    def _lay_out(self, icon_name: str) -> None:
        sign = QLabel(self)
        size = self.fontMetrics().height()
        sign.setPixmap(theme.pixmap(icon_name, size, self.devicePixelRatioF()))
        texts = QVBoxLayout()
        texts.addWidget(self.sentence)
        texts.addWidget(self.lines)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 10, 5)
        for widget in (sign, self.more, self.dismiss):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        row.insertLayout(1, texts, 1)

    def _colour(self) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.scheme(palette).banner))
        self.setPalette(palette)


def _button(parent: QWidget, text: str) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    return button


def _wrapping(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
