"""Rates of 100 per cent without a number."""

from __future__ import annotations

import pytest

from tests.unit.kinds.numbers import rule, said

RULE = rule(
    "baseless",
    name="率",
    planned="力争",
    after="^,共",
    filler="行政",
    kin=[["调解", "纠纷"]],
    matters=["成功率"],
    counted_in=["件"],
    strict=[{"rates": "满意率", "words": ["回访", "满意"]}],
    says="没有总数",
)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("受理5件，办结率100%。", []),
        ("办结率100%。", ["没有总数"]),
        ("受理5件，均已答复，办结率100%。", []),
        ("召集5个村，均已到齐，参会率100%。", ["没有总数"]),
        ("召集5个村，成功率100%。", ["没有总数"]),
        ("受理纠纷5件；调解率100%。", []),
        ("行政许可5件；行政处罚率100%。", ["没有总数"]),
        ("办结率100%，共5件。", []),
        ("办结率100%（5件）。", []),
        ("每村5人，培训率100%。", ["没有总数"]),
        ("作报告1次，认真办理建议和提案意见，办复率100%。", ["没有总数"]),
        ("受理5件，办结率100%，见面率100%，应答率100%。", []),
        ("转移151人，没有伤亡，满意率100%。", ["没有总数"]),
        ("回访151人，没有投诉，满意率100%。", []),
        ("没有一件投诉，答复率100%。", ["没有总数"]),
        ("法律顾问配备率100%，聘请法律顾问5人。", []),
        ("力争办结率100%。", ["不适用"]),
        ("办结率98%。", ["不适用"]),
        ("达到100%。", ["不适用"]),
    ],
)
def test_a_full_rate_needs_a_number_beside_it(text, messages):
    assert said(RULE, text) == messages
