"""The line at the foot of the window: what is running, and what was written."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

_PATIENCE = 500  # milliseconds; what is done sooner needs no progress
_OPEN_FILE, _OPEN_FOLDER = "file", "folder"


class StatusLine(QStatusBar):
    """Shows progress only when a run takes long; tells when it is to be cancelled."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task = ""
        self._written = Path()
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._timer.timeout.connect(self._show_progress)
        self.words = QLabel(self)
        self.words.setAccessibleName("状态")
        self.words.setOpenExternalLinks(False)
        self.words.linkActivated.connect(self._open)
        self.bar = QProgressBar(self, maximum=0, textVisible=False)
        self.bar.setMaximumWidth(160)
        self.bar.setAccessibleName("进度")
        self.stop = QPushButton("取消", self)
        self.stop.clicked.connect(self._cancel)
        for widget in (self.words, self.bar, self.stop):
            self.addWidget(widget)
        self._show_running(False)

    def begin(self, task: str) -> None:
        """Remember that ``task`` has begun; show it when it takes longer than a moment."""
        self._task = task
        self._timer.start()

    def end(self, sentence: str = "") -> None:
        """Take the progress away and leave ``sentence`` standing."""
        self._timer.stop()
        self._show_running(False)
        self.words.setText(sentence)

    def offer(self, path: Path) -> None:
        """Say that ``path`` was written and offer to open it."""
        self._written = path
        self.end(
            f"已保存“{escape(path.name)}”　"
            f'<a href="{_OPEN_FILE}">打开文件</a>　<a href="{_OPEN_FOLDER}">打开所在文件夹</a>'
        )

    def _show_progress(self) -> None:
        self.words.setText(f"{self._task}…")
        self._show_running(True)

    def _show_running(self, running: bool) -> None:
        self.bar.setVisible(running)
        self.stop.setVisible(running)
        self.stop.setEnabled(running)

    def _cancel(self) -> None:
        self.stop.setEnabled(False)
        self.words.setText("正在停止…")
        self.cancel_asked.emit()

    def _open(self, link: str) -> None:
        path = self._written if link == _OPEN_FILE else self._written.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.end(f"“{escape(path.name)}”打不开：这台电脑上没有可以打开它的程序。")
