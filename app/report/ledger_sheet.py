"""The sheet that the office works with: one row per thing to do, to fill in, tick off and sign.

Verdict, what is wrong, where, on what basis and how to put it right come from the check; the
columns from 责任单位 to 确认理由 are the office's. The state that it chooses changes the look of
the row, by shade and by type, so that a black and white print tells it too. The formulas over the
table count what is entered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.model import UNDECIDED, Level, Report, Result
from app.report.book import Formula
from app.report.entries import (
    CLOSED,
    CONFIRMED,
    DEPARTMENT,
    DUE,
    FINDING,
    IS_FINE,
    ITEM,
    KEY,
    OPEN,
    PERSON,
    PROGRESS,
    QUOTE,
    REASON,
    UNDERWAY,
    VERDICT,
    Entry,
)
from app.report.ledger_head import Plain, Tally, add_heading
from app.report.ledger_look import follow, restrict
from app.report.recheck import STANDING_MARKS, STANDINGS, Item, Recheck, Standing
from app.report.sheet import Column, Content, add_line, add_table, emphasize, places_in
from app.report.tasks import tasks

HEAD = 6
"""The row of the titles, under the lines that say whose ledger it is and how far it has come."""

# Told apart by brightness too, so that a black and white print keeps the difference.
SHADES = {Level.ERROR: "EFA79F", Level.WARNING: "FBE5B0", Level.INFO: "EDF3F9"}
UNDECIDED_SHADE = "D0D0D0"

_STANDING, _NOTE = "复查", "复查说明"
_COLUMNS = (
    Column("序号", 5, centred=True),
    Column(ITEM, 11),
    Column(VERDICT, 12, centred=True),
    Column(FINDING, 25),
    Column(QUOTE, 33),
    Column("法规依据", 22),
    Column("怎样改", 26),
    Column(DEPARTMENT, 9.5),
    Column(PERSON, 8, centred=True),
    Column(DUE, 11, centred=True),
    Column(PROGRESS, 8.5, centred=True),
    Column(CLOSED, 11, centred=True),
    Column(CONFIRMED, 9, centred=True),
    Column(REASON, 13),
)
_RECHECKED = (Column(_STANDING, 10, centred=True), Column(_NOTE, 14))
_KEY_COLUMN = Column(KEY, 20)
_EXTRA_WIDTH = 14
_MOST_EXTRA = 8


class Laid(NamedTuple):
    """What of the sheet is printed, the letters of its columns by title, what its rows start with."""

    area: str
    places: dict[str, str]
    rows: list[dict[str, Plain]]


def add_ledger(sheet: Worksheet, report: Report, recheck: Recheck | None) -> Laid:
    """Fill ``sheet`` with what is left to do about ``report``.

    With ``recheck`` the old entries are carried over, beside what became of each row.
    """
    items = _items(report, recheck)
    extra = _extra_titles(items)
    columns = [*_columns(recheck, extra), _KEY_COLUMN]
    shown = columns[:-1]
    last = HEAD + max(1, len(items))
    places = places_in(columns)
    rows = [_row(n, item, columns) for n, item in enumerate(items, 1)]
    told = [
        {column.title: _plain(c) for column, c in zip(columns, row, strict=True)} for row in rows
    ]
    add_heading(sheet, report, shown, Tally(places, HEAD + 1, last + 1, told))
    add_table(sheet, columns, rows, HEAD)
    if not items:
        add_line(sheet, last, shown, ["未发现需要整改的问题。"])
    _shade(sheet, items)
    _add_signatures(sheet, last + 1, shown)
    sheet.column_dimensions[places[KEY]].hidden = True
    sheet.freeze_panes = f"{places[FINDING]}{HEAD + 1}"
    sheet.auto_filter.ref = f"A{HEAD}:{places[KEY]}{last}"
    restrict(sheet, places, HEAD + 1, last + 1)
    follow(sheet, places, HEAD + 1, last + 1)
    return Laid(f"A1:{get_column_letter(len(shown))}{last + 2}", places, told)


def _items(report: Report, recheck: Recheck | None) -> list[Item]:
    if recheck is None:
        return [Item(Standing.NEW, task, None) for task in tasks(report)]
    return [item for item in recheck.items if stays(item)]


def stays(item: Item) -> bool:
    """Tell whether ``item`` stays on the ledger: what is found, and what nobody can tell yet."""
    if item.task:
        return True
    return item.standing is Standing.UNKNOWN and not (item.entry and item.entry.is_item)


def _extra_titles(items: Sequence[Item]) -> list[str]:
    titles = dict.fromkeys(t for item in items if item.entry for t in item.entry.extra)
    return list(titles)[:_MOST_EXTRA]


def _columns(recheck: Recheck | None, extra: Sequence[str]) -> list[Column]:
    added = [Column(title, _EXTRA_WIDTH) for title in extra]
    if recheck is None:
        return [*_COLUMNS, *added]
    at = [column.title for column in _COLUMNS].index(VERDICT) + 1
    return [*_COLUMNS[:at], _RECHECKED[0], *_COLUMNS[at:], _RECHECKED[1], *added]


# The rows


def _row(number: int, item: Item, columns: Sequence[Column]) -> list[Content]:
    told: dict[str, Content] = {
        "序号": number,
        _STANDING: [f"{STANDING_MARKS[item.standing]} {STANDINGS[item.standing]}"],
        _NOTE: [item.note],
        **_found(item),
        **(item.entry or Entry(None)).filled,
    }
    if _is_sent_back(item):
        told |= {PROGRESS: UNDERWAY, CLOSED: []}
    if item.entry is None and item.task and item.task.result.outcome not in UNDECIDED:
        told[PROGRESS] = OPEN
    return [told.get(column.title, []) for column in columns]


def _is_sent_back(item: Item) -> bool:
    """Tell whether the re-check finds what the office holds for done, and no person settled it.

    Such a row must not look done; what the office had entered stands in the note on it.
    """
    entry = item.entry
    if item.task is None or entry is None:
        return False
    return entry.is_said_done and entry.confirmed != IS_FINE


def _found(item: Item) -> dict[str, Content]:
    task, entry = item.task, item.entry
    if task is None:
        old = entry or Entry(None)
        key = str(old.key) if old.key else ""
        return {ITEM: old.title, FINDING: old.finding, QUOTE: old.quote, KEY: key}
    return {
        ITEM: [task.result.title],
        VERDICT: task.verdict,
        FINDING: task.findings,
        QUOTE: numbered(task.quotes),
        "法规依据": task.basis,
        "怎样改": task.advice,
        KEY: str(task.key),
    }


def _plain(content: Content) -> Plain:
    if isinstance(content, str | date):
        return content
    if isinstance(content, Formula):
        return content.result
    return str(content) if isinstance(content, int) else "\n".join(content)


def numbered(texts: Sequence[str]) -> list[str]:
    """Return ``texts`` with a number before each when there are several."""
    return [f"{n}. {text}" for n, text in enumerate(texts, 1)] if len(texts) > 1 else list(texts)


def _shade(sheet: Worksheet, items: Sequence[Item]) -> None:
    at = [column.title for column in _COLUMNS].index(VERDICT) + 1
    for row, item in enumerate(items, HEAD + 1):
        if item.task:
            emphasize(sheet.cell(row, at), shade(item.task.result))


def shade(result: Result) -> str:
    """Return the colour of a gap, darker the more serious it is."""
    return UNDECIDED_SHADE if result.outcome in UNDECIDED else SHADES[result.level]


def _add_signatures(sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
    # The narrow line belongs to what is counted: a row inserted over it is counted too.
    sheet.row_dimensions[row].height = 6
    blanks = "　　".join(f"{who}：______________" for who in ("填表人", "审核人", "填表日期"))
    cell = add_line(sheet, row + 1, columns, [blanks])
    cell.alignment = Alignment(horizontal="right", vertical="center")
    sheet.row_dimensions[row + 1].height = 26
