"""Names of others where a report speaks of its own unit."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.model import Outcome
from tests.unit.kinds.one_rule import found, problems, rule

FIELDS = {
    "endings": [
        {
            "end": "镇",
            "levels": ["镇", "乡"],
            "above": "县",
            "not_before": "乡",
            "not_after": "村",
        },
        {"end": "乡", "levels": ["镇", "乡"], "above": "县", "not_after": "村"},
        {"end": "县", "levels": ["镇"], "above": "市", "if_own": True},
    ],
    "contexts": [
        {"ends": ["镇", "乡"], "after": "^将"},
        {"ends": ["镇"], "opens": True, "not_after": "^、"},
        {"ends": ["镇"], "before": ["《"], "after": "^办法", "surely": True},
        {"ends": ["镇"], "before": ["为"], "name": "^柳", "after": "^发展"},
        {"ends": ["县"], "after": "^将"},
    ],
    "company": ["会同"],
    "neighbours": ["相邻"],
    "common": "依托 加强",
    "never": "的",
    "wrong": "{name}不是{own}",
    "suggestion": "写{own}",
}
RULE = rule("other-unit", **FIELDS)
TITLE = "东县东山镇2024年法治政府建设年度报告\n"


def names(body: str) -> list[str]:
    return [name for name, _ in problems(RULE, TITLE + body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("明年，柳林镇将学法。", ["柳林镇"]),
        ("明年，柳林乡将学法。", ["柳林乡"]),
        ("2025年柳林镇将学法。", ["柳林镇"]),
        ("明年，东山镇将学法，东县将普法。", []),
        ("明年，西川县将学法。", ["西川县"]),
        ("明年，会同柳林镇将学法。会同柳林镇将学法。", []),
        ("与相邻的镇一起，柳林镇将学法。", []),
        ("明年，依托镇将学法，好的镇将学法，乡镇将学法，山上镇村将学法。", []),
        ("依靠镇将学法，我们依靠群众。", []),
        ("柳林镇偏远。普法时，柳林镇偏远。", ["柳林镇"]),
        ("（一）柳林镇偏远。", ["柳林镇"]),
        ("柳林镇、桃源镇偏远。", []),
        ("制定《柳林镇办法》《依托镇办法》。", ["柳林镇", "依托镇"]),
        ("学法为柳林镇发展。学法为桃源镇发展。", ["柳林镇"]),
    ],
)
def test_names_of_others(body, expected):
    assert names(body) == expected


def test_the_fault_names_the_own_unit():
    (fault,) = found(RULE, f"{TITLE}明年，柳林镇将学法。").problems

    assert (fault.message, fault.suggestion) == ("柳林镇不是东山镇", "写东山镇")


def test_a_county_is_known_by_its_short_name():
    title = "融水苗族自治县东山镇2024年法治政府建设年度报告\n"

    assert problems(RULE, f"{title}明年，融水县将学法。") == []


@pytest.mark.parametrize("title", ["", "东县水利局2024年法治政府建设年度报告\n"])
def test_without_a_name_to_compare_nothing_can_be_told(title):
    assert found(RULE, f"{title}明年，柳林镇将学法。").outcome is Outcome.NOT_APPLICABLE


def test_a_word_before_a_name_is_of_one_or_two_characters():
    with pytest.raises(ValidationError):
        rule("other-unit", **FIELDS | {"contexts": [{"ends": ["镇"], "before": ["为推动"]}]})
