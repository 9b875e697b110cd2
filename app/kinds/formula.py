"""Kind ``formula``: a fixed list of items that reports quote, as a whole and in its words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import eq
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.fold import fold_text
from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Exclusion, Fault, Finding, Patterns, Sentence, SlipRule, Strict, sift

_LIST_MARKS = ("、", ",")
_LIST_GAP = re.compile(
    r"[“”]*(?:[、,;和与及]|以及)[^。!?\n]*(?<=[、,;和与及“”])|[“”]*[、,;和与及][“”]*"
)
_TOKEN = re.compile("[^、,;和与及以“”]+")
_NEAR = 12


class Item(Strict):
    """One item in its proper words, with other words for it that are right, wrong, or were right once."""

    text: Sentence
    also: tuple[Sentence, ...] = ()
    wrong: tuple[Sentence, ...] = ()
    outdated: tuple[Sentence, ...] = ()


class Naming(Strict):
    """The name of the list, right ``before`` or ``after`` its items."""

    before: Patterns = NOTHING
    after: Patterns = NOTHING


class Notes(Strict):
    """What is said of each way to misquote the list; ``{}`` stands for the words in question."""

    wrong: Sentence = "“{}”应为“{}”"
    outdated: Sentence = "“{}”是过去的提法"
    missing: Sentence = "少了“{}”"
    doubled: Sentence = "“{}”重复了"
    strange: Sentence = "“{}”不在其中"
    order: Sentence = "次序不对"


@dataclass(frozen=True, slots=True)
class _Word:
    """Words of an item where they stand; ``number`` is None for words that belong to no item."""

    place: Stretch
    number: int | None
    status: Literal["right", "wrong", "outdated", "strange"] = "right"


class FormulaRule(SlipRule):
    """Reports where ``items`` are quoted side by side, but not all of them, or not in their words.

    ``least`` items make a quotation, ``least_named`` do when the list is ``named``. An ``ordered``
    list has its sequence, a ``closed`` one nothing else between its items. After ``rest`` (等) not
    all need be there. ``beside`` words must stand in the paragraph or in the headings above.
    """

    outcomes: ClassVar = (Outcome.PASS, Outcome.PROBLEM, Outcome.NOT_APPLICABLE)

    kind: Literal["formula"]
    items: Annotated[tuple[Item, ...], Field(min_length=2)]
    least: Annotated[int, Field(ge=2)]
    least_named: int = 0
    named: Naming = Naming()
    ordered: bool = False
    closed: bool = False
    rest: Patterns = NOTHING
    beside: Patterns = NOTHING
    since: int = 0
    notes: Notes = Notes()
    exclude: tuple[Exclusion, ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return problem with the misquotations, pass when all quotations are right."""
        year = reading.document.facts.year
        if year is not None and year < self.since:
            return Finding(Outcome.NOT_APPLICABLE)
        quoted = [words for words in self._quotations(reading) if self._counts(reading, words)]
        if not quoted:
            return Finding(Outcome.NOT_APPLICABLE)
        faults = []
        for words in quoted:
            place = words[0].place[0], words[-1].place[1]
            if notes := self._complaints(reading, words, place):
                right = "、".join(item.text for item in self.items)
                faults.append(Fault(place, "；".join(notes), right))
        return self.verdict(reading, faults)

    @cached_property
    def _words(self) -> dict[str, _Word]:
        """All words of the items; the place is that within the words themselves."""
        found: dict[str, _Word] = {}
        for number, item in enumerate(self.items):
            for word in (item.text, *item.also):
                found[fold_text(word)] = _Word((0, len(fold_text(word))), number)
            for word in item.wrong:
                found[fold_text(word)] = _Word((0, len(fold_text(word))), number, "wrong")
            for word in item.outdated:
                found[fold_text(word)] = _Word((0, len(fold_text(word))), number, "outdated")
        return found

    def _quotations(self, reading: Reading) -> Iterator[list[_Word]]:
        """Yield words that stand side by side, with what stands between them."""
        present = reading.present(self._words)
        if len({self._words[text].number for text in present}) < 2:  # noqa: PLR2004
            return
        group: list[_Word] = []
        for word in _in_order(reading.text, {text: self._words[text] for text in present}):
            between = (
                self._between(reading.text, group[-1].place[1], word.place[0]) if group else []
            )
            if between is None:
                yield self._with_edges(reading.text, group)
                group, between = [], []
            group += [*between, word]
        if group:
            yield self._with_edges(reading.text, group)

    def _between(self, text: str, start: int, end: int) -> list[_Word] | None:
        """Return the strange words in a gap, None when what follows it is no part of the list."""
        if end - start > self._longest_gap or not _LIST_GAP.fullmatch(text, start, end):
            return None
        if not self.closed:
            return []
        return [_Word(m.span(), None, "strange") for m in _TOKEN.finditer(text, start, end)]

    @cached_property
    def _longest_gap(self) -> int:
        return 2 * max(len(item.text) for item in self.items)

    def _with_edges(self, text: str, words: list[_Word]) -> list[_Word]:
        """Return ``words`` with a first or last item that was written otherwise."""
        if not self.closed:
            return words
        first, last = words[0], words[-1]
        if first.number and text.endswith(_LIST_MARKS, 0, first.place[0]):
            size = len(self.items[first.number - 1].text)
            words = [*self._altered(text, first.place[0] - 1 - size, first.number - 1), *words]
        following = (last.number or 0) + 1
        if following < len(self.items) and text.startswith(_LIST_MARKS, last.place[1]):
            words = [*words, *self._altered(text, last.place[1] + 1, following)]
        return words

    def _altered(self, text: str, start: int, number: int) -> Iterator[_Word]:
        """Yield what stands at ``start`` if at least half of it is the item of that ``number``."""
        item = fold_text(self.items[number].text)
        place = max(0, start), start + len(item)
        there = text[slice(*place)]
        if len(there) == len(item) and 2 * sum(map(eq, there, item)) >= len(item):
            yield _Word(place, number, "wrong")

    def _counts(self, reading: Reading, words: Sequence[_Word]) -> bool:
        """Tell whether ``words`` quote the list, and not for a purpose of their own."""
        place = words[0].place[0], words[-1].place[1]
        many = len({word.number for word in words if word.number is not None})
        if many < self.least and not (
            self.least_named and many >= self.least_named and self._is_named(reading, place)
        ):
            return False
        stretches = [reading.paragraph(place[0]), *reading.headings_over(place[0])]
        if self.beside and not any(reading.has(self.beside, *stretch) for stretch in stretches):
            return False
        return bool(sift(reading, [place], self.exclude)[0])

    def _is_named(self, reading: Reading, place: Stretch) -> bool:
        start, end = reading.paragraph(place[0])
        return reading.has(
            self.named.before, max(start, place[0] - _NEAR), place[0]
        ) or reading.has(self.named.after, place[1], min(end, place[1] + _NEAR))

    def _complaints(self, reading: Reading, words: Sequence[_Word], place: Stretch) -> list[str]:
        text = reading.text
        said = [self._about(text[slice(*word.place)], word) for word in words]
        numbers = [word.number for word in words if word.number is not None]
        twice = sorted({number for number in numbers if numbers.count(number) > 1})
        said += [_filled(self.notes.doubled, self.items[number].text) for number in twice]
        if not any(word.status == "outdated" for word in words):
            missing = self._missing(reading, set(numbers), place)
            said += [_filled(self.notes.missing, "”“".join(missing))] if missing else []
        if self.ordered and numbers != sorted(numbers):
            said.append(self.notes.order)
        return [each for each in dict.fromkeys(said) if each]

    def _about(self, text: str, word: _Word) -> str:
        if word.status == "right":
            return ""
        right = "" if word.number is None else self.items[word.number].text
        return _filled(getattr(self.notes, word.status), text, right)

    def _missing(self, reading: Reading, numbers: set[int], place: Stretch) -> list[str]:
        if reading.has(self.rest, place[1], min(place[1] + _NEAR, len(reading.text))):
            return []
        start, end = place if self.closed else reading.paragraph(place[0])
        return [
            item.text
            for number, item in enumerate(self.items)
            if number not in numbers
            and not any(
                fold_text(word) in reading.text[start:end] for word in (item.text, *item.also)
            )
        ]


def _filled(sentence: str, *values: str) -> str:
    for value in values:
        sentence = sentence.replace("{}", value, 1)
    return sentence


def _in_order(text: str, words: dict[str, _Word]) -> Iterator[_Word]:
    """Yield where each of ``words`` stands, of overlapping ones the longest."""
    places = [
        _Word((at, at + len(word)), words[word].number, words[word].status)
        for word in words
        for at in _occurrences(text, word)
    ]
    end = 0
    for word in sorted(places, key=lambda each: (each.place[0], -each.place[1])):
        if word.place[0] >= end:
            end = word.place[1]
            yield word


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
