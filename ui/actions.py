"""The commands of the window, where they stand in menus and tool bar, and their keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

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
        self.last_year = self._new(
            "与上年报告比对(&L)…", "", "Ctrl+L", "选上一年的报告，看有没有照搬数据、不足和计划"
        )
        self._add_outputs()
        self.quit = self._new("退出(&X)", "", "Ctrl+Q", "关闭程序")
        self.next_pane = self._new("下一窗格(&N)", "", "F6", "转到下一个窗格")
        self.previous_pane = self._new("上一窗格(&B)", "", "Shift+F6", "转到上一个窗格")
        self.about = self._new(f"关于{NAME}(&A)", "about", "", "版本和说明")
        self.recent = QMenu("最近打开(&F)", window)
        self.needing_report = (
            self.recheck,
            self.last_year,
            self.ledger,
            self.workbook,
            self.word,
            self.pdf,
            self.full_pdf,
            self.page,
            self.preview,
            self.full_preview,
        )
        self._add_menus()
        self._add_tool_bar()
        self.enable_for_report(False)

    def enable_for_report(self, there: bool) -> None:
        """Switch the commands that need a report."""
        for action in self.needing_report:
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

    def _add_outputs(self) -> None:
        self.workbook = self._new(
            "导出 Excel(&E)…", "excel", "Ctrl+E", "把检查清单存为 Excel 工作簿"
        )
        self.word = self._new(
            "批注版 Word(&W)…", "word", "Ctrl+Shift+W", "另存一份报告，在有问题的地方加上批注"
        )
        self.pdf = self._new("导出 PDF 整改清单(&D)…", "pdf", "Ctrl+Shift+E", "只列需要整改的事项")
        self.full_pdf = self._new("导出 PDF 完整清单(&L)…", "", "", "列出全部检查项")
        self.page = self._new("导出网页完整清单(&H)…", "", "", "存为一个网页文件，用浏览器打开")
        self.preview = self._new(
            "打印整改清单(&P)…", "print", "Ctrl+P", "预览并打印需要整改的事项"
        )
        self.preview.setIconText("打印")
        self.full_preview = self._new(
            "打印完整清单(&A)…", "", "Ctrl+Shift+P", "预览并打印全部检查项"
        )
        self.ledger = self._new(
            "导入台账(&I)…", "", "Ctrl+I", "把单位填写过的整改台账和这次检查的结果对照"
        )
        self.mask = self._new(
            "导出、打印时遮盖个人信息(&M)", "", "", "身份证号、手机号、银行账号和群众姓名用 * 代替"
        )
        self.mask.setCheckable(True)

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
        file.addActions([self.workbook, self.word, self.pdf, self.full_pdf, self.page])
        file.addSeparator()
        file.addActions([self.preview, self.full_preview])
        file.addSeparator()
        file.addAction(self.mask)
        file.addSeparator()
        file.addAction(self.quit)
        bar.addMenu("检查(&C)").addActions([self.recheck, self.last_year, self.ledger])
        bar.addMenu("窗格(&W)").addActions([self.next_pane, self.previous_pane])
        bar.addMenu("帮助(&H)").addAction(self.about)

    def _add_tool_bar(self) -> None:
        bar = QToolBar("工具栏", self._window)
        bar.setMovable(False)
        bar.setIconSize(QSize(_TOOL_SIZE, _TOOL_SIZE))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.addActions([self.open, self.recheck])
        bar.addSeparator()
        bar.addActions([self.workbook, self.preview, self.word])
        self._offer_both_lists(bar)
        self._window.addToolBar(bar)

    def _offer_both_lists(self, bar: QToolBar) -> None:
        button = bar.widgetForAction(self.preview)
        if isinstance(button, QToolButton):
            menu = QMenu(button)
            menu.addActions([self.preview, self.full_preview])
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
