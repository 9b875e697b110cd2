"""Kind ``phrases``: words that should be written otherwise, or not at all."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from app.checksums import PROOFS
from app.fold import fold_text
from app.reading import Reading, Stretch
from app.rule import NOTHING, Exclusion, Fault, Finding, Patterns, Sentence, SlipRule, Strict, sift


def _folded(words: dict[str, str]) -> dict[str, str]:
    folded = {fold_text(wrong): right for wrong, right in words.items()}
    for wrong, right in words.items():
        if not fold_text(wrong) or fold_text(wrong) in fold_text(right):
            raise ValueError(f"“{wrong}”改成“{right}”以后，错的写法还在")
    return folded


class Slip(Strict):
    """One slip, why it is one, and what to write instead: patterns to find, or mere ``words``.

    ``change`` is [wrong, right]: the suggestion is the passage with the one in place of the other.
    ``instead`` is the suggestion itself; without either the passage is to be looked at. ``words``
    have their suggestions with them. With ``proof`` only numbers count that have the check digit.
    ``since`` is the first report year for which it is a slip.
    """

    find: Patterns = NOTHING
    words: Annotated[dict[str, str], AfterValidator(_folded)] = Field(default_factory=dict)
    why: Sentence
    instead: str = ""
    change: tuple[str, str] | None = None
    proof: Literal["identity-card", "bank-card"] | None = None
    since: int = 0
    exclude: tuple[Exclusion, ...] = ()

    @model_validator(mode="after")
    def _looks_for_something(self) -> "Slip":
        if bool(self.find) == bool(self.words):
            raise ValueError("find 和 words 要写一个，也只能写一个")
        return self

    def matches(self, reading: Reading, areas: tuple[Stretch, ...]) -> Iterator[Stretch]:
        """Yield where this slip may be."""
        for area in areas:
            for place in reading.every(self.find, *area):
                if self.proof is None or PROOFS[self.proof](reading.text[slice(*place)]):
                    yield place
        for word in reading.present(self.words):
            for area in areas:
                yield from _places(reading.text, word, area)

    def suggestion(self, reading: Reading, place: Stretch) -> str:
        """Return what to write at ``place``."""
        if self.words:
            return self.words[reading.text[slice(*place)]]
        text = reading.span(*place).text
        if self.change is None or self.change[0] not in text:
            return self.instead
        return text.replace(*self.change, 1)


def _places(text: str, word: str, area: Stretch) -> Iterator[Stretch]:
    at = text.find(word, *area)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + len(word), area[1])


class PhraseRule(SlipRule):
    """Reports every match of ``slips`` that no exclusion excuses; of overlapping ones the first."""

    kind: Literal["phrases"]
    slips: tuple[Slip, ...]
    exclude: tuple[Exclusion, ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return problem with the slips found, pass without."""
        found: dict[Stretch, Fault] = {}
        areas = self.stretches(reading)
        year = reading.document.facts.year
        for slip in self.slips:
            if year is not None and year < slip.since:
                continue
            matches = list(slip.matches(reading, areas))
            kept, _ = sift(reading, matches, (*slip.exclude, *self.exclude))
            for place in kept:
                if not any(a < place[1] and place[0] < b for a, b in found):
                    found[place] = Fault(place, slip.why, slip.suggestion(reading, place))
        return self.verdict(reading, list(found.values()))
