"""The same words twice in a row."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit.kinds.one_rule import found, problems, rule

RULE = rule("doubled", single=["的的"], right=["大队大队长", "re:一.一."], wrong="{once}写了两遍")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("压实责任。", []),
        ("压实压实责任。", [("压实压实", "压实")]),
        ("压实压实压实责任。", [("压实压实", "压实")]),
        ("不断提高不断提高能力。", [("不断提高不断提高", "不断提高")]),
        ("抓落实，抓落实，见成效。", [("抓落实，抓落实，", "抓落实，")]),
        ("全镇的的工作。", [("的的", "的")]),
        ("２０２４年2024年学法。", [("２０２４年2024年", "２０２４年")]),
        ("压 实压实责任。", [("压 实压实", "压 实")]),
        ("𬭎𬭎压实压实责任。", [("压实压实", "压实")]),
        ("办结14件，办复14件，办复率高。", []),
        ("执法大队大队长带队，一个一个落实，1次1次。", []),
        ("压实\n压实责任", []),
        ("受理 办结 办结率", []),
        ("高高兴兴，好好学习。", []),
    ],
)
def test_doubled_words(text, expected):
    assert problems(RULE, text) == expected


def test_nothing_doubled_passes():
    assert found(RULE, "压实责任。").outcome is Outcome.PASS
    assert found(RULE, "").outcome is Outcome.PASS
