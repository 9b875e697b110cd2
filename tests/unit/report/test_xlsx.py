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
from app.model import Level, Outcome, Section
from app.report import xlsx
from app.report.fit import LINE_HEIGHT, wrapped
from tests.unit.report import builders
from tests.unit.report.builders import document, near_miss, report, result, span

HEAD = [
    "序号",
    "检查项",
    "结论",
    "问题",
    "原文",
    "法规依据",
    "怎样改",
    "责任单位",
    "责任人",
    "整改时限",
    "整改情况",
    "销号日期",
    "人工确认",
    "确认理由",
    "编号（勿改）",
]


@pytest.fixture
def written(tmp_path):
    def write(*results, on=None):
        path = tmp_path / "台账.xlsx"
        xlsx.write(report(*results, on=on), path)
        return load_workbook(path)

    return write


def texts(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def column(sheet, title, head=6):
    at = next(cell.column for cell in sheet[head] if cell.value == title)
    return [row[at - 1].value for row in sheet.iter_rows(min_row=head + 1)]


def test_the_workbook_has_its_sheets_and_a_chinese_name(written):
    book = written(result())
    assert book.sheetnames == ["整改台账", "检查清单", "报告概况", "分节"]
    assert book.properties.title == "沙滩镇人民政府（2024年度）整改台账"
    assert book.properties.creator == book.properties.lastModifiedBy == "报告体检"
    assert book.properties.language == "zh-CN"


def test_column_widths_are_counted_in_the_type_of_the_tables(written):
    sheet = written(result(Outcome.MISSING))["整改台账"]
    untouched = sheet["Z99"].font
    assert (untouched.name, untouched.size) == (sheet["D7"].font.name, sheet["D7"].font.size)


# The ledger


def test_a_gap_fills_one_row_of_the_ledger(written):
    on = document("一、学法", "中心组学法12次。", "开展普法活动3场。", "举办讲座2次。")
    miss = near_miss(on, "普法活动3场", "面向群众的普法不算")
    evidence = (span(on, "中心组学法12次"), span(on, "讲座2次"))
    book = written(result(Outcome.PARTIAL, evidence=evidence, near_misses=(miss,)), on=on)
    assert texts(book["整改台账"])[5:7] == [
        HEAD,
        [
            1,
            "领导小组",
            "△ 部分符合\n■ 必须整改",
            "写明了领导小组及其组长。\n相近但不算：第3段“普法活动3场”（面向群众的普法不算）",
            "1. 第2段 一、学法：“中心组学法12次。”\n2. 第4段 一、学法：“举办【讲座2次】。”",
            "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）第四章",
            "请写明领导小组的名称、组长和成员。",
            None,
            None,
            None,
            "未整改",
            None,
            None,
            None,
            "leading-group｜｜",
        ],
    ]


def test_the_ledger_says_whose_it_is_and_how_far_the_work_has_come(written):
    book = written(result(), result(Outcome.MISSING), result(Outcome.MISSING, level=Level.INFO))
    sheet = book["整改台账"]
    assert sheet["A1"].value == "沙滩镇人民政府（2024年度）整改台账"
    for told in ("报告.docx", "0123456789abcdef", "2025年版", __version__, "2025年3月1日"):
        assert told in sheet["A2"].value
    assert [sheet.cell(row, 1).data_type for row in (3, 4, 5)] == ["f", "f", "f"]


def test_the_counts_can_be_read_where_nothing_is_calculated(tmp_path):
    path = tmp_path / "台账.xlsx"
    gaps = [result(Outcome.MISSING), result(Outcome.PARTIAL), result(Outcome.REVIEW)]
    xlsx.write(report(result(), *gaps), path)
    sheet = load_workbook(path, data_only=True)["整改台账"]
    assert sheet["A3"].value == (
        "整改进度：已整改 0 / 需整改 3 项；未整改 2，整改中 0，无需整改 0；已销号 0；人工确认没有问题 0"
    )
    assert "■ 必须整改 2（已整改 0），◆ 建议整改 0" in sheet["A4"].value
    assert "缺失 1，△ 部分符合 1，× 有问题 0，？ 待人工 1" in sheet["A5"].value
    assert "全部 4 个检查项：符合 1" in sheet["A5"].value


def test_a_report_without_gaps_says_so(written):
    assert written(result())["整改台账"]["A7"].value == "未发现需要整改的问题。"


def test_the_state_starts_as_open_but_for_what_a_person_decides(written):
    outcomes = [Outcome.MISSING, Outcome.PROBLEM, Outcome.REVIEW, Outcome.UNCHECKED]
    sheet = written(*(result(outcome) for outcome in outcomes))["整改台账"]
    assert column(sheet, "整改情况")[:4] == ["未整改", "未整改", None, None]


def test_the_key_column_is_hidden_and_sorted_with_the_rest(written):
    sheet = written(result(Outcome.MISSING), result(Outcome.MISSING))["整改台账"]
    assert sheet.column_dimensions["O"].hidden
    assert sheet.auto_filter.ref == "A6:O8"
    assert sheet.freeze_panes == "D7"
    assert not sheet.protection.sheet


def test_states_and_verdicts_are_chosen_and_dates_are_dates(written):
    sheet = written(result(Outcome.MISSING), result(Outcome.MISSING))["整改台账"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["K7:K9"].formula1 == '"未整改,整改中,已整改,无需整改"'
    assert rules["M7:M9"].formula1 == '"确有问题,没有问题"'
    assert rules["J7:J9"].type == rules["L7:L9"].type == "date"
    assert all(rule.showErrorMessage for rule in rules.values())
    assert sheet["J8"].number_format == sheet["L8"].number_format == "yyyy-mm-dd"


def test_each_state_has_a_look_of_its_own_without_colour(written):
    sheet = written(result(Outcome.MISSING))["整改台账"]
    looks = {}
    for cells in sheet.conditional_formatting:
        for rule in cells.rules:
            type_, fill = rule.dxf.font, rule.dxf.fill
            shade = fill.bgColor.rgb[-6:] if fill else "FFFFFF"
            kind = (bool(type_.b), bool(type_.i), bool(type_.strike))
            looks[str(cells.sqref), rule.formula[0]] = (grey(shade) // 12, kind)
    assert len(looks) == 8
    assert len(set(looks.values())) == 8


def grey(shade):
    red, green, blue = bytes.fromhex(shade)
    return (299 * red + 587 * green + 114 * blue) // 1000


def test_levels_are_told_by_mark_word_and_shade(written):
    levels = [Level.ERROR, Level.WARNING, Level.INFO]
    gaps = [result(Outcome.MISSING, level=level) for level in levels]
    sheet = written(*gaps, result(Outcome.REVIEW))["整改台账"]
    words = [value.split("\n")[-1] for value in column(sheet, "结论")[:4]]
    assert words == ["■ 必须整改", "◆ 建议整改", "◇ 提示", "？ 待人工"]
    shades = [grey(sheet.cell(row, 3).fill.fgColor.rgb[-6:]) // 10 for row in range(7, 11)]
    assert len(set(shades)) == 4


# The full list


def test_the_full_list_shows_gaps_first_and_what_does_not_apply_last(written):
    sheet = written(
        result(Outcome.NOT_APPLICABLE, title="甲"),
        result(title="乙", group="wording"),
        result(title="丙"),
        result(Outcome.PROBLEM, title="丁", level=Level.INFO),
        result(Outcome.MISSING, title="戊"),
        result(Outcome.UNCHECKED, title="己"),
    )["检查清单"]
    assert column(sheet, "检查项", 1) == ["戊", "丁", "己", "丙", "乙", "甲"]
    assert column(sheet, "类别", 1)[3:5] == ["必备事项", "用语规范"]


def test_the_full_list_takes_the_progress_from_the_ledger(written, tmp_path):
    written(result(Outcome.MISSING), result(rule="plan"))
    sheet = load_workbook(tmp_path / "台账.xlsx", data_only=True)["检查清单"]
    assert column(sheet, "整改进展", 1) == ["已整改 0/1", None]
    assert column(sheet, "人工确认", 1) == ["见整改台账", None]
    assert column(sheet, "编号（勿改）", 1) == [None, "plan｜｜"]


# What holds for every sheet


@pytest.mark.parametrize(
    "text",
    ["=1+1", "=cmd|'/c calc'!A1", "+1", "-2", "@SUM(1)", "#N/A", "#REF!", "{=1}", "2025-03-01"],
)
def test_text_is_never_read_as_anything_else(written, text):
    on = document("一、学法", text)
    named = result(Outcome.MISSING, title=text, message=text, advice=text)
    book = written(named, on=replace(on, facts=replace(on.facts, title=text)))
    ledger, full = book["整改台账"], book["检查清单"]
    cells = [
        ledger["B7"],
        ledger["D7"],
        ledger["G7"],
        full["C2"],
        full["E2"],
        book["报告概况"]["B4"],
    ]
    for cell in cells:
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_characters_that_no_workbook_can_hold_are_left_out(written):
    book = written(result(Outcome.MISSING, message="甲\x00\x0b乙\ud800丙\ufffe丁", title="\x07"))
    assert book["整改台账"]["D7"].value == "甲乙丙丁"
    assert book["整改台账"]["B7"].value is None


def test_very_long_text_is_cut_visibly(written):
    sheet = written(result(Outcome.MISSING, message="很长" * 30_000))["整改台账"]
    assert "（内容较长，此处有删节。）" in sheet["D7"].value
    assert len(sheet["D7"].value) <= 32_767
    assert sheet.row_dimensions[7].height <= 409


def test_a_row_is_as_high_as_its_longest_text(written):
    message = "这一项写得很长，需要好几行才放得下。" * 9
    gaps = result(Outcome.MISSING), result(Outcome.MISSING, message=message)
    sheet = written(*gaps)["整改台账"]
    lines = wrapped(message, sheet.column_dimensions["D"].width)
    assert lines > wrapped(sheet["G7"].value, sheet.column_dimensions["G"].width)
    assert sheet.row_dimensions[8].height >= lines * LINE_HEIGHT
    assert sheet.row_dimensions[7].height < sheet.row_dimensions[8].height
    assert sheet["D8"].alignment.wrap_text


def test_no_row_is_higher_than_excel_can_show(written):
    on = document(*(f"第{n}处写到了学法。" for n in range(200)))
    evidence = tuple(span(on, f"第{n}处写到了学法") for n in range(200))
    sheet = written(result(Outcome.PARTIAL, evidence=evidence), on=on)["整改台账"]
    assert sheet.row_dimensions[7].height <= 409
    assert "另有 188 处：第13段、第14段" in sheet["E7"].value


@pytest.mark.parametrize(
    ("name", "head", "title"),
    [
        ("整改台账", 6, ""),
        ("检查清单", 1, "沙滩镇人民政府（2024年度）检查清单"),
        ("报告概况", 1, "沙滩镇人民政府（2024年度）报告概况"),
        ("分节", 1, "沙滩镇人民政府（2024年度）分节"),
    ],
)
def test_every_sheet_prints_on_a4_across_with_its_head_on_each_page(written, name, head, title):
    sheet = written(result(), result(Outcome.MISSING))[name]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.page_margins.left == sheet.page_margins.right < 0.5
    assert sheet.print_title_rows == f"${head}:${head}"
    assert (sheet.oddHeader.center.text or "") == title
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert sheet.oddFooter.right.text == f"报告体检 {__version__} 2025年3月1日"


def test_the_key_is_not_printed(written):
    book = written(result(Outcome.MISSING))
    assert book["整改台账"].print_area == "'整改台账'!$A$1:$N$9"
    assert book["检查清单"].print_area == "'检查清单'!$A$1:$J$2"


def test_a_name_cannot_give_commands_to_the_printer(tmp_path):
    on = document("一、学法", path="甲&P乙" + "&" * 300 + ".docx")
    path = tmp_path / "清单.xlsx"
    xlsx.write(report(on=replace(on, facts=replace(on.facts, unit=None))), path)
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet2.xml").decode("utf-8")
    header = html.unescape(sheet.split("<oddHeader>")[1].split("</oddHeader>")[0])
    assert header.startswith("&C&12 甲&&P乙&&")
    assert header.count("&") % 2 == 0
    assert len(header) <= 255


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
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    known = {"None", "报告.docx", "文件校验值（SHA-256）", builders.SUM, "leading-group｜｜"}
    known.add(book["整改台账"]["A2"].value)
    shown = [str(cell.value) for cell in cells if cell.data_type != "f"]
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
    assert load_workbook(buffer)["检查清单"]["C2"].value == "领导小组"
