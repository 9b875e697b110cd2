"""Runs the program as a script would: another process, its output and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.paths import ROOT, SAMPLES

GOOD, GAPS, PDF = (SAMPLES / f"{name}示例.txt" for name in ("良好", "有缺项", "PDF复制"))


@dataclass(frozen=True)
class Run:
    """What one call of the program gave."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What was printed."""
        return self.out.decode("utf-8")

    @property
    def json(self) -> Any:
        """The JSON document that was printed, and nothing else was."""
        return json.loads(self.out.decode("utf-8"))


def run(
    module: str,
    *arguments: str | Path,
    folder: Path = ROOT,
    also: Mapping[str, str] = MappingProxyType({}),
) -> Run:
    """Run ``python -m module`` in ``folder``; ``also`` changes the environment."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **also},
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr.decode("utf-8"))


def check(*arguments: str | Path, **also: str) -> Run:
    """Run ``python -m app check``; ``also`` changes the environment."""
    return run("app", "check", *arguments, also=also)
