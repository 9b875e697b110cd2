"""What is said in the margin: about the whole at the title, about each thing to do where it belongs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app import __version__
from app.model import DocumentKind, Outcome, Report, Section, SetName
from app.report import remarks as module
from app.report.remarks import remarks
from tests.unit.report.builders import (
    FACTS,
    RULESET,
    SUM,
    document,
    near_miss,
    problem,
    report,
    result,
    span,
)

TITLE = "2024年度法治政府建设工作报告"
TEXT = (
    TITLE,
    "县司法局：",
    "一、学习贯彻",
    "中心组定期学法。",
    "二、不足与原因",
    "执法力量薄弱。",
    "三、下年计划",
    "加强培训。",
)


@pytest.fixture
def text():
    return document(*TEXT, path="报告.docx")


def on(said: Report) -> list[tuple[str, str]]:
    """Return what each remark is on, and its heading."""
    return [(said.document.text[r.start : r.end], r.lines[0]) for r in remarks(said)]


def test_the_first_remark_says_on_the_title_what_was_checked_by_which_rules_and_when(text):
    local = SetName("city", "市规定", "2025.2")
    said = report(result(), result(Outcome.MISSING), on=text)

    first = remarks(replace(said, ruleset=replace(RULESET, layers=(local,))))[0]

    assert text.text[first.start : first.end] == TITLE
    lines = first.lines
    assert lines[0] == "报告体检意见：共1处，逐处写在批注里"
    assert {
        "文件名：报告.docx",
        f"文件校验值（SHA-256）：{SUM}",
        "报告单位：沙滩镇人民政府",
        "报告年度：2024年",
        "规则集：法治政府建设年度报告规则＋市规定",
        "规则版本：2025年版＋2025.2",
        f"检查软件：报告体检 {__version__}",
        "检查日期：2025年3月1日",
    } <= set(lines)
    assert any(line.startswith("检查结果：符合1项，部分符合0项，缺失1项") for line in lines)


def test_without_anything_to_do_that_is_said_with_rules_and_date(text):
    (only,) = remarks(report(result(), result(Outcome.NOT_APPLICABLE), on=text))

    assert only.lines[0] == "未发现需要修改的地方。"
    assert {"规则版本：2025年版", "检查日期：2025年3月1日"} <= set(only.lines)


def test_what_was_noticed_in_the_file_is_said_too(text):
    noticed = replace(text, notes=("有2处隐藏文字没有检查。",))
    strange = replace(noticed, facts=replace(FACTS, kind=DocumentKind.OTHER))

    first = remarks(report(on=strange))[0]

    assert "注意：有2处隐藏文字没有检查。" in first.lines
    assert any("不像是法治政府建设年度报告" in line for line in first.lines)


def test_a_title_on_several_lines_is_found_as_one():
    text = document("沙滩镇人民政府", "2024年度法治政府建设", "工作报告", "一、学习贯彻")

    first = remarks(report(on=text))[0]

    assert text.text[first.start : first.end] == "2024年度法治政府建设\n工作报告"


def test_without_a_title_the_first_line_stands_for_it():
    text = document("关于工作的情况", "一、学习贯彻")

    first = remarks(report(on=text))[0]

    assert text.text[first.start : first.end] == "关于工作的情况"


def test_a_problem_is_told_on_its_passage_with_basis_and_what_to_write(text):
    slip = problem(text, "执法力量薄弱", "没有写原因", "补写原因")
    found = result(Outcome.PROBLEM, title="不足", group="wording", problems=(slip,))

    _, told = remarks(report(found, on=text))

    assert text.text[told.start : told.end] == "执法力量薄弱"
    assert told.lines == (
        "【有问题】不足（必须整改）",
        "问题：没有写原因。",
        "改法：补写原因",
        "建议：请写明领导小组的名称、组长和成员。",
        "依据：《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）第四章",
    )


def test_what_is_missing_is_told_on_the_heading_of_the_first_part_that_the_report_has(text):
    missing = result(Outcome.MISSING, title="学法次数", belongs=("leader-duty", "study", "plan"))

    assert on(report(missing, on=text))[1] == ("一、学习贯彻", "【缺失】学法次数（必须整改）")


def test_what_is_half_there_is_told_on_the_heading_over_it(text):
    (part, *others), at = text.sections, text.text.index("中心组")
    inner = Section("", "中心组定期学法", 2, (), at, at + 7, part.end, 0)
    text = replace(text, sections=(part, inner, *others))
    partial = result(Outcome.PARTIAL, belongs=("study",), evidence=(span(text, "学法"),))
    elsewhere = replace(partial, evidence=(span(text, "薄弱"),))

    assert on(report(partial, on=text))[1][0] == "中心组定期学法"
    assert on(report(elsewhere, on=text))[1][0] == "一、学习贯彻"


def test_what_is_missing_with_its_part_is_told_on_the_title(text):
    missing = result(Outcome.MISSING, title="履职", belongs=("leader-duty",))

    assert on(report(missing, on=text))[1] == (TITLE, "【缺失】履职（必须整改）")


def test_what_belongs_nowhere_is_told_where_something_of_it_was_found(text):
    partial = result(Outcome.PARTIAL, title="主送机关", evidence=(span(text, "县司法局："),))

    assert on(report(partial, on=text))[1] == ("县司法局：", "【部分符合】主送机关（必须整改）")


def test_what_was_found_and_what_does_not_count_is_quoted(text):
    partial = result(
        Outcome.PARTIAL,
        message="没有写次数。",
        belongs=("study",),
        evidence=(span(text, "中心组定期学法"),),
        near_misses=(near_miss(text, "加强培训", "写在计划部分"),),
    )

    _, told = remarks(report(partial, on=text))

    assert told.lines[1:4] == (
        "问题：没有写次数。",
        "原文：第4段 一、学习贯彻“中心组定期学法”",
        "相近但不算：第8段“加强培训”（写在计划部分）",
    )


def test_what_a_person_has_to_settle_is_told_without_a_level(text):
    unclear = result(Outcome.REVIEW, title="三项制度", message="前后矛盾。")

    _, told = remarks(report(unclear, on=text))

    assert told.lines[:2] == ("【待人工】三项制度", "原因：前后矛盾。")


def test_what_was_not_checked_for_one_reason_is_told_once(text):
    cut = [result(Outcome.UNCHECKED, title=name, message="太长。") for name in ("甲", "乙")]
    other = result(Outcome.UNCHECKED, title="丙", message="超时。")

    assert [r.lines[0] for r in remarks(report(*cut, other, on=text))[1:]] == [
        "【未检查】2项",
        "【未检查】丙",
    ]
    assert remarks(report(*cut, on=text))[1].lines[1:] == ("原因：太长。", "项目：甲、乙")


def test_remarks_come_in_the_order_of_the_text(text):
    slips = tuple(problem(text, word, "不妥") for word in ("培训", "薄弱", "县司法局"))
    found = result(Outcome.PROBLEM, group="wording", problems=slips)

    assert [passage for passage, _ in on(report(found, on=text))] == [
        TITLE,
        "县司法局",
        "薄弱",
        "培训",
    ]


def test_of_too_many_remarks_the_rest_is_counted(text, monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    slips = tuple(problem(text, word, "不妥") for word in ("县", "司", "法"))

    first, *told = remarks(report(result(Outcome.PROBLEM, problems=slips), on=text))

    assert len(told) == 2
    assert first.lines[-1] == "注意：意见共3处，这里只写了前2处，其余见检查清单。"


def test_a_rule_that_says_little_is_told_in_few_lines(text):
    bare = result(Outcome.MISSING, title="甲", message="", advice="", basis=())

    assert remarks(report(bare, on=text))[1].lines == ("【缺失】甲（必须整改）",)
