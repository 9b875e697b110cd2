"""The text is what a person reads: broken lines joined, residue gone, and every place leads back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clean import Cleaned, clean
from app.model import Source
from tests.unit.builders import document, docx, source
from tests.unit.word import level, one_list, p, table

BODY = "镇党委坚持把法治政府建设摆在全局工作的突出位置来抓，"  # 26 characters, one printed line
SHORT = "全年学法十二次。"
PDF = [
    "东山镇2024年法治政府建设年度报告",
    "一、主要举措和成效",
    *[BODY] * 5,
    SHORT,
    "（一）学习贯彻",
    *[BODY] * 3,
    SHORT,
]


def text(*lines: str) -> list[str]:
    """Return the paragraphs of the text that is made of ``lines``."""
    return clean(source("\n".join(lines))).text.split("\n")


def notes(*lines: str) -> list[str]:
    """Return what cleaning ``lines`` has to say."""
    return clean(source("\n".join(lines))).notes


def paragraphs(*body: str) -> list[str]:
    """Return the paragraphs of the text of a Word file."""
    return clean(docx(*map(p, body))).text.split("\n")


# Broken lines


def test_lines_broken_at_the_margin_are_joined():
    assert text(*PDF) == [
        "东山镇2024年法治政府建设年度报告",
        "一、主要举措和成效",
        BODY * 5 + SHORT,
        "（一）学习贯彻",
        BODY * 3 + SHORT,
    ]


def test_an_indented_line_begins_a_paragraph():
    lines = [
        "　　" + BODY[:-2],
        *[BODY] * 4,
        BODY[:-1] + "。",
        "　　" + BODY[:-2],
        *[BODY] * 4,
        SHORT,
    ]

    assert text(*lines) == [
        BODY[:-2] + BODY * 4 + BODY[:-1] + "。",
        BODY[:-2] + BODY * 4 + SHORT,
    ]


def test_an_indented_line_is_not_joined_to_a_full_one():
    lines = [*[BODY] * 9, "　　下一段", SHORT]

    assert text(*lines)[1] == "下一段"


def test_lines_broken_in_a_word_file_are_joined():
    assert paragraphs(*PDF)[2] == BODY * 5 + SHORT


def test_a_line_that_ends_a_sentence_ends_the_paragraph():
    full = BODY[:-1] + "。"

    assert text(*[BODY] * 8, full, BODY) == [BODY * 8 + full, BODY]


def test_a_short_line_ends_the_paragraph():
    assert text(*[BODY] * 8, "组织培训", BODY)[1] == BODY


def test_joins_are_counted():
    assert notes(*PDF) == ["有8处句子被断行或分页断开，检查时已接好。"]


def test_a_page_number_between_two_halves_of_a_sentence_goes():
    lines = [*[BODY] * 4, "- 1 -", *[BODY] * 5, SHORT]

    assert text(*lines) == [BODY * 9 + SHORT]


def test_a_paragraph_split_by_a_page_end_is_joined_in_a_text_that_is_not_broken():
    first = "镇党委坚持把法治政府建设摆在突出位置。年初，组织"

    assert text("东山镇报告", first, "学法十二次。") == ["东山镇报告", first + "学法十二次。"]


def test_whole_paragraphs_stay_apart():
    assert text(BODY[:-1] + "。", "全年学法。", "成立小组；", "任组长：") == [
        BODY[:-1] + "。",
        "全年学法。",
        "成立小组；",
        "任组长：",
    ]


def test_a_soft_break_inside_a_sentence_is_joined():
    broken = p("全年组织学法，", "<w:r><w:br/></w:r>", "共十二次。")

    assert clean(docx(broken)).text == "全年组织学法，共十二次。"


def test_a_soft_break_between_sentences_stays():
    broken = p("全年组织学法。", "<w:r><w:br/></w:r>", "共十二次。")

    assert clean(docx(broken)).text == "全年组织学法。\n共十二次。"


def test_rows_of_a_table_in_a_text_file_stay_apart():
    rows = [
        "党委理论学习中心组学法\t6\t138\t习近平法治思想、宪法",
        "会前学法\t12\t240\t行政处罚法、行政复议法",
    ]

    assert text("东山镇报告。", *rows) == [
        "东山镇报告。",
        *(row.replace("\t", " ") for row in rows),
    ]


@pytest.mark.parametrize(("length", "joined"), [(39, False), (40, True)])
def test_running_text_without_a_full_stop_has_at_least_40_characters(length, joined):
    line = "全年学法，" + "深" * (length - 5)

    assert (len(paragraphs("东山镇报告。", line, "完毕。")) == 2) is joined


@pytest.mark.parametrize(("length", "joined"), [(80, False), (81, True)])
def test_a_numbered_line_is_running_text_from_81_characters_on(length, joined):
    line = "一、" + "深" * (length - 2)

    assert (len(paragraphs("东山镇报告。", line, "完毕。")) == 2) is joined


def test_a_line_in_brackets_is_no_running_text():
    line = "（此件公开发布，请各单位认真组织学习和贯彻落实）"

    assert paragraphs("东山镇报告。", line, "完毕。") == ["东山镇报告。", line, "完毕。"]


# Headings stay headings


@pytest.mark.parametrize(
    "heading",
    [
        "一、主要举措和成效",
        "（一）坚持党的领导，压实法治建设责任，推动各项任务落地见效",
        "1.加强学习",
        "存在的不足",
        "某县东山镇人民政府2024年法治政府建设年度报告",
        "2024年度推进法治政府建设的主要举措和取得的成效",
        "某县人民政府：",
        "（2025年1月20日）",
        "第一部分 主要举措和成效",
    ],
)
def test_a_heading_does_not_swallow_the_paragraph_after_it(heading):
    assert paragraphs(heading, BODY[:-1] + "。") == [heading, BODY[:-1] + "。"]


@pytest.mark.parametrize(
    "heading", ["一、主要举措和成效", "（一）学习贯彻", "2.存在的不足", "（3）执法", "①普法"]
)
def test_a_line_before_a_heading_does_not_swallow_it(heading):
    assert text(*[BODY] * 9, heading) == [BODY * 9, heading]


def test_a_heading_by_outline_level_stays_apart_whatever_it_looks_like():
    outlined = p(BODY, also='<w:outlineLvl w:val="0"/>')

    assert clean(docx(p(BODY), outlined, p(BODY))).text.split("\n") == [BODY] * 3


def test_a_heading_without_a_number_does_not_swallow_the_paragraph_after_it():
    heading = "持续深化思想引领，不断筑牢法治政府建设思想根基"

    assert paragraphs(heading, BODY[:-1] + "。") == [heading, BODY[:-1] + "。"]


def test_a_long_numbered_heading_does_not_swallow_the_paragraph_after_it():
    heading = "一、" + "坚持党的领导，" * 8 + "压实各项责任"

    assert paragraphs(heading, BODY[:-1] + "。") == [heading, BODY[:-1] + "。"]


def test_cells_of_a_table_are_never_joined():
    cells = table((BODY, BODY), (BODY, SHORT))

    assert clean(docx(p(BODY), cells, p(BODY))).text.split("\n") == [BODY] * 4 + [SHORT, BODY]


# Page numbers


@pytest.mark.parametrize(
    "line",
    [
        "- 3 -",
        "-3-",
        "— 3 —",
        "－３－",
        "–12–",
        "·3·",
        "第3页",
        "第 3 页 共 8 页",
        "第3页，共8页",
        "第3页/共8页",
        "3/8",
    ],
)
def test_a_page_number_goes(line):
    assert text("甲。", line, "乙。") == ["甲。", "乙。"]
    assert notes("甲。", line, "乙。") == ["略去了1行夹在正文里的页码。"]


@pytest.mark.parametrize(
    "line", ["2024", "3月", "-3", "第3条", "12次", "2024/3", "1234/5", "—", "第三页"]
)
def test_a_line_that_is_no_page_number_stays(line):
    assert line in text("甲。", line, "乙。")


def test_bare_numbers_that_count_up_go():
    assert text("甲。", "1", "乙。", "2", "丙。", "3") == ["甲。", "乙。", "丙。"]


@pytest.mark.parametrize("numbers", [["7"], ["3", "2"], ["5", "5"]], ids=["one", "down", "same"])
def test_bare_numbers_that_do_not_count_up_stay(numbers):
    assert text("甲。", *numbers) == ["甲。", *numbers]


def test_numbers_in_a_table_stay():
    assert clean(docx(p("甲。"), table(("1", "2"), ("3", "4")))).text.split("\n") == [
        "甲。",
        "1",
        "2",
        "3",
        "4",
    ]


# Residue


@pytest.mark.parametrize(
    ("line", "left", "what"),
    [
        ("[bookmark: _GoBack]一、总体情况", "一、总体情况", "书签、域代码等转换残留"),
        ("一、总体[Bookmark: x]情况", "一、总体情况", "书签、域代码等转换残留"),
        ("一、总体情况_Toc12345", "一、总体情况", "书签、域代码等转换残留"),
        ("{ PAGE }一、总体情况", "一、总体情况", "书签、域代码等转换残留"),
        ("## 一、总体情况", "一、总体情况", "“**”“##”等标记符号"),
        ("> 一、总体情况", "一、总体情况", "“**”“##”等标记符号"),
        ("一、总体<br/>情况", "一、总体情况", "网页标记"),
        ("一、总体&nbsp;情况", "一、总体情况", "网页标记"),
    ],
)
def test_residue_goes_and_is_counted(line, left, what):
    assert text(line) == [left]
    assert notes(line) == [f"原文里有1处{what}，检查时已略去，请在原文件中删除。"]


def test_residue_of_one_kind_is_counted_together():
    assert notes("**一、总体情况**", "二、**不足**") == [
        "原文里有4处“**”“##”等标记符号，检查时已略去，请在原文件中删除。"
    ]


def test_a_line_of_nothing_but_residue_goes():
    assert text("甲。", "[bookmark: _GoBack]", "****", "乙。") == ["甲。", "乙。"]


@pytest.mark.parametrize("line", ["5*3", "[注]", "a<b", "第#1项", "3>2", "R&D"])
def test_signs_that_are_no_residue_stay(line):
    assert text(line) == [line]
    assert notes(line) == []


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("　　全年学法。　", "全年学法。"),
        ("\t全年\t学法。", "全年 学法。"),
        ("全年\u200b学\ufeff法。", "全年学法。"),
        ("全年\u00a0学法。", "全年 学法。"),
        ("全年\x07学法。", "全年学法。"),
    ],
)
def test_blanks_at_the_edges_and_unseen_characters_go(line, left):
    assert text(line) == [left]
    assert notes(line) == []


def test_empty_lines_go():
    assert text("甲。", "", "　　", "乙。") == ["甲。", "乙。"]


def test_nothing_is_left_of_nothing():
    assert clean(source("")) == Cleaned()


# Automatic numbers and the way back


def test_an_automatic_number_is_part_of_the_text():
    numbered = docx(
        p("总体情况", numbered=(1, 0)), numbering=one_list(level(0, "chineseCounting", "%1、"))
    )

    assert clean(numbered).text == "一、总体情况"


def place(of: str | Source, word: str) -> str:
    """Return where ``word`` stands in the source, as it is said to a person."""
    found = document(of)
    start = found.text.index(word)
    return found.place(start, start + len(word)).name


def test_a_place_in_a_text_file_is_named_by_its_line():
    assert place("甲。\n\n乙，\n丙。", "丙") == "第4行"


def test_a_place_in_a_joined_line_is_named_by_its_own_line():
    assert place("\n".join(PDF), SHORT) == "第8行"


def test_a_place_in_a_word_file_is_named_by_its_paragraph():
    assert place(docx(p("甲。"), p(""), p("乙。")), "乙") == "第3段"


def test_a_place_in_a_table_is_named_by_its_cell():
    assert place(docx(p("甲。"), table(("一", "二"), ("三", "四"))), "三") == "表格第3格"


def test_a_place_after_a_soft_break_is_in_the_same_paragraph():
    assert place(docx(p("甲。"), p("乙。", "<w:r><w:br/></w:r>", "丙。")), "丙") == "第2段"


def test_a_place_behind_residue_leads_to_the_character():
    found = document("**甲**\t[bookmark: x]乙\u200b丙")
    at = found.text.index("丙")

    place = found.place(at, at + 1)

    assert found.source.blocks[place.block].text[place.offset] == "丙"


def test_a_document_without_text_has_an_unnamed_place():
    assert document("").place(0, 0).name == ""


LINES = st.lists(
    st.lists(
        st.sampled_from(
            [
                "一、", "（二）", "主要举措", BODY, SHORT, "，", "。", "**", "[bookmark: _GoBack]",
                "　　", "\t", "\u200b", "- 3 -", "12", "<br>", "𠮷", "&nbsp;", "㈠", "1",
            ]
        ),
        max_size=4,
    ).map("".join),
    max_size=25,
)  # fmt: skip


@given(LINES)
def test_every_character_leads_back_to_the_one_that_was_written(lines):
    found = document("\n".join(lines))

    for at, char in enumerate(found.text):
        if char != "\n":
            place = found.place(at, at + 1)
            block = found.source.blocks[place.block]
            written = (block.label + block.text)[place.offset]
            assert written == char or (written, char) == ("\t", " ")
            assert place.name == f"第{block.number}行"


@given(LINES)
def test_nothing_is_written_twice_or_in_another_order(lines):
    cleaned = clean(source("\n".join(lines)))

    ways = [(s.block, s.offset, s.offset + s.end - s.start) for s in cleaned.segments]
    for (block, _, end), (next_block, start, _) in pairwise(ways):
        assert (block, end) <= (next_block, start)


@given(LINES)
def test_stretches_are_what_stands_in_their_blocks(lines):
    given_lines = source("\n".join(lines))
    cleaned = clean(given_lines)

    for each in cleaned.segments:
        written = given_lines.blocks[each.block].text[each.offset :][: each.end - each.start]
        assert cleaned.text[each.start : each.end] == written.replace("\t", " ")
    assert sum(each.end - each.start for each in cleaned.segments) == len(
        cleaned.text.replace("\n", "")
    )


@given(LINES)
def test_paragraphs_are_the_lines_of_the_text(lines):
    cleaned = clean(source("\n".join(lines)))

    found = [cleaned.text[each.start : each.end] for each in cleaned.paragraphs]
    assert found == [line for line in cleaned.text.split("\n") if line]


@given(LINES)
def test_cleaning_what_is_clean_removes_no_more_residue(lines):
    once = clean(source("\n".join(lines))).text

    assert not [note for note in clean(source(once)).notes if "残留" in note]
