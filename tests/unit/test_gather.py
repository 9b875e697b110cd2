"""What is in the folders that a person chose: the reports in order, and why the rest is passed over."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.gather import Gathering

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


@pytest.fixture
def folder(tmp_path: Path):
    """Make empty files with these names."""

    def made(*names: str) -> Path:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        return tmp_path

    return made


def gathered(*chosen: Path) -> tuple[list[str], dict[str, str]]:
    """Return the names of the files, and why others are passed over."""
    gathering = Gathering(chosen)
    for _ in gathering.steps():
        pass
    return [path.name for path in gathering.files], {
        each.path.name: each.why for each in gathering.skipped
    }


def test_files_are_taken_from_all_folders_in_the_order_in_which_people_sort(folder):
    files, skipped = gathered(folder("10.docx", "2.DOCX", "乡镇/1.txt", "乡镇/远/b.pdf"))

    assert files == ["2.DOCX", "10.docx", "1.txt", "b.pdf"]
    assert skipped == {}


def test_what_cannot_be_a_report_is_passed_over_and_told(folder):
    files, skipped = gathered(
        folder("报告.docx", "~$报告.docx", ".旧.docx", "台账.xlsx", "说明", ".git/a.txt")
    )

    assert files == ["报告.docx"]
    assert skipped == {
        "~$报告.docx": "Word 打开文件时留下的临时文件",
        ".旧.docx": "隐藏的文件或文件夹",
        ".git": "隐藏的文件或文件夹",
        "台账.xlsx": "不是能检查的格式（.xlsx）",
        "说明": "不是能检查的格式（没有扩展名）",
    }


def test_the_order_in_which_files_are_named_is_kept(folder):
    chosen = folder("a.txt", "b.txt", "乡镇/c.txt")

    files, _ = gathered(chosen / "b.txt", chosen / "乡镇", chosen / "a.txt")

    assert files == ["b.txt", "c.txt", "a.txt"]


def test_a_file_that_is_named_is_taken_whatever_it_is_called(folder):
    chosen = folder("台账.xlsx")

    assert gathered(chosen / "台账.xlsx", chosen / "无.txt")[0] == ["台账.xlsx", "无.txt"]


def test_a_file_that_is_named_twice_is_taken_once(folder):
    chosen = folder("a.txt")

    assert gathered(chosen, chosen / "a.txt") == (["a.txt"], {"a.txt": "和前面的是同一个文件"})


@LINKS
def test_a_link_back_to_a_folder_above_ends_nowhere(folder):
    chosen = folder("乡镇/a.txt")
    (chosen / "乡镇" / "回").symlink_to(chosen)

    assert gathered(chosen) == (["a.txt"], {"回": "链接绕回了上级文件夹"})


@LINKS
def test_a_link_that_leads_nowhere_is_passed_over(folder):
    chosen = folder("a.txt")
    (chosen / "断.lnk").symlink_to(chosen / "没有")

    assert gathered(chosen)[1] == {"断.lnk": "不是能检查的格式（.lnk）"}


@LINKS
def test_a_link_to_itself_is_left_to_the_reader(folder):
    chosen = folder("a.txt")
    (chosen / "b.txt").symlink_to(chosen / "b.txt")

    assert gathered(chosen)[0] == ["a.txt", "b.txt"]


def test_folders_without_end_are_given_up(folder):
    chosen = folder(f"{'d/' * 60}a.txt")

    assert gathered(chosen) == ([], {"d": "文件夹一层套一层，套得太深"})


def test_a_folder_that_cannot_be_opened_is_told(folder, monkeypatch):
    chosen = folder("a.txt", "锁/b.txt")
    scandir = __import__("os").scandir

    def refused(path):
        if Path(path).name == "锁":
            raise PermissionError
        return scandir(path)

    monkeypatch.setattr("app.gather.os.scandir", refused)

    assert gathered(chosen) == (["a.txt"], {"锁": "没有权限打开这个文件夹，或者它已不在"})
