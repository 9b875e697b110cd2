"""A report says what it is, whose, of which level, for which year, under which number and of which day."""

from __future__ import annotations

import pytest

from app.model import DocumentKind, Facts
from tests.unit.builders import document

BODY = "全年深入开展普法宣传活动三十场次，发放宣传资料五千余份，现场解答群众咨询六百人次。"
TEXT = f"一、主要举措\n{BODY}\n二、存在的不足\n{BODY}"
UNTITLED_YEAR = "东山镇法治政府建设年度报告"


def facts(head: str, end: str = "") -> Facts:
    """Return what a report with these lines above and below its text says of itself."""
    return document(f"{head}\n{TEXT}\n{end}").facts


# Title


@pytest.mark.parametrize(
    "title",
    [
        "东山镇2024年法治政府建设年度报告",
        "关于2024年度推进法治政府建设情况的报告",
        "东山镇人民政府2024年法治政府建设工作总结",
        "2024年度东山镇推进依法行政工作汇报",
        "东山镇2024年法治建设工作总结",
        "东山镇2024年度法治政府建设情况",
        "东山镇法治政府建设年度报告（2024年）",
    ],
)
def test_a_title_is_known(title):
    found = facts(title)

    assert (found.title, found.kind) == (title, DocumentKind.REPORT)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("东山镇人民政府\n2024年法治政府建设年度报告", "东山镇人民政府2024年法治政府建设年度报告"),
        (
            "东山镇人民政府关于\n2024年法治政府建设情况的报告",
            "东山镇人民政府关于2024年法治政府建设情况的报告",
        ),
        ("东山镇2024年度\n法治政府建设年度报告", "东山镇2024年度法治政府建设年度报告"),
        (
            "东山镇人民政府\n关于2024年度推进法治政府建设\n工作情况的报告",
            "东山镇人民政府关于2024年度推进法治政府建设工作情况的报告",
        ),
        ("东山镇法治政府建设年度报告\n（2024年度）", "东山镇法治政府建设年度报告（2024年度）"),
    ],
)
def test_a_title_over_several_lines_is_one(lines, title):
    assert facts(lines).title == title


def test_a_title_is_found_under_the_red_head():
    found = facts(
        "东山镇人民政府文件\n东政〔2025〕12号　　签发人：张三\n东山镇2024年法治政府建设年度报告\n某县人民政府："
    )

    assert found.title == "东山镇2024年法治政府建设年度报告"


def test_blanks_in_a_title_go():
    assert (
        facts("东山镇 2024 年　法治政府建设\t年度报告").title == "东山镇2024年法治政府建设年度报告"
    )


def test_a_text_without_a_title_has_none():
    assert facts("各项工作稳步推进。").title is None


@pytest.mark.parametrize("unit", ["某县东山镇", "某县东山街道"])
def test_a_unit_without_an_office_may_lead_a_title(unit):
    found = facts(f"{unit}\n2024年法治政府建设年度报告")

    assert (found.title, found.unit) == (f"{unit}2024年法治政府建设年度报告", unit)


# Kind


@pytest.mark.parametrize(
    "title",
    [
        "东山镇2024年法治政府建设实施方案",
        "东山镇2024年法治政府建设工作要点",
        "东山镇党政主要负责人2024年述法报告",
        "东山镇2024年普法工作总结",
        "东山镇2024年政府工作报告",
        "关于开展法治政府建设督察的通知",
        "2024年度个人总结",
    ],
)
def test_another_kind_of_text_is_told(title):
    assert facts(title).kind is DocumentKind.OTHER


def test_a_report_without_a_title_is_known_by_what_it_says():
    assert (
        facts("2024年，我镇扎实推进法治政府建设，现将情况报告如下。").kind is DocumentKind.REPORT
    )


def test_a_text_of_other_matters_is_no_report():
    assert document("今天天气晴朗。\n我们去公园。").facts == Facts()


def test_nothing_says_nothing():
    assert document("").facts == Facts()


# Unit


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("某县东山镇人民政府2024年法治政府建设年度报告", "某县东山镇人民政府"),
        ("某县东山镇人民政府关于2024年法治政府建设情况的报告", "某县东山镇人民政府"),
        ("东山镇法治政府建设年度报告", "东山镇"),
        ("2024年度东山镇法治政府建设报告", "东山镇"),
        ("某县司法局二〇二四年法治政府建设年度报告", "某县司法局"),
    ],
)
def test_the_unit_is_in_the_title(title, unit):
    assert facts(title).unit == unit


def test_the_signature_gives_the_whole_name_of_a_unit():
    title = "东山镇2024年法治政府建设年度报告"

    assert facts(title, "东山镇人民政府\n2025年1月3日").unit == "东山镇人民政府"
    assert facts(title, "西山镇人民政府\n2025年1月3日").unit == "东山镇"


@pytest.mark.parametrize(
    ("head", "end"),
    [
        pytest.param(
            "关于2024年法治政府建设情况的报告", "东山镇人民政府\n2025年1月3日", id="signature"
        ),
        pytest.param("东山镇人民政府文件\n关于2024年法治政府建设情况的报告", "", id="red head"),
    ],
)
def test_where_the_title_names_no_unit_it_is_found_elsewhere(head, end):
    assert facts(head, end).unit == "东山镇人民政府"


def test_the_addressee_is_not_the_unit():
    assert facts("关于2024年法治政府建设情况的报告\n某县人民政府：").unit is None


# Level


@pytest.mark.parametrize(
    ("unit", "level"),
    [
        ("某县东山镇人民政府", "镇"),
        ("东山镇", "镇"),
        ("中共某县东山镇委员会", "镇"),
        ("东山县东山镇人民政府", "镇"),
        ("江西省萍乡市上栗县桐木镇人民政府", "镇"),
        ("某县东山乡人民政府", "乡"),
        ("某旗东山苏木人民政府", "乡"),
        ("某区东山街道办事处", "街道"),
        ("东山街道", "街道"),
        ("某县司法局", "县级部门"),
        ("某市某区财政局", "县级部门"),
        ("某县卫生健康委员会", "县级部门"),
        ("某县综合行政执法大队", "县级部门"),
        ("绵竹市司法局", "县级部门"),
        ("某县人民政府", "县级政府"),
        ("北京市海淀区人民政府", "县级政府"),
        ("乡宁县人民政府", "县级政府"),
        ("绵竹市人民政府", "县级政府"),
        ("伊金霍洛旗人民政府", "县级政府"),
        ("南充市司法局", "市级部门"),
        ("镇江市司法局", "市级部门"),
        ("萍乡市教育局", "市级部门"),
        ("南充市人民政府", "市级政府"),
        ("景德镇市人民政府", "市级政府"),
        ("新乡市人民政府", "市级政府"),
        ("延边朝鲜族自治州人民政府", "市级政府"),
        ("四川省人民政府", "省级"),
        ("四川省司法厅", "省级"),
        ("北京市司法局", "省级"),
        ("内蒙古自治区人民政府", "省级"),
    ],
)
def test_the_unit_tells_the_level(unit, level):
    found = facts(f"{unit}2024年法治政府建设年度报告")

    assert (found.unit, found.level) == (unit, level)


@pytest.mark.parametrize(
    ("unit", "level"),
    [
        ("四川省南充市司法局", "市级部门"),
        ("湖北省秭归县卫生健康局", "县级部门"),
        ("北京市海淀区司法局", "县级部门"),
        ("重庆市丰都县农业农村局", "县级部门"),
    ],
)
def test_the_province_before_a_unit_does_not_tell_its_level(unit, level):
    assert facts(f"{unit}2024年法治政府建设年度报告").level == level


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("我镇", "镇"),
        ("全乡", "乡"),
        ("我街道", "街道"),
        ("我县", "县级政府"),
        ("我局", "县级部门"),
    ],
)
def test_where_no_unit_is_named_the_text_tells_the_level(said, level):
    text = f"2024年法治政府建设年度报告\n一、举措\n{said}普法。{said}执法。{said}学法。{BODY}"

    assert document(text).facts.level == level


def test_a_level_is_not_guessed_from_a_single_word():
    assert document(f"2024年法治政府建设年度报告\n一、举措\n我镇普法。{BODY}").facts.level is None


# Year


@pytest.mark.parametrize(
    "year",
    [
        "2024年",
        "2024年度",
        "2024 年",
        "２０２４年",
        "二〇二四年",
        "二○二四年",
        "二零二四年度",
        "2024",
    ],
)
def test_the_title_tells_the_year(year):
    assert facts(f"东山镇{year}法治政府建设年度报告").year == 2024


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("2024年，我镇扎实推进法治政府建设，现将情况报告如下。", id="the opening"),
        pytest.param("二〇二四年，我镇扎实推进法治政府建设，现将情况报告如下。", id="in Chinese"),
        pytest.param("现将2024年度工作报告如下。", id="with 度"),
    ],
)
def test_where_the_title_has_no_year_the_text_tells_it(below):
    assert facts(f"{UNTITLED_YEAR}\n{below}").year == 2024


def test_a_heading_tells_the_year_where_nothing_else_does():
    text = f"{UNTITLED_YEAR}\n一、2024年主要举措\n{BODY}\n二、2025年工作计划\n{BODY}"

    assert document(text).facts.year == 2024


@pytest.mark.parametrize("sign", ["〔2025〕", "[2025]", "（2025）", "【2025】"])
def test_the_document_number_does_not_tell_the_year(sign):
    assert facts(f"{UNTITLED_YEAR}\n东政{sign}12号").year is None


def test_the_title_goes_before_the_number_and_the_date():
    found = facts(
        "东政〔2025〕12号\n东山镇2024年法治政府建设年度报告\n2025年1月3日", "2025年1月3日"
    )

    assert found.year == 2024


@pytest.mark.parametrize("sign", ["（2024年）", "\n（2024年度）"])
def test_a_year_in_brackets_after_the_title_tells_the_year(sign):
    assert facts(f"{UNTITLED_YEAR}{sign}").year == 2024


@pytest.mark.parametrize("line", ["2025年1月20日", "发布时间：2025年1月20日"])
def test_the_date_under_the_title_does_not_tell_the_year(line):
    assert facts(f"{UNTITLED_YEAR}\n{line}\n2024年，我镇扎实推进法治政府建设。").year == 2024


def test_the_heading_of_the_plan_does_not_tell_the_year():
    found = document(f"{UNTITLED_YEAR}\n一、主要举措\n{BODY}\n二、2025年工作计划\n{BODY}").facts

    assert found.year in {None, 2024}


# Number and date


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("东政〔2025〕12号", "东政〔2025〕12号"),
        ("东政发〔2025〕第3号", "东政发〔2025〕第3号"),
        ("东政［2025］12号", "东政［2025］12号"),
        ("东政（2025）12号", "东政（2025）12号"),
        ("东政〔2025〕12号　　　　签发人：张三", "东政〔2025〕12号"),
        ("东政〔 2025 〕 12 号", "东政〔2025〕12号"),
    ],
)
def test_the_number_above_the_title_is_read(line, number):
    assert facts(f"{line}\n东山镇2024年法治政府建设年度报告").doc_number == number


def test_a_number_quoted_in_the_text_is_not_that_of_the_report():
    assert (
        facts("东山镇2024年法治政府建设年度报告", "根据中发〔2021〕33号文件。").doc_number is None
    )


@pytest.mark.parametrize(
    "day",
    [
        "2025年1月3日",
        "2025年12月31日",
        "２０２５年１月３日",
        "二〇二五年一月三日",
        "二○二五年十二月三十一日",
    ],
)
def test_the_date_under_the_signature_is_read(day):
    assert facts("东山镇2024年法治政府建设年度报告", f"东山镇人民政府\n{day}").date == day


@pytest.mark.parametrize(
    "line", ["（2025年1月3日）", "发布日期：2025年1月3日", "2025 年 1 月 3 日"]
)
def test_the_date_under_the_title_is_read(line):
    assert facts(f"东山镇2024年法治政府建设年度报告\n{line}").date == "2025年1月3日"


def test_a_day_inside_the_text_is_not_the_date():
    assert facts("东山镇2024年法治政府建设年度报告\n截至2024年12月31日，学法十二次。").date is None
