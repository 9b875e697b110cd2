"""The result of a check as the workbook that an office works with, prints, signs and files.

整改台账 comes first: only what there is to do, one row per thing, with the columns that the office
fills in. 检查清单 is the full list, one row per rule, gaps first: what was found where, on what
basis; how far the work has come is taken from the ledger by a formula, so that nothing is entered
twice. What the ledger has no row for, the items without a gap, is confirmed there. 复查对照 is there
after a re-check only: rows of the old ledger that are settled. 报告概况 says what was checked with
what; 分节 how the report was divided. No sheet is protected: the file is the office's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from app import NAME
from app.model import GAPS, UNDECIDED, Outcome, Report, Result, Section
from app.report.book import Book, Formula
from app.report.checklist import (
    basis_line,
    characters,
    clean,
    facts,
    heading,
    near_miss_line,
    tally,
)
from app.report.entries import (
    CHECKLIST,
    CLOSED,
    CONFIRMED,
    DEPARTMENT,
    DONE,
    DUE,
    ELSEWHERE,
    ITEM,
    KEY,
    LEDGER,
    OVERVIEW,
    PERSON,
    PROGRESS,
    QUOTE,
    REASON,
    RECHECK,
    Entry,
)
from app.report.files import write_whole
from app.report.ledger_look import restrict
from app.report.ledger_sheet import HEAD, Laid, add_ledger, numbered, shade, stays
from app.report.recheck import STANDING_MARKS, STANDINGS, Item, Recheck
from app.report.sheet import (
    Column,
    Content,
    add_table,
    emphasize,
    places_in,
    set_face,
    set_up_print,
)
from app.report.tasks import SEPARATOR, Key, by_weight, places, quotes, verdict
from app.terms import GROUPS

SECTIONS = "分节"

_CHECKLIST = (
    Column("序号", 5, centred=True),
    Column("类别", 9, centred=True),
    Column(ITEM, 12),
    Column("结论", 12, centred=True),
    Column("发现", 36),
    Column(QUOTE, 40),
    Column("法规依据", 32),
    Column("整改进展", 10, centred=True),
    Column(CONFIRMED, 11, centred=True),
    Column(REASON, 18),
    Column(KEY, 20),
)
_SETTLED = (
    Column("序号", 5, centred=True),
    Column(ITEM, 13),
    Column("复查结果", 11, centred=True),
    Column("说明", 22),
    Column("原来的问题", 34),
    Column("原来的原文", 38),
    Column(DEPARTMENT, 10),
    Column(PERSON, 9, centred=True),
    Column(DUE, 11, centred=True),
    Column(PROGRESS, 9, centred=True),
    Column(CLOSED, 11, centred=True),
    Column(CONFIRMED, 9, centred=True),
    Column(REASON, 16),
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


def write(report: Report, path: Path, recheck: Recheck | None = None) -> None:
    """Write ``report`` to ``path`` as a workbook.

    With ``recheck`` it holds what the office entered in its old ledger too.
    """
    write_whole(path, _workbook(report, recheck).saved())


def _workbook(report: Report, recheck: Recheck | None) -> Book:
    book = Book()
    set_face(book)
    ledger = book.create_sheet(LEDGER)
    laid = add_ledger(ledger, report, recheck)
    _set_up(ledger, report, area=laid.area, head=HEAD)
    _add_checklist(book.create_sheet(CHECKLIST), report, recheck, laid)
    if recheck:
        _add_settled(book.create_sheet(RECHECK), report, recheck)
    _add_overview(book.create_sheet(OVERVIEW), report)
    _add_sections(book.create_sheet(SECTIONS), report)
    book.properties.title = clean(heading(report, LEDGER))
    book.properties.creator = book.properties.lastModifiedBy = NAME
    book.properties.language = "zh-CN"
    return book


def _set_up(sheet: Worksheet, report: Report, area: str = "", head: int = 1) -> None:
    told = facts(report)
    rules = f"{told['规则集']} {told['规则版本']}"
    # The ledger says itself whose it is, over the table.
    title = "" if head > 1 else heading(report, sheet.title)
    set_up_print(sheet, title, (rules, f"{told['检查软件']} {told['检查日期']}"), area, head)


# The full list


def _add_checklist(
    sheet: Worksheet, report: Report, recheck: Recheck | None, ledger: Laid
) -> None:
    ordered, letters = _ordered(report), places_in(_CHECKLIST)
    confirmed = recheck.confirmed if recheck else {}
    rows = [
        _checklist_row(report, number, result, _entered(result, confirmed, ledger))
        for number, result in enumerate(ordered, 1)
    ]
    add_table(sheet, _CHECKLIST, rows)
    for row, result in enumerate(ordered, 2):
        if _is_on_ledger(result):
            emphasize(sheet[f"{letters['结论']}{row}"], shade(result))
    last = max(2, len(ordered) + 1)
    restrict(sheet, letters, 2, last)
    sheet.column_dimensions[letters[KEY]].hidden = True
    sheet.freeze_panes = "E2"
    sheet.auto_filter.ref = f"A1:{letters[KEY]}{last}"
    _set_up(sheet, report, area=f"A1:{letters[REASON]}{last}")


def _ordered(report: Report) -> list[Result]:
    """Return all results: what is to do first, then what is in order, by group, then the rest."""
    groups = list(GROUPS)
    rest = [result for result in report.results if not _is_on_ledger(result)]
    rest.sort(key=lambda r: (r.outcome is Outcome.NOT_APPLICABLE, groups.index(r.group)))
    return [*by_weight(report.gaps), *rest]


def _is_on_ledger(result: Result) -> bool:
    return result.outcome in GAPS | UNDECIDED


def _checklist_row(
    report: Report, number: int, result: Result, entered: Sequence[Content]
) -> list[Content]:
    is_on_ledger = _is_on_ledger(result)
    return [
        number,
        [GROUPS[result.group]],
        [result.title],
        verdict(result),
        _findings(report, result),
        _passages(report, result),
        [basis_line(basis) if is_on_ledger else str(basis) for basis in result.basis],
        *entered,
    ]


def _entered(result: Result, confirmed: Mapping[str, Entry], ledger: Laid) -> list[Content]:
    """Return how far the work on ``result`` has come, what was confirmed, and the key of the row."""
    if _is_on_ledger(result):
        return [_progress(result.rule, ledger), [ELSEWHERE], [], []]
    entry = confirmed.get(result.rule, Entry(None))
    return [[], entry.confirmed, entry.reason, str(Key(result.rule))]


def _findings(report: Report, result: Result) -> list[str]:
    misses = (near_miss_line(report.document, miss) for miss in result.near_misses)
    return [*([result.message] if result.message else []), *misses]


def _passages(report: Report, result: Result) -> list[str]:
    said = quotes(report, places(result))
    most, more = (3, "逐处见整改台账") if result.outcome in GAPS else (2, "从略")
    if len(said) <= most + 1:
        return numbered(said)
    return [*numbered(said)[:most], f"（另有 {len(said) - most} 句，{more}）"]


def _progress(rule: str, ledger: Laid) -> Formula:
    """Return how many of the ledger's rows on ``rule`` are done."""
    start = str(Key(rule)).rstrip(SEPARATOR) + SEPARATOR
    letters = (ledger.places[title] for title in (KEY, PROGRESS))
    keys, states = (f"{LEDGER}!${letter}:${letter}" for letter in letters)
    done = f'COUNTIFS({keys},"{start}*",{states},"{DONE}")'
    mine = [row for row in ledger.rows if str(row[KEY]).startswith(start)]
    count = sum(row[PROGRESS] == DONE for row in mine)
    return Formula(
        f'="已整改 "&{done}&"/"&COUNTIF({keys},"{start}*")', f"已整改 {count}/{len(mine)}"
    )


# What a re-check found settled


def _add_settled(sheet: Worksheet, report: Report, recheck: Recheck) -> None:
    gone = [item for item in recheck.gone if not stays(item)]
    add_table(sheet, _SETTLED, [_settled_row(n, item) for n, item in enumerate(gone, 1)])
    _set_up(sheet, report)
    sheet.freeze_panes = "D2"


def _settled_row(number: int, item: Item) -> list[Content]:
    entry = item.entry or Entry(None)
    return [
        number,
        entry.title,
        [f"{STANDING_MARKS[item.standing]} {STANDINGS[item.standing]}"],
        [item.note],
        entry.finding,
        entry.quote,
        entry.department,
        entry.person,
        entry.due,
        entry.progress,
        entry.closed,
        entry.confirmed,
        entry.reason,
    ]


# What was checked


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
