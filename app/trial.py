"""Tries every rule on the examples in its own file: what is written there must come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.check import check
from app.errors import AppError
from app.layers import Chosen
from app.load import text
from app.model import Outcome, Result, Source
from app.rules import RuleSet
from app.structure import structure

LAST_YEAR = "\n【上一年】\n"
"""The line in an example below which stands the report of the year before."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One example of a rule: the verdict that is expected, and the result that came out."""

    chosen: Chosen
    level: str | None
    number: int
    example: str
    expected: Outcome
    result: Result

    @property
    def behaves(self) -> bool:
        """Whether the result is as the rule file says."""
        return self.result.outcome is self.expected


def trials(ruleset: RuleSet) -> Iterator[Trial]:
    """Yield the outcome of every example, also of rules as profiles and layers change them."""
    for rule in ruleset.rules:
        yield from _of(ruleset, Chosen(rule, ruleset.origins.get(rule.id, "")), None)
    tried: set[int] = set()
    for (_, level), chosen in ruleset.variants.items():
        if not chosen.retired and id(chosen) not in tried:
            tried.add(id(chosen))
            yield from _of(ruleset, chosen, level)


def require_behaviour(ruleset: RuleSet) -> None:
    """Raise AppError with the place of the first example that does not behave as its rule says."""
    for trial in trials(ruleset):
        if not trial.behaves:
            raise AppError(
                "rules-example",
                f"{said(trial)}，和文件里写的不一样。",
                "请改写法，或者改例子。",
                place(ruleset, trial),
            )


def said(trial: Trial) -> str:
    """Return what came out of an example, in a sentence without its end."""
    by = f"按“{trial.chosen.layer}”，" if trial.chosen.layer else ""
    return f"{by}例子“{_short(trial.example)}”的结论是 {trial.result.outcome.value}（{trial.result.message}）"


def place(ruleset: RuleSet, trial: Trial) -> str:
    """Return file:line:column of an example."""
    page = ruleset.pages[trial.chosen.rule.id]
    return page.place(("examples", trial.expected.value, trial.number))


def _of(ruleset: RuleSet, chosen: Chosen, level: str | None) -> Iterator[Trial]:
    alone = ruleset.model_copy(update={"rules": (chosen.rule,), "variants": {}})
    for expected, examples in chosen.rule.examples.items():
        for number, example in enumerate(examples):
            this, _, last = example.partition(LAST_YEAR)
            earlier = structure(_source(last), alone) if last else None
            (result,) = check(structure(_source(this), alone, level), alone, earlier)
            yield Trial(chosen, level, number, example, expected, result)


def _source(example: str) -> Source:
    blocks, notes = text.blocks(example.encode(), "例子")
    return Source(Path("例子"), tuple(blocks), tuple(notes), "")


def _short(example: str) -> str:
    line = " ".join(example.split())
    return line if len(line) <= 30 else f"{line[:30]}……"  # noqa: PLR2004  (a line of a message)
