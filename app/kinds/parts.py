"""Kind ``parts``: a total, and the parts that are given after it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from app.amounts import (
    PERCENT,
    Amount,
    AmountRule,
    Amounts,
    added_up,
    adds_up,
)
from app.reading import Reading
from app.rule import NOTHING, Fault, Finding, Patterns, Strict

_LOOSE = (",", ":")
_NO_BRACKETS = str.maketrans("", "", "()")
_FARTHEST = 30
_PERSON = "人"
_LEAD = 4
_PAIR = 2
_TAIL = 4
_BREAK = re.compile("[,、:;。!?\n()]")


class Division(Strict):
    """Words for the parts of one whole (维持, 驳回 …); ``complete`` when there are no others."""

    words: tuple[str, ...]
    complete: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """Parts that stand in one list: ``totals`` may be their total, ``near`` is if it is near.

    It ``is_closed`` where the last part is the rest: none of them can be left out.
    """

    parts: list[Amount]
    totals: list[Amount]
    is_tight: bool
    is_closed: bool
    is_complete: bool
    near: Amount | None


class Parts(AmountRule):
    """Compares the parts after a ``head`` (其中), in brackets or after a colon with the total before.

    Parts that come to more than the total are wrong unless they are ``overlapping``; parts that come
    to less only where one of them is the ``rest``, where they are a complete division, or where no
    more than the share ``gap`` is absent and the list is not ``open``. Parts need no head where
    their words are of one of the ``divisions``. In a list with commas, words of ``other`` begin
    something else, and a ``total`` after the list is theirs. Words of ``apart`` between a total and
    a first part without head show that the parts are of something else. Where nothing alike was counted,
    the total of a complete division may be of something with one person each: 36个单位的``persons``.
    """

    kind: Literal["parts"]
    head: Patterns
    rest: Patterns
    open: Patterns = NOTHING
    overlapping: Patterns = NOTHING
    other: Patterns = NOTHING
    total: Patterns = NOTHING
    apart: Patterns = NOTHING
    persons: Patterns = NOTHING
    divisions: tuple[Division, ...] = ()
    gap: float = 0.1

    def check(self, reading: Reading) -> Finding:
        """Return problem where parts and total do not agree, pass where they do, 不适用 without any."""
        amounts = self.amounts(reading)
        lists = [*self._headed(reading, amounts), *self._adjacent(reading, amounts)]
        checks: dict[int, Fault | None] = {}
        for each in lists:
            first = each.parts[0].at
            if first not in checks and not self._is_spoilt(reading, amounts, each):
                checks[first] = self._compared(reading, amounts, each)
        return self.conclusion(reading, list(checks.values()))

    def _headed(self, reading: Reading, amounts: Amounts) -> Iterator[_List]:
        for head in reading.every(self.head, 0, len(reading.text)):
            at = amounts.starting(head[1])
            if at == len(amounts):
                return
            first = amounts[at]
            sentence = reading.sentence(head[0])
            between = reading.text[head[1] : first.start]
            if first.start >= sentence[1] or len(between) > _FARTHEST or _far(between):
                continue
            for part in (first, *_beside(amounts, first)):
                totals = [each for each in amounts.before(part) if each.end <= head[0]]
                is_near = totals and totals[-1].at >= at - 2
                if not totals and head[0] - sentence[0] <= _LEAD:
                    totals = amounts.before(part, sentences=1)
                found = self._list(reading, amounts, part, totals, totals[-1] if is_near else None)
                if not totals and found.is_complete and part.unit == _PERSON:
                    found.totals.extend(self._posts(reading, amounts, part))
                yield found

    def _posts(self, reading: Reading, amounts: Amounts, part: Amount) -> list[Amount]:
        """Return the last amount of the sentence before a part that counts what has one person each."""
        for each in amounts.back(part):
            if each.sentence != part.sentence:
                break
            if reading.has(self.persons, each.end, each.end + len(each.tail)):
                first = amounts[each.at - 1 : each.at]
                is_list = first and first[0].sentence == each.sentence
                is_more = is_list and each.breaks in ("", "、")  # 14个乡镇、42个部门主要负责人
                is_all = not is_more or reading.has(self.total, *each.phrase)
                is_like = each.is_plain and each.depth == part.depth
                return [each] if is_all and is_like else []
        return []

    def _adjacent(self, reading: Reading, amounts: Amounts) -> Iterator[_List]:
        """Yield the lists right after a total: in brackets, after a colon, or as a division."""
        for total, first in pairwise(amounts):
            is_opened = first.breaks in ("(", ":", "(:") and not total.tail
            is_divided = first.breaks == "," and self._division([first]) is not None
            if total.unit != first.unit or not (is_opened or is_divided):
                continue
            if is_divided and reading.has(self.apart, total.phrase[0], first.start):
                continue
            totals = [total] if is_opened else amounts.before(first)
            found = self._list(reading, amounts, first, totals, total)
            if len(found.parts) > 1 and (is_opened or self._is_divided(found, total)):
                yield found

    def _is_divided(self, found: _List, total: Amount) -> bool:
        """Tell whether a list is made up of the words of one division, and the total is no part of it."""
        division = self._division(found.parts)
        last = total._replace(lead=total.lead[-_LEAD:])  # 满意度测评收回问卷 is none of 满意
        if division is None or self._division([last]) is not None:
            return False
        firsts = {min(word for word in division.words if word in p.lead) for p in found.parts}
        return found.is_tight or len(firsts) == len(found.parts) >= _PAIR

    def _list(
        self,
        reading: Reading,
        amounts: Amounts,
        first: Amount,
        totals: Sequence[Amount],
        near: Amount | None,
    ) -> _List:
        parts, is_tight = [first], True
        is_same = reading.has(self.other, *first.phrase)
        for part, breaks in _in_line(amounts, first):
            is_total = part.value == max((t.value for t in totals), default=0)  # named again
            if is_total or reading.has(self.head, *part.phrase):
                break
            if breaks:
                if part.value > max((t.value for t in totals), default=part.value):
                    break  # 其中新增17人，累计达到170人
                is_rest = reading.has(self.rest, *part.phrase)
                is_loose = len(parts) == 1 or not is_tight
                is_other = not is_same and reading.has(self.other, *part.phrase)
                if not is_rest and (not is_loose or is_other):
                    break
                is_tight = is_tight and is_rest
            parts.append(part)
        division = self._division(parts) if len(parts) > 1 else None
        is_closed = len(parts) > 1 and reading.has(self.rest, *parts[-1].phrase)
        is_complete = is_closed or (division is not None and division.complete)
        plain = [total for total in totals if total.is_plain]
        return _List(parts, plain, is_tight, is_closed, is_complete, near)

    @cached_property
    def _words(self) -> list[tuple[re.Pattern[str], Division]]:
        """What finds the words of each division, and before that of any, to pass over most amounts."""
        found = [(_either(division.words), division) for division in self.divisions]
        every = [word for division in self.divisions for word in division.words]
        return [(_either(every), Division(words=())), *found]

    def _division(self, parts: Sequence[Amount]) -> Division | None:
        """Return the division to which all parts belong."""
        (any_word, _), *divisions = self._words
        if not any_word.search(parts[0].lead):
            return None
        leads = [part.lead for part in parts]
        return next((each for words, each in divisions if all(map(words.search, leads))), None)

    def _is_spoilt(self, reading: Reading, amounts: Amounts, found: _List) -> bool:
        """Tell whether there is nothing to compare: no total, rounded parts, or a total of their own."""
        last = found.parts[-1]
        following = next(iter(amounts.after(last)), None)
        return (
            not found.totals
            or not all(part.is_plain for part in found.parts)
            or (following is not None and reading.has(self.total, *following.phrase))
        )

    def _compared(self, reading: Reading, amounts: Amounts, found: _List) -> Fault | None:
        parts, totals = found.parts, found.totals
        more = amounts.after(parts[-1])
        is_whole = found.is_closed and not parts[-1].tail
        is_whole = is_whole and all(part.breaks == "、" for part in parts[1:])
        least = len(parts) if is_whole else min(2, len(parts))
        lists = [parts[:size] for size in range(least, len(parts) + 1)]
        lists += [parts + more[:size] for size in range(1, len(more) + 1)]
        if any(adds_up(each, total) for each in lists for total in totals):
            return None
        sum_ = _sum(parts)
        greatest = max(totals, key=lambda total: total.value)
        stretch = parts[0].phrase[0], parts[-1].end
        if sum_ > greatest.value:
            is_within = any(sum_ <= _sum(some) for some in _together(totals))
            overlap = is_within or self._overlap(reading, parts)
            return None if overlap else self._fault(found.near or greatest, parts)
        total = found.near if found.near and found.near.value > sum_ else greatest
        is_near = found.near is total or self._is_beyond(found, total)
        is_short = found.is_tight and len(parts) > 1 and is_near
        is_open = reading.has(self.open, stretch[0], parts[-1].end + len(parts[-1].tail))
        nearly = is_short and not is_open and total.value - sum_ <= max(1, self.gap * total.value)
        return self._fault(total, parts) if found.is_complete or nearly else None

    def _is_beyond(self, found: _List, total: Amount) -> bool:
        """Tell whether parts come to more than the nearest total, and belong to the one before it."""
        near = found.near
        return near is not None and len(found.parts) > _PAIR and total.value > near.value

    def _overlap(self, reading: Reading, parts: Sequence[Amount]) -> bool:
        """Tell whether parts may be counted twice; those of a complete division are not."""
        division = self._division(parts)
        return not (division and division.complete) and reading.has(
            self.overlapping, parts[0].phrase[0], parts[-1].end + _TAIL
        )

    def _fault(self, total: Amount, parts: Sequence[Amount]) -> Fault:
        return self.fault([total, *parts], added_up(parts), total)


def _sum(amounts: Sequence[Amount]) -> float:
    return sum(amount.value for amount in amounts)


def _together(totals: Sequence[Amount]) -> list[Sequence[Amount]]:
    """Return the last totals that stand in one list, and so may have their parts in common."""
    first = len(totals) - 1
    while (
        first > 0 and totals[first].breaks == "、" and totals[first - 1].at == totals[first].at - 1
    ):
        first -= 1
    return [totals[at:] for at in range(first, len(totals) - 1)]


def _either(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")


def _in_line(amounts: Amounts, first: Amount) -> Iterator[tuple[Amount, str]]:
    """Yield the amounts of the same unit that go on a list, and the comma or colon before, if any.

    Between them may be brackets, percentages, and amounts that count the same in another unit.
    """
    breaks = ""
    for part in amounts.on(first):
        if part.sentence != first.sentence or part.depth < first.depth:
            return
        breaks += part.breaks
        if part.depth > first.depth or part.unit == PERCENT != first.unit:
            continue
        if part.unit != first.unit:
            if part.breaks and first.unit not in [each.unit for each in _beside(amounts, part)]:
                return
            continue
        marks = breaks.translate(_NO_BRACKETS)
        if marks not in ("", "、", *_LOOSE):
            return
        yield part, marks.strip("、")
        breaks = ""


def _beside(amounts: Amounts, first: Amount) -> Sequence[Amount]:
    """Return the amount right beside another that counts the same in another unit: 9批126人次."""
    return [each for each in amounts[first.at + 1 : first.at + 2] if not each.breaks]


def _far(between: str) -> bool:
    """Tell whether more than one comma lies between a head and the first part."""
    return len(_BREAK.findall(between)) > 1
