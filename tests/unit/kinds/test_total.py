"""Totals after a list."""

from __future__ import annotations

import pytest

from tests.unit.kinds.numbers import rule, said

RULE = rule(
    "total",
    total=["共", "合计", "#项合计"],
    standing="目前",
    added="新增",
    base="原有",
    rest="其他",
    alike=["个", "件"],
)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("甲3件、乙4件，共7件。", []),
        ("甲3件、乙4件，共8件。", ["3＋4＝7，原文写8"]),
        ("甲三件，乙四件，合计八件。", ["三＋四＝7，原文写八"]),
        ("丙9件，甲3件、乙4件，共7件。", []),
        ("学法3次、讲座4场，两项合计7次。", []),
        ("学法3次、讲座4场，两项合计8次。", ["3＋4＝7，原文写8"]),
        ("合同3个、其他4件，共8件。", ["3＋4＝7，原文写8"]),
        ("新增3人、新增4人，目前共9人。", ["不适用"]),
        ("原有3人、新增4人，目前共9人。", ["3＋4＝7，原文写9"]),
        ("甲3件、乙4件，丙共收8件。", ["不适用"]),
        ("收甲3件、收乙4件，共收8件。", ["3＋4＝7，原文写8"]),
        ("甲3次、乙4次，共7次，全年共16次。", []),
        ("甲3件、乙4场，共8场。", ["不适用"]),
        ("甲30余件、乙4件，共8件。", ["不适用"]),
        ("甲3件。共8件。", ["不适用"]),
    ],
)
def test_a_total_is_the_sum_of_the_list_before_it(text, messages):
    assert said(RULE, text) == messages
