"""The checklist as a workbook that an office prints, fills in and files."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app import NAME
from app.model import GAPS, UNDECIDED, Outcome, Report, Section
from app.report.checklist import Line, characters, clean, facts, heading, lines, tally
from app.report.files import write_whole
from app.report.sheet import Column, Content, add_table, emphasize, set_face, set_up_print

CHECKLIST, OVERVIEW, SECTIONS = "检查清单", "报告概况", "分节"
PROGRESS = ("未整改", "整改中", "已整改", "无需整改")

_OLDEST_DATE = "36526"  # 2000-01-01 as a workbook counts days
_DATE_ERROR = "请填写日期，例如 2025-03-31。"
# Told apart by brightness too, so that a black and white print keeps the difference.
_SHADES = {
    Outcome.PARTIAL: "FCE9B8",
    Outcome.MISSING: "F0A8A0",
    Outcome.PROBLEM: "F0A8A0",
    Outcome.REVIEW: "D0D0D0",
    Outcome.UNCHECKED: "D0D0D0",
}


_CHECKLIST = (
    Column("序号", 5, centred=True),
    Column("检查项", 11),
    Column("结论", 12, centred=True),
    Column("发现", 26),
    Column("原文位置", 15),
    Column("原文依据", 26),
    Column("法规依据", 27),
    Column("整改建议", 30),
    Column("整改情况", 9.5, centred=True),
    Column("责任人", 8.5, centred=True),
    Column("完成时限", 11.5, centred=True),
)
_OVERVIEW = (Column("项目", 24), Column("内容", 110))
_SECTIONS = (
    Column("编号", 10, centred=True),
    Column("标题", 62),
    Column("层级", 9, centred=True),
    Column("内容归类", 30),
    Column("起始位置", 14, centred=True),
    Column("字数", 9, centred=True),
)


def write(report: Report, path: Path) -> None:
    """Write ``report`` to ``path`` as a workbook of three sheets."""
    buffer = BytesIO()
    _workbook(report).save(buffer)
    write_whole(path, buffer.getvalue())


def _workbook(report: Report) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    set_face(book)
    _add_checklist(book.create_sheet(CHECKLIST), report)
    _add_overview(book.create_sheet(OVERVIEW), report)
    _add_sections(book.create_sheet(SECTIONS), report)
    book.properties.title = clean(heading(report, CHECKLIST))
    book.properties.creator = book.properties.lastModifiedBy = NAME
    book.properties.language = "zh-CN"
    return book


def _add_checklist(sheet: Worksheet, report: Report) -> None:
    entries = lines(report.document, report.results)
    add_table(sheet, _CHECKLIST, [_checklist_row(line) for line in entries])
    for line in entries:
        if line.outcome in _SHADES:
            emphasize(sheet.cell(line.number + 1, 3), _SHADES[line.outcome])
    _set_up(sheet, report)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    if entries:
        _restrict(sheet, len(entries) + 1)


def _set_up(sheet: Worksheet, report: Report) -> None:
    told = facts(report)
    rules = f"{told['规则集']} {told['规则版本']}"
    set_up_print(
        sheet, heading(report, sheet.title), (rules, f"{told['检查软件']} {told['检查日期']}")
    )


def _checklist_row(line: Line) -> list[Content]:
    return [
        line.number,
        [line.title],
        [line.verdict],
        line.findings,
        _numbered([quote.where for quote in line.quotes]),
        _numbered([quote.text for quote in line.quotes]),
        line.basis,
        [line.advice],
        [_progress(line.outcome)],
        [],
        [],
    ]


def _numbered(texts: Sequence[str]) -> list[str]:
    # Place and quotation stand in different columns; the number tells which belong together.
    return [f"{n}. {text}" for n, text in enumerate(texts, 1)] if len(texts) > 1 else list(texts)


def _progress(outcome: Outcome) -> str:
    if outcome in GAPS:
        return PROGRESS[0]
    return "" if outcome in UNDECIDED else PROGRESS[-1]


def _restrict(sheet: Worksheet, last: int) -> None:
    choices = f'"{",".join(PROGRESS)}"'
    progress = DataValidation("list", formula1=choices, error="请从下拉列表中选择。")
    due = DataValidation("date", operator="greaterThan", formula1=_OLDEST_DATE, error=_DATE_ERROR)
    for column, validation in (("I", progress), ("K", due)):
        validation.allowBlank = validation.showErrorMessage = True
        validation.errorTitle = "不能这样填写"
        validation.add(f"{column}2:{column}{last}")
        sheet.add_data_validation(validation)
    for row in range(2, last + 1):
        sheet.cell(row, 11).number_format = "yyyy-mm-dd"


def _add_overview(sheet: Worksheet, report: Report) -> None:
    counts = [f"{word} {count} 项" for word, count in tally(report.results).items()]
    told = {
        **{name: [text] for name, text in facts(report).items()},
        "检查结果": ["，".join(counts)],
        "读取说明": list(report.document.notes) or ["无"],
    }
    add_table(sheet, _OVERVIEW, [([name], content) for name, content in told.items()])
    _set_up(sheet, report)
    sheet.freeze_panes = "A2"


def _add_sections(sheet: Worksheet, report: Report) -> None:
    sections = report.document.sections
    add_table(sheet, _SECTIONS, [_section_row(report, section) for section in sections])
    for row, section in enumerate(sections, 2):
        sheet.cell(row, 2).alignment = Alignment(
            horizontal="left", indent=section.level - 1, vertical="center", wrap_text=True
        )
    _set_up(sheet, report)
    sheet.freeze_panes = "A2"


def _section_row(report: Report, section: Section) -> list[Content]:
    document, names = report.document, report.ruleset.roles
    return [
        [section.label],
        [section.heading or "（无标题段落）"],
        [f"第{section.level}级"],
        ["、".join(names.get(role, role) for role in section.roles)],
        [document.place(section.start, section.end).name],
        characters(document.text[section.start : section.end]),
    ]
