"""Document and rules -> results, one at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

from app.layers import Chosen
from app.model import Basis, Document, NearMiss, Outcome, Problem, Result, Span, Value
from app.reading import Reading
from app.rule import Close, Fault, Finding, Rule
from app.rules import RuleSet

_log = logging.getLogger(__name__)


def check(
    document: Document, ruleset: RuleSet, earlier: Document | None = None
) -> Iterator[Result]:
    """Yield what each rule says of ``document``; a rule that fails says 未检查 and why.

    ``earlier`` is the report of the year before, for the rules that compare with it.
    """
    reading = Reading(document, earlier)
    for chosen in ruleset.chosen(document.facts.level):
        result = _without_looking(chosen, document) or _checked(chosen.rule, reading, ruleset)
        yield replace(result, layer=chosen.layer) if chosen.layer else result


def _without_looking(chosen: Chosen, document: Document) -> Result | None:
    """Return the result of a rule that this document need not be read for, None otherwise."""
    rule, level = chosen.rule, document.facts.level
    if chosen.retired:
        return _not_applicable(rule, f"“{chosen.layer}”不检查这一项：{chosen.retired}")
    if rule.levels and level is not None and level not in rule.levels:
        return _not_applicable(rule, f"这一项只对{'、'.join(rule.levels)}检查。")
    if document.is_cut:
        return _unchecked(rule, "文件太长，没有读完，这一项没有检查。")
    return None


def _not_applicable(rule: Rule, message: str) -> Result:
    return replace(_unchecked(rule, message), outcome=Outcome.NOT_APPLICABLE)


def _checked(rule: Rule, reading: Reading, ruleset: RuleSet) -> Result:
    reading.start_clock()
    try:
        absent = _absent_parts(rule, reading)
        if absent:
            titles = {role.id: role.title for role in ruleset.roles}
            names = "、".join(f"“{titles[role]}”" for role in absent)
            return _unchecked(rule, f"报告里没有找到{names}部分，这一项没有检查。")
        return _result(rule, reading, rule.check(reading))
    except TimeoutError:
        return _unchecked(rule, "这条规则在这份报告上用时过长，已停止，请人工检查。")
    except Exception:  # noqa: BLE001  (one bad rule must not stop the others; the log keeps what happened)
        _log.exception("rule %s", rule.id)
        return _unchecked(rule, "这条规则运行出错，没有检查，请人工检查。")


def _absent_parts(rule: Rule, reading: Reading) -> list[str]:
    """Return the parts in which the rule looks if none of them is there and their absence proves nothing."""
    if rule.tests_absence or not rule.where:
        return []
    return [] if any(reading.area(role) for role in rule.where) else list(rule.where)


def _result(rule: Rule, reading: Reading, finding: Finding) -> Result:
    return replace(
        _unchecked(rule, ""),
        outcome=finding.outcome,
        message=(finding.message or rule.message[finding.outcome]).format(**finding.says),
        evidence=tuple(reading.span(*place) for place in finding.evidence),
        near_misses=tuple(_near_miss(reading, close) for close in finding.near_misses),
        problems=tuple(_problem(reading, fault) for fault in finding.problems),
        values=tuple(_value(reading, *count) for count in finding.counts),
        details=finding.details,
        personal=_personal(rule, reading, finding),
    )


def _personal(rule: Rule, reading: Reading, finding: Finding) -> tuple[Span, ...] | None:
    """Return what identifies a person in the passages found, None for rules on other things."""
    if not rule.personal:
        return None
    passages = (fault.place for fault in finding.problems)
    return tuple(
        reading.span(*place)
        for passage in passages
        for place in reading.every(rule.personal, *passage)
    )


def _near_miss(reading: Reading, close: Close) -> NearMiss:
    span = reading.span(*close.place)
    return NearMiss(span.start, span.end, span.text, close.why)


def _problem(reading: Reading, fault: Fault) -> Problem:
    span = reading.span(*fault.place)
    return Problem(span.start, span.end, span.text, fault.message, fault.suggestion)


def _value(reading: Reading, place: tuple[int, int], value: float, unit: str) -> Value:
    span = reading.span(*place)
    return Value(span.text, value, unit, span.start, span.end)


def _unchecked(rule: Rule, message: str) -> Result:
    return Result(
        rule=rule.id,
        title=rule.title,
        group=rule.group,
        outcome=Outcome.UNCHECKED,
        level=rule.level,
        message=message,
        why=rule.why,
        advice=rule.advice,
        basis=tuple(Basis(b.title, b.number, b.article, b.note) for b in rule.basis),
        belongs=rule.belongs or rule.where,
        personal=() if rule.personal else None,
    )
