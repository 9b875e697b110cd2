"""The lines of a checklist as a person reads them, the same in the workbook and on the page."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app import NAME, __version__
from app.model import (
    GAPS,
    UNDECIDED,
    Basis,
    Document,
    NearMiss,
    Outcome,
    Problem,
    Report,
    Result,
    SetName,
)
from app.terms import KINDS, LEVELS, MARKS, outcome_word

_NOT_TEXT = re.compile(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What neither a workbook nor a page can hold: control characters, lone surrogates, U+FFFE."""

_QUOTED = 80
_HEAD, _TAIL = 55, 20
_HEADING = 20
_AROUND = 45
_LONGEST_SENTENCE = 2_000
_SENTENCE_ENDS = "。！？\n"
_ALWAYS_TOLD = ("符合", "部分符合", "缺失")
UNKNOWN = "未识别"
"""Stands for what the report does not tell."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What is quoted from one place of the report, shortened, and the place in words."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist: a result in the words that are printed."""

    number: int
    title: str
    outcome: Outcome
    verdict: str
    findings: tuple[str, ...]
    quotes: tuple[Quote, ...]
    basis: tuple[str, ...]
    advice: str


def lines(document: Document, results: Iterable[Result]) -> tuple[Line, ...]:
    """Return ``results`` as the numbered lines of a checklist on ``document``."""
    return tuple(_line(document, number, result) for number, result in enumerate(results, 1))


def facts(report: Report) -> dict[str, str]:
    """Return what identifies report, rules and run, by its name, in the order of reading."""
    document, said = report.document, report.document.facts
    return {
        "文件名": document.source.path.name,
        "文件校验值（SHA-256）": document.source.sha256,
        "标题": said.title or UNKNOWN,
        "报告单位": said.unit or UNKNOWN,
        "单位层级": said.level or UNKNOWN,
        "报告年度": f"{said.year}年" if said.year else UNKNOWN,
        "发文字号": said.doc_number or UNKNOWN,
        "成文日期": said.date or UNKNOWN,
        "正文字数": f"{characters(document.text)}字（不计空白）",
        "文件类型": KINDS[said.kind],
        **_compared(report),
        **origin(report.ruleset, report.checked),
    }


def origin(ruleset: SetName, checked: datetime.date) -> dict[str, str]:
    """Return which rules and which program decided, and when, by their names."""
    sets = (ruleset, *ruleset.layers)
    return {
        "规则集": "＋".join(each.title for each in sets),
        "规则版本": "＋".join(each.edition for each in sets),
        "检查软件": f"{NAME} {__version__}",
        "检查日期": f"{checked.year}年{checked.month}月{checked.day}日",
    }


def _compared(report: Report) -> dict[str, str]:
    return {"比对的上年报告": report.last_year.name} if report.last_year else {}


def heading(report: Report, name: str) -> str:
    """Return the title of the list called ``name``: whose report it is on, or which file."""
    said = report.document.facts
    if said.unit and said.year:
        return f"{said.unit}（{said.year}年度）{name}"
    return f"{report.document.source.path.stem} {name}"


def context(document: Document, passages: Sequence[tuple[int, int]]) -> str:
    """Return the sentence around ``passages``, each of which stands in 【】 there.

    Passages lie in one sentence and in order; one that is the whole sentence needs no marks.
    """
    text = document.text
    start, end = sentence(document, *passages[0])
    said, at = _beginning(text[start : passages[0][0]]), passages[0][0]
    for passage_start, passage_end in passages:
        if passage_end > at or passage_start >= at:
            said += _between(text[at:passage_start])
            said += f"【{shortened(text[max(at, passage_start) : passage_end])}】"
            at = passage_end
    said += _ending(text[at : max(at, end)])
    whole = re.fullmatch(r"\s*【([^【】]*)】([\s。！？；]*)", said)
    return f"“{whole[1]}{whole[2].strip()}”" if whole else f"“{said.strip()}”"


def sentence(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around ``start:end`` begins and ends."""
    text = document.text
    nearest = max(0, start - _LONGEST_SENTENCE)
    begins = max(text.rfind(mark, nearest, start) for mark in _SENTENCE_ENDS) + 1
    if end > start and text[end - 1] in _SENTENCE_ENDS:
        return max(begins, nearest), end
    farthest = min(len(text), end + _LONGEST_SENTENCE)
    ends = (text.find(mark, end, farthest) + 1 for mark in _SENTENCE_ENDS)
    return max(begins, nearest), min((at for at in ends if at), default=farthest)


def where(document: Document, start: int, end: int) -> str:
    """Return the place of ``start:end`` in words, and the heading over it if it is not that itself."""
    section = document.section_at(start)
    heading = f"{section.label}{section.heading}" if section and start >= section.body else ""
    short = f"{heading[:_HEADING]}……" if len(heading) > _HEADING else heading
    # The place first: a cell that is too small cuts the heading, never the place.
    return f"{document.place(start, end).name} {short}".strip()


def shortened(text: str) -> str:
    """Return ``text`` on one line, its middle left out where it is long."""
    flat = re.sub(r"\s*\n\s*", " ", text.strip())
    return f"{flat[:_HEAD]}……{flat[-_TAIL:]}" if len(flat) > _QUOTED else flat


def basis_line(basis: Basis) -> str:
    """Return ``basis`` with what it is cited for."""
    return f"{basis}：{basis.note}" if basis.note else str(basis)


def near_miss_line(document: Document, miss: NearMiss) -> str:
    """Return what came close, where, and why it did not count."""
    place = document.place(miss.start, miss.end).name
    return f"相近但不算：{place}“{shortened(miss.text)}”（{miss.why.rstrip('。')}）"


def tally(results: Iterable[Result]) -> dict[str, int]:
    """Return how many results have each outcome, by its word; the three verdicts always."""
    order = list(Outcome)
    counts = Counter(dict.fromkeys(_ALWAYS_TOLD, 0))
    counts.update(outcome_word(r) for r in sorted(results, key=lambda r: order.index(r.outcome)))
    return dict(counts)


def characters(text: str) -> int:
    """Return how many characters ``text`` has, white space left out."""
    return sum(not character.isspace() for character in text)


def clean(text: str) -> str:
    """Return ``text`` without the characters that break a workbook or a page."""
    return _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def _line(document: Document, number: int, result: Result) -> Line:
    return Line(
        number=number,
        title=result.title,
        outcome=result.outcome,
        verdict=f"{MARKS[result.outcome]} {outcome_word(result)}",
        findings=tuple(_findings(document, result)),
        quotes=tuple(_quotes(document, result)),
        basis=tuple(basis_line(basis) for basis in result.basis),
        advice=_advice(result),
    )


def _findings(document: Document, result: Result) -> Iterable[str]:
    if result.message:
        yield result.message
    yield from (_problem(problem) for problem in result.problems)
    yield from (near_miss_line(document, miss) for miss in result.near_misses)


def _problem(problem: Problem) -> str:
    suggestion = f"建议：{problem.suggestion.rstrip('。')}。" if problem.suggestion else ""
    return f"“{shortened(problem.text)}”：{problem.message.rstrip('。')}。{suggestion}"


def _quotes(document: Document, result: Result) -> Iterable[Quote]:
    passages = {(span.start, span.end): span.text for span in result.evidence}
    passages |= {(problem.start, problem.end): problem.text for problem in result.problems}
    by_place: dict[str, list[str]] = {}
    for (start, end), text in sorted(passages.items()):
        by_place.setdefault(where(document, start, end), []).append(f"“{shortened(text)}”")
    return (Quote(where, "、".join(texts)) for where, texts in by_place.items())


def _beginning(text: str) -> str:
    return text if len(text) <= _AROUND else f"……{text[-_AROUND:]}"


def _between(text: str) -> str:
    return text if len(text) <= 2 * _AROUND else f"{text[:_AROUND]}……{text[-_AROUND:]}"


def _ending(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND]}……"


def _advice(result: Result) -> str:
    if result.outcome in GAPS and result.advice:
        return f"【{LEVELS[result.level]}】{result.advice}"
    return result.advice if result.outcome in UNDECIDED else ""
