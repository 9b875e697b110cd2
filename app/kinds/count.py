"""Kind ``count``: how often something was done, as a number or as a numeric frequency.

A number belongs to the activity in its own phrase (between commas and other numbers). Where the
phrase alone does not tell, the nearest words before it in the sentence, the sentence before, and
the headings above decide.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator

from app.model import Outcome
from app.numerals import NUMBER, value
from app.pattern import NO_WORDS, Phrases
from app.reading import Reading, Stretch
from app.rule import (
    NOTHING,
    Close,
    Exclusion,
    Finding,
    Patterns,
    Rule,
    Sentence,
    Strict,
    require_fillable,
    sift,
)

_BOUNDARY = re.compile("[,。;:!?、/|\n]")
_CLAUSE_END = re.compile("[,。;:!?/|\n]")
_QUOTED_TITLE = re.compile("《[^》\n]*》")
_JOINT = re.compile("[和与及并以]")
_DATE_SIGNS = re.compile(r"[\d年月日“”()]")
_MARKS = re.compile("[,。;:、/|\n]")
_MOST_NEAR_MISSES = 8
_LEAD = 4
_LONGEST_TITLE = 24
_OF_LEAST = frozenset({"title", "value", "times"})


class Period(Strict):
    """A span of time after 每, and how many of it make a year; ``alone`` says one per span by itself."""

    find: Patterns
    times: int
    alone: Patterns = NOTHING


class Other(Strict):
    """Words by which a number belongs to another activity, and what is said about it then."""

    find: Patterns
    why: str


class Least(Strict):
    """How often a year an activity must be stated at least; without ``find`` all of them together."""

    title: Sentence
    times: Annotated[int, Field(ge=1)]
    find: Patterns = NOTHING


@dataclass(slots=True)
class _Counted:
    """A number with its unit: the phrase it belongs to, and what it counts to."""

    number: Stretch
    phrase: Stretch
    own: tuple[Stretch, ...]
    value: float
    unit: str


class Count(Rule):
    """``activity`` counts by itself; ``loose`` words only where ``who`` and ``topic`` show whose they are.

    ``not_number`` are words that only look like a number with a unit; before ``leads`` a number tells
    how often the whole clause was done. ``names`` of what was studied never speak of ``others``.
    ``heads`` announce a list of numbers that name only their ``meetings``; ``about`` begins a clause
    that tells the subject of the next one. ``audience`` in the clause after a number shows that it was
    held for others. ``takes_part`` shows that the clause after a number says who was there. ``stated``
    recognises the activity without a number, in a heading only if the text below begins
    ``carried_on``. ``filler`` are words that say nothing about what is
    counted, ``part`` the words that announce a part of a total, ``unclear`` what is said of a number of
    which nothing tells whose it is. A report that states less than a ``least`` passes only in part:
    ``too_few`` says so, ``not_told`` where no number of that activity is given.
    """

    placeholders: ClassVar = frozenset({"counts", "stated", "why"})

    kind: Literal["count"]
    units: tuple[str, ...]
    not_number: Patterns = NOTHING
    leads: Patterns = NOTHING
    activity: Patterns
    loose: Patterns
    who: Patterns
    topic: Patterns
    names: Patterns = NOTHING
    audience: Other | None = None
    heads: Patterns = NOTHING
    meetings: Patterns = NOTHING
    about: Patterns = NOTHING
    takes_part: Patterns = NOTHING
    others: tuple[Other, ...]
    filler: Patterns
    part: Patterns = NOTHING
    unclear: str
    periods: tuple[Period, ...] = ()
    stated: Patterns
    carried_on: Patterns = NOTHING
    exclude: tuple[Exclusion, ...] = ()
    exclude_stated: tuple[Exclusion, ...] = ()
    least: tuple[Least, ...] = ()
    too_few: Sentence
    not_told: Sentence

    @field_validator("too_few", "not_told")
    @classmethod
    def _can_be_filled(cls, sentence: str) -> str:
        require_fillable(sentence, _OF_LEAST)
        return sentence

    def check(self, reading: Reading) -> Finding:
        """Return pass with a number, partial when the activity is only stated, missing otherwise."""
        close: list[Close] = []
        counts: list[_Counted] = []
        for area in self.stretches(reading):
            counts += self._counts(reading, area, close)
        counts = _distinct(reading, counts)
        stated = [] if counts else self._stated(reading, close)
        if not counts:
            close += self._elsewhere(reading)
        few = self._too_few(reading, counts) if counts else ""
        outcome = Outcome.PASS if counts else Outcome.PARTIAL if stated else Outcome.MISSING
        places = [reading.trimmed(*c.phrase) for c in counts]
        says = {
            "counts": "、".join(reading.span(*place).text for place in places),
            "stated": reading.span(*stated[0]).text if stated else "",
            "why": close[0].why if close else "",
        }
        found = [(place, c.value, c.unit) for place, c in zip(places, counts, strict=True)]
        near = close[:_MOST_NEAR_MISSES]
        return Finding(
            Outcome.PARTIAL if few else outcome,
            evidence=places or stated,
            near_misses=near,
            counts=found,
            says=says,
            message=few,
        )

    def _too_few(self, reading: Reading, counts: Sequence[_Counted]) -> str:
        """Return which least number is not reached, empty when each is."""
        for least in self.least:
            values = [
                c.value for c in counts if not least.find or reading.has(least.find, *c.phrase)
            ]
            if sum(values) < least.times:
                sentence = self.too_few if values else self.not_told
                value = f"{sum(values):g}"
                return sentence.format(title=least.title, value=value, times=least.times)
        return ""

    def _counts(self, reading: Reading, area: Stretch, close: list[Close]) -> Iterator[_Counted]:
        claimed = area[0]
        for counted in self._numbers(reading, area):
            verdict = self._verdict(reading, counted, claimed)
            if counted.own and counted.own[-1][0] >= counted.number[1]:
                claimed = counted.own[-1][1]
            if verdict is None:
                continue
            if verdict:
                close.append(Close(reading.trimmed(*counted.phrase), verdict))
                continue
            kept, excluded = sift(reading, [counted.phrase], self.exclude)
            if excluded:
                close += [Close(reading.trimmed(*near.place), near.why) for near in excluded]
            elif kept and counted.value > 0:
                yield counted

    def _numbers(self, reading: Reading, area: Stretch) -> Iterator[_Counted]:
        words = list(reading.every(self.not_number, *area))
        numbers = [
            number
            for number in reading.every(self._measure, *area)
            if not any(a < number[1] and number[0] < b for a, b in words)
        ]
        for at, number in enumerate(numbers):
            before = numbers[at - 1][1] if at else area[0]
            after = numbers[at + 1][0] if at + 1 < len(numbers) else area[1]
            yield self._counted(reading, number, before, after)
        for period in self.periods:
            for match in reading.every(period.alone, *area):
                own = (self._said_of(reading, match),)
                yield _Counted(match, match, own, float(period.times), "次")

    def _said_of(self, reading: Reading, frequency: Stretch) -> Stretch:
        """Return the clause of a frequency like 每月一学, and the next one unless it has its own number."""
        start, end = reading.clause(frequency[0])
        following = reading.clause(end) if reading.text[end - 1] == "," else (end, end)
        return start, end if reading.has(self._measure, *following) else following[1]

    def _counted(self, reading: Reading, number: Stretch, before: int, after: int) -> _Counted:
        start = max(_boundary_before(_BOUNDARY, reading.text, number[0]), before)
        in_left = self._tells(reading, (start, number[0]))
        if not in_left and reading.text[start - 1 : start] == "、":
            start = max(_boundary_before(_CLAUSE_END, reading.text, number[0]), before)
            in_left = self._tells(reading, (start, number[0]))
        leads = reading.has(self.leads, number[1], number[1] + _LEAD)
        stop = (_CLAUSE_END if leads else _BOUNDARY).search(reading.text, number[1])
        end = min(stop.start() if stop else len(reading.text), after)
        digits = re.match(NUMBER, reading.text[slice(*number)])
        text = digits.group() if digits else ""
        times = self._times(reading, start, number[0])
        in_right = self._tells(reading, (number[1], end))
        own = self._own(reading, (start, number[0]), (number[1], end), (in_left, in_right))
        unit = reading.text[number[0] + len(text) : number[1]]
        return _Counted(number, (start, end), own, (value(text) or 0) * times, unit)

    def _times(self, reading: Reading, start: int, end: int) -> int:
        """Return how often a year the nearest 每… before the number comes, 1 when there is none."""
        hits = [
            (m[0], m[1] - m[0], p.times)
            for p in self.periods
            for m in reading.every(p.find, start, end)
        ]
        return max(hits)[2] if hits else 1

    def _own(
        self, reading: Reading, left: Stretch, right: Stretch, tells: tuple[bool, bool]
    ) -> tuple[Stretch, ...]:
        """Return the sides of the number that tell what it counts; both when both may."""
        in_left, in_right = tells
        if in_left and in_right and _JOINT.match(reading.text, right[0]):
            return (left,)
        return tuple(side for side, does in zip((left, right), tells, strict=True) if does)

    def _tells(self, reading: Reading, side: Stretch) -> bool:
        return any(
            reading.has(phrases, *side)
            for phrases in (self.loose, *(o.find for o in self.others), self.activity)
        )

    def _verdict(self, reading: Reading, counted: _Counted, claimed: int) -> str | None:
        """Return empty when the number counts, why it does not when it comes close, None when it is far off."""
        own = tuple(side for side in counted.own if side[0] >= claimed or len(counted.own) == 1)
        text = "|".join(_QUOTED_TITLE.sub("", reading.text[slice(*side)]) for side in own)
        text = self._without_names(reading, text)
        if not own:
            return self._without_own(reading, counted)
        studies = _in(reading, self.activity, text) or _in(reading, self.loose, text)
        if other := next((o for o in self.others if _in(reading, o.find, text)), None):
            return other.why if studies else None
        whole = "|".join(reading.text[slice(*side)] for side in own)
        on_topic = _in(reading, self.topic, whole) or reading.has(self.topic, *counted.phrase)
        if _in(reading, self.activity, text):
            return self._given_to_others(reading, counted)
        if _in(reading, self.who, whole) and (on_topic or self._is_about(reading, counted)):
            return ""
        return self._by_context(reading, counted, bare=False)

    def _without_own(self, reading: Reading, counted: _Counted) -> str | None:
        """Return the verdict on a number whose phrase does not tell what it counts."""
        if self._is_listed(reading, counted):
            return ""
        is_bare = self._is_bare(reading, counted)
        return self._by_context(reading, counted, bare=True) if is_bare else None

    def _without_names(self, reading: Reading, text: str) -> str:
        spans = list(self.names.every(text, 0, len(text), reading.time_left()))
        for start, end in reversed(spans):
            text = f"{text[:start]}法律{text[end:]}"
        return text

    def _is_bare(self, reading: Reading, counted: _Counted) -> bool:
        start, end = counted.phrase
        text = reading.text[start : counted.number[0]] + reading.text[counted.number[1] : end]
        return len(_DATE_SIGNS.sub("", _cut(reading, text, self.filler))) <= 1

    def _is_about(self, reading: Reading, counted: _Counted) -> bool:
        """Tell whether the clause before the one with the number says that it is about the topic."""
        start = reading.clause(counted.number[0])[0]
        before = reading.clause(start - 1) if start else (0, 0)
        return before[0] >= reading.sentence(counted.number[0])[0] and reading.has(
            self.about, *before
        )

    def _is_listed(self, reading: Reading, counted: _Counted) -> bool:
        """Tell whether a number that names only a meeting stands in a list of the activity.

        As 党委会17次 does after 坚持会前学法, and 一季度3次 after 学法情况.
        """
        end = counted.phrase[1]
        if not self.heads or not self.meetings:
            return False
        at = reading.sentence_number(end - 1)
        start = max(reading.sentences[max(0, at - 1)][0], reading.paragraph(end - 1)[0])
        heads = list(reading.every(self.heads, start, counted.phrase[0]))
        if not heads or self._others_in(reading, (reading.clause(heads[-1][0])[0], heads[-1][1])):
            return False
        kept, _ = sift(reading, heads[-1:], (*self.exclude, *self.exclude_stated))
        between = reading.text[heads[-1][1] : end]
        for phrases in (self._measure, self.meetings):
            between = _cut(reading, between, phrases)
        return bool(kept) and not _DATE_SIGNS.sub("", _MARKS.sub("", between))

    def _by_context(self, reading: Reading, counted: _Counted, *, bare: bool) -> str | None:
        start = counted.phrase[0]
        sentence = reading.sentence(start)[0]
        before = reading.sentences[max(0, reading.sentence_number(start) - 1)]
        in_paragraph = before[0] >= reading.paragraph(start)[0]
        if not bare and (told := self._by_those_present(reading, counted)) is not None:
            return told
        for stretch in ((sentence, start), before if in_paragraph else (start, start)):
            nearest = self._nearest(reading, stretch, bare=bare)
            if nearest is not None:
                return nearest or self._off_topic(reading, counted, stretch, bare=bare)
        return None if bare else self._by_headings(reading, counted)

    def _by_those_present(self, reading: Reading, counted: _Counted) -> str | None:
        """Return what the clause after the number says of those who were there, None if it does not."""
        end = counted.phrase[1]
        if reading.text[end : end + 1] != ",":
            return None
        clause = reading.clause(end + 1)
        if not reading.has(self.takes_part, *clause):
            return None
        others = self._others_in(reading, clause)
        if others:
            return others[0][1]
        on_topic = reading.has(self.topic, counted.phrase[0], clause[1])
        return "" if on_topic and reading.has(self.who, *clause) else None

    def _given_to_others(self, reading: Reading, counted: _Counted) -> str:
        """Return why a number does not count of which the next clause says that others had the good of it."""
        end = counted.phrase[1]
        if self.audience is None or reading.text[end : end + 1] != ",":
            return ""
        clause = reading.clause(end + 1)
        is_others = reading.has(self.audience.find, *clause) and not reading.has(self.who, *clause)
        return self.audience.why if is_others else ""

    def _nearest(self, reading: Reading, stretch: Stretch, *, bare: bool) -> str | None:
        """Return what the last telling words of ``stretch`` say: empty for this activity, else why not."""
        hits = [(m[1], "") for m in reading.every(self.activity, *stretch)]
        if not bare:
            hits += [(m[1], "") for m in reading.every(self.who, *stretch)]
        hits += self._others_in(reading, stretch)
        return max(hits)[1] if hits else None

    def _others_in(self, reading: Reading, stretch: Stretch) -> list[tuple[int, str]]:
        """Return where words of other activities end, and why those do not count; not in names of laws."""
        names = list(reading.every(self.names, *stretch))
        return [
            (m[1], other.why)
            for other in self.others
            for m in reading.every(other.find, *stretch)
            if not any(a <= m[0] < b for a, b in names)
        ]

    def _off_topic(
        self, reading: Reading, counted: _Counted, stretch: Stretch, *, bare: bool
    ) -> str | None:
        """Return why a number of the right people is not of the right subject, empty when it is."""
        own = counted.own or (counted.phrase,)
        if any(reading.has(self.topic, *side) for side in own):
            return ""
        if self._is_total(reading, counted):
            return None
        sentence = reading.sentence(counted.phrase[0])[0]
        near = (min(stretch[0], sentence), counted.phrase[0])
        if bare or reading.has(self.topic, *near):
            return ""
        return self._by_headings(reading, counted)

    def _is_total(self, reading: Reading, counted: _Counted) -> bool:
        """Tell whether a part of the number is given right after it."""
        after = counted.phrase[1] + 1
        return reading.has(self.part, after, min(after + 6, len(reading.text)))

    def _by_headings(self, reading: Reading, counted: _Counted) -> str | None:
        for heading in reading.headings_over(counted.phrase[0]):
            if reading.has(self.activity, *heading) or (
                reading.has(self.who, *heading) and reading.has(self.topic, *heading)
            ):
                return ""
            if any(reading.has(other.find, *heading) for other in self.others):
                break
        return self.unclear

    def _stated(self, reading: Reading, close: list[Close]) -> list[Stretch]:
        matches = [
            m
            for area in self.stretches(reading)
            for m in reading.every(self.stated, *area)
            if not self._is_title(reading, m)
        ]
        kept, excluded = sift(reading, matches, (*self.exclude_stated, *self.exclude))
        close += excluded
        return kept

    def _is_title(self, reading: Reading, match: Stretch) -> bool:
        """Tell whether a match stands in a short heading, which announces but does not state.

        The label of a line, as in 会前学法:多次, states together with what follows.
        """
        section = reading.document.section_at(reading.span(*match).start)
        if section is None or not section.label:
            return False
        title_end = section.start + len(section.label) + len(section.heading)
        start, end = reading.shadowed(section.start, title_end)
        text = reading.trimmed(*reading.shadowed(section.body, section.end))
        if match[1] > end or end - start > _LONGEST_TITLE or text[0] >= text[1]:
            return False
        is_label = ":" in reading.text[end - 1 : text[0]]
        return not is_label and not reading.has(self.carried_on, *text)

    def _elsewhere(self, reading: Reading) -> list[Close]:
        skipped = [area for role in self.skip for area in reading.area(role)]
        return [
            Close(m, self.skipped) for area in skipped for m in reading.every(self.stated, *area)
        ]

    @cached_property
    def _measure(self) -> Phrases:
        units = "|".join(sorted(self.units, key=len, reverse=True))
        return Phrases([rf"re:(?:(?<![第\d.])|(?<=[到至]第)){NUMBER}(?:{units})"], NO_WORDS)


def _in(reading: Reading, phrases: Phrases, text: str) -> bool:
    return phrases.search(text, 0, len(text), reading.time_left()) is not None


def _cut(reading: Reading, text: str, phrases: Phrases) -> str:
    """Return ``text`` without all that ``phrases`` match."""
    for start, end in reversed(list(phrases.every(text, 0, len(text), reading.time_left()))):
        text = text[:start] + text[end:]
    return text


def _boundary_before(boundary: re.Pattern[str], text: str, at: int) -> int:
    while at and not boundary.match(text, at - 1):
        at -= 1
    return at


def _distinct(reading: Reading, counts: list[_Counted]) -> list[_Counted]:
    """Return ``counts`` in order of the text, the same words with the same number only once."""
    seen: dict[str, _Counted] = {}
    for counted in sorted(counts, key=lambda c: c.number):
        seen.setdefault(reading.text[slice(*counted.phrase)], counted)
    return list(seen.values())
