"""Checks a file in the background, one at a time, and loads the rules before the first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.model import Report
from ui.job import Job


class Checker(Protocol):
    """What the window needs of the core."""

    def load_rules(self) -> object:
        """Load the rule set."""

    def run(self, path: Path, last_year: Path | None = None) -> Iterator[Report | None]:
        """Check a file, compared with last year's; yield None after each step and finally the report."""


class CheckRun(QObject):
    """Tells what is being checked and what came out; a new check ends the last."""

    started = Signal(str)
    checked = Signal(object)
    failed = Signal(object)
    ended = Signal(str)

    def __init__(self, checker: Checker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._checker = checker
        self._job = Job(self)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)
        self._job.cancelled.connect(self._stop)

    @property
    def is_running(self) -> bool:
        """Tell whether something is being checked or loaded."""
        return self._job.is_running

    def warm_up(self) -> None:
        """Load the rules, and with them all that is slow to import, unless a check does it."""
        if not self._job.is_running:
            self._job.start(partial(_load_steps, self._checker))

    def check(self, path: Path, last_year: Path | None = None) -> None:
        """Check ``path`` in place of whatever is running, compared with the report of the year before."""
        self.started.emit(f"正在检查“{path.name}”")
        self._job.start(partial(self._checker.run, path, last_year))

    def cancel(self) -> None:
        """Ask the check to stop."""
        self._job.cancel()

    def close(self) -> None:
        """Cancel and wait until nothing is running any more."""
        self._job.close()

    def _finish(self, report: Report | None) -> None:
        self.ended.emit("")
        if report is not None:
            self.checked.emit(report)

    def _fail(self, error: Exception) -> None:
        self.ended.emit("")
        self.failed.emit(error)

    def _stop(self) -> None:
        self.ended.emit("已取消，没有检查完。")


def _load_steps(checker: Checker) -> Iterator[None]:
    checker.load_rules()
    yield None
