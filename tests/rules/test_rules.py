"""Every rule behaves as its own examples say, and as the passages written for it demand."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from app.check import check
from app.load import text
from app.model import Document, Outcome, Result, Source
from app.paths import DEFAULT_SET
from app.rule import Rule
from app.rules import load_set
from app.structure import structure
from app.trial import LAST_YEAR

RULESET = load_set(DEFAULT_SET)
EXAMPLES = [
    pytest.param(rule, outcome, example, id=f"{rule.id}-{outcome.value}-{number}")
    for rule in RULESET.rules
    for outcome, examples in rule.examples.items()
    for number, example in enumerate(examples, 1)
]
PASSAGES = [
    case
    for name in ("passages.yaml", "probes.yaml")
    for case in yaml.load(
        Path(__file__).with_name(name).read_text("utf-8"),
        Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
    )
]


def result_of(rule_id: str, report: str) -> Result:
    """Return what the rule says of a report given as text, last year's below it where there is one."""
    this, _, last = report.partition(LAST_YEAR)
    results = check(read(this), RULESET, read(last) if last else None)
    return next(result for result in results if result.rule == rule_id)


def read(report: str) -> Document:
    """Return a report given as text."""
    blocks, notes = text.blocks(report.encode(), "示例.txt")
    return structure(Source(Path("示例.txt"), tuple(blocks), tuple(notes), ""), RULESET)


@pytest.mark.parametrize(("rule", "outcome", "example"), EXAMPLES)
def test_example_behaves_as_its_rule_says(rule: Rule, outcome: Outcome, example: str) -> None:
    result = result_of(rule.id, example)

    assert result.outcome is outcome, result.message


@pytest.mark.parametrize(
    "case",
    PASSAGES,
    ids=[f"{at} {case['rule']}: {case['what']}" for at, case in enumerate(PASSAGES)],
)
def test_passage_is_judged_as_a_reviewer_would(case: dict[str, Any]) -> None:
    result = result_of(case["rule"], case["text"])

    assert result.outcome.value == case["outcome"], (result.message, result.near_misses)
    assert told(case, result) == expected(case)


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """Return what a case says besides the verdict."""
    return {key: case[key] for key in ("values", "found", "causes", "year") if key in case}


def told(case: dict[str, Any], result: Result) -> dict[str, Any]:
    """Return what the result says of the same things."""
    items = result.details.get("items", ())
    every = {
        "values": sorted(value.value for value in result.values),
        "found": sorted(result.details.get("found", ()), key=case.get("found", []).index)
        if set(result.details.get("found", ())) == set(case.get("found", []))
        else result.details.get("found"),
        "causes": [item["cause"] is not None for item in items],
        "year": result.details.get("year"),
    }
    return {key: every[key] for key in expected(case)}


def test_every_gap_says_what_to_write_and_on_what_basis() -> None:
    for rule in RULESET.rules:
        assert rule.advice.endswith(("。", "”")), rule.id
        assert rule.basis, rule.id
