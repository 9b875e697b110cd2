"""Kind ``phrases``: words that should be written otherwise, or not at all."""

from typing import Literal

from app.reading import Reading, Stretch
from app.rule import Exclusion, Fault, Finding, Patterns, Sentence, SlipRule, Strict, sift


class Slip(Strict):
    """One slip, why it is one, and what to write instead.

    ``change`` is [wrong, right]: the suggestion is the passage with the one in place of the other.
    ``instead`` is the suggestion itself; without either the passage is to be looked at.
    """

    find: Patterns
    why: Sentence
    instead: str = ""
    change: tuple[str, str] | None = None
    exclude: tuple[Exclusion, ...] = ()

    def suggestion(self, text: str) -> str:
        """Return what to write in place of ``text``."""
        if self.change is None:
            return self.instead
        wrong, right = self.change
        return text.replace(wrong, right, 1)


class PhraseRule(SlipRule):
    """Reports every match of ``slips`` that no exclusion excuses; of overlapping ones the first."""

    kind: Literal["phrases"]
    slips: tuple[Slip, ...]
    exclude: tuple[Exclusion, ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return problem with the slips found, pass without."""
        found: dict[Stretch, Fault] = {}
        for slip in self.slips:
            matches = [
                m for area in self.stretches(reading) for m in reading.every(slip.find, *area)
            ]
            kept, _ = sift(reading, matches, (*slip.exclude, *self.exclude))
            for place in kept:
                if not any(a < place[1] and place[0] < b for a, b in found):
                    text = reading.span(*place).text
                    found[place] = Fault(place, slip.why, slip.suggestion(text))
        return self.verdict(reading, list(found.values()))
