"""Bugs end here: one dialog with a report to copy and a line in a log file."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtWidgets import QDialog

from app import NAME, __version__

_LOG = logging.getLogger(__name__)


def crash_report(error: BaseException) -> str:
    """Return what a developer needs to know of ``error``; nothing of the checked text."""
    system = f"{platform.system()} {platform.release()} · Python {platform.python_version()}"
    trace = "".join(traceback.format_exception(error))
    return f"{NAME} {__version__} · Qt {qVersion()} · {system}\n\n{trace}"


class CrashReporter(QObject):
    """Brings exceptions that nobody caught, from whichever thread, to one dialog at a time."""

    _caught = Signal(object)

    def __init__(self, show: Callable[[str], QDialog], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._dialog: QDialog | None = (
            None  # kept here: a dialog without window has no other owner
        )
        self._caught.connect(self.report)

    def install(self) -> None:
        """Take over what Python does with exceptions that nobody caught."""
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread

    def report(self, error: BaseException) -> None:
        """Log ``error`` and show it, unless another one is being shown: one bug may come in hundreds."""
        text = crash_report(error)
        _LOG.error("%s", text)
        if self._dialog is None:
            self._dialog = self._show(text)
            self._dialog.finished.connect(self._release)

    def _release(self) -> None:
        self._dialog = None

    def _from_main(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self._caught.emit(error)

    def _from_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._caught.emit(caught.exc_value)
