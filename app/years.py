"""The years that a report names, and the one that it is about by everything that it says of itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from weakref import WeakKeyDictionary, proxy

from app.fold import fold_text
from app.model import DocumentKind, Section
from app.numerals import value, year
from app.reading import Reading, Stretch

_YEAR = r"(?:(?:19|20)\d\d|二[〇零○][〇零○一二三四五六七八九]{2})"
_NUMBER = re.compile(_YEAR)
_DAY = re.compile(
    rf"({_YEAR})年(\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日"
)
_WHOLE_YEAR = re.compile(r"1月1日(?:起?至|到|—{1,2}|-|~)(?:20\d\d年)?12月31日")
_LEADS_ON = re.compile(rf"年?度?(?:[—–~、-]+|至|到|和|与|及){_YEAR}")
_LED_UP_TO = re.compile(rf"{_YEAR}年?度?(?:[—–~、-]+|至|到|和|与|及)\Z")
_NO_PLAIN_YEAR = re.compile(
    "[底末初前间后起的至到以]|[为有是仅]\\d|新?(?:修订|修正|制定|印发|公布|发布|颁布|施行|出台|成立|设立|组建)|[一二三四五六七八九十\\d]{1,2}月"
)
_PLANNED = re.compile("[^,。;\n]{0,14}?(?:计划|安排|打算|思路|设想)")
_NO_PLAIN_LEAD = frozenset("自从较比由与同于至到")
_WRITTEN_NEXT_YEAR = 9
_FIGURES = 4
_OPENING = 600
_LONGEST_TITLE = 80
_LONGEST_LEAD = 10


class Part(Enum):
    """Where a report says which year it is about; the value is how much that weighs."""

    TITLE = 2.0
    HEADING = 1.4
    PLAN = 1.2
    OPENING = 1.1
    PERIOD = 1.0


_GIVEN = 10.0
_DATED = 1.5
_STATED = 0.1


@dataclass(frozen=True, slots=True)
class Mention:
    """A year with 年 or 年度: within 《》, or as one end of a span or one of a list, or neither."""

    start: int
    end: int
    year: int
    is_quoted: bool
    is_bounded: bool

    @property
    def place(self) -> Stretch:
        """Where it stands in the shadow."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Claim:
    """A mention that says, in its way, that the report is about ``year``."""

    part: Part
    year: int
    mention: Mention


class Years:
    """What one report says about years; ``later`` are the roles that are about the next one."""

    def __init__(self, reading: Reading, later: tuple[str, ...]) -> None:
        """Find every mention; the rest is worked out when first asked for."""
        self._reading = reading
        self._later = set(later)
        self.mentions = tuple(_mentions(reading.text))
        self._starts = [mention.start for mention in self.mentions]

    @cached_property
    def report(self) -> int | None:
        """The year that the weightiest claims agree on, None without any; a year given by hand stands."""
        if self._reading.document.facts.kind is DocumentKind.OTHER:
            return None
        weights: defaultdict[int, float] = defaultdict(float)
        for part, said in self._said().items():
            for each in said:
                weights[each] += part.value / len(said)
        if (dated := self.dated) is not None:
            weights[dated] += _DATED
        if (stated := self._reading.document.facts.year) is not None:
            is_found = stated in weights
            weights[stated] += _STATED if is_found else _GIVEN
        return max(weights, key=weights.__getitem__, default=None)

    def _said(self) -> dict[Part, set[int]]:
        said: dict[Part, set[int]] = {}
        for claim in self.claims:
            said.setdefault(claim.part, set()).add(claim.year)
        return said

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What title, opening, headings and period of the data say, in the order of the text."""
        found = [*self._above(), *self.headings, *self._periods()]
        return tuple(sorted(found, key=lambda claim: claim.mention.start))

    @property
    def dated(self) -> int | None:
        """The year that a report of its date is about."""
        day = self.signed
        return None if day is None else day.year - (day.month <= _WRITTEN_NEXT_YEAR)

    @cached_property
    def signed(self) -> date | None:
        """The date of the report, None where it has none or one that does not exist."""
        found = _DAY.fullmatch(fold_text(self._reading.document.facts.date or ""))
        if found is None:
            return None
        parts = year(found[1]), value(found[2]), value(found[3])
        try:
            return date(*(int(part or 0) for part in parts))
        except ValueError:
            return None

    def is_plain(self, mention: Mention) -> bool:
        """Tell whether a mention names a year as such: no title, span, day, nor since or until when."""
        text = self._reading.text
        return not (
            mention.is_quoted
            or mention.is_bounded
            or _NO_PLAIN_YEAR.match(text, mention.end)
            or text[mention.start - 1 : mention.start] in _NO_PLAIN_LEAD
        )

    def is_later(self, at: int) -> bool:
        """Tell whether ``at`` stands in a part that is about the next year."""
        return any(start <= at < end for start, end in self._later_areas)

    @cached_property
    def _later_areas(self) -> list[Stretch]:
        return [area for role in self._later for area in self._reading.area(role)]

    def within(self, start: int, end: int) -> Iterator[Mention]:
        """Yield the mentions in a stretch."""
        first = bisect_left(self._starts, start)
        return iter(self.mentions[first : bisect_left(self._starts, end, first)])

    @cached_property
    def headings(self) -> tuple[Claim, ...]:
        """What the headings say that name one year: of the highest level, or of the plan."""
        found = []
        for section in self._reading.document.sections:
            if section.body > section.start and "年" in section.heading:
                place = self._reading.shadowed(section.start, section.body)
                plain = [m for m in self.within(*place) if self.is_plain(m)]
                if len(plain) == 1 and (claim := self._heading(section, plain[0])):
                    found.append(claim)
        return tuple(found)

    def _heading(self, section: Section, mention: Mention) -> Claim | None:
        """Return what a heading says; one before all chapters of results is no plan, whatever its year."""
        if self._later.intersection(section.roles) and section.start > self._results:
            return Claim(Part.PLAN, mention.year - 1, mention)
        return Claim(Part.HEADING, mention.year, mention) if section.parent is None else None

    @cached_property
    def _results(self) -> int:
        """Where the first chapter begins that is not about the next year; -1 when there is none."""
        starts = (
            section.start
            for section in self._reading.document.sections
            if section.parent is None and not self._later.intersection(section.roles)
        )
        return next(starts, -1)

    def _above(self) -> Iterator[Claim]:
        """Yield what the title says, and the text between it and the first section."""
        document = self._reading.document
        first = (
            self._reading.shadowed(document.sections[0].start, 0)[0]
            if document.sections
            else _OPENING
        )
        title = fold_text(document.facts.title or "")
        for mention in self.within(0, min(first, _OPENING)):
            line = self._reading.text[slice(*self._reading.paragraph(mention.start))]
            if line in title:
                yield Claim(Part.TITLE, mention.year, mention)
            elif self.is_plain(mention) and not _PLANNED.match(self._reading.text, mention.end):
                yield Claim(Part.OPENING, mention.year, mention)

    def _periods(self) -> Iterator[Claim]:
        for mention in self.mentions:
            if _WHOLE_YEAR.match(self._reading.text, mention.end):
                yield Claim(Part.PERIOD, mention.year, mention)


_KNOWN: WeakKeyDictionary[Reading, dict[tuple[str, ...], Years]] = WeakKeyDictionary()


def years_of(reading: Reading, later: tuple[str, ...]) -> Years:
    """Return what a report says about years; the rules that ask share the answer."""
    known = _KNOWN.setdefault(reading, {})
    if later not in known:
        # A strong reference to its own key would keep every report that was ever checked.
        known[later] = Years(proxy(reading), later)
    return known[later]


def _mentions(text: str) -> Iterator[Mention]:
    """Yield every year that 年 follows; looking for 年 first takes a tenth of the time."""
    at = text.find("年")
    while at >= 0:
        start = max(0, at - _FIGURES)
        if _NUMBER.fullmatch(text, start, at) and not text[max(0, start - 1) : start].isdecimal():
            yield _mention(text, start, at + 1 + (text[at + 1 : at + 2] == "度"))
        at = text.find("年", at + 1)


def _mention(text: str, start: int, end: int) -> Mention:
    figures = start + _FIGURES
    opened = text.rfind("《", max(0, start - _LONGEST_TITLE), start)
    return Mention(
        start,
        end,
        year(text[start:figures]) or 0,
        is_quoted=opened >= 0 and text.find("》", opened, start) < 0,
        is_bounded=bool(
            _LEADS_ON.match(text, figures)
            or _LED_UP_TO.search(text, max(0, start - _LONGEST_LEAD), start)
        ),
    )
