"""What the window shows before a report is open: where to drop one, and those opened last."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme

_SIGN = 96
_BUTTON = QSize(160, 40)
_LONGEST_FOLDER = 48
_TARGET = (
    "#target { border: 2px dashed palette(mid); border-radius: 12px; background: palette(base) }"
    '#target[hot="true"] { border: 3px solid palette(highlight) }'
)


class StartPage(QWidget):
    """A large drop target; tells that a file is to be looked for, or which recent one was chosen."""

    asked_to_open = Signal()
    file_chosen = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: list[Path] = []
        self.open = QPushButton("打开报告(&O)…", self)
        self.open.setIcon(theme.icon("open"))
        self.open.setMinimumSize(_BUTTON)
        self.open.clicked.connect(self.asked_to_open)
        self._target = self._drop_target()
        self.recent_title = QLabel("<b>最近打开</b>", self)
        self.recent = QLabel(self)
        self.recent.setAccessibleName("最近打开的文件")
        self.recent.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.recent.linkActivated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 32, 48, 32)
        layout.addWidget(self._target, 1)
        layout.addSpacing(12)
        layout.addWidget(self.recent_title)
        layout.addWidget(self.recent)
        self.setFocusProxy(self.open)
        self.show_recent([])

    def show_recent(self, entries: Sequence[tuple[Path, bool]]) -> None:
        """List files opened last; those that are no longer there are grey and lead nowhere."""
        self._files = [path for path, _ in entries]
        lines = [_entry(at, path, there) for at, (path, there) in enumerate(entries)]
        self.recent.setText("<br>".join(lines))
        self.recent.setVisible(bool(lines))
        self.recent_title.setVisible(bool(lines))

    def set_hot(self, hot: bool) -> None:
        """Show that a drag over the window may be dropped."""
        self._target.setProperty("hot", hot)
        self._target.style().polish(self._target)

    def _choose(self, link: str) -> None:
        self.file_chosen.emit(self._files[int(link)])

    def _drop_target(self) -> QFrame:
        target = QFrame(self)
        target.setObjectName("target")
        target.setStyleSheet(_TARGET)
        sign = QLabel(target)
        sign.setPixmap(theme.pixmap("drop", _SIGN, self.devicePixelRatioF()))
        call = QLabel("把法治政府建设年度报告拖到这里", target)
        font = call.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        call.setFont(font)
        kinds = QLabel("支持 Word、WPS、PDF 文件和纯文本，全程在本机检查，不联网", target)
        column = QVBoxLayout(target)
        column.setSpacing(14)
        column.addStretch(1)
        for widget in (sign, call, kinds, self.open):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return target


def _entry(at: int, path: Path, there: bool) -> str:
    name, folder = escape(path.name), escape(_shortened(str(path.parent)))
    grey = "color: gray"
    if not there:
        return f'<span style="{grey}">{name}　{folder}（文件已不在）</span>'
    return f'<a href="{at}">{name}</a>　<span style="{grey}">{folder}</span>'


def _shortened(folder: str) -> str:
    half = _LONGEST_FOLDER // 2
    return folder if len(folder) <= _LONGEST_FOLDER else f"{folder[:half]}…{folder[-half:]}"
