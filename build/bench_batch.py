"""Measures batches: the workbook of a thousand units, and 200 Word files from the folder to the workbook."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.batch import Batch
    from app.report.summary import Summary, Verdict

UNITS, ITEMS, SLIPS = 1000, 40, 50
RUNS = 5
JOBS = 2
_BASIS = ("《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）第四章",)
_ADVICE = "请写明领导小组的名称、组长和成员，并写明全年召开会议的次数。"


def matrix_seconds() -> Iterator[float]:
    """Yield how long the matrix sheet alone takes, made and written."""
    from openpyxl import Workbook

    from app.report.long_table import LongTables
    from app.report.matrix import add_matrix
    from app.report.sheet import set_face

    found = _batch()
    for _ in range(RUNS):
        start = time.perf_counter()
        book = Workbook()
        set_face(book)
        tables = LongTables(book)
        add_matrix(tables, book.worksheets[0], found)
        tables.saved()
        yield time.perf_counter() - start


def book_seconds(folder: Path) -> Iterator[tuple[float, float]]:
    """Yield how long the whole workbook takes in a process of its own, and that one's memory in megabytes."""
    for _ in range(RUNS):
        done = subprocess.run(
            [sys.executable, __file__, str(folder / "汇总.xlsx")],
            capture_output=True,
            check=True,
            text=True,
        )
        seconds, megabytes = done.stdout.split()
        yield float(seconds), float(megabytes)


def folder_seconds(folder: Path, root: Path) -> Iterator[tuple[float, float]]:
    """Yield how long the command takes for all files in ``folder``, and the memory of all its processes."""
    words = ["-m", "app", "batch", str(folder), "--excel", str(folder / "汇总.xlsx")]
    for _ in range(RUNS):
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *words, "--jobs", str(JOBS)], cwd=root, stdout=subprocess.DEVNULL
        )
        most = 0.0
        while process.poll() is None:
            most = max(most, _megabytes(process.pid))
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
        yield time.perf_counter() - start, most


def _megabytes(pid: int) -> float:
    """Return the memory of a process and all that it started; what they share counts once. 0 where none tells."""
    total = 0.0
    with suppress(OSError):  # not Linux, or it has ended meanwhile
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) / 1024
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(map(_megabytes, map(int, (task / "children").read_text().split())))
    return total


def _batch() -> Batch:
    """Return what came out of a batch of many reports, each with some gaps and slips."""
    from app.batch import Batch
    from app.model import SetName

    rules = SetName("bench", "法治政府建设年度报告", "2026.1")
    entries = tuple(_summary(number) for number in range(UNITS))
    return Batch((Path("/报送"),), rules, date(2025, 3, 1), entries, (), {})


def _summary(number: int) -> Summary:
    from app.model import DocumentKind, Facts
    from app.report.summary import Summary

    unit = f"某某县{number}号镇人民政府"
    facts = Facts(DocumentKind.REPORT, f"{unit}2024年法治政府建设年度报告", unit, "镇", 2024)
    path = Path(f"/报送/{unit}.docx")
    return Summary(path, f"{number:064x}", facts, 4000, (), tuple(_verdicts(number)), "")


def _verdicts(number: int) -> Iterator[Verdict]:
    from app.model import Level, Outcome
    from app.report.summary import Item, Trouble, Verdict

    slip = Trouble("第3段 一、成效", f"错别字{number}", "写得不规范。", "改为“规范字”")
    for at in range(ITEMS):
        item = Item(f"item-{at}", f"检查项目{at}", "statutory", Level.ERROR, _BASIS, _ADVICE)
        outcome = (Outcome.MISSING, Outcome.PARTIAL, *[Outcome.PASS] * 8)[(7 * at + number) % 10]
        quote = f"第{number}份报告里的第{at}处原文，说到了有关工作而没有写清楚次数和效果。"
        gap = Trouble(f"第{at}段 二、主要举措和成效", quote, "没有写明次数。", _ADVICE)
        yield Verdict(item, outcome, "", () if outcome is Outcome.PASS else (gap,))
    for at in range(SLIPS):
        group = ("consistency", "wording", "format")[at % 3]
        item = Item(f"slip-{at}", f"用语{at}", group, Level.WARNING, _BASIS, _ADVICE)
        is_wrong = (at + number) % 15 == 0
        outcome = Outcome.PROBLEM if is_wrong else Outcome.PASS
        yield Verdict(item, outcome, "", (slip,) if is_wrong else ())


def main() -> None:
    """Write the workbook once and print how many seconds and megabytes that took."""
    from app.report import matrix

    found = _batch()
    start = time.perf_counter()
    matrix.write(found, Path(sys.argv[1]))
    seconds = time.perf_counter() - start
    sys.stdout.write(f"{seconds} {_megabytes_at_most()}\n")


def _megabytes_at_most() -> float:
    """Return the most memory of this process so far, 0 where the system does not tell.

    Not ``ru_maxrss``: that begins with what the process had that started this one.
    """
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text("ascii", "replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
