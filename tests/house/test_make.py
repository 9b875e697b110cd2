"""build/make.py tells what it can do and what it needs."""

import subprocess
import sys
from pathlib import Path

import pytest

BUILD = Path(__file__).resolve().parents[2] / "build"
COMMANDS = {"setup", "run", "test", "check", "fix", "bench", "fuzz", "mutants", "freeze", "clean"}


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-X", "utf8", str(BUILD / "make.py"), *arguments]
    return subprocess.run(words, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def system(monkeypatch):
    """The module that knows the computer, as make.py imports it."""
    monkeypatch.syspath_prepend(BUILD)
    import system

    monkeypatch.delitem(sys.modules, "system")
    return system


def test_mutated_files_break_nothing(monkeypatch):
    monkeypatch.syspath_prepend(BUILD)
    import fuzz

    ordeal = fuzz.run(150, 7, str)

    assert ordeal.broken == []
    assert ordeal.endings["报告"] > 30
    assert ordeal.endings["load-damaged"] > 10


def test_lists_its_commands():
    done = make()
    assert done.returncode == 0
    assert {line.split()[0] for line in done.stdout.splitlines()[1:]} == COMMANDS


def test_refuses_an_unknown_command():
    assert make("nonsense").returncode == 2


def test_shows_the_usage_when_given_too_much():
    done = make("run", "a.docx", "b.docx")
    assert done.returncode == 2
    assert "run [文件]" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is asked for its packages")
def test_finds_what_the_computer_lacks(system):
    needs = {
        "libc.so.6": "libc6",
        "sh": "dash",
        "libnowhere.so.9": "nowhere",
        "no-such-program": "nothing",
    }
    assert set(system.missing(needs)) == {"libnowhere.so.9", "no-such-program"}


def test_never_asks_for_rights(system):
    assert not any(
        "sudo" in path.read_text("utf-8").replace("never sudo", "") for path in BUILD.glob("*.py")
    )
    assert system.apt_commands(["b", "a", "b"])[-1][-2:] == ["a", "b"]
