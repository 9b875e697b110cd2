"""Kind ``growth``: by how many per cent something grew or fell, worked out from its two values."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from app.amounts import (
    PERCENT,
    Amount,
    AmountRule,
    Amounts,
    have_in_common,
    is_near,
    is_of_years,
    old_and_new,
    own_words,
    percent,
)
from app.reading import Reading
from app.rule import NOTHING, Fault, Finding, Patterns, Sentence


class _Growth(NamedTuple):
    """A share that may be what a percentage says, and what it was worked out from."""

    share: float
    sum_: str
    amounts: tuple[Amount, ...]


class Growth(AmountRule):
    """Compares percentages after a word of ``more`` or ``less`` with the numbers beside them.

    These are an ``old`` and a ``new`` amount, or one of both and the ``change`` right before. Other
    words than ``than`` (同比) before the number name what grew, and must stand with the amounts, too.
    What falls by more than 100 per cent is wrong by itself (``over``).
    """

    kind: Literal["growth"]
    more: Patterns
    less: Patterns
    change: Patterns
    old: Patterns
    new: Patterns
    than: Patterns
    total: Patterns = NOTHING
    over: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with the percentages that are not right, pass when all are, 不适用 without any."""
        amounts = self.amounts(reading)
        checks: list[Fault | None] = []
        for rate in amounts:
            if rate.unit != PERCENT or not rate.is_plain:
                continue
            lead = rate.phrase[0], rate.start
            falls = reading.has(self.less, *lead)
            if falls and rate.value > 100:  # noqa: PLR2004
                checks.append(Fault(rate.phrase, self.over, self.suggestion))
            elif falls or reading.has(self.more, *lead):
                checks += self._compared(reading, amounts, rate, falls=falls)
        return self.conclusion(reading, checks)

    def _compared(
        self, reading: Reading, amounts: Amounts, rate: Amount, *, falls: bool
    ) -> list[Fault | None]:
        found = [
            each
            for each in self._worked_out(reading, amounts, rate, falls=falls)
            if not any(amount.is_rough for amount in each.amounts)
            and self._is_about(reading, rate, each.amounts)
            and is_of_years(rate, each.amounts)
        ]
        if not found:
            return []
        others = self._by_any(reading, amounts, rate, falls=falls)
        if any(is_near(100 * each.share, rate.value, rate.step / 2) for each in (*found, *others)):
            return [None]
        sum_ = f"{found[0].sum_}＝{percent(found[0].share, rate)}"
        return [self.fault([*found[0].amounts, rate], sum_, rate)]

    def _worked_out(
        self, reading: Reading, amounts: Amounts, rate: Amount, *, falls: bool
    ) -> Iterator[_Growth]:
        near = amounts.counts_before(rate)
        if not near:
            yield from self._of_total(reading, amounts, rate)
            return
        change = near[-1] if _has(reading, self.change, near[-1]) else None
        values = [each for each in near if each.unit == near[-1].unit and each is not change]
        counts = [each for each in values if not each.is_each] or values
        pair = old_and_new(reading, counts, self.old, self.new)
        if pair := pair or old_and_new(
            reading, values, self.old, self.new
        ):  # 平均用时由20天压缩到6天
            yield from _by_values(*pair)
        after = amounts[rate.at + 1 : rate.at + 2]
        if after and after[0].sentence == rate.sentence and _has(reading, self.old, after[0]):
            yield from _by_values(after[0], near[-1])
        if change is None:
            return
        old = next((each for each in reversed(values) if _has(reading, self.old, each)), None)
        if old:
            yield from _by_change(change, old.value, str(old), (old, change))
        elif values and self._is_about(reading, change, values[-1:]):
            sign, base = ("＋", change.value) if falls else ("－", -change.value)
            new = values[-1]
            yield from _by_change(
                change, new.value + base, f"（{new}{sign}{change}）", (new, change)
            )

    def _of_total(self, reading: Reading, amounts: Amounts, rate: Amount) -> Iterator[_Growth]:
        """Yield the growth of what the sentence before counts in all, where the old amount is in brackets."""
        after = amounts[rate.at + 1 : rate.at + 2]
        if not after or after[0].breaks != "(" or not _has(reading, self.old, after[0]):
            return
        if not reading.has(self.total, rate.phrase[0], rate.start):
            return
        news = amounts.before(after[0]._replace(depth=rate.depth), sentences=1)
        news = [each for each in news if each.at < rate.at]
        if news and after[0].sentence == rate.sentence:
            yield from _by_values(after[0], max(news, key=lambda each: each.value))

    def _by_any(
        self, reading: Reading, amounts: Amounts, rate: Amount, *, falls: bool
    ) -> Iterator[_Growth]:
        """Yield what comes out when the change is one of any amount before it: a total, not its last part."""
        near = amounts.counts_before(rate)
        if near and _has(reading, self.change, near[-1]):
            change = near[-1]
            for new in amounts.before(change):
                base = new.value + (change.value if falls else -change.value)
                yield from _by_change(change, base, str(new), (new, change))

    def _is_about(self, reading: Reading, amount: Amount, others: Sequence[Amount]) -> bool:
        """Tell whether an amount names no other subject than the others."""
        subject = own_words(
            reading, amount, self.more, self.less, self.change, self.than, self.total
        )
        return not subject or any(have_in_common(subject[-1], other.words) for other in others)


def _has(reading: Reading, phrases: Patterns, amount: Amount) -> bool:
    return reading.has(phrases, amount.phrase[0], amount.start)


def _by_values(old: Amount, new: Amount) -> Iterator[_Growth]:
    if old.value:
        more, less = (new, old) if new.value > old.value else (old, new)
        share = (more.value - less.value) / old.value
        yield _Growth(share, f"（{more}－{less}）÷{old}", (old, new))


def _by_change(
    change: Amount, base: float, written: str, involved: tuple[Amount, ...]
) -> Iterator[_Growth]:
    if base > 0:
        yield _Growth(change.value / base, f"{change}÷{written}", involved)
