"""The checklist as one page, for a browser and, through Qt's rich text, for paper.

Qt knows tables, widths in percent and simple styles, and no more; the templates keep to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from app.model import (
    GAPS,
    UNDECIDED,
    Document,
    DocumentKind,
    Outcome,
    Problem,
    Report,
    Result,
    Span,
)
from app.paths import RESOURCES
from app.report.checklist import (
    basis_line,
    clean,
    facts,
    heading,
    near_miss_line,
    shortened,
    tally,
    where,
)
from app.terms import (
    FULL_LIST,
    GAP_LIST,
    GROUPS,
    KINDS,
    LEVELS,
    MARKS,
    REQUIRED_GROUPS,
    outcome_word,
)

_ACROSS = 3
_MOST_QUOTED = 3
_MOST_EVIDENCE = 8
_MOST_PLACES = 40
_NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands at one place of the report, or what is to be changed there."""

    where: str
    said: str


@dataclass(frozen=True, slots=True)
class Row:
    """One result in the words of the page."""

    number: int
    title: str
    outcome: Outcome
    verdict: str
    message: str
    passages: tuple[Passage, ...]
    near_misses: tuple[str, ...]
    basis: tuple[str, ...]
    advice: str
    group: str


@dataclass(frozen=True, slots=True)
class Rest:
    """What is in order or not asked for, shown in less room than what is left to do."""

    passed: tuple[Row, ...]
    faultless: tuple[tuple[str, tuple[tuple[Row, ...], ...]], ...]
    not_applicable: tuple[Row, ...]


def render(report: Report, *, only_gaps: bool) -> str:
    """Return ``report`` as a page: what is left to do, and without ``only_gaps`` then all the rest."""
    kind, document = GAP_LIST if only_gaps else FULL_LIST, report.document
    gaps = [_row(document, number, result) for number, result in enumerate(report.gaps, 1)]
    return template("checklist.html").render(
        title=heading(report, kind),
        kind=kind,
        facts=facts(report),
        notes=document.notes,
        doubt=KINDS[DocumentKind.OTHER] if document.facts.kind is DocumentKind.OTHER else "",
        stressed=GAPS | UNDECIDED,
        total=len(report.results),
        tally=tally(report.results),
        gaps=gaps,
        rest=None if only_gaps else _rest(report, len(gaps) + 1),
        across=_ACROSS,
        nothing_to_do=_nothing_to_do(report),
    )


@cache
def template(name: str) -> Template:
    """Return a template whose values can be held by any page and never become markup."""
    environment = Environment(
        loader=FileSystemLoader(RESOURCES / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean(value) if isinstance(value, str) else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _row(document: Document, number: int, result: Result) -> Row:
    return Row(
        number=number,
        title=result.title,
        outcome=result.outcome,
        verdict=f"{MARKS[result.outcome]} {outcome_word(result)}",
        message=result.message,
        passages=tuple(_passages(document, result)),
        near_misses=tuple(near_miss_line(document, miss) for miss in result.near_misses),
        basis=tuple(basis_line(basis) for basis in result.basis),
        advice=_advice(result),
        group=GROUPS[result.group],
    )


def _advice(result: Result) -> str:
    level = f"【{LEVELS[result.level]}】" if result.outcome in GAPS else ""
    return f"{level}{result.advice}" if result.outcome in GAPS | UNDECIDED else ""


def _passages(document: Document, result: Result) -> Iterator[Passage]:
    """Yield what is to be changed, the same slip once with all its places, then some evidence."""
    by_slip: dict[str, list[Problem]] = {}
    for problem in result.problems:
        suggestion = f"建议：{problem.suggestion.rstrip('。')}。" if problem.suggestion else ""
        said = f"“{shortened(problem.text)}”：{problem.message.rstrip('。')}。{suggestion}"
        by_slip.setdefault(said, []).append(problem)
    for said, problems in by_slip.items():
        yield Passage(_places(document, problems), said)
    yield from _evidence(document, result)


def _places(document: Document, problems: Sequence[Problem]) -> str:
    first, *others = problems
    if not others:
        return where(document, first.start, first.end)
    names = dict.fromkeys(document.place(each.start, each.end).name for each in problems)
    shown = "、".join([*names][:_MOST_PLACES])
    more = "等" if len(names) > _MOST_PLACES else "，"
    return f"{shown}{more}共{len(problems)}处"


def _evidence(document: Document, result: Result) -> Iterator[Passage]:
    told = {(problem.start, problem.end) for problem in result.problems}
    evidence = [span for span in result.evidence if (span.start, span.end) not in told]
    by_place = [
        (place, list(spans))
        for place, spans in groupby(
            sorted(evidence, key=lambda span: span.start),
            key=lambda span: where(document, span.start, span.end),
        )
    ]
    most = _MOST_EVIDENCE if result.outcome in GAPS else len(by_place)
    for place, spans in by_place[:most]:
        yield Passage(place, _quoted(spans))
    if others := by_place[most:]:
        yield Passage("", f"另有{sum(len(spans) for _, spans in others)}处原文，此处从略。")


def _quoted(spans: Sequence[Span]) -> str:
    texts = "、".join(f"“{shortened(span.text)}”" for span in spans[:_MOST_QUOTED])
    return f"{texts}等{len(spans)}处" if len(spans) > _MOST_QUOTED else texts


def _rest(report: Report, first: int) -> Rest:
    others = [result for result in report.results if result not in report.gaps]
    asked, not_asked = (
        [r for r in others if (r.outcome is Outcome.NOT_APPLICABLE) is absent]
        for absent in (False, True)
    )
    passed = [result for result in asked if result.group in REQUIRED_GROUPS]
    faultless = [result for result in asked if result.group not in REQUIRED_GROUPS]
    rows = [
        _row(report.document, number, result)
        for number, result in enumerate((*passed, *faultless, *not_asked), first)
    ]
    middle, last = len(passed), len(passed) + len(faultless)
    return Rest(tuple(rows[:middle]), tuple(_side_by_side(rows[middle:last])), tuple(rows[last:]))


def _side_by_side(rows: Sequence[Row]) -> Iterator[tuple[str, tuple[tuple[Row, ...], ...]]]:
    """Yield each group with its rows, several to a line."""
    for group, members in groupby(rows, key=lambda row: row.group):
        each = tuple(members)
        lines = (each[at : at + _ACROSS] for at in range(0, len(each), _ACROSS))
        yield group, tuple(lines)


def _nothing_to_do(report: Report) -> str:
    required = [result for result in report.results if result.group == "required"]
    if not required or any(result.outcome is not Outcome.PASS for result in required):
        return "未发现需要整改的问题。"
    count = len(required)
    number = _NUMERALS[count] if count < len(_NUMERALS) else str(count)
    return f"{number}项{GROUPS['required']}均符合，未发现需要整改的问题。"
