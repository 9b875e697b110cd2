"""How a unit calls itself."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit.kinds.one_rule import found, problems, rule

RULE = rule(
    "own-level",
    lead=["由$"],
    foreign=[
        {
            "levels": ["乡"],
            "why": "不是镇",
            "find": ["我镇", "全镇"],
            "bodies": ["镇党委"],
            "exclude": [{"why": "别处", "before": ["相邻"]}],
        },
        {"levels": ["乡", "镇"], "unit": ["县~(乡|镇)"], "why": "不归区管", "bodies": ["区政府"]},
    ],
    own=[{"levels": ["乡"], "words": ["我乡", "全乡"], "suggestion": "写我乡"}],
)
XIANG = "某县青石乡2024年法治政府建设年度报告\n"
ZHEN = "东山镇2024年法治政府建设年度报告\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{XIANG}全乡学法4次，乡镇联动。", []),
        (f"{XIANG}全镇学法4次。", ["全镇"]),
        (f"{XIANG}学法4次，镇党委带头。", ["镇党委"]),
        (f"{XIANG}由镇党委带头。", ["镇党委"]),
        (f"{XIANG}柳河镇党委、各乡镇党委到访。", []),
        (f"{XIANG}相邻的镇党委到访，相邻全镇学法。", []),
        (f"{XIANG}区政府表扬。", ["区政府"]),
        (f"{ZHEN}全镇学法，区政府表扬。", []),
    ],
)
def test_words_of_another_level(text, expected):
    assert [passage for passage, _ in problems(RULE, text)] == expected


def test_the_suggestion_is_that_of_the_own_level():
    assert problems(RULE, f"{XIANG}全镇学法4次。") == [("全镇", "写我乡")]


def test_a_text_full_of_another_levels_words_leaves_the_level_in_doubt():
    text = f"{XIANG}全镇学法。我镇普法。全镇执法。"

    assert found(RULE, text).outcome is Outcome.REVIEW
    assert found(RULE, f"{text}全乡我乡全乡。").outcome is Outcome.PROBLEM


def test_without_a_level_there_is_nothing_to_compare():
    assert found(RULE, "学法4次。").outcome is Outcome.NOT_APPLICABLE
