"""``python -m app ledger``: a ledger that an office has filled in, beside a new check of the report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.engine import Engine
from app.errors import AppError
from app.mask import masked

if TYPE_CHECKING:
    from app.model import Report
    from app.report.ledger import Ledger
    from app.report.recheck import Item, Recheck

CLEAN, GAPS = 0, 1
"""Exit status: nothing is left to do, something is."""

_LONGEST = 60


def add(ledger: argparse.ArgumentParser) -> None:
    """Give the parser of the command its arguments."""
    ledger.add_argument("ledger", type=Path, metavar="台账", help="单位填写过的 .xlsx 整改台账")
    ledger.add_argument("file", type=Path, metavar="报告", help="修改后的报告")
    ledger.add_argument(
        "--excel", type=Path, metavar="文件", help="写出新台账，保留原来填写的内容"
    )
    ledger.add_argument(
        "--last-year", type=Path, metavar="文件", help="上一年的报告，用来检查有没有照搬"
    )
    ledger.add_argument("--anyway", action="store_true", help="台账像是另一份报告的，也照样对照")


def run(wanted: argparse.Namespace) -> int:
    """Compare, print and write what is asked for; return the exit status.

    Raises:
        AppError: ledger, report or rules cannot be read, they don't belong together, or the new
            ledger cannot be written.
    """
    from app.report import ledger as ledgers
    from app.report.recheck import compare, doubts

    _refuse_overwriting(wanted)
    ledger = ledgers.read(wanted.ledger)
    engine = Engine(wanted.rules, wanted.level, wanted.year, wanted.layer)
    report = engine.report(wanted.file, wanted.last_year)
    if wanted.mask:
        report = masked(report)
    said = doubts(ledger.facts, report)
    if said and not wanted.anyway:
        raise AppError(
            "ledger-other",
            f"这份台账像是另一份报告的：{''.join(said)}",
            "请核对选的台账和报告；确实要对照，请加上 --anyway。",
            wanted.ledger.name,
        )
    recheck = compare(ledger.entries, report)
    sys.stdout.writelines(f"{line}\n" for line in lines(ledger, report, recheck))
    if wanted.excel:
        from app.report import xlsx

        xlsx.write(report, wanted.excel, recheck)
    return GAPS if report.gaps else CLEAN


def lines(ledger: Ledger, report: Report, recheck: Recheck) -> Iterator[str]:
    """Yield what became of each row of ``ledger``, and what is new, as lines for a terminal."""
    from app.report.recheck import STANDINGS, Standing, doubts, is_unchanged

    facts, document = ledger.facts, report.document
    yield f"台账：{ledger.path.name}（{facts.get('检查日期', '日期不明')}检查，报告文件 {facts.get('文件名', '不明')}）"
    changed = "没有改动" if is_unchanged(facts, report) else "已有改动"
    unit, year = document.facts.unit or "单位不明", document.facts.year
    whose = f"{unit}{f'，{year}年度' if year else ''}"
    yield f"报告：{document.source.path.name}（{whose}），与台账所查的文件相比{changed}"
    yield from (f"注意：{doubt}" for doubt in doubts(facts, report))
    counts = (f"{word} {recheck.count(standing)} 项" for standing, word in STANDINGS.items())
    yield "，".join(counts) + "。"
    for standing in Standing:
        for item in recheck.of(standing):
            yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    from app.report.entries import OPEN, PROGRESS
    from app.report.recheck import STANDING_MARKS, STANDINGS

    entry, task = item.entry, item.task
    title = task.result.title if task else entry.title if entry else ""
    finding = task.findings[0] if task and task.findings else entry.finding if entry else ""
    mark, word = STANDING_MARKS[item.standing], STANDINGS[item.standing]
    yield f"  {mark} {word}　{title}：{_short(finding)}"
    if item.note:
        yield f"      {item.note}。"
    if entry and entry.filled not in ({}, {PROGRESS: OPEN}):
        told = (f"{name} {_shown(value)}" for name, value in entry.filled.items())
        yield f"      台账填写：{'，'.join(told)}"


def _shown(value: str | date) -> str:
    return _short(value) if isinstance(value, str) else value.isoformat()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _refuse_overwriting(wanted: argparse.Namespace) -> None:
    if wanted.excel is None:
        return
    for path, what in ((wanted.ledger, "原来的台账"), (wanted.file, "报告自己的文件")):
        if wanted.excel.resolve() == path.resolve():
            raise AppError("call-same-file", f"新台账不能写到{what}上。", "请换一个文件名。")
