"""The commands of the window, where they stand in menus and tool bar, and their keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from app import NAME
from ui import theme

_TOOL_SIZE = 24
_KEY_IN_TEXT = re.compile(r"\(&.\)|…")  # of use in a menu, noise on a tool bar


class Actions(QObject):
    """All commands; those that need a report are off until there is one."""

    recent_chosen = Signal(Path)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.open = self._new("打开(&O)…", "open", "Ctrl+O", "打开一份报告并检查")
        self.recheck = self._new("重新检查(&R)", "recheck", "F5", "重新读取文件并检查")
        self.workbook = self._new(
            "导出 Excel(&E)…", "excel", "Ctrl+E", "把检查清单存为 Excel 工作簿"
        )
        self.preview = self._new(
            "打印整改清单(&P)…", "print", "Ctrl+P", "预览并打印需要整改的事项"
        )
        self.pdf = self._new("导出 PDF(&D)…", "pdf", "Ctrl+Shift+E", "把整改清单存为 PDF 文件")
        self.quit = self._new("退出(&X)", "", "Ctrl+Q", "关闭程序")
        self.next_pane = self._new("下一窗格(&N)", "", "F6", "转到下一个窗格")
        self.previous_pane = self._new("上一窗格(&B)", "", "Shift+F6", "转到上一个窗格")
        self.about = self._new(f"关于{NAME}(&A)", "about", "", "版本和说明")
        self.recent = QMenu("最近打开(&F)", window)
        self._add_menus()
        self._add_tool_bar()
        self.enable_for_report(False)

    def enable_for_report(self, there: bool) -> None:
        """Switch the commands that need a report."""
        for action in (self.recheck, self.workbook, self.preview, self.pdf):
            action.setEnabled(there)

    def show_recent(self, entries: Sequence[tuple[Path, bool]]) -> None:
        """List the files opened last; those that are no longer there cannot be chosen."""
        self.recent.clear()
        for path, there in entries:
            action = self.recent.addAction(path.name.replace("&", "&&"))
            action.setData(str(path))
            action.setStatusTip(str(path))
            action.setEnabled(there)
            action.triggered.connect(self._choose_recent)
        self.recent.setEnabled(bool(entries))

    def _choose_recent(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.recent_chosen.emit(Path(action.data()))

    def _new(self, text: str, icon: str, keys: str, tip: str) -> QAction:
        action = QAction(text, self._window)
        action.setIconText(_KEY_IN_TEXT.sub("", text))
        if icon:
            action.setIcon(theme.icon(icon))
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{tip}（{keys}）" if keys else tip)
        return action

    def _add_menus(self) -> None:
        bar = self._window.menuBar()
        file = bar.addMenu("文件(&F)")
        file.addAction(self.open)
        file.addMenu(self.recent)
        file.addSeparator()
        file.addActions([self.workbook, self.pdf, self.preview])
        file.addSeparator()
        file.addAction(self.quit)
        bar.addMenu("检查(&C)").addAction(self.recheck)
        bar.addMenu("窗格(&W)").addActions([self.next_pane, self.previous_pane])
        bar.addMenu("帮助(&H)").addAction(self.about)

    def _add_tool_bar(self) -> None:
        bar = QToolBar("工具栏", self._window)
        bar.setMovable(False)
        bar.setIconSize(QSize(_TOOL_SIZE, _TOOL_SIZE))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for group in ((self.open, self.recheck), (self.workbook, self.preview, self.pdf)):
            bar.addActions(list(group))
            bar.addSeparator()
        bar.addAction(self.about)
        self._window.addToolBar(bar)
