"""The lines over the ledger: whose it is, and how far the work has come.

The counts are formulas that follow what the office enters. Each says also what it comes to when the
workbook is written, for previews that calculate nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from app.model import Outcome, Report
from app.report.book import Formula
from app.report.checklist import facts, heading, tally
from app.report.entries import (
    CLOSED,
    CONFIRMED,
    DONE,
    FINDING,
    IS_FINE,
    LEDGER,
    OPEN,
    PROGRESS,
    UNDERWAY,
    UNNEEDED,
    VERDICT,
)
from app.report.sheet import Column, add_line
from app.terms import LEVEL_MARKS, LEVELS, MARKS, outcome_name

Plain = str | date
"""What a cell of the table holds."""

_VERDICTS = (
    Outcome.MISSING,
    Outcome.PARTIAL,
    Outcome.PROBLEM,
    Outcome.REVIEW,
    Outcome.UNCHECKED,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A formula that counts, and what it comes to now."""

    formula: str
    value: int

    def __sub__(self, other: Count) -> Count:
        return Count(f"{self.formula}-{other.formula}", self.value - other.value)


class Tally:
    """Counts the rows of the table between two rows of the sheet, the line under it included."""

    def __init__(
        self,
        places: Mapping[str, str],
        first: int,
        last: int,
        rows: Sequence[Mapping[str, Plain]],
    ) -> None:
        self._places, self._first, self._last, self._rows = places, first, last, rows

    def rows(self, *wanted: tuple[str, str]) -> Count:
        """Return how many rows hold what is ``wanted`` under a title.

        Wanted is a text, <> and a text, or a text between two * for anything.
        """
        pairs = ",".join(f'{self._column(title)},"{text}"' for title, text in wanted)
        told = (all(_fits(row.get(t, ""), text) for t, text in wanted) for row in self._rows)
        return Count(f"COUNTIFS({pairs})", sum(told))

    def filled(self, title: str) -> Count:
        """Return how many rows have something under ``title``, be it text or a date."""
        told = (bool(row.get(title)) for row in self._rows)
        return Count(f"SUMPRODUCT(--(LEN(TRIM({self._column(title)}))>0))", sum(told))

    def _column(self, title: str) -> str:
        letter = self._places[title]
        return f"${letter}${self._first}:${letter}${self._last}"


def _fits(held: Plain, wanted: str) -> bool:
    if wanted.startswith("<>"):
        return held != wanted[2:]
    if "*" in wanted:
        return wanted.strip("*") in str(held)
    return held == wanted


def add_heading(
    sheet: Worksheet, report: Report, columns: Sequence[Column], counted: Tally
) -> None:
    """Put title, identity and counts over the table."""
    title = add_line(sheet, 1, columns, [heading(report, LEDGER)])
    face = title.font.name
    title.font = Font(name=face, size=16, bold=True)
    title.alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 28
    add_line(sheet, 2, columns, [_identity(report)])
    first = add_line(sheet, 3, columns, _by_state(counted))
    first.font = Font(name=face, size=10, bold=True)
    add_line(sheet, 4, columns, _by_level(counted))
    add_line(sheet, 5, columns, _by_verdict(report, counted))


def _identity(report: Report) -> str:
    told = facts(report)
    return (
        f"报告文件：{told['文件名']}（SHA-256 {told['文件校验值（SHA-256）'][:16]}……）"
        f"　规则：{told['规则集']} {told['规则版本']}　检查：{told['检查软件']}，{told['检查日期']}"
        "　完整信息见“报告概况”"
    )


def _by_state(counted: Tally) -> Formula:
    unneeded = counted.rows((PROGRESS, UNNEEDED))
    fine = (CONFIRMED, IS_FINE)
    dropped = counted.rows(fine, (PROGRESS, f"<>{UNNEEDED}"), (PROGRESS, f"<>{DONE}"))
    return _sentence(
        "整改进度：已整改 ",
        counted.rows((PROGRESS, DONE)),
        " / 需整改 ",
        counted.filled(FINDING) - unneeded - dropped,
        " 项；未整改 ",
        counted.rows((PROGRESS, OPEN)),
        "，整改中 ",
        counted.rows((PROGRESS, UNDERWAY)),
        "，无需整改 ",
        unneeded,
        "；已销号 ",
        counted.filled(CLOSED),
        "；人工确认没有问题 ",
        counted.rows(fine),
    )


def _by_level(counted: Tally) -> Formula:
    parts: list[str | Count] = []
    for level, word in LEVELS.items():
        wanted = (VERDICT, f"*{word}*")
        parts += [
            f"{'），' if parts else '按级别：'}{LEVEL_MARKS[level]} {word} ",
            counted.rows(wanted),
            "（已整改 ",
            counted.rows(wanted, (PROGRESS, DONE)),
        ]
    return _sentence(*parts, "）")


def _by_verdict(report: Report, counted: Tally) -> Formula:
    parts: list[str | Count] = []
    for outcome in _VERDICTS:
        word = outcome_name(outcome, "")
        parts.append(f"{'，' if parts else '按结论：'}{MARKS[outcome]} {word} ")
        parts.append(counted.rows((VERDICT, f"*{word}*")))
    whole = "，".join(f"{word} {count}" for word, count in tally(report.results).items())
    return _sentence(*parts, f"（按条目计）；全部 {len(report.results)} 个检查项：{whole}")


def _sentence(*parts: str | Count) -> Formula:
    """Return a formula of words and counts, with what it says now."""
    said = "&".join(f'"{p}"' if isinstance(p, str) else f"({p.formula})" for p in parts)
    return Formula(f"={said}", "".join(_now(parts)))


def _now(parts: Iterable[str | Count]) -> Iterable[str]:
    return (part if isinstance(part, str) else str(part.value) for part in parts)
