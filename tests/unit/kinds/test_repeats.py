"""Sentences that stand in two places."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit import builders
from tests.unit.kinds.one_rule import found, problems, rule
from tests.unit.word import p, table

RULE = rule(
    "repeated",
    least=12,
    least_alike=20,
    form=["单位"],
    stock=["职能科学、权责法定、执法严明"],
    wrong="写过",
    wrong_nearly="几乎一样",
    suggestion="留一处",
)
SAME = "会同相邻的滨河街道开展整治5次"
LONG = "镇党委定期听取法治工作汇报，研究解决基层执法中的突出问题"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{SAME}。学法4次。{SAME}。", ["写过"]),
        (f"镇里这样做。{SAME}；学法4次。普法12次，效果好。一是{SAME}。", ["写过"]),
        (f"“{SAME}。”学法4次。{SAME}。", ["写过"]),
        (f"{SAME}。学法4次。{SAME}吗。", []),
        (f"整治：{SAME}，有效。学法4次。检查：{SAME}，有效。", ["写过"]),
        (f"责任单位：{SAME}，有效。学法4次。牵头单位：{SAME}，有效。", []),
        ("学法4次效果好。学法4次效果好。", []),
        (f"{LONG}，形成合力。学法4次。{LONG}，推动有力。", ["几乎一样"]),
        (f"{LONG}，成效明显。学法4次。对照要求找差距、补短板、强弱项，{LONG}。", []),
        (f"{SAME}\n学法4次。普法12次。\n{SAME}", []),
        ("建设职能科学、权责法定、执法严明政府。学法。建设职能科学、权责法定、执法严明政府。", []),
    ],
)
def test_repeated_sentences(text, expected):
    assert [fault.message for fault in found(RULE, text).problems] == expected


def test_the_later_sentence_is_marked_and_the_earlier_one_is_the_evidence():
    text = f"{SAME}。学法4次。{SAME}。"
    finding = found(RULE, text)

    assert [fault.place for fault in finding.problems] == [(21, 36)]
    assert list(finding.evidence) == [(0, 15)]


def test_a_passage_of_several_sentences_is_one_fault():
    passage = f"{SAME}。{LONG}。"

    assert problems(RULE, f"{passage}学法4次。{passage}") == [(f"{SAME}。{LONG}", "留一处")]


def test_headings_and_cells_of_a_table_may_repeat():
    headings = (
        "一、加强组织领导，压实主体责任。\n学法4次。\n二、加强组织领导，压实主体责任。\n普法12次。"
    )
    cells = builders.document(builders.docx(table((f"{SAME}。",), (f"{SAME}。",)), p("学法。")))

    assert problems(RULE, headings) == []
    assert problems(RULE, cells) == []


def test_one_sentence_has_nothing_to_compare_with():
    assert found(RULE, f"{SAME}。").outcome is Outcome.NOT_APPLICABLE
