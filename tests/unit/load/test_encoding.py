"""Text comes back from whatever encoding it is in; what is damaged costs itself only, and is counted."""

from __future__ import annotations

import codecs
import random
from itertools import pairwise, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from app.load.encoding import decode

REPORT = "东山镇2024年法治政府建设年度报告\n一、总体情况\n全年组织学法１２次，发放资料3,000份。\n"
LINE = (
    "镇党委主要负责人认真履行推进法治建设第一责任人职责，全年组织会前学法十二次，"
    "落实行政执法公示、全过程记录、重大执法决定法制审核三项制度，化解矛盾纠纷四十余件。"
)
SIMPLIFIED = ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
UNMARKED = ["utf-8", "gb18030", "utf-16-le", "utf-16-be"]
MIXED = "文件里混用了两种文字编码，已逐行辨认，请核对原文。"


def damaged(places: int) -> str:
    """Return the note on as many damaged places."""
    return f"文件编码有损坏，{places}处文字无法辨认，结论可能不完整。"


def traditional(text: str) -> str:
    """Return ``text`` as it is written in Taiwan, which Big5 is for."""
    copy: str = OpenCC("s2tw").convert(text)
    return copy


def difference(text: str, other: str) -> int:
    """Return how many characters of ``text`` lie between what both begin and end with."""
    start = same_at_start(text, other)
    return len(text) - start - same_at_start(text[start:][::-1], other[start:][::-1])


def same_at_start(text: str, other: str) -> int:
    """Return with how many characters both begin."""
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, other, strict=False))
    )


# Whole texts


@pytest.mark.parametrize("encoding", [*SIMPLIFIED, "utf-32"])
def test_every_encoding_is_read(encoding):
    assert decode(REPORT.encode(encoding)) == (REPORT, [])


@pytest.mark.parametrize(
    "text", [REPORT, "法治讲座讲堂讲坛课党", "组织领导，压紧压实法", "大堂的墙里"]
)
def test_big5_is_read(text):
    text = traditional(text)

    assert decode(text.encode("big5hkscs")) == (text, [])


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        ("\ufeff".encode("gb18030"), "gb18030"),
    ],
)
def test_a_mark_decides_and_is_no_part_of_the_text(mark, encoding):
    assert decode(mark + "镕".encode(encoding)) == ("镕", [])


@pytest.mark.parametrize("encoding", UNMARKED)
@pytest.mark.parametrize("zeros", [1, 2, 3, 500])
def test_zeros_at_the_end_are_no_part_of_the_text(encoding, zeros):
    assert decode(REPORT.encode(encoding) + b"\0" * zeros) == (REPORT, [])


@pytest.mark.parametrize("encoding", UNMARKED)
def test_a_long_text_is_read(encoding):
    assert decode((REPORT * 1000).encode(encoding)) == (REPORT * 1000, [])


@pytest.mark.parametrize("encoding", UNMARKED)
def test_a_text_that_begins_with_much_ascii_is_read(encoding):
    text = "see annex 1\n" * 2000 + REPORT

    assert decode(text.encode(encoding)) == (text, [])


@pytest.mark.parametrize("encoding", UNMARKED)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_line_ends_stay_as_they_are(encoding, end):
    text = REPORT.replace("\n", end)

    assert decode(text.encode(encoding)) == (text, [])


@pytest.mark.parametrize("encoding", UNMARKED)
@pytest.mark.parametrize(
    "text",
    [
        "龘𠮷镇法治政府建设年度报告。",
        "㑇村𫖮组学法",
        "王婧姝、李璐瑶、缑翀、璩珺玥",
        "肽蒺瑛芨僬蓣碇崴惴趸搿蠼",
        "逯莒脎垡艋岚馕觚诂揶舂薹",
    ],
)
def test_rare_characters_are_read(encoding, text):
    assert decode(text.encode(encoding)) == (text, [])


# Short texts


@pytest.mark.parametrize("encoding", UNMARKED)
@pytest.mark.parametrize("length", [10, 20])
def test_every_stretch_of_a_text_is_read(encoding, length):
    for start in range(len(LINE) - length):
        part = LINE[start : start + length]
        assert decode(part.encode(encoding)) == (part, [])


@pytest.mark.parametrize("length", [10, 20])
def test_every_stretch_of_a_big5_text_is_read(length):
    line = traditional(LINE)
    for start in range(len(line) - length):
        part = line[start : start + length]
        assert decode(part.encode("big5hkscs")) == (part, [])


@pytest.mark.parametrize(
    "text", ["联通", "12件", "学法", "一", "xxxxxxxxxxxxxxxxxxxx法", "2024 annual report 法"]
)
def test_a_few_bytes_of_gbk_are_read(text):
    assert decode(text.encode("gbk")) == (text, [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["annual report 2024", "上级领导讲学法", "一\n上级领导讲学法"])
def test_utf16_is_read_without_a_mark(encoding, text):
    assert decode(text.encode(encoding)) == (text, [])


@pytest.mark.parametrize("text", ["·", "3×4", "第1·2章"])
def test_a_few_bytes_of_utf8_are_read(text):
    assert decode(text.encode()) == (text, [])


# Damage


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_byte_is_counted_and_the_rest_is_read(encoding):
    data = REPORT.encode(encoding)

    text, notes = decode(data[:10] + b"\xff" + data[10:])

    assert notes == [damaged(1)]
    assert text.endswith(REPORT.partition("\n")[2])


def test_each_damaged_place_is_counted():
    data = REPORT.encode()

    _, notes = decode(b"\xff" + data + b"\xff" + data + b"\xff")

    assert notes == [damaged(3)]


def test_a_place_that_was_lost_before_is_counted():
    assert decode("全年学\ufffd十二次".encode()) == ("全年学\ufffd十二次", [damaged(1)])


@pytest.mark.parametrize(("encoding", "most"), [("utf-8", 1), ("gb18030", 2)])
def test_a_wrong_byte_costs_its_character_wherever_it_is(encoding, most):
    data = LINE.encode(encoding)
    for at in range(len(data)):
        text, notes = decode(data[:at] + b"\xff" + data[at + 1 :])
        assert difference(LINE, text) <= most
        assert notes == [damaged(1)]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_byte_that_is_gone_does_not_garble_the_rest_of_the_line(encoding):
    data = LINE.encode(encoding)
    for at in range(0, len(data), 3):
        text, notes = decode(data[:at] + data[at + 1 :])
        assert difference(LINE, text) <= 6
        assert notes == [damaged(1)]


@pytest.mark.parametrize("encoding", UNMARKED)
def test_a_text_cut_short_in_the_midst_of_a_character_loses_that(encoding):
    text, notes = decode(LINE.encode(encoding)[:-1])

    assert text == LINE[:-1] + "\ufffd"
    assert notes == [damaged(1)]


def test_a_marked_text_that_is_damaged_is_counted():
    _, notes = decode(codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le") + b"N")

    assert notes == [damaged(1)]


# Two encodings


@pytest.mark.parametrize(
    ("one", "other"), list(pairwise(["utf-8", "gb18030", "utf-8"])), ids=["into utf-8", "into gbk"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_paragraph_of_another_encoding_is_read(one, other, end):
    around = f"{LINE}{end}{LINE}{end}".encode(one)

    text, notes = decode(around + f"{LINE}{end}".encode(other) + around)

    assert text == f"{LINE}{end}" * 5
    assert notes == [MIXED]


def test_of_two_encodings_the_damage_is_counted_too():
    lines = [LINE.encode(), LINE.encode("gbk"), LINE.encode()[:-1]]

    text, notes = decode(b"\n".join(lines))

    assert text.split("\n") == [LINE, LINE, LINE[:-1] + "\ufffd"]
    assert notes == [MIXED, damaged(1)]


def test_a_marked_text_with_a_paragraph_of_another_encoding_is_read():
    data = codecs.BOM_UTF8 + f"{LINE}\n".encode() + LINE.encode("gbk")

    assert decode(data) == (f"{LINE}\n{LINE}", [MIXED])


# Anything


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
    st.sampled_from(SIMPLIFIED),
)
def test_what_was_written_comes_back(text, encoding):
    report = f"全年深入推进法治政府建设，取得明显成效。{text}"

    assert decode(report.encode(encoding)) == (report, [])


@given(st.binary(max_size=60))
def test_no_bytes_are_a_failure(data):
    text, notes = decode(data)

    assert isinstance(text, str)
    assert len(notes) <= 2


def test_many_bytes_of_no_text_are_no_failure():
    text, _ = decode(random.Random(1).randbytes(100_000))

    assert text
