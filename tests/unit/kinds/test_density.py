"""How often something occurs in a part."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit import builders
from tests.unit.kinds.one_rule import found, rule

RULE = rule("density", where=["measures"], find="#件", per=20, least=30)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("调解纠纷12件，审查合同3件，扎实推进各项工作取得成效。", Outcome.PASS),
        ("调解纠纷12件，" + "扎实推进各项工作取得成效。" * 4, Outcome.PARTIAL),
        ("调解纠纷。", Outcome.NOT_APPLICABLE),
    ],
)
def test_figures_are_counted_against_the_length(text, outcome):
    assert found(RULE, builders.report("一、主要举措和成效\n" + text)).outcome is outcome


def test_a_report_without_the_part_is_not_judged():
    assert found(RULE, builders.report("一、存在的问题\n不足。")).outcome is Outcome.NOT_APPLICABLE
