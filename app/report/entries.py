"""What an office enters in its ledger, and the words that it can choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.report.tasks import Key

LEDGER, CHECKLIST, RECHECK, OVERVIEW = "整改台账", "检查清单", "复查对照", "报告概况"
"""The names of the sheets."""

KEY = "编号（勿改）"
"""The title of the hidden column by which a row is known again."""

ITEM, VERDICT, FINDING, QUOTE = "检查项", "结论", "问题", "原文"
DEPARTMENT, PERSON, DUE, PROGRESS = "责任单位", "责任人", "整改时限", "整改情况"
CLOSED, CONFIRMED, REASON = "销号日期", "人工确认", "确认理由"

OPEN, UNDERWAY, DONE, UNNEEDED = "未整改", "整改中", "已整改", "无需整改"
STATES = (OPEN, UNDERWAY, DONE, UNNEEDED)
IS_WRONG, IS_FINE = "确有问题", "没有问题"
VERDICTS = (IS_WRONG, IS_FINE)
ELSEWHERE = "见整改台账"
"""Stands in the full list where the ledger is the place to fill in."""

Filled = str | date


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as the office left it; what is not filled in is empty.

    ``key`` is None for a row that the office added. ``extra`` is what stands in columns that it
    added, by their titles. ``is_item`` tells a row of the full checklist from one of the ledger.
    """

    key: Key | None
    title: str = ""
    finding: str = ""
    quote: str = ""
    department: str = ""
    person: str = ""
    due: Filled = ""
    progress: str = ""
    closed: Filled = ""
    confirmed: str = ""
    reason: str = ""
    extra: Mapping[str, Filled] = field(default_factory=dict)
    is_item: bool = False

    @property
    def filled(self) -> dict[str, Filled]:
        """What the office filled in, by the title of the column."""
        told: dict[str, Filled] = {
            DEPARTMENT: self.department,
            PERSON: self.person,
            DUE: self.due,
            PROGRESS: self.progress,
            CLOSED: self.closed,
            CONFIRMED: self.confirmed,
            REASON: self.reason,
            **self.extra,
        }
        return {title: value for title, value in told.items() if value}

    @property
    def is_said_done(self) -> bool:
        """Tell whether the office says that this is put right or closed."""
        return self.progress == DONE or bool(self.closed)
