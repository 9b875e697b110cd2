"""What all rules share: where they look, and when a match does not count."""

from __future__ import annotations

import pytest

from app.model import Document
from app.reading import Reading
from app.rule import Exclusion, sift
from tests.unit import builders
from tests.unit.builders import report

TEXT = (
    "一、主要举措\n（一）党建引领\n去年，我镇尚未成立领导小组的专班，今年成立。\n"
    "（二）普法宣传\n县委成立领导小组。"
)


def exclusion(**fields: object) -> Exclusion:
    """Return an exclusion that is given in these circumstances."""
    return Exclusion.model_validate({"why": "不算"} | fields)


def holds(of: Document, word: str = "领导小组", **fields: object) -> bool:
    """Tell whether a match of ``word`` in ``of`` is excluded."""
    reading = Reading(of)
    start = reading.text.index(word)
    return exclusion(**fields).holds(reading, (start, start + len(word)))


@pytest.mark.parametrize(
    ("fields", "excluded"),
    [
        pytest.param({"before": "尚未"}, True, id="before it"),
        pytest.param({"before": "去年"}, False, id="before its clause"),
        pytest.param({"before": "领导"}, False, id="the match is not before it"),
        pytest.param({"inside": "领导"}, True, id="in it"),
        pytest.param({"inside": "专班"}, False, id="not in it"),
        pytest.param({"after": "专班"}, True, id="after it"),
        pytest.param({"after": "今年"}, False, id="after its clause"),
        pytest.param({"after": "小组"}, False, id="the match is not after it"),
        pytest.param({"sentence": "去年"}, True, id="in its sentence"),
        pytest.param({"sentence": "县委"}, False, id="in another sentence"),
        pytest.param({"heading": "党建"}, True, id="in its heading"),
        pytest.param({"heading": "主要举措"}, True, id="in the heading above that"),
        pytest.param({"heading": "普法"}, False, id="in another heading"),
        pytest.param({"before": "无", "after": "专班"}, True, id="one of several is enough"),
        pytest.param({"sentence": "去年", "unless": "今年"}, False, id="unless something is said"),
        pytest.param({"sentence": "去年", "unless": "县委"}, True, id="and it is not"),
        pytest.param({}, False, id="no circumstance"),
    ],
)
def test_a_match_does_not_count_in_a_circumstance(fields, excluded):
    assert holds(report(TEXT), **fields) is excluded


@pytest.mark.parametrize(("level", "excluded"), [("镇", True), ("县级政府", False), (None, True)])
def test_an_exclusion_may_be_for_some_levels_and_for_those_unknown(level, excluded):
    found = builders.document(TEXT, level=level)

    assert found.facts.level == level
    assert holds(found, before="尚未", levels=["镇", "乡"]) is excluded


@pytest.mark.parametrize(
    ("unit", "excluded"), [("越岭市人民政府", False), ("云川区人民政府", True)]
)
def test_an_exclusion_may_spare_units_by_their_name(unit, excluded):
    found = builders.document(f"{unit}2024年法治政府建设年度报告\n尚未成立领导小组。")

    assert found.facts.unit == unit
    assert holds(found, before="尚未", spared="市人民政府$") is excluded


def test_matches_are_sifted_with_the_first_reason_that_holds():
    reading = Reading(report("一、甲\n没有成立专班，成立小组，拟成立委员会，未成立小组。"))
    matches = [
        (at, at + 2)
        for at in range(len(reading.text))
        if reading.text[at : at + 2] in {"专班", "小组"}
    ]

    kept, close = sift(
        reading,
        matches,
        [
            exclusion(why="没有", before="没有"),
            exclusion(why="否定", before=["没有", "未"], contradicts=True),
        ],
    )

    assert kept == matches[1:2]
    assert [(c.place, c.why, c.contradicts) for c in close] == [
        (matches[0], "没有", False),
        (matches[2], "否定", True),
    ]


def test_without_exclusions_every_match_is_kept():
    assert sift(Reading(report("甲")), [(0, 1)], []) == ([(0, 1)], [])
