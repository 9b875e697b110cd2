"""A re-check says of each row of the ledger what became of it, and carries over what was entered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from app.model import Level, Outcome
from app.report import ledger, xlsx
from app.report.recheck import Standing, compare, doubts, is_unchanged
from tests.unit.report.builders import document, problem, report, result
from tests.unit.report.office import Office, exported

MISSING = result(Outcome.MISSING, message="没有写。")


def slips(text, *wrong):
    """Return a report on ``text`` in which each of ``wrong`` is a slip."""
    on = document(text)
    found = tuple(problem(on, each, "写错了") for each in wrong)
    outcome = Outcome.PROBLEM if wrong else Outcome.PASS
    made = result(outcome, rule="wrong-word", title="错别字", group="wording", problems=found)
    return report(made, on=on)


def after(old, new, folder, **filled):
    """Return what a re-check finds in ``new`` after the first row of the ledger on ``old`` was filled."""
    office = Office(exported(old, folder))
    if filled:
        office.fill(1, **filled)
    return compare(ledger.read(office.save()).entries, new)


def standings(recheck):
    return [item.standing for item in recheck.items]


def test_what_is_put_right_is_closed(tmp_path):
    (item,) = after(slips("防讯。", "防讯"), slips("防汛。"), tmp_path, 责任人="张三").items
    assert (item.standing, item.entry.person, item.task) == (Standing.CLOSED, "张三", None)


def test_what_is_still_there_is_open_with_what_was_entered(tmp_path):
    (item,) = after(
        slips("防讯。", "防讯"), slips("前言。防讯。", "防讯"), tmp_path, 责任人="张三"
    ).items
    assert (item.standing, item.entry.person, item.note) == (Standing.OPEN, "张三", "")


@pytest.mark.parametrize(
    ("filled", "note"),
    [
        ({"整改情况": "已整改"}, "台账写“已整改”，复查仍有"),
        ({"销号日期": datetime(2025, 4, 1), "整改情况": None}, "台账写“2025-04-01销号”，复查仍有"),
        ({"人工确认": "没有问题", "确认理由": "是引文"}, "人工已确认没有问题"),
    ],
)
def test_what_is_said_to_be_done_but_is_still_there_is_pointed_out(tmp_path, filled, note):
    (item,) = after(report(MISSING), report(MISSING), tmp_path, **filled).items
    assert (item.standing, item.note) == (Standing.OPEN, note)


def test_what_the_ledger_did_not_have_is_new(tmp_path):
    found = after(slips("防讯。", "防讯"), slips("防讯，贯切。", "防讯", "贯切"), tmp_path)
    assert standings(found) == [Standing.OPEN, Standing.NEW]


def test_one_of_two_equal_slips_that_is_put_right_leaves_the_other_ones_entries(tmp_path):
    on = document("甲防讯。乙防讯。")
    first = problem(on, "防讯", "写错了")
    second = replace(first, start=5, end=7, message="又写错了")
    base = result(Outcome.PROBLEM, rule="wrong-word", group="wording", problems=(first, second))
    office = Office(exported(report(base, on=on), tmp_path))
    office.fill(1, 责任人="甲").fill(2, 责任人="乙")
    found = compare(ledger.read(office.save()).entries, slips("甲防汛。乙防讯。", "防讯"))
    assert [(i.standing, i.entry and i.entry.person) for i in found.items] == [
        (Standing.OPEN, "乙"),
        (Standing.CLOSED, "甲"),
    ]


def test_a_reworded_passage_keeps_its_entries_and_asks_to_look_again(tmp_path):
    old = slips("普法宣传效果有待增强。", "普法宣传效果有待增强")
    new = slips("普法宣传的效果还有待增强。", "普法宣传的效果还有待增强")
    (item,) = after(old, new, tmp_path, 责任人="张三").items
    assert (item.standing, item.entry.person) == (Standing.OPEN, "张三")
    assert item.note == "原文有改动，请重新核对"


def test_an_item_that_was_missing_and_is_now_too_thin_keeps_its_entries(tmp_path):
    on = document("不足一。", "不足二。")
    thin = (problem(on, "不足一", "没有原因"), problem(on, "不足二", "没有原因"))
    now = report(result(Outcome.PARTIAL, problems=thin), on=on)
    found = after(report(MISSING), now, tmp_path, 责任人="张三")
    assert standings(found) == [Standing.OPEN, Standing.NEW]
    assert found.items[0].entry.person == "张三"


def test_an_item_of_which_other_places_are_left_says_so(tmp_path):
    found = after(slips("甲。乙。", "甲", "乙"), slips("乙。", "乙"), tmp_path)
    assert found.items[-1].note == "这一处已没有，同一项还有 1 处"


@pytest.mark.parametrize(
    ("now", "standing", "note"),
    [
        (result(Outcome.NOT_APPLICABLE, rule="wrong-word"), Standing.CLOSED, "不涉及这一项"),
        (result(rule="another"), Standing.UNKNOWN, "规则里没有这一项"),
    ],
    ids=["not applicable", "other rules"],
)
def test_a_rule_that_no_longer_looks_is_told(tmp_path, now, standing, note):
    item = after(slips("防讯。", "防讯"), report(now), tmp_path).items[-1]
    assert item.standing is standing
    assert note in item.note


def test_a_rule_that_could_not_be_applied_closes_nothing(tmp_path):
    now = report(result(Outcome.UNCHECKED, rule="wrong-word", message="用时过长。"))
    found = after(slips("防讯。", "防讯"), now, tmp_path)
    assert Standing.CLOSED not in standings(found)


def test_a_copied_row_is_no_second_item(tmp_path):
    office = Office(exported(report(MISSING), tmp_path))
    office.sheet.insert_rows(8)
    for title in ("检查项", "问题", "编号（勿改）"):
        column = office.column(title)
        office.sheet.cell(8, column).value = office.sheet.cell(7, column).value
    found = compare(ledger.read(office.save()).entries, report(MISSING))
    assert standings(found) == [Standing.OPEN, Standing.UNKNOWN]
    assert found.items[1].note == "与另一行重复"


def test_a_row_of_the_offices_own_is_left_to_the_office(tmp_path):
    office = Office(exported(report(MISSING), tmp_path))
    office.sheet.insert_rows(8)
    office.fill(2, 检查项="附件", 问题="没有盖章")
    (item,) = compare(ledger.read(office.save()).entries, report(result())).of(Standing.UNKNOWN)
    assert item.note == "这一行是单位自行添加的，请人工核对"


def test_a_problem_that_only_a_person_saw_is_not_forgotten(tmp_path):
    path = exported(report(result()), tmp_path)
    Office(path, "检查清单", 1).fill(1, 人工确认="确有问题", 确认理由="组长已调走").save()
    (item,) = compare(ledger.read(path).entries, report(result())).items
    assert item.standing is Standing.UNKNOWN
    assert item.entry is not None
    assert item.entry.reason == "组长已调走"


# Whether ledger and report belong together


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, 0),
        ({"unit": "某县沙滩镇人民政府"}, 0),
        ({"unit": "石桥镇人民政府"}, 1),
        ({"year": 2023}, 1),
        ({"unit": "石桥镇人民政府", "year": 2023}, 2),
        ({"unit": None, "year": None}, 0),
    ],
)
def test_a_ledger_of_another_unit_or_year_is_told(tmp_path, change, said):
    facts = ledger.read(exported(report(MISSING), tmp_path)).facts
    on = document("一、工作")
    now = report(MISSING, on=replace(on, facts=replace(on.facts, **change)))
    assert len(doubts(facts, now)) == said


def test_the_same_file_is_told_from_a_changed_one(tmp_path):
    old = report(MISSING)
    facts = ledger.read(exported(old, tmp_path)).facts
    changed = replace(old.document, source=replace(old.document.source, sha256="f" * 64))
    assert is_unchanged(facts, old)
    assert not is_unchanged(facts, replace(old, document=changed))


# The new ledger


def rewritten(recheck, now, folder):
    path = folder / "新台账.xlsx"
    xlsx.write(now, path, recheck)
    return path


def rows(path, sheet="整改台账", head=6):
    told = load_workbook(path)[sheet]
    titles = [cell.value for cell in told[head]]
    values = told.iter_rows(min_row=head + 1, values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in values]


def test_the_new_ledger_has_the_old_entries_beside_what_is_found(tmp_path):
    now = slips("防讯，贯切。", "防讯", "贯切")
    filled = {"责任单位": "党政办", "整改时限": datetime(2025, 3, 31), "整改情况": "整改中"}
    found = after(slips("防讯。", "防讯"), now, tmp_path, **filled)
    first, second = rows(rewritten(found, now, tmp_path))[:2]
    assert (first["复查"], second["复查"]) == ("× 仍未解决", "＋ 新发现")
    assert (first["责任单位"], first["整改情况"]) == ("党政办", "整改中")
    assert first["整改时限"] == datetime(2025, 3, 31)
    assert (second["责任单位"], second["整改情况"]) == (None, "未整改")


def test_what_was_held_for_done_but_is_found_again_is_sent_back(tmp_path):
    filled = {"整改情况": "已整改", "销号日期": datetime(2025, 4, 1), "责任人": "张三"}
    found = after(report(MISSING), report(MISSING), tmp_path, **filled)
    row = rows(rewritten(found, report(MISSING), tmp_path))[0]
    assert (row["整改情况"], row["销号日期"], row["责任人"]) == ("整改中", None, "张三")
    assert row["复查说明"] == "台账写“已整改，2025-04-01销号”，复查仍有"


def test_what_a_person_settled_stays_settled(tmp_path):
    filled = {"整改情况": "已整改", "人工确认": "没有问题", "确认理由": "是引文"}
    found = after(report(MISSING), report(MISSING), tmp_path, **filled)
    row = rows(rewritten(found, report(MISSING), tmp_path))[0]
    assert {title: row[title] for title in filled} == filled


def test_an_entry_is_carried_over_as_text(tmp_path):
    office = Office(exported(report(MISSING), tmp_path))
    cell = office.fill(1, 责任人="x").sheet["I7"]
    cell.value, cell.data_type = "=HYPERLINK(1)", "s"
    found = compare(ledger.read(office.save()).entries, report(MISSING))
    sheet = load_workbook(rewritten(found, report(MISSING), tmp_path))["整改台账"]
    carried = next(cell for cell in sheet[7] if cell.value == "=HYPERLINK(1)")
    assert (carried.data_type, carried.quotePrefix) == ("s", True)


def test_long_entries_are_carried_over_whole(tmp_path):
    reason = "理由很长。" * 2000
    found = after(report(MISSING), report(MISSING), tmp_path, 确认理由=reason)
    assert rows(rewritten(found, report(MISSING), tmp_path))[0]["确认理由"] == reason


def test_what_is_closed_stands_on_a_sheet_of_its_own(tmp_path):
    now = slips("防汛。")
    found = after(slips("防讯。", "防讯"), now, tmp_path, 责任人="张三", 整改情况="已整改")
    (row,) = rows(rewritten(found, now, tmp_path), "复查对照", 1)
    assert (row["复查结果"], row["责任人"], row["整改情况"]) == ("√ 已解决", "张三", "已整改")
    assert row["原来的问题"] == "“防讯”：写错了。"


def test_a_new_ledger_is_read_back_like_the_old_one(tmp_path):
    old = report(MISSING, result(rule="plan"))
    office = Office(exported(old, tmp_path))
    office.fill(1, 责任人="张三", 整改时限=date(2025, 3, 31))
    office.sheet["P6"], office.sheet["P7"] = "备注", "催办"
    office.sheet.insert_rows(8)
    office.fill(2, 检查项="附件", 问题="没有盖章", 责任人="王五").save()
    Office(office.path, "检查清单", 1).fill(2, 人工确认="确有问题", 确认理由="不全").save()
    first = ledger.read(office.path)
    again = ledger.read(rewritten(compare(first.entries, old), old, tmp_path))
    assert again.entries == first.entries
    assert dict(again.facts) == dict(first.facts)


def test_levels_of_a_rule_may_change_without_losing_the_entries(tmp_path):
    now = report(replace(MISSING, level=Level.INFO, message="改了说法。"))
    (item,) = after(report(MISSING), now, tmp_path, 责任人="张三").items
    assert item.entry.person == "张三"
