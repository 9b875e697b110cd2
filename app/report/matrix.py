"""What came out of a batch as one workbook: who lacks what, in one view, and all of it as one list.

检查汇总 shows a report per row: a word for each required and statutory item, and for each group of slips
how many there are, as a column for each of their rules could not be read. 全部问题 is one list for all reports,
which a filter narrows down to one, rather than a sheet for each. The others are for the account: 统计,
雷同报告, 未检查的文件, 报告清单 with the sum that identifies each file, 概况.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app import NAME
from app.batch import Batch
from app.model import Level, Outcome
from app.report import batch_lists
from app.report.checklist import clean, origin
from app.report.files import write_whole
from app.report.long_table import Content, LongTables, Shaded
from app.report.sheet import Column, set_face, set_up_print
from app.report.statistics import add_statistics
from app.report.summary import Item, Summary, Verdict
from app.terms import GROUPS, MARKS, REQUIRED_GROUPS, outcome_name

MATRIX, STATISTICS = "检查汇总", "统计"

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
    write_whole(path, saved(batch))


def saved(batch: Batch) -> bytes:
    """Return what came out of ``batch`` as the content of a workbook file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    set_face(book)
    tables = LongTables(book)
    add_matrix(tables, book.create_sheet(MATRIX), batch)
    for title, columns, rows in batch_lists.tables(batch):
        if title == batch_lists.ALIKE:
            add_statistics(book.create_sheet(STATISTICS), batch)
            _set_up(book[STATISTICS], batch, str(book[STATISTICS].print_area))
        sheet = book.create_sheet(title)
        sheet.auto_filter.ref = tables.add(sheet, columns, rows)
        sheet.freeze_panes = "A2"
        _set_up(sheet, batch, sheet.auto_filter.ref)
    book.properties.title = clean(_heading(batch, MATRIX))
    book.properties.creator = book.properties.lastModifiedBy = NAME
    book.properties.language = "zh-CN"
    return tables.saved()


def add_matrix(tables: LongTables, sheet: Worksheet, batch: Batch) -> None:
    """Put on ``sheet`` what each report of ``batch`` has and lacks."""
    items = asked_for(batch)
    columns = [*_FIRST, *(Column(item.title, _ITEM_WIDTH, centred=True) for item in items), *_LAST]
    rows = (_row(batch, number, each, items) for number, each in enumerate(batch.summaries, 1))
    sheet.auto_filter.ref = tables.add(sheet, columns, rows)
    sheet.freeze_panes = "D2"
    _set_up(sheet, batch, sheet.auto_filter.ref)
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


def _word(verdict: Verdict | None) -> Shaded:
    if verdict is None:
        return Shaded(MARKS[Outcome.NOT_APPLICABLE], "")
    word = outcome_name(verdict.outcome, verdict.item.group)
    text = f"{MARKS[verdict.outcome]} {_SHORT.get(word, word)}"
    return Shaded(text, batch_lists.SHADES.get(verdict.outcome, ""))


def _set_up(sheet: Worksheet, batch: Batch, area: str = "") -> None:
    told = origin(batch.ruleset, batch.checked)
    footer = f"{told['规则集']} {told['规则版本']}", f"{told['检查软件']} {told['检查日期']}"
    set_up_print(sheet, _heading(batch, sheet.title), footer, area)


def _heading(batch: Batch, title: str) -> str:
    return f"{batch.folder.name} 法治政府建设年度报告 {title}".strip()
