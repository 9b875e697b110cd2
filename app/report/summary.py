"""What a batch keeps of each report: small values in the words of the checklist, fit to be sent about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.model import GAPS, UNDECIDED, Document, Facts, Level, Outcome, Report, Result
from app.report.checklist import characters, shortened, where
from app.terms import REQUIRED_GROUPS

_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Item:
    """What a rule asks for, the same in many reports."""

    rule: str
    title: str
    group: str
    level: Level
    basis: tuple[str, ...]
    advice: str

    @property
    def is_asked_for(self) -> bool:
        """Whether the rule asks that something is there, rather than that nothing is wrong."""
        return self.group in REQUIRED_GROUPS


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to change: where it stands, what stands there, what is wrong, what to write.

    ``where`` and ``quote`` are empty when something is missing.
    """

    where: str
    quote: str
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one report; there are troubles only where something is to be done."""

    item: Item
    outcome: Outcome
    message: str
    troubles: tuple[Trouble, ...] = ()

    @property
    def is_gap(self) -> bool:
        """Whether something is to be done."""
        return self.outcome in GAPS


@dataclass(frozen=True, slots=True)
class Summary:
    """What is kept of one report. ``text`` is what reports are compared by, cut where it is endless."""

    path: Path
    sha256: str
    facts: Facts
    characters: int
    notes: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    text: str

    @property
    def unit(self) -> str:
        """The unit whose report it is, else the name of the file."""
        return self.facts.unit or self.path.stem

    @property
    def has_gaps(self) -> bool:
        """Whether something is to be done."""
        return any(verdict.is_gap for verdict in self.verdicts)

    @property
    def is_open(self) -> bool:
        """Whether something is to be done or decided."""
        return any(verdict.troubles for verdict in self.verdicts)

    def of(self, rule: str) -> Verdict | None:
        """Return what ``rule`` says, None when it was not asked."""
        return next((each for each in self.verdicts if each.item.rule == rule), None)

    def count(self, outcome: Outcome) -> int:
        """Return how many rules came out so."""
        return sum(verdict.outcome is outcome for verdict in self.verdicts)

    def gaps(self, group: str) -> int:
        """Return how many passages are to be changed, or items to be added, by the rules of ``group``."""
        mine = (each for each in self.verdicts if each.item.group == group and each.is_gap)
        return sum(len(verdict.troubles) for verdict in mine)


def summary(path: Path, report: Report) -> Summary:
    """Return what is kept of ``report`` on the file at ``path``."""
    document = report.document
    return Summary(
        path,
        document.source.sha256,
        document.facts,
        characters(document.text),
        document.notes,
        tuple(_verdict(document, result) for result in report.results),
        document.text[:_LONGEST],
    )


def sharing(summary: Summary, items: dict[Item, Item]) -> Summary:
    """Return ``summary`` with the items that are in ``items`` already; adds those that are not."""
    verdicts = (
        replace(each, item=items.setdefault(each.item, each.item)) for each in summary.verdicts
    )
    return replace(summary, verdicts=tuple(verdicts))


def _verdict(document: Document, result: Result) -> Verdict:
    basis = tuple(str(each) for each in result.basis)
    item = Item(result.rule, result.title, result.group, result.level, basis, result.advice)
    is_open = result.outcome in GAPS | UNDECIDED
    troubles = tuple(_troubles(document, result)) if is_open else ()
    return Verdict(item, result.outcome, result.message, troubles)


def _troubles(document: Document, result: Result) -> Iterator[Trouble]:
    for problem in result.problems:
        place = where(document, problem.start, problem.end)
        suggestion = problem.suggestion or result.advice
        yield Trouble(place, shortened(problem.text), problem.message, suggestion)
    if not result.problems:
        place, quote = _nearest(document, result)
        yield Trouble(place, quote, result.message, result.advice)


def _nearest(document: Document, result: Result) -> tuple[str, str]:
    """Return place and words of what was found, else of what came close."""
    for span in result.evidence:
        return where(document, span.start, span.end), shortened(span.text)
    for near in result.near_misses:
        said = f"相近但不算：“{shortened(near.text)}”（{near.why.rstrip('。')}）"
        return where(document, near.start, near.end), said
    return "", ""
