"""Each part of a report is known by its heading, and by what it says where no heading tells."""

from __future__ import annotations

import pytest

from app.model import Document
from app.reading import Reading
from tests.unit.builders import passage, report, roles

BODY = "全年深入开展普法宣传活动三十场次，发放宣传资料五千余份，现场解答群众咨询六百人次。"
WEAK = "普法宣传的形式还不够丰富，行政执法力量比较薄弱。"
PLAN = "我镇将健全学法制度，组织开展法律知识培训。"


def area(of: Document, role: str) -> str:
    """Return where rules look for ``role``."""
    reading = Reading(of)
    return "".join(reading.text[slice(*stretch)] for stretch in reading.area(role)).strip()


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("学习贯彻习近平法治思想情况", "study"),
        ("深入学习宣传贯彻习近平法治思想", "study"),
        ("纵深推进学悟笃行习近平法治思想，筑牢法治建设思想根基", "study"),
        ("深化思想引领，筑牢法治建设根基", "study"),
        ("坚持理论学习，强化思想引领", "study"),
        ("提升干部素养", "study"),
        ("抓实“关键少数”学法", "study"),
        ("强化理论武装，筑牢法治根基", "study"),
        ("强化政治引领，筑牢法治建设思想根基", "study"),
        ("健全领导干部学法用法机制", "study"),
        ("深化队伍法治教育", "study"),
        ("党政主要负责人履行推进法治建设第一责任人职责情况", "leader-duty"),
        ("2024年度党政主要负责人履行推进法治建设第一责任人职责情况", "leader-duty"),
        ("区政府主要负责同志履行推进法治建设第一责任人职责情况", "leader-duty"),
        ("法治建设责任制工作情况", "leader-duty"),
        ("扛牢主体责任，统筹推进落实", "leader-duty"),
        ("加强组织领导，健全法治建设工作机制", "leader-duty"),
        ("强化组织保障，推进法治建设新征程", "leader-duty"),
        ("健全责任体系", "leader-duty"),
        ("强化党建引领，夯实法治政府建设组织根基", "leader-duty"),
        ("2024年度推进法治政府建设的主要举措和成效", "measures"),
        ("推进法治政府建设的主要措施和成效", "measures"),
        ("主要举措及成效", "measures"),
        ("主要工作", "measures"),
        ("工作开展情况", "measures"),
        ("2024年度法治政府建设工作总结", "measures"),
        ("主要做法和成效", "measures"),
        ("2024年法治政府建设基本情况", "measures"),
        ("规范行政执法", "measures"),
        ("存在的不足", "deficiencies"),
        ("2024年推进法治政府建设存在的不足和原因", "deficiencies"),
        ("2024年推进法治政府建设存在不足与原因", "deficiencies"),
        ("法治政府建设工作存在的问题及原因", "deficiencies"),
        ("存在问题", "deficiencies"),
        ("存在的短板和不足", "deficiencies"),
        ("工作中存在的不足和困难", "deficiencies"),
        ("面临的困难和问题", "deficiencies"),
        ("不足及原因分析", "deficiencies"),
        ("下一步打算", "plan"),
        ("2025年推进法治政府建设的工作思路目标举措", "plan"),
        ("2025年法治政府建设工作安排", "plan"),
        ("下一年度推进法治政府建设的主要安排", "plan"),
        ("下一步工作计划", "plan"),
        ("下步工作", "plan"),
        ("２０２５年工作重点", "plan"),
        ("整改措施", "plan"),
        ("以习近平法治思想引领法治镇建设", "study"),
        ("学思践悟，筑牢法治思想根基", "study"),
        ("坚持以学铸魂，厚植法治信仰", "study"),
        ("铸牢思想之魂，把准法治方向", "study"),
        ("突出理论武装，补足精神之钙", "study"),
        ("深化学习教育，提升法治素养", "study"),
        ("强化学习教育，夯实思想基础", "study"),
        ("坚持学法用法，提高依法办事能力", "study"),
        ("以上率下抓学法，干部法治意识不断增强", "study"),
        ("在学习贯彻上下功夫", "study"),
        ("抓牢学习“必修课”，筑牢思想“压舱石”", "study"),
        ("深悟思想，学习贯彻走深走实", "study"),
        ("领导干部学法用法情况", "study"),
        ("深学细悟，用党的创新理论指引法治实践", "study"),
        ("扛起主体责任，健全统筹推进工作机制", "leader-duty"),
        ("压实第一责任，拧紧责任落实“传动轴”", "leader-duty"),
        ("主要负责人履职情况", "leader-duty"),
        ("镇党委书记、镇长履行法治建设职责情况", "leader-duty"),
        ("坚持高位推动，凝聚法治建设合力", "leader-duty"),
        ("党政“一把手”履行推进法治建设职责情况", "leader-duty"),
        ("坚持“一把手”抓法治，压实责任链条", "leader-duty"),
        ("发挥头雁作用，扛牢法治责任", "leader-duty"),
        ("强化统筹领导，构建法治建设大格局", "leader-duty"),
        ("提高站位，靠前指挥，推动责任落地", "leader-duty"),
        ("加强党对法治政府建设的领导", "leader-duty"),
        ("关键少数履职尽责情况", "leader-duty"),
        ("主要工作举措和取得的成效", "measures"),
        ("2024年法治政府建设主要做法", "measures"),
        ("工作推进情况及成效", "measures"),
        ("一年来的主要工作", "measures"),
        ("聚焦主责主业，法治政府建设取得新进展", "measures"),
        ("全年工作情况", "measures"),
        ("重点工作推进情况", "measures"),
        ("工作亮点与成效", "measures"),
        ("真抓实干，推动法治政府建设提质增效", "measures"),
        ("正视短板弱项，剖析问题成因", "deficiencies"),
        ("对标查摆不足，找准工作推进“绊脚石”", "deficiencies"),
        ("直面问题，查找差距", "deficiencies"),
        ("工作中的不足与成因", "deficiencies"),
        ("存在的困难、问题及成因", "deficiencies"),
        ("清醒认识不足，深入剖析原因", "deficiencies"),
        ("当前存在的主要问题", "deficiencies"),
        ("问题短板及原因剖析", "deficiencies"),
        ("法治政府建设面临的挑战与不足", "deficiencies"),
        ("坚持问题导向，正视存在差距", "deficiencies"),
        ("差距、短板与原因", "deficiencies"),
        ("反思不足，剖析根源", "deficiencies"),
        ("需要改进和加强的方面", "deficiencies"),
        ("工作短板及成因分析", "deficiencies"),
        ("检视不足与原因分析", "deficiencies"),
        ("深刻检视问题，找准症结根源", "deficiencies"),
        ("接续奋斗实干，谋划2025年重点任务", "plan"),
        ("谋定2025年任务，按下法治建设“快进键”", "plan"),
        ("下一步努力方向", "plan"),
        ("2025年主要任务和措施", "plan"),
        ("来年工作思路", "plan"),
        ("明年重点工作", "plan"),
        ("2025年工作展望", "plan"),
        ("锚定目标再出发，奋力开创2025年法治建设新局面", "plan"),
        ("接续奋进，谋划新一年工作", "plan"),
        ("2025年工作重点", "plan"),
        ("今后的工作方向", "plan"),
        ("下步工作安排和打算", "plan"),
        ("聚力攻坚，推动2025年法治政府建设再上台阶", "plan"),
        ("未来工作计划", "plan"),
        ("下一阶段主要工作", "plan"),
        ("改进措施和努力方向", "plan"),
        ("2025年拟开展的主要工作", "plan"),
    ],
)
def test_a_heading_tells_its_role(heading, role):
    assert roles(report(f"一、{heading}\n{BODY}"))[heading] == (role,)


@pytest.mark.parametrize(
    ("heading", "both"),
    [
        ("存在的问题和下一步打算", {"deficiencies", "plan"}),
        ("存在问题及2025年工作计划", {"deficiencies", "plan"}),
        ("强化思想引领，压实主体责任", {"study", "leader-duty"}),
    ],
)
def test_a_heading_may_tell_two_roles(heading, both):
    assert set(roles(report(f"一、{heading}\n{BODY}"))[heading]) == both


@pytest.mark.parametrize(
    "heading",
    [
        "2024年工作计划完成情况",
        "聚焦群众急难愁盼，化解突出问题",
        "开展宣传教育，提升全民法治素养",
        "落实普法责任",
    ],
)
def test_a_heading_that_only_sounds_alike_is_of_results(heading):
    assert roles(report(f"一、{heading}\n{BODY}"))[heading] == ("measures",)


@pytest.mark.parametrize("heading", ["其他", "附件", "特此报告"])
def test_some_headings_play_no_part(heading):
    assert roles(report(f"一、主要举措\n{BODY}\n二、{heading}\n{BODY}"))[heading] == ()


def test_subsections_of_results_may_study_or_lead():
    found = roles(
        report(
            f"一、主要举措\n（一）加强组织领导\n{BODY}\n（二）强化理论学习\n{BODY}\n（三）严格执法\n{BODY}"
        )
    )

    assert found["加强组织领导"] == ("leader-duty",)
    assert found["强化理论学习"] == ("study",)
    assert found["严格执法"] == ()


def test_subsections_may_be_all_of_the_report():
    found = roles(report(f"一、工作情况\n（一）存在的不足\n{WEAK}\n（二）下一步打算\n{PLAN}"))

    assert found["存在的不足"] == ("deficiencies",)
    assert found["下一步打算"] == ("plan",)


def test_a_subsection_does_not_play_what_a_chapter_plays():
    found = report(
        f"一、主要举措\n（一）存在的不足\n{WEAK}\n（二）学法\n{BODY}\n二、存在的不足\n{WEAK}\n三、学法\n{BODY}"
    )

    assert [(s.label, s.roles) for s in found.sections] == [
        ("一、", ("measures",)),
        ("（一）", ()),
        ("（二）", ("study",)),
        ("二、", ("deficiencies",)),
        ("三、", ("study",)),
    ]


@pytest.mark.parametrize("outer", ["存在的不足", "下一步打算"])
def test_subsections_of_shortcomings_and_plan_play_no_other_part(outer):
    assert (
        roles(report(f"一、主要举措\n{BODY}\n二、{outer}\n（一）强化理论学习\n{PLAN}"))[
            "强化理论学习"
        ]
        == ()
    )


@pytest.mark.parametrize("outer", ["存在的不足", "下一步打算"])
def test_nor_do_the_subsections_of_these(outer):
    text = f"一、主要举措\n{BODY}\n二、{outer}\n（一）提升能力\n1.强化理论学习\n{PLAN}"

    assert roles(report(text))["强化理论学习"] == ()


@pytest.mark.parametrize(
    ("year", "role"), [("2025", "plan"), ("2024", "measures"), ("2026", "measures")]
)
def test_a_chapter_named_after_the_next_year_is_the_plan(year, role):
    assert roles(report(f"一、{year}年再上新台阶\n{BODY}"))[f"{year}年再上新台阶"] == (role,)


def test_a_subsection_named_after_the_next_year_is_not():
    found = roles(report(f"一、主要举措\n（一）2025年再上新台阶\n{BODY}"))

    assert found["2025年再上新台阶"] == ()


def test_where_no_heading_tells_the_subsection_that_speaks_of_it_plays_the_part():
    study = "组织中心组学法六次、会前学法十二次，举办法治讲座两场，取得了明显的成效。"
    found = roles(report(f"一、主要举措\n（一）注重长效\n{BODY}\n（二）注重实效\n{study}"))

    assert found["注重实效"] == ("study",)
    assert found["注重长效"] == ()


def test_a_single_word_of_it_is_not_enough():
    found = roles(report(f"一、主要举措\n（一）注重实效\n组织学法活动六次。{BODY}"))

    assert found["注重实效"] == ()


# A heading for two parts


def test_a_merged_section_is_told_apart_where_the_second_part_begins():
    found = report(f"一、主要举措\n{BODY}\n二、存在的问题和下一步打算\n{WEAK}\n下一步，{PLAN}")

    assert passage(found, "deficiencies") == WEAK
    assert passage(found, "plan") == f"下一步，{PLAN}"


def test_a_merged_section_is_told_apart_inside_a_paragraph():
    found = report(f"一、主要举措\n{BODY}\n二、存在的问题和下一步打算\n{WEAK}下一步，{PLAN}")

    assert passage(found, "deficiencies") == WEAK
    assert passage(found, "plan") == f"下一步，{PLAN}"


def test_a_merged_section_is_told_apart_by_its_subsections():
    text = f"一、主要举措\n{BODY}\n二、存在的问题和下一步打算\n（一）存在的问题\n{WEAK}\n（二）下一步打算\n{PLAN}"

    found = report(text)

    assert roles(found)["存在的问题"] == ("deficiencies",)
    assert roles(found)["下一步打算"] == ("plan",)
    assert area(found, "plan").startswith("(二)下一步打算")


def test_a_merged_section_that_cannot_be_told_apart_counts_for_both():
    found = report(f"一、主要举措\n{BODY}\n二、存在的问题和下一步打算\n{WEAK}")

    assert area(found, "deficiencies") == area(found, "plan") != ""


def test_a_merged_section_is_told_apart_where_the_next_year_is_named():
    text = f"一、主要举措\n{BODY}\n二、存在的问题和下一步打算\n{WEAK}\n针对以上问题，2025年抓好两件事。"

    found = report(text)

    assert passage(found, "deficiencies") == WEAK
    assert passage(found, "plan") == "针对以上问题，2025年抓好两件事。"


def test_a_merged_section_is_not_cut_where_its_items_go_on():
    text = f"一是{WEAK}下一步，{PLAN}\n二是{WEAK}下一步，{PLAN}"

    found = report(f"一、主要举措\n{BODY}\n二、存在的问题和下一步打算\n{text}")

    assert area(found, "deficiencies") == area(found, "plan")


# Parts that are told by what a chapter says


def test_of_two_chapters_with_the_same_heading_words_the_text_tells():
    study = "中心组集体学法六次，会前学法十二次，举办法治讲座两期。"
    lead = "主要负责人亲自部署、专题研究法治工作四次。"

    found = report(f"一、坚持党建引领\n{study}\n二、压实主体责任\n{lead}\n三、主要举措\n{BODY}")

    assert roles(found) == {
        "坚持党建引领": ("study",),
        "压实主体责任": ("leader-duty",),
        "主要举措": ("measures",),
    }


def test_of_several_themes_the_one_that_speaks_of_it_plays_the_part():
    study = "中心组集体学法六次，会前学法十二次，举办法治讲座两期。"

    found = report(f"一、凝心聚魂\n{study}\n二、规范执法\n{BODY}\n三、化解纠纷\n{BODY}")

    assert roles(found)["凝心聚魂"] == ("study",)


def test_a_single_chapter_of_results_stays_one():
    study = "中心组集体学法六次，会前学法十二次，举办法治讲座两期。"

    found = report(f"一、主要举措\n{study}{BODY}\n二、存在的不足\n{WEAK}")

    assert roles(found)["主要举措"] == ("measures",)


# Passages without a heading


@pytest.mark.parametrize(
    "begin",
    ["下一步，", "今后，", "明年，", "2025年，我镇将继续努力，", "下一步工作中，", "展望2025年，"],
)
def test_a_plan_without_a_heading_is_found(begin):
    assert passage(report(f"一、主要举措\n{BODY}\n{begin}{PLAN}"), "plan") == f"{begin}{PLAN}"


@pytest.mark.parametrize(
    "begin",
    [
        "虽然取得了一定成绩，但仍存在一些不足：",
        "同时，我镇法治建设工作还存在一些问题。",
        "当前，法治政府建设仍存在短板。",
        "存在的不足：",
    ],
)
def test_shortcomings_without_a_heading_are_found(begin):
    assert (
        passage(report(f"一、主要举措\n{BODY}\n{begin}{WEAK}"), "deficiencies") == f"{begin}{WEAK}"
    )


def test_shortcomings_and_plan_in_one_paragraph_are_told_apart():
    text = f"一、主要举措\n{BODY}虽然取得了成绩，但仍存在不足，{WEAK}下一步，{PLAN}"

    found = report(text)

    assert passage(found, "deficiencies") == f"虽然取得了成绩，但仍存在不足，{WEAK}"
    assert passage(found, "plan") == f"下一步，{PLAN}"


def test_in_a_report_without_headings_a_passage_is_its_paragraph():
    found = report(f"{BODY}{BODY}\n下一步，{PLAN}\n{BODY}{BODY}")

    assert passage(found, "plan") == f"下一步，{PLAN}"
    assert found.sections[-1].level == 1


def test_a_passage_before_the_results_is_none():
    found = report(f"一、总体情况\n下一步，{PLAN}\n二、主要举措\n{BODY}")

    assert "plan" not in {role for each in found.sections for role in each.roles}


def test_a_long_first_clause_is_cut_in_the_name():
    (*_, last) = report(f"一、主要举措\n{BODY}\n下一步我镇将{'健全制度' * 20}。").sections

    assert last.heading == ("下一步我镇将" + "健全制度" * 20)[:40]


def test_a_passage_is_inside_the_section_around_it():
    found = report(f"一、主要举措\n{BODY}\n下一步，{PLAN}")

    outer, inner = found.sections
    assert (inner.parent, inner.level) == (0, outer.level + 1)
    assert outer.start <= inner.start < inner.end <= outer.end


def test_a_passage_is_named_by_its_first_words():
    assert (
        report(f"一、主要举措\n{BODY}\n下一步，{PLAN}").sections[-1].heading
        == "下一步，我镇将健全学法制度"
    )


def test_a_polite_phrase_without_a_shortcoming_is_none():
    found = report(f"一、主要举措\n{BODY}\n虽然取得了一定成绩，但仍存在一些问题。")

    assert "deficiencies" not in {role for each in found.sections for role in each.roles}


def test_what_was_found_and_solved_is_no_shortcoming():
    found = report(f"一、主要举措\n开展排查，对发现的问题和不足逐项整改。\n{BODY}")

    assert "deficiencies" not in {role for each in found.sections for role in each.roles}


def test_a_passage_is_not_looked_for_where_a_heading_tells():
    found = report(f"一、主要举措\n下一步，{PLAN}\n{BODY}\n二、下一步打算\n{PLAN}{PLAN}")

    assert [s.heading for s in found.sections if "plan" in s.roles] == ["下一步打算"]
