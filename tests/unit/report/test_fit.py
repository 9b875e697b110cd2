"""Text takes as many lines as in a cell, and never more than a row can show."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.report.fit import MOST_LINES, cut, fitted, wrapped


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("一二三四五", 10, 1),
        ("一二三四五六", 10, 2),
        ("一\n二\n\n三", 10, 4),
        ("abcdefghij", 10, 1),
        ("一二三 abcdefgh", 10, 2),
        ("a" * 35, 10, 4),
        ("一二三四五，", 10, 2),
        ("一二三四“五”", 10, 2),
    ],
    ids=["empty", "full", "over", "breaks", "latin", "word", "long word", "comma", "quotes"],
)
def test_lines_break_as_in_a_cell(text, width, lines):
    assert wrapped(text, width) == lines


def test_a_closing_mark_takes_its_character_to_the_next_line():
    assert wrapped("一二三四五，六七八", 10) == 2
    assert wrapped("一二三四五，六七八九", 10) == 3


def test_an_opening_mark_goes_with_what_follows_it():
    assert wrapped("一二三四（五六七八", 10) == 2
    assert wrapped("一二三四（五六七八九", 10) == 3


def test_what_has_room_is_kept_as_it_is():
    assert fitted(["一", "二三四五六七"], 10) == ("一\n二三四五六七", 3)


def test_nothing_takes_one_line():
    assert fitted([], 10) == ("", 1)


def test_one_long_line_is_cut_and_says_so():
    text, lines = fitted(["长" * 40_000], 30)
    assert lines == MOST_LINES
    assert "……\n（内容较长，此处有删节。）" in text
    assert wrapped(text, 30) <= MOST_LINES


def test_a_long_line_is_cut_before_a_short_one():
    text, _ = fitted(["短一", "长" * 1000, "短二"], 30)
    first, long, last, _note = text.split("\n")
    assert (first, last) == ("短一", "短二")
    assert wrapped(long, 30) > MOST_LINES - 5


def test_lines_without_room_are_counted():
    text, _ = fitted([f"第{n}条" for n in range(100)], 30)
    kept = text.split("\n")[:-1]
    assert kept[0] == "第0条"
    assert text.endswith(f"（内容较长，另有 {100 - len(kept)} 条从略。）")


def test_cutting_keeps_as_much_as_there_is_room_for():
    assert cut("一二三四五六七八九十", 1, 10) == "一二三……"
    assert cut("一二三四五", 1, 10) == "一二三四五"


def test_very_long_text_costs_no_noticeable_time():
    start = time.perf_counter()
    fitted(["很长的文字，" * 50_000], 30)
    assert time.perf_counter() - start < 2


@given(st.lists(st.text("甲，“”（）a1 \n", max_size=400), max_size=40), st.integers(8, 40))
def test_no_cell_is_higher_than_a_row_can_be(lines, width):
    text, height = fitted(lines, width)
    assert wrapped(text, width) <= height <= MOST_LINES
