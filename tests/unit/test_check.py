"""Every rule has its say; one that fails, runs too long or finds no place to look says so and never passes."""

from __future__ import annotations

from typing import Literal

import pytest

from app import reading as reading_module
from app.check import check
from app.model import Basis, Document, Level, Outcome, Result
from app.reading import Reading
from app.rule import Close, Fault, Finding, Patterns, Rule, RuleBasis
from tests.unit import builders


class Finds(Rule):
    """A rule that finds a pattern, or stumbles on the word 错."""

    placeholders = frozenset({"found"})

    kind: Literal["finds"] = "finds"
    find: Patterns

    def check(self, reading: Reading) -> Finding:
        if "错" in reading.text and "错" in self.title:
            raise KeyError(self.title)
        hits = [m for area in self.stretches(reading) for m in reading.every(self.find, *area)]
        return Finding(
            Outcome.PASS if hits else Outcome.MISSING,
            evidence=hits,
            near_misses=[Close(hit, "相近") for hit in hits[1:]],
            problems=[Fault(hit, "不妥", "改写") for hit in hits[2:]],
            counts=[(hit, 12.0, "次") for hit in hits],
            says={"found": len(hits)},
            details={"found": ["甲"]},
        )


class Judges(Finds):
    """A rule that may judge a report in which its part is absent."""

    tests_absence = True


def rule(find: str = "学法", kind: type[Finds] = Finds, **changes: object) -> Finds:
    """Return a rule that finds ``find``."""
    return kind.model_validate(
        {
            "id": "finds",
            "title": "学法",
            "level": "warning",
            "group": "required",
            "find": find,
            "message": {"pass": "有{found}处。", "partial": "不全。", "missing": "没有。"},
            "why": "要有。",
            "advice": "请写。",
            "basis": [RuleBasis(title="《办法》", number="一号", article="第二条", note="注")],
            "examples": {"pass": ["学法"], "missing": ["无"]},
        }
        | changes
    )


def results(document: Document, *rules: Rule) -> list[Result]:
    """Return what ``rules`` say of ``document``."""
    return list(check(document, builders.rules().model_copy(update={"rules": rules})))


def test_a_result_quotes_the_text_and_its_place():
    document = builders.report("一、举措\n全年学　法１２次。")
    (result,) = results(document, rule("学法12次"))

    (evidence,) = result.evidence
    assert (evidence.text, result.message) == ("学　法１２次", "有1处。")
    assert document.text[evidence.start : evidence.end] == evidence.text


def test_a_result_carries_what_the_rule_says():
    (result,) = results(builders.report("学法。"), rule())

    assert result.outcome is Outcome.PASS
    assert (result.rule, result.title, result.group) == ("finds", "学法", "required")
    assert (result.level, result.why, result.advice) == (Level.WARNING, "要有。", "请写。")
    assert result.basis == (Basis("《办法》", "一号", "第二条", "注"),)
    assert result.details == {"found": ["甲"]}


def test_a_near_miss_is_quoted_with_the_reason():
    (result,) = results(builders.report("学法，学 法。"), rule())

    assert [(near.text, near.why) for near in result.near_misses] == [("学 法", "相近")]


def test_a_problem_is_quoted_with_what_to_write():
    (result,) = results(builders.report("学法，学法，学 法。"), rule())

    assert [(p.text, p.message, p.suggestion) for p in result.problems] == [
        ("学 法", "不妥", "改写")
    ]


def test_a_number_is_quoted_with_its_unit():
    (result,) = results(builders.report("学法。"), rule())

    assert [(v.text, v.value, v.unit) for v in result.values] == [("学法", 12, "次")]


def test_the_message_is_that_of_the_outcome():
    (result,) = results(builders.report("普法。"), rule())

    assert (result.outcome, result.message) == (Outcome.MISSING, "没有。")


def test_there_is_one_result_for_each_rule_in_order():
    found = results(builders.report("普法。"), rule(id="b"), rule("普法", id="a"))

    assert [(r.rule, r.outcome) for r in found] == [("b", Outcome.MISSING), ("a", Outcome.PASS)]


def test_results_come_one_at_a_time():
    ruleset = builders.rules().model_copy(update={"rules": (rule(), rule(title="错"))})
    running = check(builders.report("错。"), ruleset)

    assert next(running).outcome is Outcome.MISSING  # the rule that fails was not run


def test_a_rule_that_fails_is_unchecked_and_the_log_says_why(caplog):
    failing, following = results(builders.report("错，学法。"), rule(title="错", id="bad"), rule())

    assert failing.outcome is Outcome.UNCHECKED
    assert failing.message == "这条规则运行出错，没有检查，请人工检查。"
    assert following.outcome is Outcome.PASS
    (record,) = caplog.records
    assert record.getMessage() == "rule bad"
    assert record.exc_info is not None
    assert record.exc_info[0] is KeyError
    caplog.clear()


def test_a_rule_that_cannot_fill_its_message_is_unchecked(caplog):
    broken = rule().model_copy(update={"message": {Outcome.PASS: "{no}"}})

    (result,) = results(builders.report("学法。"), broken)

    assert result.outcome is Outcome.UNCHECKED
    assert caplog.records
    caplog.clear()


def test_a_rule_that_runs_too_long_is_unchecked(monkeypatch):
    monkeypatch.setattr(reading_module, "_SECONDS", 0.01)
    document = builders.report("甲" * 60 + "，学法，乙。")

    slow, following = results(document, rule("re:(甲|甲甲)+乙"), rule())

    assert slow.outcome is Outcome.UNCHECKED
    assert slow.message == "这条规则在这份报告上用时过长，已停止，请人工检查。"
    assert following.outcome is Outcome.PASS


def test_a_rule_gives_no_evidence_when_it_was_stopped(monkeypatch):
    monkeypatch.setattr(reading_module, "_SECONDS", -1.0)

    (result,) = results(builders.report("学法。"), rule())

    assert result.outcome is Outcome.UNCHECKED
    assert (result.evidence, result.values, result.near_misses) == ((), (), ())


def test_a_rule_whose_part_is_absent_is_unchecked():
    (result,) = results(builders.report("一、主要举措\n普法。"), rule(where=["plan", "study"]))

    assert result.outcome is Outcome.UNCHECKED
    titles = builders.rules().name.roles
    assert result.message == (
        f"报告里没有找到“{titles['plan']}”、“{titles['study']}”部分，这一项没有检查。"
    )


def test_a_rule_of_which_one_part_is_there_looks_there():
    document = builders.report(
        "一、主要举措\n学法。\n二、下一步打算\n组织学法活动，健全制度机制。"
    )

    (result,) = results(document, rule(where=["study", "plan"]))

    assert [document.section_at(e.start).roles for e in result.evidence] == [("plan",)]  # type: ignore[union-attr]


def test_a_rule_that_judges_absence_is_run_where_its_part_is_absent():
    (result,) = results(builders.report("一、主要举措\n普法。"), rule(kind=Judges, where=["plan"]))

    assert result.outcome is Outcome.MISSING


def test_a_rule_looks_everywhere_but_in_the_parts_to_skip():
    document = builders.report(
        "一、主要举措\n普法。\n二、下一步打算\n组织学法活动，健全制度机制。"
    )

    (result,) = results(document, rule(skip=["plan"]))

    assert result.outcome is Outcome.MISSING


def test_an_empty_report_is_checked_as_any_other():
    document = Document(builders.source(""), "", (), (), builders.report("").facts, ())

    found = list(check(document, builders.rules()))

    assert {each.outcome for each in found if each.group == "required"} == {Outcome.MISSING}


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_rules_that_ship_have_a_message_for_each_verdict(outcome):
    for each in builders.rules().rules:
        assert outcome not in each.outcomes or each.message[outcome]
