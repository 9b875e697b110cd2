"""Exports: where they are proposed to go, what lies there, and what a failure says."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QUrl
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QToolBar

from app.engine import Engine
from app.errors import AppError
from tests.end2end.cli import GAPS
from tests.window import builders
from ui.crash import CrashReporter
from ui.exporter import Exporter
from ui.main_window import MainWindow
from ui.printing import Preview, new_printer


@pytest.fixture
def report(tmp_path):
    return builders.report_on(tmp_path / "清溪镇报告.docx")


@pytest.fixture
def exporter(qtbot, window, dialogs) -> Iterator[Exporter]:
    def make_printer() -> QPrinter:
        printer = new_printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        return printer

    made = Exporter(window, dialogs, make_printer)
    yield made
    made.close()


def test_the_workbook_is_proposed_beside_the_report(exporter, dialogs, report, tmp_path):
    exporter.save_workbook(report)

    assert dialogs.proposed == [tmp_path / "清溪镇报告_检查清单.xlsx"]
    assert not exporter.is_running


def test_the_workbook_is_written(qtbot, exporter, dialogs, report, tmp_path):
    dialogs.to_save = tmp_path / "out.xlsx"
    with qtbot.waitSignal(exporter.exported) as caught:
        exporter.save_workbook(report)

    assert caught.args == [dialogs.to_save]
    assert load_workbook(dialogs.to_save).worksheets


def test_the_pdf_is_written(qtbot, exporter, dialogs, report, tmp_path):
    dialogs.to_save = tmp_path / "out.pdf"
    with qtbot.waitSignal(exporter.exported):
        exporter.save_pdf(report)

    assert dialogs.proposed == [tmp_path / "清溪镇报告_整改清单.pdf"]
    assert dialogs.to_save.read_bytes().startswith(b"%PDF")


def test_the_whole_list_is_written_as_pdf(qtbot, exporter, dialogs, report, tmp_path):
    dialogs.to_save = tmp_path / "out.pdf"
    with qtbot.waitSignal(exporter.exported):
        exporter.save_pdf(report, only_gaps=False)

    assert dialogs.proposed == [tmp_path / "清溪镇报告_检查清单.pdf"]
    text = "".join(page.extract_text() for page in PdfReader(dialogs.to_save).pages)
    assert "符合要求的事项" in "".join(text.split())


def test_the_page_for_a_browser_is_written(qtbot, exporter, dialogs, report, tmp_path):
    dialogs.to_save = tmp_path / "out.html"
    with qtbot.waitSignal(exporter.exported):
        exporter.save_page(report)

    assert dialogs.proposed == [tmp_path / "清溪镇报告_检查清单.html"]
    assert "<h1>报告体检 检查清单</h1>" in dialogs.to_save.read_text("utf-8")


def test_the_annotated_copy_is_written(qtbot, exporter, dialogs, tmp_path):
    source = tmp_path / "报告.txt"
    source.write_bytes(GAPS.read_bytes())
    dialogs.to_save = tmp_path / "out.docx"
    with qtbot.waitSignal(exporter.exported):
        exporter.save_word(Engine().report(source))

    assert dialogs.proposed == [tmp_path / "报告_批注版.docx"]
    with zipfile.ZipFile(dialogs.to_save) as parts:
        assert "word/comments.xml" in parts.namelist()


@pytest.mark.parametrize("masks", [True, False])
def test_persons_are_hidden_on_request(qtbot, exporter, dialogs, report, tmp_path, masks):
    name = builders.span("党委书记")
    found = replace(
        report.results[0], evidence=(name,), personal=(name,), message="写了党委书记。"
    )
    exporter.masks = masks
    dialogs.to_save = tmp_path / "out.html"
    with qtbot.waitSignal(exporter.exported):
        exporter.save_page(replace(report, results=(found,)))

    assert ("党委书记" in dialogs.to_save.read_text("utf-8")) is not masks


def test_an_annotated_copy_that_hides_persons_is_refused(qtbot, exporter, dialogs, report):
    exporter.masks = True
    with qtbot.waitSignal(exporter.failed) as caught:
        exporter.save_word(report)

    assert "不能遮盖" in str(caught.args[0])
    assert dialogs.proposed == []


def test_a_failure_to_write_is_handed_on(qtbot, exporter, dialogs, report, tmp_path):
    dialogs.to_save = tmp_path / "nowhere" / "out.xlsx"
    with qtbot.waitSignal(exporter.failed) as caught:
        exporter.save_workbook(report)

    assert isinstance(caught.args[0], AppError)


def test_the_preview_opens(qtbot, exporter, report):
    with qtbot.waitSignal(exporter.previewed) as caught:
        exporter.preview(report)
    dialog = caught.args[0]
    qtbot.addWidget(dialog)

    assert dialog.isVisible()
    assert dialog.isModal()
    dialog.close()


def test_a_printer_that_does_not_start_is_shown_as_a_failure(qtbot, exporter, report, monkeypatch):
    monkeypatch.setattr("ui.printing.QPainter.begin", lambda painter, device: False)
    with qtbot.waitSignals([exporter.previewed, exporter.failed]):
        exporter.preview(report)
    preview = exporter.parent().findChild(Preview)
    qtbot.addWidget(preview)
    preview.close()


def test_an_export_can_be_cancelled(qtbot, exporter, dialogs, report, tmp_path, monkeypatch):
    begun, go_on = Event(), Event()

    def slow(report: object, path: Path, recheck: object) -> None:
        begun.set()
        go_on.wait(10)

    monkeypatch.setattr("app.report.xlsx.write", slow)
    dialogs.to_save = tmp_path / "out.xlsx"
    exporter.save_workbook(report)
    assert begun.wait(10)
    with qtbot.waitSignal(exporter.ended), qtbot.assertNotEmitted(exporter.exported):
        exporter.cancel()
        go_on.set()


@pytest.mark.parametrize(("only_gaps", "title"), [(True, "打印整改清单"), (False, "打印完整清单")])
def test_both_lists_can_be_printed(qtbot, exporter, report, only_gaps, title):
    with qtbot.waitSignal(exporter.previewed) as caught:
        exporter.preview(report, only_gaps=only_gaps)
    qtbot.addWidget(caught.args[0])

    assert caught.args[0].windowTitle() == title
    caught.args[0].close()


def test_the_window_offers_what_was_written(qtbot, open_window, dialogs, tmp_path, monkeypatch):
    opened: list[str] = []

    def note(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()).name)
        return True

    monkeypatch.setattr("ui.status_line.QDesktopServices.openUrl", note)
    dialogs.to_save = tmp_path / "清单.xlsx"
    with qtbot.waitSignal(open_window.exporter.exported):
        open_window.commands.workbook.trigger()
    words = open_window.status.words

    assert "已保存“清单.xlsx”" in words.text()

    words.linkActivated.emit("file")
    words.linkActivated.emit("folder")

    assert opened == ["清单.xlsx", tmp_path.name]


def test_the_window_says_when_nothing_can_open_the_file(
    qtbot, open_window, dialogs, tmp_path, monkeypatch
):
    monkeypatch.setattr("ui.status_line.QDesktopServices.openUrl", lambda url: False)
    dialogs.to_save = tmp_path / "清单.pdf"
    with qtbot.waitSignal(open_window.exporter.exported):
        open_window.commands.pdf.trigger()
    open_window.status.words.linkActivated.emit("file")

    assert "打不开" in open_window.status.words.text()


def test_what_a_killed_export_left_behind_goes_at_the_next_start(
    qtbot, checker, recent, dialogs, shown, tmp_path
):
    (tmp_path / ".baogao-tijian-0123456789abcdef.tmp").write_bytes(b"half")
    recent.remember_folder("export", tmp_path)
    started = MainWindow(checker, recent, dialogs, CrashReporter(lambda report: QDialog()))
    qtbot.addWidget(started)

    qtbot.waitUntil(lambda: not list(tmp_path.glob(".baogao-tijian-*")))
    started.close()


def test_the_window_shows_a_failed_export_once(qtbot, open_window, dialogs, shown, tmp_path):
    dialogs.to_save = tmp_path / "nowhere" / "out.pdf"
    with qtbot.waitSignal(open_window.exporter.failed):
        open_window.commands.pdf.trigger()

    assert [error.code for error in shown] == ["write-folder"]


def test_each_command_of_the_window_exports_something(qtbot, open_window, dialogs):
    commands = open_window.commands
    for command in (
        commands.workbook,
        commands.word,
        commands.pdf,
        commands.full_pdf,
        commands.page,
    ):
        command.trigger()

    names = [path.name.removeprefix(builders.PATH.stem) for path in dialogs.proposed]
    assert names == [
        "_检查清单.xlsx",
        "_批注版.docx",
        "_整改清单.pdf",
        "_检查清单.pdf",
        "_检查清单.html",
    ]


def test_hiding_persons_is_switched_in_the_menu(open_window):
    open_window.commands.mask.trigger()
    assert open_window.exporter.masks is True

    open_window.commands.mask.trigger()
    assert open_window.exporter.masks is False


def test_the_tool_bar_offers_both_lists(open_window):
    commands, bar = open_window.commands, open_window.findChild(QToolBar)
    button = bar.widgetForAction(commands.preview)

    assert button.text() == "打印"
    assert button.menu().actions() == [commands.preview, commands.full_preview]
    texts = [action.iconText() for action in bar.actions() if not action.isSeparator()]
    assert texts == ["打开", "重新检查", "导出 Excel", "打印", "批注版 Word"]


def test_printing_from_the_window_shows_the_preview(qtbot, open_window):
    with qtbot.waitSignal(open_window.exporter.previewed) as caught:
        open_window.commands.preview.trigger()
    qtbot.addWidget(caught.args[0])

    assert caught.args[0].windowTitle() == "打印整改清单"
    caught.args[0].close()
