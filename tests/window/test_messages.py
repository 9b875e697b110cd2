"""What is shown when something fails, and that a bug shows one report that can be copied."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app.errors import AppError
from ui import messages
from ui.crash import CrashReporter, crash_report


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def close(qtbot, box: QMessageBox) -> None:
    """Close a box with the button that a person would press."""
    with qtbot.waitSignal(box.finished):
        box.button(QMessageBox.StandardButton.Ok).click()


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("load-missing", "无法读取文件"),
        ("rules-yaml", "规则集有误"),
        ("write-full", "文件没有保存"),
        ("print-failed", "无法打印"),
        ("else", "无法完成操作"),
    ],
)
def test_an_error_says_what_happened_where_and_what_to_do(qtbot, parent, code, title):
    box = messages.show_error(
        parent, AppError(code, "找不到这个文件。", "请重新选择。", "某报告.docx")
    )

    assert box.windowTitle() == title
    assert box.text() == "某报告.docx\n找不到这个文件。"
    assert box.informativeText() == "请重新选择。"
    assert box.button(QMessageBox.StandardButton.Ok).text() == "确定"
    close(qtbot, box)


def test_an_error_without_place_starts_with_the_sentence(qtbot, parent):
    box = messages.show_error(parent, AppError("load-x", "读不出来。"))

    assert box.text() == "读不出来。"
    close(qtbot, box)


def test_a_crash_report_can_be_copied_and_the_box_stays(qtbot, parent):
    box = messages.show_crash(parent, "Traceback …")
    button = next(each for each in box.buttons() if each.text() == "复制错误报告")
    button.click()

    assert QGuiApplication.clipboard().text() == "Traceback …"
    assert box.isVisible()
    assert box.detailedText() == "Traceback …"
    close(qtbot, box)


def test_about_names_program_and_version(qtbot, parent):
    box = messages.show_about(parent)

    assert "报告体检 0.1.0" in box.text()
    assert "不联网" in box.text()
    close(qtbot, box)


@pytest.fixture
def boxes(parent) -> list[QMessageBox]:
    return []


@pytest.fixture
def reporter(parent, boxes: list[QMessageBox], monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)

    def show(report: str) -> QMessageBox:
        boxes.append(messages.show_crash(parent, report))
        return boxes[-1]

    made = CrashReporter(show, parent)
    made.install()
    return made


def test_a_report_tells_versions_and_trace():
    report = crash_report(ValueError("a bug"))

    assert report.startswith("报告体检 0.1.0 · Qt ")
    assert report.rstrip().endswith("ValueError: a bug")


def test_one_bug_in_hundreds_is_one_dialog(qtbot, reporter, boxes, caplog):
    for _ in range(3):
        sys.excepthook(ValueError, ValueError("a bug"), None)

    assert len(boxes) == 1

    close(qtbot, boxes[0])
    sys.excepthook(ValueError, ValueError("another"), None)

    assert len(boxes) == 2
    assert len(caplog.records) == 4
    caplog.clear()
    close(qtbot, boxes[1])


def test_a_bug_in_another_thread_is_shown_in_this_one(qtbot, reporter, boxes, caplog):
    def fail() -> None:
        raise KeyError("elsewhere")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(boxes) == 1)

    assert "KeyError: 'elsewhere'" in boxes[0].detailedText()
    caplog.clear()
    close(qtbot, boxes[0])


def test_the_stop_key_in_a_terminal_is_no_bug(reporter, boxes, capsys):
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert boxes == []
    assert "KeyboardInterrupt" in capsys.readouterr().err
