"""What came out of a batch as one workbook: who lacks what, in one view, and all of it as one list.

检查汇总 shows a report per row: a word for each required and statutory item, and for each group of slips
how many there are, as a column for each of their rules could not be read. 全部问题 is one list for all reports,
which a filter narrows down to one, rather than a sheet for each. The others are for the account: 统计,
雷同报告, 未检查的文件, 报告清单 with the sum that identifies each file, 概况.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app import NAME
from app.batch import Batch
from app.model import UNDECIDED, Level, Outcome
from app.report import batch_lists
from app.report.checklist import clean, origin
from app.report.files import write_whole
from app.report.sheet import Column, Content, add_table, emphasize, set_face, set_up_print
from app.report.statistics import add_statistics
from app.report.summary import Item, Summary, Verdict
from app.terms import GROUPS, MARKS, REQUIRED_GROUPS, outcome_name

MATRIX, STATISTICS = "检查汇总", "统计"

# Told apart by brightness too, so that a black and white print keeps the difference.
_SHADES = {
    Outcome.PARTIAL: "FBE5B0",
    Outcome.MISSING: "EFA79F",
    Outcome.PROBLEM: "EFA79F",
    **dict.fromkeys(UNDECIDED, "D0D0D0"),
}
_FIRST = (
    Column("序号", 5, centred=True),
    Column("报告单位", 24),
    Column("年度", 7, centred=True),
)
_ITEM_WIDTH = 9.9
_LAST = (
    *(
        Column(f"{name}\n（处）", 9, centred=True)
        for group, name in GROUPS.items()
        if group not in REQUIRED_GROUPS
    ),
    Column("必须整改\n（处）", 9, centred=True),
    Column("备注", 22),
)
_PAGE_WIDTH = 240.0  # of columns that can still be read when they are printed on one page across
_SHORT = {"部分符合": "部分\n符合"}


def write(batch: Batch, path: Path) -> None:
    """Write what came out of ``batch`` to ``path``; raises as ``write_whole`` does."""
    buffer = BytesIO()
    workbook(batch).save(buffer)
    write_whole(path, buffer.getvalue())


def workbook(batch: Batch) -> Workbook:
    """Return what came out of ``batch`` as a workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    set_face(book)
    add_matrix(book.create_sheet(MATRIX), batch)
    for title, columns, rows in batch_lists.tables(batch):
        if title == batch_lists.ALIKE:
            add_statistics(book.create_sheet(STATISTICS), batch)
            _set_up(book[STATISTICS], batch, book[STATISTICS].print_area)
        sheet = book.create_sheet(title)
        add_table(sheet, columns, rows)
        if title == batch_lists.PROBLEMS:
            _shade_problems(sheet, batch)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
        _set_up(sheet, batch)
    book.properties.title = clean(_heading(batch, MATRIX))
    book.properties.creator = book.properties.lastModifiedBy = NAME
    book.properties.language = "zh-CN"
    return book


def add_matrix(sheet: Worksheet, batch: Batch) -> None:
    """Put on ``sheet`` what each report of ``batch`` has and lacks."""
    items = asked_for(batch)
    columns = [*_FIRST, *(Column(item.title, _ITEM_WIDTH, centred=True) for item in items), *_LAST]
    add_table(
        sheet,
        columns,
        [_row(batch, number, each, items) for number, each in enumerate(batch.summaries, 1)],
    )
    _shade(sheet, batch.summaries, items)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    _set_up(sheet, batch)
    sheet.print_title_cols = "A:C"
    width = sum(column.width for column in columns)
    sheet.page_setup.fitToWidth = ceil(width / _PAGE_WIDTH)


def asked_for(batch: Batch) -> list[Item]:
    """Return the items that ask whether something is there, each once, in the order of the rules."""
    found: dict[str, Item] = {}
    for each in batch.summaries:
        for verdict in each.verdicts:
            if verdict.item.is_asked_for:
                found.setdefault(verdict.item.rule, verdict.item)
    return list(found.values())


def _row(batch: Batch, number: int, each: Summary, items: Sequence[Item]) -> list[Content]:
    verdicts = {verdict.item.rule: verdict for verdict in each.verdicts}
    return [
        number,
        [each.unit],
        [f"{each.facts.year}" if each.facts.year else "不明"],
        *(_word(verdicts.get(item.rule)) for item in items),
        *(each.gaps(group) for group in GROUPS if group not in REQUIRED_GROUPS),
        sum(
            len(verdict.troubles)
            for verdict in each.verdicts
            if verdict.is_gap and verdict.item.level is Level.ERROR
        ),
        batch_lists.remarks(batch, each),
    ]


def _word(verdict: Verdict | None) -> list[str]:
    if verdict is None:
        return ["－"]
    word = outcome_name(verdict.outcome, verdict.item.group)
    return [f"{MARKS[verdict.outcome]} {_SHORT.get(word, word)}"]


def _shade(sheet: Worksheet, summaries: Sequence[Summary], items: Sequence[Item]) -> None:
    columns = {item.rule: number for number, item in enumerate(items, len(_FIRST) + 1)}
    for row, each in enumerate(summaries, 2):
        for verdict in each.verdicts:
            shade = _SHADES.get(verdict.outcome)
            if shade and verdict.item.rule in columns:
                emphasize(sheet.cell(row, columns[verdict.item.rule]), shade)


def _shade_problems(sheet: Worksheet, batch: Batch) -> None:
    verdicts = (verdict for each in batch.summaries for verdict in each.verdicts)
    outcomes = (verdict.outcome for verdict in verdicts for _ in verdict.troubles)
    for row, outcome in enumerate(outcomes, 2):
        emphasize(sheet.cell(row, batch_lists.VERDICT), _SHADES[outcome])


def _set_up(sheet: Worksheet, batch: Batch, area: str = "") -> None:
    told = origin(batch.ruleset, batch.checked)
    footer = f"{told['规则集']} {told['规则版本']}", f"{told['检查软件']} {told['检查日期']}"
    set_up_print(sheet, _heading(batch, sheet.title), footer, area)


def _heading(batch: Batch, title: str) -> str:
    return f"{batch.folder.name} 法治政府建设年度报告 {title}".strip()
