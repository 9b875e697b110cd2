"""The window as a whole: a file in, verdicts out, and every pane leads to the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.model import DocumentKind
from tests.window import builders
from ui.main_window import MainWindow

START, REPORT = 0, 1


def drop(window: MainWindow, *paths: Path) -> None:
    """Drop files on the window as the desktop does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    with_button = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(50, 50), both, *with_button)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert enter.dropAction() is Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), both, *with_button))


def test_a_dropped_file_shows_its_verdicts(qtbot, window):
    assert window.pages.currentIndex() == START

    with qtbot.waitSignal(window.run.checked):
        drop(window, builders.PATH)

    assert window.pages.currentIndex() == REPORT
    assert window.checklist.summary.text() == "符合 2 · 部分符合 2 · 缺失 1"
    assert window.windowTitle() == f"{builders.PATH.name} — 报告体检"
    assert not window.notice.isVisible()


def test_of_several_files_one_is_checked_and_the_rest_is_told(qtbot, window, checker):
    with qtbot.waitSignal(window.run.checked):
        drop(window, Path("a.xlsx"), Path("b.docx"))

    assert [path.name for path in checker.checked] == ["b.docx"]
    assert "一次只检查一个文件" in window.notice.sentence.text()

    qtbot.mouseClick(window.notice.dismiss, Qt.MouseButton.LeftButton)

    assert not window.notice.isVisible()


def test_a_folder_is_not_checked(qtbot, window, checker, tmp_path):
    drop(window, tmp_path)

    assert checker.checked == []
    assert window.notice.isVisible()


def test_a_drag_without_files_is_refused(window):
    mime = QMimeData()
    mime.setText("just words")
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(window, event)

    assert not event.isAccepted()


def test_the_drop_target_shows_when_it_may_be_dropped(window):
    window.start_page.set_hot(True)
    QApplication.sendEvent(window, QDragLeaveEvent())

    assert not window.start_page.findChild(object, "target").property("hot")


def test_clicking_a_result_brings_its_evidence_into_view_and_flashes(qtbot, open_window):
    window = open_window
    table = window.checklist.table
    cell = table.visualRect(window.checklist.model.index(0, 1)).center()

    with qtbot.waitSignal(window.text.flashed):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
        qtbot.wait_until(lambda: bool(window.text.view.extraSelections()))

    start = builders.span("调整充实法治政府建设工作领导小组").start
    assert window.text.view.textCursor().position() == start + 1  # 𠮷 before it is two units
    line = window.text.view.cursorRect()
    assert 0 <= line.top() < window.text.view.viewport().height()


def test_the_keys_choose_and_show_a_result(qtbot, open_window):
    table = open_window.checklist.table
    table.setFocus()
    assert table.currentIndex().row() == 2  # the first gap

    qtbot.keyClick(table, Qt.Key.Key_Up)
    before = open_window.text.view.textCursor().position()

    assert "学法次数" in open_window.details.page.toPlainText()
    assert before == 0

    qtbot.keyClick(table, Qt.Key.Key_Return)

    assert open_window.text.view.textCursor().position() == builders.span("集中学法12次").start


def test_clicking_marked_text_selects_its_result(qtbot, open_window):
    view = open_window.text.view
    cursor = view.textCursor()
    cursor.setPosition(builders.span("会前学法40余次").start + 2)
    spot = view.cursorRect(cursor).center()

    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert open_window.checklist.current_rule == "law-study-count"


def test_the_outline_leads_to_sections_and_to_missing_items(qtbot, open_window):
    tree = open_window.outline.tree
    model = tree.model()
    plan = model.index(3, 0)
    tree.setCurrentIndex(plan)
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    at = builders.TEXT.index("四、2025年工作打算")

    assert open_window.text.view.textCursor().position() == at + 1

    absent = model.index(model.rowCount() - 1, 0)
    place = tree.visualRect(model.index(0, 0, absent)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert open_window.checklist.current_rule == "next-year-plan"
    assert "下年计划" in open_window.status.words.text()


def test_a_link_in_the_details_leads_to_its_place(qtbot, open_window):
    start = builders.span("三约三制度").start
    open_window.details.page.anchorClicked.emit(QUrl(f"place:{start}-{start + 5}"))

    assert open_window.text.view.textCursor().position() == start


def test_checking_again_keeps_selection_and_place(qtbot, open_window):
    open_window.resize(900, 420)
    open_window.checklist.select(3)
    open_window.text.scrolled = 60
    with qtbot.waitSignal(open_window.run.checked):
        open_window.commands.recheck.trigger()

    assert open_window.checklist.current_rule == "deficiencies-and-causes"
    assert open_window.text.scrolled == 60


def test_a_report_is_compared_with_last_years_until_another_is_opened(qtbot, open_window, dialogs):
    dialogs.to_open = Path("上年.docx")
    with qtbot.waitSignal(open_window.run.checked):
        open_window.commands.last_year.trigger()

    assert dialogs.titles == ["选择上一年的报告"]
    assert open_window.report.last_year == Path("上年.docx")

    with qtbot.waitSignal(open_window.run.checked):
        open_window.commands.recheck.trigger()

    assert open_window.report.last_year == Path("上年.docx")

    with qtbot.waitSignal(open_window.run.checked):
        open_window.open_file(Path("b.docx"))

    assert open_window.report.last_year is None


def test_a_failure_is_shown_once_and_the_report_stays_open(qtbot, open_window, checker, shown):
    checker.failure = builders.unreadable(Path("x.docx"))
    with qtbot.waitSignal(open_window.run.failed):
        open_window.open_file(Path("x.docx"))

    assert shown == [checker.failure]
    assert open_window.windowTitle().startswith(builders.PATH.name)
    assert open_window.pages.currentIndex() == REPORT


def test_a_bug_in_the_core_becomes_a_crash_report(qtbot, open_window, checker, crashes, caplog):
    checker.failure = ZeroDivisionError("a bug")
    with qtbot.waitSignal(open_window.run.failed):
        open_window.open_file(Path("x.docx"))
    caplog.clear()

    assert len(crashes) == 1
    assert "ZeroDivisionError: a bug" in crashes[0]
    assert open_window.pages.currentIndex() == REPORT


def test_a_second_drop_takes_the_place_of_the_first(qtbot, window, checker, monkeypatch):
    begun, go_on = Event(), Event()

    def slow(path: Path, last_year: Path | None) -> Iterator[object]:
        begun.set()
        go_on.wait(10)
        yield None
        yield builders.report_on(path)

    monkeypatch.setattr(checker, "run", slow)
    window.open_file(Path("first.docx"))
    assert begun.wait(10)
    with qtbot.waitSignal(window.run.checked) as caught:
        drop(window, Path("second.docx"))
        go_on.set()

    assert caught.args[0].document.source.path.name == "second.docx"
    assert window.windowTitle().startswith("second.docx")


def test_progress_shows_only_when_it_takes_long_and_can_be_cancelled(
    qtbot, window, checker, monkeypatch
):
    go_on = Event()

    def slow(path: Path, last_year: Path | None) -> Iterator[None]:
        go_on.wait(10)
        yield None

    monkeypatch.setattr(checker, "run", slow)
    window.open_file(Path("slow.docx"))

    assert not window.status.bar.isVisible()

    qtbot.waitUntil(window.status.bar.isVisible)
    with qtbot.waitSignal(window.run.ended):
        qtbot.mouseClick(window.status.stop, Qt.MouseButton.LeftButton)
        go_on.set()

    assert not window.status.bar.isVisible()
    assert "已取消" in window.status.words.text()


def test_closing_waits_for_what_is_running(qtbot, window, checker, monkeypatch):
    begun, ended = Event(), Event()

    def slow(path: Path, last_year: Path | None) -> Iterator[None]:
        begun.set()
        try:
            while True:
                yield None
        finally:
            ended.set()

    monkeypatch.setattr(checker, "run", slow)
    window.open_file(Path("endless.docx"))
    assert begun.wait(10)
    window.close()

    assert ended.is_set()


def test_a_file_of_another_kind_is_doubted_first(qtbot, window):
    report = builders.report_on(builders.PATH, kind=DocumentKind.OTHER)
    notes = ("清理了 3 处书签残留。", "合并了 21 处换行。")
    window.show_report(replace(report, document=replace(report.document, notes=notes)))

    assert "不像是法治政府建设年度报告" in window.doubt.sentence.text()
    assert window.doubt.isVisible()
    assert "2 处" in window.notes.sentence.text()
    assert not window.notes.lines.isVisible()

    qtbot.mouseClick(window.notes.more, Qt.MouseButton.LeftButton)

    assert window.notes.lines.isVisible()
    assert "21 处换行" in window.notes.lines.text()


def test_a_single_note_is_said_outright(window):
    report = builders.report()
    document = replace(report.document, notes=("清理了 3 处书签残留。",))
    window.show_report(replace(report, document=document))

    assert window.notes.sentence.text() == "清理了 3 处书签残留。"
    assert not window.notes.more.isVisible()


def test_a_report_without_notes_has_no_banner(open_window):
    assert not open_window.notes.isVisible()
    assert not open_window.doubt.isVisible()


def test_f6_goes_round_the_panes(qtbot, open_window):
    window = open_window
    panes = [window.outline.tree, window.text.view, window.checklist.table, window.details.page]
    window.outline.tree.setFocus()
    seen = []
    for _ in panes:
        window.commands.next_pane.trigger()
        seen.append(window.focusWidget())

    assert seen == [*panes[1:], panes[0]]

    window.commands.previous_pane.trigger()

    assert window.focusWidget() is window.details.page


def test_f6_before_a_report_goes_to_the_button(window):
    window.commands.next_pane.trigger()

    assert window.focusWidget() is window.start_page.open


def test_commands_that_need_a_report_are_off_until_there_is_one(qtbot, window):
    needing = (window.commands.recheck, window.commands.workbook, window.commands.pdf)

    assert not any(command.isEnabled() for command in needing)

    with qtbot.waitSignal(window.run.checked):
        window.open_file(builders.PATH)

    assert all(command.isEnabled() for command in needing)


def test_opening_asks_for_a_file(qtbot, window, dialogs, checker):
    window.commands.open.trigger()

    assert checker.checked == []

    dialogs.to_open = builders.PATH
    with qtbot.waitSignal(window.run.checked):
        qtbot.mouseClick(window.start_page.open, Qt.MouseButton.LeftButton)

    assert checker.checked == [builders.PATH]


def test_recent_files_can_be_opened_again_while_they_are_there(qtbot, window, recent, tmp_path):
    there = tmp_path / "a.docx"
    there.write_text("")
    recent.add(tmp_path / "gone.docx")
    with qtbot.waitSignal(window.run.checked):
        window.open_file(there)
    qtbot.waitUntil(lambda: len(window.commands.recent.actions()) == 2)
    first, second = window.commands.recent.actions()

    assert (first.text(), first.isEnabled()) == ("a.docx", True)
    assert (second.text(), second.isEnabled()) == ("gone.docx", False)
    assert "文件已不在" in window.start_page.recent.text()

    with qtbot.waitSignal(window.run.checked):
        first.trigger()
    with qtbot.waitSignal(window.run.checked):
        window.start_page.recent.linkActivated.emit("0")


def test_about_is_shown(window, shown):
    window.commands.about.trigger()

    assert shown == ["about"]


def test_every_pane_has_a_name_for_those_who_hear_it(open_window):
    window = open_window
    panes = (
        window.outline.tree,
        window.text.view,
        window.checklist.table,
        window.details.page,
        window.head.legend,
        window.head.facts,
        window.start_page.recent,
    )

    assert all(pane.accessibleName() for pane in panes)


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
def test_all_panes_are_visible_on_a_small_screen(qtbot, open_window, size):
    open_window.resize(*size)
    panes = (open_window.outline, open_window.text, open_window.checklist, open_window.details)

    assert (open_window.width(), open_window.height()) == size
    for pane in panes:
        assert pane.isVisible()
        assert not pane.visibleRegion().isEmpty()
        corner = pane.mapTo(open_window, pane.rect().bottomRight())
        assert open_window.rect().contains(corner)
