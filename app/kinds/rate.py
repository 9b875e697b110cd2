"""Kind ``rate``: rates and shares, worked out from the numbers beside them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from app.amounts import (
    PERCENT,
    Amount,
    AmountRule,
    Amounts,
    have_in_common,
    is_near,
    percent,
    whole_before,
)
from app.reading import Reading
from app.rule import NOTHING, Fault, Finding, Patterns, Sentence

_SHORT = 8
_FAR = 4


class Rate(AmountRule):
    """Compares percentages with the amounts in their sentence and the one before.

    A ``name`` (率) or ``share`` (占) stands before its number; the part is the nearest amount with
    the same words, or with ``kin`` of them. A rate with a ``qualifier`` (按期) needs a part with the
    same. ``without`` words mean that the amount is of the others (不合格). Words between ``share`` and
    the number, but for those of ``of``, name the whole, or it stands there itself. No rate that is
    ``capped`` is above 100.
    """

    kind: Literal["rate"]
    name: Patterns
    kin: tuple[tuple[str, ...], ...] = ()
    qualifier: Patterns = NOTHING
    without: Patterns = NOTHING
    share: Patterns
    of: Patterns = NOTHING
    part: Patterns
    capped: Patterns
    over: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with the percentages that are not right, pass when all are, 不适用 without any."""
        amounts = self.amounts(reading)
        checks: list[Fault | None] = []
        for rate in amounts:
            if rate.unit == PERCENT and rate.is_plain:
                checks += self._checked(reading, amounts, rate)
        return self.conclusion(reading, checks)

    def _checked(self, reading: Reading, amounts: Amounts, rate: Amount) -> Iterator[Fault | None]:
        lead = rate.phrase[0], rate.start
        if rate.value > 100 and reading.has(self.capped, *lead):  # noqa: PLR2004
            yield Fault(rate.phrase, self.over, self.suggestion)
        elif word := reading.first(self.name, *lead):
            yield from self._named(reading, amounts, rate, reading.text[lead[0] : word[0]])
        elif word := reading.first(self.share, *lead):
            yield from self._share(reading, amounts, rate, word)
        else:
            yield from self._share_of(reading, amounts, rate)

    def _named(
        self, reading: Reading, amounts: Amounts, rate: Amount, name: str
    ) -> Iterator[Fault | None]:
        near = amounts.counts_before(rate)
        named = [each for each in reversed(near) if self._is_named(each, name)]
        for part in named or self._after(reading, amounts, rate, name):
            others = reading.has(self.without, *part.phrase)
            found = list(self._compared(reading, amounts, part, rate, complement=others))
            if found and (found == [None] or self._is_qualified(reading, part, rate)):
                yield from found
                return

    def _after(
        self, reading: Reading, amounts: Amounts, rate: Amount, name: str
    ) -> Iterator[Amount]:
        """Yield the amount right after a rate that is counted for it, and the next one."""
        following = amounts[rate.at + 1 : rate.at + 3]
        for at, each in enumerate(following):
            is_listed = reading.has(self.part, *each.phrase)
            is_beside = each.breaks in (",", "(") or (at and not each.breaks)
            if each.sentence != rate.sentence or not is_beside or is_listed:
                return
            if self._is_named(each, name) and (at or amounts.counts_before(rate)):
                yield each

    def _is_named(self, amount: Amount, name: str) -> bool:
        """Tell whether an amount is counted for a rate: its words or kindred ones stand with it."""
        key = name[-2:]
        if all(char in amount.words for char in key):
            return bool(key)
        return any(
            any(word in name for word in kin) and any(word in amount.words for word in kin)
            for kin in self.kin
        )

    def _is_qualified(self, reading: Reading, part: Amount, rate: Amount) -> bool:
        word = reading.first(self.qualifier, rate.phrase[0], rate.start)
        return word is None or reading.text[slice(*word)] in part.words

    def _share(
        self, reading: Reading, amounts: Amounts, rate: Amount, word: tuple[int, int]
    ) -> Iterator[Fault | None]:
        subject = reading.text[rate.phrase[0] : word[0]]
        near = amounts.counts_before(rate)
        if len(subject) > 1:
            part = next((a for a in reversed(near) if have_in_common(subject, a.words)), None)
        else:
            part = near[-1] if near and near[-1].at == rate.at - 1 else None
        if part is None:
            return
        of = self._named_whole(reading, word[1], rate.start)
        if _is_share_of_list(near, rate):
            yield None
        else:
            yield from self._compared(reading, amounts, part, rate, of=of)

    def _share_of(
        self, reading: Reading, amounts: Amounts, rate: Amount
    ) -> Iterator[Fault | None]:
        """Compare a share whose whole stands between ``share`` and the percentage: 占总数1286人的7.5%."""
        near = amounts.counts_before(rate)
        if not near or near[-1].at != rate.at - 1 or rate.breaks:
            return
        whole = near[-1]
        word = reading.first(self.share, *whole.phrase)
        if word is None or self._named_whole(reading, *(rate.phrase[0], rate.start)):
            return
        subject = reading.text[whole.phrase[0] : word[0]]
        parts = [each for each in near[:-1] if each.is_like(whole)]
        if len(subject) > 1:
            parts = [each for each in parts if have_in_common(subject, each.words)]
        if (
            not parts
            or not whole.value >= parts[-1].value
            or not parts[-1].is_plain
            or whole.is_rough
        ):
            return
        if _is_share([*parts, whole], rate):
            yield None
        else:
            sum_ = f"{parts[-1]}÷{whole}＝{percent(parts[-1].value / whole.value, rate)}"
            yield self.fault([parts[-1], whole, rate], sum_, rate)

    def _named_whole(self, reading: Reading, start: int, end: int) -> str:
        """Return the words of a stretch but for those of ``of``."""
        words = reading.text[start:end]
        for known in list(reading.every(self.of, start, end)):
            words = words.replace(reading.text[slice(*known)], "")
        return words

    def _compared(
        self,
        reading: Reading,
        amounts: Amounts,
        part: Amount,
        rate: Amount,
        *,
        complement: bool = False,
        of: str = "",
    ) -> Iterator[Fault | None]:
        before = amounts.before(part, sentences=1)
        between = [each for each in amounts.after(part) if part.at < each.at < rate.at]
        whole = whole_before(reading, amounts, before, part, self.part) or next(
            (each for each in between if each.value >= part.value), None
        )
        if whole is None or not (part.is_plain and whole.is_plain):
            return
        if whole.sentence < part.sentence and len(part.lead) > _SHORT:
            return  # it has words enough to be about something else
        if len(of) > 1 and not have_in_common(of, whole.words):
            return
        if (pair := self._opposites(reading, amounts, part)) and whole in pair:
            yield self._of_both(*pair, rate)
            return
        near = [each for each in before if each.sentence >= whole.sentence]
        pool = [each for each in [*near, part, *amounts.after(part)] if each.is_plain]
        wide = amounts.before(
            part, sentences=_FAR
        )  # 在岗38人；持证23人，占60.5%；女性6人，占15.8%
        if _is_share(pool, rate) or any(_is_percent(part.value, a.value, rate) for a in wide):
            yield None
            return
        rest = whole.value - part.value if complement else part.value
        sum_ = f"（{whole}－{part}）÷{whole}" if complement else f"{part}÷{whole}"
        yield self.fault([whole, part, rate], f"{sum_}＝{percent(rest / whole.value, rate)}", rate)

    def _opposites(
        self, reading: Reading, amounts: Amounts, part: Amount
    ) -> tuple[Amount, Amount] | None:
        """Return an amount and the one beside it that counts the others: 成功497件，不成功15件."""
        for one, other in pairwise(amounts[max(0, part.at - 1) : part.at + 2]):
            word = reading.first(self.without, *other.phrase)
            is_list = other.breaks in ("、", ",") and one.is_like(other)
            if word is None or not is_list or reading.has(self.without, *one.phrase):
                continue
            if reading.text[word[0] + 1 : word[1]] in one.words:
                return one, other
        return None

    def _of_both(self, one: Amount, other: Amount, rate: Amount) -> Fault | None:
        """Compare a rate with the share of one of two amounts that make up a whole."""
        whole = one.value + other.value
        if not (one.is_plain and other.is_plain) or _is_percent(one.value, whole, rate):
            return None
        sum_ = f"{one}÷（{one}＋{other}）＝{percent(one.value / whole, rate)}"
        return self.fault([one, other, rate], sum_, rate)


def _is_share(pool: Sequence[Amount], rate: Amount) -> bool:
    """Tell whether the percentage is the share of any amount, or of a few neighbours, in another."""
    neighbours = [pool[at : at + size] for size in (2, 3, 4) for at in range(len(pool) - size + 1)]
    for whole in pool:
        for some in [*((part,) for part in pool), *neighbours]:
            part = sum(each.value for each in some)
            if whole not in some and _is_percent(part, whole.value, rate):
                return True
    return False


def _is_share_of_list(pool: Sequence[Amount], rate: Amount) -> bool:
    """Tell whether the percentage is the share of one amount in a list of which it is a part."""
    runs = [pool[at : at + size] for size in (2, 3, 4) for at in range(len(pool) - size + 1)]
    return any(
        _is_percent(part.value, sum(each.value for each in run), rate)
        for run in runs
        if all(each.breaks in ("、", ",") for each in run[1:])
        for part in run
    )


def _is_percent(part: float, whole: float, rate: Amount) -> bool:
    if not 0 < whole >= part:
        return False
    share = 100 * part / whole
    return any(is_near(each, rate.value, rate.step / 2) for each in (share, 100 - share))
