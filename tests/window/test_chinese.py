"""Qt's own texts are Chinese, also those that its translation leaves out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QWidget

from tests.window.test_printing import TITLE, many_gaps
from ui import chinese
from ui.printing import Preview, new_printer


@pytest.mark.parametrize(
    ("context", "english", "expected"),
    [
        ("QFileDialog", "&Look in:", "查找范围(&L)："),
        ("QAbstractFileIconProvider", "Folder", "文件夹"),
        ("QPlatformTheme", "Cancel", "取消"),
        ("no such context", "left alone", "left alone"),
    ],
)
def test_texts_of_qt_are_chinese(chinese_texts, context, english, expected):
    assert QCoreApplication.translate(context, english) == expected


def test_dates_and_numbers_are_chinese(chinese_texts):
    assert QLocale().name() == "zh_CN"


def test_a_missing_translation_is_told(qapp, english_texts, tmp_path, monkeypatch):
    monkeypatch.setattr(QLibraryInfo, "path", lambda which: str(tmp_path))

    assert not chinese.install(qapp)


def test_buttons_and_menus_are_chinese(qtbot, chinese_texts):
    box = QMessageBox()
    qtbot.addWidget(box)
    both = QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Cancel
    box.setStandardButtons(both)
    line = QLineEdit("x")
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    words = [button.text() for button in box.buttons()]
    words += [action.text().split("\t")[0] for action in menu.actions()]
    menu.deleteLater()

    assert [word for word in words if word and word.isascii()] == []


def test_the_print_preview_is_chinese(qtbot, chinese_texts):
    parent = QWidget()
    qtbot.addWidget(parent)
    preview = Preview(many_gaps(2), TITLE, new_printer(), parent)
    qtbot.addWidget(preview)
    words = [action.text() for action in preview.findChildren(QAction)]
    words += [label.text() for label in preview.findChildren(QLabel)]

    assert len(words) > 10
    assert [word for word in words if word.strip(" /1") and word.isascii()] == []
