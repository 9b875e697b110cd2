"""Kind ``remainder``: how many came in, how many are done, and how many are left."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

from app.amounts import (
    Amount,
    AmountRule,
    Amounts,
    have_in_common,
    is_listed,
    is_near,
    slack_of,
    whole_before,
    written,
)
from app.reading import Reading
from app.rule import NOTHING, Fault, Finding, Patterns, Strict

_MOST = 7
_LARGEST = 4
_WORDS = 2
_MOST_DENIED = 4
_BEHIND = 6
_GAP = 0.1
_RATE = "率"


class Pair(Strict):
    """Words for what is ``left``, and those for what was ``done`` and what ``came`` in for them."""

    left: Patterns
    done: Patterns = NOTHING
    came: Patterns = NOTHING


class Remainder(AmountRule):
    """Compares each amount that is ``left`` with those before it.

    It holds when one of them, less some that follow it, comes to what is left. It is wrong only when
    something ``done`` stands right before it (of the ``pairs``, what belongs to it), and before that
    what came in, outside a list of ``part``; ``subject`` words that are new in what is done or left
    show that they are about something else, ``older`` words that there was more before: that must be
    one amount, which came in besides or is included. Before the ``rest`` any amount was done but a
    ``change``; behind a ``denied`` (未, 不) the words of the amount before it say that the others are left.
    """

    kind: Literal["remainder"]
    left: Patterns
    left_after: Patterns = NOTHING
    rest: Patterns = NOTHING
    denied: Patterns = NOTHING
    change: Patterns = NOTHING
    done: Patterns
    pairs: tuple[Pair, ...] = ()
    part: Patterns
    subject: Patterns = NOTHING
    older: Patterns = NOTHING

    def check(self, reading: Reading) -> Finding:
        """Return problem with what is left and should not be, pass when all agree, 不适用 without any."""
        amounts = self.amounts(reading)
        checks: list[Fault | None] = []
        for amount in amounts.near():
            is_left = self._is_left(reading, amount) or self._is_opposite(reading, amounts, amount)
            if is_left and amount.is_plain:
                checks += self._compared(reading, amounts, amount)
        return self.conclusion(reading, checks)

    def _is_left(self, reading: Reading, amount: Amount) -> bool:
        return reading.has(self.left, amount.phrase[0], amount.start) or (
            amount.tail != ""
            and reading.has(self.left_after, amount.end, amount.end + len(amount.tail))
        )

    def _is_opposite(self, reading: Reading, amounts: Amounts, amount: Amount) -> bool:
        before = amounts[amount.at - 1] if amount.at else amount
        is_next = before.is_like(amount) and amount.breaks in ("、", ",")
        return is_next and self._is_denied(reading, before, amount)

    def _pair(self, reading: Reading, left: Amount) -> Pair | None:
        """Return the words that belong to what is left, None when any do."""
        stretch = left.phrase[0], left.start
        return next((pair for pair in self.pairs if reading.has(pair.left, *stretch)), None)

    def _compared(
        self, reading: Reading, amounts: Amounts, left: Amount
    ) -> Iterator[Fault | None]:
        before = amounts.before(left)
        for sentences in (1, 2):
            before = before if len(before) > 1 else amounts.before(left, sentences)
        pair = self._pair(reading, left)
        words = pair.done if pair and pair.done else self.done
        if self._holds(reading, amounts, left, words):
            yield None
            return
        came, done = self._came_and_done(reading, amounts, before, left, words)
        if came is None or not all(each.is_plain for each in (came, *done)):
            return
        is_whole = pair is None or not pair.came or reading.has(pair.came, *came.phrase)
        if reading.has(words, *came.phrase):  # parts of what was done are not what was done of all
            is_whole = is_whole and not is_listed(reading, amounts, done[0], self.part)
        carried = self._carried(reading, amounts, came, left)
        if is_whole and carried is not None and not self._is_other(reading, came, [*done, left]):
            fault = self._judged(amounts, came, done, left, carried)
            if self._is_left(reading, left) or not _is_far_less(came, done, left):
                yield fault

    def _came_and_done(
        self,
        reading: Reading,
        amounts: Amounts,
        before: list[Amount],
        left: Amount,
        words: Patterns,
    ) -> tuple[Amount | None, list[Amount]]:
        """Return what came in and what is done of it, None where they are parts beside others."""
        done = self._done(reading, amounts, before[-_MOST:], left, words)
        came = self._came(reading, amounts, before, done)
        while len(done) > 1 and (not came or came.value < sum(each.value for each in done)):
            done = done[1:]
            came = self._came(reading, amounts, before, done)
        if done and all(is_listed(reading, amounts, each, self.part) for each in (*done, left)):
            return None, done
        if done and not came:
            came = self._newly_came(reading, before, done[0])
        return came, done

    def _carried(
        self, reading: Reading, amounts: Amounts, came: Amount, left: Amount
    ) -> list[Amount] | None:
        """Return the amount that was there before, none without one; None when that is not clear."""
        start = reading.sentence(came.start)[0]
        found = [
            each
            for each in amounts[amounts.starting(start) : left.at]
            if each.unit == left.unit and reading.has(self.older, *each.phrase)
        ]
        if not found and not reading.has(self.older, came.phrase[0], left.end):
            return []  # 年初定清单 is of no amount
        return found if len(found) == 1 and found[0].is_plain else None

    def _judged(
        self,
        amounts: Amounts,
        came: Amount,
        done: list[Amount],
        left: Amount,
        carried: list[Amount],
    ) -> Fault | None:
        """Return what is wrong with what is left, if it is, with what was carried over included or added."""
        rest = came.value - sum(each.value for each in done)
        slack = slack_of(came, left, *carried, *done)
        apart = [each for each in carried if not _is_part(amounts, each, came)]
        allowed = [rest, *(rest + each.value for each in apart)] if carried else []
        if any(is_near(each, left.value, slack) for each in allowed):
            return None
        added = [each for each in apart if each.at < came.at and each.depth == came.depth]
        rest += sum(each.value for each in added)
        came_in = "＋".join(map(str, (*added, came)))
        sum_ = f"{'－'.join([came_in, *map(str, done)])}＝{written(rest, [came, *done])}"
        return self.fault([*added, came, *done, left], sum_, left)

    def _came(
        self, reading: Reading, amounts: Amounts, before: list[Amount], done: list[Amount]
    ) -> Amount | None:
        """Return what came in, of which some is done."""
        if not done:
            return None
        return whole_before(reading, amounts, before[-_MOST:], done[0], self.part)

    def _newly_came(
        self, reading: Reading, before: Sequence[Amount], done: Amount
    ) -> Amount | None:
        """Return what came in after what was carried over, which may be less than what was done."""
        last = [each for each in before if each.at < done.at][-2:]
        if len(last) < _WORDS or last[1].at != done.at - 1 or last[0].at != done.at - 2:
            return None
        is_after = reading.has(self.older, *last[0].phrase)
        return last[1] if is_after and last[0].value + last[1].value >= done.value else None

    def _holds(self, reading: Reading, amounts: Amounts, left: Amount, words: Patterns) -> bool:
        """Tell whether one of the amounts less some of those after it comes to what is left.

        In a list of parts only what is done or left is taken away.
        """
        before = amounts.before(left, sentences=2)[-_MOST:]
        after = [a for a in amounts.after(left)[:2] if a.breaks in ("、", ",")]
        taken = [
            a
            for a in before
            if reading.has(words, *a.phrase)
            or self._is_left(reading, a)
            or not is_listed(reading, amounts, a, self.part)
        ]
        return any(
            _comes_to(came, some, left)
            for came in before
            for some in _choices([a for a in taken if a.at > came.at] + after)
            if some[0].at < left.at or not reading.has(words, *came.phrase)
        )

    def _done(
        self,
        reading: Reading,
        amounts: Amounts,
        before: Sequence[Amount],
        left: Amount,
        words: Patterns,
    ) -> list[Amount]:
        """Return what was done, as it stands right before what is left: one amount or a list."""
        done: list[Amount] = []
        for amount in reversed(before):
            if not done and self._is_left(reading, amount):
                continue
            is_in_list = amount.breaks == "、" and left.breaks != "、"
            if not done and is_in_list and is_listed(reading, amounts, amount, self.part):
                continue
            is_far = (
                done[0].breaks not in ("、", ",") if done else amount.sentence < left.sentence - 1
            )
            if is_far or not self._is_done(reading, amount, left, words):
                break
            done.insert(0, amount)
        return done

    def _is_done(self, reading: Reading, amount: Amount, left: Amount, words: Patterns) -> bool:
        """Tell whether an amount was done: words of ``words`` beside it, or those that what is left denies."""
        beside = amount.phrase[0], amount.end + min(len(amount.tail), _BEHIND)
        is_rate = _RATE in amount.tail
        if reading.has(words, *(amount.phrase if is_rate else beside)):
            return True
        if left.breaks not in ("、", ",") or amount.sentence != left.sentence:
            return False
        is_rest = reading.has(self.rest, left.phrase[0], left.start)
        is_change = reading.has(self.change, *beside)
        return self._is_denied(reading, amount, left) or (is_rest and not is_change)

    def _is_denied(self, reading: Reading, amount: Amount, left: Amount) -> bool:
        """Tell whether what is left is the opposite of an amount: 查实97件，未查实29件."""
        word = reading.first(self.denied, left.phrase[0], left.start)
        denied = reading.text[word[1] : left.start] if word else ""
        return len(denied) >= _WORDS and denied[:_MOST_DENIED] in amount.words

    def _is_other(self, reading: Reading, came: Amount, others: Sequence[Amount]) -> bool:
        """Tell whether what is done or left is about something that was not named before."""
        if have_in_common(others[0].lead, came.lead):
            return False
        named = reading.text[reading.sentence(came.start)[0] : others[0].phrase[0]]
        return any(
            reading.text[slice(*word)] not in named
            for each in others
            for word in reading.every(
                self.subject, each.phrase[0], each.end + len(each.tail[:_WORDS])
            )
        )


def _is_part(amounts: Amounts, carried: Amount, came: Amount) -> bool:
    """Tell whether what was carried over and an amount beside it make up all that came in."""
    at = carried.at
    beside = [*amounts[max(0, at - 1) : at], *amounts[at + 1 : at + 2]]
    return any(each.value + carried.value == came.value for each in beside)


def _is_far_less(came: Amount, done: Sequence[Amount], left: Amount) -> bool:
    """Tell whether so much is not spoken of that there must be more kinds than an amount and its opposite."""
    rest = came.value - sum(each.value for each in done) - left.value
    return rest > max(1, _GAP * came.value)


def _choices(amounts: Sequence[Amount]) -> Iterator[tuple[Amount, ...]]:
    for size in range(1, min(len(amounts), _LARGEST) + 1):
        yield from combinations(amounts, size)


def _comes_to(came: Amount, some: Sequence[Amount], left: Amount) -> bool:
    rest = came.value - sum(each.value for each in some)
    return is_near(rest, left.value, slack_of(came, left, *some))
