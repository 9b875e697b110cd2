"""Kind ``doubled``: the same words written twice in a row."""

import re
from collections.abc import Iterator
from typing import Literal

from app.reading import Reading, Stretch
from app.rule import NOTHING, Fault, Finding, Patterns, Sentence, SlipRule

_LENGTHS = range(2, 9)
_UNIT = 2
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_HAN = re.compile("[\u3400-\u9fff]")
_SIGN = re.compile(r"[^\w%]|_")
_AMOUNT = re.compile(r"\d.*[,、]\Z")
_LEAST = 2
_LONG_NUMBER = 5
_AROUND = 6


class Doubled(SlipRule):
    """Reports two to eight characters, two of them Chinese, that stand twice, and ``single`` ones.

    Those within a match of ``right`` are as they should be, those with a blank between them, and
    amounts in clauses of which the first says more (应出庭4件，出庭4件，).
    ``wrong`` says what is wrong.
    """

    kind: Literal["doubled"]
    single: Patterns = NOTHING
    right: Patterns = NOTHING
    wrong: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with everything that stands twice, pass without."""
        matches = [*_doubles(reading.text), *reading.every(self.single, 0, len(reading.text))]
        kept = [place for place in _apart(matches) if not self._is_right(reading, place)]
        return self.verdict(reading, [self._fault(reading, place) for place in kept])

    def _is_right(self, reading: Reading, place: Stretch) -> bool:
        cells = reading.span(*place).text.split()
        if len(cells) == _LEAST and cells[0] == cells[1]:
            return True  # two cells of a row
        once = reading.text[place[0] : sum(place) // 2]
        if _AMOUNT.search(once) and reading.text[max(0, place[0] - 1) : place[0]].isalnum():
            return True
        around = max(0, place[0] - _AROUND), min(len(reading.text), place[1] + _AROUND)
        return any(a <= place[0] and place[1] <= b for a, b in reading.every(self.right, *around))

    def _fault(self, reading: Reading, place: Stretch) -> Fault:
        once = reading.span(place[0], sum(place) // 2).text
        return Fault(place, self.wrong.format(once=once), once)


def _doubles(text: str) -> Iterator[Stretch]:
    """Yield every run of characters that is followed by itself.

    The text is compared with itself, shifted, as one long number: a fiftieth of the time that a
    regular expression takes.
    """
    data = _BEYOND.sub("\ufffd", text).encode("utf-16-le")
    number = int.from_bytes(data, "little")
    for length in _LENGTHS:
        differs = (number ^ number >> 8 * _UNIT * length).to_bytes(len(data), "little")
        alike = bytes(_UNIT * length)
        at = differs.find(alike)
        while 0 <= at < len(data) - _UNIT * length:
            start = -(-at // _UNIT)
            once = text[start : start + length]
            is_double = text.startswith(once, start + length) and _is_wording(once)
            if is_double:
                yield start, start + 2 * length
            at = differs.find(
                alike, _UNIT * (start + 2 * length) if is_double else _UNIT * start + 1
            )


def _is_wording(once: str) -> bool:
    """Tell whether a run is one piece of wording: 14件,办复 of 14件,办复14件,办复 is not."""
    words = len(_HAN.findall(once))
    return not _SIGN.search(once, 0, len(once) - 1) and (
        words >= _LEAST or (words > 0 and len(once) >= _LONG_NUMBER)
    )


def _apart(matches: list[Stretch]) -> list[Stretch]:
    """Return the matches in order, of overlapping ones the first and shortest."""
    kept: list[Stretch] = []
    for match in sorted(matches):
        if not kept or match[0] >= kept[-1][1]:
            kept.append(match)
    return kept
