"""An engine that does what the files say, in this process and in others: it dies, hangs, fails, or reports."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.engine import Engine
from app.errors import AppError
from app.model import Report, SetName
from tests.unit.report.builders import RULESET, document, result


class Scripted(Engine):
    """Reads no rules; the first word of a file says what becomes of the check."""

    def load_rules(self) -> SetName:
        """Return a name at once."""
        return RULESET

    def run(self, path: Path, last_year: Path | None = None) -> Iterator[Report | None]:
        """Do what the file says."""
        words = path.read_text("utf-8")
        if words == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if words == "bad":
            raise AppError("load-damaged", "这个文件已损坏。", "请换一份。", path.name)
        if words == "memory":
            raise MemoryError
        try:
            if words == "loop":
                path.with_suffix(".begun").touch()
            while words == "loop":
                yield None
        finally:
            if words == "loop":
                path.with_suffix(".tidied").touch()
        yield None
        made = document("一、工作开展情况", words, path=str(path))
        source = replace(made.source, sha256=hashlib.sha256(words.encode()).hexdigest())
        made = replace(made, source=source)
        yield Report(made, (result(),), RULESET, date(2025, 3, 1))


class Homesick(Scripted):
    """Works only in the process that the program was started in."""

    def load_rules(self) -> SetName:
        """Return a name, or die where it is not at home."""
        if multiprocessing.parent_process():
            os.kill(os.getpid(), signal.SIGKILL)
        return super().load_rules()


class Refused(Scripted):
    """Has rules that cannot be read."""

    def load_rules(self) -> SetName:
        """Refuse to load."""
        raise AppError("rules-invalid", "规则写错了。", "请改正。", "a.yaml:3:1")
