"""Kind ``baseless``: rates of 100 per cent without the number that they are of."""

from typing import Literal

from app.amounts import PERCENT, POINTS, Amount, AmountRule, Amounts, have_in_common
from app.reading import Reading, Stretch
from app.rule import NOTHING, Fault, Finding, Patterns, Sentence, Strict

_ALL = 100.0
_CLOSE = 12


class Strictly(Strict):
    """Rates of something, and the words of a sentence that counts it."""

    rates: Patterns
    words: Patterns


class Baseless(AmountRule):
    """Asks for a number beside each ``name`` (率) of 100 per cent, unless it is ``planned``.

    That is an amount in the clause of the rate or the one before, not counting clauses with other
    rates, one at the end of its clause close by, one ``after`` the rate, or one in the same sentence
    or the one before that has words in common with it but for ``filler``, or both have words of one
    of ``kin``. A rate of ``matters`` is ``counted_in`` these units, and an amount that only stands
    close by is none for a rate of ``strict`` unless the sentence says what it is of: persons who were
    moved are not those who were asked.
    """

    kind: Literal["baseless"]
    name: Patterns
    planned: Patterns = NOTHING
    after: Patterns = NOTHING
    filler: Patterns = NOTHING
    kin: tuple[tuple[str, ...], ...] = ()
    matters: tuple[str, ...] = ()
    counted_in: tuple[str, ...] = ()
    strict: tuple[Strictly, ...] = ()
    says: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with the rates that have no base, pass when all have, 不适用 without any."""
        amounts = self.amounts(reading)
        checks: list[Fault | None] = []
        for rate in amounts:
            if rate.unit == PERCENT and rate.value == _ALL and self._is_claimed(reading, rate):
                place = reading.trimmed(reading.clause(rate.start)[0], rate.end)
                is_based = self._is_based(reading, amounts, rate, place)
                checks.append(None if is_based else Fault(place, self.says, self.suggestion))
        return self.conclusion(reading, checks)

    def _is_claimed(self, reading: Reading, rate: Amount) -> bool:
        return (
            reading.has(self.name, rate.phrase[0], rate.start)
            and not reading.has(self.planned, *reading.clause(rate.start))
            and any(a <= rate.start < b for a, b in self.stretches(reading))
        )

    def _is_based(self, reading: Reading, amounts: Amounts, rate: Amount, place: Stretch) -> bool:
        previous = self._previous(reading, amounts, rate, place[0])
        is_strict = any(
            reading.has(each.rates, *place)
            and not reading.has(each.words, reading.sentence(place[0])[0], place[0])
            for each in self.strict
        )
        for base in amounts.back(rate):
            if base.paragraph != rate.paragraph or base.sentence < rate.sentence - 1:
                break
            if (
                base.unit in (PERCENT, POINTS)
                or base.is_each
                or not self._fits(reading, base, place)
            ):
                continue
            if base.sentence == rate.sentence:
                is_close = not base.tail and place[0] - base.end <= _CLOSE
                is_beside = is_close or base.start >= previous
                if (is_beside and not is_strict) or self._is_about(reading, base, place):
                    return True
            elif self._is_about(reading, base, place):
                return True
        return any(
            base.sentence == rate.sentence
            and base.unit != PERCENT
            and (
                base.breaks == "("
                or reading.has(self.after, rate.end, base.start)
                or have_in_common(reading.text[place[0] : rate.start], base.words)
            )
            for base in amounts[rate.at + 1 : rate.at + 2]
        )

    def _previous(self, reading: Reading, amounts: Amounts, rate: Amount, at: int) -> int:
        """Return where the clause before a rate begins, leaving out clauses with other rates."""
        start = reading.clause(max(0, at - 2))[0]
        for other in amounts.back(rate):
            if other.unit not in (PERCENT, POINTS) or other.start < start:
                break
            start = reading.clause(max(0, reading.clause(other.start)[0] - 2))[0]
        return start

    def _fits(self, reading: Reading, base: Amount, place: Stretch) -> bool:
        """Tell whether the unit is one of what the rate is about."""
        words = reading.text[slice(*place)]
        return base.unit in self.counted_in or not any(matter in words for matter in self.matters)

    def _is_about(self, reading: Reading, base: Amount, place: Stretch) -> bool:
        """Tell whether an amount of the sentence before counts what the rate is about."""
        words = reading.text[slice(*place)]
        for word in list(reading.every(self.filler, *place)):
            words = words.replace(reading.text[slice(*word)], "|")
        return have_in_common(words, base.words) or any(
            any(word in words for word in kin) and any(word in base.words for word in kin)
            for kin in self.kin
        )
