"""Rules that compare numbers, written in a test with a few units."""

from __future__ import annotations

from app.model import Outcome
from app.reading import Reading
from app.rule import Rule
from tests.unit import builders
from tests.unit.kinds import one_rule

UNITS = ["件", "个", "次", "人", "场", "元", "批", "人次", "%", "个百分点"]


def rule(kind: str, **fields: object) -> Rule:
    """Return a rule of ``kind`` that reads amounts in `UNITS`."""
    return one_rule.rule(kind, units=UNITS, suggestion="请核对。", **fields)


def said(rule: Rule, text: str) -> list[str]:
    """Return what ``rule`` says is wrong in a report with ``text``; ["不适用"] when nothing is compared."""
    finding = rule.check(Reading(builders.report(f"一、工作\n{text}")))
    if finding.outcome is Outcome.NOT_APPLICABLE:
        return ["不适用"]
    return [fault.message for fault in finding.problems]
