"""The shadow is the same for texts that read the same, and every place of it leads back."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.fold import fold, fold_text

TEXTS = st.text(
    st.one_of(
        st.sampled_from("学法１２次\uff21\uff41（）！，。…　 \t\n\u200b\ufeff\u00a0㈠①½ﬁｶﾞ𠮷😀㍻é"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("１２次", "12次", id="full-width digits"),
        pytest.param("\uff21\uff22\uff43", "ABc", id="full-width letters"),
        pytest.param("（一），！？；：", "(一),!?;:", id="full-width punctuation"),
        pytest.param(
            "学法。《宪法》、“三项”", "学法。《宪法》、“三项”", id="Chinese punctuation stays"
        ),
        pytest.param("学 法\t１　次", "学法1次", id="blanks of every kind"),
        pytest.param("学\u00a0法\u2003次", "学法次", id="no-break and em blanks"),
        pytest.param("学\u200b法\ufeff次\u2060\u00ad", "学法次", id="zero-width characters"),
        pytest.param("禰\ufe00", "禰", id="variation selectors"),
        pytest.param("一\n二", "一\n二", id="paragraph ends stay"),
        pytest.param("㈠", "(一)", id="one character that folds to several"),
        pytest.param("等…", "等...", id="ellipsis"),
        pytest.param("𠮷😀", "𠮷😀", id="supplementary characters stay"),
        pytest.param("𝟏𝟐次", "12次", id="supplementary characters fold"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_folds(written, folded):
    assert fold_text(written) == folded


@pytest.mark.parametrize(
    ("text", "found", "quoted"),
    [
        pytest.param(
            "全年学法　１２ 次。", "12次", "１２ 次", id="blanks inside are quoted, around are not"
        ),
        pytest.param("见㈠款", "一", "㈠", id="part of a character quotes all of it"),
        pytest.param("见㈠款", "(一)款", "㈠款", id="a character that folds to several"),
        pytest.param("𠮷镇学法", "学法", "学法", id="after a supplementary character"),
        pytest.param("学\u200b法", "学法", "学\u200b法", id="zero-width inside"),
    ],
)
def test_a_place_of_the_shadow_leads_back(text, found, quoted):
    shadow = fold(text)
    start = shadow.text.index(found)

    a, b = shadow.span(start, start + len(found))

    assert text[a:b] == quoted


def test_an_empty_place_leads_back_to_an_empty_one():
    assert fold("学　法").span(1, 1) == (2, 2)


def test_the_end_of_the_shadow_leads_back_to_the_end():
    assert fold("学法　").span(2, 2) == (3, 3)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        pytest.param(0, 0, id="start"),
        pytest.param(2, 2, id="blank: what follows it"),
        pytest.param(3, 2, id="after the blank"),
        pytest.param(6, 5, id="end"),
    ],
)
def test_an_offset_of_the_text_is_found_in_the_shadow(offset, expected):
    assert fold("学法　１２次").at(offset) == expected


@given(TEXTS)
@example("㈠\n　½")
def test_every_stretch_of_the_shadow_leads_back_to_what_folds_to_it(text):
    shadow = fold(text)

    for start in range(len(shadow.text)):
        for end in range(start + 1, len(shadow.text) + 1):
            a, b = shadow.span(start, end)
            assert shadow.text[start:end] in fold_text(text[a:b])


@given(TEXTS)
def test_there_and_back_is_the_same_place(text):
    shadow = fold(text)

    for at in range(len(shadow.text)):
        first = shadow.at(shadow.span(at, at + 1)[0])
        assert shadow.span(first, first + 1) == shadow.span(at, at + 1)


@given(TEXTS, TEXTS)
def test_parts_fold_as_the_whole_does(left, right):
    assert fold_text(left + right) == fold_text(left) + fold_text(right)


@given(TEXTS)
def test_nothing_unseen_is_left(text):
    assert not [char for char in fold_text(text) if char.isspace() and char != "\n"]
