"""A text file becomes its lines, as an editor counts them; what is no text is refused by its name."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest

from app.errors import AppError
from app.load.text import blocks
from tests.unit.word import word

REPORT = "东山镇2024年法治政府建设年度报告\n一、总体情况\n全年组织学法１２次，发放资料3,000份。\n"


def lines(data: bytes) -> list[str]:
    """Return the lines of a text file."""
    return [block.text for block in blocks(data, "报告.txt")[0]]


def refusal(data: bytes) -> AppError:
    """Return why ``data`` is refused."""
    with pytest.raises(AppError) as caught:
        blocks(data, "报告.txt")
    return caught.value


def archive(name: str) -> bytes:
    """Return a zip file that holds an empty file."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr(name, b"")
    return packed.getvalue()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_every_line_end_ends_a_line(end, encoding):
    text = f"东山镇法治政府建设{end}{end}总体情况".encode(encoding)

    found, _ = blocks(text, "报告.txt")

    assert [(each.text, each.number) for each in found] == [
        ("东山镇法治政府建设", 1),
        ("总体情况", 3),
    ]


def test_mixed_line_ends_are_counted_as_an_editor_does():
    found, _ = blocks("甲\r\n乙\r丙\n丁".encode(), "报告.txt")

    assert [(block.text, block.number) for block in found] == [
        ("甲", 1),
        ("乙", 2),
        ("丙", 3),
        ("丁", 4),
    ]


def test_an_undamaged_text_has_no_notes():
    assert blocks(REPORT.encode("gb18030"), "报告.txt")[1] == []


def test_what_is_odd_about_the_encoding_is_noted():
    _, notes = blocks(REPORT.encode() + b"\xff", "报告.txt")

    assert notes == ["文件编码有损坏，1处文字无法辨认，结论可能不完整。"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_few_zeros_and_control_characters_do_no_harm(encoding):
    text = REPORT.replace("总体", "总\0体").replace("资料", "资\x07料")

    assert lines(text.encode(encoding)) == text.split()


@pytest.mark.parametrize("text", ["学法\ufffd次", "龘" * 100 + "\x07"], ids=["short", "rare"])
def test_a_little_damage_does_not_make_a_text_rubbish(text):
    assert lines(text.encode()) == [text]


@pytest.mark.parametrize(
    "text", ["MZ镇2024年报告", "BM公司报告", "PK赛报告", "ID3算法", "GIF8", "{rtf", "RIFF"]
)
def test_a_text_that_begins_like_another_format_is_read(text):
    assert lines(text.encode()) == [text]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (word("<w:p/>"), "Word 文件"),
        (archive("报告.txt"), "压缩包"),
        (b"PK\x05\x06" + bytes(18), "压缩包"),
        (b"Rar!\x1a\x07\x01\x00", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包"),
        (b"\x1f\x8b\x08", "压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word 或其他办公文件"),
        (b"%PDF-1.7", "PDF 文件"),
        (b"{\\rtf1\\ansi", "RTF 文档"),
        (b"\x89PNG\r\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"GIF89a", "图片"),
        (b"BM\x36\x00\x0c\x00\0\0\0\0", "图片"),
        (b"II*\0", "图片"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "图片"),
        (b"\0\0\0\x18ftypheic", "图片"),
        (b"\0\0\0\x20ftypisom", "音频或视频"),
        (b"ID3\x03\0", "音频或视频"),
        (b"\x7fELF\x02\x01", "程序"),
        (b"MZ\x90\0\x03\0", "程序"),
    ],
)
def test_another_format_is_refused_by_its_name(data, what):
    error = refusal(data)

    assert error.code == "load-disguised"
    assert error.message == f"这个文件的扩展名和内容不符，它其实是{what}。"
    assert error.hint


def test_a_word_file_only_needs_its_ending():
    assert refusal(word("<w:p/>")).hint == "请把扩展名改为 .docx 后再检查。"


def test_a_file_of_nothing_but_zeros_is_refused():
    assert refusal(bytes(5000)).code == "load-zeros"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(random.Random(1).randbytes(5000), id="noise"),
        pytest.param(REPORT.encode() + random.Random(1).randbytes(5000), id="noise after text"),
        pytest.param(b"\x01\0\0\0\x07\0\0\0" * 500, id="numbers"),
        pytest.param(bytes(5000) + b"name\0size\0" * 20, id="zeros and names"),
        pytest.param(bytes(range(256)) * 20, id="every byte"),
    ],
)
def test_what_is_no_text_is_refused(data):
    error = refusal(data)

    assert error.code == "load-binary"
    assert error.place == "报告.txt"


def test_an_empty_file_has_no_line():
    assert lines(b"") == []
