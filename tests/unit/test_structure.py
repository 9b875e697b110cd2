"""A source becomes a document: the text with its sections, facts and notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.load import load
from app.paths import SAMPLES
from tests.unit.builders import document, outline, report, source

BODY = "全年深入开展普法宣传活动三十场次，发放宣传资料五千余份，现场解答群众咨询六百人次。"


def test_what_the_user_says_goes_before_what_the_report_says():
    found = document(
        f"东山镇2024年法治政府建设年度报告\n一、举措\n{BODY}", level="乡", year=2023
    ).facts

    assert (found.level, found.year) == ("乡", 2023)
    assert found.unit == "东山镇"


def test_the_year_of_the_user_tells_which_chapter_is_of_the_next_year():
    text = f"东山镇2024年法治政府建设年度报告\n一、2024年再上新台阶\n{BODY}"

    assert document(text).sections[0].roles == ("measures",)
    assert document(text, year=2023).sections[0].roles == ("plan",)


def test_what_the_user_leaves_open_the_report_says():
    found = document(f"东山镇2024年法治政府建设年度报告\n一、举措\n{BODY}", level="乡").facts

    assert (found.level, found.year) == ("乡", 2024)


def test_notes_of_loading_come_before_those_of_cleaning():
    damaged = replace(source("一、举措\n**甲**"), notes=("编码有损坏。",))

    first, second = document(damaged).notes
    assert first == "编码有损坏。"
    assert "标记符号" in second


def test_a_document_keeps_its_source():
    given = source("一、举措")

    assert document(given).source is given


def test_an_empty_text_is_a_document():
    found = document("")

    assert (found.text, found.sections, found.notes) == ("", (), ())


def test_before_the_first_heading_there_is_no_section():
    found = report(f"一、举措\n{BODY}")

    assert found.section_at(0) is None
    assert found.section_at(found.text.index("全年")) == found.sections[0]


@pytest.mark.parametrize("name", ["良好示例", "有缺项示例", "PDF复制示例"])
def test_a_word_file_and_its_text_are_the_same_document(name):
    word, text = (document(load(SAMPLES / f"{name}.{ending}")) for ending in ("docx", "txt"))

    assert word.facts == text.facts
    assert outline(word) == outline(text)
    assert [s.roles for s in word.sections] == [s.roles for s in text.sections]


def test_a_document_that_was_cleaned_is_the_same_again():
    once = document(load(SAMPLES / "PDF复制示例.txt"))
    again = document(once.text)

    assert again.text == once.text
    assert again.sections == once.sections
    assert again.facts == once.facts
