"""Processes that check files: each loads the rules once and is sent one file after the other.

A frozen program must call ``multiprocessing.freeze_support()`` before anything else; its entry does. A
process ends when the other end of its pipe is closed, whether because the batch is over, was stopped, or
because the program that started it is no more.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path

from app.engine import Engine
from app.errors import AppError
from app.mask import masked
from app.model import SetName
from app.report.summary import Summary, summary

Told = tuple[int, Summary | AppError]
"""The number of a file, and what was found in it or why it could not be checked."""

LONGEST = 300.0
"""Seconds that a file may take before its process is ended; every reader has a closer limit of its own."""

_STEP = 0.1
_GRACE = 1.0  # seconds that a process has to put away what it has started, such as a LibreOffice
_MOST_FALSE_STARTS = 3
_DIED = "这份文件检查时程序意外停止，没有检查完。"
_STUCK = "这份文件检查了很久也没有结束，已经停止。"
_ALONE = "请单独打开这份文件检查；还是不行，请用 Word 或 WPS 另存为 .docx 文件后再试。"
# The only way on Windows; elsewhere a fork would copy the locks of the window's threads.
_PROCESSES = multiprocessing.get_context("spawn")
_log = logging.getLogger(__name__)


class Crew:
    """As many processes as there is work for, each replaced when it dies; ``close`` ends them all."""

    def __init__(self, engine: Engine, files: Sequence[Path], size: int, *, mask: bool) -> None:
        """Take what the processes check with, the files, how many processes there may be, what to hide."""
        self.ruleset: SetName | None = None
        """The rules that decide, as soon as a process has loaded them."""
        self.left: deque[int] = deque(range(len(files)))
        """The numbers of the files that no process has been sent."""
        self._engine = engine
        self._files = files
        self._size = size
        self._mask = mask
        self._workers: list[_Worker] = []
        self._false_starts = 0

    def steps(self) -> Iterator[list[Told]]:
        """Yield what was found since the last step, at least ten times a second, until nothing is left.

        Ends early, with files ``left``, where no process can be started.

        Raises:
            AppError: the rules cannot be read.
        """
        while self.left or any(worker.is_busy for worker in self._workers):
            self._hire()
            if not self._workers:
                return
            for worker in self._workers:
                if self.left and worker.is_free:
                    number = self.left.popleft()
                    worker.send(number, self._files[number])
            yield self._heard()

    def close(self) -> None:
        """End all processes, after a short time in which they can put away what they have started."""
        for worker in self._workers:
            worker.pipe.close()
        until = time.monotonic() + _GRACE
        for worker in self._workers:
            worker.end(until)
        self._workers.clear()

    def _hire(self) -> None:
        while len(self.left) > self._waiting and len(self._workers) < self._size:
            if self._false_starts > _MOST_FALSE_STARTS:
                return
            try:
                self._workers.append(_Worker(self._engine, mask=self._mask))
            except OSError:
                _log.exception("no process could be started")
                self._false_starts += 1

    @property
    def _waiting(self) -> int:
        """How many processes have nothing in hand, or are still getting ready."""
        return sum(not worker.is_busy for worker in self._workers)

    def _heard(self) -> list[Told]:
        told = []
        speaking = wait([worker.pipe for worker in self._workers], _STEP)
        for worker in list(self._workers):
            if worker.pipe in speaking:
                told += self._listened(worker)
            elif worker.is_stuck:
                told += self._lost(worker, _STUCK)
        return told

    def _listened(self, worker: _Worker) -> list[Told]:
        try:
            said = worker.receive()
        except EOFError:
            return self._lost(worker, _DIED)
        if isinstance(said, AppError):
            raise said
        if isinstance(said, SetName):
            self.ruleset = said
            return []
        return [said]

    def _lost(self, worker: _Worker, message: str) -> list[Told]:
        """Return what is said of the file that ``worker`` was lost with, if it had one in hand."""
        self._workers.remove(worker)
        worker.end()
        if worker.hand is None:
            self._false_starts += 1
            return []
        name = self._files[worker.hand].name
        return [(worker.hand, AppError("batch-lost", message, _ALONE, name))]


class _Worker:
    """One process, and the number of the file that it has in ``hand``."""

    def __init__(self, engine: Engine, *, mask: bool) -> None:
        self.hand: int | None = None
        self._is_ready = False
        self._since = 0.0
        self.pipe, other = _PROCESSES.Pipe()
        self._process = _PROCESSES.Process(target=_work, args=(other, engine, mask), daemon=True)
        try:
            self._process.start()
        finally:
            other.close()

    @property
    def is_busy(self) -> bool:
        return self.hand is not None

    @property
    def is_free(self) -> bool:
        return self._is_ready and not self.is_busy

    @property
    def is_stuck(self) -> bool:
        return self.is_busy and time.monotonic() - self._since > LONGEST

    def send(self, number: int, path: Path) -> None:
        self.hand, self._since = number, time.monotonic()
        with contextlib.suppress(OSError):  # it is dead, as its pipe will tell
            self.pipe.send((number, path))

    def receive(self) -> SetName | AppError | Told:
        """Return its rule set's name, why it has none, or what it says of a file; EOFError when it is dead."""
        try:
            said: SetName | AppError | Told = self.pipe.recv()
        except OSError as error:
            raise EOFError from error
        if isinstance(said, SetName):
            self._is_ready = True
        elif isinstance(said, tuple):
            self.hand = None
        return said

    def end(self, until: float = 0.0) -> None:
        """End the process; one with a file in hand has time to end by itself."""
        self.pipe.close()
        if self.is_busy:
            self._process.join(max(0.0, until - time.monotonic()))
        self._process.kill()
        self._process.join()
        self._process.close()


def outcome(
    engine: Engine, path: Path, *, mask: bool
) -> Generator[Summary | AppError | None, None, None]:
    """Yield None while the file at ``path`` is being checked, at last its summary or why there is none.

    ``mask`` hides personal data.
    """
    try:
        for step in engine.run(path):
            if step is None:
                yield None
            else:
                yield summary(path, masked(step) if mask else step)
    except AppError as error:
        yield AppError(
            error.code, error.message, error.hint, error.place
        )  # without what it holds on to
    except MemoryError:
        yield AppError(
            "batch-memory",
            "内存不足，这份文件没有检查。",
            "请关闭其他程序，单独检查这份文件。",
            path.name,
        )
    except Exception:  # noqa: BLE001  (one bad file must not stop the others; the log keeps what happened)
        _log.exception("%s", path)
        yield AppError(
            "batch-error",
            "检查这份文件时程序出错，没有检查完。",
            "请单独打开这份文件检查，把出错说明发给维护人员。",
            path.name,
        )


def _work(pipe: Connection, engine: Engine, mask: bool) -> None:  # noqa: FBT001  (Process takes no keywords that are typed)
    """Check the files that come through ``pipe`` until it is closed."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # whoever presses Ctrl-C speaks to the program itself
    with contextlib.suppress(EOFError, OSError):  # the other end was closed
        if _is_equipped(pipe, engine):
            while True:
                number, path = pipe.recv()
                with contextlib.closing(outcome(engine, path, mask=mask)) as steps:
                    pipe.send((number, _last(steps, pipe)))


def _is_equipped(pipe: Connection, engine: Engine) -> bool:
    gc.disable()  # what loading makes stays
    try:
        name = engine.load_rules()
    except AppError as error:
        pipe.send(error)
        return False
    gc.freeze()
    gc.enable()
    pipe.send(name)
    return True


def _last(
    steps: Iterator[Summary | AppError | None], pipe: Connection
) -> Summary | AppError | None:
    """Return what comes of the ``steps``; EOFError when nobody wants to know any more."""
    said, due = None, 0.0
    for step in steps:
        now = time.monotonic()  # asking the pipe at every step would be a twentieth of the work
        if now > due:
            due = now + _STEP
            if pipe.poll():  # nothing is sent to one who is at work: the other end was closed
                raise EOFError
        said = step
    return said
