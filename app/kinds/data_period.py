"""Kind ``data-period``: for which time the figures of a report hold."""

import re
from typing import ClassVar, Literal

from app.fieldtypes import Day
from app.fold import fold_text
from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import Finding, Patterns, Rule

_DAY = re.compile(r"\A(\d{4})年(\d{1,2})月(\d{1,2})日")


class DataPeriod(Rule):
    """``period`` names the time itself, ``whole_year`` words that mean the year of the report.

    Partial when the report is dated before ``until`` [month, day] of its own year and only says that
    the figures are of the whole year. Not applicable to a report without ``figures``.
    """

    placeholders: ClassVar = frozenset({"period", "date"})
    outcomes: ClassVar = (*Rule.outcomes, Outcome.NOT_APPLICABLE)

    kind: Literal["data-period"]
    period: Patterns
    whole_year: Patterns
    figures: Patterns
    until: Day

    def check(self, reading: Reading) -> Finding:
        """Return pass when the time is told, partial when it cannot be the year, missing without."""
        areas = self.stretches(reading)
        named, year = self._first(reading, self.period, areas), None
        if named is None:
            if self._first(reading, self.figures, areas) is None:
                return self._finding(reading, Outcome.NOT_APPLICABLE, None)
            year = self._first(reading, self.whole_year, areas)
        if year is not None and self._is_early(reading):
            return self._finding(reading, Outcome.PARTIAL, year)
        place = named or year
        return self._finding(reading, Outcome.PASS if place else Outcome.MISSING, place)

    def _first(
        self, reading: Reading, phrases: Patterns, areas: tuple[Stretch, ...]
    ) -> Stretch | None:
        places = (reading.first(phrases, *area) for area in areas)
        return next((place for place in places if place is not None), None)

    def _is_early(self, reading: Reading) -> bool:
        """Tell whether the report was written before its year was over."""
        facts = reading.document.facts
        day = _DAY.match(fold_text(facts.date or ""))
        if day is None or facts.year is None:
            return False
        return (int(day[1]), int(day[2]), int(day[3])) < (facts.year, *self.until)

    def _finding(self, reading: Reading, outcome: Outcome, place: Stretch | None) -> Finding:
        date = reading.document.facts.date or ""
        if place is None:
            return Finding(outcome, says={"period": "", "date": date})
        says = {"period": reading.span(*place).text, "date": date}
        return Finding(outcome, evidence=[place], says=says)
