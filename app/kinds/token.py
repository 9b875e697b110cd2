"""Kind ``token``: a part that is there, but so short that it says next to nothing."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.areas import bodies, length
from app.items import enumerated
from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import Finding, Patterns, Rule

_PERCENT = 100
_MOST_SHOWN = 8


class Token(Rule):
    """Partial below ``least`` characters and ``share`` percent of the report, or with fewer than ``items``.

    Items are sections, enumerated ones, or else sentences with ``item``.
    """

    tests_absence: ClassVar = True
    placeholders: ClassVar = frozenset({"chars", "share", "items"})
    outcomes: ClassVar = (Outcome.PASS, Outcome.PARTIAL, Outcome.NOT_APPLICABLE)

    kind: Literal["token"]
    least: Annotated[int, Field(ge=1)]
    share: Annotated[float, Field(gt=0, le=_PERCENT)]
    items: Annotated[int, Field(ge=0)]
    item: Patterns

    def check(self, reading: Reading) -> Finding:
        """Return pass when the part weighs something, partial otherwise, not applicable without one."""
        areas = bodies(reading, *self.where)
        chars = length(areas)
        share = chars * _PERCENT / max(1, len(reading.text))
        items = sum(self._items(reading, area) for area in areas)
        says = {"chars": chars, "share": round(share, 1), "items": items}
        if not areas:
            return Finding(Outcome.NOT_APPLICABLE, says=says)
        is_enough = (chars >= self.least or share >= self.share) and items >= self.items
        starts = [reading.trimmed(*reading.clause(area[0])) for area in areas]
        outcome = Outcome.PASS if is_enough else Outcome.PARTIAL
        return Finding(outcome, evidence=starts[:_MOST_SHOWN], says=says)

    def _items(self, reading: Reading, area: Stretch) -> int:
        """Return how many things an area lists."""
        sections = [s for s, _ in reading.sections_from(area[0], area[1]) if s.label]
        listed = max(len(sections), len(enumerated(reading, area)))
        if listed >= self.items:
            return listed
        said = [s for s in reading.sentences_in(*area) if reading.has(self.item, *s)]
        return max(listed, len(said))
