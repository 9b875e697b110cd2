"""What the text view marks, and what a click on it finds."""

from __future__ import annotations

from app.model import Outcome
from tests.window import builders
from ui.marks import MarkKind, marks_at, marks_of, places_of


def test_problems_are_painted_last():
    kinds = [mark.kind for mark in marks_of(builders.report())]

    assert kinds == sorted(kinds, key=list(MarkKind).index)
    assert kinds[-1] is MarkKind.PROBLEM


def test_a_short_mark_is_found_before_a_long_one_around_it():
    long, short = builders.span("行政执法力量薄弱"), builders.span("力量")
    results = (
        builders.result("a", "长", Outcome.PASS, "", evidence=(long,)),
        builders.result("b", "短", Outcome.PASS, "", evidence=(short,)),
    )
    marks = marks_of(builders.report(results=results))

    assert [mark.result for mark in marks_at(marks, short.start)] == [1, 0]
    assert [mark.result for mark in marks_at(marks, long.start)] == [0]


def test_evidence_is_shown_first_except_for_problems():
    partial = builders.results()[3]
    found, wrong = builders.span("行政执法力量薄弱"), builders.span("普法形式较为单一")

    assert places_of(partial)[0] == (found.start, found.end)

    problem = builders.result(
        "x", "用语", Outcome.PROBLEM, "", evidence=partial.evidence, problems=partial.problems
    )

    assert places_of(problem)[0] == (wrong.start, wrong.end)


def test_a_result_without_places_has_none():
    assert places_of(builders.results()[4]) == []
