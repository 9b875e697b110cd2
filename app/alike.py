"""Which of many reports are so alike that one was copied from the other.

What most reports say word for word, the stock phrases, tells nothing and is left out; so are figures.
The cost grows with the number of reports, not with that of their pairs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from app.fold import fold
from app.similarity import made_of, runs_of

ENOUGH = 0.3
"""The part of a report that makes it worth comparing with another one by eye."""

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_CLAUSE = re.compile(r"[^,。;:!?\n]{8,}")
_WITH_MARK = re.compile(rf"({_CLAUSE.pattern})[,。;:!?\n]?")
_SKETCH = 24
_NEARLY_SAME = 0.6  # of the sketches
_STOCK = 0.2  # of the reports, copies of one another counted once
_FEWEST = 4
_WORTH_A_LOOK = 0.1
_OWN = 200  # characters that a report must have left to be compared
_NEAREST = 3
_CROWD = 30
_PASSAGES = 3
_SHORTEST = 24
_GAP = "\0"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their numbers; which part, 0 to 1, of the one stands in the other and the reverse.

    ``passages`` are the longest stretches of ``one`` that stand in ``other``, figures aside.
    """

    one: int
    other: int
    share: float
    other_share: float
    passages: tuple[str, ...]

    @property
    def likeness(self) -> float:
        """The larger of the two parts."""
        return max(self.share, self.other_share)


def pairs(texts: Sequence[str]) -> Iterator[Pair | None]:
    """Yield None after each step, so that the caller can stop, and the pairs that are alike.

    Of a group that copied all the same text, each is paired with the first.
    """
    folded = []
    for text in texts:
        folded.append(_FIGURE.sub("0", fold(text).text))
        yield None
    clauses = [dict.fromkeys(_CLAUSE.findall(text)) for text in folded]
    leaders = _leaders(clauses)
    yield None
    stock = _stock([clauses[each] for each in dict.fromkeys(leaders)])
    own = [_own(text, stock) for text in folded]
    yield None
    runs: dict[int, set[str]] = {}
    for one, other in _candidates(clauses, leaders, stock, own):
        if one not in runs:  # the candidates of one come one after the other
            runs = {one: _runs(own[one])}
        found = _compared(one, other, own, runs[one])
        yield _quoted(found, texts) if found.likeness >= ENOUGH else None


def _leaders(clauses: Sequence[dict[str, None]]) -> list[int]:
    """Return for each text the first one that is nearly the same, itself where there is none."""
    holders: dict[int, list[int]] = {}
    leaders = []
    for number, mine in enumerate(clauses):
        # The clauses with the smallest sums stand for all: nearly equal texts have nearly the same.
        sketch = sorted({crc32(clause.encode()) for clause in mine})[:_SKETCH]
        common = Counter(leader for each in sketch for leader in holders.get(each, ()))
        leader, count = max(common.items(), key=lambda pair: pair[1], default=(number, 0))
        if count < _NEARLY_SAME * len(sketch):
            leader = number
        if leader == number:
            for each in sketch:
                holders.setdefault(each, []).append(number)
        leaders.append(leader)
    return leaders


def _stock(clauses: Sequence[dict[str, None]]) -> set[str]:
    """Return the clauses that too many texts have."""
    counts = Counter(clause for each in clauses for clause in each)
    most = max(_FEWEST, _STOCK * len(clauses))
    return {clause for clause, count in counts.items() if count > most}


def _own(text: str, stock: set[str]) -> str:
    """Return ``text`` with a gap in place of each stock clause."""
    return _WITH_MARK.sub(lambda found: _GAP if found[1] in stock else found[0], text)


def _candidates(
    clauses: Sequence[dict[str, None]], leaders: Sequence[int], stock: set[str], own: Sequence[str]
) -> list[tuple[int, int]]:
    """Return the pairs that are worth a closer look: the nearest of each text."""
    nearest: dict[int, list[tuple[int, int]]] = {}
    for (one, other), length in _in_common(clauses, leaders, stock).items():
        if length >= _WORTH_A_LOOK * max(_OWN, min(len(own[one]), len(own[other]))):
            nearest.setdefault(one, []).append((length, other))
            nearest.setdefault(other, []).append((length, one))
    found = {(leader, number) for number, leader in enumerate(leaders) if leader != number}
    for one, others in nearest.items():
        for _, other in sorted(others, reverse=True)[:_NEAREST]:
            found.add((min(one, other), max(one, other)))
    return sorted(found)


def _in_common(
    clauses: Sequence[dict[str, None]], leaders: Sequence[int], stock: set[str]
) -> Counter[tuple[int, int]]:
    """Return how many characters of whole clauses two texts have in common, copies of others left out."""
    holders: dict[str, list[int]] = {}
    for number in dict.fromkeys(leaders):
        for clause in clauses[number]:
            if clause not in stock:
                holders.setdefault(clause, []).append(number)
    common: Counter[tuple[int, int]] = Counter()
    for clause, having in holders.items():
        # Of many that have it, each is paired with those that follow: enough to find a partner.
        for step in range(1, min(len(having), _CROWD)):
            for pair in zip(having, having[step:], strict=False):
                common[pair] += len(clause)
    return common


def _compared(one: int, other: int, own: Sequence[str], runs: set[str]) -> Pair:
    mine, its = own[one], own[other]
    is_same = mine == its  # as when only figures were changed
    here = made_of(mine, runs if is_same else _runs(its))
    there = here if is_same else made_of(its, runs)
    longest = sorted(here, key=lambda run: run[0] - run[1])[:_PASSAGES]
    passages = tuple(mine[start:end] for start, end in longest if end - start >= _SHORTEST)
    return Pair(one, other, _share(here, mine), _share(there, its), passages)


def _runs(text: str) -> set[str]:
    """Return all runs of ``text`` but for those over a gap."""
    found = runs_of(text)
    return {run for run in found if _GAP not in run} if _GAP in text else found


def _share(stretches: Sequence[tuple[int, int]], text: str) -> float:
    length = len(text) - text.count(_GAP)
    return min(1.0, sum(end - start for start, end in stretches) / max(_OWN, length))


def _quoted(pair: Pair, texts: Sequence[str]) -> Pair:
    """Return ``pair`` with its passages as they are written in the first text."""
    text = texts[pair.one]
    shadow = fold(text)
    passages = []
    for passage in pair.passages:
        words = _FIGURE.pattern.join(map(re.escape, passage.split("0")))
        if found := re.search(words, shadow.text):
            passages.append(text[slice(*shadow.span(*found.span()))].strip("，。；、：\n "))
    return replace(pair, passages=tuple(passages))
