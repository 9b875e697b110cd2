"""Kind ``expressions``: set phrases of which not one character may be another."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import permutations
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from app.fold import fold_text
from app.reading import Reading, Stretch
from app.rule import Exclusion, Fault, Finding, Sentence, SlipRule, sift

_SHORTEST = 4
_LONGEST_SHUFFLED = 5


def _long_enough(phrases: Sequence[str]) -> Sequence[str]:
    for phrase in phrases:
        if len(fold_text(phrase)) < _SHORTEST:
            raise ValueError(f"“{phrase}”太短，至少要有{_SHORTEST}个字")
    return phrases


def _short_enough(phrases: Sequence[str]) -> Sequence[str]:
    for phrase in phrases:
        if len(fold_text(phrase)) > _LONGEST_SHUFFLED:
            raise ValueError(f"“{phrase}”太长，最多{_LONGEST_SHUFFLED}个字")
    return phrases


class ExpressionRule(SlipRule):
    """Reports what differs from one of ``phrases`` in one character, and ``shuffled`` ones.

    What is ``allowed`` is right although it looks like a set phrase. ``why`` of a slip names the phrase.
    """

    kind: Literal["expressions"]
    phrases: Annotated[tuple[Sentence, ...], AfterValidator(_long_enough), Field(min_length=1)]
    shuffled: Annotated[tuple[Sentence, ...], AfterValidator(_short_enough)] = ()
    allowed: tuple[Sentence, ...] = ()
    note: Sentence = "应为“{}”"
    exclude: tuple[Exclusion, ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return problem with the phrases that are written otherwise, pass without."""
        found: dict[Stretch, str] = {}
        for place, phrase in (*self._altered(reading), *self._reordered(reading)):
            if not any(a < place[1] and place[0] < b for a, b in found):
                found[place] = phrase
        kept, _ = sift(reading, list(found), self.exclude)
        faults = [Fault(at, self.note.replace("{}", found[at]), found[at]) for at in kept]
        return self.verdict(reading, faults)

    def _altered(self, reading: Reading) -> Iterator[tuple[Stretch, str]]:
        """Yield where one character differs: then one half of the phrase is still there."""
        for half in reading.present(self._halves):
            for at in _occurrences(reading.text, half):
                for phrase, offset in self._halves[half]:
                    start = at - offset
                    there = reading.text[max(0, start) : start + len(phrase)]
                    if there not in self._right and _is_one_off(there, phrase):
                        yield (start, start + len(phrase)), phrase

    def _reordered(self, reading: Reading) -> Iterator[tuple[Stretch, str]]:
        for wrong in reading.present(self._orders):
            for at in _occurrences(reading.text, wrong):
                yield (at, at + len(wrong)), self._orders[wrong]

    @cached_property
    def _right(self) -> frozenset[str]:
        return frozenset(map(fold_text, (*self.phrases, *self.shuffled, *self.allowed)))

    @cached_property
    def _halves(self) -> dict[str, list[tuple[str, int]]]:
        """The phrases by their halves, and where in the phrase the half begins."""
        found: dict[str, list[tuple[str, int]]] = {}
        for phrase in map(fold_text, self.phrases):
            middle = len(phrase) // 2
            found.setdefault(phrase[:middle], []).append((phrase, 0))
            found.setdefault(phrase[middle:], []).append((phrase, middle))
        return found

    @cached_property
    def _orders(self) -> dict[str, str]:
        """The wrong orders of the characters of each phrase that is often shuffled."""
        return {
            wrong: phrase
            for phrase in map(fold_text, self.shuffled)
            for wrong in map("".join, permutations(phrase))
            if wrong not in self._right
        }


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _is_one_off(there: str, phrase: str) -> bool:
    """Tell whether exactly one character differs, and is a Chinese one."""
    if len(there) != len(phrase):
        return False
    others = [a for a, b in zip(there, phrase, strict=True) if a != b]
    return len(others) == 1 and "\u3400" <= others[0] <= "\u9fff"
