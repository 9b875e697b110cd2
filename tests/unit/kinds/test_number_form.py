"""Numbers in a wrong form: the suggestion is made of the numbers themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.model import Source
from tests.unit import builders
from tests.unit.kinds.one_rule import problems, rule
from tests.unit.word import p, table


def one(find: str, instead: str, **fields: object):
    """Return a rule with one form."""
    return rule("number-form", forms=[{"find": find, "instead": instead, "why": "改", **fields}])


DATE = one(r"re:20\d\d年\d+月\d+日|二.{3}年.{1,3}月.{1,3}日", "{}年{}月{}日")
NUMBER = one(r"re:\[20\d\d\]\d+号", "〔{}〕{}号", in_text=True)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2025年01月07日", "2025年1月7日"),
        ("二〇二五年一月二十日", "2025年1月20日"),
        ("二O二五年1月20日", "2025年1月20日"),
        ("二○二五年十二月7日", "2025年12月7日"),
    ],
)
def test_dates_are_written_in_plain_digits(text, right):
    assert problems(DATE, f"会议于{text}召开。") == [(text, right)]


def test_a_form_with_too_few_numbers_has_no_suggestion():
    assert problems(one("re:20\\d\\d年", "{}年{}月"), "2025年") == [("2025年", "")]


@pytest.mark.parametrize(("near", "expected"), [(1, ["23年"]), (4, ["23年", "20年"])])
def test_short_years_are_near_the_year_of_the_report(near, expected):
    rule = one(r"re:\d\d年", "20{}年", near=near)
    document = builders.document("比23年、20年多。", year=2024)

    assert [passage for passage, _ in problems(rule, document)] == expected


def test_without_a_report_year_all_short_years_count():
    assert problems(one(r"re:\d\d年", "20{}年", near=1), "比99年多。") == [("99年", "2099年")]


def test_what_is_wrong_in_text_only_is_not_looked_for_in_tables():
    source = builders.docx(p("甲发[2024]3号。"), table(("乙发[2024]4号",)))

    assert problems(NUMBER, builders.document(source)) == [("[2024]3号", "〔2024〕3号")]


def test_nor_in_pages():
    source = builders.source("甲发[2024]3号。")
    page = Source(Path("报告.pdf"), source.blocks, source.notes, "")

    assert problems(NUMBER, builders.document(page)) == []


def test_of_overlapping_forms_the_first_is_told():
    rule_of_two = rule(
        "number-form",
        forms=[
            {"find": r"re:0\d月\d日", "instead": "{}月{}日", "why": "甲"},
            {"find": r"re:\d月\d日", "instead": "{}-{}", "why": "乙"},
        ],
    )

    assert problems(rule_of_two, "01月7日") == [("01月7日", "1月7日")]


@pytest.mark.parametrize("instead", ["年月", "{年}", "{}年{"])
def test_a_form_that_cannot_be_filled_is_refused(instead):
    with pytest.raises(ValidationError, match="数字的位置写"):
        one("#年", instead)
