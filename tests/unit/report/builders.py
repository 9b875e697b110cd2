"""One-line builders of small reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.model import (
    Basis,
    Block,
    BlockKind,
    Document,
    DocumentKind,
    Facts,
    Level,
    NearMiss,
    Outcome,
    Problem,
    Report,
    Result,
    Section,
    Segment,
    SetName,
    Source,
    Span,
)

ROLES = {"study": "学习贯彻", "deficiencies": "不足与原因", "plan": "下年计划"}
RULESET = SetName("fazhi", "法治政府建设年度报告规则", "2025年版", ROLES)
FACTS = Facts(DocumentKind.REPORT, "2024年度法治政府建设工作报告", "沙滩镇人民政府", "镇", 2024)
SUM = "0123456789abcdef" * 4


def document(*paragraphs: str, path: str = "报告.docx", notes: tuple[str, ...] = ()) -> Document:
    """Return a document of ``paragraphs``; one that starts with 一、 or （一） is a heading."""
    blocks = tuple(Block(text, BlockKind.PARAGRAPH, n) for n, text in enumerate(paragraphs, 1))
    starts = [sum(len(text) + 1 for text in paragraphs[:n]) for n in range(len(paragraphs))]
    segments = tuple(
        Segment(start, start + len(text), n, 0)
        for n, (start, text) in enumerate(zip(starts, paragraphs, strict=True))
    )
    source = Source(Path(path), blocks, notes, SUM)
    text = "\n".join(paragraphs)
    return Document(source, text, segments, _sections(text, starts), FACTS, notes)


def result(outcome: Outcome = Outcome.PASS, **changes: object) -> Result:
    """Return a result of a required item with ``changes``."""
    base = Result(
        rule="leading-group",
        title="领导小组",
        group="required",
        outcome=outcome,
        level=Level.ERROR,
        message="写明了领导小组及其组长。",
        why="组织领导是报告的内容。",
        advice="请写明领导小组的名称、组长和成员。",
        basis=(Basis("《法治政府建设与责任落实督察工作规定》", "厅字〔2019〕28号", "第四章"),),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def report(*results: Result, on: Document | None = None) -> Report:
    """Return a report with ``results`` on ``on``, a short document if there is none."""
    return Report(
        on or document("一、工作开展情况", "成立了领导小组。"), results, RULESET, date(2025, 3, 1)
    )


def span(on: Document, text: str) -> Span:
    """Return where ``text`` first stands in ``on``."""
    start = on.text.index(text)
    return Span(start, start + len(text), text)


def near_miss(on: Document, text: str, why: str) -> NearMiss:
    """Return ``text``, as it first stands in ``on``, as something that did not count."""
    found = span(on, text)
    return NearMiss(found.start, found.end, text, why)


def problem(on: Document, text: str, message: str, suggestion: str = "") -> Problem:
    """Return ``text``, as it first stands in ``on``, as something to change."""
    found = span(on, text)
    return Problem(found.start, found.end, text, message, suggestion)


def _sections(text: str, starts: list[int]) -> tuple[Section, ...]:
    heads = [start for start in starts if text[start : start + 2] in {"一、", "二、", "三、"}]
    ends = [*heads[1:], len(text)]
    return tuple(_section(text, start, end) for start, end in zip(heads, ends, strict=False))


def _section(text: str, start: int, end: int) -> Section:
    heading = text[start:].split("\n", maxsplit=1)[0]
    roles = tuple(role for role, name in ROLES.items() if name[:2] in heading)
    return Section(heading[:2], heading[2:], 1, roles, start, start + len(heading), end, None)
