"""Headings are found in every form in which reports write them, and nested as a person reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import Document, Section
from tests.unit.builders import TITLE, document, docx, outline, report
from tests.unit.word import level, one_list, p, table

BODY = "全年深入开展普法宣传活动三十场次，发放宣传资料五千余份，现场解答群众咨询六百人次。"


def section(of: Document, heading: str) -> Section:
    """Return the section under ``heading``."""
    return next(each for each in of.sections if each.heading == heading)


def body(of: Document, heading: str) -> str:
    """Return the text under ``heading``."""
    found = section(of, heading)
    return of.text[found.body : found.end].strip()


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("一、", "一、"),
        ("一.", "一."),
        ("一．", "一．"),
        ("一 、", "一 、"),
        ("第一部分 ", "第一部分"),
        ("第一章　", "第一章"),
        ("（一）", "（一）"),
        ("(一)", "(一)"),
        ("（一)", "（一)"),
        ("一）", "一）"),
        ("1.", "1."),
        ("1．", "1．"),
        ("１、", "１、"),
        ("（1）", "（1）"),
        ("(1)", "(1)"),
        ("1）", "1）"),
        ("①", "①"),
    ],
)
def test_a_heading_with_a_number_is_found(label, shown):
    assert outline(report(f"{label}主要举措\n{BODY}")) == [(shown, "主要举措")]


@pytest.mark.parametrize("label", ["㈠", "⑴", "1.1、"])
def test_a_heading_with_a_rarer_number_is_found(label):
    assert outline(report(f"{label}主要举措\n{BODY}")) == [(label, "主要举措")]


def test_headings_are_nested_by_their_numbers():
    text = "一、甲甲\n（一）乙乙\n1.丙丙\n（1）丁丁\n①戊戊\n（二）己己\n二、庚庚\n"

    assert outline(report(text + BODY)) == [
        ("一、", "甲甲"),
        ("  （一）", "乙乙"),
        ("    1.", "丙丙"),
        ("      （1）", "丁丁"),
        ("        ①", "戊戊"),
        ("  （二）", "己己"),
        ("二、", "庚庚"),
    ]


def test_a_level_that_is_left_out_leaves_no_gap():
    assert outline(report(f"一、甲甲\n1.乙乙\n{BODY}")) == [("一、", "甲甲"), ("  1.", "乙乙")]


def test_a_section_ends_where_the_next_of_its_level_begins():
    found = report(f"一、甲甲\n{BODY}\n（一）乙乙\n{BODY}\n二、丙丙\n{BODY}")

    first, inner, second = found.sections
    assert first.end == second.start
    assert inner.end == first.end
    assert second.end == len(found.text)


def test_the_text_of_a_section_is_what_stands_under_its_heading():
    assert body(report(f"一、甲甲\n{BODY}\n二、乙乙\n{BODY}"), "甲甲") == BODY


@pytest.mark.parametrize(
    ("line", "heading", "text"),
    [
        pytest.param(f"（一）加强学习。{BODY}", "加强学习", BODY, id="full stop"),
        pytest.param(f"（一）加强学习：{BODY}", "加强学习", BODY, id="colon"),
        pytest.param(f"（一）加强学习；{BODY}", "加强学习", BODY, id="semicolon"),
        pytest.param(
            f"1.加强学习，落实责任。{BODY}", "加强学习，落实责任", BODY, id="comma stays"
        ),
        pytest.param("（一）加强学习。", "加强学习", "", id="nothing after it"),
    ],
)
def test_a_heading_that_runs_into_its_text_ends_at_the_first_stop(line, heading, text):
    assert body(report(f"{line}\n（二）另一个\n{BODY}"), heading) == text


def test_a_long_numbered_sentence_is_cut_at_its_first_pause():
    line = "（一）加强学习，" + "持续深化各项工作" * 10 + "。"

    assert outline(report(f"{line}\n{BODY}")) == [("（一）", "加强学习")]


@pytest.mark.parametrize(("length", "whole"), [(60, True), (61, False)])
def test_a_heading_has_up_to_sixty_characters(length, whole):
    words = "坚持依法行政，" + "深" * (length - 7)

    (found,) = outline(report(f"一、{words}。{BODY}"))
    assert found[1] == (words if whole else "坚持依法行政")


def test_a_colon_inside_a_time_does_not_end_a_heading():
    assert outline(report(f"一、每日8:30学习\n{BODY}")) == [("一、", "每日8:30学习")]


def test_a_sentence_with_items_is_no_heading():
    assert outline(report(f"一、甲甲\n一是加强学习。二是开展普法。\n{BODY}")) == [("一、", "甲甲")]


def test_a_number_in_front_of_a_sentence_is_no_heading():
    assert outline(report(f"一、甲甲\n2024年，我镇开展普法。\n12次学法。\n{BODY}")) == [
        ("一、", "甲甲")
    ]


# Headings without a number


def test_headings_without_numbers_are_found():
    text = (
        f"各项工作稳步推进。{BODY}\n主要举措和成效\n{BODY}\n存在的不足\n{BODY}\n下一步打算\n{BODY}"
    )

    assert outline(report(text)) == [
        ("", "主要举措和成效"),
        ("", "存在的不足"),
        ("", "下一步打算"),
    ]


def test_other_short_lines_before_text_are_headings_where_none_has_a_number():
    assert outline(report(f"{BODY}\n普法宣传\n{BODY}\n存在的不足\n{BODY}"))[0][1] == "普法宣传"


def test_other_short_lines_are_no_headings_beside_numbered_ones():
    assert outline(report(f"一、甲甲\n{BODY}\n普法宣传\n{BODY}")) == [("一、", "甲甲")]


def test_a_heading_without_a_number_stands_beside_numbered_ones():
    assert outline(report(f"一、甲甲\n{BODY}\n二、乙乙\n{BODY}\n下一步打算\n{BODY}")) == [
        ("一、", "甲甲"),
        ("二、", "乙乙"),
        ("", "下一步打算"),
    ]


def test_a_heading_under_which_numbers_begin_anew_stands_above_them():
    text = (
        f"{BODY}\n主要举措和成效\n一、甲甲\n{BODY}\n二、乙乙\n{BODY}\n存在的不足\n一、丙丙\n{BODY}"
    )

    assert outline(report(text)) == [
        ("", "主要举措和成效"),
        ("  一、", "甲甲"),
        ("  二、", "乙乙"),
        ("", "存在的不足"),
        ("  一、", "丙丙"),
    ]


def test_a_short_first_sentence_may_be_a_heading():
    found = report(f"一、甲甲\n{BODY}\n加强组织领导。{BODY}")

    assert ("", "加强组织领导") in [(label.strip(), heading) for label, heading in outline(found)]
    assert body(found, "加强组织领导") == BODY


def test_a_long_first_sentence_is_no_heading():
    found = report(f"一、甲甲\n{BODY}\n全镇上下坚持不懈地深入推进各项工作并加强组织领导。{BODY}")

    assert len(found.sections) == 1


@pytest.mark.parametrize(("length", "is_heading"), [(40, True), (41, False)])
def test_a_heading_without_a_number_has_up_to_forty_characters(length, is_heading):
    line = "深" * (length - 5) + "存在的不足"

    found = report(f"{BODY}\n{line}\n{BODY}")
    assert (("", line) in outline(found)) is is_heading


def test_the_caption_of_a_table_is_no_heading():
    found = document(
        docx(
            p(TITLE), p("一、甲甲"), p(BODY), p("主要工作情况表"), table(("任务", "时间")), p(BODY)
        )
    )

    assert "主要工作情况表" not in [heading for _, heading in outline(found)]


@pytest.mark.parametrize("line", ["下一步打算如下：", "存在的不足。", "存在的不足，", "不足"])
def test_a_line_that_ends_as_a_sentence_does_is_no_heading(line):
    assert "不足" not in "".join(
        h for _, h in outline(report(f"一、甲甲\n{BODY}\n{line}\n{BODY}"))
    )


def test_the_outline_level_of_word_makes_headings():
    def heading(text: str, at: int) -> str:
        return p(text, also=f'<w:outlineLvl w:val="{at}"/>')

    found = document(
        docx(
            p(TITLE),
            p(BODY),
            heading("普法宣传", 0),
            heading("进村入户", 1),
            p(BODY),
            heading("执法监督", 0),
            p(BODY),
        )
    )

    assert outline(found) == [("", "普法宣传"), ("  ", "进村入户"), ("", "执法监督")]


def test_automatic_numbers_make_headings():
    numbering = one_list(level(0, "chineseCounting", "%1、"), level(1, "decimal", "（%2）"))
    body = [p("甲甲", numbered=(1, 0)), p("乙乙", numbered=(1, 1)), p(BODY)]

    assert outline(document(docx(p(TITLE), *body, numbering=numbering))) == [
        ("一、", "甲甲"),
        ("  （1）", "乙乙"),
    ]


def test_cells_of_a_table_are_no_headings():
    found = document(
        docx(p(TITLE), p("一、甲甲"), p(BODY), table(("二、乙乙", "存在的不足")), p(BODY))
    )

    assert outline(found) == [("一、", "甲甲")]


def test_a_heading_without_a_number_right_under_the_title_is_found():
    assert outline(report(f"主要举措和成效\n{BODY}\n存在的不足\n{BODY}"))[0] == (
        "",
        "主要举措和成效",
    )


def test_a_heading_by_outline_level_right_under_the_title_is_found():
    heading = p("主要举措和成效", also='<w:outlineLvl w:val="0"/>')

    assert outline(document(docx(p(TITLE), heading, p(BODY)))) == [("", "主要举措和成效")]


# The end


@pytest.mark.parametrize(
    "end",
    [
        "东山镇人民政府\n2025年1月3日",
        "特此报告。\n东山镇人民政府",
        "附件：统计表\n东山镇人民政府",
        "（联系人：张三）",
    ],
)
def test_the_signature_is_part_of_no_section(end):
    assert body(report(f"一、甲甲\n{BODY}\n{end}"), "甲甲") == BODY


def test_a_last_heading_that_runs_into_its_text_is_no_signature():
    assert outline(report(f"一、甲甲\n{BODY}\n（二）加强培训。"))[-1] == ("  （二）", "加强培训")


def test_a_short_last_sentence_is_part_of_its_section():
    assert body(report(f"一、甲甲\n{BODY}\n二、下一步打算\n健全制度，强化培训。"), "下一步打算")


def test_last_lines_without_a_full_stop_are_part_of_their_section():
    text = f"一、甲甲\n{BODY}\n二、下一步打算\n加强普法宣传，提升群众法治意识\n健全执法制度，规范执法行为"

    assert body(report(text), "下一步打算")


# Whatever is written


@given(
    st.lists(
        st.sampled_from(
            [
                "一、甲甲", "二、不足", "（一）乙乙", "1.丙丙", "（1）丁丁。" + BODY, "①戊戊", BODY,
                "存在的不足", "下一步打算", "存在的问题和下一步打算", "下一步，我镇将健全制度。",
                "虽然取得成绩，但还存在普法不够、力量薄弱等问题。", "东山镇人民政府", "2025年1月3日", "",
            ]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_sections_lie_in_the_text_and_in_each_other(lines):
    found = report("\n".join(lines))

    for at, each in enumerate(found.sections):
        assert 0 <= each.start <= each.body <= each.end <= len(found.text)
        assert each.parent is None or each.parent < at
        above = None if each.parent is None else found.sections[each.parent]
        assert each.level == (1 if above is None else above.level + 1)
        assert above is None or above.start <= each.start <= each.end <= above.end
    starts = [each.start for each in found.sections]
    assert starts == sorted(starts)


@given(
    st.lists(
        st.sampled_from(["一、甲甲", "（一）乙乙", "1.丙丙", BODY, "下一步打算"]), max_size=10
    )
)
def test_every_place_is_in_the_innermost_section_around_it(lines):
    found = report("\n".join(lines))

    for at in range(len(found.text)):
        around = [each for each in found.sections if each.start <= at < each.end]
        inner = found.section_at(at)
        assert (inner is None) == (not around)
        assert inner is None or inner.level == max(each.level for each in around)


def test_without_numbers_a_first_sentence_may_head_any_part():
    body = "干部依法办事的本领不强，遇到审批事项拿不准，原因是培训少。"
    text = f"抓学习，把稳方向。{body}\n存在问题和下一步打算。{body}"

    assert outline(report(text))[-1] == ("", "存在问题和下一步打算")


def test_without_numbers_a_lead_with_a_colon_may_head_a_part():
    body = "干部依法办事的本领不强，遇到审批事项拿不准，原因是培训少。"

    unnumbered = report(f"抓学习，把稳方向。{body}\n存在的问题：{body}")
    numbered = report(f"一、主要举措\n存在的问题：{body}")

    assert outline(unnumbered)[-1] == ("", "存在的问题")
    assert [heading for _, heading in outline(numbered) if heading == "存在的问题"] == []
