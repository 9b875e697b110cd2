"""How much of a part is about one thing."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit import builders
from tests.unit.kinds.one_rule import found, rule

RULE = rule("share", where=["measures"], topic="普法", but_not="执法检查", most=60, least=40)
OTHER = "审查合同三十一份，提出意见四十六条，调解纠纷十二件。"
TOPIC = "开展普法活动三十六场，发放资料六千份，接受咨询多次。"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (TOPIC + OTHER, Outcome.PASS),
        (TOPIC * 3 + OTHER, Outcome.PARTIAL),
        ("普法" + TOPIC.replace("。", "，普法；") * 2 + OTHER * 3, Outcome.PASS),
        (TOPIC.replace("。", "，结合执法检查。") * 3 + OTHER, Outcome.PASS),
        ("普法。", Outcome.NOT_APPLICABLE),
    ],
)
def test_sentences_on_the_topic_are_weighed(text, outcome):
    assert found(RULE, builders.report("一、主要举措和成效\n" + text)).outcome is outcome
