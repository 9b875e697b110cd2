"""What of a drop is checked, and what is said of the rest."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QUrl

from ui.drops import choose, dropped_paths


@pytest.fixture
def folder(tmp_path):
    for name in ("a.docx", "b.txt", "z.xlsx"):
        (tmp_path / name).write_text("")
    (tmp_path / "夹").mkdir()
    return tmp_path


def test_one_file_is_checked_without_a_word(folder):
    choice = choose([folder / "z.xlsx"])

    assert (choice.path, choice.notice) == (folder / "z.xlsx", "")


def test_of_several_the_first_report_is_checked_and_said_so(folder):
    choice = choose([folder / "z.xlsx", folder / "夹", folder / "b.txt", folder / "a.docx"])

    assert choice.path == folder / "b.txt"
    assert "一次只检查一个文件" in choice.notice
    assert "b.txt" in choice.notice


def test_a_folder_is_not_checked(folder):
    choice = choose([folder / "夹"])

    assert choice.path is None
    assert "一次只检查一个文件" in choice.notice


def test_links_to_the_web_are_no_files(qapp, folder):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.docx"), QUrl.fromLocalFile(str(folder / "a.docx"))])

    assert dropped_paths(mime) == [folder / "a.docx"]
