"""The only module that shows message boxes: failures, crashes and what this program is."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app import NAME, __version__
from app.errors import AppError
from ui import theme

Box = QMessageBox

_TITLES = {
    "load": "无法读取文件",
    "rules": "规则集有误",
    "write": "文件没有保存",
    "print": "无法打印",
}
_OTHER_TITLE = "无法完成操作"
_CRASH = "程序出现意外错误，刚才的操作没有完成。已打开的报告不受影响。"
_CRASH_HINT = "请复制错误报告，确认其中没有敏感内容后发给软件提供方。"


def show_error(parent: QWidget | None, error: AppError) -> QMessageBox:
    """Show what happened, to which file, and what to do."""
    title = _TITLES.get(error.code.split("-")[0], _OTHER_TITLE)
    place = f"{error.place}\n" if error.place else ""
    box = _box(parent, QMessageBox.Icon.Warning, title, f"{place}{error.message}")
    box.setInformativeText(error.hint)
    box.open()
    return box


def show_crash(parent: QWidget | None, report: str) -> QMessageBox:
    """Show that the program failed, with a report that can be copied."""
    box = _box(parent, QMessageBox.Icon.Critical, "程序出错", _CRASH)
    box.setInformativeText(_CRASH_HINT)
    box.setDetailedText(report)
    copy = box.addButton("复制错误报告", QMessageBox.ButtonRole.ActionRole)
    copy.clicked.disconnect()  # copying is no reason to close
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
    box.open()
    return box


def show_about(parent: QWidget) -> QMessageBox:
    """Show name, version, promise and licences."""
    box = _box(parent, QMessageBox.Icon.NoIcon, f"关于{NAME}", "")
    box.setIconPixmap(theme.pixmap("app", 64, parent.devicePixelRatioF()))
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(
        f"<h3>{escape(NAME)} {escape(__version__)}</h3>"
        "<p>检查法治政府建设年度报告的必备内容，指出缺项、位置和依据。</p>"
        "<p>全程在本机运行，不联网，不修改原文件。检查结果供起草和审核参考，不代替人工审核。</p>"
        f"<p>界面使用 Qt {escape(qVersion() or '')}（LGPL 许可）。</p>"
    )
    box.open()
    return box


def _box(parent: QWidget | None, icon: QMessageBox.Icon, title: str, text: str) -> QMessageBox:
    box = QMessageBox(icon, title, text, QMessageBox.StandardButton.Ok, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.button(QMessageBox.StandardButton.Ok).setText("确定")
    return box
