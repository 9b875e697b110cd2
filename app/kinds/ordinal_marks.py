"""Kind ``ordinal-marks``: the sign after an ordinal, such as 1、 for 1."""

from typing import Annotated, Literal

from pydantic import Field

from app.fieldtypes import saying
from app.ordinals import Ordinal, ordinals
from app.reading import Reading, Stretch
from app.rule import Fault, Finding, Patterns, SlipRule, Strict

_SIGNS = "、.,:"
_SHOWN = 24
_STOPS = "。;:!?,\n"
_Said = Annotated[str, saying("count", "label")]


class Mark(Strict):
    """What stands after the ordinals of one style ("" for nothing), and what is said of another sign."""

    style: Literal["一、", "（一）", "1.", "（1）"]
    right: Literal["、", ".", ""]
    why: _Said


class Written(Strict):
    """A wrong form of other ordinals; ``change`` is [wrong, right]."""

    find: Patterns
    change: tuple[str, str]
    why: _Said


class OrdinalMarks(SlipRule):
    """Reports each wrong sign once, where it first stands, with how often it does: {count}, {label}."""

    kind: Literal["ordinal-marks"]
    marks: Annotated[tuple[Mark, ...], Field(min_length=1)]
    others: tuple[Written, ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return problem with one fault for each kind of wrong sign, pass without."""
        faults = self._of_headings(reading) + self._of_others(reading)
        return self.verdict(reading, faults)

    def _of_headings(self, reading: Reading) -> list[Fault]:
        marks: dict[str, Mark] = {mark.style: mark for mark in self.marks}
        wrong: dict[tuple[str, str], list[Ordinal]] = {}
        for ordinal in ordinals(reading.text):
            if ordinal.opens and ordinal.style in marks:
                sign = reading.text[ordinal.end - 1]
                if (sign if sign in _SIGNS else "") != marks[ordinal.style].right:
                    wrong.setdefault((ordinal.style, sign), []).append(ordinal)
        return [self._fault(reading, marks[style], found) for (style, _), found in wrong.items()]

    def _fault(self, reading: Reading, mark: Mark, found: list[Ordinal]) -> Fault:
        first = found[0]
        label = reading.span(first.start, first.end).text
        place = _shown(reading.text, first.start, first.end)
        text = reading.span(*place).text
        suggestion = label[:-1] + mark.right + text[len(label) :]
        return Fault(place, mark.why.format(count=len(found), label=label), suggestion)

    def _of_others(self, reading: Reading) -> list[Fault]:
        faults: list[Fault] = []
        for other in self.others:
            found = list(reading.every(other.find, 0, len(reading.text)))
            if found:
                label = reading.span(*found[0]).text
                why = other.why.format(count=len(found), label=label)
                faults.append(Fault(found[0], why, label.replace(*other.change, 1)))
        return faults


def _shown(text: str, start: int, end: int) -> Stretch:
    """Return the ordinal with the words after it, up to the first stop."""
    limit = min(len(text), end + _SHOWN)
    return start, next((at for at in range(end, limit) if text[at] in _STOPS), limit)
