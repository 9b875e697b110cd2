"""Kind ``report-date``: the date under a report, and whether it is in time."""

import datetime
import re
from typing import ClassVar, Literal

from app.fieldtypes import Day
from app.fold import fold_text
from app.model import Outcome
from app.numerals import value, year
from app.reading import Reading, Stretch
from app.rule import Finding, Patterns, Rule, Sentence

_PARTS = re.compile("(.{4})年(.{1,3})月(.{1,3})日")
_LAST_LINES = 8
_LONGEST = 40


class ReportDate(Rule):
    """``filed`` and ``published`` are [month, day] in the year after the report's by which it is due.

    Partial when the date is after ``published``; ``late`` is added when it is after ``filed``. Without a
    date the report lacks one only if a line of ``signature`` shows that it was signed.
    """

    placeholders: ClassVar = frozenset({"date", "late"})
    outcomes: ClassVar = (
        *Rule.outcomes,
        Outcome.NOT_APPLICABLE,
        Outcome.REVIEW,
    )

    kind: Literal["report-date"]
    filed: Day
    published: Day
    late: Sentence
    signature: Patterns

    def check(self, reading: Reading) -> Finding:
        """Return pass with a date in time, partial with one too late, missing without one."""
        facts = reading.document.facts
        if facts.date is None:
            signed = self._signature(reading)
            outcome = Outcome.NOT_APPLICABLE if signed is None else Outcome.MISSING
            return self._finding(outcome, signed, "")
        place = _place(reading, facts.date)
        day = _day(facts.date)
        if day is None or (facts.year is not None and day.year < facts.year):
            return self._finding(Outcome.REVIEW, place, facts.date)
        if facts.year is None:
            return self._finding(Outcome.PASS, place, facts.date)
        late = self.late if day > datetime.date(facts.year + 1, *self.filed) else ""
        is_late = day > datetime.date(facts.year + 1, *self.published)
        outcome = Outcome.PARTIAL if is_late else Outcome.PASS
        return self._finding(outcome, place, facts.date, "" if is_late else late)

    def _finding(
        self, outcome: Outcome, place: Stretch | None, date: str, late: str = ""
    ) -> Finding:
        evidence = [] if place is None else [place]
        return Finding(outcome, evidence=evidence, says={"date": date, "late": late})

    def _signature(self, reading: Reading) -> Stretch | None:
        """Return the line at the end that names the unit alone."""
        end = len(reading.text)
        for line in reversed(reading.text.rsplit("\n", _LAST_LINES)[1:]):
            place = end - len(line), end
            if len(line) <= _LONGEST and reading.has(self.signature, *place):
                return place
            end = place[0] - 1
        return None


def _place(reading: Reading, date: str) -> Stretch | None:
    folded = fold_text(date)
    at = reading.text.rfind(folded)
    return None if at < 0 else (at, at + len(folded))


def _day(date: str) -> datetime.date | None:
    """Return the day that a date names, None when there is no such day."""
    parts = _PARTS.search(fold_text(date))
    if parts is None:
        return None
    numbers = year(parts[1]), value(parts[2]), value(parts[3])
    try:
        return datetime.date(*(int(number or 0) for number in numbers))
    except ValueError:
        return None
