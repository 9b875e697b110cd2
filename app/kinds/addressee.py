"""Kind ``addressee``: to whom a report is sent, as the line above its text says."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Finding, Patterns, Rule, Sentence, Strict

_LINES = 14
_LONGEST = 60


class Receiver(Strict):
    """One who has to be among the addressees."""

    name: Sentence
    find: Patterns


class Addressee(Rule):
    """The addressee is the first short line at the head that ends in a colon and is ``like`` one.

    Partial where one of ``receivers`` is not in it. Not applicable where there is no such line:
    what is published carries none.
    """

    placeholders: ClassVar = frozenset({"line", "absent"})
    outcomes: ClassVar = (Outcome.PASS, Outcome.PARTIAL, Outcome.NOT_APPLICABLE)

    kind: Literal["addressee"]
    like: Patterns
    not_like: Patterns = NOTHING
    receivers: Annotated[tuple[Receiver, ...], Field(min_length=1)]

    def check(self, reading: Reading) -> Finding:
        """Return pass with all receivers, partial without one, not applicable without addressee."""
        line = self._line(reading)
        if line is None:
            return Finding(Outcome.NOT_APPLICABLE, says={"line": "", "absent": ""})
        absent = [each.name for each in self.receivers if not reading.has(each.find, *line)]
        text = reading.span(*line).text.rstrip("：:")
        return Finding(
            Outcome.PARTIAL if absent else Outcome.PASS,
            evidence=[line],
            says={"line": text, "absent": "、".join(absent)},
        )

    def _line(self, reading: Reading) -> Stretch | None:
        at = 0
        for line in reading.text.split("\n", _LINES)[:_LINES]:
            place = at, at + len(line)
            if line.endswith(":") and len(line) <= _LONGEST and self._is_like(reading, place):
                return place
            at = place[1] + 1
        return None

    def _is_like(self, reading: Reading, place: Stretch) -> bool:
        return reading.has(self.like, *place) and not reading.has(self.not_like, *place)
