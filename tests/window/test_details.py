"""The details: all that is known of one result, its links, and its wording to be copied."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication

from tests.window import builders
from ui.details import DetailsPane
from ui.result_page import place_of, result_page


@pytest.fixture
def pane(qtbot):
    made = DetailsPane()
    qtbot.addWidget(made)
    return made


def test_a_partial_result_is_explained_from_verdict_to_wording(pane):
    pane.show_result(builders.report(), 2)
    told = pane.page.toPlainText()
    parts = [
        "三项制度：△ 部分符合（必须整改）",
        "依据原文",
        "第7段：“行政执法公示制度”",
        "相近但不算",
        "指村级民主管理",
        "为什么检查这一项",
        "厅字〔2019〕28号",
        "每年4月1日前公开",
        "写法建议",
    ]

    assert [part for part in parts if part not in told] == []
    assert [told.index(part) for part in parts] == sorted(told.index(part) for part in parts)


def test_a_problem_comes_with_its_suggestion(pane):
    pane.show_result(builders.report(), 3)

    assert "没有写这一不足的原因" in pane.page.toPlainText()
    assert "建议：补写“由于……”" in pane.page.toPlainText()


def test_what_the_report_says_cannot_become_markup():
    report = builders.report()
    nasty = replace(report.results[0], message="<b>1 < 2</b>")

    assert "&lt;b&gt;1 &lt; 2&lt;/b&gt;" in result_page(report, nasty)


def test_a_long_quote_is_shortened():
    report = builders.report()
    long = replace(report.results[0].evidence[0], text="长" * 500)

    assert "长" * 161 not in result_page(report, replace(report.results[0], evidence=(long,)))


def test_a_link_is_the_passage_it_names(qtbot, pane):
    pane.show_result(builders.report(), 2)
    start = builders.span("行政执法公示制度").start

    assert f"place:{start}-{start + 8}" in pane.page.toHtml()
    assert place_of(f"place:{start}-{start + 8}") == (start, start + 8)
    with qtbot.waitSignal(pane.place_chosen) as caught:
        pane.page.anchorClicked.emit(QUrl(f"place:{start}-{start + 8}"))
    assert caught.args == [start, start + 8]


def test_the_keyboard_follows_a_link(qtbot, pane):
    pane.show_result(builders.report(), 2)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.page.setFocus()
    qtbot.keyClick(pane.page, Qt.Key.Key_Tab)
    with qtbot.waitSignal(pane.place_chosen):
        qtbot.keyClick(pane.page, Qt.Key.Key_Return)


def test_the_wording_can_be_copied(qtbot, pane, monkeypatch):
    monkeypatch.setattr("ui.details._COPIED_FOR", 1)
    pane.show_result(builders.report(), 4)
    qtbot.mouseClick(pane.copy, Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == builders.results()[4].advice
    assert "已复制" in pane.copy.text()
    qtbot.waitUntil(lambda: "复制写法建议" in pane.copy.text())


def test_a_passed_item_needs_no_wording(pane):
    pane.show_result(builders.report(), 0)

    assert "写法建议" not in pane.page.toPlainText()
    assert not pane.copy.isEnabled()


def test_without_wording_there_is_nothing_to_copy(pane):
    silent = replace(builders.results()[4], advice="")
    pane.show_result(builders.report(results=(silent,)), 0)

    assert not pane.copy.isEnabled()
