"""A PDF file is read as a person reads its pages: lines in order, paragraphs whole, nothing of the page around them."""

from __future__ import annotations

import base64
import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clean import clean
from app.engine import Engine
from app.errors import AppError
from app.load import sheets, unpacked
from app.load.pdf import blocks
from app.load.unpacked import STREAM_LIMIT
from app.model import Source
from app.paths import ROOT
from tests.unit.builders import document
from tests.unit.pdf import (
    LEFT,
    PICTURE,
    PITCH,
    SIZE,
    lines,
    locked,
    pdf,
    stream,
    text,
    turned,
    typeset,
    without_encoding,
)

SAMPLES = ROOT / "resources" / "samples"
FULL = "镇党委坚持把法治政府建设摆在全局工作的突出位置来抓，"  # as wide as the page
FIRST = "　　" + FULL[:-2]
SHORT = "全年学法十二次。"
STOPPED = FULL[:-1] + "。"
BODY = [FIRST, FULL, SHORT]
"""A paragraph of three printed lines."""
WHOLE = FULL[:-2] + FULL + SHORT


def read(*pages: str, page: str = "") -> list[str]:
    """Return the printed lines of a file with these pages."""
    return [block.text for block in blocks(pdf(*pages, page=page), "报告.pdf")[0]]


def notes(*pages: str) -> list[str]:
    """Return what reading a file with these pages has to say."""
    return blocks(pdf(*pages), "报告.pdf")[1]


def source(data: bytes) -> Source:
    """Return a file as it comes to be cleaned."""
    found, told = blocks(data, "报告.pdf")
    return Source(Path("报告.pdf"), tuple(found), tuple(told), "")


def paragraphs(*pages: str) -> list[str]:
    """Return the paragraphs of the text that a file with these pages becomes."""
    return clean(source(pdf(*pages))).text.split("\n")


def refusal(data: bytes) -> AppError:
    """Return why ``data`` is not read."""
    with pytest.raises(AppError) as caught:
        blocks(data, "报告.pdf")
    assert caught.value.place == "报告.pdf"
    assert caught.value.hint
    return caught.value


# Lines


def test_lines_are_read_from_top_to_bottom_and_left_to_right():
    drawn = [text("三", LEFT, 600), text("二", LEFT + SIZE, 700), text("一", LEFT, 700)]

    assert read("".join(drawn)) == ["一二", "三"]


def test_pages_follow_each_other():
    assert read(lines("甲"), lines("乙"), lines("丙")) == ["甲", "乙", "丙"]


def test_cells_of_a_row_are_kept_apart():
    assert read(lines("会议\t次数\t内容", "会前学法\t12\t宪法")) == [
        "会议\t次数\t内容",
        "会前学法\t12\t宪法",
    ]


def test_a_gap_after_an_ordinal_parts_no_cells():
    assert read(lines("一、\t总体情况", "1.\t加强学习")) == ["一、总体情况", "1.加强学习"]


def test_letters_that_are_spread_over_a_line_are_no_cells():
    spread = [text(letter, LEFT + 32 * at, 700) for at, letter in enumerate("工作报告")]

    assert read("".join(spread)) == ["工作报告"]


def test_a_blank_is_put_between_latin_words_only():
    drawn = [text("PDF", LEFT, 700), text("A4", LEFT + 3.4 * SIZE, 700)]

    assert read("".join(drawn)) == ["PDF A4"]
    assert read(text("学", LEFT, 700) + text("法", LEFT + 1.4 * SIZE, 700)) == ["学法"]


def test_blanks_that_were_written_stay():
    assert read(lines("东　山 镇")) == ["东　山 镇"]
    assert read(text("东 ", LEFT, 700) + text("山", LEFT + 9 * SIZE, 700)) == ["东 山"]


def test_a_raised_sign_belongs_to_its_line():
    drawn = [text("学法", LEFT, 700), text("①", LEFT + 2 * SIZE, 706, 8), text("次", 120, 700)]

    assert read("".join(drawn)) == ["学法①次"]


def test_a_rare_character_is_whole():
    assert read(lines("𠮷镇")) == ["𠮷镇"]


def test_half_a_character_is_marked():
    assert read(lines("学\ud842法")) == ["学\ufffd法"]


def test_a_hyphen_at_the_end_of_a_line_stays():
    assert read(lines("COVID-", "19防控")) == ["COVID-", "19防控"]


@pytest.mark.parametrize(
    ("matrix", "page"),
    [
        ("0 1 -1 0 300 300", "/Rotate 90"),
        ("-1 0 0 -1 300 300", "/Rotate 180"),
        ("0 -1 1 0 300 300", "/Rotate 270"),
        ("0 1 -1 0 300 300", ""),
        ("0 -1 1 0 300 300", ""),
    ],
)
def test_a_turned_page_is_read(matrix, page):
    *begin, x, y = matrix.split()
    across = float(begin[2]), float(begin[3])
    second = f"{' '.join(begin)} {float(x) - 28 * across[0]} {float(y) - 28 * across[1]}"

    assert read(turned("学法次数", matrix) + turned("十二", second), page=page) == [
        "学法次数",
        "十二",
    ]


def test_text_of_a_turned_table_comes_after_the_rest():
    assert read(turned("旁注", "0 1 -1 0 50 300") + lines(FULL)) == [FULL, "旁注"]


def test_a_slanted_watermark_is_left_out():
    assert read(lines(SHORT) + turned("内部资料", "0.7 0.7 -0.7 0.7 200 300")) == [SHORT]


def test_what_is_cut_off_is_left_out():
    assert read(lines(SHORT) + text("页外", 80, 900), page="/CropBox[0 0 595 842]") == [SHORT]


# Paragraphs


def test_indented_lines_begin_paragraphs():
    assert paragraphs(lines(*BODY, *BODY, *BODY)) == [WHOLE] * 3


def test_lines_of_a_printed_page_are_not_complained_of():
    assert clean(source(pdf(lines(*BODY, *BODY)))).notes == []


def test_a_sentence_that_ends_at_the_margin_ends_no_paragraph():
    assert paragraphs(lines(FIRST, STOPPED, SHORT, *BODY))[0] == FULL[:-2] + STOPPED + SHORT


def test_a_number_at_the_beginning_of_a_line_begins_no_paragraph():
    line = "（二）" + FULL[3:]

    assert paragraphs(lines(*BODY, FIRST, line, SHORT))[1] == FULL[:-2] + line + SHORT


def test_a_numbered_line_after_a_full_stop_at_the_margin_is_a_heading():
    found = paragraphs(lines(*BODY, FIRST, STOPPED, "一、总体情况", *BODY))

    assert found == [WHOLE, FULL[:-2] + STOPPED, "一、总体情况", WHOLE]


def test_a_heading_over_two_lines_is_one():
    assert paragraphs(lines(FIRST, "职责情况", *BODY, *BODY))[0] == FULL[:-2] + "职责情况"


def test_a_heading_that_fills_its_line_is_no_part_of_the_next():
    heading = "　　（一）" + FULL[:-6] + "实"

    assert paragraphs(lines(*BODY * 3, heading, *BODY))[3] == heading.strip("　")


def test_a_paragraph_without_indent_begins_after_a_full_stop():
    line = "本报告" + FULL[3:]

    assert paragraphs(lines(*BODY, FIRST, FULL[:-4] + "。", line, SHORT))[2] == line + SHORT


def test_a_short_heading_without_indent_stands_alone():
    assert paragraphs(lines(*BODY, "总体情况", *BODY)) == [WHOLE, "总体情况", WHOLE]


@pytest.mark.parametrize("head", ["2024/12/31", "次”、“一次", "《（一）"])
def test_a_line_that_is_short_because_the_next_could_not_be_parted_goes_on(head):
    pieces = [FULL[:-3], head + FULL[len(head.encode("gb18030")) // 2 :], SHORT]

    assert paragraphs(lines(*BODY, FIRST, *pieces))[1] == FULL[:-2] + "".join(pieces)
    assert paragraphs(lines(*[FULL] * 8, *pieces)) == [FULL * 8 + "".join(pieces)]


PASTED = [FIRST, "来抓，着力"] * 6
PASTED_WHOLE = (FULL[:-2] + "来抓，着力") * 6


def test_lines_that_were_pasted_as_paragraphs_are_joined():
    heading = "（一）" + FULL[:20]
    pages = [
        lines("　　总体情况", *PASTED, "　　年终总结。"),
        lines("　　" + heading, *PASTED, "　　二、存在的不足"),
        lines(*PASTED) + lines("学法情况表", left=LEFT + 10.5 * SIZE, top=700 - 12 * PITCH),
    ]

    assert paragraphs(*pages) == [
        "总体情况",
        PASTED_WHOLE + "年终总结。",
        heading,
        PASTED_WHOLE,
        "二、存在的不足",
        PASTED_WHOLE,
        "学法情况表",
    ]


def test_centred_lines_stand_alone():
    caption = lines("学法情况表", left=LEFT + 10.5 * SIZE, top=700 - 5 * PITCH)

    found = paragraphs(lines(*BODY, FIRST, FULL) + caption)

    assert found == [WHOLE, FULL[:-2] + FULL, "学法情况表"]


def test_a_wide_centred_line_stands_alone():
    title = lines(FULL[:-3], left=LEFT + 1.2 * SIZE, top=728)

    assert paragraphs(title + lines("某县人民政府：", *BODY, *BODY))[:2] == [
        FULL[:-3],
        "某县人民政府：",
    ]


def test_a_title_over_two_lines_is_one():
    title = lines("某县东山镇人民政府2024年法治政府建", top=760, size=22) + lines(
        "设年度报告", left=LEFT + 150, top=730, size=22
    )

    assert (
        paragraphs(title + lines(*BODY, *BODY))[0]
        == "某县东山镇人民政府2024年法治政府建设年度报告"
    )


def test_two_short_large_lines_are_two():
    title = lines("东山镇人民政府", left=200, top=760, size=22) + lines(
        "工作报告", left=230, top=730, size=22
    )

    assert paragraphs(title + lines(*BODY, *BODY))[:2] == ["东山镇人民政府", "工作报告"]


def test_a_large_line_under_a_larger_one_is_another():
    title = lines("某县东山镇人民政府2024年法治政府建设年度", top=760, size=20) + lines(
        "基层工作简报", left=LEFT + 150, top=730, size=18
    )

    assert paragraphs(title + lines(*BODY, *BODY))[1] == "基层工作简报"


def test_the_signature_stands_alone():
    signed = lines("东山镇人民政府", "2025年1月10日", left=LEFT + 17 * SIZE, top=700 - 6 * PITCH)

    found = paragraphs(lines(*BODY, FIRST, FULL, FULL) + signed)

    assert found[2:] == ["东山镇人民政府", "2025年1月10日"]


def test_rows_of_a_table_stand_alone():
    rows = [f"第{at}季度\t12\t240" for at in "一二三四五六七八九十百千"]

    last = FULL[:-4] + "。"
    found = paragraphs(lines(*BODY, FIRST, FULL, *rows, FULL, last, "总体情况", *BODY))

    assert found == [
        WHOLE,
        FULL[:-2] + FULL,
        *(row.replace("\t", " ") for row in rows),
        FULL + last,
        "总体情况",
        WHOLE,
    ]


def test_a_paragraph_goes_on_over_the_page():
    assert paragraphs(lines(*BODY, FIRST, FULL), lines(FULL, SHORT, *BODY))[1] == (
        FULL[:-2] + FULL + FULL + SHORT
    )


def test_a_page_number_that_was_pasted_into_the_text_parts_nothing():
    assert paragraphs(lines(*BODY, FIRST, FULL, "- 1 -", FULL, SHORT, *BODY))[1] == (
        FULL[:-2] + FULL + FULL + SHORT
    )


def test_left_and_right_pages_may_have_different_margins():
    left, right = lines(*BODY, FIRST, FULL), lines(FULL, SHORT, *BODY, left=LEFT + 12)

    assert paragraphs(left, right) == [WHOLE, FULL[:-2] + FULL + FULL + SHORT, WHOLE]


def test_a_page_of_first_lines_alone_is_indented_too():
    found = paragraphs(lines(*BODY, *BODY), lines(FIRST, FIRST, FIRST))

    assert found == [WHOLE, WHOLE, *[FULL[:-2]] * 3]


def test_without_indents_a_wide_gap_begins_a_paragraph():
    assert paragraphs(lines(FULL, FULL) + lines(FULL, FULL, top=700 - 4 * PITCH)) == [FULL * 2] * 2


def test_without_indents_a_short_line_ends_a_paragraph():
    assert paragraphs(lines(FULL, FULL, "组织培训", *[FULL] * 8)) == [
        FULL * 2 + "组织培训",
        FULL * 8,
    ]


def test_without_indents_a_short_line_ends_a_paragraph_whatever_it_ends_with():
    assert paragraphs(lines("组织培训，", FULL, FULL))[0] == "组织培训，"


def test_lines_that_hang_behind_their_number_are_no_first_lines():
    item = ["1." + FULL[2:], "　　" + FULL[2:], "　　" + SHORT]
    whole = "1." + FULL[2:] * 2 + SHORT
    broken = ["2.加强学习。", "　　" + SHORT]

    assert paragraphs(lines(*broken * 2, *item * 4))[4:] == [whole] * 4


def test_a_place_is_named_by_page_and_line():
    found = document(source(pdf(lines(*BODY), lines(*BODY, "　　乙。"))))
    start = found.text.index("乙")

    assert found.place(start, start + 1).name == "第2页第4行"


# What is on every page


def furnished(head: str, foot: str, pages: int) -> list[str]:
    """Return that many pages of six lines, with a header and a footer that holds the page's number."""
    found = []
    for page in range(pages):
        body = lines(*[f"第{'甲乙丙丁戊己'[page]}篇" + FULL[3:]] * 6)
        above = text(head, LEFT, 780) if head else ""
        below = text(foot.format(page + 1), 280, 60) if foot else ""
        found.append(above + body + below)
    return found


@pytest.mark.parametrize(
    "foot", ["— {} —", "-{}-", "第{}页", "第 {} 页 共 9 页", "{}/9", "{}", "·{}·"]
)
@pytest.mark.parametrize("pages", [1, 2, 5])
def test_page_numbers_are_left_out(foot, pages):
    found, told = blocks(pdf(*furnished("", foot, pages)), "报告.pdf")

    assert len(found) == 6 * pages
    assert told == [f"略去了{pages}行页眉、页脚和页码。"]


def test_a_header_on_every_page_is_left_out():
    assert notes(*furnished("东山镇2024年法治政府建设年度报告", "— {} —", 3)) == [
        "略去了6行页眉、页脚和页码。"
    ]


def test_a_header_of_two_lines_is_left_out():
    pages = [text("东山镇", LEFT, 800) + page for page in furnished("年度报告", "", 3)]

    assert notes(*pages) == ["略去了6行页眉、页脚和页码。"]


def test_headers_of_left_and_right_pages_are_left_out():
    one, other = furnished("东山镇人民政府", "{}", 6), furnished("年度报告", "{}", 6)
    mixed = [pair[at % 2] for at, pair in enumerate(zip(one, other, strict=True))]

    assert notes(*mixed) == ["略去了12行页眉、页脚和页码。"]


def test_what_stands_on_two_pages_stays():
    assert read(*furnished("东山镇人民政府", "", 2))[0] == "东山镇人民政府"


def test_the_same_words_at_another_height_stay():
    pages = [lines(SHORT, *[FULL] * 6, top=700 - 40 * at) for at in range(4)]

    assert read(*pages).count(SHORT) == 4


def test_figures_of_a_table_that_goes_on_stay():
    pages = [lines(*[f"{page + 1}\t{row}" for row in range(6)]) for page in range(4)]

    assert len(read(*pages)) == 24


@pytest.mark.parametrize("line", ["2024", "12次", "3月", "第3条", "页"])
def test_a_last_line_that_is_no_page_number_stays(line):
    assert read(lines(*BODY, line))[-1] == line


def test_a_table_of_contents_is_left_out():
    contents = lines("目　录", "一、总体情况…………1", "二、不足............3", "三、打算···\t4")

    assert read(contents, lines("一、总体情况", *BODY)) == [
        "一、总体情况",
        *[x.strip("　") for x in BODY],
    ]
    assert notes(contents, lines(*BODY)) == ["略去了4行目录。"]


def test_blanks_before_numbers_are_no_contents():
    assert len(read(lines(*BODY, "会议      12", "讲座      2"))) == 5


def test_dots_before_a_number_are_no_contents_by_themselves():
    assert len(read(lines(*BODY, "合计…………12"))) == 4


# What cannot be read


def test_a_scan_is_refused():
    error = refusal(pdf(PICTURE, PICTURE))

    assert error.code == "load-scanned"
    assert error.message == "这份 PDF 是扫描件，只有图片，没有文字层。"
    assert "OCR" in error.hint


def test_a_scan_with_the_name_of_the_scanner_is_refused():
    assert refusal(pdf(PICTURE + text("由扫描软件创建", 400, 20))).code == "load-scanned"


def test_pages_that_are_scanned_are_named():
    assert notes(lines(*BODY), PICTURE, lines(*BODY), PICTURE) == [
        "第2、4页是图片，没有文字层，里面的内容没有检查。"
    ]


def test_an_empty_page_is_not_worth_a_word():
    assert notes(lines(*BODY), "") == []


def test_a_picture_beside_text_is_not_worth_a_word():
    assert notes("q 200 0 0 200 100 100 cm /P Do Q\n" + lines(SHORT)) == []


def test_text_that_was_recognised_on_a_scan_is_read_with_a_warning():
    unseen = text(SHORT + FULL, LEFT, 700, mode="3 Tr")

    assert blocks(pdf(PICTURE + unseen), "报告.pdf")[1] == [
        "文字是扫描后识别出来的，可能有错字，请对照原件核对。"
    ]


def test_an_empty_file_has_no_lines():
    assert read("", "") == []


def test_a_password_is_asked_for():
    error = refusal(locked(pdf(lines(*BODY)), to_open="secret"))

    assert (error.code, error.message) == ("load-protected", "这份 PDF 设有打开密码。")


def test_a_file_that_only_may_not_be_copied_is_read():
    assert len(blocks(locked(pdf(lines(*BODY)), to_open=""), "报告.pdf")[0]) == 3


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_file_cut_short_is_damaged(kept):
    data = pdf(*[lines(*BODY)] * 3)

    assert refusal(data[: int(len(data) * kept)]).code == "load-damaged"


def test_a_file_without_its_last_bytes_is_read_with_a_warning():
    data = pdf(lines(*BODY)).removesuffix(b"%%EOF")

    assert blocks(data, "报告.pdf")[1] == ["文件末尾不完整，可能没有下载完，请对照原件核对。"]


def test_a_damaged_page_is_named():
    data = pdf(lines(*BODY), lines(*BODY)).replace(b"/Kids[5 0 R", b"/Kids[3 0 R")

    assert blocks(data, "报告.pdf")[1] == ["第1页已损坏，没有读出来，里面的内容没有检查。"]


def test_a_file_of_damaged_pages_is_damaged():
    data = pdf(lines(*BODY)).replace(b"/Kids[5 0 R", b"/Kids[3 0 R")

    assert refusal(data).code == "load-damaged"


@pytest.mark.parametrize("data", [b"hello", b"PK\x03\x04", "东山镇".encode(), b"\x89PNG"])
def test_what_is_no_pdf_is_refused(data):
    assert refusal(data).code == "load-not-pdf"


def test_a_page_too_many_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "PDF_PAGES", 2)

    assert len(read(*[lines(SHORT)] * 2)) == 2
    error = refusal(pdf(*[lines(SHORT)] * 3))
    assert (error.code, error.message) == ("load-long", "这份 PDF 有3页，最多可读2页。")


def test_a_character_too_many_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "PDF_CHARS", 2 * len(SHORT))

    assert len(read(*[lines(SHORT)] * 2)) == 2
    assert refusal(pdf(*[lines(SHORT)] * 3)).code == "load-long"


def test_reading_takes_only_so_long(monkeypatch):
    monkeypatch.setattr(sheets, "PDF_SECONDS", -1)

    assert refusal(pdf(lines(SHORT))).code == "load-long"


def test_characters_of_private_use_are_garbled():
    error = refusal(pdf(lines("\ue001\ue002\ue003学法", SHORT[:3])))

    assert error.code == "load-garbled"
    assert "乱码" in error.message


def test_a_few_characters_of_private_use_are_counted():
    assert notes(lines("学\ue001法", *BODY)) == [
        "有1个字或符号没有对应的编码，无法辨认，结论可能不完整。"
    ]


# What would take too much memory or time

DRAWN = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
TOO_LARGE = b" " * (STREAM_LIMIT + 1)
HALF = b" " * (STREAM_LIMIT // 2 + 1)
HOSTILE = {
    "blanks": [stream(TOO_LARGE, times=1)],
    "blanks that are not packed": [stream(TOO_LARGE)],
    "blanks packed twice": [stream(TOO_LARGE, times=2)],
    "blanks packed in letters": [
        b"<</Filter[/A85/Fl]>>stream\n%s~>endstream" % base64.a85encode(zlib.compress(TOO_LARGE))
    ],
    "an old way of packing": [b"<</Filter/LZWDecode>>stream\n%s\nendstream" % (b"x" * 5000)],
    "a part named twice": [stream(HALF, times=1), b"<</Contents[5 0 R 5 0 R]>>"],
    "a part named twice in a packed list": [
        stream(HALF, times=1),
        stream(b"<</Contents[5 0 R 5 0 R]>>", b"/Type/ObjStm", times=1),
    ],
    "drawings inside drawings": [
        stream(b"/X Do " * 10, DRAWN % (6 + level), times=1) for level in range(8)
    ],
    "more objects than a file has": [b"<<>> endobj 9 0 obj " * 400_000],
}


@pytest.mark.parametrize("objects", HOSTILE.values(), ids=HOSTILE)
def test_what_unpacks_too_far_is_refused(objects):
    assert refusal(pdf(lines(*BODY), also=objects)).code == "load-bomb"


def test_many_parts_that_are_large_together_are_refused(monkeypatch):
    monkeypatch.setattr(unpacked, "TOTAL_LIMIT", 4 * len(HALF))

    assert refusal(pdf(lines(*BODY), also=[stream(HALF, times=1)] * 4)).code == "load-bomb"


HARMLESS = {
    "a large part": [stream(b" " * STREAM_LIMIT, times=1)],
    "a large font": [stream(TOO_LARGE, b"/Length1 9", times=1)],
    "a large picture": [stream(TOO_LARGE, b"/Subtype/Image", times=1)],
    "an attached file": [stream(TOO_LARGE, b"/Type/EmbeddedFile", times=1)],
    "a drawing of many pictures": [stream(b"/P Do " * 500, DRAWN % 4, times=1)],
    "a drawing inside itself": [stream(b"/X Do ", DRAWN % 5, times=1)],
    "a few drawings inside drawings": [
        stream(b"/X Do " * 2, DRAWN % (6 + level), times=1) for level in range(4)
    ],
    "parts of one page": [stream(HALF[:-9], times=1), b"<</Contents[5 0 R 5 0 R]>>"],
    "something that is not packed as it says": [b"<</Filter/FlateDecode>>stream\nx\nendstream"],
}


@pytest.mark.parametrize("objects", HARMLESS.values(), ids=HARMLESS)
def test_what_occurs_in_ordinary_files_is_read(objects):
    assert len(blocks(pdf(lines(*BODY), also=objects), "报告.pdf")[0]) == 3


@settings(max_examples=60)
@given(st.data())
def test_damage_of_any_kind_is_read_or_refused(data):
    whole = bytearray(pdf(lines(*BODY), PICTURE, lines(*BODY)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(8, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    with suppress(AppError):
        found, _ = blocks(bytes(whole), "报告.pdf")
        assert all(block.page for block in found)


def test_many_threads_read_at_once():
    data = pdf(*[lines(*BODY)] * 5)
    alone = blocks(data, "报告.pdf")

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: blocks(data, "报告.pdf"), range(12))) == [alone] * 12


# Whole reports


@pytest.fixture
def press(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What typesetting needs: Qt, which needs no screen."""
    monkeypatch.setenv("QT_QPA_PLATFORM", os.environ.get("QT_QPA_PLATFORM", "offscreen"))
    request.getfixturevalue("qapp")


@pytest.mark.parametrize(
    ("name", "look"),
    [("良好示例", (16, 2)), ("有缺项示例", (16, 2)), ("PDF复制示例", (11, 0))],
)
def test_a_typeset_report_says_what_its_word_file_says(press, tmp_path, name, look):
    report = [line for line in (SAMPLES / f"{name}.txt").read_text("utf-8").splitlines() if line]
    typeset(report, tmp_path / "报告.pdf", *look)

    printed, word = (
        Engine().report(path) for path in (tmp_path / "报告.pdf", SAMPLES / f"{name}.docx")
    )

    assert printed.document.facts == word.document.facts
    assert [(s.label, s.heading, s.level, s.roles) for s in printed.document.sections] == [
        (s.label, s.heading, s.level, s.roles) for s in word.document.sections
    ]
    assert [(r.rule, r.outcome) for r in printed.results] == [
        (r.rule, r.outcome) for r in word.results
    ]
    assert "".join(printed.document.text.split()) == "".join(word.document.text.split())


def test_fonts_that_do_not_say_which_character_a_glyph_is_are_garbled(press, tmp_path):
    typeset(["".join(map(chr, range(0x4E00, 0x4E00 + 120)))], tmp_path / "报告.pdf")

    assert refusal(without_encoding((tmp_path / "报告.pdf").read_bytes())).code == "load-garbled"
