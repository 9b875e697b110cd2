"""The guards in conftest.py let nothing pass that they are there for."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).resolve().parent.parent / "conftest.py"
LEAKS = {
    "a warning": "import warnings\ndef test(): warnings.warn('old')",
    "a log record": "import logging\ndef test(): logging.getLogger('x').warning('odd')",
    "a thread": (
        "import threading, time\n"
        "def test(): threading.Thread(target=time.sleep, args=(4,), daemon=True).start()"
    ),
    "a message of Qt": ("from PySide6.QtCore import qWarning\ndef test(qapp): qWarning('odd')"),
    "a message box": (
        "from PySide6.QtWidgets import QMessageBox\n"
        "def test(qapp): QMessageBox.question(None, 'a', 'b')"
    ),
    "a dialog of its own": (
        "from PySide6.QtWidgets import QDialog\n"
        "class Mine(QDialog): pass\n"
        "def test(qapp): Mine().exec()"
    ),
    "an open dialog": (
        "import pytest\n"
        "from PySide6.QtWidgets import QDialog, QWidget\n"
        "@pytest.fixture\n"
        "def window(qtbot):\n"
        "    window = QWidget(); qtbot.addWidget(window); window.show(); return window\n"
        "def test(window): QDialog(window).open()"
    ),
    "a window": (
        "from PySide6.QtWidgets import QWidget\nkept = []\ndef test(qapp): kept.append(QWidget())"
    ),
    "an exception in a slot": (
        "from PySide6.QtCore import QTimer\n"
        "def test(qtbot):\n"
        "    QTimer.singleShot(0, lambda: 1 / 0)\n"
        "    qtbot.wait(20)"
    ),
}
CLEAN = {
    "a looked-at log record": (
        "import logging\n"
        "def test(caplog):\n"
        "    logging.getLogger('x').warning('odd')\n"
        "    assert 'odd' in caplog.text\n"
        "    caplog.clear()"
    ),
    "a pool that nobody holds": (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "def test(): ThreadPoolExecutor(1).submit(int)"
    ),
    "a window that is dropped": (
        "from PySide6.QtWidgets import QMainWindow\ndef test(qapp): QMainWindow().show()"
    ),
    "a window with a dialog of qtbot": (
        "from PySide6.QtWidgets import QDialog\n"
        "def test(qtbot):\n"
        "    dialog = QDialog(); qtbot.addWidget(dialog); dialog.open()"
    ),
    "a dialog that the test answers": (
        "import pytest\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QDialog\n"
        "@pytest.mark.real_dialogs\n"
        "def test(qtbot):\n"
        "    dialog = QDialog(); qtbot.addWidget(dialog)\n"
        "    QTimer.singleShot(0, dialog.accept)\n"
        "    assert dialog.exec()"
    ),
    "hypothesis": (
        "from hypothesis import given, strategies as st\n"
        "@given(st.integers())\n"
        "def test(number): assert number == number"
    ),
    "folders of its own": (
        "import platformdirs\n"
        "def test(user_folders):\n"
        "    assert platformdirs.user_config_path('x').is_relative_to(user_folders)"
    ),
}


@pytest.fixture
def house(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder of tests under the guards and settings of this project."""
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    settings = CONFTEST.parent.parent / "pyproject.toml"
    pytester.path.joinpath("pyproject.toml").write_text(settings.read_text("utf-8"), "utf-8")
    return pytester


def passed(house: pytest.Pytester, sources: dict[str, str]) -> set[str]:
    """Return the names of those tests that pass when all run in one process."""
    files = {name: f"test_{name.replace(' ', '_')}.py" for name in sources}
    for name, source in sources.items():
        house.path.joinpath(files[name]).write_text(source, "utf-8")
    printed = house.runpytest_subprocess("-rA", "-p", "no:randomly", house.path).stdout.str()
    trouble = [
        line.split()[1] for line in printed.splitlines() if line.startswith(("FAILED ", "ERROR "))
    ]
    well = [line.split()[1] for line in printed.splitlines() if line.startswith("PASSED ")]
    green = {case.partition("::")[0] for case in set(well) - set(trouble)}
    return {name for name in sources if files[name] in green}


def test_fail_what_leaves_something_behind(house):
    assert passed(house, LEAKS) == set()


def test_pass_what_is_clean(house):
    assert passed(house, CLEAN) == set(CLEAN)
