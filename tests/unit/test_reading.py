"""A report is read in sentences, clauses, paragraphs and parts, and every place of them leads back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pattern import NO_WORDS, Phrases
from app.reading import Reading, merged, without
from tests.unit import builders

STRETCHES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted).map(tuple))


def reading(text: str) -> Reading:
    """Return a reading of a report over ``text``."""
    return Reading(builders.report(text))


def at(text: str, word: str, within: str) -> str:
    """Return the ``within`` (sentence, clause, paragraph) of ``text`` around ``word``."""
    read = reading(text)
    start, end = getattr(read, within)(read.text.index(word))
    return read.text[start:end]


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        pytest.param("甲乙。丙丁。", "丙", "丙丁。", id="full stop"),
        pytest.param("甲乙；丙丁！", "甲", "甲乙;", id="semicolon"),
        pytest.param("甲乙？丙丁", "丙", "丙丁", id="question mark"),
        pytest.param("甲乙\n丙丁。", "甲", "甲乙\n", id="a paragraph end"),
        pytest.param("“甲乙。”丙丁。", "甲", "“甲乙。”", id="closing quotation mark"),
        pytest.param("甲1.5元，乙。", "乙", "甲1.5元,乙。", id="decimal point"),
    ],
)
def test_sentences_end_where_a_person_ends_them(text, word, sentence):
    assert at(text, word, "sentence") == sentence


@pytest.mark.parametrize(
    ("text", "word", "clause"),
    [
        pytest.param("甲乙，丙丁。", "丙", "丙丁。", id="comma"),
        pytest.param("甲乙：丙丁", "丙", "丙丁", id="colon"),
        pytest.param("甲、乙，丙", "甲", "甲、乙,", id="enumeration comma does not end it"),
        pytest.param("发放1,200份。", "份", "发放1,200份。", id="comma inside a number"),
        pytest.param("甲12:30乙。", "乙", "甲12:30乙。", id="colon inside a time"),
    ],
)
def test_clauses_end_at_commas_and_colons(text, word, clause):
    assert at(text, word, "clause") == clause


def test_a_paragraph_is_a_line():
    assert at("甲。乙。\n丙。", "乙", "paragraph") == "甲。乙。"
    assert at("甲。乙。\n丙。", "丙", "paragraph") == "丙。"


def test_a_quotation_is_of_the_text_as_it_stands():
    read = reading("全年学　法１２次。")
    start = read.text.index("学法12次")

    span = read.span(start, start + 5)

    assert span.text == "学　法１２次"
    assert read.shadowed(span.start, span.end) == (start, start + 5)


def test_trimming_leaves_out_punctuation_at_the_edges_only():
    read = reading("，。甲，乙；。")
    start = read.text.index(",。甲")

    assert read.text[slice(*read.trimmed(start, len(read.text)))] == "甲,乙"


def test_the_headings_above_come_innermost_first():
    read = reading("一、举措\n（一）普法\n全年开展学法活动，共十二次。")

    headings = [read.text[slice(*h)].strip() for h in read.headings_over(read.text.index("学法"))]

    assert headings == ["(一)普法", "一、举措"]


def test_the_area_of_a_part_is_its_section():
    read = reading("一、主要举措\n普法。\n二、下一步打算\n健全各项制度机制，组织干部培训。")

    (area,) = read.area("plan")

    assert read.text[slice(*area)].startswith("二、下一步打算\n健全")


def test_of_a_split_section_only_the_passage_counts():
    read = reading(
        "一、主要举措\n普法。\n二、存在的问题和下一步打算\n普法形式不够丰富，执法力量薄弱。\n"
        "下一步，我镇将加强培训，健全制度机制。"
    )

    (plan,), (deficiencies,) = read.area("plan"), read.area("deficiencies")

    assert read.text[slice(*plan)].startswith("下一步,我镇")
    assert deficiencies[1] <= plan[0]


def test_a_section_for_two_parts_counts_for_both_whatever_others_there_are():
    read = reading(
        "一、存在的问题和下一步打算\n普法形式不够丰富，执法力量薄弱。\n"
        "二、存在的不足\n普法形式不够丰富，执法力量薄弱。\n二、下一步打算\n健全各项制度机制，组织培训。"
    )

    assert [read.text[slice(*area)][:7] for area in read.area("plan")] == [
        "一、存在的问题",
        "二、下一步打算",
    ]
    assert len(read.sections("plan")) == 2


def test_a_section_inside_another_of_its_part_is_not_listed_again():
    read = reading(
        "一、主要举措\n普法。\n二、下一步打算\n（一）下一年计划\n健全各项制度机制，组织培训。"
    )

    assert [section.heading for section in read.sections("plan")] == ["下一步打算"]


def test_a_clause_goes_from_stop_to_stop():
    assert at("甲，乙丙，丁。", "丙", "clause") == "乙丙,"


def test_the_last_paragraph_goes_to_the_end():
    assert at("甲。\n乙。", "乙", "paragraph") == "乙。"


def test_outside_of_a_part_is_all_the_rest():
    read = reading("一、主要举措\n普法。\n二、下一步打算\n健全各项制度机制，组织干部培训。")

    outside = "".join(read.text[slice(*stretch)] for stretch in read.outside(["plan"]))

    assert "普法" in outside
    assert "健全" not in outside


def test_a_search_after_the_time_is_up_is_stopped(monkeypatch):
    read = reading("学法。")
    monkeypatch.setattr("app.reading._SECONDS", -1.0)
    read.start_clock()

    with pytest.raises(TimeoutError):
        read.first(Phrases(["学法"], NO_WORDS), 0, len(read.text))


@given(st.text(st.sampled_from("甲乙1，。；：！？、\n”）"), max_size=30))
def test_sentences_are_the_whole_text(text):
    read = reading(text)

    assert "".join(read.text[slice(*sentence)] for sentence in read.sentences) == read.text


@given(st.text(st.sampled_from("甲乙1，。；：！？、\n”）"), max_size=30))
def test_every_place_is_in_its_sentence_and_clause(text):
    read = reading(text)

    for place in range(len(read.text)):
        for start, end in (read.sentence(place), read.clause(place)):
            assert start <= place < end


@given(STRETCHES)
def test_merged_stretches_cover_the_same_places_once(stretches):
    found = merged(stretches)

    assert {p for s in found for p in range(*s)} == {p for s in stretches for p in range(*s)}
    assert all(a[1] < b[0] for a, b in pairwise(found))


@given(STRETCHES)
def test_what_is_left_is_what_is_in_no_hole(holes):
    left = without((5, 15), merged(holes))

    assert {p for s in left for p in range(*s)} == set(range(5, 15)) - {
        p for s in holes for p in range(*s)
    }
