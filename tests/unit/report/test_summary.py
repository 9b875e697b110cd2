"""What a batch keeps of a report: what is to be done, where, in few words."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from app.model import Outcome
from app.report.summary import Item, Trouble, sharing, summary
from tests.unit.report.builders import document, near_miss, problem, report, result, span

DOC = document("一、工作开展情况", "成立了领导小组。", "错别字在这里。")
PATH = Path("甲/报告.docx")


def troubles(outcome: Outcome, **changes: object) -> tuple[Trouble, ...]:
    """Return what is to be done after a result that came out so."""
    kept = summary(PATH, report(result(outcome, **changes), on=DOC))
    return kept.verdicts[0].troubles


def test_each_problem_is_kept_with_its_place_and_what_to_write():
    found = troubles(
        Outcome.PROBLEM,
        problems=(
            problem(DOC, "错别字", "写错了。", "改为“别字”"),
            problem(DOC, "这里", "写错了。"),
        ),
    )

    assert found == (
        Trouble("第3段 一、工作开展情况", "错别字", "写错了。", "改为“别字”"),
        Trouble(
            "第3段 一、工作开展情况", "这里", "写错了。", "请写明领导小组的名称、组长和成员。"
        ),
    )


def test_what_is_partly_there_is_kept_with_what_was_found():
    (found,) = troubles(Outcome.PARTIAL, evidence=(span(DOC, "领导小组"),), message="没写组长。")

    assert (found.where, found.quote) == ("第2段 一、工作开展情况", "领导小组")
    assert found.message == "没写组长。"


def test_what_is_missing_is_kept_with_what_came_close():
    (found,) = troubles(Outcome.MISSING, near_misses=(near_miss(DOC, "领导小组", "没有成立。"),))

    assert found.quote == "相近但不算：“领导小组”（没有成立）"


def test_what_is_missing_altogether_has_no_place():
    (found,) = troubles(Outcome.MISSING, message="没有找到。")

    assert found == Trouble("", "", "没有找到。", "请写明领导小组的名称、组长和成员。")


@pytest.mark.parametrize("outcome", [Outcome.PASS, Outcome.NOT_APPLICABLE])
def test_nothing_is_kept_where_nothing_is_to_be_done(outcome):
    assert troubles(outcome, evidence=(span(DOC, "领导小组"),)) == ()


def test_what_a_person_has_to_settle_is_open_but_no_gap():
    kept = summary(PATH, report(result(Outcome.REVIEW), on=DOC))

    assert (kept.is_open, kept.has_gaps) == (True, False)


def test_items_are_kept_once_for_all_reports():
    known: dict[Item, Item] = {}
    one, other = (
        sharing(pickle.loads(pickle.dumps(summary(PATH, report(result())))), known)
        for _ in range(2)
    )

    assert one == other
    assert one.verdicts[0].item is other.verdicts[0].item


def test_a_report_without_a_unit_goes_by_the_name_of_its_file():
    kept = summary(PATH, report(result(), on=DOC))

    assert kept.unit == "沙滩镇人民政府"
    assert kept.path.stem == "报告"
