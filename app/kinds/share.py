"""Kind ``share``: how much of a part is about one thing."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.model import Outcome
from app.reading import Reading
from app.rule import NOTHING, Finding, Patterns, Rule

_PERCENT = 100
_MOST_SHOWN = 5


class Share(Rule):
    """Partial when sentences with ``topic`` make up more than ``most`` percent of the parts ``where``.

    A sentence with ``but_not`` is about something else. Parts shorter than ``least`` are not judged.
    """

    tests_absence: ClassVar = True
    placeholders: ClassVar = frozenset({"share"})
    outcomes: ClassVar = (Outcome.PASS, Outcome.PARTIAL, Outcome.NOT_APPLICABLE)

    kind: Literal["share"]
    topic: Patterns
    but_not: Patterns = NOTHING
    most: Annotated[int, Field(ge=1, lt=_PERCENT)]
    least: Annotated[int, Field(ge=1)]

    def check(self, reading: Reading) -> Finding:
        """Return pass below the limit, partial above it, not applicable to parts that are too short."""
        areas = self.stretches(reading)
        whole = sum(end - start for start, end in areas)
        if whole < self.least:
            return Finding(Outcome.NOT_APPLICABLE, says={"share": 0})
        sentences = dict.fromkeys(
            reading.sentence(match[0])
            for area in areas
            for match in reading.every(self.topic, *area)
        )
        about = [s for s in sentences if not reading.has(self.but_not, *s)]
        share = round(sum(end - start for start, end in about) * _PERCENT / whole)
        outcome = Outcome.PARTIAL if share > self.most else Outcome.PASS
        evidence = [reading.trimmed(*s) for s in about[:_MOST_SHOWN]]
        return Finding(outcome, evidence=evidence, says={"share": share})
