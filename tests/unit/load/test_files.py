"""A file is read whatever it is called and however it was saved, or is refused with what to do."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import threading
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from app.errors import AppError
from app.load import SUFFIXES, files, load
from app.model import BlockKind
from tests.unit.word import p, word

REPORT = "东山镇2024年法治政府建设年度报告"
CHINESE = re.compile("[\u4e00-\u9fff].*。$")


@pytest.fixture
def file(tmp_path: Path):
    """Write a file and return its path."""

    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def refusal(path: Path) -> AppError:
    """Return what loading says, which is Chinese and names the file."""
    with pytest.raises(AppError) as caught:
        load(path)
    error = caught.value
    assert error.place == path.name
    assert CHINESE.search(error.message)
    assert CHINESE.search(error.hint)
    return error


def test_a_text_file_is_read_by_lines(file):
    source = load(file("报告.txt", f"{REPORT}\n\n一、总体情况\n".encode()))

    assert [(b.text, b.kind, b.number) for b in source.blocks] == [
        (REPORT, BlockKind.LINE, 1),
        ("一、总体情况", BlockKind.LINE, 3),
    ]


def test_a_word_file_is_read_by_paragraphs(file):
    source = load(file("报告.docx", word(p(REPORT), p(""), p("一、总体情况"))))

    assert [(b.text, b.kind, b.number) for b in source.blocks] == [
        (REPORT, BlockKind.PARAGRAPH, 1),
        ("", BlockKind.PARAGRAPH, 2),
        ("一、总体情况", BlockKind.PARAGRAPH, 3),
    ]


def test_a_source_knows_its_file(file):
    path = file("报告.txt", REPORT.encode())

    source = load(path)

    assert source.path == path
    assert source.sha256 == hashlib.sha256(REPORT.encode()).hexdigest()


@pytest.mark.parametrize(
    "name", ["报告.TXT", "报告.md", "报告", "a b '报告'.txt", "报告.2024.txt"]
)
def test_text_files_of_any_name_are_read(file, name):
    assert load(file(name, REPORT.encode())).blocks[0].text == REPORT


@pytest.mark.parametrize("name", ["报告.DOCX", "报告.docm"])
def test_word_files_of_any_name_are_read(file, name):
    assert load(file(name, word(p(REPORT)))).blocks[0].text == REPORT


def test_every_ending_on_offer_is_in_small_letters():
    assert all(suffix == suffix.lower() for suffix in SUFFIXES)


@pytest.mark.parametrize("name", ["报告.xlsx", "报告.pptx", "报告.zip", "报告.jpg"])
def test_another_format_is_refused_by_its_ending(file, name):
    error = refusal(file(name, b"anything"))

    assert error.code == "load-format"
    assert Path(name).suffix in error.message


@pytest.mark.parametrize("name", ["报告.txt", "报告.docx"])
def test_an_empty_file_is_refused(file, name):
    assert refusal(file(name, b"")).code == "load-empty"


@pytest.mark.parametrize(
    "data", [b"\n\n  \n", "　　\n…。、".encode(), b"\xef\xbb\xbf"], ids=["blank", "signs", "mark"]
)
def test_a_text_file_without_words_is_refused(file, data):
    assert refusal(file("报告.txt", data)).code == "load-no-text"


def test_a_word_file_without_words_is_refused(file):
    assert refusal(file("扫描件.docx", word(p("")))).code == "load-no-text"


@pytest.mark.parametrize("name", ["文件夹", "文件夹.txt", "文件夹.docx", "文件夹.pdf"])
def test_a_folder_is_refused(tmp_path, name):
    (tmp_path / name).mkdir()

    assert refusal(tmp_path / name).code == "load-folder"


@pytest.mark.parametrize("name", ["无.txt", "无.docx", "无", "无/无.txt"])
def test_an_absent_file_is_refused(tmp_path, name):
    assert refusal(tmp_path / name).code == "load-missing"


def test_a_link_that_leads_nowhere_is_refused(tmp_path):
    link = tmp_path / "链接.txt"
    link.symlink_to(tmp_path / "无.txt")

    assert refusal(link).code == "load-missing"


def test_a_name_that_is_too_long_is_refused(tmp_path):
    assert refusal(tmp_path / ("长" * 300 + ".txt")).code == "load-unreadable"


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="permissions do not bind this user",
)
def test_a_file_that_may_not_be_read_is_refused(file):
    path = file("报告.txt", REPORT.encode())
    path.chmod(0)

    assert refusal(path).code == "load-denied"


def test_a_file_that_the_system_refuses_is_refused(file, monkeypatch):
    def denied(self: Path, _mode: str) -> BinaryIO:
        raise PermissionError(13, "Permission denied", str(self))

    path = file("报告.txt", REPORT.encode())
    monkeypatch.setattr(Path, "open", denied)

    assert refusal(path).code == "load-denied"


def test_a_drive_that_goes_away_while_it_is_read_is_said(file, monkeypatch):
    class Unplugged(BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    path = file("报告.txt", REPORT.encode())
    monkeypatch.setattr(Path, "open", lambda _self, _mode: Unplugged())

    assert refusal(path).code == "load-unreadable"


def test_a_name_that_no_file_can_have_is_refused():
    assert refusal(Path("报\0告.txt")).code == "load-unreadable"


def test_a_path_through_a_file_is_missing(file):
    assert refusal(file("报告.txt", REPORT.encode()) / "甲.txt").code == "load-missing"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no file lies about its size")
def test_a_file_that_is_larger_than_it_says_is_not_read(monkeypatch, tmp_path):
    path = tmp_path / "报告.txt"
    path.symlink_to("/proc/self/status")  # says 0 bytes
    monkeypatch.setattr(files, "FILE_BYTES", 100)

    assert refusal(path).code == "load-large"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_refused_without_waiting_for_a_writer(tmp_path):
    pipe = tmp_path / "管道.txt"
    os.mkfifo(pipe)
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.append(refusal(pipe).code), daemon=True)

    reader.start()
    reader.join(10)
    if reader.is_alive():  # let it go, so that only this test fails
        os.close(os.open(pipe, os.O_RDWR))

    assert said == ["load-special"]


def test_a_file_that_is_too_large_is_not_read(file, monkeypatch):
    monkeypatch.setattr(files, "FILE_BYTES", 1024 * 1024)
    path = file("报告.txt", b"a" * (2 * 1024 * 1024 + 1))
    monkeypatch.setattr(Path, "open", None)
    error = refusal(path)

    assert error.code == "load-large"
    assert error.message == "文件太大（2 MB），最大可读 1 MB。"


def test_the_largest_file_is_read(file, monkeypatch):
    monkeypatch.setattr(files, "FILE_BYTES", len(REPORT.encode()))

    assert load(file("报告.txt", REPORT.encode())).blocks[0].text == REPORT


@pytest.mark.parametrize(
    "start",
    [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x01", b"\x1f\x8b\x08\x08", b"BM"],
    ids=["7z", "rar", "gz", "bmp"],
)
def test_packed_bytes_are_no_text(file, start):
    noise = b"".join(hashlib.sha256(bytes([at])).digest() for at in range(60))

    assert refusal(file("报告.txt", start + noise)).code in {"load-binary", "load-disguised"}


def test_rich_text_is_no_plain_text(file):
    assert refusal(file("报告.txt", rb"{\rtf1\ansi\u27861?\u27835?}")).code == "load-disguised"
