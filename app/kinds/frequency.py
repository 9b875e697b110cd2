"""Kind ``frequency``: so many for each span or each of a group, and how many that makes."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from app.amounts import Amount, AmountRule, Amounts, own_words
from app.reading import Reading
from app.rule import NOTHING, Fault, Finding, Patterns, Strict

_BACK = 6
_NEAR = 3
_WORD = 2
_AVERAGE = "均"
_EACH = "每"
_PEOPLE = ("人", "人次")


class Span(Strict):
    """A span of time after 每: how many of it make a year, ``most`` where that is not exact."""

    find: Patterns
    times: int
    most: int | None = None


class _Product(NamedTuple):
    """From how many to how many there should be, and the multiplication that says so."""

    least: float
    most: float
    sum_: str


class Frequency(AmountRule):
    """Compares so many for each of ``spans`` or ``member`` of a group with the count in the same sentence.

    The count stands without words of its own but ``filler``, or is the ``total`` of what was named
    before, and no ``other``; it may stand before a frequency without words. With words of ``undone``
    behind it (一场不落) it is none. Spans are not compared in sentences about a ``part`` of a year. For
    each ``member`` of a group (每村) it must be said how many there are, and of no others
    (``besides``, ``joined``); ``each`` stands behind the group instead (9个村各5名). Such a count may
    name those who were ``there``, or what was named before. A name for what is done ``once`` in each
    span (“每月一案”) has a total of its own behind it. What is done in a ``rhythm`` (每半年1次的安排) is
    counted by the amount right behind.
    """

    kind: Literal["frequency"]
    spans: tuple[Span, ...]
    member: Patterns
    each: Patterns = NOTHING
    once: Patterns = NOTHING
    rhythm: Patterns = NOTHING
    filler: Patterns
    there: Patterns = NOTHING
    total: Patterns
    other: Patterns = NOTHING
    besides: Patterns = NOTHING
    joined: Patterns = NOTHING
    undone: Patterns = NOTHING
    part: Patterns = NOTHING

    def check(self, reading: Reading) -> Finding:
        """Return problem with the counts that are not so many, pass when all are, 不适用 without any."""
        amounts = self.amounts(reading)
        checks: list[Fault | None] = []
        for each in amounts:
            if each.is_each and (each.is_least or not each.is_rough):
                checks += self._compared(reading, amounts, each)
        checks += self._once_each(reading, amounts)
        return self.conclusion(reading, checks)

    def _once_each(self, reading: Reading, amounts: Amounts) -> Iterator[Fault | None]:
        """Compare a name for something done ``once`` in each span (“每月一案”) with the count behind it."""
        for start, end in reading.every(self.once, 0, len(reading.text)):
            span = next((s for s in self.spans if reading.has(s.find, start, end)), None)
            found = amounts[amounts.starting(end) : amounts.starting(end) + 1]
            sentence = reading.sentence(start)
            if span is None or not found or found[0].start >= sentence[1]:
                continue
            count = found[0]
            is_total = reading.has(self.total, *count.phrase) and not self._own(reading, count)
            is_behind = count.is_plain and len(count.tail) < _WORD and is_total
            if not is_behind or reading.has(self.part, *sentence):
                continue
            if count.value == span.times:
                yield None
            else:
                phrase = reading.text[start : count.end]
                yield Fault((start, count.end), f"{phrase}，应为{span.times}", self.suggestion)

    def _compared(
        self, reading: Reading, amounts: Amounts, each: Amount
    ) -> Iterator[Fault | None]:
        span, group = self._span(reading, each), self._group(reading, each)
        is_unknown = span is None and _EACH in group  # 每人每班次: how often that is, nobody says
        if is_unknown or (span is None and not group):
            return
        sentence = reading.sentence(each.start)
        count = self._count(reading, amounts, each, group)
        if count is None or (span and reading.has(self.part, *sentence)):
            return
        tail = count.end, count.end + len(count.tail)
        if (group and count.is_each) or reading.has(self.undone, *tail):
            return
        groups = self._groups(reading, amounts, each, count, group) if group else []
        has_more = group and reading.has(self.besides, each.end, max(each.end, count.start))
        if has_more or (group and not groups):
            return
        products = [_product(each, span, some) for some in groups] or [_product(each, span, ())]
        others = [_product(each, span, (other,)) for other in _factors(amounts, count, each)]
        more = [
            _product(each, span, (*some, times))
            for times in _factors(amounts, count, each)
            for some in groups
            if times not in some
        ]
        allowed = [*products, *([_product(each, span, ()), *others] if span else []), *more]
        if any(_is_right(product, count, each) for product in allowed):
            yield None
        else:
            phrase = reading.text[slice(*each.phrase)]
            yield self.fault([each, count], f"{phrase}，{products[0].sum_}", count)

    def _span(self, reading: Reading, each: Amount) -> Span | None:
        """Return the span of which so many are stated, the nearest one before the number."""
        start = max(reading.sentence(each.start)[0], each.phrase[0] - _BACK)
        found = [
            (match[0], match[1] - match[0], at)
            for at, span in enumerate(self.spans)
            for match in reading.every(span.find, start, each.start)
        ]
        return self.spans[max(found)[2]] if found else None

    def _group(self, reading: Reading, each: Amount) -> str:
        """Return the words that name of what group so many are stated for each."""
        if word := reading.first(self.member, *each.phrase):
            return reading.text[word[1] : each.start]
        word = None if each.breaks else reading.first(self.each, *each.phrase)
        return reading.text[each.phrase[0] : word[0]] if word else ""

    def _groups(
        self, reading: Reading, amounts: Amounts, each: Amount, count: Amount, group: str
    ) -> list[tuple[Amount, ...]]:
        """Return the amounts that say how many of the group there are, and all ways to add them up."""
        found: dict[Amount, None] = {}
        for other in _members(amounts, each, count, group):
            is_joined = reading.has(self.joined, other.phrase[0], other.start)
            if is_joined or other.breaks.endswith("、"):
                before = amounts[other.at - 1 : other.at]
                is_list = other.breaks in ("", "、") and before and before[0].is_plain
                if not is_list or before[0].sentence != other.sentence:
                    continue  # 镇机关和9个村各1名: there are more than 9
                if before[0] not in (each, count):
                    found[before[0]] = None
            found[other] = None
        return [some for size in range(1, len(found) + 1) for some in combinations(found, size)]

    def _count(
        self, reading: Reading, amounts: Amounts, each: Amount, group: str
    ) -> Amount | None:
        """Return the amount that says how many that makes in all."""
        following = (
            other
            for other in amounts[each.at + 1 : each.at + 1 + _NEAR]
            if other.sentence == each.sentence and _is_like(each, other)
        )
        count = next(following, None)
        if count and self._is_total(reading, count, group):
            return count
        if count and self._is_in_rhythm(reading, each, count) and not group:
            return count
        before = amounts[each.at - 1] if each.at else each
        is_next = before.sentence == each.sentence and each.breaks in ("", ",", "、", "(")
        is_next = is_next and not each.tail
        if is_next and before.is_plain and _is_like(each, before):
            said = reading.text[reading.sentence(each.start)[0] : before.start]
            own = self._own(reading, each)
            return before if not own or (own == [group] and group in said + before.lead) else None
        return None

    def _is_total(self, reading: Reading, count: Amount, group: str) -> bool:
        """Tell whether an amount after a frequency says how many that makes."""
        if count.is_rough or (count.is_each and self._group(reading, count) == ""):
            return False
        if count.breaks == "、" and not count.lead:
            return False  # 各配法律顾问1名、6名法律明白人
        own = self._own(reading, count)
        if group:
            said = reading.text[reading.sentence(count.start)[0] : count.phrase[0]]
            is_there = reading.has(self.there, count.phrase[0], count.start)
            return (
                is_there or all(word in said for word in own) or self._is_resumed(reading, count)
            )
        return not own or self._is_resumed(reading, count)

    def _is_in_rhythm(self, reading: Reading, each: Amount, count: Amount) -> bool:
        """Tell whether an amount right behind a frequency counts what is done in its rhythm."""
        is_next = count.at == each.at + 1 and not count.breaks and count.is_plain
        return is_next and reading.has(self.rhythm, each.end, count.start)

    def _is_resumed(self, reading: Reading, count: Amount) -> bool:
        """Tell whether a total for the year counts what was named before: its last word is known."""
        said = reading.text[reading.sentence(count.start)[0] : count.phrase[0]]
        is_other = reading.has(self.other, *count.phrase)
        return reading.has(self.total, *count.phrase) and all(
            words in said or (words[-_WORD:] in said and not is_other)
            for words in self._own(reading, count)
        )

    def _own(self, reading: Reading, amount: Amount) -> list[str]:
        """Return the words before an amount that say what is counted."""
        spans = (span.find for span in self.spans)
        return own_words(reading, amount, self.filler, self.member, self.each, *spans)


def _is_like(each: Amount, other: Amount) -> bool:
    return other.unit == each.unit or (each.unit, other.unit) == _PEOPLE


def _members(amounts: Amounts, each: Amount, count: Amount, group: str) -> list[Amount]:
    """Return the amounts near by that count what the words of a group name."""
    return [
        other
        for other in amounts[max(0, each.at - 2 * _NEAR) : each.at + 2 * _NEAR]
        if other.sentence == each.sentence
        and other not in (each, count)
        and other.is_plain
        and (
            group.startswith(other.unit)
            or group[0] in other.tail[:_WORD]
            or (len(other.tail) > 1 and other.tail[:_WORD] in group)
        )
    ]


def _factors(amounts: Amounts, count: Amount, each: Amount) -> list[Amount]:
    """Return other amounts of the sentence that may say by how many something is done so often."""
    return [
        other
        for other in amounts[max(0, each.at - 2 * _NEAR) : count.at]
        if other.sentence == each.sentence and other is not each and other.is_plain
    ]


def _product(each: Amount, span: Span | None, groups: Sequence[Amount]) -> _Product:
    times, most = (span.times, span.most or span.times) if span else (1, 1)
    several = sum(other.value for other in groups) if groups else 1
    least = each.value * times * several
    factors = [
        f"{each.value:g}",
        *([f"{times}"] if span else []),
        *([f"{several:g}"] if groups else []),
    ]
    return _Product(least, each.value * most * several, f"{'×'.join(factors)}＝{least:g}")


def _is_right(product: _Product, count: Amount, each: Amount) -> bool:
    """Tell whether a count is what it should be, at least if that is stated, about if on average."""
    if each.is_least:
        return count.value >= product.least
    if _AVERAGE in each.lead and each.value:
        share = product.least / each.value
        return abs(count.value / share - each.value) <= each.step / 2
    return product.least <= count.value <= product.most
