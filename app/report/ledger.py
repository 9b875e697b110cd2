"""Reading back a ledger that an office has filled in.

Sheets are found by the titles in their heads, not by their names or places, and a row by its key
in the hidden column: the rule's id and the folded passage (`app.report.tasks.Key`). So it does not
matter whether rows were sorted, filtered or added, columns moved or added, or what saved the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.datetime import from_excel

from app.errors import AppError
from app.fold import fold_text
from app.report.checklist import clean
from app.report.entries import (
    CLOSED,
    CONFIRMED,
    DEPARTMENT,
    DUE,
    ELSEWHERE,
    FINDING,
    ITEM,
    KEY,
    PERSON,
    PROGRESS,
    QUOTE,
    REASON,
    Entry,
    Filled,
)
from app.report.incoming import damaged, opened
from app.report.tasks import Key

_MOST_ROWS, _MOST_COLUMNS = 10_000, 60
_HEAD_WITHIN = 30
_DAYS = range(36_526, 73_051)  # 2000 to 2099, as a workbook counts days
_WRITTEN_DATE = re.compile(r"(20\d\d)(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
_LONGEST = 32_767

_Row = tuple[Any, ...]


@dataclass(frozen=True)
class Ledger:
    """What stands in a ledger: what the office entered, and what it was written on."""

    path: Path
    facts: Mapping[str, str]
    entries: tuple[Entry, ...]


def read(path: Path) -> Ledger:
    """Return what the office entered in the ledger at ``path``.

    Raises:
        AppError: it cannot be read, or is no ledger of this program.
    """
    book = opened(path)
    try:
        return _ledger(path, book)
    except AppError:
        raise
    except Exception as error:  # rows are parsed as they are read, and may be anything
        raise damaged(path) from error
    finally:
        book.close()


def _ledger(path: Path, book: Workbook) -> Ledger:
    facts: dict[str, str] = {}
    entries: list[Entry] = []
    is_ledger = is_without_keys = False
    for sheet in book.worksheets:
        rows = list(islice(_rows(sheet), _MOST_ROWS))
        head = _head(rows)
        if head is None:
            facts |= _facts(rows)
            continue
        at, titles = head
        if KEY not in titles:
            is_without_keys = True
            continue
        is_ledger = True
        entries += _entries(titles, rows[at + 1 :])
    if not is_ledger:
        raise _no_ledger(path, is_without_keys=is_without_keys)
    return Ledger(path, facts, tuple(entries))


def _no_ledger(path: Path, *, is_without_keys: bool) -> AppError:
    if is_without_keys:
        return AppError(
            "ledger-keys",
            f"台账里识别各行用的“{KEY}”一列被删掉了，无法对照。",
            "请用没有删过这一列的台账；它平时是隐藏的。",
            path.name,
        )
    return AppError(
        "ledger-foreign",
        "这个工作簿不是本软件导出的整改台账。",
        "请选择本软件导出、由单位填写的 .xlsx 台账。",
        path.name,
    )


def _rows(sheet: Any) -> Iterator[_Row]:  # noqa: ANN401  (read-only sheets have no public type)
    sheet.reset_dimensions()  # what a file says of its size need not be so
    yield from sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS)


def _head(rows: Sequence[_Row]) -> tuple[int, list[str]] | None:
    """Return where the head of a list of ours stands and its titles, None if there is none."""
    for number, row in enumerate(rows[:_HEAD_WITHIN]):
        said = [_text(cell).strip() for cell in row]
        titles = [_KNOWN.get(_folded(title), title) for title in said]
        if KEY in titles or {ITEM, PROGRESS} <= {*titles}:
            return number, titles
    return None


def _folded(title: str) -> str:
    return "".join(fold_text(title).split())


_FIELDS = {
    ITEM: "title",
    FINDING: "finding",
    QUOTE: "quote",
    DEPARTMENT: "department",
    PERSON: "person",
    DUE: "due",
    PROGRESS: "progress",
    CLOSED: "closed",
    CONFIRMED: "confirmed",
    REASON: "reason",
}
_DATES = {DUE, CLOSED}
_OURS = {"序号", "结论", "复查", "复查说明", "法规依据", "怎样改", "类别", "发现", "整改进展"}
_TITLES = {*_FIELDS, *_OURS, KEY}
_KNOWN = {_folded(title): title for title in _TITLES}
_WORK = {DEPARTMENT, PERSON, DUE, PROGRESS, CLOSED}
"""Titles that only the ledger has, not the full list."""


def _entries(titles: Sequence[str], rows: Sequence[_Row]) -> Iterator[Entry]:
    is_item = not _WORK & {*titles}
    for row in rows:
        filled = {
            title: _filled(cell, title)
            for title, cell in zip(titles, row, strict=False)
            if title and _text(cell).strip()
        }
        key = Key.read(str(filled.get(KEY, "")))
        entry = _entry(key, filled, is_item=is_item)
        if _is_of_use(entry):
            yield entry


def _entry(key: Key | None, filled: Mapping[str, Filled], *, is_item: bool) -> Entry:
    known: dict[str, Any] = {
        field: filled[title] if title in _DATES else str(filled[title])
        for title, field in _FIELDS.items()
        if title in filled
    }
    extra = {title: value for title, value in filled.items() if title not in _TITLES}
    return Entry(key, **known, extra=extra, is_item=is_item)


def _is_of_use(entry: Entry) -> bool:
    """Tell whether ``entry`` is a row of the list, not a line under it or one to be left out."""
    if entry.is_item:
        return entry.key is not None and bool(entry.filled) and entry.confirmed != ELSEWHERE
    return entry.key is not None or bool(entry.filled or entry.title or entry.finding)


def _filled(cell: Any, title: str) -> Filled:  # noqa: ANN401
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if title in _DATES:
        return _date(value) or _text(cell).strip()
    return _text(cell).strip()


def _date(value: object) -> date | None:
    """Return the date that an office means by a number of days or by what it typed."""
    if isinstance(value, int | float) and int(value) in _DAYS:
        meant = from_excel(value)
        return meant.date() if isinstance(meant, datetime) else None
    written = _WRITTEN_DATE.fullmatch(str(value).strip())
    if written:
        try:
            return date(*map(int, written.groups()))
        except ValueError:
            return None
    return None


def _text(cell: Any) -> str:  # noqa: ANN401
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean(str(value))[:_LONGEST]


def _facts(rows: Sequence[_Row]) -> dict[str, str]:
    """Return what an overview tells, by its name; nothing when the sheet is another one."""
    if not rows or [_text(cell) for cell in rows[0][:2]] != ["项目", "内容"]:
        return {}
    return {_text(row[0]): _text(row[1]) for row in rows[1:] if len(row) > 1}
