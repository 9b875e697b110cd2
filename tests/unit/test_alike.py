"""Copied reports are found among many that share stock phrases, and what proves it is quoted."""

from __future__ import annotations

import random

from app.alike import Pair, pairs

STOCK = (
    "坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，"
    "全面贯彻落实党的二十大精神，认真落实法治政府建设实施纲要，扎实推进依法行政各项工作。"
)
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def own(seed: int, sentences: int = 20) -> str:
    """Return sentences that no other seed has."""
    chance = random.Random(seed)
    clauses = ["".join(chance.choices(HAN, k=14)) for _ in range(3 * sentences)]
    return "".join(f"{'，'.join(clauses[at : at + 3])}。\n" for at in range(0, len(clauses), 3))


def found(*texts: str) -> list[Pair]:
    return [pair for pair in pairs(texts) if pair is not None]


def numbers(*texts: str) -> list[tuple[int, int]]:
    return [(pair.one, pair.other) for pair in found(*texts)]


def test_a_copy_is_found_among_reports_of_their_own():
    texts = [STOCK + own(seed) for seed in range(12)]
    texts[9] = texts[2]

    (pair,) = found(*texts)

    assert (pair.one, pair.other) == (2, 9)
    assert pair.share == pair.other_share == 1.0


def test_stock_phrases_alone_make_nothing_alike():
    assert numbers(*(STOCK * 3 + own(seed, sentences=4) for seed in range(12))) == []


def test_between_a_few_reports_nothing_is_known_to_be_stock():
    assert numbers(own(1) + own(3), own(2) + own(3)) == [(0, 1)]


def test_figures_and_the_name_of_the_unit_may_differ():
    text = "".join(
        f"东山镇办理{part}{10 + at}件。" for at, part in enumerate(own(1).split("。\n"))
    )
    other = text.replace("东山镇", "西河乡").replace("1", "34")

    (pair,) = found(text, own(2), other)

    assert pair.likeness > 0.7


def test_a_part_that_was_taken_over_is_measured_from_both_sides():
    part = own(1, sentences=15)

    (pair,) = found(part, own(2), part + own(3, sentences=30))

    assert pair.share == 1.0
    assert 0.25 < pair.other_share < 0.4


def test_a_little_in_common_is_no_copy():
    assert numbers(own(1) + own(9, sentences=3), own(2) + own(9, sentences=3)) == []


def test_of_many_copies_each_is_paired_with_the_first():
    copies = [own(1) + own(100 + at, sentences=1) for at in range(8)]

    assert numbers(own(2), *copies, own(3)) == [(1, other) for other in range(2, 9)]


def test_copies_do_not_make_their_text_stock():
    texts = [own(seed) for seed in range(10)] + [own(50) + own(60 + at, 1) for at in range(8)]

    assert len(numbers(*texts)) == 7


def test_the_longest_passages_are_quoted_as_they_are_written():
    passage = "".join(
        f"全 镇 {part}案件１２件，比上年增加了3件；" for part in own(1, 4).split("。\n")
    )

    (pair,) = found(
        own(2, 2) + passage + own(3, 1), own(4), passage.replace("12", "7") + own(5, 1)
    )

    assert pair.passages == (passage.rstrip("；"),)


def test_texts_without_words_are_like_nothing():
    assert numbers("", "", "短") == []


def test_stopping_is_possible_while_texts_are_read():
    steps = pairs([own(seed) for seed in range(5)])

    assert next(steps) is None
