"""Numbers with their units, and the words that they stand among."""

from __future__ import annotations

import pytest

from app.amounts import Amount, AmountRule, Amounts, added_up, adds_up
from app.reading import Reading
from tests.unit import builders
from tests.unit.kinds.one_rule import rule

RULE = rule(
    "total",
    units=["件", "个", "人", "名", "次", "元", "个百分点", "场", "场次", "%"],
    not_amount=["一次性", "#项合计"],
    total=["共"],
    suggestion="请核对。",
)


def amounts(text: str) -> Amounts:
    """Return the amounts of a report with ``text``."""
    assert isinstance(RULE, AmountRule)
    return RULE.amounts(Reading(builders.report(f"一、工作\n{text}")))


def one(text: str) -> Amount:
    """Return the only amount of ``text``."""
    (amount,) = amounts(text)
    return amount


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("办结12件", 12, "件"),
        ("办结１２件", 12, "件"),
        ("办结十二件", 12, "件"),
        ("办结1,200件", 1200, "件"),
        ("办结1.2万件", 12000, "件"),
        ("罚款8.25万元", 82500, "元"),
        ("培养3名", 3, "人"),
        ("举办5场次", 5, "场"),
        ("成功率98.2%", 98.2, "%"),
        ("成功率百分之九十八", 98, "%"),
        ("提高2.6个百分点", 2.6, "个百分点"),
    ],
)
def test_an_amount_is_read_in_any_script(text, value, unit):
    assert (one(text).value, one(text).unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "第3次会议",
        "落实“三个责任人”",
        "一次性告知",
        "两项合计",
        "千家万户",
        "2024年3月",
        "12345热线",
    ],
)
def test_what_is_no_count_is_no_amount(text):
    assert amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "is_rough"),
    [
        ("办结40余件", True),
        ("办结40多件", True),
        ("办结约40件", True),
        ("办结近40件", True),
        ("办结40件以上", True),
        ("不少于40件", True),
        ("办结3至5件", True),
        ("修订村规民约40件", False),
        ("办结最近40件", False),
        ("办结40件", False),
    ],
)
def test_a_rounded_or_bounded_amount_is_told_apart(text, is_rough):
    assert one(text).is_rough is is_rough


def test_an_amount_for_each_of_something_is_told_apart():
    each = [
        amount.is_each for amount in amounts("每月1次，全年12次，上下半年各召开6次，平均每场9人。")
    ]

    assert each == [True, False, True, True]


def test_words_around_an_amount_end_at_punctuation_and_at_the_next_amount():
    first, second = amounts("去年，办结5件案件、共3个（社区）村民，今年。")

    assert (first.lead, first.tail, second.lead, second.tail) == ("办结", "案件", "共", "····村民")


def test_amounts_are_alike_by_unit_and_brackets():
    came, aside, done = amounts("受理8件（上年2件），办结6件。")

    assert amounts("受理8件（上年2件），办结6件。").before(done) == [came]
    assert not came.is_like(aside)


def test_amounts_of_sentences_before_are_found_within_the_paragraph():
    text = amounts("甲1件。乙2件；丙3件。\n丁4件。")

    assert [a.value for a in text.before(text[2], sentences=1)] == [2]
    assert text.before(text[3], sentences=3) == []


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("甲3件、乙4件、共7件", True),
        ("甲3件、乙4件、共8件", False),
        ("甲4.2万元、乙5.4万元、共9.6万元", True),
        ("甲4.2万元、乙5.4万元、共9.7万元", False),
        ("甲1.26万件、乙2.33万件、共3.58万件", True),
        ("甲6123件、乙3715件、共1.0万件", True),
        ("甲6123件、乙4715件、共1.0万件", False),
    ],
)
def test_sums_are_as_exact_as_their_numbers(text, holds):
    *parts, total = amounts(text)

    assert adds_up(parts, total) is holds


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("甲3件、乙4件", "3＋4＝7"),
        ("甲4.2万元、乙5.4万元", "4.2万＋5.4万＝9.6万"),
        ("甲95.2%、乙2.6%", "95.2%＋2.6%＝97.8%"),
    ],
)
def test_a_sum_is_written_as_its_numbers_are(text, sum_):
    assert added_up(amounts(text)) == sum_
