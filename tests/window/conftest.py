"""A window with a made-up checker in place of the core, and dialogs that answer by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.window import builders
from ui import chinese, messages
from ui.crash import CrashReporter
from ui.main_window import MainWindow
from ui.recent import Recent


class Dialogs:
    """Answers what a person would answer, and remembers what was asked."""

    def __init__(self) -> None:
        self.to_open: Path | None = None
        self.titles: list[str] = []
        self.to_save: Path | None = None
        self.ledger: Path | None = None
        self.proposed: list[Path] = []

    def ask_open(self, parent: QWidget, title: str = "打开报告") -> Path | None:
        """Return the file set by the test."""
        self.titles.append(title)
        return self.to_open

    def ask_ledger(self, parent: QWidget) -> Path | None:
        """Return the ledger set by the test."""
        return self.ledger

    def ask_save(self, parent: QWidget, title: str, kinds: str, proposed: Path) -> Path | None:
        """Return the path set by the test."""
        self.proposed.append(proposed)
        return self.to_save


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What would have been shown in message boxes."""
    told: list[object] = []
    monkeypatch.setattr(messages, "show_error", lambda parent, error: told.append(error))
    monkeypatch.setattr(messages, "show_about", lambda parent: told.append("about"))
    return told


@pytest.fixture(autouse=True)
def _quick_flashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.highlight._PAUSE", 5)


@pytest.fixture
def crashes(qapp) -> list[str]:
    """The reports of crashes that would have been shown."""
    return []


@pytest.fixture
def dialogs() -> Dialogs:
    """The file dialogs of the window."""
    return Dialogs()


@pytest.fixture
def checker() -> builders.Checker:
    """What checks files in place of the core."""
    return builders.Checker()


@pytest.fixture
def recent(tmp_path: Path) -> Recent:
    """A memory that is thrown away."""
    return Recent(tmp_path / "recent.json")


@pytest.fixture
def window(qtbot, shown, crashes, dialogs, checker, recent) -> Iterator[MainWindow]:
    """The window as a person sees it after the start."""
    dialog = QDialog()
    made = MainWindow(checker, recent, dialogs, CrashReporter(_keep_in(crashes, dialog)))
    qtbot.addWidget(dialog)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: not made.is_busy)
    yield made
    made.close()


@pytest.fixture
def open_window(qtbot, window: MainWindow) -> MainWindow:
    """The window with the made-up report in it."""
    with qtbot.waitSignal(window.run.checked):
        window.open_file(builders.PATH)
    return window


def _keep_in(kept: list[str], dialog: QDialog) -> Callable[[str], QDialog]:
    def keep(report: str) -> QDialog:
        kept.append(report)
        return dialog

    return keep


@pytest.fixture
def english_texts(qapp: QApplication) -> Iterator[None]:
    """Take away after the test what it did to Qt's own texts and formats."""
    before = QLocale()
    yield
    QLocale.setDefault(before)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.fixture
def chinese_texts(qapp: QApplication, english_texts: None) -> None:
    """Qt's own texts in Chinese for one test."""
    assert chinese.install(qapp)
