"""The outline: names, chips, and where the gaps are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.model import Outcome
from tests.window import builders
from ui.outline import OutlinePane, gaps_by_section, section_name, worst


@pytest.fixture
def pane(qtbot):
    made = OutlinePane()
    qtbot.addWidget(made)
    made.show_report(builders.report())
    return made


def texts(model, parent=None):
    """Return the tree as nested lists of names."""
    rows = range(model.rowCount(parent) if parent else model.rowCount())
    indexes = [model.index(row, 0, parent) if parent else model.index(row, 0) for row in rows]
    return [(index.data(), texts(model, index)) for index in indexes]


def test_sections_stand_as_in_the_report_and_missing_items_below(pane):
    assert texts(pane.tree.model()) == [
        (
            "一、工作开展情况",
            [
                ("（一）深入学习贯彻习近平法治思想", []),
                ("（二）推进依法行政", []),
                ("（三）化解矛盾纠纷", []),
            ],
        ),
        ("二、党政主要负责人履行第一责任人职责情况", []),
        ("三、存在的不足和原因", []),
        ("四、2025年工作打算", []),
        ("文中没有写到", [("下年计划", [])]),
    ]


def test_the_model_keeps_qts_rules(pane, qtmodeltester):
    qtmodeltester.check(pane.tree.model(), force_py=False)


def test_a_gap_is_marked_where_it_lies_and_told(pane):
    model = pane.tree.model()
    mark = model.index(1, 1, model.index(0, 0))

    assert mark.data(Qt.ItemDataRole.ToolTipRole) == "部分符合：三项制度"
    assert not mark.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert model.index(1, 1).data(Qt.ItemDataRole.DecorationRole) is None


def test_the_parts_of_a_section_can_be_heard(pane):
    name = pane.tree.model().index(2, 0)

    assert name.data(Qt.ItemDataRole.AccessibleTextRole) == "三、存在的不足和原因，不足与原因"


def test_a_section_with_two_parts_has_two_chips(qtbot, pane):
    report = builders.report()
    both = replace(report.document.sections[5], roles=("deficiencies", "plan"))
    sections = (*report.document.sections[:5], both, report.document.sections[6])
    one = pane.tree.model().index(2, 0).data(Qt.ItemDataRole.DecorationRole).width()
    pane.show_report(replace(report, document=replace(report.document, sections=sections)))

    assert pane.tree.model().index(2, 0).data(Qt.ItemDataRole.DecorationRole).width() == 2 * one


def test_a_report_without_gaps_lists_nothing_as_missing(pane):
    pane.show_report(builders.report(results=builders.results()[:2]))

    assert len(texts(pane.tree.model())) == 4


def test_a_passage_without_heading_is_called_by_its_words():
    document = builders.document()
    part = builders.span("二是普法形式较为单一")
    passage = replace(document.sections[5], label="", heading="", start=part.start)

    assert section_name(document, passage).startswith("二是普法形式较为单一")


def test_a_gap_counts_once_per_section():
    result = builders.results()[3]
    twice = replace(result, problems=result.problems * 2)
    gaps = gaps_by_section(builders.report(results=(twice,)))

    assert list(gaps.values()) == [[twice]]


def test_a_gap_without_problems_lies_where_it_shows_first():
    result = builders.results()[2]
    both = replace(result, evidence=(*result.evidence, builders.span("普法形式较为单一")))
    gaps = gaps_by_section(builders.report(results=(both,)))

    assert [section.heading for section in gaps] == ["推进依法行政"]


def test_the_gravest_gap_gives_the_mark():
    results = list(builders.results()[2:])

    assert worst(results).outcome is Outcome.MISSING


def test_the_heading_of_missing_items_leads_nowhere(qtbot, pane):
    group = pane.tree.model().index(4, 0)
    with (
        qtbot.assertNotEmitted(pane.place_chosen),
        qtbot.assertNotEmitted(pane.result_chosen),
    ):
        pane.tree.clicked.emit(group)
