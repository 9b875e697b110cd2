"""What is left to do is one task per thing, known again by its key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.model import Level, Outcome
from app.report.tasks import Key, tasks
from tests.unit.report.builders import document, near_miss, problem, report, result, span


def slip(on, *problems, **changes):
    """Return a result of a slip rule with ``problems``, each a text and a message."""
    found = tuple(problem(on, text, message, "改正") for text, message in problems)
    made = result(
        Outcome.PROBLEM, rule="wrong-word", title="错别字", group="wording", problems=found
    )
    return replace(made, **changes)


def test_an_item_that_is_missing_is_one_task():
    (task,) = tasks(report(result(), result(Outcome.MISSING, message="没有写。")))
    assert (str(task.key), task.findings) == ("leading-group｜｜", ("没有写。",))
    assert task.advice == ("请写明领导小组的名称、组长和成员。",)
    assert task.verdict == ("× 缺失", "■ 必须整改")


def test_each_passage_to_change_is_a_task():
    on = document("一、防讯", "做好防讯工作。贯切落实。")
    found = tasks(report(slip(on, ("防讯", "应为防汛"), ("贯切", "应为贯彻")), on=on))
    assert [task.findings for task in found] == [("“防讯”：应为防汛。",), ("“贯切”：应为贯彻。",)]
    assert found[1].quotes == ("第2段 一、防讯：“【贯切】落实。”",)
    assert found[1].advice == ("建议：改正。",)


def test_the_same_slip_at_several_places_is_one_task():
    on = document("防讯一。", "防讯二。")
    first = problem(on, "防讯", "应为防汛")
    second = replace(first, start=5, end=7)
    (task,) = tasks(report(result(Outcome.PROBLEM, problems=(first, second)), on=on))
    assert task.findings == ("“防讯”：应为防汛。（共2处，写法相同）",)
    assert task.quotes == ("第1段：“【防讯】一。”", "第2段：“【防讯】二。”")


def test_an_item_that_is_too_thin_lists_what_came_close_and_the_wording():
    on = document("一、学法", "普法活动3场。会前学法。")
    miss = near_miss(on, "普法活动3场", "普法不算")
    thin = result(Outcome.PARTIAL, near_misses=(miss,), evidence=(span(on, "会前学法"),))
    (task,) = tasks(report(thin, on=on))
    assert task.findings[-1] == "相近但不算：第2段“普法活动3场”（普法不算）"
    assert task.quotes == ("第2段 一、学法：“会前学法。”",)


def test_nobody_has_to_tick_off_thousands():
    on = document(*(f"共{n}余件。" for n in range(1001, 1301)))
    made = slip(on, *((f"{n}余", "约数重复") for n in range(1001, 1301)))
    found = tasks(report(made, on=on))
    assert len(found) == 101
    assert found[-1].findings == ("同类问题还有200处，写法各不相同，请一并检查。",)
    assert found[-1].quotes[0] == "第101段：“共【1101余】件。”"


def test_serious_tasks_come_first_and_undecided_ones_last():
    order = [
        result(Outcome.REVIEW, title="丁"),
        result(Outcome.PROBLEM, title="丙", level=Level.INFO),
        result(Outcome.MISSING, title="甲"),
        result(Outcome.PARTIAL, title="乙", level=Level.WARNING),
    ]
    assert [task.result.title for task in tasks(report(*order))] == ["甲", "乙", "丙", "丁"]


def test_an_undecided_item_has_no_level():
    (task,) = tasks(report(result(Outcome.UNCHECKED)))
    assert task.verdict == ("○ 未检查",)


def test_a_key_does_not_depend_on_width_blanks_or_place():
    one, other = document("共126 余件。"), document("前言。", "共１２６余件。")
    keys = [
        tasks(report(slip(on, (text, "约数重复")), on=on))[0].key
        for on, text in ((one, "126 余"), (other, "１２６余"))
    ]
    assert keys[0] == keys[1]
    assert keys[0].passage == "126余"


def test_equal_passages_in_different_sentences_have_different_keys():
    on = document("防讯一。", "防讯二。")
    first = problem(on, "防讯", "应为防汛")
    second = replace(first, start=5, end=7, message="又写错")
    keys = {task.key for task in tasks(report(slip(on, problems=(first, second)), on=on))}
    assert len(keys) == 2


@pytest.mark.parametrize(
    "key",
    [Key("plan"), Key("wrong-word", "防讯", "0a1b2c3d"), Key("brackets", "=“(|", "00000000")],
)
def test_a_key_is_read_as_it_is_written(key):
    assert Key.read(f" {key} ") == key


@pytest.mark.parametrize("text", ["", "备注", "检查项｜一｜二", "｜｜", "plan", "plan｜"])
def test_other_text_is_no_key(text):
    assert Key.read(text) is None
