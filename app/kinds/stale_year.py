"""Kind ``stale-year``: years, meetings and programmes that do not belong into a report of its year."""

import datetime
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Fault, Finding, Patterns, Sentence, SlipRule, Strict
from app.years import Mention, Years, years_of

_LAST_TO_WRITE = (4, 30)
_SOON = 30
_BEGINNING = 5
Month = Annotated[str, Field(pattern=r"^(19|20)\d\d-(0[1-9]|1[0-2])$")]


class Event(Strict):
    """Something that nobody can report before it happened, in the month ``since``."""

    find: Patterns
    since: Month
    unless: Patterns = NOTHING


class Programme(Strict):
    """Something that ended with the year ``until`` and is not carried out any more."""

    find: Patterns
    until: int
    unless: Patterns = NOTHING


class StaleYear(SlipRule):
    """Reports what is told of another year as if it were the report's; ``skip`` are parts about the next.

    A year before the report's, up to ``years_back``, is stale after ``cut_off``; at the beginning of
    a clause, if at most a ``subject`` stands before it; and in the name of a ``yearly`` paper. It is
    in order where the clause tells ``history`` or soon something was ``founded``, where the sentence
    names the report year or speaks of ``now``, and for a yearly paper where the clause looks
    ``back``. The year after is out of place where a clause begins with it and the sentence does not
    speak of the ``future``. ``wrong``, ``wrong_event`` and ``wrong_programme`` say what is wrong,
    ``suggestion`` and ``check_again`` what to do.
    """

    outcomes: ClassVar = (Outcome.PASS, Outcome.PROBLEM, Outcome.NOT_APPLICABLE)

    kind: Literal["stale-year"]
    cut_off: Patterns
    subject: Patterns
    history: Patterns
    founded: Patterns
    now: Patterns
    yearly: Patterns
    back: Patterns
    future: Patterns
    years_back: Annotated[int, Field(ge=1, le=5)] = 2
    events: tuple[Event, ...] = ()
    programmes: tuple[Programme, ...] = ()
    wrong: Sentence
    wrong_event: Sentence
    wrong_programme: Sentence
    suggestion: Sentence
    check_again: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with what is of another time; not-applicable without a report year."""
        years = years_of(reading, self.skip)
        if years.report is None:
            return Finding(Outcome.NOT_APPLICABLE)
        told = {"expected": years.report, "next": years.report + 1}
        faults = [
            Fault(place, self.wrong.format(year=year, **told), self.suggestion.format(**told))
            for year, place in self._stale(reading, years, years.report)
        ]
        faults += self._too_early(reading, years, years.report)
        faults += self._too_late(reading, years, years.report)
        return self.verdict(reading, faults)

    def _stale(self, reading: Reading, years: Years, report: int) -> Iterator[tuple[int, Stretch]]:
        claimed = {claim.mention for claim in years.claims}
        for mention in years.mentions:
            if mention.year == report or mention.is_bounded or mention in claimed:
                continue
            if years.is_later(mention.start):
                continue
            if report - self.years_back <= mention.year < report:
                place = self._from_before(reading, years, mention, report)
            else:
                place = self._from_after(reading, years, mention, report)
            if place:
                yield mention.year, place

    def _from_before(
        self, reading: Reading, years: Years, mention: Mention, report: int
    ) -> Stretch | None:
        """Return what is stale about a year before the report's: the year, or the paper named for it."""
        if paper := self._paper(reading, mention):
            return None if reading.has(self.back, *reading.clause(mention.start)) else paper
        clause, sentence = reading.clause(mention.start), reading.sentence(mention.start)
        if (
            mention.is_quoted
            or reading.has(self.now, *sentence)
            or _names(years, report, sentence)
        ):
            return None
        cut_off = reading.first(self.cut_off, clause[0], mention.start)
        is_told = self._leads(reading, mention) and not self._is_history(reading, mention, clause)
        if not (cut_off or is_told) or _begins_with(years, report, _following(reading, sentence)):
            return None
        return (cut_off[0], mention.end) if cut_off else mention.place

    def _from_after(
        self, reading: Reading, years: Years, mention: Mention, report: int
    ) -> Stretch | None:
        """Return a year after the report's that leads a clause as if it were the report's."""
        sentence = reading.sentence(mention.start)
        is_told = (
            mention.year == report + 1
            and years.is_plain(mention)
            and self._leads(reading, mention)
            and not reading.has(self.future, *sentence)
        )
        return mention.place if is_told else None

    def _paper(self, reading: Reading, mention: Mention) -> Stretch | None:
        named = reading.first(self.yearly, mention.start, reading.paragraph(mention.start)[1])
        return named if named is not None and named[0] == mention.start else None

    def _leads(self, reading: Reading, mention: Mention) -> bool:
        """Tell whether a year leads its clause, so that all of the clause is told of that year."""
        start = reading.clause(mention.start)[0]
        return start == mention.start or reading.has(self.subject, start, mention.start)

    def _is_history(self, reading: Reading, mention: Mention, clause: Stretch) -> bool:
        soon = min(mention.end + _SOON, reading.sentence(mention.start)[1])
        return reading.has(self.history, mention.end, clause[1]) or reading.has(
            self.founded, mention.end, soon
        )

    def _too_early(self, reading: Reading, years: Years, report: int) -> Iterator[Fault]:
        written = years.signed or datetime.date(report + 1, *_LAST_TO_WRITE)
        for event in self.events:
            since = datetime.date.fromisoformat(f"{event.since}-01")
            if since <= written:
                continue
            for place in reading.every(event.find, 0, len(reading.text)):
                if not reading.has(event.unless, *reading.sentence(place[0])):
                    told = {"year": since.year, "month": since.month}
                    yield Fault(place, self.wrong_event.format(**told), self.check_again)

    def _too_late(self, reading: Reading, years: Years, report: int) -> Iterator[Fault]:
        for programme in self.programmes:
            if report + 1 <= programme.until:
                continue
            for place in reading.every(programme.find, 0, len(reading.text)):
                if report + years.is_later(place[0]) <= programme.until:
                    continue
                if not reading.has(programme.unless, *reading.sentence(place[0])):
                    told = self.wrong_programme.format(year=programme.until)
                    yield Fault(place, told, self.check_again)


def _names(years: Years, year: int, stretch: Stretch) -> bool:
    return any(mention.year == year for mention in years.within(*stretch))


def _following(reading: Reading, sentence: Stretch) -> Stretch:
    return reading.sentence(min(sentence[1], len(reading.text) - 1))


def _begins_with(years: Years, year: int, sentence: Stretch) -> bool:
    """Tell whether a sentence goes on with ``year``, as what came before it and what is now do."""
    beginning = sentence[0], min(sentence[0] + _BEGINNING, sentence[1])
    return any(mention.year == year for mention in years.within(*beginning))
