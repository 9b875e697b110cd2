"""Kind ``change``: what something was, what it is now, and by how much it changed."""

from collections.abc import Iterator
from typing import Literal

from app.amounts import (
    PERCENT,
    POINTS,
    Amount,
    AmountRule,
    Amounts,
    have_in_common,
    is_listed,
    is_near,
    is_of_years,
    old_and_new,
    own_words,
    slack_of,
    whole_before,
    written,
)
from app.reading import Reading
from app.rule import NOTHING, Fault, Finding, Patterns

_AVERAGE = "平均"


class Change(AmountRule):
    """Compares an amount of ``change`` with the ``old`` and the ``new`` amount before it.

    An old amount that comes second (本年64次，上年为81次) belongs to the one before it, unless words
    of another subject stand between them. A new amount in a list of ``part`` may be the last of the
    parts or their total. Words before the change, other than ``than`` (同比), must
    stand with the amounts, too.
    """

    kind: Literal["change"]
    change: Patterns
    old: Patterns
    new: Patterns
    than: Patterns
    part: Patterns = NOTHING

    def check(self, reading: Reading) -> Finding:
        """Return problem with changes that are not the difference, pass when all are, 不适用 without any."""
        amounts = self.amounts(reading)
        checks: list[Fault | None] = []
        for amount in amounts.near():
            is_change = reading.has(self.change, amount.phrase[0], amount.start)
            if is_change and not amount.is_rough:
                checks += self._compared(reading, amounts, amount)
        return self.conclusion(reading, checks)

    def _compared(
        self, reading: Reading, amounts: Amounts, change: Amount
    ) -> Iterator[Fault | None]:
        pairs = [
            pair
            for pair in self._pairs(reading, amounts, change)
            if _is_sure(pair) and is_of_years(change, pair)
        ]
        subject = own_words(reading, change, self.change, self.than)
        if subject:
            words = subject[-1]
            pairs = [pair for pair in pairs if any(have_in_common(words, a.words) for a in pair)]
        if any(_is_difference(change, *pair) for pair in pairs):
            yield None
        elif pairs:
            pair = min(pairs, key=lambda pair: abs(_difference(*pair) - change.value))
            more, less = sorted(pair, key=lambda each: -each.value)
            sum_ = f"{more}－{less}＝{written(_difference(*pair), pair)}"
            yield self.fault([*pair, change], sum_, change)

    def _pairs(
        self, reading: Reading, amounts: Amounts, change: Amount
    ) -> Iterator[tuple[Amount, Amount]]:
        """Yield what may be the old and the new amount, first of those that are not so many for each."""
        unit = PERCENT if change.unit == POINTS else change.unit
        before = amounts.before(change._replace(unit=unit))
        for some in ([each for each in before if not each.is_each], before):
            if pair := old_and_new(reading, some, self.old, self.new):
                yield pair
                old, new = pair
                if new.at < old.at and is_listed(reading, amounts, new, self.part):
                    whole = whole_before(reading, amounts, some, new, self.part)
                    yield from [(old, whole)] if whole else []
        after = amounts[change.at + 1 : change.at + 2]
        if before and after and self._is_old(reading, after[0], before[-1]):
            yield after[0], before[-1]

    def _is_old(self, reading: Reading, amount: Amount, new: Amount) -> bool:
        """Tell whether an amount after the change, in brackets, says what was before."""
        is_old = reading.has(self.old, amount.phrase[0], amount.start)
        return is_old and amount.breaks == "(" and amount.unit == new.unit


def _is_sure(pair: tuple[Amount, Amount]) -> bool:
    return not any(each.is_rough or _is_for_each(each) for each in pair)


def _is_difference(change: Amount, old: Amount, new: Amount) -> bool:
    slack = slack_of(old, new, change)
    return is_near(_difference(old, new), change.value, slack)


def _difference(old: Amount, new: Amount) -> float:
    return abs(new.value - old.value)


def _is_for_each(amount: Amount) -> bool:
    """Tell whether an amount is so much for each; an average (平均用时) can change as it stands."""
    return amount.is_each and _AVERAGE not in amount.lead
