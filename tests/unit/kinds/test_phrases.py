"""Words that should be written otherwise: patterns, mere words, and numbers with a check digit."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from pydantic import ValidationError

from app.model import Outcome
from app.rule import Rule
from tests.unit import builders
from tests.unit.kinds.one_rule import found, problems, rule


def phrases(*slips: Mapping[str, object], **fields: object) -> Rule:
    """Return a rule with these slips."""
    return rule("phrases", slips=[{"why": "写错了", **slip} for slip in slips], **fields)


@pytest.mark.parametrize(
    ("slip", "text", "expected"),
    [
        pytest.param(
            {"find": "截止#月", "change": ["截止", "截至"]},
            "截止12月",
            [("截止12月", "截至12月")],
            id="changed",
        ),
        pytest.param({"find": "请批示", "instead": "特此报告"}, "请批示", [("请批示", "特此报告")], id="replaced"),
        pytest.param({"find": "XX"}, "XX镇", [("XX", "")], id="to be looked at"),
        pytest.param(
            {"find": "约#(余|多|左右)", "change": ["左右", ""]},
            "约5左右，约7余",
            [("约5左右", "约5"), ("约7余", "")],
            id="no suggestion where the words to change are absent",
        ),
        pytest.param({"words": {"防讯": "防汛"}}, "防讯和防讯", [("防讯", "防汛")] * 2, id="words"),
        pytest.param({"words": {"Ａ级": "甲级"}}, "Ａ级", [("Ａ级", "甲级")], id="words in full width"),
        pytest.param({"words": {"防讯": "防汛"}}, "防 讯", [("防 讯", "防汛")], id="words with blanks"),
        pytest.param({"words": {"防讯": "防汛"}}, "防汛", [], id="right words"),
    ],
)  # fmt: skip
def test_slips_come_with_what_to_write_instead(slip, text, expected):
    assert problems(phrases(slip), text) == expected


def test_excuses_hold_for_one_slip_or_for_all():
    one = {"words": {"防讯": "防汛"}, "exclude": [{"why": "消防", "before": "消$"}]}
    other = {"find": "抗早"}
    every = [{"why": "书名", "before": "《"}]

    assert problems(phrases(one, other), "消防讯息，防讯抗早，《抗早》") == [
        ("防讯", "防汛"),
        ("抗早", ""),
        ("抗早", ""),
    ]
    assert problems(phrases(one, other, exclude=every), "防讯抗早，《抗早》") == [
        ("防讯", "防汛"),
        ("抗早", ""),
    ]


def test_of_overlapping_slips_the_first_is_told():
    assert problems(phrases({"find": "较去年同比"}, {"find": "同比"}), "较去年同比") == [
        ("较去年同比", "")
    ]


def test_numbers_need_their_check_digit():
    slip = {"find": "re:[0-9]{17}[0-9X]", "proof": "identity-card"}

    assert problems(phrases(slip), "11010519491231002X和110105194912310021") == [
        ("11010519491231002X", "")
    ]


@pytest.mark.parametrize(
    ("year", "outcome"), [(2020, Outcome.PASS), (2021, Outcome.PROBLEM), (None, Outcome.PROBLEM)]
)
def test_a_slip_may_be_one_only_since_a_year(year, outcome):
    document = builders.document("学习合同法。", year=year)

    assert found(phrases({"find": "合同法", "since": 2021}), document).outcome is outcome


@pytest.mark.parametrize(
    "slip",
    [
        pytest.param({}, id="nothing to look for"),
        pytest.param({"find": "甲", "words": {"乙": "丙"}}, id="both"),
        pytest.param({"words": {"防汛": "防汛期"}}, id="what is written instead holds the slip"),
        pytest.param({"find": "甲", "proof": "passport"}, id="an unknown proof"),
    ],
)
def test_slips_that_make_no_sense_are_refused(slip):
    with pytest.raises(ValidationError):
        phrases(slip)
