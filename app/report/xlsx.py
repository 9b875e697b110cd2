"""The checklist as a workbook that an office prints, fills in and files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app import NAME
from app.model import GAPS, UNDECIDED, Outcome, Report, Section
from app.report.checklist import Line, Quote, characters, clean, facts, lines, tally
from app.report.files import write_whole
from app.report.rows import HIGHEST, LINE_HEIGHT, fitted

CHECKLIST, OVERVIEW, SECTIONS = "检查清单", "报告概况", "分节"
PROGRESS = ("未整改", "整改中", "已整改", "无需整改")

_PADDING = 5
_HEADER_MOST = 80
_FACE = "宋体"
_RULE = Border(*[Side(style="thin", color="808080")] * 4)
_HEAD_FILL = PatternFill("solid", fgColor="D9E2EC")
# Told apart by brightness too, so that a black and white print keeps the difference.
_FILLS = {
    Outcome.PARTIAL: "FCE9B8",
    Outcome.MISSING: "F0A8A0",
    Outcome.PROBLEM: "F0A8A0",
    Outcome.REVIEW: "D0D0D0",
    Outcome.UNCHECKED: "D0D0D0",
}


class _Column(NamedTuple):
    title: str
    width: float
    centred: bool = False


_Content = int | Sequence[str]
"""What a cell holds: a number, or lines of text that come from the report or the rules."""

_CHECKLIST = (
    _Column("序号", 5, centred=True),
    _Column("检查项", 11),
    _Column("结论", 12, centred=True),
    _Column("发现", 28),
    _Column("原文位置", 17),
    _Column("原文依据", 30),
    _Column("法规依据", 20),
    _Column("整改建议", 25),
    _Column("整改情况", 9.5, centred=True),
    _Column("责任人", 8.5, centred=True),
    _Column("完成时限", 11.5, centred=True),
)
_OVERVIEW = (_Column("项目", 24), _Column("内容", 110))
_SECTIONS = (
    _Column("编号", 10, centred=True),
    _Column("标题", 62),
    _Column("层级", 9, centred=True),
    _Column("内容归类", 30),
    _Column("起始位置", 14, centred=True),
    _Column("字数", 9, centred=True),
)


def write(report: Report, path: Path) -> None:
    """Write ``report`` to ``path`` as a workbook of three sheets."""
    buffer = BytesIO()
    _workbook(report).save(buffer)
    write_whole(path, buffer.getvalue())


def _workbook(report: Report) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    _add_checklist(book.create_sheet(CHECKLIST), report)
    _add_overview(book.create_sheet(OVERVIEW), report)
    _add_sections(book.create_sheet(SECTIONS), report)
    book.properties.title = f"{_subject(report)} {CHECKLIST}"
    book.properties.creator = book.properties.lastModifiedBy = NAME
    book.properties.language = "zh-CN"
    return book


def _add_checklist(sheet: Worksheet, report: Report) -> None:
    entries = lines(report.document, report.results)
    _fill(sheet, _CHECKLIST, [_checklist_row(line) for line in entries])
    for line in entries:
        _colour(sheet.cell(line.number + 1, 3), line.outcome)
    _set_up(sheet, report, "D2")
    sheet.auto_filter.ref = f"A1:K{len(entries) + 1}"
    if entries:
        _restrict(sheet, len(entries) + 1)


def _checklist_row(line: Line) -> list[_Content]:
    return [
        line.number,
        [line.title],
        [line.verdict],
        line.findings,
        _numbered([quote.where for quote in line.quotes]),
        _numbered([f"“{quote.text}”" for quote in line.quotes]),
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
    return "" if outcome in UNDECIDED else PROGRESS[3]


def _colour(cell: Cell, outcome: Outcome) -> None:
    cell.font = Font(name=_FACE, size=10, bold=outcome in GAPS | UNDECIDED)
    if outcome in _FILLS:
        cell.fill = PatternFill("solid", fgColor=_FILLS[outcome])


def _restrict(sheet: Worksheet, last: int) -> None:
    progress = DataValidation(type="list", formula1=f'"{",".join(PROGRESS)}"', allow_blank=True)
    progress.errorTitle, progress.error = "整改情况", "请从下拉列表中选择。"
    progress.add(f"I2:I{last}")
    due = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
    due.errorTitle, due.error = "完成时限", "请填写日期，例如 2025-03-31。"
    due.add(f"K2:K{last}")
    for rule in (progress, due):
        rule.showErrorMessage = True
        sheet.add_data_validation(rule)
    for row in range(2, last + 1):
        sheet.cell(row, 11).number_format = "yyyy-mm-dd"


def _add_overview(sheet: Worksheet, report: Report) -> None:
    rows: list[_Content] = []
    told = [([name], [text]) for name, text in facts(report).items()]
    told += [([f"结论为“{word}”"], [f"{count}项"]) for word, count in tally(report.results).items()]
    told += [(["读取说明"], list(report.document.notes) or ["无"])]
    _fill(sheet, _OVERVIEW, told)
    _set_up(sheet, report, "A2")


def _add_sections(sheet: Worksheet, report: Report) -> None:
    sections = report.document.sections
    _fill(sheet, _SECTIONS, [_section_row(report, section) for section in sections])
    for row, section in enumerate(sections, 2):
        title = sheet.cell(row, 2)
        title.alignment = title.alignment + Alignment(indent=section.level - 1)
    _set_up(sheet, report, "A2")


def _section_row(report: Report, section: Section) -> list[_Content]:
    document, names = report.document, report.ruleset.roles
    return [
        [section.label],
        [section.heading or "（无标题段落）"],
        [f"第{section.level}级"],
        ["、".join(names.get(role, role) for role in section.roles)],
        [document.place(section.start, section.end).name],
        characters(document.text[section.start : section.end]),
    ]
