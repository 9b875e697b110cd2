"""The ordinals of official documents are known in all their forms, and sentences are not taken for them."""

from __future__ import annotations

import pytest

from app.labels import ITEM, label_of


@pytest.mark.parametrize(
    ("line", "text", "rank"),
    [
        ("一、主要举措", "一、", 0),
        ("十二、其他", "十二、", 0),
        ("一.主要举措", "一.", 0),
        ("一．主要举措", "一．", 0),
        ("一 、主要举措", "一 、", 0),
        ("第一部分 主要举措", "第一部分", 0),
        ("第一部分：主要举措", "第一部分：", 0),
        ("第二章 主要举措", "第二章", 0),
        ("（一）普法", "（一）", 1),
        ("(一)普法", "(一)", 1),
        ("（一)普法", "（一)", 1),
        ("﹙一﹚普法", "﹙一﹚", 1),
        ("（ 一 ）普法", "（ 一 ）", 1),
        ("（一）、普法", "（一）、", 1),
        ("一）普法", "一）", 1),
        ("1.普法", "1.", 2),
        ("1．普法", "1．", 2),
        ("１．普法", "１．", 2),
        ("12、普法", "12、", 2),
        ("（1）普法", "（1）", 3),
        ("(１)普法", "(１)", 3),
        ("1）普法", "1）", 3),
        ("①普法", "①", 4),
        ("⑳普法", "⑳", 4),
    ],
)
def test_an_ordinal_is_known(line, text, rank):
    label = label_of(line)

    assert label is not None
    assert (label.text, label.rank) == (text, rank)


@pytest.mark.parametrize(
    "line",
    [
        "一是加强普法",
        "第一责任人职责",
        "一年来，我镇",
        "2024年，我镇",
        "12次学法",
        "3.15宣传活动",
        "1.5万元",
        "一.5万元",
        "（2024年度）",
        "（略）",
        "二〇二四年",
        "普法一、二",
        "",
    ],
)
def test_a_sentence_has_no_ordinal(line):
    assert label_of(line) is None


def test_the_end_is_where_the_heading_begins():
    line = "第一部分 　主要举措"
    label = label_of(line)

    assert label is not None
    assert line[label.end :] == "主要举措"


@pytest.mark.parametrize(
    "text",
    ["一是普法", "二要普法", "首先，普法", "其次，普法", "其一，普法", "第三，普法", "最后，普法"],
)
def test_an_item_inside_a_sentence_is_known(text):
    assert ITEM.match(text)


@pytest.mark.parametrize("text", ["统一是好事", "每一是", "唯一是", "万一是"])
def test_a_word_that_ends_in_one_begins_no_item(text):
    assert ITEM.search(text) is None
