"""A part of the report says enough, too little, or is not there."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit import builders
from tests.unit.kinds.one_rule import found, rule

LONG = "审查合同31份，提出意见46条，调解纠纷12件。" * 3
MEASURES = rule(
    "part",
    where=["measures"],
    skip=["deficiencies"],
    least=40,
    facts=3,
    concrete="#(份|条|件)",
    elsewhere=100,
)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        pytest.param("一、主要举措和成效\n" + LONG, Outcome.PASS, id="long, with facts"),
        pytest.param(
            "一、主要举措和成效\n" + "不断推进依法行政。" * 10, Outcome.PARTIAL, id="without facts"
        ),
        pytest.param("一、主要举措和成效\n审查1份、2条、3件。", Outcome.PARTIAL, id="short"),
        pytest.param("一、存在的问题\n力量不足。", Outcome.MISSING, id="not there"),
        pytest.param(LONG * 2, Outcome.PASS, id="without a heading of its own"),
        pytest.param(LONG, Outcome.MISSING, id="too short for that"),
    ],
)
def test_measures_are_as_long_and_concrete_as_they_have_to_be(text, outcome):
    assert found(MEASURES, builders.report(text)).outcome is outcome
