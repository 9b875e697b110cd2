"""The real file dialogs: Chinese throughout, and they remember the folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from ui.file_dialogs import EXPORT, OPEN, FileDialogs

pytestmark = pytest.mark.real_dialogs


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    yield made
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, on=False)


@pytest.fixture
def asked(recent):
    return FileDialogs(recent)


def answer(do: Callable[[QFileDialog], None]) -> None:
    """Do something with the dialog as soon as it is open."""

    def find() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            do(dialog)
        else:
            QTimer.singleShot(5, find)

    QTimer.singleShot(0, find)


def test_a_chosen_file_is_returned_and_its_folder_remembered(parent, asked, recent, tmp_path):
    file = tmp_path / "报告.docx"
    file.write_text("")

    def choose(dialog: QFileDialog) -> None:
        dialog.selectFile(str(file))
        dialog.accept()

    answer(choose)

    assert asked.ask_open(parent) == file
    assert recent.folder(OPEN) == tmp_path


def test_the_remembered_folder_is_where_it_begins(parent, asked, recent, tmp_path):
    recent.remember_folder(OPEN, tmp_path)
    seen: list[str] = []

    def look(dialog: QFileDialog) -> None:
        seen.append(dialog.directory().absolutePath())
        dialog.reject()

    answer(look)

    assert asked.ask_open(parent) is None
    assert [Path(folder) for folder in seen] == [tmp_path]


def test_saving_proposes_a_name_beside_the_report(parent, asked, recent, tmp_path):
    answer(lambda dialog: dialog.accept())
    proposed = tmp_path / "清溪镇_检查清单.xlsx"

    assert asked.ask_save(parent, "导出", "Excel 工作簿 (*.xlsx)", proposed) == proposed
    assert recent.folder(EXPORT) == tmp_path


def test_saving_adds_the_ending(parent, asked, tmp_path):
    def name(dialog: QFileDialog) -> None:
        dialog.selectFile("另一个名字")
        dialog.accept()

    answer(name)
    chosen = asked.ask_save(parent, "导出", "Excel 工作簿 (*.xlsx)", tmp_path / "a.xlsx")

    assert chosen == tmp_path / "另一个名字.xlsx"


def test_no_label_is_left_in_english(chinese_texts, parent, asked):
    words: list[str] = []

    def read(dialog: QFileDialog) -> None:
        words.extend(label.text() for label in dialog.findChildren(QLabel) if label.text())
        dialog.reject()

    answer(read)
    asked.ask_open(parent)

    assert "查找范围(&L)：" in words
    assert "文件类型(&T)：" in words
    assert [word for word in words if word.isascii()] == []
