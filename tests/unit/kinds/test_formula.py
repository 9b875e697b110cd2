"""Lists that are quoted as a whole and in their words."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit import builders
from tests.unit.kinds.one_rule import found, problems, rule

GOALS = {
    "items": [
        {"text": "职能科学"},
        {"text": "权责法定"},
        {"text": "执法严明", "wrong": ["执法严格"]},
        {"text": "智能高效", "outdated": ["廉洁高效"]},
        {"text": "人民满意"},
    ],
    "least": 3,
    "ordered": True,
    "closed": True,
}
STEPS = {
    "items": [
        {"text": "公众参与"},
        {"text": "专家论证"},
        {"text": "风险评估"},
        {"text": "集体讨论", "also": ["集体研究"]},
    ],
    "least": 3,
    "least_named": 2,
    "named": {"after": "^等?四个程序", "before": "四个程序:$"},
    "rest": "^等",
}
RIGHT = "职能科学、权责法定、执法严明、智能高效、人民满意"


def said(fields: dict[str, object], text: str) -> list[str]:
    """Return what is wrong with the quotations in ``text``."""
    return [fault.message for fault in found(rule("formula", **fields), text).problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(RIGHT, [], id="right"),
        pytest.param(RIGHT.replace("、人", "和人"), [], id="joined by 和"),
        pytest.param(RIGHT.replace("智能", "廉洁"), ["“廉洁高效”是过去的提法"], id="outdated"),
        pytest.param(RIGHT.replace("严明", "严格"), ["“执法严格”应为“执法严明”"], id="wrong"),
        pytest.param(RIGHT.replace("执法严明、", ""), ["少了“执法严明”"], id="missing"),
        pytest.param(
            RIGHT.replace("执法严明", "依法办事"), ["“依法办事”不在其中；少了“执法严明”"], id="strange"
        ),
        pytest.param(RIGHT.replace("职能", "机构"), ["“机构科学”应为“职能科学”"], id="the first"),
        pytest.param(RIGHT.replace("人民", "群众"), ["“群众满意”应为“人民满意”"], id="the last"),
        pytest.param(RIGHT + "、人民满意", ["“人民满意”重复了"], id="doubled"),
        pytest.param("权责法定、职能科学、执法严明、智能高效、人民满意", ["次序不对"], id="order"),
        pytest.param("职能科学、权责法定", [], id="too few to be a quotation"),
        pytest.param("职能科学，全镇干部作风明显好转，权责法定，执法严明", [], id="not side by side"),
    ],
)  # fmt: skip
def test_a_closed_list_is_quoted_word_by_word(text, expected):
    assert said(GOALS, f"建设{text}的政府。") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("公众参与、专家论证、风险评估、集体研究", [], id="all, in other words"),
        pytest.param("公众参与、专家论证、风险评估", ["少了“集体讨论”"], id="one is missing"),
        pytest.param("公众参与、专家论证、风险评估等", [], id="and others"),
        pytest.param("公众参与、专家论证", [], id="too few"),
        pytest.param("公众参与、专家论证四个程序", ["少了“风险评估”“集体讨论”"], id="few, named"),
        pytest.param("四个程序：公众参与、专家论证", ["少了“风险评估”“集体讨论”"], id="named before"),
        pytest.param("公众参与、专家论证、风险评估后，由会议集体讨论", [], id="said elsewhere"),
    ],
)  # fmt: skip
def test_an_open_list_may_be_told_in_part_where_the_text_says_so(text, expected):
    assert said(STEPS, text) == expected


def test_the_whole_list_is_what_to_write():
    assert problems(rule("formula", **GOALS), RIGHT.replace("严明", "严格")) == [
        (RIGHT.replace("严明", "严格"), RIGHT)
    ]


@pytest.mark.parametrize(
    ("fields", "text", "year", "outcome"),
    [
        pytest.param({}, "没有引用。", 2024, Outcome.NOT_APPLICABLE, id="not quoted"),
        pytest.param({"since": 2021}, RIGHT[:-5], 2020, Outcome.NOT_APPLICABLE, id="earlier"),
        pytest.param({"since": 2021}, RIGHT[:-5], 2021, Outcome.PROBLEM, id="since"),
        pytest.param({"beside": "法治"}, RIGHT[:-5], 2024, Outcome.NOT_APPLICABLE, id="of other things"),
        pytest.param(
            {"exclude": [{"why": "旧", "sentence": "当时"}]},
            "当时" + RIGHT[:-5],
            2024,
            Outcome.NOT_APPLICABLE,
            id="excused",
        ),
        pytest.param({}, RIGHT, 2024, Outcome.PASS, id="right"),
    ],
)  # fmt: skip
def test_what_is_not_quoted_is_not_praised(fields, text, year, outcome):
    document = builders.document(text, year=year)

    assert found(rule("formula", **GOALS, **fields), document).outcome is outcome
