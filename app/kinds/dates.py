"""Kind ``dates``: days that do not exist, and days that do not fit the report's own date."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal, NamedTuple

from app.model import Outcome
from app.numerals import value, year
from app.reading import Reading, Stretch
from app.rule import NOTHING, Fault, Finding, Patterns, Sentence, SlipRule
from app.years import Years, years_of

_FIGURE = "0123456789〇零○一二三四五六七八九十"
_FIGURES = f"[{_FIGURE}]"
_BEFORE = re.compile(rf"(?<!{_FIGURES})(?:({_FIGURES}{{4}})年)?({_FIGURES}{{1,3}})\Z")
_AFTER = re.compile(rf"({_FIGURES}{{1,3}})日|(?=[上中下]旬|[份底初末])")
_DIGITS = re.compile(r"(?<![\d.\-/:])(20\d\d)([-./])(\d{1,2})\2(\d{1,2})(?![\d.\-/])")
_MONTHS = 12
_FIRST_SIGNED = 10
_LEAP_DAY = (2, 29)
_ANY_LEAP_YEAR = 2000
_LONGEST = 9
_SENTENCE_SIGNS = frozenset("。,;")


class _Day(NamedTuple):
    """A day as it is written; no year where none is named, no day where only a month is."""

    place: Stretch
    year: int | None
    month: int
    day: int | None


class Dates(SlipRule):
    """Reports days that no calendar has, and days after the report's own; ``skip`` is the plan.

    After ``cut_off`` a day may not be later than the report's date, nor may any other that names its
    year, unless ``future`` stands in its clause. The date itself may not be before the last quarter
    of the report year, nor later than the year after. The other texts say what is wrong.
    """

    outcomes: ClassVar = (Outcome.PASS, Outcome.PROBLEM, Outcome.NOT_APPLICABLE)

    kind: Literal["dates"]
    cut_off: Patterns
    future: Patterns = NOTHING
    no_such_month: Sentence
    no_such_day: Sentence
    after_signing: Sentence
    signed_early: Sentence
    signed_late: Sentence
    suggestion: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with the days that cannot be; not-applicable when the text names no day."""
        days = [*_written(reading.text), *_in_digits(reading.text)]
        if not days:
            return Finding(Outcome.NOT_APPLICABLE)
        years = years_of(reading, self.skip)
        faults = []
        for day in days:
            why = (
                self._impossible(years, day)
                or self._signature(reading, years, day)
                or self._later(reading, years, day)
            )
            if why:
                faults.append(Fault(day.place, why, self.suggestion))
        return self.verdict(reading, faults)

    def _impossible(self, years: Years, day: _Day) -> str:
        if not 1 <= day.month <= _MONTHS:
            return self.no_such_month.format(month=day.month)
        if day.day is None:
            return ""
        possible = {day.year} if day.year else _years(years, day)
        last = max(calendar.monthrange(each, day.month)[1] for each in possible)
        if 1 <= day.day <= last:
            return ""
        where = f"{min(possible)}年" if (day.month, day.day) == _LEAP_DAY else ""
        return self.no_such_day.format(year=where, month=day.month, last=last)

    def _signature(self, reading: Reading, years: Years, day: _Day) -> str:
        """Return what is wrong with the report's own date, empty for every other day."""
        if years.report is None or years.signed is None or _as_date(day) != years.signed:
            return ""
        if _is_in_prose(reading, day):
            return ""
        if years.signed < date(years.report, _FIRST_SIGNED, 1):
            return self.signed_early.format(year=years.report)
        return (
            self.signed_late.format(year=years.report)
            if years.signed.year > years.report + 1
            else ""
        )

    def _later(self, reading: Reading, years: Years, day: _Day) -> str:
        """Return what is wrong with a day that comes after the report's own date."""
        if years.report is None or years.signed is None or not _is_in_prose(reading, day):
            return ""
        found = _as_date(day if day.year else day._replace(year=years.report))
        if found is None or found <= years.signed:
            return ""
        clause = reading.clause(day.place[0])
        is_cut_off = reading.has(self.cut_off, clause[0], day.place[0])
        is_told = day.year is not None and not reading.has(self.future, *clause)
        if years.is_later(day.place[0]) or not (is_cut_off or is_told):
            return ""
        signed = f"{years.signed.year}年{years.signed.month}月{years.signed.day}日"
        return self.after_signing.format(signed=signed)


def _years(years: Years, day: _Day) -> set[int]:
    """Return the years that a day may be of that names none: any when the report's is not known."""
    if years.report is None:
        return {_ANY_LEAP_YEAR}
    if years.is_later(day.place[0]):
        return {years.report + 1}
    after = years.signed is not None and years.signed >= date(years.report + 1, 3, 1)
    return {years.report, years.report + after}


def _written(text: str) -> Iterator[_Day]:
    """Yield the days and months that 月 writes: 2月30日, 2024年13月."""
    at = text.find("月", 1)
    while at >= 0:
        if text[at - 1] in _FIGURE and (day := _around(text, at)):
            yield day
        at = text.find("月", at + 1)


def _around(text: str, at: int) -> _Day | None:
    """Return the day or month whose 月 stands at ``at``."""
    lead, rest = _BEFORE.search(text, max(0, at - _LONGEST), at), _AFTER.match(text, at + 1)
    month = value(lead[2]) if lead and (rest or lead[1]) else None
    if lead is None or month is None:
        return None
    place = lead.start(), rest.end() if rest else at + 1
    day = value(rest[1]) if rest and rest[1] else None
    return _Day(place, year(lead[1] or ""), int(month), None if day is None else int(day))


def _in_digits(text: str) -> Iterator[_Day]:
    """Yield the days written as 2024-2-30."""
    if "20" in text:
        for found in _DIGITS.finditer(text):
            yield _Day(found.span(), int(found[1]), int(found[3]), int(found[4]))


def _is_in_prose(reading: Reading, day: _Day) -> bool:
    """Tell whether a day stands in a sentence, and not in a line of its own as dates of issue do."""
    return not _SENTENCE_SIGNS.isdisjoint(reading.text[slice(*reading.paragraph(day.place[0]))])


def _as_date(day: _Day) -> date | None:
    try:
        return date(day.year or 0, day.month, day.day or 0)
    except ValueError:
        return None
