"""The checklist as a model, and the words above it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt

from app.model import Outcome
from tests.window import builders
from ui.checklist import ChecklistModel, ChecklistPane, Column, headline


@pytest.fixture
def model(qapp):
    made = ChecklistModel()
    made.show_results(builders.results())
    return made


@pytest.fixture
def pane(qtbot):
    made = ChecklistPane()
    qtbot.addWidget(made)
    return made


def test_the_model_keeps_qts_rules(model, qtmodeltester):
    qtmodeltester.check(model, force_py=False)

    model.show_results(builders.results()[:2])

    assert model.rowCount() == 2


def test_a_row_says_verdict_item_finding_and_level(model):
    row = [model.index(2, column).data() for column in Column]

    assert row[:2] == ["部分符合", "三项制度"]
    assert row[2].startswith("只写了行政执法公示制度")
    assert row[3] == "必须整改"


def test_a_passed_item_has_no_level(model):
    assert model.index(0, Column.LEVEL).data() == ""


def test_the_verdict_has_an_icon_beside_its_word(model):
    role = Qt.ItemDataRole.DecorationRole

    assert not model.index(0, Column.OUTCOME).data(role).isNull()
    assert model.index(0, Column.ITEM).data(role) is None


def test_cells_can_be_heard_and_explained(model):
    index = model.index(4, Column.OUTCOME)

    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "结论：缺失"
    assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("必备事项：下年计划")


def test_nothing_lies_outside_the_rows(model):
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(1, Qt.Orientation.Horizontal) == "检查项"


def test_other_groups_are_told_in_their_own_words(qapp):
    wording = builders.result("x", "用语", Outcome.PASS, "", group="wording")
    model = ChecklistModel()
    model.show_results((wording,))

    assert model.index(0, Column.OUTCOME).data() == "未见问题"


def test_the_headline_counts_what_is_to_be_done():
    assert headline(builders.report()) == "共检查 5 项，3 项需要处理"

    passed = builders.report(results=builders.results()[:2])

    assert "均未发现" in headline(passed)


def test_the_first_gap_is_current(qtbot, pane):
    with qtbot.waitSignal(pane.result_changed) as caught:
        pane.show_report(builders.report())

    assert caught.args == [2]
    assert pane.current_rule == "three-systems"


def test_a_rule_that_is_gone_leaves_the_selection(pane):
    pane.show_report(builders.report())
    pane.select_rule("no-such-rule")

    assert pane.current_rule == "three-systems"


def test_without_results_nothing_is_current(pane):
    pane.show_report(builders.report(results=()))

    assert pane.current_rule == ""


def test_a_click_chooses_a_result(qtbot, pane):
    pane.resize(500, 300)
    pane.show_report(builders.report())
    with qtbot.waitExposed(pane):
        pane.show()
    spot = pane.table.visualRect(pane.model.index(3, Column.ITEM)).center()
    with qtbot.waitSignal(pane.result_chosen) as caught:
        qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert caught.args == [3]


def test_rules_that_found_no_slip_are_hidden_until_asked_for(pane):
    report = builders.report()
    first, *others = report.results
    idle = replace(first, group="wording", outcome=Outcome.PASS, rule="idle")
    pane.show_report(replace(report, results=(*others, idle)))
    row = len(others)

    assert pane.table.isRowHidden(row)
    assert not any(pane.table.isRowHidden(at) for at in range(row))

    pane.everything.click()
    assert not pane.table.isRowHidden(row)

    pane.everything.click()
    pane.select_rule("idle")
    assert not pane.table.isRowHidden(row)
