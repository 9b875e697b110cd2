"""A local rule may ask for more than that a number is stated."""

from __future__ import annotations

import pytest

from app.check import check
from app.errors import AppError
from app.model import Outcome, Result
from app.paths import DEFAULT_SET
from app.rules import load_set
from tests.unit.builders import report

LAYER = """\
id: county
title: 某县补充规则
edition: "1"
over: fazhi-annual-report
changes:
  - {rule: law-study-count, why: 县里规定了次数, parameters: {least: %s}}
"""
GROUP = "[{title: 中心组学法, times: 4, find: [中心组]}]"
ALL = "[{title: 学法, times: 12}]"


@pytest.fixture
def judged(tmp_path):
    """Return what law-study-count says of a text when a layer asks for a least number."""

    def result(least: str, text: str) -> Result:
        (tmp_path / "layer.yaml").write_text(LAYER % least, "utf-8")
        ruleset = load_set(DEFAULT_SET, [tmp_path])
        return next(r for r in check(report(text), ruleset) if r.rule == "law-study-count")

    return result


@pytest.mark.parametrize(
    ("least", "text", "outcome", "words"),
    [
        (GROUP, "党委理论学习中心组学法4次。", Outcome.PASS, "4次"),
        (
            GROUP,
            "党委理论学习中心组学法3次。",
            Outcome.PARTIAL,
            "中心组学法3次，少于规定的每年4次",
        ),
        (GROUP, "党委理论学习中心组每季度学法1次。", Outcome.PASS, "每季度学法1次"),
        (GROUP, "举办领导干部法治讲座9场。", Outcome.PARTIAL, "没有单独写明中心组学法"),
        (GROUP, "开展普法宣传9场。", Outcome.MISSING, "没有找到"),
        (ALL, "中心组学法8次，举办领导干部法治讲座4场。", Outcome.PASS, "8次"),
        (ALL, "中心组学法8次，举办领导干部法治讲座3场。", Outcome.PARTIAL, "学法11次"),
    ],
)
def test_fewer_than_the_least_number_is_only_part_of_it(judged, least, text, outcome, words):
    result = judged(least, text)

    assert result.outcome is outcome
    assert words in result.message


@pytest.mark.parametrize("least", ["[{title: 学法, times: 0}]", "[{times: 4}]"])
def test_a_least_number_that_makes_no_sense_is_refused(judged, least):
    with pytest.raises(AppError, match=r"layer\.yaml:6"):
        judged(least, "中心组学法4次。")
