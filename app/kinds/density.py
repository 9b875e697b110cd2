"""Kind ``density``: how often something occurs in a part, measured by its length."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.model import Outcome
from app.reading import Reading
from app.rule import Finding, Patterns, Rule

_MOST_SHOWN = 8


class Density(Rule):
    """Partial when the parts ``where`` hold fewer than one ``find`` in ``per`` characters.

    Parts shorter than ``least`` are not judged.
    """

    tests_absence: ClassVar = True
    placeholders: ClassVar = frozenset({"count", "chars"})
    outcomes: ClassVar = (Outcome.PASS, Outcome.PARTIAL, Outcome.NOT_APPLICABLE)

    kind: Literal["density"]
    find: Patterns
    per: Annotated[int, Field(ge=1)]
    least: Annotated[int, Field(ge=1)]

    def check(self, reading: Reading) -> Finding:
        """Return pass with enough of it, partial with less, not applicable to parts that are too short."""
        areas = self.stretches(reading)
        chars = sum(end - start for start, end in areas)
        found = [m for area in areas for m in reading.every(self.find, *area)]
        says = {"count": len(found), "chars": chars}
        if chars < self.least:
            return Finding(Outcome.NOT_APPLICABLE, says=says)
        outcome = Outcome.PASS if len(found) * self.per >= chars else Outcome.PARTIAL
        return Finding(outcome, evidence=found[:_MOST_SHOWN], says=says)
