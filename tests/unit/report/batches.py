"""One-line builders of what came out of a batch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.batch import Alike, Batch, Failure
from app.errors import AppError
from app.gather import Skipped
from app.model import Level, Outcome
from app.report.summary import Item, Summary, Trouble, Verdict
from tests.unit.report.builders import FACTS, RULESET, SUM

FOLDER = Path("/报送/2024")
BASIS = ("《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）第四章",)


def item(title: str = "领导小组", group: str = "required", level: Level = Level.ERROR) -> Item:
    """Return an item that is named by its title."""
    return Item(title, title, group, level, BASIS, "请写明名称、组长和成员。")


def verdict(
    title: str = "领导小组",
    outcome: Outcome = Outcome.PASS,
    *troubles: Trouble,
    group: str = "required",
    level: Level = Level.ERROR,
) -> Verdict:
    """Return what is said of an item."""
    return Verdict(item(title, group, level), outcome, "", troubles)


def trouble(quote: str = "", suggestion: str = "请写明。", where: str = "第3段") -> Trouble:
    """Return one thing to change."""
    return Trouble(where, quote, "没有写。", suggestion)


MISSING = verdict("领导小组", Outcome.MISSING, trouble())


def summary(unit: str | None, *verdicts: Verdict, name: str = "", year: int = 2024) -> Summary:
    """Return what is kept of the report of ``unit``."""
    facts = replace(FACTS, unit=unit, year=year)
    path = FOLDER / (name or f"{unit}.docx")
    return Summary(path, SUM, facts, 1200, (), verdicts, "")


def batch(*entries: Summary | Failure, **changes: object) -> Batch:
    """Return what came out, with ``changes``."""
    base = Batch((FOLDER / "无",), RULESET, date(2025, 3, 1), entries, (), {})
    return replace(base, **changes)  # type: ignore[arg-type]


def failure(name: str) -> Failure:
    """Return a file that could not be read."""
    return Failure(FOLDER / name, AppError("load-damaged", "这个文件已损坏。", "请换一份。", name))


def skipped(name: str, why: str) -> Skipped:
    """Return a file that was passed over."""
    return Skipped(FOLDER / name, why)


def alike(one: Summary, other: Summary, *passages: str) -> Alike:
    """Return two reports that have much in common."""
    return Alike(one, other, 0.82, 0.4, passages)
