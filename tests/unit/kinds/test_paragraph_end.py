"""Paragraphs whose last sentence has no full stop."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit import builders
from tests.unit.kinds.one_rule import found, problems, rule
from tests.unit.word import p, table

RULE = rule("paragraph-end", says="缺句号")
LONG = "全年组织集中学法4次，覆盖全体干部职工，学用结合。办理案件3件，"


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("调解纠纷12件", [("办理案件3件，调解纠纷12件", "办理案件3件，调解纠纷12件。")]),
        ("群众满意，", [("办理案件3件，群众满意，", "办理案件3件，群众满意。")]),
        ("群众满意。", []),
        ("分为以下几类：", []),
        ("落实“谁执法谁普法”", []),
    ],
)
def test_ends_of_paragraphs(end, expected):
    assert problems(RULE, LONG + end) == expected


def test_headings_and_short_lines_need_no_full_stop():
    assert problems(RULE, "一、主要举措和成效\n（一）加强学习。成效好") == []


def test_nor_do_cells_of_tables():
    source = builders.docx(p("表1"), table((LONG + "调解纠纷12件",)))

    assert found(RULE, builders.document(source)).outcome is Outcome.PASS
