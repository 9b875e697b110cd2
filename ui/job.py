"""One background run: steps of a generator in a worker thread, reported as signals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Signal

Steps = Callable[[], Iterator[Any]]
"""Makes a generator that yields None after each step and its value when it has one."""

_PAUSE = (
    0.05  # seconds between two reports of progress, so that quick steps don't flood the window
)


class Job(QObject):
    """Runs one generator at a time; a new run cancels the one before it and silences it.

    Cancelling is cooperative: the event is looked at between two steps. All signals arrive in the
    thread of this object, and only those of the latest run.
    """

    progressed = Signal(int)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    _stepped = Signal(int, int)
    _ended = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "job")
        self._stop = Event()
        self._run = 0
        self._busy = False
        self._closed = False
        self._stepped.connect(self._pass_on_step)
        self._ended.connect(self._pass_on_end)

    @property
    def is_running(self) -> bool:
        """Tell whether the latest run has not ended yet."""
        return self._busy

    def start(self, steps: Steps) -> None:
        """Run ``steps`` in the background after cancelling what may be running.

        A job that was closed starts nothing any more.
        """
        if self._closed:
            return
        self._stop.set()
        self._stop = Event()
        self._run += 1
        self._busy = True
        self._pool.submit(self._work, self._run, self._stop, steps)

    def cancel(self) -> None:
        """Ask the run to stop; ``cancelled`` tells when it has."""
        self._stop.set()

    def close(self) -> None:
        """Cancel and wait until nothing is running any more."""
        self._stop.set()
        self._closed = True
        self._busy = False
        self._run += 1
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, run: int, stop: Event, steps: Steps) -> None:
        try:
            end = self._last_value(run, stop, steps)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is shown by the window
            end = error
        self._ended.emit(run, end)

    def _last_value(self, run: int, stop: Event, steps: Steps) -> object:
        if stop.is_set():
            return None
        value: object = None
        told = monotonic()
        for count, step in enumerate(steps(), 1):
            if stop.is_set():
                return None
            value = step if step is not None else value
            if monotonic() - told > _PAUSE:
                told = monotonic()
                self._stepped.emit(run, count)
        return value

    def _pass_on_step(self, run: int, count: int) -> None:
        if run == self._run and not self._stop.is_set():
            self.progressed.emit(count)

    def _pass_on_end(self, run: int, end: object) -> None:
        if run != self._run:
            return
        self._busy = False
        if self._stop.is_set():
            self.cancelled.emit()
        elif isinstance(end, Exception):
            self.failed.emit(end)
        else:
            self.succeeded.emit(end)
