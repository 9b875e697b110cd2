"""Kind ``part``: a part of the report is there and says enough."""

from itertools import islice
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.areas import bodies, length
from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Finding, Patterns, Rule

_MOST_SHOWN = 8


class Part(Rule):
    """Enough are ``least`` characters in the parts ``where``, with ``concrete`` words at ``facts`` places.

    Where no section plays the part, ``elsewhere`` characters outside ``skip`` do as well.
    """

    tests_absence: ClassVar = True
    placeholders: ClassVar = frozenset({"chars"})

    kind: Literal["part"]
    least: Annotated[int, Field(ge=1)]
    elsewhere: Annotated[int, Field(ge=1)]
    concrete: Patterns = NOTHING
    facts: Annotated[int, Field(ge=0)] = 0

    def check(self, reading: Reading) -> Finding:
        """Return pass when the part says enough, partial when it does not, missing without one."""
        areas = bodies(reading, *self.where)
        if areas:
            return self._judged(reading, areas, self.least, Outcome.PARTIAL)
        return self._judged(
            reading, list(reading.outside(self.skip)), self.elsewhere, Outcome.MISSING
        )

    def _judged(
        self, reading: Reading, areas: list[Stretch], least: int, otherwise: Outcome
    ) -> Finding:
        every = (m for area in areas for m in reading.every(self.concrete, *area))
        facts = sum(1 for _ in islice(every, self.facts))
        chars = length(areas)
        says = {"chars": chars}
        if chars < least or facts < self.facts:
            evidence = [] if otherwise is Outcome.MISSING else areas[:1]
            return Finding(otherwise, evidence=evidence, says=says)
        starts = [reading.trimmed(*reading.clause(area[0])) for area in areas]
        return Finding(Outcome.PASS, evidence=starts[:_MOST_SHOWN], says=says)
