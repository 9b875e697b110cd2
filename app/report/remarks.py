"""What is said in the margin of a report: about the whole of it, and about each thing to do at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from app.model import GAPS, Document, DocumentKind, Outcome, Problem, Report, Result
from app.report.checklist import Line, facts, lines, tally
from app.terms import KINDS, LEVELS, outcome_word

MOST = 1000
"""How many remarks are written at most; Word opens no file with more than 32767."""
_LEFT_OUT = frozenset({"标题", "单位层级", "发文字号", "成文日期", "正文字数"})
_FEW = 3
_OPENING = 200
NOTHING_TO_CHANGE = "未发现需要修改的地方。"


@dataclass(frozen=True, slots=True)
class Remark:
    """Lines on a stretch of the text, the first of them a heading.

    ``is_on_words`` tells that they are on these very words, and not on what is missing there.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    is_on_words: bool = False


def remarks(report: Report) -> list[Remark]:
    """Return what there is to say of ``report``, in the order of the text; the first says what was checked and how."""
    document = report.document
    title = title_span(document)
    found = list(_on_results(report, title))
    told = sorted(found, key=lambda remark: (remark.start, -remark.end))[:MOST]
    return [Remark(*title, tuple(_about(report, len(found)))), *told]


def title_span(document: Document) -> tuple[int, int]:
    """Return where the title stands, the first line where the report has none."""
    text, title = document.text, document.facts.title or ""
    characters = [
        at for at, each in enumerate(text[: _OPENING + 10 * len(title)]) if not each.isspace()
    ]
    at = "".join(text[at] for at in characters).find(title) if title else -1
    if at >= 0:
        return characters[at], characters[at + len(title) - 1] + 1
    return _line_at(text, len(text) - len(text.lstrip()))


def _about(report: Report, count: int) -> Iterator[str]:
    document = report.document
    yield f"报告体检意见：共{count}处，逐处写在批注里" if count else NOTHING_TO_CHANGE
    yield from (f"{name}：{said}" for name, said in facts(report).items() if name not in _LEFT_OUT)
    yield f"检查结果：{'，'.join(f'{word}{number}项' for word, number in tally(report.results).items())}。"
    if document.facts.kind is DocumentKind.OTHER:
        yield f"注意：这份文件{KINDS[DocumentKind.OTHER]}，下面的意见仅供参考。"
    yield from (f"注意：{note}" for note in document.notes)
    if count > MOST:
        yield f"注意：意见共{count}处，这里只写了前{MOST}处，其余见检查清单。"


def _on_results(report: Report, title: tuple[int, int]) -> Iterator[Remark]:
    """Yield a remark for each thing to do; what was not checked for one reason is said once."""
    document = report.document
    unchecked: dict[tuple[tuple[int, int], str], list[tuple[Result, Line]]] = {}
    for result, line in zip(report.gaps, lines(document, report.gaps), strict=True):
        place = _belongs(document, result) or title
        for problem in result.problems:
            told = tuple(_on_problem(result, line, problem))
            yield Remark(problem.start, problem.end, told, is_on_words=True)
        if result.outcome is Outcome.UNCHECKED:
            unchecked.setdefault((place, result.message), []).append((result, line))
        elif not result.problems:
            yield Remark(*place, tuple(_on_whole(result, line)))
    for (place, message), both in unchecked.items():
        if len(both) == 1:
            yield Remark(*place, tuple(_on_whole(*both[0])))
        else:
            titles = "、".join(result.title for result, _ in both)
            yield Remark(
                *place, (f"【未检查】{len(both)}项", f"原因：{message}", f"项目：{titles}")
            )


def _on_problem(result: Result, line: Line, problem: Problem) -> Iterator[str]:
    yield _heading(result)
    yield f"问题：{problem.message.rstrip('。')}。"
    if problem.suggestion:
        yield f"改法：{problem.suggestion}"
    yield from _advised(result, line)


def _on_whole(result: Result, line: Line) -> Iterator[str]:
    yield _heading(result)
    findings = iter(line.findings)
    if result.message:
        yield f"{'问题' if result.outcome in GAPS else '原因'}：{next(findings)}"
    yield from (f"原文：{quote.where}{quote.text}" for quote in line.quotes[:_FEW])
    yield from islice(findings, _FEW)
    yield from _advised(result, line)


def _heading(result: Result) -> str:
    level = f"（{LEVELS[result.level]}）" if result.outcome in GAPS else ""
    return f"【{outcome_word(result)}】{result.title}{level}"


def _advised(result: Result, line: Line) -> Iterator[str]:
    if result.advice:
        yield f"建议：{result.advice}"
    if line.basis:
        yield f"依据：{'；'.join(line.basis)}"


def _belongs(document: Document, result: Result) -> tuple[int, int] | None:
    """Return where what ``result`` asks for is to be written, None where nothing tells.

    That is the heading of its part, or of the section in it where something was found; else what was found.
    """
    parts = (s for role in result.belongs for s in document.sections if role in s.roles)
    part = min(parts, key=lambda section: not section.heading, default=None)
    if part is None:
        return next(((span.start, span.end) for span in result.evidence), None)
    around = (document.section_at(span.start) for span in result.evidence)
    inside = (s for s in around if s and s.heading and part.start <= s.start < part.end)
    section = next(inside, part)
    return _line_at(document.text, section.start, section.body)


def _line_at(text: str, start: int, end: int = 0) -> tuple[int, int]:
    """Return the stretch from ``start`` to ``end`` without blanks, to the end of the line where it is empty."""
    if end <= start:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
    return start, start + len(text[start:end].rstrip())
