"""A line of the checklist says in words what a result found, where and on what basis."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.model import Basis, Level, Outcome
from app.report.checklist import clean, context, facts, heading, lines, tally, where
from tests.unit.report.builders import document, near_miss, problem, report, result, span


@pytest.fixture
def on():
    return document(
        "报告如下：",
        "一、领导干部学法",
        "中心组学法12次，会前学法四十余次。",
        "二、安全生产",
        "成立了安全生产领导小组。法制审核不严。" + "很长" * 60 + "结尾。",
    )


def line(on, outcome=Outcome.PASS, **changes):
    return lines(on, [result(outcome, **changes)])[0]


def test_a_quotation_names_paragraph_and_heading(on):
    quote = line(on, evidence=(span(on, "成立了安全生产领导小组"),)).quotes[0]
    assert quote.where == "第5段 二、安全生产"
    assert quote.text == "“成立了安全生产领导小组”"


def test_a_quotation_before_the_first_heading_names_the_paragraph_only(on):
    assert line(on, evidence=(span(on, "报告如下"),)).quotes[0].where == "第1段"


def test_quotations_from_one_place_stand_together_in_the_order_of_the_text(on):
    evidence = (span(on, "会前学法四十余次"), span(on, "安全生产领导"), span(on, "中心组学法12次"))
    first, second = line(on, evidence=evidence).quotes
    assert first.text == "“中心组学法12次”、“会前学法四十余次”"
    assert second.text == "“安全生产领导”"


def test_a_passage_that_is_evidence_and_problem_is_quoted_once(on):
    found = line(on, evidence=(span(on, "法制"),), problems=(problem(on, "法制", "应为法治"),))
    assert [quote.text for quote in found.quotes] == ["“法制”"]


def test_a_long_quotation_shows_its_beginning_and_end(on):
    long = on.text[on.text.index("法制审核") :]
    text = line(on, evidence=(span(on, long),)).quotes[0].text
    assert text.startswith("“法制审核不严。很长")
    assert text.endswith("很长结尾。”")
    assert "……" in text
    assert len(text) < 90


def test_a_quotation_across_paragraphs_stands_in_one_line(on):
    across = "四十余次。\n二、安全"
    assert line(on, evidence=(span(on, across),)).quotes[0].text == "“四十余次。 二、安全”"


def test_a_long_heading_is_shortened():
    on = document("一、" + "很长的标题" * 5, "正文")
    where = line(on, evidence=(span(on, "正文"),)).quotes[0].where
    assert where == "第2段 一、很长的标题很长的标题很长的标题很长的……"


def test_a_near_miss_says_where_and_why_it_does_not_count(on):
    miss = near_miss(on, "安全生产领导小组", "不是法治建设的领导小组。")
    found = line(on, Outcome.MISSING, message="没有写领导小组。", near_misses=(miss,))
    assert found.findings == (
        "没有写领导小组。",
        "相近但不算：第5段“安全生产领导小组”（不是法治建设的领导小组）",
    )


def test_a_problem_says_what_to_change(on):
    wrong = problem(on, "法制审核", "用词不当", "改为法治审核")
    found = line(on, Outcome.PROBLEM, message="", problems=(wrong,))
    assert found.findings == ("“法制审核”：用词不当。建议：改为法治审核。",)


def test_a_problem_without_suggestion_ends_after_its_message(on):
    wrong = problem(on, "法制审核", "用词不当。")
    found = line(on, Outcome.PROBLEM, message="", problems=(wrong,))
    assert found.findings == ("“法制审核”：用词不当。",)


@pytest.mark.parametrize(
    ("outcome", "advice"),
    [
        (Outcome.MISSING, "【建议整改】请补写。"),
        (Outcome.PROBLEM, "【建议整改】请补写。"),
        (Outcome.REVIEW, "请补写。"),
        (Outcome.UNCHECKED, "请补写。"),
        (Outcome.PASS, ""),
        (Outcome.NOT_APPLICABLE, ""),
    ],
    ids=lambda value: str(value)[:8],
)
def test_advice_is_given_where_there_is_something_to_do(on, outcome, advice):
    assert line(on, outcome, level=Level.WARNING, advice="请补写。").advice == advice


def test_the_verdict_is_a_mark_and_a_word(on):
    assert line(on, Outcome.PARTIAL).verdict == "△ 部分符合"
    assert line(on, Outcome.PASS, group="wording").verdict == "√ 未见问题"


def test_the_basis_is_printed_with_number_article_and_note(on):
    basis = Basis("《规定》", "厅字〔2019〕28号", "第四章", "年度报告")
    assert line(on, basis=(basis,)).basis == ("《规定》（厅字〔2019〕28号）第四章：年度报告",)


def test_lines_are_numbered_from_one(on):
    assert [entry.number for entry in lines(on, [result(), result()])] == [1, 2]


def test_the_tally_always_tells_the_three_verdicts():
    assert tally([]) == {"符合": 0, "部分符合": 0, "缺失": 0}


def test_the_tally_counts_every_word():
    results = [
        result(Outcome.UNCHECKED),
        result(Outcome.PASS, group="format"),
        result(Outcome.MISSING),
        result(Outcome.MISSING),
    ]
    counts = {"符合": 0, "部分符合": 0, "缺失": 2, "未见问题": 1, "未检查": 1}
    assert list(tally(results).items()) == list(counts.items())


def test_facts_that_the_report_does_not_tell_are_said_to_be_unknown():
    told = facts(report())
    assert told["报告单位"] == "沙滩镇人民政府"
    assert told["报告年度"] == "2024年"
    assert told["发文字号"] == "未识别"
    assert told["检查日期"] == "2025年3月1日"
    assert told["正文字数"] == "16字（不计空白）"


def test_the_heading_names_unit_and_year_or_else_the_file():
    told = report()
    assert heading(told, "检查清单") == "沙滩镇人民政府（2024年度）检查清单"
    nameless = replace(told.document, facts=replace(told.document.facts, unit=None))
    assert heading(replace(told, document=nameless), "检查清单") == "报告 检查清单"


def test_cleaning_leaves_only_what_can_be_written():
    assert clean("甲\x00\x1b乙\ud800\ufffe丙\r\n丁\t戊\U00020bb7") == "甲乙丙\n丁 戊\U00020bb7"


def passages(on, *texts):
    return [(on.text.index(text), on.text.index(text) + len(text)) for text in texts]


@pytest.mark.parametrize(
    ("paragraph", "wanted", "said"),
    [
        ("前一句。全镇防讯工作扎实。后一句。", ["防讯"], "“全镇【防讯】工作扎实。”"),
        ("全镇防讯工作扎实。", ["全镇防讯工作扎实"], "“全镇防讯工作扎实。”"),
        ("学法12次，讲座2场。", ["12次", "2场"], "“学法【12次】，讲座【2场】。”"),
        ("防讯工作没有句号", ["防讯"], "“【防讯】工作没有句号”"),
        ("重叠的文字。", ["重叠的", "叠的文"], "“【重叠的】【文】字。”"),
    ],
    ids=["marked", "whole", "several", "no stop", "overlap"],
)
def test_a_passage_is_quoted_with_the_sentence_around_it(paragraph, wanted, said):
    on = document(paragraph)
    assert context(on, passages(on, *wanted)) == said


def test_what_stands_far_from_a_passage_is_left_out():
    on = document("甲" * 100 + "防讯" + "乙" * 100 + "汛期" + "丙" * 100 + "。")
    said = context(on, passages(on, "防讯", "汛期"))
    assert said == "“……{}【防讯】{}……{}【汛期】{}……”".format(
        "甲" * 45, "乙" * 45, "乙" * 45, "丙" * 45
    )


def test_a_heading_is_not_named_as_its_own_place():
    on = document("一、学法", "中心组学法。")
    assert where(on, *passages(on, "一、学法")[0]) == "第1段"
    assert where(on, *passages(on, "中心组")[0]) == "第2段 一、学法"
