"""Changes correct reports on purpose and says which changes the rules noticed.

Run by ``build/make.py mutants [words…]``, which prints only changes whose name holds one of the words.
tests/mutants holds reports in different hands; beside each a YAML file says how passages may be deleted,
negated, moved, weakened or reworded, and what then must come out; which slips may be planted, and which
wordings only look like slips.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.check import check
from app.load import text
from app.model import GAPS, Document, Level, Outcome, Result, Source
from app.paths import DEFAULT_SET
from app.rules import load_set
from app.structure import structure

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "mutants"
RULESET = load_set(DEFAULT_SET)
_WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed report: where it is from, what was changed, and what must come out.

    ``aim`` is the rule that must give ``expected``, or the kind of slip that must be reported at
    ``slip``; for a report as it was, and for wordings that only look like slips, there must be nothing.
    """

    report: str
    aim: str
    how: str
    text: str
    expected: Outcome | None = None
    slip: str = ""
    as_it_was: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """What the rules made of a mutant."""

    mutant: Mutant
    is_right: bool
    told: str


def mutants() -> Iterator[Mutant]:
    """Yield every report as it is and with each of its changes."""
    for file in sorted(FOLDER.glob("*.yaml")):
        facts = yaml.safe_load(file.read_text("utf-8"))
        whole: str = file.with_suffix(".txt").read_text("utf-8")
        yield Mutant(file.stem, _WHOLE, "as it is", whole)
        for rule, said in facts["required"].items():
            for each in said["mutants"]:
                changed = _changed(whole, each["edits"])
                yield Mutant(file.stem, rule, each["how"], changed, Outcome(each["expect"]))
        for each in facts["slips"]:
            changed = _changed(whole, each["edits"])
            yield Mutant(file.stem, each["kind"], "slip", changed, None, each["text"], whole)
        for each in facts["not_slips"]:
            changed = _changed(whole, each["edits"])
            yield Mutant(file.stem, "no slip", each["why"], changed, None, "", whole)


def fate(mutant: Mutant) -> Fate:
    """Return what the rules make of a mutant, and whether that is right."""
    document, results = _checked(mutant.text)
    if mutant.expected is not None:
        result = next(each for each in results if each.rule == mutant.aim)
        is_right = result.outcome is mutant.expected
        return Fate(mutant, is_right, f"{result.outcome.value}: {result.message}")
    if mutant.aim == _WHOLE:
        wrong = [each for each in results if _warns(each)]
        return Fate(mutant, not wrong, "; ".join(f"{r.rule}: {r.message}" for r in wrong))
    before = Counter(_problems(_checked(mutant.as_it_was)[1]))
    new = Counter(_problems(results)) - before
    if not mutant.slip:
        return Fate(mutant, not new, "; ".join(map(str, new)))
    return Fate(mutant, _is_reported(mutant.slip, document, results, new), mutant.slip)


def passes_silently(found: Fate) -> bool:
    """Tell whether a report without a required item passed: the worst that can happen."""
    return found.mutant.expected is Outcome.MISSING and found.told.partition(":")[0] == "pass"


def main(words: Sequence[str]) -> int:
    """Print what survived and the figures; return 1 when a required item was missed silently."""
    killed: Counter[str] = Counter()
    every: Counter[str] = Counter()
    silent = 0
    for mutant in mutants():
        if words and not any(
            word in f"{mutant.report} {mutant.aim} {mutant.how}" for word in words
        ):
            continue
        found = fate(mutant)
        every[mutant.aim] += 1
        killed[mutant.aim] += found.is_right
        silent += passes_silently(found)
        if not found.is_right:
            sys.stdout.write(
                f"{mutant.report} | {mutant.aim} | {mutant.how} | {found.told[:160]}\n"
            )
    for aim in sorted(every):
        sys.stdout.write(f"{aim:<32}{killed[aim]:>4} / {every[aim]}\n")
    total, right = every.total(), killed.total()
    sys.stdout.write(
        f"合计 {right} / {total}（{right / max(1, total):.1%}），缺项未发现 {silent}\n"
    )
    return 1 if silent else 0


def _changed(whole: str, edits: Sequence[Sequence[str]]) -> str:
    for old, new in edits:
        whole = whole.replace(old, new, 1)
    return whole


def _checked(report: str) -> tuple[Document, list[Result]]:
    blocks, notes = text.blocks(report.encode(), "报告.txt")
    document = structure(Source(Path("报告.txt"), tuple(blocks), tuple(notes), ""), RULESET)
    return document, list(check(document, RULESET))


def _warns(result: Result) -> bool:
    return result.outcome in GAPS and result.level is not Level.INFO


def _problems(results: Sequence[Result]) -> Iterator[tuple[str, str]]:
    for result in results:
        for problem in result.problems:
            yield result.rule, "".join(problem.text.split())


def _is_reported(
    slip: str, document: Document, results: Sequence[Result], new: Counter[Any]
) -> bool:
    places = [match.span() for match in re.finditer(re.escape(slip), document.text)]
    if not places:  # cleaned away while loading: a note must say so
        return bool(document.notes)
    return any(
        problem.start < end and start < problem.end
        for result in results
        for problem in result.problems
        if (result.rule, "".join(problem.text.split())) in new
        for start, end in places
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
