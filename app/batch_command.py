"""``python -m app batch …``: check folders of reports, and write what came out as one workbook."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.engine import Engine
from app.errors import AppError
from app.model import Outcome
from app.terms import MARKS, REQUIRED_GROUPS

if TYPE_CHECKING:
    from app.batch import Batch, Progress
    from app.report.summary import Summary

CLEAN, GAPS, FAILED = 0, 1, 2
"""Exit status: no gap, gaps, a file could not be read."""


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser of the command what is its own; the options of rules and units are given elsewhere."""
    parser.add_argument(
        "chosen", nargs="+", type=Path, metavar="文件夹或文件", help="放报告的文件夹，或者几份报告"
    )
    parser.add_argument("--excel", type=Path, metavar="文件", help="写成 Excel 汇总表")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="结果的格式，默认 text（文字）"
    )
    parser.add_argument(
        "--jobs", type=int, metavar="个数", help="同时用几个进程，默认按处理器核数"
    )


def run(wanted: argparse.Namespace) -> int:
    """Check what is asked for, print and write what came out, and return the exit status.

    Raises:
        AppError: there is nothing to check, the rules cannot be read, or the workbook cannot be written.
    """
    _refuse_own_report(wanted)
    engine = Engine(wanted.rules, wanted.level, wanted.year, wanted.layer)
    found = _checked(engine, wanted)
    _print(found, wanted.format)
    for failure in found.failures:
        error = failure.error
        sys.stderr.write(f"{found.name(failure.path)}：{error.message}{error.hint}\n")
    if wanted.excel:
        from app.report import matrix

        matrix.write(found, wanted.excel)
    if found.failures:
        return FAILED
    return GAPS if any(each.is_open for each in found.summaries) else CLEAN


def _refuse_own_report(wanted: argparse.Namespace) -> None:
    if wanted.excel and any(wanted.excel.resolve() == path.resolve() for path in wanted.chosen):
        raise AppError("call-same-file", "汇总表不能写到报告自己的文件上。", "请换一个文件名。")


def _checked(engine: Engine, wanted: argparse.Namespace) -> Batch:
    from app import (
        batch,  # which loads what runs processes; the other commands need not wait for it
    )

    told: Progress | Batch | None = None
    with closing(batch.run(engine, wanted.chosen, wanted.jobs, mask=wanted.mask)) as steps:
        for step in _with_bar(steps):
            told = step
    if not isinstance(told, batch.Batch):
        raise TypeError  # run ends with the batch
    return told


def _with_bar(
    steps: Iterator[Progress | Batch],
) -> Iterator[Progress | Batch]:
    """Pass on ``steps``; show them where there is a person who can see them."""
    if not sys.stderr.isatty():
        yield from steps
        return
    from tqdm import tqdm

    from app.batch import Progress

    with tqdm(desc="检查", unit="份", leave=False) as bar:
        for step in steps:
            if isinstance(step, Progress):
                bar.total = step.total
                bar.set_postfix_str(step.name, refresh=False)
                bar.update(step.done - bar.n)
            yield step


def _print(found: Batch, form: str) -> None:
    if form == "json":
        from app.report import batch_json

        json.dump(batch_json.document(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    for each in found.summaries:
        sys.stdout.write(f"{_line(found, each)}\n")
    sys.stdout.write(
        f"\n检查了{len(found.summaries)}份报告，其中{sum(each.has_gaps for each in found.summaries)}份有缺项或问题；"
        f"{len(found.failures)}个文件读不了，跳过{len(found.skipped)}个。\n"
    )
    for path, earlier in found.repeated.items():
        sys.stdout.write(f"内容完全相同：{found.name(earlier)}、{found.name(path)}\n")
    for pair in found.pairs:
        share = round(100 * pair.likeness)
        one, other = found.name(pair.one.path), found.name(pair.other.path)
        sys.stdout.write(f"雷同（{share}%）：{one}、{other}\n")


def _line(found: Batch, each: Summary) -> str:
    mark = MARKS[Outcome.MISSING if each.has_gaps else Outcome.PASS]
    year = f"（{each.facts.year}年度）" if each.facts.year else ""
    return f"{mark} {each.unit}{year}：{'；'.join(_said(each)) or '未发现缺项和问题'}　{found.name(each.path)}"


def _said(each: Summary) -> Iterator[str]:
    for word, outcome in (("缺失", Outcome.MISSING), ("部分符合", Outcome.PARTIAL)):
        titles = [
            verdict.item.title
            for verdict in each.verdicts
            if verdict.item.group in REQUIRED_GROUPS and verdict.outcome is outcome
        ]
        if titles:
            yield f"{word} {'、'.join(titles)}"
    slips = sum(len(v.troubles) for v in each.verdicts if v.outcome is Outcome.PROBLEM)
    if slips:
        yield f"表述问题{slips}处"
