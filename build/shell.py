"""How make.py runs programs and speaks to the person who called it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
TAIL = 20  # lines of a log that are shown when something fails


class MakeError(Exception):
    """What went wrong, in one sentence for the person at the keyboard."""


def call(*arguments: str | Path, **variables: str) -> int:
    """Run Python of .venv in the project's folder, on screen, and return its exit status."""
    environment = os.environ | variables
    return subprocess.run([PYTHON, *arguments], cwd=ROOT, env=environment, check=False).returncode


def quietly(words: Sequence[str | Path], sentence: str) -> None:
    """Run a program without showing what it prints, unless it fails."""
    done = captured(words)
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-TAIL:])
        raise MakeError(f"{sentence}\n{tail}")


def captured(words: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a program and keep what it prints."""
    return subprocess.run(
        words,
        cwd=ROOT,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def say(sentence: str) -> None:
    """Print at once, so that lines of ours and of started programs keep their order."""
    print(sentence, flush=True)
