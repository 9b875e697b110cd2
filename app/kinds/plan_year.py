"""Kind ``plan-year``: what the plan is said to be for is the year after the report's."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Fault, Finding, Patterns, Sentence, SlipRule
from app.years import Mention, Part, Years, years_of


class PlanYear(SlipRule):
    """Looks at the headings of the part ``where``, and at years in it that ``future`` words follow.

    In running text a year counts at the beginning of a clause or after ``lead``, and not where
    ``past`` stands beside it. Without ``headings`` these are left to the rule that asks for a plan.
    ``wrong`` says what is wrong, ``suggestion`` what to write.
    """

    outcomes: ClassVar = (Outcome.PASS, Outcome.PROBLEM, Outcome.NOT_APPLICABLE)

    kind: Literal["plan-year"]
    future: Patterns
    lead: Patterns = NOTHING
    past: Patterns = NOTHING
    headings: bool = True
    wrong: Sentence
    suggestion: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with the wrong years; not-applicable when the plan or the report names none."""
        years = years_of(reading, self.where)
        named = [*self._in_headings(years), *self._in_text(reading, years)]
        if years.report is None or not named:
            return Finding(Outcome.NOT_APPLICABLE)
        expected = years.report + 1
        faults = [self._fault(mention, expected) for mention in named if mention.year != expected]
        return self.verdict(reading, faults)

    def _in_headings(self, years: Years) -> list[Mention]:
        if not self.headings:
            return []
        return [claim.mention for claim in years.headings if claim.part is Part.PLAN]

    def _in_text(self, reading: Reading, years: Years) -> Iterator[Mention]:
        """Yield the years in running text for which something is planned."""
        headings = {claim.mention for claim in years.headings}
        for area in (area for role in self.where for area in reading.area(role)):
            for mention in years.within(*area):
                if mention not in headings and self._is_planned(reading, years, mention):
                    yield mention

    def _is_planned(self, reading: Reading, years: Years, mention: Mention) -> bool:
        if not years.is_plain(mention):
            return False
        start = reading.clause(mention.start)[0]
        rest: Stretch = mention.end, reading.sentence(mention.start)[1]
        if start < mention.start and not reading.has(self.lead, start, mention.start):
            return False
        planned = reading.first(self.future, *rest)
        return planned is not None and not reading.has(self.past, start, planned[1])

    def _fault(self, mention: Mention, expected: int) -> Fault:
        told = {"year": mention.year, "expected": expected}
        return Fault(mention.place, self.wrong.format(**told), self.suggestion.format(**told))
