"""Kind ``titles``: names of laws and documents that are quoted nearly, but not exactly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import ClassVar, Literal

from app.fold import fold_text
from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import (
    NOTHING,
    Exclusion,
    Fault,
    Finding,
    Patterns,
    Sentence,
    SlipRule,
    Strict,
    sift,
)

_QUOTED = re.compile(r"《([^《》\n]{3,90})》")
# A lost dash (20212025年) is the web page's fault, not the author's.
_YEARS = re.compile(r"\(?((?:19|20)\d\d)年?(?:[^\w()]{1,2}|至|到)?((?:19|20)\d\d)(年?)\)?")
_EDITION = re.compile(r"\((?:(?:19|20)\d\d[^()]{0,8}|[^()]{0,6}(?:稿|本|版|订|正|行|案|选|文))\)$")
_UNIT = re.compile(r".{1,10}?(?:省|市|县|区|州|盟|旗|镇|乡|街道|局)")
_IGNORED = str.maketrans("", "", "“”‘’、,·()〈〉")
_BREAK = re.compile(r"[。,;:!?、《》“”()\n]")
_TAIL = 4
_LONG = 14
_PAIR = 2
_LITTLE = 2
_FAR = {5: 1.0, 6: 1.5}
"""How much a known name of at least so many characters may differ."""


class Title(Strict):
    """A name in its exact words, and other forms of it that are right.

    Where others have documents ``alike``, only a name that lacks a word is a misquotation.
    """

    name: Sentence
    also: tuple[Sentence, ...] = ()
    alike: bool = False


class Notes(Strict):
    """What is said of each way to misquote a name; ``{}`` stands for the right one."""

    words: Sentence = "名称应为“{}”"
    no_years: Sentence = "名称里有年份，应为“{}”"
    years: Sentence = "年份不对，应为“{}”"


@dataclass(frozen=True, slots=True)
class _Name:
    """A right name as it is compared: without what may be left out, its years apart.

    Another name within ``most`` of it is taken for a misquotation, if ``alike`` only one that lacks a word.
    Of one that ``is_only_one`` there is no other with another last word.
    """

    exact: str
    stem: str
    years: tuple[str, str] | None
    most: float
    alike: bool = False
    is_only_one: bool = False


class TitleRule(SlipRule):
    """Reports names in 《》 that differ a little from one of ``titles`` or ``known``.

    ``titles`` are found in more distorted forms than the many ``known`` names, and without 《》, too.
    Names may lack what is in ``prefixes``. A name that differs only in the last word, one of
    ``genres``, is that of another document, and so is one that begins with a place or a unit. But a
    title with a last word of the same group of ``swapped`` is misquoted, unless words of ``local``
    before 《 say whose document it is; ``national`` are the ``known`` names for which that holds, too.
    """

    outcomes: ClassVar = (Outcome.PASS, Outcome.PROBLEM, Outcome.NOT_APPLICABLE)

    kind: Literal["titles"]
    titles: tuple[Title, ...]
    known: tuple[Sentence, ...] = ()
    prefixes: tuple[Sentence, ...] = ()
    genres: tuple[Sentence, ...] = ()
    swapped: tuple[tuple[Sentence, ...], ...] = ()
    local: Patterns = NOTHING
    national: Patterns = NOTHING
    notes: Notes = Notes()
    exclude: tuple[Exclusion, ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return problem with the names that are misquoted, pass when those quoted are right."""
        quoted = [(m.span(1), m[1]) for m in _QUOTED.finditer(reading.text)]
        judged = [
            (place, self._judged(text, is_local=self._is_local(reading, place)))
            for place, text in quoted
        ]
        judged += self._unquoted(reading)
        faults = [
            Fault(place, note.replace("{}", name.exact), self._lead(reading, place) + name.exact)
            for place, (name, note) in ((p, found) for p, found in judged if found)
            if note and not self._is_excused(reading, place, note, name)
        ]
        if not any(found for _, found in judged):
            return Finding(Outcome.NOT_APPLICABLE)
        return self.verdict(reading, faults)

    def _lead(self, reading: Reading, place: Stretch) -> str:
        """Return what may stand before the name and does."""
        text = reading.text[slice(*place)]
        return next((each for each in self.prefixes if text.startswith(each)), "")

    def _is_excused(self, reading: Reading, place: Stretch, note: str, name: _Name) -> bool:
        if note == self.notes.no_years and fold_text(name.exact) in reading.text:
            return True  # a short form after the full name
        return not sift(reading, [place], self.exclude)[0]

    def _is_local(self, reading: Reading, place: Stretch) -> bool:
        """Tell whether the words before a name say that the document is of some place or unit."""
        return reading.has(self.local, reading.clause(place[0])[0], place[0] - 1)

    def _judged(self, text: str, *, is_local: bool) -> tuple[_Name, str] | None:
        """Return the name that ``text`` quotes and what is wrong with it; None if it quotes none."""
        stem, years = self._compared(text)
        if stem in self._names:
            return self._edition(self._names[stem], years)
        if not is_local and (meant := self._meant(stem, years and years[:2])):
            return meant, self.notes.words
        best = min(self._near(stem, text), key=lambda each: each[0], default=None)
        if best is None:
            return None
        return best[1], self.notes.words if best[0] else ""

    def _edition(
        self, editions: Sequence[_Name], years: tuple[str, str, str] | None
    ) -> tuple[_Name, str]:
        if editions[0].years is None:
            return editions[0], ""
        if years is None:
            return editions[0], self.notes.no_years
        for name in editions:
            if name.years == years[:2]:
                return name, "" if years[2] else self.notes.words
        for name in editions:
            if set(name.years or ()) & set(years[:2]):
                return name, self.notes.years
        return editions[0], ""  # an edition to come

    def _near(self, stem: str, text: str) -> Iterator[tuple[float, _Name]]:
        """Yield the names that ``stem`` may stand for and how far it is from each."""
        shared = Counter(name for pair in _pairs(stem) for name in self._by_pair.get(pair, ()))
        for other, count in shared.items():
            name = self._names[other][0]
            if other.endswith(stem) and len(other) - len(stem) > name.most:
                yield 0, name  # the end of a name is a short form of it
            elif stem.find(other) < 0 and count >= len(_pairs(other)) - 2 * name.most:
                far = self._distance(stem, other, alike=name.alike)
                unit = _UNIT.match(fold_text(text))
                if far <= name.most and not (unit and unit[0] not in other):
                    yield far, name

    def _distance(self, stem: str, other: str, *, alike: bool) -> float:
        if alike and not (len(other) - len(stem) <= _LITTLE and _is_left_of(stem, other)):
            return float("inf")
        mine, yours = self._genre(stem), self._genre(other)
        if not (mine and yours) or mine == yours:
            return _cost(stem, other)
        far = _cost(stem.removesuffix(mine), other.removesuffix(yours))
        return far + 1 if 0 < far <= 1 else float("inf")

    def _meant(self, stem: str, years: tuple[str, str] | None) -> _Name | None:
        """Return the name that differs from ``stem`` only in a last word that is easily mistaken."""
        for group in self.swapped:
            for mine in group:
                if not stem.endswith(mine):
                    continue
                for yours in group:
                    for name in self._names.get(stem.removesuffix(mine) + yours, ()):
                        if name.is_only_one and name.years == years:
                            return name
        return None

    def _genre(self, stem: str) -> str:
        return max((genre for genre in self.genres if stem.endswith(genre)), key=len, default="")

    def _unquoted(self, reading: Reading) -> list[tuple[Stretch, tuple[_Name, str] | None]]:
        """Return where long names are misquoted without 《》."""
        found: list[tuple[Stretch, tuple[_Name, str] | None]] = []
        for tail in reading.present(self._by_tail):
            for match in re.finditer(re.escape(tail), reading.text):
                for name in self._by_tail[tail]:
                    place = _misquoted(reading.text, match.end(), name)
                    if place is not None and reading.text[match.end() : match.end() + 1] != "》":
                        found.append((place, (name, self.notes.words)))
        return found

    @cached_property
    def _names(self) -> dict[str, list[_Name]]:
        """The right names by what of them is compared, editions of other years together."""
        found: dict[str, list[_Name]] = {}
        for title in self.titles:
            for form in (title.name, *title.also):
                stem, years = self._compared(form)
                most = max(1.5, min(3.5, len(stem) / 6))
                only = not title.alike
                name = _Name(title.name, stem, years and years[:2], most, title.alike, only)
                found.setdefault(stem, []).append(name)
        for form in self.known:
            stem, years = self._compared(form)
            most = max((far for length, far in _FAR.items() if len(stem) >= length), default=0)
            only = self.national.search(stem, 0, len(stem), 1.0) is not None
            name = _Name(form, stem, years and years[:2], most, is_only_one=only)
            found.setdefault(stem, []).append(name)
        return found

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for stem in self._names:
            for pair in _pairs(stem):
                found.setdefault(pair, []).append(stem)
        return found

    @cached_property
    def _by_tail(self) -> dict[str, list[_Name]]:
        found: dict[str, list[_Name]] = {}
        for title in self.titles:
            stem, years = self._compared(title.name)
            if len(stem) >= _LONG and not years:
                found.setdefault(stem[-_TAIL:], []).append(self._names[stem][0])
        return found

    def _compared(self, text: str) -> tuple[str, tuple[str, str, str] | None]:
        """Return what of a name is compared, and the years in it with 年 if it is there."""
        text = fold_text(text)
        match = _YEARS.search(text)
        years = (match[1], match[2], match[3]) if match else None
        if match:
            text = text[: match.start()] + text[match.end() :]
        text = _EDITION.sub("", text).translate(_IGNORED)
        while prefix := next((each for each in self.prefixes if text.startswith(each)), ""):
            text = text.removeprefix(prefix)
        return text, years


def _pairs(text: str) -> set[str]:
    return {text[at : at + _PAIR] for at in range(len(text) - 1)}


def _is_left_of(part: str, whole: str) -> bool:
    """Tell whether ``part`` is what is left of ``whole`` when some characters are dropped."""
    rest = iter(whole)
    return all(char in rest for char in part)


def _cost(one: str, other: str) -> float:
    """Return how much must be changed; a run left out counts little more than one character."""
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    cost = sum(_step(*step) for step in steps)
    if len(one) != len(other):
        return cost
    return min(cost, sum(a != b for a, b in zip(one, other, strict=True)))


def _step(tag: str, a: int, b: int, c: int, d: int) -> float:
    if tag == "equal":
        return 0
    changed, run = min(b - a, d - c), abs((b - a) - (d - c))
    return changed + (1 + (run - 1) / 2 if run else 0)


def _misquoted(text: str, end: int, name: _Name) -> Stretch | None:
    """Return where ``name`` is misquoted in what ends at ``end``, None if it is not."""
    start = max(0, end - len(name.stem) - _TAIL)
    breaks = [m.end() for m in _BREAK.finditer(text, start, end)]
    start = breaks[-1] if breaks else start
    steps = SequenceMatcher(None, text[start:end], name.stem, autojunk=False).get_opcodes()
    if steps[0][0] in {"delete", "replace"}:  # what stands before the name
        start += steps[0][2]
        steps = steps[1:] if steps[0][0] == "delete" else []
    if not 0 < sum(_step(*step) for step in steps) <= name.most:
        return None
    return start, end
