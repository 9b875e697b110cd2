"""The workbook can be printed, filled in and filed, whatever the report holds."""

from __future__ import annotations

import html
import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from app import __version__
from app.errors import AppError
from app.model import Outcome, Section
from app.report import xlsx
from app.report.fit import LINE_HEIGHT, MOST_LINES, wrapped
from tests.unit.report import builders
from tests.unit.report.builders import document, near_miss, report, result, span

HEAD = [
    "序号",
    "检查项",
    "结论",
    "发现",
    "原文位置",
    "原文依据",
    "法规依据",
    "整改建议",
    "整改情况",
    "责任人",
    "完成时限",
]


@pytest.fixture
def written(tmp_path):
    def write(*results, on=None):
        path = tmp_path / "清单.xlsx"
        xlsx.write(report(*results, on=on), path)
        return load_workbook(path)

    return write


def texts(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_workbook_has_three_sheets_and_a_chinese_name(written):
    book = written(result())
    assert book.sheetnames == ["检查清单", "报告概况", "分节"]
    assert book.properties.title == "沙滩镇人民政府（2024年度）检查清单"
    assert book.properties.creator == book.properties.lastModifiedBy == "报告体检"
    assert book.properties.language == "zh-CN"


def test_column_widths_are_counted_in_the_type_of_the_tables(written):
    sheet = written(result())["检查清单"]
    untouched = sheet["Z99"].font
    assert (untouched.name, untouched.size) == (sheet["D2"].font.name, sheet["D2"].font.size)


def test_a_result_fills_one_row(written):
    on = document("一、学法", "中心组学法12次。", "开展普法活动3场。", "讲座2次。")
    miss = near_miss(on, "普法活动3场", "面向群众的普法不算")
    evidence = (span(on, "中心组学法12次"), span(on, "讲座2次"))
    book = written(result(Outcome.PARTIAL, evidence=evidence, near_misses=(miss,)), on=on)
    assert texts(book["检查清单"]) == [
        HEAD,
        [
            1,
            "领导小组",
            "△ 部分符合",
            "写明了领导小组及其组长。\n相近但不算：第3段“普法活动3场”（面向群众的普法不算）",
            "1. 第2段 一、学法\n2. 第4段 一、学法",
            "1. “中心组学法12次”\n2. “讲座2次”",
            "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）第四章",
            "【必须整改】请写明领导小组的名称、组长和成员。",
            "未整改",
            None,
            None,
        ],
    ]


def test_a_report_without_results_still_has_its_head(written):
    assert texts(written()["检查清单"]) == [HEAD]


@pytest.mark.parametrize(
    ("outcome", "progress"),
    [
        (Outcome.PASS, "无需整改"),
        (Outcome.NOT_APPLICABLE, "无需整改"),
        (Outcome.MISSING, "未整改"),
        (Outcome.PROBLEM, "未整改"),
        (Outcome.REVIEW, None),
        (Outcome.UNCHECKED, None),
    ],
    ids=str,
)
def test_the_progress_starts_as_the_outcome_demands(written, outcome, progress):
    assert written(result(outcome))["检查清单"]["I2"].value == progress


@pytest.mark.parametrize(
    "text",
    ["=1+1", "=cmd|'/c calc'!A1", "+1", "-2", "@SUM(1)", "#N/A", "#REF!", "{=1}", "2025-03-01"],
)
def test_text_is_never_read_as_anything_else(written, text):
    on = document("一、学法", text)
    named = result(Outcome.MISSING, title=text, message=text, advice=text)
    book = written(named, on=replace(on, facts=replace(on.facts, title=text)))
    cells = [book["检查清单"]["B2"], book["检查清单"]["D2"], book["报告概况"]["B4"]]
    for cell in cells:
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_characters_that_no_workbook_can_hold_are_left_out(written):
    book = written(result(Outcome.MISSING, message="甲\x00\x0b乙\ud800丙\ufffe丁", title="\x07"))
    assert book["检查清单"]["D2"].value == "甲乙丙丁"
    assert book["检查清单"]["B2"].value is None


def test_very_long_text_is_cut_visibly(written):
    sheet = written(result(Outcome.MISSING, message="很长" * 30_000))["检查清单"]
    assert "（内容较长，此处有删节。）" in sheet["D2"].value
    assert len(sheet["D2"].value) <= 32_767
    assert sheet.row_dimensions[2].height <= 409


def test_a_row_is_as_high_as_its_longest_text(written):
    message = "这一项写得很长，需要好几行才放得下。" * 5
    sheet = written(result(), result(Outcome.MISSING, message=message))["检查清单"]
    lines = wrapped(message, sheet.column_dimensions["D"].width)
    assert lines > wrapped(sheet["G2"].value, sheet.column_dimensions["G"].width)
    assert sheet.row_dimensions[3].height >= lines * LINE_HEIGHT
    assert sheet.row_dimensions[2].height < sheet.row_dimensions[3].height
    assert sheet["D3"].alignment.wrap_text


def test_no_row_is_higher_than_excel_can_show(written):
    on = document(*(f"第{n}处写到了学法。" for n in range(200)))
    evidence = tuple(span(on, f"第{n}处写到了学法") for n in range(200))
    sheet = written(result(evidence=evidence), on=on)["检查清单"]
    assert sheet.row_dimensions[2].height <= 409
    kept = sheet["F2"].value.split("\n")
    assert MOST_LINES - 1 <= len(kept) <= MOST_LINES
    assert kept[-1] == f"（内容较长，另有 {200 - len(kept) + 1} 条从略。）"


def test_gaps_are_told_by_shade_and_bold_type_too(written):
    outcomes = [Outcome.PASS, Outcome.PARTIAL, Outcome.MISSING, Outcome.UNCHECKED]
    sheet = written(*(result(outcome) for outcome in outcomes))["检查清单"]
    shades = [sheet.cell(row, 3).fill.fgColor.rgb for row in range(2, 6)]
    assert [sheet.cell(row, 3).font.bold for row in range(2, 6)] == [False, True, True, True]
    assert sheet["C2"].fill.fill_type is None
    assert len(set(shades)) == 4


@pytest.mark.parametrize("name", ["检查清单", "报告概况", "分节"])
def test_every_sheet_prints_on_a4_across_with_its_head_on_each_page(written, name):
    sheet = written(result())[name]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.page_margins.left == sheet.page_margins.right < 0.5
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddHeader.center.text == f"沙滩镇人民政府（2024年度）{name}"
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert sheet.oddFooter.right.text == f"报告体检 {__version__} 2025年3月1日"


def test_a_name_cannot_give_commands_to_the_printer(tmp_path):
    on = document("一、学法", path="甲&P乙" + "&" * 300 + ".docx")
    path = tmp_path / "清单.xlsx"
    xlsx.write(report(on=replace(on, facts=replace(on.facts, unit=None))), path)
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode("utf-8")
    header = html.unescape(sheet.split("<oddHeader>")[1].split("</oddHeader>")[0])
    assert header.startswith("&C&12 甲&&P乙&&")
    assert header.count("&") % 2 == 0
    assert len(header) <= 255


def test_the_checklist_can_be_filtered_and_keeps_its_head_in_view(written):
    sheet = written(result(), result())["检查清单"]
    assert sheet.auto_filter.ref == "A1:K3"
    assert sheet.freeze_panes == "D2"


def test_progress_is_chosen_and_the_date_is_a_date(written):
    sheet = written(result(), result())["检查清单"]
    progress, due = sheet.data_validations.dataValidation
    assert (progress.type, str(progress.sqref)) == ("list", "I2:I3")
    assert progress.formula1 == '"未整改,整改中,已整改,无需整改"'
    assert (due.type, str(due.sqref)) == ("date", "K2:K3")
    assert progress.showErrorMessage
    assert due.showErrorMessage
    assert sheet["K3"].number_format == "yyyy-mm-dd"


def test_the_overview_tells_what_was_checked_with_what(written):
    on = document("一、学法", notes=("清理了 3 处标记。", "跳过了 2 条批注。"))
    rows = dict(texts(written(result(), result(Outcome.MISSING), on=on)["报告概况"]))
    assert rows["文件名"] == "报告.docx"
    assert rows["文件校验值（SHA-256）"] == builders.SUM
    assert rows["规则版本"] == "2025年版"
    assert rows["文件类型"] == "法治政府建设年度报告"
    assert rows["检查结果"] == "符合 1 项，部分符合 0 项，缺失 1 项"
    assert rows["读取说明"] == "清理了 3 处标记。\n跳过了 2 条批注。"


def test_the_sections_are_listed_with_their_parts_in_chinese(written):
    on = document("报告", "一、存在的不足", "宣传 不够。", "二、下年计划", "继续。")
    plan = replace(on.sections[1], roles=("plan", "deficiencies"), level=2)
    untitled = Section("", "", 1, (), plan.start, plan.start, plan.end, None)
    on = replace(on, sections=(on.sections[0], plan, untitled))
    sheet = written(on=on)["分节"]
    assert texts(sheet) == [
        ["编号", "标题", "层级", "内容归类", "起始位置", "字数"],
        ["一、", "存在的不足", "第1级", "不足与原因", "第2段", 12],
        ["二、", "下年计划", "第2级", "下年计划、不足与原因", "第4段", 9],
        [None, "（无标题段落）", "第1级", None, "第4段", 9],
    ]
    assert [sheet.cell(row, 2).alignment.indent for row in (2, 3)] == [0, 1]


def test_no_english_word_is_left_on_any_sheet(written):
    book = written(result(Outcome.MISSING))
    shown = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    known = {"None", "报告.docx", "文件校验值（SHA-256）", builders.SUM}
    assert [
        text for text in shown if text not in known and any("a" <= c <= "z" for c in text)
    ] == []


def test_a_workbook_that_cannot_be_written_leaves_the_old_one(tmp_path):
    path = tmp_path / "清单.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(AppError) as caught:
        xlsx.write(report(result()), path)
    assert caught.value.code == "write-denied"
    assert path.read_bytes() == b"old"


def test_the_same_report_gives_a_file_that_opens_again(written):
    buffer = io.BytesIO()
    written(result()).save(buffer)
    assert load_workbook(buffer)["检查清单"]["B2"].value == "领导小组"
