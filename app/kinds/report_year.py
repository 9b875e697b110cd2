"""Kind ``report-year``: title, opening, headings and period of the data name the same report year."""

from typing import ClassVar, Literal

from app.model import Outcome
from app.reading import Reading
from app.rule import Fault, Finding, Sentence, SlipRule
from app.years import Claim, Part, years_of

_LEAST = 2


class ReportYear(SlipRule):
    """Reports what names another year than most of the report; ``skip`` are the parts about the next one.

    ``wrong`` is said of a passage, ``wrong_title`` of the title, ``suggestion`` is what to write.
    """

    outcomes: ClassVar = (Outcome.PASS, Outcome.PROBLEM, Outcome.NOT_APPLICABLE)

    kind: Literal["report-year"]
    wrong: Sentence
    wrong_title: Sentence
    suggestion: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with the years that disagree; not-applicable when there are not two to compare."""
        years = years_of(reading, self.skip)
        report = years.report
        if report is None or len(years.claims) + (years.dated is not None) < _LEAST:
            return Finding(Outcome.NOT_APPLICABLE)
        wrong = [c for c in years.claims if c.part is not Part.PLAN and c.year != report]
        return self.verdict(reading, [self._fault(claim, report) for claim in wrong])

    def _fault(self, claim: Claim, expected: int) -> Fault:
        told = {"year": claim.year, "expected": expected}
        why = self.wrong_title if claim.part is Part.TITLE else self.wrong
        return Fault(claim.mention.place, why.format(**told), self.suggestion.format(**told))
