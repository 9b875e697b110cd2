"""What somebody has to have done, with signals that show it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.model import Outcome
from app.rule import Finding
from tests.unit import builders
from tests.unit.kinds.one_rule import found, rule

FIELDS = {
    "where": ["leader-duty"],
    "skip": ["plan"],
    "about": "负责人",
    "whose": "(书记|镇长)",
    "topic": "法治",
    "signals": [
        {"name": "研究", "find": "研究~议题"},
        {"name": "督办", "find": "(督办|约谈)"},
        {"name": "述法", "find": "述法"},
    ],
    "enough": 2,
    "weak": "高度重视",
    "too_weak": "只是表态",
    "exclude": [{"why": "没有", "before": "未$"}],
}
RULE = rule("mention", **FIELDS)
OWN = "一、党政主要负责人履行推进法治建设第一责任人职责情况\n"


def of(text: str) -> Finding:
    """Return what the rule finds in a report."""
    return found(RULE, builders.report(text))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        pytest.param(OWN + "研究议题7个，约谈2人。", Outcome.PASS, id="in a part of its own"),
        pytest.param(OWN + "研究议题7个，又研究议题8个。", Outcome.PARTIAL, id="the same twice"),
        pytest.param(OWN + "高度重视。", Outcome.PARTIAL, id="good will"),
        pytest.param(OWN + "大力推进。", Outcome.MISSING, id="nothing"),
        pytest.param(
            "一、工作成效\n镇长研究法治议题7个，督办3件。",
            Outcome.PASS,
            id="anywhere, with who and what",
        ),
        pytest.param(
            "一、工作成效\n研究法治议题7个，督办3件。", Outcome.MISSING, id="nobody said who"
        ),
        pytest.param(
            "一、工作成效\n镇长研究防汛议题7个，督办3件。", Outcome.MISSING, id="of something else"
        ),
        pytest.param(OWN + "研究议题7个，未约谈。", Outcome.PARTIAL, id="not done"),
        pytest.param(
            "一、工作成效\n学法。\n二、下一步打算\n镇长研究法治议题7个，督办3件。",
            Outcome.MISSING,
            id="only planned",
        ),
    ],
)
def test_signals_count_where_they_are_told_of_the_right_one(text, outcome):
    assert of(text).outcome is outcome


def test_the_finding_names_what_was_found_and_what_was_not():
    finding = of(OWN + "研究议题7个，约谈2人。")

    assert finding.says["found"] == "研究、督办"
    assert finding.says["absent"] == "述法"


def test_weak_words_are_told_as_near_misses():
    assert [close.why for close in of(OWN + "高度重视。").near_misses] == ["只是表态"]


@pytest.mark.parametrize("enough", [0, 4])
def test_what_can_never_be_enough_is_refused(enough):
    with pytest.raises(ValidationError):
        rule("mention", **{**FIELDS, "enough": enough})
