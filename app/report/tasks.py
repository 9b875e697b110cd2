"""What is left to do about a report, one task per row of the ledger.

A clerk ticks off one thing after the other, so each passage to change is a task of its own. The
same slip at several places is one task: it is mended in one go, by replacing throughout. An item
that is missing, too thin or for a person to decide is one task, with all that was found on it. Of
one rule no more than a hundred are told apart; nobody ticks off thousands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from app.fold import fold_text
from app.model import GAPS, UNDECIDED, Level, Outcome, Problem, Report, Result
from app.report.checklist import (
    basis_line,
    clean,
    context,
    near_miss_line,
    sentence,
    shortened,
    where,
)
from app.terms import LEVEL_MARKS, LEVELS, MARKS, REQUIRED_GROUPS, outcome_word

SEPARATOR = "｜"
"""Stands between the parts of a key; no folded text holds it."""
_PASSAGE = 60
_MOST_PLACES = 12
_MOST_TASKS = 100
_THE_REST = "还有"


@dataclass(frozen=True, slots=True)
class Key:
    """What a task is known by from check to check: its rule, the passage and the sentence there.

    ``passage`` is folded (width and blanks don't matter) and cut, ``sentence`` a short digest that
    tells two equal passages apart; both are empty for a task on the item as a whole.
    """

    rule: str
    passage: str = ""
    sentence: str = ""

    def __str__(self) -> str:
        return SEPARATOR.join((self.rule, self.passage, self.sentence))

    @classmethod
    def read(cls, text: str) -> Key | None:
        """Return the key that ``text`` states, None when it is none."""
        rule, *rest = text.strip().split(SEPARATOR)
        if len(rest) < 2 or not rule.isascii() or not rule:  # noqa: PLR2004  (passage, sentence)
            return None
        return cls(rule, SEPARATOR.join(rest[:-1]), rest[-1])


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what is wrong, where, on what basis, and how to put it right."""

    key: Key
    result: Result
    findings: tuple[str, ...]
    quotes: tuple[str, ...]
    basis: tuple[str, ...]
    advice: tuple[str, ...]

    @property
    def verdict(self) -> tuple[str, ...]:
        """The verdict and, where one has been reached, how serious it is; each with its mark."""
        return verdict(self.result)


def tasks(report: Report) -> tuple[Task, ...]:
    """Return the tasks on ``report``: the serious ones first, what a person must decide last."""
    return tuple(task for result in by_weight(report.gaps) for task in _tasks(report, result))


def by_weight(results: tuple[Result, ...]) -> list[Result]:
    """Return ``results``, the serious ones first, undecided ones last, otherwise as they came."""
    levels = list(Level)
    return sorted(results, key=lambda r: (r.outcome in UNDECIDED, levels.index(r.level)))


def verdict(result: Result) -> tuple[str, ...]:
    """Return the verdict on ``result`` and, for a gap, its level, in words with their marks."""
    word = f"{MARKS[result.outcome]} {outcome_word(result)}"
    if result.outcome not in GAPS:
        return (word,)
    return (word, f"{LEVEL_MARKS[result.level]} {LEVELS[result.level]}")


def _tasks(report: Report, result: Result) -> Iterator[Task]:
    if result.outcome not in {Outcome.PROBLEM, Outcome.PARTIAL} or not result.problems:
        yield _whole(report, result)
        return
    alike = sorted(result.problems, key=_likeness)  # stable: places stay in order
    groups = [list(group) for _, group in groupby(alike, key=_likeness)]
    groups.sort(key=lambda group: group[0].start)
    for group in groups[:_MOST_TASKS]:
        yield _on_passage(report, result, group)
    if len(groups) > _MOST_TASKS:
        yield _on_the_rest(report, result, groups[_MOST_TASKS:])


def _likeness(problem: Problem) -> tuple[str, str, str]:
    return fold_text(problem.text), problem.message, problem.suggestion


def _whole(report: Report, result: Result) -> Task:
    misses = (near_miss_line(report.document, miss) for miss in result.near_misses)
    return Task(
        key=Key(result.rule),
        result=result,
        findings=(*([result.message] if result.message else []), *misses),
        quotes=quotes(report, places(result)),
        basis=tuple(basis_line(basis) for basis in result.basis),
        advice=(result.advice,) if result.advice else (),
    )


def places(result: Result) -> list[tuple[int, int]]:
    """Return where the evidence and the problems of ``result`` stand."""
    evidence = [(span.start, span.end) for span in result.evidence]
    return evidence + [(problem.start, problem.end) for problem in result.problems]


def _on_passage(report: Report, result: Result, alike: list[Problem]) -> Task:
    first = alike[0]
    times = f"（共{len(alike)}处，写法相同）" if len(alike) > 1 else ""
    return Task(
        key=_key(report, result, first),
        result=result,
        findings=(f"“{shortened(first.text)}”：{first.message.rstrip('。')}。{times}",),
        quotes=quotes(report, [(problem.start, problem.end) for problem in alike]),
        basis=tuple(basis_line(basis) for basis in result.basis),
        advice=tuple(_advice(result, first)),
    )


def _on_the_rest(report: Report, result: Result, groups: list[list[Problem]]) -> Task:
    starts = [(problem.start, problem.end) for group in groups for problem in group]
    return Task(
        key=Key(result.rule, _THE_REST),
        result=result,
        findings=(f"同类问题{_THE_REST}{len(starts)}处，写法各不相同，请一并检查。",),
        quotes=quotes(report, starts),
        basis=tuple(basis_line(basis) for basis in result.basis),
        advice=(result.advice,) if result.advice else (),
    )


def quotes(report: Report, passages: list[tuple[int, int]]) -> tuple[str, ...]:
    """Return the sentences in which ``passages`` stand, each with its place and its heading."""
    document = report.document
    by_sentence: dict[int, list[tuple[int, int]]] = {}
    for passage in sorted(set(passages)):
        by_sentence.setdefault(sentence(document, *passage)[0], []).append(passage)
    groups = list(by_sentence.values())
    said = [
        f"{where(document, *group[0])}：{context(document, group)}"
        for group in groups[:_MOST_PLACES]
    ]
    if len(groups) > _MOST_PLACES:
        more = "、".join(document.place(*group[0]).name for group in groups[_MOST_PLACES:])
        said.append(f"另有 {len(groups) - _MOST_PLACES} 处：{more}")
    return tuple(said)


def _advice(result: Result, problem: Problem) -> Iterator[str]:
    if problem.suggestion:
        yield f"建议：{problem.suggestion.strip().rstrip('。')}。"
    # What to do about a slip is in its suggestion; an item of content needs the wording too.
    if result.advice and (not problem.suggestion or result.group in REQUIRED_GROUPS):
        yield result.advice


def _key(report: Report, result: Result, problem: Problem) -> Key:
    around = context(report.document, [(problem.start, problem.end)])
    digest = sha256(fold_text(around).encode("utf-8", "replace")).hexdigest()[:8]
    return Key(result.rule, clean(fold_text(problem.text)).replace("\n", "")[:_PASSAGE], digest)
