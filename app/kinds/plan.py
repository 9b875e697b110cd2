"""Kind ``plan``: what will be done next year, with at least one concrete measure, for the right year."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from app.items import enumerated
from app.model import Outcome, Section
from app.numerals import year
from app.reading import Reading, Stretch, without
from app.rule import NOTHING, Close, Fault, Finding, Patterns, Rule

_SHORT_LINE = 4
_MOST_SHOWN = 12
_YEAR = re.compile("20[0-9]{2}|二[〇零○][〇零○一二三四五六七八九]{2}")


class Plan(Rule):
    """Looks in the part ``where``; ``concrete`` recognises a measure.

    Any item of a list is one, but for those that begin with a ``hollow`` sentence and have nothing concrete.

    A sentence with ``none_yet`` says that there is no plan, one with ``done`` and without ``future``
    tells of work that is finished: ``not_plan`` is what is said of them. Where shortcomings and plan
    stand in one chapter that cannot be told apart, only sentences with ``future`` are plans.
    ``year`` finds the year of the plan in its heading or text; ``elsewhere`` recognises plans
    outside the part, to say that they came close. ``no_measure`` and ``wrong_year`` say what is wrong,
    ``suggestion`` what to write for a wrong year.
    """

    tests_absence: ClassVar = True
    placeholders: ClassVar = frozenset({"measures", "year", "expected", "why"})
    outcomes: ClassVar = (Outcome.PASS, Outcome.PARTIAL, Outcome.MISSING, Outcome.REVIEW)

    kind: Literal["plan"]
    concrete: Patterns
    hollow: Patterns = NOTHING
    none_yet: Patterns = NOTHING
    done: Patterns = NOTHING
    future: Patterns = NOTHING
    not_plan: str
    year: Patterns
    year_not: Patterns = NOTHING
    elsewhere: Patterns = NOTHING
    wrong_year: str
    suggestion: str
    no_measure: str

    def check(self, reading: Reading) -> Finding:
        """Return pass with a concrete measure and no wrong year, partial or missing otherwise."""
        sections = reading.sections(*self.where)
        areas = [area for role in self.where for area in reading.area(role)]
        void = self._void(reading, sections)
        is_mixed = any(len(section.roles) > 1 for section in sections)
        measures = [
            m
            for area in areas
            for m in self._measures(reading, area, is_mixed=is_mixed)
            if not any(start <= m[0] < end for start, end in void)
        ]
        has_text = any(_has_text(reading, s, void) for s in sections)
        named, place = self._year(reading, sections, areas)
        report_year = reading.document.facts.year
        expected = report_year + 1 if report_year else 0
        says = {"measures": len(measures), "year": named, "expected": expected, "why": ""}
        heads = [reading.trimmed(*_head(reading, s)) for s in sections]
        told: dict[str, Any] = {
            "evidence": [*heads, *measures[:_MOST_SHOWN]],
            "details": {"year": named},
        }
        if not has_text:
            near = [Close(reading.trimmed(*v), self.not_plan) for v in void]
            near += self._elsewhere(reading)
            return Finding(
                Outcome.MISSING,
                evidence=heads,
                near_misses=near,
                says=says,
                details={"year": None},
            )
        if not measures:
            return Finding(Outcome.PARTIAL, says=says | {"why": self.no_measure}, **told)
        if named is not None and not expected:
            return Finding(Outcome.REVIEW, says=says, **told)
        if place is not None and named != expected:
            why = self.wrong_year.format(year=named, expected=expected)
            fault = Fault(place, why, self.suggestion.format(expected=expected))
            return Finding(Outcome.PARTIAL, problems=[fault], says=says | {"why": why}, **told)
        return Finding(Outcome.PASS, says=says, **told)

    def _void(self, reading: Reading, sections: Sequence[Section]) -> list[Stretch]:
        """Return the sentences of ``sections`` that plan nothing."""
        return [
            sentence
            for section in sections
            for sentence in reading.sentences_in(*reading.shadowed(section.body, section.end))
            if self._is_void(reading, sentence, is_mixed=len(section.roles) > 1)
        ]

    def _is_void(self, reading: Reading, sentence: Stretch, *, is_mixed: bool) -> bool:
        if reading.has(self.none_yet, *sentence):
            return True
        if not is_mixed and not reading.has(self.done, *sentence):
            return False
        return not reading.has(self.future, *sentence)

    def _measures(self, reading: Reading, area: Stretch, *, is_mixed: bool) -> list[Stretch]:
        """Return the concrete measures: numbered or enumerated ones, and clauses that say one.

        The numbers of a mixed chapter are those of the shortcomings.
        """
        numbered = [p for s, p in reading.sections_from(area[0] + 1, area[1]) if s.label]
        items = numbered if len(numbered) > 1 else enumerated(reading, area)
        told = [m for m in items if not is_mixed and not self._is_hollow(reading, m)]
        if told:
            return [reading.trimmed(*_first_sentence(reading, m)) for m in told]
        said = [reading.clause(m[0]) for m in reading.every(self.concrete, *area)]
        return [reading.trimmed(*c) for c in dict.fromkeys(said)]

    def _is_hollow(self, reading: Reading, item: Stretch) -> bool:
        return reading.has(self.hollow, *_first_sentence(reading, item)) and not reading.has(
            self.concrete, *item
        )

    def _year(
        self, reading: Reading, sections: Sequence[Section], areas: list[Stretch]
    ) -> tuple[int | None, Stretch | None]:
        """Return the year that the plan names and where, preferring the year after the report's."""
        wanted = (reading.document.facts.year or 0) + 1
        headings = [_head(reading, s) for s in sections if s.body > s.start]
        in_headings = [m.span() for h in headings for m in _YEAR.finditer(reading.text, *h)]
        in_text = [m for area in areas for m in reading.every(self.year, *area)]
        for matches in (in_headings, in_text):
            hits = [(y, m) for m in matches if (y := self._number(reading, m))]
            if hits:
                return next(((y, m) for y, m in hits if y == wanted), hits[-1])
        return None, None

    def _number(self, reading: Reading, match: Stretch) -> int | None:
        found = _YEAR.search(reading.text, *match)
        if found is None or reading.has(self.year_not, *reading.sentence(match[0])):
            return None
        return year(found.group())

    def _elsewhere(self, reading: Reading) -> list[Close]:
        matches = reading.every(self.elsewhere, 0, len(reading.text))
        return [Close(reading.trimmed(*reading.clause(m[0])), self.skipped) for m in matches]


def _head(reading: Reading, section: Section) -> Stretch:
    end = section.body if section.body > section.start else section.start + len(section.heading)
    return reading.shadowed(section.start, end)


def _first_sentence(reading: Reading, stretch: Stretch) -> Stretch:
    return stretch[0], min(reading.sentence(stretch[0])[1], max(stretch[1], stretch[0] + 1))


def _has_text(reading: Reading, section: Section, void: Sequence[Stretch]) -> bool:
    """Tell whether anything stands in a section besides its heading and ``void``."""
    body = reading.trimmed(*reading.shadowed(section.body, section.end))
    return any(end - start > _SHORT_LINE for start, end in without(body, void))
