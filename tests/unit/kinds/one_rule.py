"""One rule of a kind, written in a test, and what it says of a text."""

from __future__ import annotations

from collections.abc import Mapping

from app.model import Document, Outcome
from app.pattern import Words
from app.reading import Reading
from app.rule import Finding, Rule
from app.rules import kinds
from tests.unit import builders

WORDS = Words({"将来": ["下一步", "明年"]})


def rule(kind: str, **fields: object) -> Rule:
    """Return a rule of ``kind`` with these fields of its own; pydantic's error when they are wrong."""
    every: Mapping[str, object] = {
        "id": "trial",
        "title": "试验",
        "kind": kind,
        "level": "info",
        "group": "format",
        "message": {outcome.value: "说明" for outcome in Outcome},
        "why": "为什么",
        "advice": "建议。",
        "basis": [{"title": "《依据》"}],
        "examples": {"pass": ["甲"], "problem": ["乙"]},
    }
    return kinds()[kind].model_validate({**every, **fields}, context={"words": WORDS})


def found(rule: Rule, text: str | Document) -> Finding:
    """Return what ``rule`` finds in a text."""
    document = builders.document(text) if isinstance(text, str) else text
    return rule.check(Reading(document))


def problems(rule: Rule, text: str | Document) -> list[tuple[str, str]]:
    """Return the passages that ``rule`` wants changed, each with its suggestion."""
    document = builders.document(text) if isinstance(text, str) else text
    reading = Reading(document)
    faults = rule.check(reading).problems
    return [(reading.span(*fault.place).text, fault.suggestion) for fault in faults]
