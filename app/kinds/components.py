"""Kind ``components``: an umbrella term, or all the parts that it stands for."""

from typing import ClassVar, Literal

from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Close, Exclusion, Finding, Patterns, Rule, Strict, sift

_LIST = 240


class Component(Strict):
    """One part, and ``beside``: words of which one must stand in the same sentence or above it."""

    name: str
    find: Patterns
    beside: Patterns = NOTHING


class Namesake(Strict):
    """How a text goes on from an ``umbrella`` that stands for something else, and what is said about it then."""

    find: Patterns
    why: str


class Components(Rule):
    """Passes with the ``umbrella`` or with every one of ``parts``; who denies what was said is to be asked.

    An umbrella whose own list of parts, right after it, reads like a ``namesake`` does not count.
    """

    placeholders: ClassVar = frozenset({"found", "absent", "why"})

    kind: Literal["components"]
    umbrella: Component
    parts: tuple[Component, ...]
    unclear: str
    namesake: Namesake | None = None
    exclude: tuple[Exclusion, ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return pass, partial with some of the parts, missing with none."""
        found: dict[str, list[Stretch]] = {}
        denied: set[str] = set()
        close: list[Close] = []
        for one in (*self.parts, self.umbrella):
            near: list[Close] = []
            found[one.name] = self._places(reading, one, near)
            close += near
            denied |= {one.name for each in near if each.contradicts}
        names = [name for name, places in found.items() if places]
        absent = [part.name for part in self.parts if not found[part.name]]
        evidence = sorted({place for places in found.values() for place in places})
        outcome = Outcome.PARTIAL if names else Outcome.MISSING
        if found[self.umbrella.name] or not absent:
            outcome = Outcome.PASS
        if denied and (found[self.umbrella.name] or any(found[name] for name in denied)):
            outcome = Outcome.REVIEW
        says = {
            "found": "、".join(names),
            "absent": "、".join(absent),
            "why": close[0].why if close else "",
        }
        details = {"found": names}
        return Finding(outcome, evidence=evidence, near_misses=close, says=says, details=details)

    def _places(self, reading: Reading, one: Component, close: list[Close]) -> list[Stretch]:
        matches = [m for area in self.stretches(reading) for m in reading.every(one.find, *area)]
        kept, excluded = sift(reading, matches, self.exclude)
        if one is self.umbrella and self.namesake is not None:
            others = [m for m in kept if self._is_namesake(reading, self.namesake, m)]
            excluded += [Close(m, self.namesake.why) for m in others]
            kept = [m for m in kept if m not in others]
        inside = [m for m in kept if not one.beside or self._is_beside(reading, one, m)]
        close += excluded
        close += [Close(m, self.unclear) for m in kept if m not in inside]
        skipped = [area for role in self.skip for area in reading.area(role)]
        if not inside:
            close += [
                Close(m, self.skipped) for area in skipped for m in reading.every(one.find, *area)
            ]
        return inside

    def _is_namesake(self, reading: Reading, namesake: Namesake, match: Stretch) -> bool:
        """Tell whether the list that follows an umbrella is of other parts."""
        end = min(match[1] + _LIST, len(reading.text))
        return reading.has(namesake.find, match[0], end)

    def _is_beside(self, reading: Reading, one: Component, match: Stretch) -> bool:
        """Tell whether the sentence or the headings of a match show that it is meant."""
        headings = list(reading.headings_over(match[0]))
        sentence = reading.sentence(match[0])
        stretches = [sentence, *headings]
        if headings and match[1] <= headings[0][1]:  # what stands in a heading is told below it
            stretches.append(reading.sentence(headings[0][1]))
        if reading.trimmed(*sentence) == match and sentence[1] < len(reading.text):
            stretches.append(reading.sentence(sentence[1]))  # 法制审核。审核处罚案件6件。
        if any(reading.has(one.beside, *stretch) for stretch in stretches):
            return True
        return any(
            reading.has(other.find, *heading) and reading.has(other.beside, *heading)
            for heading in reading.headings_beside(match[0])
            for other in self.parts
        )
