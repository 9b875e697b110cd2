"""Guards around every test: silence is green.

A test fails when it leaves behind a warning in the log, a thread, a process, a window or a dialog that it did not ask
for. Python warnings and Qt messages fail by the settings in pyproject.toml.

A test that expects a log record looks at `caplog` and then calls `caplog.clear()`. A test that expects a dialog
replaces the call with `monkeypatch`, or is marked `real_dialogs` and answers the dialog itself.
"""

import gc
import logging
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "APPDATA": "config",
    "LOCALAPPDATA": "data",
}
SECONDS_TO_END = 2.0  # what was told to stop may take this long
BLOCKING = {  # calls that wait for a person, who is not there
    "QDialog": ("exec",),
    "QFileDialog": (
        "getExistingDirectory",
        "getOpenFileName",
        "getOpenFileNames",
        "getSaveFileName",
    ),
    "QInputDialog": ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    "QMenu": ("exec",),
    "QMessageBox": ("about", "critical", "exec", "information", "question", "warning"),
}
HELPERS_OF_QT = {"QTipLabel"}  # windows that Qt keeps for itself
HAS_FAILED = pytest.StashKey[bool]()

settings.register_profile(
    "house", deadline=None
)  # a busy machine is no failure; bench measures speed
settings.load_profile("house")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled reports beside the project, which not every checkout has."""
    if not CORPUS.is_dir():
        pytest.skip("the folder ../shared/corpus is not here")
    return CORPUS


@pytest.fixture(autouse=True)
def user_folders(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Keep settings and recent files of the person who runs the tests out of them."""
    folder = tmp_path_factory.mktemp("user")
    for variable, name in FOLDERS.items():
        monkeypatch.setenv(variable, str(folder / name))
    return folder


@pytest.fixture(autouse=True)
def _no_leaked_jobs() -> Iterator[None]:
    """Fail a test that leaves a thread or a process running."""
    before = set(threading.enumerate())
    yield
    _wait_until(lambda: not _jobs_since(before))
    leaked = _jobs_since(before)
    assert not leaked, f"still running after the test: {leaked}"


@pytest.fixture(autouse=True)
def _no_unexpected_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning which it did not look at and clear."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [record.getMessage() for record in records if record.levelno >= logging.WARNING]
    assert not loud, f"unexpected in the log: {loud}"


@pytest.fixture(autouse=True)
def _no_dialogs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test at once where it would wait for a person."""
    if "qapp" not in request.fixturenames or request.node.get_closest_marker("real_dialogs"):
        return
    from PySide6 import QtPrintSupport, QtWidgets

    for name, calls in BLOCKING.items():
        for call in calls:
            monkeypatch.setattr(getattr(QtWidgets, name), call, _refusal(f"{name}.{call}"))
    monkeypatch.setattr(QtPrintSupport.QPrintDialog, "exec", _refusal("QPrintDialog.exec"))


@pytest.fixture(autouse=True)
def _no_leaked_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a window or dialog which nobody owns."""
    if "qapp" not in request.fixturenames:
        yield
        return
    before = _windows()
    yield
    leaked = [window for window in _windows() if window not in before]
    if leaked:
        gc.collect()  # a window may only wait for the collector
        leaked = [window for window in _windows() if window not in before]
    names = [f"{type(window).__name__} {window.windowTitle()!r}" for window in leaked]
    for window in leaked:  # one leak is one failure: the next test starts clean
        window.close()
        window.deleteLater()
    if HAS_FAILED not in request.node.stash:  # else the traceback holds what the test held
        assert not leaked, f"still there after the test: {names}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test that ends with a dialog open which it did not hand to qtbot."""
    try:
        yield
    except BaseException:
        item.stash[HAS_FAILED] = True
        raise
    if "qapp" in getattr(item, "fixturenames", ()):
        stray = _open_dialogs(item)
        assert not stray, f"open after the test: {stray}"


def _open_dialogs(item: pytest.Item) -> list[str]:
    from PySide6.QtWidgets import QApplication, QDialog

    own = [reference() for reference, _ in getattr(item, "qt_widgets", ())]
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    return [
        f"{type(w).__name__} {w.windowTitle()!r}" for w in shown if w.isModal() and w not in own
    ]


def _windows() -> list["QWidget"]:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    tops = [window for window in QApplication.topLevelWidgets() if window.parent() is None]
    return [window for window in tops if window.metaObject().className() not in HELPERS_OF_QT]


def _refusal(call: str) -> Callable[..., NoReturn]:
    def refuse(*arguments: object, **options: object) -> NoReturn:
        pytest.fail(f"{call} would wait for a person; called with {arguments[1:]} {options}")

    return refuse


def _jobs_since(before: set[threading.Thread]) -> list[object]:
    """Return our threads and processes; those of Qt and of tqdm's clock end with the program."""
    kinds_of_others = {"_DummyThread", "TMonitor"}
    threads = [each for each in threading.enumerate() if each not in before and each.is_alive()]
    ours = [each for each in threads if type(each).__name__ not in kinds_of_others]
    return [*ours, *multiprocessing.active_children()]


def _wait_until(done: Callable[[], bool]) -> None:
    if done():
        return
    gc.collect()  # a pool that nobody holds any more ends its workers
    end = time.monotonic() + SECONDS_TO_END
    while not done() and time.monotonic() < end:
        time.sleep(0.01)
