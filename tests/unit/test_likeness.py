"""Passages are alike by the pairs of characters that they share."""

import pytest

from app.likeness import best_named, most_alike, share


@pytest.mark.parametrize(
    ("topic", "text", "expected"),
    [
        ("执法力量", "执法力量薄弱", 1.0),
        ("执法力量", "普法形式单一", 0.0),
        ("监管覆盖", "监管难以全覆盖", 2 / 3),
        ("执法", "执法力量薄弱", 0.0),
        ("", "执法力量薄弱", 0.0),
    ],
)
def test_share_is_the_part_that_is_repeated(topic: str, text: str, expected: float) -> None:
    assert share(topic, text) == pytest.approx(expected)


def test_the_topic_that_is_repeated_most_is_chosen() -> None:
    topics = ["意识有弱项", "保障有缺口"]

    assert best_named("执法保障能力还有缺口", topics) == 1
    assert best_named("依法行政意识还有弱项", topics) == 0
    assert best_named("双语普法质量不高", topics) is None
    assert best_named("双语普法质量不高", []) is None


def test_the_passage_that_shares_most_is_chosen() -> None:
    causes = ["法治培训覆盖面不够广", "执法人员编制少"]

    assert most_alike("执法人员力量不足", causes) == 1
    assert most_alike("法治培训不系统", causes) == 0
    assert most_alike("文书不规范", causes) is None
    assert most_alike("文书不规范", []) is None
