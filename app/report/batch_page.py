"""The summary of a batch as one page, for a browser and for paper: who lacks what, and what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.batch import Alike, Batch
from app.model import GAPS, DocumentKind, Outcome
from app.report.checklist import origin
from app.report.html import template
from app.report.summary import Item, Summary, Verdict
from app.terms import GROUPS, MARKS, outcome_name

NAME = "批量检查汇总"

_MOST_COLUMNS = 8
_NARROW = ("statutory", "consistency", "wording", "format")
_MOST_NAMES = 12
_SHORT = 2
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Unit:
    """One report: its verdicts on the required items, and how much is to be done besides."""

    number: int
    name: str
    year: str
    verdicts: tuple[str, ...]
    others: tuple[int, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Lack:
    """An item and how many reports lack it, wholly or in part."""

    title: str
    group: str
    missing: int
    partial: int
    share: int
    units: str


def render(batch: Batch) -> str:
    """Return the summary of ``batch`` as a page."""
    items = required(batch)
    others = [each for each in _NARROW if any(s.gaps(each) for s in batch.summaries)]
    done = sum(not each.has_gaps for each in batch.distinct)
    return template("batch.html").render(
        title=title(batch),
        kind=NAME,
        facts=origin(batch.ruleset, batch.checked),
        folder=batch.folder.name or str(batch.folder),
        items=[item.title for item in items],
        others=[GROUPS[each] for each in others],
        units=[_unit(batch, n, each, items, others) for n, each in enumerate(batch.summaries, 1)],
        counts=(len(batch.entries), len(batch.summaries), len(batch.distinct), done),
        lacks=list(_lacks(batch)),
        failures=[(batch.name(each.path), each.error) for each in batch.failures],
        skipped=[(batch.name(each.path), each.why) for each in batch.skipped],
        files=[_file(batch, number, each) for number, each in enumerate(batch.summaries, 1)],
        pairs=[_pair(batch, pair) for pair in batch.pairs],
    )


def title(batch: Batch) -> str:
    """Return what stands at the head of each page: whose reports, and that this is the summary."""
    return f"{batch.folder.name or '多份报告'} {NAME}"


def required(batch: Batch) -> list[Item]:
    """Return the items that have a column of their own: those that every report must have."""
    found = {v.item.rule: v.item for each in batch.summaries for v in each.verdicts}
    return [item for item in found.values() if item.group == "required"][:_MOST_COLUMNS]


def _unit(
    batch: Batch, number: int, each: Summary, items: Sequence[Item], others: Sequence[str]
) -> Unit:
    told = {verdict.item.rule: verdict for verdict in each.verdicts}
    return Unit(
        number=number,
        name=each.unit,
        year=str(each.facts.year or ""),
        verdicts=tuple(_word(told.get(item.rule)) for item in items),
        others=tuple(each.gaps(group) for group in others),
        remark=_remark(batch, each),
    )


def _word(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    mark = MARKS[verdict.outcome]
    if verdict.outcome is Outcome.PASS:
        return mark
    word = outcome_name(verdict.outcome, verdict.item.group)
    return f"{mark}{word[:_SHORT]}" if verdict.outcome in GAPS else mark


def _remark(batch: Batch, each: Summary) -> str:
    said = []
    if each.facts.kind is DocumentKind.OTHER:
        said.append("不像是年度报告")
    if each.path in batch.repeated:
        said.append("与前面一份相同")
    return "；".join(said)


def _lacks(batch: Batch) -> Iterator[Lack]:
    """Yield the items that some report lacks, the most often missing first."""
    counts: dict[str, Counter[Outcome]] = {}
    items: dict[str, Item] = {}
    units: dict[str, list[str]] = {}
    for each in batch.distinct:
        for verdict in each.verdicts:
            if verdict.outcome in GAPS:
                rule = verdict.item.rule
                items[rule] = verdict.item
                counts.setdefault(rule, Counter())[verdict.outcome] += 1
                units.setdefault(rule, []).append(each.unit)
    order = sorted(
        items.values(), key=lambda item: (not item.is_asked_for, -len(units[item.rule]))
    )
    for item in order:
        names, count = units[item.rule], counts[item.rule]
        yield Lack(
            title=item.title,
            group=GROUPS[item.group],
            missing=count[Outcome.MISSING] + count[Outcome.PROBLEM],
            partial=count[Outcome.PARTIAL],
            share=round(_WHOLE * len(names) / len(batch.distinct)),
            units=_listed(names),
        )


def _listed(names: Sequence[str]) -> str:
    shown = "、".join(names[:_MOST_NAMES])
    return f"{shown}等{len(names)}个单位" if len(names) > _MOST_NAMES else shown


def _file(batch: Batch, number: int, each: Summary) -> tuple[int, str, str, str]:
    first = batch.repeated.get(each.path)
    return number, batch.name(each.path), each.sha256, batch.name(first) if first else ""


def _pair(batch: Batch, pair: Alike) -> tuple[str, str, int, int]:
    shares = (round(_WHOLE * pair.share), round(_WHOLE * pair.other_share))
    return (_named(batch, pair.one), _named(batch, pair.other), *shares)


def _named(batch: Batch, each: Summary) -> str:
    return f"{each.unit}（{batch.name(each.path)}）"
