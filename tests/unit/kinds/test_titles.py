"""Names of laws and documents that are quoted nearly right."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit.kinds.one_rule import found, problems, rule

LONG = "党政主要负责人履行推进法治建设第一责任人职责规定"
RULE = rule(
    "titles",
    titles=[
        {"name": LONG},
        {"name": "法治政府建设实施纲要（2021—2025年）"},
        {"name": "法治政府建设实施纲要（2015—2020年）"},
        {"name": "关于进一步加强市县法治建设的意见", "also": ["市县法治意见"]},
    ],
    known=["行政处罚法", "行政许可法", "未成年人保护法", "民营经济促进法", "物权法"],
    prefixes=["中华人民共和国", "国务院"],
    genres=["方案", "规定", "纲要", "意见", "办法"],
    exclude=[{"why": "自己的", "before": "印发《$"}],
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"《{LONG}》", id="exact"),
        pytest.param(LONG, id="exact without the marks"),
        pytest.param("《法治政府建设实施纲要(2021-2025年)》", id="other brackets and dash"),
        pytest.param("《法治政府建设实施纲要（2021年至2025年）》", id="years in words"),
        pytest.param("《法治政府建设实施纲要（20212025年）》", id="a dash lost on the way"),
        pytest.param("《法治政府建设实施纲要（2015—2020年）》", id="an earlier edition"),
        pytest.param("《法治政府建设实施纲要（2026—2030年）》", id="an edition to come"),
        pytest.param("《法治政府建设实施纲要（2021—2025年）》，《法治政府建设实施纲要》", id="short afterwards"),
        pytest.param("《中华人民共和国行政处罚法》《行政许可法（2019年修正）》", id="prefix and edition"),
        pytest.param("《国务院关于进一步加强市县法治建设的意见》《市县法治意见》", id="another form"),
        pytest.param("《第一责任人职责规定》", id="the end of a name"),
        pytest.param("《法治政府建设实施方案（2021—2025年）》", id="another document"),
        pytest.param("《清河县法治政府建设实施纲要（2021—2025年）》", id="that of a place"),
        pytest.param(f"《关于落实〈{LONG}〉的意见》", id="a document on it"),
        pytest.param("印发《关于进一步加强市县法治建设意见》", id="excused"),
        pytest.param("《水法》《物权》", id="too short to tell"),
        pytest.param("推进法治建设第一责任人职责情况", id="no name"),
    ],
)  # fmt: skip
def test_right_names_and_names_of_others_are_left_alone(text):
    assert problems(RULE, text) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (LONG.replace("履行", ""), LONG),
        (LONG.replace("法治", "法治政府"), LONG),
        ("法治政府建设实施纲要", "法治政府建设实施纲要（2021—2025年）"),
        ("法治政府建设实施纲要（2021-2025）", "法治政府建设实施纲要（2021—2025年）"),
        ("法治政府建设实施纲要（2020—2025年）", "法治政府建设实施纲要（2021—2025年）"),
        ("法治政府实施纲要（2021—2025年）", "法治政府建设实施纲要（2021—2025年）"),
        ("进一步加强市县法治建设的意见", "关于进一步加强市县法治建设的意见"),
        ("关于进一步加强市县法治建设意见", "关于进一步加强市县法治建设的意见"),
        ("行政处法法", "行政处罚法"),
        ("未成年保护法", "未成年人保护法"),
        ("中华人民共和国民营经济发展促进法", "中华人民共和国民营经济促进法"),
    ],
)
def test_names_that_differ_a_little_are_corrected(wrong, right):
    assert problems(RULE, f"落实《{wrong}》。") == [(wrong, right)]


def test_long_names_are_corrected_without_their_marks():
    assert problems(RULE, f"认真落实{LONG.replace('履行', '')}。") == [
        (LONG.replace("履行", ""), LONG)
    ]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("《白河镇工作要点》", Outcome.NOT_APPLICABLE),
        ("学习法律。", Outcome.NOT_APPLICABLE),
        ("《行政处罚法》", Outcome.PASS),
    ],
)
def test_a_report_that_quotes_no_known_name_is_not_praised(text, outcome):
    assert found(RULE, text).outcome is outcome
