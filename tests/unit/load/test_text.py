"""Text is read right whatever its encoding and line ends; what is damaged is counted."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.load.text import blocks, decode

REPORT = "东山镇2024年法治政府建设年度报告\n一、总体情况\n全年组织学法１２次，发放资料3,000份。\n"
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]


def lines(data: bytes) -> list[str]:
    """Return the lines of a text file."""
    return [block.text for block in blocks(data, "报告.txt")[0]]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_is_read(encoding):
    assert decode(REPORT.encode(encoding)) == (REPORT, [])


def test_big_endian_with_a_mark_is_read():
    assert decode(codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be")) == (REPORT, [])


def test_a_mark_is_no_part_of_the_text():
    assert decode(codecs.BOM_UTF8 + b"a") == ("a", [])


def test_rare_characters_are_read():
    assert decode("龘𠮷镇法治政府建设年度报告。".encode("gb18030")) == (
        "龘𠮷镇法治政府建设年度报告。",
        [],
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_a_long_text_is_read(encoding):
    assert decode((REPORT * 1000).encode(encoding)) == (REPORT * 1000, [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_line_end_ends_a_line(end, encoding):
    assert lines(f"东山镇{end}{end}总体情况".encode(encoding)) == ["东山镇", "", "总体情况"]


def test_mixed_line_ends_are_counted_as_an_editor_does():
    found, _ = blocks("甲\r\n乙\r丙\n丁".encode(), "报告.txt")

    assert [(block.text, block.number) for block in found] == [
        ("甲", 1),
        ("乙", 2),
        ("丙", 3),
        ("丁", 4),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_byte_is_counted_and_the_rest_is_read(encoding):
    data = REPORT.encode(encoding)

    text, notes = decode(data[:10] + b"\xff" + data[10:])

    assert notes == ["文件编码有损坏，1处文字无法辨认，结论可能不完整。"]
    assert text.endswith(REPORT.partition("\n")[2])


def test_each_damaged_place_is_counted():
    data = REPORT.encode()

    _, notes = decode(b"\xff" + data + b"\xff" + data + b"\xff")

    assert notes == ["文件编码有损坏，3处文字无法辨认，结论可能不完整。"]


def test_a_text_cut_short_in_the_midst_of_a_character_is_damaged():
    text, notes = decode(REPORT.rstrip().encode()[:-1])

    assert text.startswith(REPORT.rstrip()[:-1])
    assert len(notes) == 1


def test_a_marked_text_that_is_damaged_is_counted():
    _, notes = decode(codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le") + b"\0")

    assert len(notes) == 1


def test_an_undamaged_text_has_no_notes():
    assert blocks(REPORT.encode("gb18030"), "报告.txt")[1] == []


@pytest.mark.parametrize("text", ["xxxxxxxxxxxxxxxxxxxx法", "2024 annual report 法"])
def test_a_text_that_is_mostly_ascii_is_read(text):
    assert decode(text.encode("gb18030")) == (text, [])


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["学法", "，", "。", "12次", "（一）", "\n", "法治政府建设", "2024年"]
            ),
            st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        ),
        max_size=30,
    ).map("".join),
    st.sampled_from(ENCODINGS),
)
def test_what_was_written_comes_back(text, encoding):
    report = f"全年深入推进法治政府建设，取得明显成效。{text}"

    assert decode(report.encode(encoding)) == (report, [])


@given(st.binary(max_size=60))
def test_no_bytes_are_a_failure(data):
    text, notes = decode(data)

    assert isinstance(text, str)
    assert len(notes) <= 1
