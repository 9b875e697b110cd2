"""Set phrases of which not one character may be another."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.unit.kinds.one_rule import problems, rule

RULE = rule(
    "expressions",
    phrases=["喜闻乐见", "刀刃向内", "社会主义核心价值观"],
    shuffled=["急难愁盼"],
    allowed=["刀口向内"],
    exclude=[{"why": "栏目名", "before": "《$"}],
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("喜闻乐件", [("喜闻乐件", "喜闻乐见")], id="the last character"),
        pytest.param("善闻乐见", [("善闻乐见", "喜闻乐见")], id="the first"),
        pytest.param("社会主意核心价值观", [("社会主意核心价值观", "社会主义核心价值观")], id="a long one"),
        pytest.param("急盼难愁", [("急盼难愁", "急难愁盼")], id="another order"),
        pytest.param("喜 闻 乐 件", [("喜 闻 乐 件", "喜闻乐见")], id="with blanks"),
        pytest.param("喜闻乐见，刀刃向内，急难愁盼", [], id="right"),
        pytest.param("刀口向内", [], id="allowed"),
        pytest.param("《喜闻乐件》", [], id="excused"),
        pytest.param("喜闻很乐意", [], id="two characters"),
        pytest.param("喜闻乐5", [], id="no Chinese character"),
        pytest.param("喜闻乐，", [], id="a comma"),
        pytest.param("喜闻", [], id="cut off at the end"),
        pytest.param("乐见", [], id="cut off at the begin"),
        pytest.param("见乐闻喜", [], id="only some are looked for in other orders"),
    ],
)  # fmt: skip
def test_one_wrong_character_or_order_is_corrected(text, expected):
    assert problems(RULE, text) == expected


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"phrases": []}, id="none"),
        pytest.param({"phrases": ["法治"]}, id="too short to be sure"),
        pytest.param(
            {"phrases": ["喜闻乐见"], "shuffled": ["社会主义核心"]}, id="too many orders"
        ),
    ],
)
def test_phrases_that_cannot_be_told_are_refused(fields):
    with pytest.raises(ValidationError):
        rule("expressions", **fields)
