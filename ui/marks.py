"""What the text view marks: evidence, problems and near misses of all results, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.model import GAPS, UNDECIDED, Outcome, Report, Result


class MarkKind(StrEnum):
    """What a marked passage is to its result; later kinds are painted over earlier ones."""

    NEAR_MISS = "near-miss"
    EVIDENCE = "evidence"
    PROBLEM = "problem"


MARK_WORDS = {
    MarkKind.EVIDENCE: "依据原文",
    MarkKind.PROBLEM: "有问题",
    MarkKind.NEAR_MISS: "相近但不算",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked passage and the number of the result that it belongs to."""

    start: int
    end: int
    kind: MarkKind
    result: int


def marks_of(report: Report) -> tuple[Mark, ...]:
    """Return the marks of all results in the order in which they are painted."""
    marks = [mark for at, result in enumerate(report.results) for mark in _of_result(at, result)]
    order = list(MarkKind)
    return tuple(sorted(marks, key=lambda mark: order.index(mark.kind)))


def _of_result(at: int, result: Result) -> Iterator[Mark]:
    for miss in result.near_misses:
        yield Mark(miss.start, miss.end, MarkKind.NEAR_MISS, at)
    for span in result.evidence:
        yield Mark(span.start, span.end, MarkKind.EVIDENCE, at)
    for problem in result.problems:
        yield Mark(problem.start, problem.end, MarkKind.PROBLEM, at)


def marks_at(marks: tuple[Mark, ...], offset: int) -> list[Mark]:
    """Return the marks that touch ``offset``, the most telling first: short before long."""
    touching = [mark for mark in marks if mark.start <= offset <= mark.end]
    return sorted(touching, key=lambda mark: mark.end - mark.start)


def places_of(result: Result) -> list[tuple[int, int]]:
    """Return all passages of a result, the one to show first in front."""
    found = [(span.start, span.end) for span in result.evidence]
    wrong = [(problem.start, problem.end) for problem in result.problems]
    near = [(miss.start, miss.end) for miss in result.near_misses]
    first = wrong + found if result.outcome is Outcome.PROBLEM else found + wrong
    return first + near


def is_gap(result: Result) -> bool:
    """Tell whether a result asks for something to be done or decided."""
    return result.outcome in GAPS | UNDECIDED
