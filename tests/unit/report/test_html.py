"""The page reads the same in a browser and on paper, and tells what is left to do."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from app import __version__
from app.model import DocumentKind, Outcome
from app.report.html import render
from tests.unit.report.builders import SUM, document, near_miss, problem, report, result, span

QT_KNOWS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "b", "span"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
"""What the page may use: a part of what Qt's rich text can show."""


class Page(HTMLParser):
    """Cells and running text of a page; fails on tags that do not match."""

    def __init__(self, text):
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data.strip()


def listed(text):
    """Return the rows of what is left to do on a page, their head left out."""
    return [row for row in Page(text).rows if len(row) == 7][1:]


def in_order(text):
    """Return the rows of what is in order, their head left out."""
    return [row for row in Page(text).rows if len(row) == 4 and row[2].startswith("√ 符合")]


def test_what_is_left_to_do_is_one_row_with_a_box_to_tick():
    on = document("一、学法", "中心组学法12次。", "普法活动3场。")
    found = result(
        Outcome.PARTIAL,
        evidence=(span(on, "中心组学法12次"),),
        near_misses=(near_miss(on, "普法活动3场", "面向群众"),),
    )
    assert listed(render(report(found, on=on), only_gaps=False)) == [
        [
            "1",
            "领导小组",
            "△ 部分符合",
            (
                "写明了领导小组及其组长。"
                "〔第2段 一、学法〕“中心组学法12次”"
                "相近但不算：第3段“普法活动3场”（面向群众）"
            ),
            "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）第四章",
            "【必须整改】请写明领导小组的名称、组长和成员。",
            "□",
        ]
    ]


def test_the_head_of_the_table_repeats_on_each_page():
    head = re.search(
        r"<thead>(.*?)</thead>",
        render(report(result(Outcome.MISSING)), only_gaps=False),
        re.DOTALL,
    )
    assert head
    assert re.findall(r"<th[^>]*>(.*?)</th>", head[1]) == [
        "序号",
        "检查项",
        "结论",
        "发现与原文",
        "法规依据",
        "整改建议",
        "整改",
    ]


def test_the_page_says_what_was_checked_with_what():
    page = render(report(result(), result(Outcome.MISSING)), only_gaps=False)
    assert "<h1>报告体检 检查清单</h1>" in page
    assert "<title>沙滩镇人民政府（2024年度）检查清单</title>" in page
    assert "共检查 2 项：符合 1 项，部分符合 0 项，缺失 1 项。" in page
    cells = [cell for row in Page(page).rows[:4] for cell in row]
    assert dict(zip(cells[::2], cells[1::2], strict=True)) == {
        "报告单位": "沙滩镇人民政府",
        "报告年度": "2024年",
        "文件": "报告.docx",
        "文件校验值": f"SHA-256 {SUM}",
        "规则集": "法治政府建设年度报告规则（2025年版）",
        "检查日期": "2025年3月1日",
        "检查软件": f"报告体检 {__version__}",
    }


def test_the_page_says_what_reading_left_out():
    on = document("一、学法", notes=("有2处批注没有读。", "已遮盖个人信息1处。"))
    page = render(report(result(), on=on), only_gaps=True)
    assert ["读取说明", "有2处批注没有读。已遮盖个人信息1处。"] in Page(page).rows
    assert "读取说明" not in render(report(result()), only_gaps=True)


def test_the_full_list_begins_with_what_is_left_to_do_and_is_short_on_the_rest():
    on = document("一、学法", "中心组学法12次。", "会前学法3次。")
    found = (span(on, "学法12次"), span(on, "学法3次"))
    page = render(
        report(
            result(title="齐全", evidence=found),
            result(group="wording", title="用词"),
            result(group="format", title="标点"),
            result(Outcome.NOT_APPLICABLE, title="县级", message="只对县级检查。"),
            result(Outcome.MISSING, title="缺项"),
            on=on,
        ),
        only_gaps=False,
    )
    assert [row[:2] for row in listed(page)] == [["1", "缺项"]]
    assert in_order(page) == [
        ["2", "齐全", "√ 符合", "写明了领导小组及其组长。〔第2段 一、学法〕“学法12次”（另有1处）"]
    ]
    rows = Page(page).rows
    assert ["用语规范", "√ 3　用词", "", ""] in rows
    assert ["格式规范", "√ 4　标点", "", ""] in rows
    assert ["5", "县级", "只对县级检查。"] in rows
    heads = re.findall("<h2>(.*?)</h2>", page)
    assert heads == [
        "需要整改和人工确认的事项（1项）",
        "符合要求的事项（1项）",
        "未见问题的事项（2项）",
        "不适用的事项（1项）",
    ]


def test_the_list_of_gaps_is_nothing_but_gaps():
    page = render(report(result(), result(Outcome.MISSING)), only_gaps=True)
    assert "<h2>" not in page
    assert in_order(page) == []


def test_a_passage_to_be_changed_stands_with_its_place_once():
    on = document("一、学法", "等等等。")
    slip = result(
        Outcome.PROBLEM,
        group="wording",
        message="有1处。",
        problems=(problem(on, "等等等", "写重了", "等等"),),
        evidence=(span(on, "等等等"),),
    )
    (row,) = listed(render(report(slip, on=on), only_gaps=True))
    assert row[3] == "有1处。〔第2段 一、学法〕“等等等”：写重了。建议：等等。"


def test_the_same_slip_stands_once_with_all_its_places():
    on = document("一、学法", "等等等。", "等等等，等等等。", "末末。")
    places = [m.start() for m in re.finditer("等等等", on.text)]
    slips = tuple(
        replace(problem(on, "等等等", "写重了", "等等"), start=at, end=at + 3) for at in places
    )
    slip = result(
        Outcome.PROBLEM, message="", problems=(*slips, problem(on, "末末", "写重了", "末"))
    )
    (row,) = listed(render(report(slip, on=on), only_gaps=True))
    assert row[3] == (
        "〔第2段、第3段，共3处〕“等等等”：写重了。建议：等等。"
        "〔第4段 一、学法〕“末末”：写重了。建议：末。"
    )


def test_evidence_without_end_is_cut_short():
    on = document("一、学法", *(f"学法{n}次。" for n in range(30)))
    found = tuple(span(on, f"学法{n}次") for n in range(30))
    (row,) = listed(render(report(result(Outcome.PARTIAL, evidence=found), on=on), only_gaps=True))
    assert row[3].endswith("“学法7次”另有22处原文，此处从略。")


def test_much_evidence_from_one_place_is_counted():
    on = document("一、学法", "甲乙丙丁戊。")
    found = result(Outcome.PARTIAL, message="", evidence=tuple(span(on, c) for c in "甲乙丙丁戊"))
    (row,) = listed(render(report(found, on=on), only_gaps=True))
    assert row[3] == "〔第2段 一、学法〕“甲”、“乙”、“丙”等5处"


def test_the_page_ends_with_who_signs():
    rows = Page(render(report(result()), only_gaps=True)).rows
    assert [cell.rstrip("_") for cell in rows[-1]] == [
        "检查人：",
        "复核人：",
        "日期：____年__月__日",
    ]


def test_the_list_of_gaps_leaves_out_what_is_in_order():
    outcomes = [
        Outcome.PASS,
        Outcome.PARTIAL,
        Outcome.NOT_APPLICABLE,
        Outcome.MISSING,
        Outcome.PROBLEM,
    ]
    page = render(report(*(result(outcome) for outcome in outcomes)), only_gaps=True)
    assert "<h1>报告体检 整改清单</h1>" in page
    assert [row[2] for row in listed(page)] == ["△ 部分符合", "× 缺失", "× 有问题"]


def test_what_could_not_be_decided_stays_in_the_list_of_gaps_with_its_reason():
    undecided = [
        result(Outcome.REVIEW, message="两处字号不一致，请人工核对。"),
        result(Outcome.UNCHECKED, message="规则用时过长，没有检查完。"),
    ]
    rows = listed(render(report(*undecided), only_gaps=True))
    assert [row[2:4] for row in rows] == [
        ["？ 待人工", "两处字号不一致，请人工核对。"],
        ["○ 未检查", "规则用时过长，没有检查完。"],
    ]


@pytest.mark.parametrize(
    ("results", "sentence"),
    [
        ([result()] * 5, "五项必备事项均符合，未发现需要整改的问题。"),
        ([result()] * 12, "12项必备事项均符合，未发现需要整改的问题。"),
        ([result(group="wording")], "<p>未发现需要整改的问题。"),
        ([result(), result(Outcome.NOT_APPLICABLE)], "<p>未发现需要整改的问题。"),
    ],
    ids=["five", "twelve", "no required item", "one not applicable"],
)
def test_a_report_without_gaps_is_told_so(results, sentence):
    page = render(report(*results), only_gaps=True)
    assert sentence in page
    assert listed(page) == []


def test_a_report_with_gaps_is_not_told_that_there_are_none():
    for only_gaps in (True, False):
        assert "未发现" not in render(report(result(Outcome.MISSING)), only_gaps=only_gaps)


def test_a_text_that_is_no_such_report_is_called_so_first():
    told = report(result())
    facts = replace(told.document.facts, kind=DocumentKind.OTHER)
    other = replace(told, document=replace(told.document, facts=facts))
    sentence = "注意：该文件不像是法治政府建设年度报告，以下结果仅供参考。"
    assert sentence in render(other, only_gaps=False)
    assert "注意" not in render(told, only_gaps=False)


def test_text_of_the_report_is_never_markup():
    on = document("一、<script>alert(1)</script>", "正文&nbsp;<b>粗</b>", path="<i>.docx")
    found = result(
        Outcome.PARTIAL, title='"><img src=x>', evidence=(span(on, "正文&nbsp;<b>粗</b>"),)
    )
    page = render(report(found, on=on), only_gaps=False)
    assert set(Page(page).tags) <= QT_KNOWS
    assert "正文&amp;nbsp;&lt;b&gt;粗" in page


def test_characters_that_no_page_can_hold_are_left_out():
    page = render(report(result(message="甲\x00乙\ud800丙\ufffe")), only_gaps=False)
    assert "甲乙丙" in page
    page.encode("utf-8")


def test_the_page_keeps_to_what_qt_can_show_and_loads_nothing():
    page = render(report(result(Outcome.MISSING)), only_gaps=False)
    parsed = Page(page)
    assert set(parsed.tags) <= QT_KNOWS
    assert not {name for name, _ in parsed.attributes} & {"src", "href", "onclick"}
    assert not re.search(r"flex|grid|url\(|@import|https?:", page)


def test_a_verdict_does_not_hang_on_colour():
    page = render(report(result(Outcome.MISSING), result()), only_gaps=False)
    assert "<b>× 缺失</b>" in page
    assert "<b>√ 符合</b>" not in page
    greys = re.findall(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", page)
    assert greys
    assert all(red == green == blue for red, green, blue in greys)
