"""One result as a page of rich text whose links lead to places in the report."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from app.model import Document, Report, Result
from app.terms import GROUPS, LEVELS, MARKS, outcome_word
from ui.marks import is_gap

_LONGEST_QUOTE = 160


def result_page(report: Report, result: Result) -> str:
    """Return everything that is known of one result, the verdict first."""
    return "".join(
        [
            _verdict(result),
            _list("依据原文", _evidence(report.document, result)),
            _list("需要修改", _problems(report.document, result)),
            _list("相近但不算", _near_misses(report.document, result)),
            _paragraph("为什么检查这一项", result.why),
            _list("检查依据", _basis(result)),
            _paragraph("写法建议", wording(result)),
        ]
    )


def wording(result: Result) -> str:
    """Return what to write, empty where nothing is lacking."""
    return result.advice if is_gap(result) else ""


def place_of(link: str) -> tuple[int, int]:
    """Return the passage that a link of the page stands for."""
    start, end = link.removeprefix("place:").split("-")
    return int(start), int(end)


def _verdict(result: Result) -> str:
    level = f"（{LEVELS[result.level]}）" if is_gap(result) else ""
    group = GROUPS.get(result.group, result.group)
    word = f"{MARKS[result.outcome]} {outcome_word(result)}{level}"
    return (
        f"<h3>{escape(result.title)}：{word}</h3>"
        f"<p>{_text(result.message)}</p><p><i>{escape(group)}</i></p>"
    )


def _evidence(document: Document, result: Result) -> Iterator[str]:
    for span in result.evidence:
        yield _link(document, span.start, span.end, span.text)


def _problems(document: Document, result: Result) -> Iterator[str]:
    for problem in result.problems:
        change = f"<br>建议：{_text(problem.suggestion)}" if problem.suggestion else ""
        link = _link(document, problem.start, problem.end, problem.text)
        yield f"{link}<br>{_text(problem.message)}{change}"


def _near_misses(document: Document, result: Result) -> Iterator[str]:
    for miss in result.near_misses:
        yield f"{_link(document, miss.start, miss.end, miss.text)}<br>不算的原因：{_text(miss.why)}"


def _basis(result: Result) -> Iterator[str]:
    for basis in result.basis:
        note = f"<br>{_text(basis.note)}" if basis.note else ""
        yield f"{escape(str(basis))}{note}"


def _link(document: Document, start: int, end: int, text: str) -> str:
    quote = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}……"
    name = document.place(start, end).name
    where = f"{name}：" if name else ""
    return f'<a href="place:{start}-{end}">{where}“{_text(quote)}”</a>'


def _list(title: str, items: Iterator[str]) -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<h4>{title}</h4><ul>{rows}</ul>" if rows else ""


def _paragraph(title: str, text: str) -> str:
    return f"<h4>{title}</h4><p>{_text(text)}</p>" if text else ""


def _text(text: str) -> str:
    return escape(text.strip()).replace("\n", "<br>")
