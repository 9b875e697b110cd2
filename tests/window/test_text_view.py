"""The middle pane: what is tinted, marked, found again under a click, and how long texts fare."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QToolTip

from app.model import Outcome
from tests.window import builders
from ui import theme
from ui.offsets import Offsets
from ui.text_paint import runs_of
from ui.text_view import LARGE, TextPane

Line = QTextCharFormat.UnderlineStyle


@pytest.fixture
def pane(qtbot):
    made = TextPane()
    qtbot.addWidget(made)
    made.resize(700, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.show_report(builders.report())
    return made


def kind(pane: TextPane) -> str:
    """Return the name of the class of the view."""
    return type(pane.view).__name__


def cursor_on(pane: TextPane, text: str) -> QTextCursor:
    """Return a cursor behind the first character of ``text``."""
    cursor = pane.view.textCursor()
    cursor.setPosition(Offsets(builders.TEXT).to_qt(builders.span(text).start) + 1)
    return cursor


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("集中学法12次", Line.SingleUnderline),
        ("普法形式较为单一", Line.WaveUnderline),
        ("三约三制度", Line.DashUnderline),
        ("调整充实法治政府建设", Line.SingleUnderline),  # behind a character of two units
        ("综合执法任务重", Line.NoUnderline),
    ],
)
def test_marks_differ_by_the_shape_of_their_line(pane, text, line):
    assert cursor_on(pane, text).charFormat().underlineStyle() is line


def test_sections_are_tinted_by_their_part(pane):
    colours = theme.scheme(pane.palette())

    def behind(text: str) -> QColor:
        return cursor_on(pane, text).blockFormat().background().color()

    assert behind("镇党委理论学习中心组") == QColor(colours.role(0).tint)
    assert behind("全镇调解委员会") == QColor(colours.role(1).tint)
    assert behind("2025年，清溪镇将") == QColor(colours.role(4).tint)


def test_a_passage_inside_a_paragraph_is_tinted_alone(qtbot, pane):
    report = builders.report()
    part = builders.span("宣传针对性不强")
    inner = replace(
        report.document.sections[5], level=2, roles=("plan",), start=part.start, end=part.end
    )
    sections = (*report.document.sections, inner)
    pane.show_report(replace(report, document=replace(report.document, sections=sections)))
    colours = theme.scheme(pane.palette())

    found = cursor_on(pane, "宣传针对性不强")
    assert found.charFormat().background().color() == QColor(colours.role(4).tint)
    assert found.blockFormat().background().color() == QColor(colours.role(3).tint)


def test_two_parts_at_once_are_striped(pane):
    report = builders.report()
    both = replace(report.document.sections[5], roles=("deficiencies", "plan"))
    sections = (*report.document.sections[:5], both, report.document.sections[6])
    pane.show_report(replace(report, document=replace(report.document, sections=sections)))
    brush = cursor_on(pane, "一是行政执法力量薄弱").blockFormat().background()

    assert brush.style() is Qt.BrushStyle.TexturePattern


def test_headings_stand_out_and_the_title_is_centred(pane):
    assert cursor_on(pane, "三、存在的不足和原因").charFormat().font().bold()
    assert not cursor_on(pane, "一是行政执法力量薄弱").charFormat().font().bold()
    assert (
        cursor_on(pane, builders.TITLE).blockFormat().alignment() == Qt.AlignmentFlag.AlignHCenter
    )


def test_the_text_stays_character_for_character(pane):
    assert pane.view.toPlainText() == builders.TEXT


def test_runs_follow_the_innermost_part():
    roles = [run.roles for run in runs_of(builders.document())]

    assert roles == [
        (),
        ("measures",),
        ("study",),
        ("measures",),
        ("leader-duty",),
        ("deficiencies",),
        ("plan",),
    ]


def test_enter_on_a_mark_chooses_its_result(qtbot, pane):
    pane.view.setTextCursor(cursor_on(pane, "三约三制度"))
    with qtbot.waitSignal(pane.result_chosen) as caught:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)

    assert caught.args == [2]


def test_overlapping_marks_are_chosen_in_turn(qtbot, pane):
    shared = builders.span("集中学法12次")
    results = tuple(
        builders.result(rule, rule, Outcome.PASS, "", evidence=(shared,)) for rule in ("a", "b")
    )
    pane.show_report(builders.report(results=results))
    pane.result_chosen.connect(pane.show_result)
    pane.view.setTextCursor(cursor_on(pane, "集中学法12次"))
    chosen: list[int] = []
    pane.result_chosen.connect(chosen.append)
    for _ in range(3):
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)

    assert chosen == [0, 1, 0]


def test_a_click_beside_the_text_chooses_nothing(qtbot, pane):
    with qtbot.assertNotEmitted(pane.result_chosen):
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def test_selecting_text_chooses_nothing(qtbot, pane):
    viewport = pane.view.viewport()
    line = pane.view.cursorRect(cursor_on(pane, "集中学法12次")).center()
    with qtbot.assertNotEmitted(pane.result_chosen):
        qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=line)
        qtbot.mouseMove(viewport, line + QPoint(80, 0))
        qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=line + QPoint(80, 0))

    assert pane.view.textCursor().hasSelection()


def test_resting_over_a_near_miss_tells_why_it_does_not_count(pane):
    spot = pane.view.cursorRect(cursor_on(pane, "三约三制度")).center()
    event = QHelpEvent(QEvent.Type.ToolTip, spot, pane.view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(pane.view.viewport(), event)

    assert "相近但不算（指村级民主管理" in QToolTip.text()

    QToolTip.hideText()


def test_the_passages_of_a_result_stay_marked(pane):
    pane.show_result(1)

    assert [each.cursor.selectedText() for each in pane.view.extraSelections()] == [
        "集中学法12次",
        "会前学法40余次",
        "法治专题讲座4场",
    ]


def test_a_flash_comes_to_rest(qtbot, pane):
    pane.show_result(1)
    found = builders.span("会前学法40余次")
    with qtbot.waitSignal(pane.flashed):
        pane.jump(found.start, found.end)
        bright = pane.view.extraSelections()[-1]
        assert bright.cursor.selectedText() == "会前学法40余次"
        assert bright.format.background().color() == QColor(theme.scheme(pane.palette()).flash)

    assert len(pane.view.extraSelections()) == 3


def test_a_dark_desktop_gets_dark_tints(pane):
    palette = pane.palette()
    palette.setColor(palette.ColorRole.Base, QColor("#1e1e1e"))
    palette.setColor(palette.ColorRole.Text, QColor("#eeeeee"))
    pane.setPalette(palette)

    behind = cursor_on(pane, "镇党委理论学习中心组").blockFormat().background().color()
    assert behind == QColor(theme.DARK.role(0).tint)
    assert pane.view.toPlainText() == builders.TEXT


def test_a_long_text_changes_the_view_and_still_jumps(qtbot, pane):
    report = builders.long_report(LARGE + 1)
    pane.show_report(report)
    found = report.results[0].evidence[0]
    pane.show_result(0)
    with qtbot.waitSignal(pane.flashed):
        pane.jump(found.start, found.end)

    assert kind(pane) == "QPlainTextEdit"
    assert pane.view.textCursor().position() == found.start
    assert pane.view.viewport().rect().contains(pane.view.cursorRect().center())

    pane.show_report(builders.report())

    assert kind(pane) == "QTextEdit"


def test_the_view_takes_no_drops(pane):
    assert not pane.view.acceptDrops()
    assert not pane.view.viewport().acceptDrops()
