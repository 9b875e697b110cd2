"""What the office entered in its ledger, beside what a new check of the report finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from app.fold import fold_text
from app.model import UNDECIDED, Outcome, Report, Result
from app.report.checklist import UNKNOWN
from app.report.entries import IS_FINE, IS_WRONG, Entry
from app.report.tasks import Key, Task, tasks

_ALIKE = 0.6
_CLEAN = frozenset({Outcome.PASS, Outcome.NOT_APPLICABLE})


class Standing(StrEnum):
    """What became of one thing to do since the ledger was written."""

    OPEN = "open"
    CLOSED = "closed"
    NEW = "new"
    UNKNOWN = "unknown"


STANDINGS = {
    Standing.OPEN: "仍未解决",
    Standing.CLOSED: "已解决",
    Standing.NEW: "新发现",
    Standing.UNKNOWN: "无法对照",
}
STANDING_MARKS = {
    Standing.OPEN: "×",
    Standing.CLOSED: "√",
    Standing.NEW: "＋",
    Standing.UNKNOWN: "？",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do in ledger and re-check; ``note`` says in words what else is to be known.

    ``task`` is None when the re-check no longer finds it, ``entry`` when the ledger had no such row.
    """

    standing: Standing
    task: Task | None
    entry: Entry | None
    note: str = ""


@dataclass(frozen=True)
class Recheck:
    """All items: those that the re-check finds in their order, then the others in the ledger's."""

    items: tuple[Item, ...]
    confirmed: Mapping[str, Entry]
    """What the office confirmed in the full list on items without a gap, by rule."""

    def count(self, standing: Standing) -> int:
        """Return how many items stand so."""
        return Counter(item.standing for item in self.items)[standing]

    def of(self, standing: Standing) -> tuple[Item, ...]:
        """Return the items that stand so."""
        return tuple(item for item in self.items if item.standing is standing)

    @property
    def gone(self) -> tuple[Item, ...]:
        """The items of the ledger that the re-check does not find."""
        return tuple(item for item in self.items if item.task is None)


def compare(entries: Sequence[Entry], report: Report) -> Recheck:
    """Return what became of each of ``entries`` in ``report``, and what is new there.

    A row is known again by its key; when its sentence or its passage was reworded, by rule and
    likeness; an item that lacked altogether, by its rule. No row of the ledger is left out.
    """
    found = tasks(report)
    paired = _paired(found, [entry for entry in entries if entry.key and not entry.is_item])
    items = [_found_item(task, paired.get(number)) for number, task in enumerate(found)]
    used = {id(entry) for entry, _ in paired.values()}
    taken = Counter(entry.key for entry, _ in paired.values())
    results = {result.rule: result for result in report.results}
    still = Counter(task.key.rule for task in found)
    rest = [entry for entry in entries if id(entry) not in used]
    items += [
        _gone_item(entry, results, taken, still) for entry in rest if not _agrees(entry, results)
    ]
    return Recheck(tuple(items), {_key(entry).rule: entry for entry in entries if entry.is_item})


_Paired = Mapping[int, tuple[Entry, str]]


def _paired(found: Sequence[Task], entries: Sequence[Entry]) -> _Paired:
    """Return for the number of each task the entry on it and a note; one task, one entry."""
    pairs: dict[int, tuple[Entry, str]] = {}
    free = list(entries)
    for fits, note in _WAYS:
        by_rule: dict[str, list[Entry]] = {}
        for entry in free:
            by_rule.setdefault(_key(entry).rule, []).append(entry)
        for number, task in enumerate(found):
            if number in pairs:
                continue
            rivals = by_rule.get(task.key.rule, [])
            like = next((e for e in rivals if fits(_key(e), task.key)), None)
            if like is not None:
                rivals.remove(like)
                pairs[number] = like, note
        used = {id(entry) for entry, _ in pairs.values()}
        free = [entry for entry in free if id(entry) not in used]
    return pairs


def _key(entry: Entry) -> Key:
    return entry.key or Key("")


def _is_alike(old: Key, new: Key) -> bool:
    if not old.passage or not new.passage:
        return False
    matcher = SequenceMatcher(None, old.passage, new.passage, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE:
        return False
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


_REWORDED = "原文有改动，请重新核对"
_WAYS: tuple[tuple[Callable[[Key, Key], bool], str], ...] = (
    (lambda old, new: old == new, ""),
    (lambda old, new: old.passage == new.passage, ""),
    (_is_alike, _REWORDED),
    (lambda old, _: not old.passage, "这一项已有改动，还没有完全到位"),
)


def _found_item(task: Task, pair: tuple[Entry, str] | None) -> Item:
    if pair is None:
        return Item(Standing.NEW, task, None)
    entry, note = pair
    said = f"台账写“{_said(entry)}”，复查仍有" if entry.is_said_done else ""
    fine = "人工已确认没有问题" if entry.confirmed == IS_FINE else ""
    return Item(Standing.OPEN, task, entry, "；".join(part for part in (said, fine, note) if part))


def _said(entry: Entry) -> str:
    closed = f"{entry.closed}销号" if entry.closed else ""
    return "，".join(part for part in (entry.progress, closed) if part)


def _gone_item(
    entry: Entry, results: Mapping[str, Result], taken: Counter[Key | None], still: Counter[str]
) -> Item:
    standing, note = Standing.UNKNOWN, ""
    result = results.get(_key(entry).rule)
    if entry.key is None:
        note = "这一行是单位自行添加的，请人工核对"
    elif result is None:
        note = "现在使用的规则里没有这一项，请人工核对"
    elif entry.is_item:
        note = _note_on_item(result)
    elif taken[entry.key]:
        note = "与另一行重复"
    elif result.outcome in UNDECIDED:
        note = f"这次没有得出结论，请人工核对：{result.message}"
    else:
        standing, note = Standing.CLOSED, _note_on_closed(result, still[result.rule])
    return Item(standing, None, entry, note)


def _agrees(entry: Entry, results: Mapping[str, Result]) -> bool:
    """Tell whether ``entry`` only confirms an item in which the re-check finds nothing either."""
    result = results.get(_key(entry).rule)
    is_clean = result is not None and result.outcome in _CLEAN
    return entry.is_item and entry.confirmed != IS_WRONG and is_clean


def _note_on_item(result: Result) -> str:
    if result.outcome in _CLEAN:
        return "软件没有发现问题，人工曾确认有问题，请人工核对"
    return "上次这一项没有发现问题，这次发现了，请重新确认"


def _note_on_closed(result: Result, others: int) -> str:
    if result.outcome is Outcome.NOT_APPLICABLE:
        return "现在的报告不涉及这一项"
    return f"这一处已没有，同一项还有 {others} 处" if others else ""


def doubts(facts: Mapping[str, str], report: Report) -> tuple[str, ...]:
    """Return why a ledger with ``facts`` may belong to another report than ``report``; else nothing."""
    said = report.document.facts
    unit, year = (facts.get(name, UNKNOWN) for name in ("报告单位", "报告年度"))
    found = []
    if unit != UNKNOWN and said.unit and not _is_same_unit(unit, said.unit):
        found.append(f"台账是“{unit}”的，报告是“{said.unit}”的。")
    if year != UNKNOWN and said.year and year != f"{said.year}年":
        found.append(f"台账是{year}度的，报告是{said.year}年度的。")
    return tuple(found)


def is_unchanged(facts: Mapping[str, str], report: Report) -> bool:
    """Tell whether the report is byte for byte the one that the ledger was written on."""
    return facts.get("文件校验值（SHA-256）") == report.document.source.sha256


def _is_same_unit(one: str, other: str) -> bool:
    # A unit may be written with or without the county before it.
    shorter, longer = sorted((fold_text(one), fold_text(other)), key=len)
    return longer.endswith(shorter)
