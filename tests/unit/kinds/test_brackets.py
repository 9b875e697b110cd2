"""Brackets and quotation marks without their partner."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.model import Outcome, Source
from tests.unit import builders
from tests.unit.kinds.one_rule import found, problems, rule

RULE = rule(
    "brackets",
    pairs=[["(", ")"], ["“", "”"], ["《", "》"]],
    unlike="不一样宽",
    unclosed="缺后一半{sign}",
    unopened="缺前一半{sign}",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实（一）“谁执法《宪法》谁普法”责任制。", []),
        ("（一)学法。", ["不一样宽"]),
        ("村(社区）学法。", ["不一样宽"]),
        ("学习《宪法。\n学习“法律”》。", ["缺后一半《", "缺前一半》"]),
        ("学习“《宪法”。", ["缺后一半《"]),
        ("学习《宪法", ["缺后一半《"]),
        ("一）学法。", ["缺前一半）"]),
        ("1）学法。\n(a)普法；2)执法。", []),
        ("学习”宪法“。", ["缺前一半”", "缺后一半“"]),
    ],
)
def test_signs_without_a_partner(text, expected):
    assert [fault.message for fault in found(RULE, text).problems] == expected


def test_unlike_brackets_are_made_alike():
    assert problems(RULE, "村（社区)学法。") == [("（社区)", "（社区）")]


@pytest.mark.parametrize("name", ["报告.pdf", "报告.html"])
def test_pages_do_not_show_what_their_author_wrote(name):
    source = builders.source("（一)学法。")
    page = Source(Path(name), source.blocks, source.notes, "")

    assert found(RULE, builders.document(page)).outcome is Outcome.NOT_APPLICABLE


def test_nor_does_text_pasted_line_by_line():
    running = "村（社区)全面落实行政执法责任制，推进严格规范公正文明执法，" * 12
    pasted = "\n".join(running[at : at + 30] for at in range(0, len(running), 30))

    assert found(RULE, pasted).outcome is Outcome.NOT_APPLICABLE
