"""Kind ``title``: what the title of a report has to say, and what it must not."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.fold import fold_text
from app.model import DocumentKind, Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Fault, Finding, Patterns, Sentence, SlipRule, Strict

_HEAD = 1500
_LONGEST = 70
_MOST_LINES = 12


class Element(Strict):
    """One thing that the title names."""

    find: Patterns
    why: Sentence


class Wrong(Strict):
    """What does not belong into a title; ``change`` is [wrong, right]."""

    find: Patterns
    change: tuple[str, str] | None = None
    why: Sentence


class Title(SlipRule):
    """Checks the title, or the first line at the head that is ``like`` one where none was recognised."""

    outcomes: ClassVar = (*SlipRule.outcomes, Outcome.NOT_APPLICABLE)

    kind: Literal["title"]
    like: Patterns
    not_like: Patterns = NOTHING
    elements: Annotated[tuple[Element, ...], Field(min_length=1)]
    wrong: tuple[Wrong, ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return problem with what is wrong with the title, not applicable where there is none."""
        place = self._place(reading)
        if place is None:
            return Finding(Outcome.NOT_APPLICABLE)
        return self.verdict(reading, self._absent(reading, place) + self._wrong(reading, place))

    def _absent(self, reading: Reading, place: Stretch) -> list[Fault]:
        text = reading.text[slice(*place)].replace("\n", "")
        return [
            Fault(place, element.why, "")
            for element in self.elements
            if element.find.search(text, 0, len(text), reading.time_left()) is None
        ]

    def _wrong(self, reading: Reading, place: Stretch) -> list[Fault]:
        faults: list[Fault] = []
        for wrong in self.wrong:
            for match in reading.every(wrong.find, *place):
                text = reading.span(*match).text
                faults.append(
                    Fault(match, wrong.why, text.replace(*wrong.change, 1) if wrong.change else "")
                )
        return faults

    def _place(self, reading: Reading) -> Stretch | None:
        title = reading.document.facts.title
        if title is not None:
            return _found(reading.text, fold_text(title))
        if reading.document.facts.kind is DocumentKind.OTHER:
            return None
        at = 0
        for line in reading.text[:_HEAD].split("\n")[:_MOST_LINES]:
            place = at, at + len(line)
            if len(line) <= _LONGEST and self._is_like(reading, place):
                return place
            at = place[1] + 1
        return None

    def _is_like(self, reading: Reading, place: Stretch) -> bool:
        return reading.has(self.like, *place) and not reading.has(self.not_like, *place)


def _found(text: str, title: str) -> Stretch | None:
    """Return where ``title`` stands at the head of ``text``, in one line or several."""
    head = text[:_HEAD]
    at = head.replace("\n", "").find(title)
    if at < 0:
        return None
    places = [place for place, char in enumerate(head) if char != "\n"]
    return places[at], places[at + len(title) - 1] + 1
