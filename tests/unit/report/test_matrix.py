"""The workbook of a batch says who lacks what, holds any text as text, and prints with its heads."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from app.batch import Batch
from app.model import Level, Outcome
from app.report import matrix
from tests.unit.report.batches import (
    MISSING,
    alike,
    batch,
    failure,
    skipped,
    summary,
    trouble,
    verdict,
)

NASTY = ("=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(1)", "\tx", "<b>&amp;", "甲\x0b\ud800乙")


def opened(found: Batch) -> Workbook:
    return openpyxl.load_workbook(BytesIO(matrix.saved(found)))


def sheet(found: Batch, title: str) -> Any:
    return opened(found)[title]


def rows(found: Batch, title: str) -> list[dict[str, object]]:
    """Return the rows of a sheet by their heads, without line ends in them."""
    head, *body = sheet(found, title).iter_rows(values_only=True)
    names = [str(name).replace("\n", "") for name in head]
    return [dict(zip(names, row, strict=True)) for row in body]


def overview(found: Batch) -> dict[str, str]:
    return {str(row["项目"]).strip(): str(row["内容"]) for row in rows(found, "概况")}


def test_the_sheets_stand_in_the_order_of_reading():
    assert opened(batch(summary("甲镇"))).sheetnames == [
        "检查汇总",
        "全部问题",
        "统计",
        "雷同报告",
        "未检查的文件",
        "报告清单",
        "概况",
    ]


def test_the_matrix_has_a_word_for_each_item_and_a_count_for_each_group_of_slips():
    slips = verdict("错字", Outcome.PROBLEM, trouble("甲"), trouble("乙"), group="wording")
    found = batch(
        summary("甲镇", MISSING, verdict("主送机关", group="statutory"), slips),
        summary("乙镇", verdict(), verdict("主送机关", Outcome.PARTIAL, trouble())),
    )

    first, second = rows(found, "检查汇总")
    assert first == {
        "序号": 1,
        "报告单位": "甲镇",
        "年度": "2024",
        "领导小组": "× 缺失",
        "主送机关": "√ 符合",
        "前后一致（处）": 0,
        "用语规范（处）": 2,
        "格式规范（处）": 0,
        "必须整改（处）": 3,
        "备注": None,
    }
    assert (second["领导小组"], second["主送机关"]) == ("√ 符合", "△ 部分\n符合")


def test_an_item_that_is_not_asked_of_a_unit_is_marked_so():
    found = batch(summary("甲镇", verdict("公示")), summary("乙局", verdict("领导小组")))

    assert rows(found, "检查汇总")[0]["领导小组"] == "－"


@pytest.mark.parametrize(
    ("outcome", "shade"),
    [
        (Outcome.MISSING, "00EFA79F"),
        (Outcome.PARTIAL, "00FBE5B0"),
        (Outcome.REVIEW, "00D0D0D0"),
        (Outcome.UNCHECKED, "00D0D0D0"),
        (Outcome.PASS, "00000000"),
    ],
)
def test_what_needs_attention_is_shaded_and_bold(outcome, shade):
    cell = sheet(batch(summary("甲镇", verdict("领导小组", outcome))), "检查汇总")["D2"]

    assert cell.fill.fgColor.rgb == shade
    assert cell.font.b == (outcome is not Outcome.PASS)


def test_only_what_must_be_done_is_counted_as_that():
    hint = verdict("标点", Outcome.PROBLEM, trouble(), group="format", level=Level.INFO)
    waiting = verdict("学法次数", Outcome.REVIEW, trouble())

    (row,) = rows(batch(summary("甲镇", MISSING, hint, waiting)), "检查汇总")
    assert (row["必须整改（处）"], row["格式规范（处）"]) == (1, 1)


def test_each_problem_is_a_row_with_place_quotation_basis_and_what_to_write():
    slip = verdict(
        "错字",
        Outcome.PROBLEM,
        trouble("法制政府", "改为“法治政府”"),
        group="wording",
        level=Level.WARNING,
    )

    missing, wrong = rows(batch(summary("甲镇", MISSING, slip)), "全部问题")
    assert (missing["检查项"], missing["结论"], missing["原文"]) == ("领导小组", "× 缺失", None)
    assert wrong == {
        "序号": 2,
        "报告单位": "甲镇",
        "年度": "2024",
        "类别": "用语规范",
        "检查项": "错字",
        "结论": "× 有问题",
        "轻重": "建议整改",
        "原文位置": "第3段",
        "原文": "法制政府",
        "问题": "没有写。",
        "怎样改": "改为“法治政府”",
        "依据": "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）第四章",
        "文件": "甲镇.docx",
    }


def test_without_problems_the_list_says_so():
    assert [row["报告单位"] for row in rows(batch(summary("甲镇", verdict())), "全部问题")] == [
        "没有。"
    ]


@pytest.mark.parametrize("text", NASTY)
def test_text_stays_text_whatever_it_looks_like(text):
    found = opened(
        batch(summary(text, verdict("领导小组", Outcome.MISSING, trouble(text)), name="a.docx"))
    )

    kept = text.replace("\t", " ").replace("\x0b", "").replace("\ud800", "")
    for cell in (found["检查汇总"]["B2"], found["全部问题"]["B2"], found["全部问题"]["I2"]):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (kept, "s", True)


def test_statistics_put_first_what_is_most_often_missing():
    found = batch(
        summary("甲镇", MISSING, verdict("下年计划", Outcome.PARTIAL, trouble())),
        summary("乙镇", verdict(), verdict("下年计划", Outcome.MISSING, trouble())),
        summary("丙镇", verdict(), verdict("下年计划")),
        summary("丁镇", verdict("错字", Outcome.PROBLEM, trouble(), trouble(), group="wording")),
    )

    told = [tuple(row.values()) for row in rows(found, "统计")]
    assert told == [
        ("下年计划", "必备事项", 2, 50, 1, 1, 2, 0),
        ("领导小组", "必备事项", 1, 25, 1, None, 1, 0),
        ("错字", "用语规范", 1, 25, None, None, 2, 0),
    ]


def test_statistics_have_a_chart_of_the_items():
    (chart,) = sheet(
        batch(summary("甲镇", MISSING), summary("乙镇", verdict("计划"))), "统计"
    )._charts

    assert [series.val.numRef.f for series in chart.series] == [
        "'统计'!$E$2:$E$3",
        "'统计'!$F$2:$F$3",
    ]
    assert {series.cat.numRef.f for series in chart.series} == {"'统计'!$A$2:$A$3"}


def test_a_repeated_file_is_told_and_counted_once():
    one, other = summary("甲镇", MISSING), summary("甲镇", MISSING, name="副本.docx")
    found = batch(one, other, repeated={other.path: one.path})

    assert rows(found, "统计")[0]["有缺项或问题（份）"] == 1
    assert rows(found, "检查汇总")[1]["备注"] == "与“甲镇.docx”完全相同"
    assert rows(found, "雷同报告")[0]["说明"] == "两个文件的内容完全相同"


def test_look_alikes_are_listed_with_shares_and_what_proves_them():
    one, other = summary("甲镇", verdict()), summary("乙镇", verdict())
    found = batch(one, other, pairs=(alike(one, other, "全镇办理案件12件"),))

    (row,) = rows(found, "雷同报告")
    assert (row["报告甲"], row["乙的文件"]) == ("甲镇（2024年度）", "乙镇.docx")
    assert (row["甲中相同（%）"], row["乙中相同（%）"]) == (82, 40)
    assert (row["说明"], row["相同的段落（最长的几处）"]) == (
        "不同单位的报告",
        "“全镇办理案件12件”（9字）",
    )
    assert rows(found, "检查汇总")[0]["备注"] == "与别的报告雷同"


@pytest.mark.parametrize(
    ("unit", "year", "said"),
    [
        ("甲镇", 2023, "同一单位不同年度的报告"),
        ("甲镇", 2024, "同一单位同一年度的两份报告"),
        (None, 2024, "有一份没有认出单位"),
    ],
)
def test_whose_reports_are_alike_is_told(unit, year, said):
    one, other = summary("甲镇"), summary(unit, year=year, name="b.docx")

    assert rows(batch(one, other, pairs=(alike(one, other),)), "雷同报告")[0]["说明"] == said


def test_what_was_not_checked_is_listed_with_the_reason():
    found = batch(
        summary("甲镇"), failure("坏.docx"), skipped=(skipped("台账.xlsx", "不是能检查的格式"),)
    )

    assert [tuple(row.values()) for row in rows(found, "未检查的文件")] == [
        (1, "坏.docx", "读不了", "这个文件已损坏。", "请换一份。"),
        (2, "台账.xlsx", "跳过", "不是能检查的格式", None),
    ]


def test_each_report_is_identified_by_file_and_sum():
    (row,) = rows(batch(summary("甲镇")), "报告清单")

    assert (row["报告单位"], row["年度"], row["文件"]) == ("甲镇", "2024", "甲镇.docx")
    assert row["文件校验值（SHA-256）"] == "0123456789abcdef" * 4


def test_the_overview_says_what_was_checked_with_what_and_when():
    told = overview(
        batch(summary("甲镇", MISSING), summary("乙镇", verdict()), failure("坏.docx"))
    )

    assert told["检查范围"].endswith("无")
    assert (told["已检查的报告"], told["其中必备事项有缺项的"]) == ("2份", "1份")
    assert (told["读不了的文件"], told["规则版本"]) == ("1个", "2025年版")
    assert told["检查日期"] == "2025年3月1日"
    assert told["规则集"] == "法治政府建设年度报告规则"


def test_each_sheet_prints_on_a4_across_with_its_head_on_every_page():
    book = opened(batch(summary("甲镇", MISSING)))

    each: Any
    for each in book.worksheets:
        assert each.page_setup.orientation == "landscape"
        assert each.page_setup.paperSize == 9
        assert each.print_title_rows == "$1:$1"
        assert each.oddFooter.center.text == "第 &P 页，共 &N 页"
        assert "2025年版" in str(each.oddFooter.left.text)
    assert book["检查汇总"].print_title_cols == "$A:$C"


def test_head_and_units_stay_in_view_and_all_can_be_filtered():
    book = opened(batch(*(summary(f"{n}镇", MISSING) for n in range(30))))

    assert book["检查汇总"].freeze_panes == "D2"
    assert book["检查汇总"].auto_filter.ref == "A1:I31"
    assert book["全部问题"].auto_filter.ref == "A1:M31"


def test_a_matrix_of_many_items_prints_on_several_pages_across():
    many = [verdict(f"事项{n}") for n in range(40)]

    assert sheet(batch(summary("甲镇", *many)), "检查汇总").page_setup.fitToWidth == 3


def test_a_row_is_as_high_as_its_text_needs():
    short = summary("甲镇", verdict("领导小组", Outcome.MISSING, trouble("短")))
    long = summary("乙镇", verdict("领导小组", Outcome.MISSING, trouble("长" * 150)))

    problems = sheet(batch(short, long), "全部问题")
    assert problems.row_dimensions[3].height > problems.row_dimensions[2].height


def test_all_parts_are_written_once_and_say_how_large_they_are():
    with zipfile.ZipFile(BytesIO(matrix.saved(batch(summary("甲镇", MISSING))))) as parts:
        names = parts.namelist()
        first = parts.read("xl/worksheets/sheet1.xml").decode("utf-8")

    assert len(names) == len(set(names))
    assert '<dimension ref="A1:I2"' in first


def test_writing_puts_the_workbook_in_its_place(tmp_path):
    matrix.write(batch(summary("甲镇", MISSING)), tmp_path / "汇总.xlsx")

    assert openpyxl.load_workbook(tmp_path / "汇总.xlsx")["检查汇总"]["B2"].value == "甲镇"
    assert [path.name for path in tmp_path.iterdir()] == ["汇总.xlsx"]
