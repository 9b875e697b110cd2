"""Half-width signs among Chinese characters."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit.kinds.one_rule import found, problems, rule

RULE = rule("half-width", sign="“{sign}”应为“{right}”{count}", pair="括号{count}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "学法,普法，执法，公开，审查。",
            [("学法,普法，执法，公开", "学法，普法，执法，公开")],
        ),
        (
            "做法有:学法，普法。一类：执法。二类：公开。",
            [("做法有:学法，普法。一类", "做法有：学法，普法。一类")],
        ),
        ("（一）学法。\n(二)普法。\n（三）执法。", [("(二)", "（二）")]),
        ("比例1:3，金额1,200元，（见附件）Word(2016)，电话:0851。", []),
        ("学法4次,普法3次，公开。", []),
    ],
)
def test_half_width_signs_are_told_with_the_full_width_ones(text, expected):
    assert problems(RULE, text) == expected


def test_each_sign_is_told_once_with_its_number():
    text = "学法,普法,执法，公开，审查，调解，宣传。"

    assert [fault.message for fault in found(RULE, text).problems] == ["“,”应为“，”2"]


def test_a_text_that_a_program_has_narrowed_is_not_judged():
    assert found(RULE, "学法,普法,执法。").outcome is Outcome.NOT_APPLICABLE


def test_a_text_without_half_width_signs_passes():
    assert found(RULE, "学法，普法，执法。").outcome is Outcome.PASS
