"""The command line of the window: PDF without a display, complaints in Chinese, exit status."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

import ui.__main__ as program
from app.paths import ROOT
from tests.window import builders
from ui.main_window import MainWindow

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
WATCH = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import ui.__main__ as program
from ui.main_window import MainWindow

def look():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    if window.report is not None:
        print(window.windowTitle(), window.checklist.summary.text())
        window.close()

def run(*_):
    watch = QTimer(interval=20)
    watch.timeout.connect(look)
    watch.start()
    return loop()

loop, QApplication.exec = QApplication.exec, run
sys.exit(program.main())
"""


def run(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python on a machine without display."""
    kept = {key: each for key, each in os.environ.items() if key not in DISPLAYS}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**kept, "PYTHONUTF8": "1", **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "清溪镇报告.txt"
    path.write_text(builders.TEXT, "utf-8")
    return path


@pytest.fixture
def started(qapp, monkeypatch) -> None:
    """Let the program use the application of the tests, of which there can be only one."""
    monkeypatch.setattr(program, "_application", lambda: (qapp, True))


def test_a_report_is_printed_without_a_display(report, tmp_path):
    done = run("-m", "ui", "print", report, "--pdf", tmp_path / "out.pdf")

    assert (done.returncode, done.stdout) == (1, "")
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 1


def test_the_window_opens_with_the_file_that_it_was_given(report):
    done = run("-c", WATCH, report, QT_QPA_PLATFORM="offscreen")

    assert done.returncode == 0, done.stderr
    assert "清溪镇报告.txt — 报告体检 符合 " in done.stdout


def test_without_a_display_the_window_says_so():
    done = run("-m", "ui")

    assert done.returncode == 2
    assert "没有图形界面" in done.stderr


def test_gaps_give_status_1_and_none_give_0(started, report, tmp_path, monkeypatch):
    pdf = tmp_path / "out.pdf"

    assert program.main(["print", str(report), "--pdf", str(pdf)]) == 1
    assert pdf.read_bytes().startswith(b"%PDF")

    whole = builders.report(results=builders.results()[:2])
    monkeypatch.setattr("app.engine.Engine.report", lambda engine, path: whole)

    assert program.main(["print", str(report), "--pdf", str(pdf)]) == 0


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        (("没有.txt", "out.pdf"), "找不到这个文件"),
        (("清溪镇报告.txt", "no/out.pdf"), "文件夹不存在"),
    ],
)
def test_what_cannot_be_read_or_written_gives_status_2(
    started, report, tmp_path, capsys, names, complaint
):
    file, pdf = (str(tmp_path / name) for name in names)
    status = program.main(["print", file, "--pdf", pdf])

    assert status == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["print"], ["--nonsense"], ["print", "a.txt"]])
def test_a_wrong_call_gives_status_2_in_chinese(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        program.main(arguments)
    said = capsys.readouterr().err

    assert ended.value.code == 2
    assert said.startswith("命令写法不对。用法: python -m ui")
    assert "error" not in said


def test_help_is_chinese(capsys):
    with pytest.raises(SystemExit) as ended:
        program.main(["--help"])

    assert ended.value.code == 0
    assert "要检查的报告" in capsys.readouterr().out


def test_the_smoke_test_prints_what_is_missing(started, monkeypatch, capsys):
    monkeypatch.setattr("ui.smoke.missing", lambda translated: iter(["缺少图标。"]))

    assert program.main(["--smoke"]) == 1
    assert capsys.readouterr().err == "缺少图标。\n"

    monkeypatch.setattr("ui.smoke.missing", lambda translated: iter([]))

    assert program.main(["--smoke"]) == 0


def test_a_windowed_program_without_stderr_does_not_fail(started, monkeypatch):
    monkeypatch.setattr("ui.smoke.missing", lambda translated: iter(["缺少图标。"]))
    monkeypatch.setattr(sys, "stderr", None)

    assert program.main(["--smoke"]) == 1


def test_the_window_is_put_together(started, qtbot, report, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("threading.excepthook", sys.__excepthook__)
    monkeypatch.setattr(logging, "basicConfig", lambda **settings: None)
    opened: list[MainWindow] = []

    def look(application: QApplication) -> int:
        tops = application.topLevelWidgets()
        opened.extend(window for window in tops if isinstance(window, MainWindow))
        qtbot.addWidget(opened[0])
        qtbot.waitUntil(lambda: opened[0].report is not None)
        opened[0].close()
        return 0

    monkeypatch.setattr(QApplication, "exec", look)

    assert program.main([str(report)]) == 0
    assert opened[0].checklist.model.rowCount() > 0
    assert not opened[0].is_busy
