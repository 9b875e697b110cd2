"""Kind ``part``: a part of the report is there and says enough."""

from itertools import islice
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.items import enumerated
from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Finding, Patterns, Rule

_PERCENT = 100
_MOST_SHOWN = 8


class Part(Rule):
    """Measures the parts ``where`` below their headings.

    Enough are ``least`` characters with ``concrete`` words at ``facts`` places. A ``share`` of the
    report in percent does as well as ``least``, and ``items`` are how many things it has to list.
    Where no section plays the part, ``elsewhere`` characters outside ``skip`` do as well; with
    ``may_be_absent`` there is then nothing to judge.
    """

    tests_absence: ClassVar = True
    placeholders: ClassVar = frozenset({"chars", "share", "items"})
    outcomes: ClassVar = (*Rule.outcomes, Outcome.NOT_APPLICABLE)

    kind: Literal["part"]
    least: Annotated[int, Field(ge=1)]
    share: Annotated[float, Field(gt=0, le=_PERCENT)] | None = None
    elsewhere: Annotated[int, Field(ge=0)] = 0
    items: Annotated[int, Field(ge=0)] = 0
    item: Patterns = NOTHING
    concrete: Patterns = NOTHING
    facts: Annotated[int, Field(ge=0)] = 0
    may_be_absent: bool = False

    def check(self, reading: Reading) -> Finding:
        """Return pass when the part says enough, partial when it does not, missing without one."""
        areas = [_body(reading, area) for role in self.where for area in reading.area(role)]
        areas = [area for area in areas if reading.text[slice(*area)].strip()]
        if areas:
            return self._judged(reading, areas, self.least)
        if self.may_be_absent:
            return Finding(Outcome.NOT_APPLICABLE, says=dict.fromkeys(self.placeholders, 0))
        whole = self._judged(reading, list(reading.outside(self.skip)), self.elsewhere)
        return (
            whole if whole.outcome is Outcome.PASS else Finding(Outcome.MISSING, says=whole.says)
        )

    def _judged(self, reading: Reading, areas: list[Stretch], least: int) -> Finding:
        chars = sum(end - start for start, end in areas)
        share = chars * _PERCENT / max(1, len(reading.text))
        every = (m for area in areas for m in reading.every(self.concrete, *area))
        facts = list(islice(every, max(self.facts, _MOST_SHOWN)))  # more tell nothing new
        items = sum(self._items(reading, area) for area in areas) if self.items else 0
        is_long = chars >= least or (self.share is not None and share >= self.share)
        is_enough = is_long and items >= self.items and len(facts) >= self.facts
        starts = [reading.trimmed(*reading.clause(area[0])) for area in areas]
        return Finding(
            Outcome.PASS if is_enough else Outcome.PARTIAL,
            evidence=[*starts[:_MOST_SHOWN], *facts[:_MOST_SHOWN]],
            says={"chars": chars, "share": round(share, 1), "items": items},
        )

    def _items(self, reading: Reading, area: Stretch) -> int:
        """Return how many things an area lists: as sections, in running text, or sentence by sentence."""
        sections = [s for s, _ in reading.sections_from(area[0] + 1, area[1]) if s.label]
        listed = max(len(sections), len(enumerated(reading, area)))
        if listed >= self.items:
            return listed
        said = [s for s in reading.sentences_in(*area) if reading.has(self.item, *s)]
        return max(listed, len(said))


def _body(reading: Reading, area: Stretch) -> Stretch:
    """Return an area without the heading at its beginning."""
    for section, (start, _) in reading.sections_from(*area):
        if start == area[0]:
            return reading.shadowed(section.body, section.body)[0], area[1]
        break
    return area
