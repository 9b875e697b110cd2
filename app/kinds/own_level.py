"""Kind ``own-level``: the unit speaks of itself, and of what is above it, in words of its own level."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from app.fold import fold_text
from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Exclusion, Fault, Finding, Patterns, Sentence, SlipRule, Strict, sift

_FLOOD = 3


class Foreign(Strict):
    """Words that units of some level do not use of themselves, and why.

    ``find`` counts anywhere, ``bodies`` only where no name can stand before it: at the beginning of a
    clause or after the rule's ``lead``. With ``unit`` it is only for units whose name matches.
    """

    levels: tuple[str, ...]
    unit: Patterns = NOTHING
    why: Sentence
    find: Patterns = NOTHING
    bodies: Patterns = NOTHING
    exclude: tuple[Exclusion, ...] = ()


class Own(Strict):
    """What units of some levels call themselves, and what they are told to write."""

    levels: tuple[str, ...]
    words: Patterns
    suggestion: Sentence


class OwnLevel(SlipRule):
    """Reports ``foreign`` words; ``own`` says for each level what its units call themselves.

    When a text calls itself more often by the words of another level than by ``own`` ones, its level
    is in doubt, and with it all that was found.
    """

    outcomes: ClassVar = (
        Outcome.PASS,
        Outcome.PROBLEM,
        Outcome.NOT_APPLICABLE,
        Outcome.REVIEW,
    )

    kind: Literal["own-level"]
    lead: Patterns
    foreign: tuple[Foreign, ...]
    own: tuple[Own, ...]

    def check(self, reading: Reading) -> Finding:
        """Return problem with the words of another level; not-applicable when the level is not known."""
        level = reading.document.facts.level
        if level is None:
            return Finding(Outcome.NOT_APPLICABLE)
        places = {
            place: foreign.why
            for foreign in self.foreign
            if level in foreign.levels and self._is_for(reading, foreign)
            for place in self._places(reading, foreign)
        }
        own = next((each for each in self.own if level in each.levels), None)
        told = own.suggestion if own else ""
        found = self.verdict(reading, [Fault(place, why, told) for place, why in places.items()])
        if own and len(places) >= _FLOOD and len(places) > _times(reading, own.words):
            return Finding(Outcome.REVIEW, says=found.says, evidence=sorted(places))
        return found

    def _is_for(self, reading: Reading, foreign: Foreign) -> bool:
        unit = fold_text(reading.document.facts.unit or "")
        return not foreign.unit or foreign.unit.search(unit, 0, len(unit), 1.0) is not None

    def _places(self, reading: Reading, foreign: Foreign) -> list[Stretch]:
        matches = [
            *reading.every(foreign.find, 0, len(reading.text)),
            *self._bodies(reading, foreign),
        ]
        return sift(reading, matches, foreign.exclude)[0] if matches else []

    def _bodies(self, reading: Reading, foreign: Foreign) -> Iterator[Stretch]:
        for start, end in reading.every(foreign.bodies, 0, len(reading.text)):
            before = reading.text[max(0, start - 1) : start]
            if not before.isalnum() or reading.has(self.lead, reading.clause(start)[0], start):
                yield start, end


def _times(reading: Reading, phrases: Patterns) -> int:
    return sum(1 for _ in reading.every(phrases, 0, len(reading.text)))
