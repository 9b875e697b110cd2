"""A number is read in whatever script it is written, and nothing else is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.load.number_formats import number_text
from app.numerals import NUMBER, value, year


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("0", 0),
        ("1,200", 1200),
        ("1,234,567", 1234567),
        ("2.5", 2.5),
        ("2.5万", 25_000),
        ("3万", 30_000),
        ("1.2亿", 120_000_000),
        ("3百", 300),
        ("1万2千", 12_000),
        ("零", 0),
        ("〇", 0),
        ("一", 1),
        ("两", 2),
        ("俩", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("百", 100),
        ("两百", 200),
        ("两百五十", 250),
        ("一百零五", 105),
        ("一千零一十", 1010),
        ("三千五百", 3500),
        ("一万二千", 12_000),
        ("三十五万六千", 356_000),
        ("万", 10_000),
        ("二〇二四", 2024),
        ("二○二四", 2024),
    ],
)
def test_reads_numbers_of_every_script(text, number):
    assert value(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("40余", 40),
        ("四十多", 40),
        ("十余", 10),
        ("20余万", 200_000),
        ("二十余万", 200_000),
        ("3万余", 30_000),
        ("百余", 100),
        ("1,200余", 1200),
    ],
)
def test_a_rounded_number_counts_as_the_number_written(text, number):
    assert value(text) == number


@pytest.mark.parametrize("text", ["", "余", "多", "次", "学法", "1.2.3", "abc"])
def test_what_is_no_number_has_no_value(text):
    assert value(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("一万零五", 10_005), ("两万零八", 20_008), ("一亿二千万", 120_000_000)],
)
def test_reads_what_stands_after_a_myriad(text, number):
    assert value(text) == number


def test_reads_several_digits_before_a_thousand():
    assert value("12千") == 12_000


@pytest.mark.parametrize("text", ["②", "²"])
def test_a_digit_of_another_kind_is_no_failure(text):
    assert value(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("共12次", "12"),
        ("共1,200次", "1,200"),
        ("共2.5万人", "2.5万"),
        ("共40余次", "40余"),
        ("共二十余万元", "二十余万"),
        ("共十二次", "十二"),
        ("共几次", None),
    ],
)
def test_the_expression_finds_the_whole_number(text, found):
    match = re.search(NUMBER, text)

    assert (match and match.group()) == found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2024", 2024),
        ("1999", 1999),
        ("二〇二四", 2024),
        ("二零二四", 2024),
        ("二○二四", 2024),
        ("一九九九", 1999),
    ],
)
def test_reads_years(text, number):
    assert year(text) == number


@pytest.mark.parametrize("text", ["24", "20245", "2124", "1824", "二十四", "两千", ""])
def test_what_is_no_year_is_none(text):
    assert year(text) is None


@given(st.integers(0, 9_999_999_999))
def test_digits_come_back(number):
    assert value(str(number)) == number


@given(st.integers(0, 9_999_999_999))
def test_digits_in_groups_of_three_come_back(number):
    assert value(f"{number:,}") == number


@given(st.integers(1, 9_999))
def test_what_word_writes_in_chinese_comes_back(number):
    assert value(number_text(number, "chineseCountingThousand")) == number


@given(st.integers(1, 9_999))
def test_so_many_myriads_are_so_many_times_ten_thousand(number):
    assert value(number_text(number, "chineseCountingThousand") + "万") == number * 10_000


@given(st.integers(1900, 2099))
def test_years_written_digit_by_digit_come_back(number):
    assert year(number_text(number, "ideographDigital")) == number


@given(st.text(st.sampled_from("0123456789零〇一二两三四五六七八九十百千万亿余多,."), max_size=8))
def test_no_mixture_of_numerals_is_a_failure(text):
    found = value(text)

    assert found is None or found >= 0
