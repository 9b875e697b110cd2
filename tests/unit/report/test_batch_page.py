"""The summary of a batch says who lacks what, what is alike, and what was not read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.batch import Alike, Batch, Failure
from app.errors import AppError
from app.gather import Skipped
from app.model import Outcome
from app.report import batch_page
from app.report.summary import Summary, summary
from tests.unit.report.builders import FACTS, RULESET, SUM, document, problem, report, result
from tests.unit.report.test_html import QT_KNOWS, Page

FOLDER = Path("/报告")
ON = document("一、学法", "等等等。")
SLIP = result(
    Outcome.PROBLEM,
    rule="doubles",
    title="重复",
    group="wording",
    problems=(problem(ON, "等等等", "写重了"),) * 2,
)


def told(name: str, *results, unit: str | None = "沙滩镇人民政府") -> Summary:
    """Return what is kept of a report with ``results``."""
    on = replace(ON, facts=replace(FACTS, unit=unit))
    return summary(FOLDER / name, report(*results, on=on))


def batch(*entries: Summary | Failure, **changes: object) -> Batch:
    """Return a batch of ``entries``."""
    made = Batch((FOLDER / "a.docx",), RULESET, date(2025, 3, 1), entries, (), {})
    return replace(made, **changes)  # type: ignore[arg-type]


def rows(made: Batch, cells: int) -> list[list[str]]:
    return [row for row in Page(batch_page.render(made)).rows if len(row) == cells]


def test_each_report_is_a_row_with_its_verdicts_and_counts():
    made = batch(
        told("a.docx", result(), SLIP),
        told(
            "b.docx",
            result(Outcome.MISSING),
            result(Outcome.PASS, rule="doubles", group="wording"),
            unit=None,
        ),
        told("c.docx", result(Outcome.PARTIAL)),
    )
    assert rows(made, 6)[:4] == [
        ["序号", "单位", "年度", "领导小组", "用语规范", "备注"],
        ["1", "沙滩镇人民政府", "2024", "√", "2", ""],
        ["2", "b", "2024", "×缺失", "", ""],
        ["3", "沙滩镇人民政府", "2024", "△部分", "", ""],
    ]


def test_items_are_listed_by_how_often_they_are_lacking():
    other = result(Outcome.PARTIAL, rule="plan", title="下年计划")
    made = batch(
        told("a.docx", result(Outcome.MISSING), other, SLIP),
        told("b.docx", result(), other, unit="石桥镇人民政府"),
    )
    assert rows(made, 6)[:4] == [
        ["检查项", "类别", "缺失、有问题", "部分符合", "占报告", "单位"],
        ["下年计划", "必备事项", "0份", "2份", "100%", "沙滩镇人民政府、石桥镇人民政府"],
        ["领导小组", "必备事项", "1份", "0份", "50%", "沙滩镇人民政府"],
        ["重复", "用语规范", "1份", "0份", "50%", "沙滩镇人民政府"],
    ]


def test_files_carry_their_sums_and_copies_are_counted_once():
    first, copy = told("a.docx", result(Outcome.MISSING)), told("b.docx", result(Outcome.MISSING))
    made = batch(first, copy, repeated={copy.path: first.path})
    page = batch_page.render(made)
    assert (
        "共 2 个文件，检查了 2 份报告（内容不重复的 1 份），其中 1 份有需要整改的问题，0 份没有"
        in page
    )
    assert ["2", "b.docx（内容与“a.docx”相同）", SUM] in Page(page).rows
    assert "与前面一份相同" in page


def test_what_was_not_checked_is_listed_with_the_reason():
    failure = Failure(FOLDER / "坏.docx", AppError("load-broken", "文件已损坏。", "请重新导出。"))
    made = batch(failure, skipped=(Skipped(FOLDER / "图.png", "不能检查的格式（.png）"),))
    assert rows(made, 3)[:-1] == [
        ["文件", "情况", "原因和处理办法"],
        ["坏.docx", "读不了", "文件已损坏。请重新导出。"],
        ["图.png", "跳过", "不能检查的格式（.png）"],
    ]


def test_reports_that_are_alike_stand_side_by_side():
    one, other = told("a.docx", result()), told("b.docx", result(), unit="石桥镇人民政府")
    made = batch(one, other, pairs=(Alike(one, other, 0.634, 0.5, ()),))
    assert ["沙滩镇人民政府（a.docx）", "63%", "石桥镇人民政府（b.docx）", "50%"] in rows(made, 4)


def test_the_page_says_which_rules_and_keeps_to_what_qt_can_show():
    page = batch_page.render(batch(told("<b>.docx", SLIP)))
    assert set(Page(page).tags) <= QT_KNOWS
    assert "法治政府建设年度报告规则（2025年版）" in page
    assert "2025年3月1日" in page
    assert "检查人：" in page
    assert "&lt;b&gt;.docx" in page
