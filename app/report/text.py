"""A report as plain lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from app.model import Outcome, Report, Result
from app.terms import KINDS, MARKS, outcome_word

_QUOTE = 60


def render(report: Report) -> str:
    """Return the verdicts with evidence, basis and advice, a few lines each."""
    facts = report.document.facts
    lines = [
        f"{report.document.source.path.name}：{facts.title or '（没有找到标题）'}",
        f"  {KINDS[facts.kind]}，{facts.level or '层级不明'}，{f'{facts.year}年度' if facts.year else '年度不明'}",
        *(f"  注意：{note}" for note in report.document.notes),
    ]
    for result in report.results:
        lines += _lines(report, result)
    return "\n".join(lines) + "\n\n"


def _lines(report: Report, result: Result) -> Iterator[str]:
    yield f"  {MARKS[result.outcome]} {result.title}：{outcome_word(result)}。{result.message}"
    for span in result.evidence[:3]:
        yield f"      原文（{report.document.place(span.start, span.end).name}）：{_short(span.text)}"
    for near in result.near_misses[:3]:
        yield f"      相近但不算：{_short(near.text)}（{near.why}）"
    if result.outcome is not Outcome.PASS:
        yield f"      依据：{'；'.join(str(basis) for basis in result.basis)}"
        yield f"      建议：{result.advice}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1] + "…"
