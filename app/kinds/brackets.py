"""Kind ``brackets``: brackets and quotation marks without a partner, or with one of another width."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.copies import is_copy
from app.fieldtypes import saying
from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import Fault, Finding, Sentence, SlipRule

_UNLIKE = re.compile(r"（[^（）()\n]{0,60}\)|\([^（）()\n]{0,60}）")
_WIDE = str.maketrans("()", "（）")
_LIST_LABEL = re.compile(r"(?:\A|[\n。;:,])[0-9a-zA-Z]{1,2}\Z")
_SHOWN = 10
_DEEPEST = 6
"""How many signs within signs are looked through."""
_MOST = 50
"""How many signs are told; a text with more has lost them all."""
_One = Annotated[str, Field(min_length=1, max_length=1)]
_Pairs = tuple[tuple[_One, _One], ...]


@cache
def _sign(pairs: _Pairs, others: str = "") -> re.Pattern[str]:
    """Return what finds each sign of ``pairs``, and ``others``."""
    signs = "".join(opening + closing for opening, closing in pairs)
    return re.compile(f"[{re.escape(signs)}{others}]")


@cache
def _couple(pairs: _Pairs) -> re.Pattern[str]:
    """Return what finds two signs that go together and hold no other sign between them."""
    signs = re.escape("".join(opening + closing for opening, closing in pairs))
    couples = [map(re.escape, pair) for pair in pairs]
    return re.compile("|".join(rf"{a}[^{signs}\n]*{b}" for a, b in couples))


def _is_paired(text: str, pairs: _Pairs) -> bool:
    """Tell whether all signs of a text have their partner, as in nearly every text."""
    for _ in range(_DEEPEST):
        text, found = _couple(pairs).subn("", text)
        if not found:
            break
    return _sign(pairs).search(text) is None


class Brackets(SlipRule):
    """``pairs`` are the signs that go together, an opening and a closing one each.

    Not applicable to texts that were copied out of a page, where signs are lost or changed.
    """

    outcomes: ClassVar = (*SlipRule.outcomes, Outcome.NOT_APPLICABLE)

    kind: Literal["brackets"]
    pairs: Annotated[_Pairs, Field(min_length=1)]
    unlike: Sentence
    unclosed: Annotated[str, saying("sign")]
    unopened: Annotated[str, saying("sign")]

    def check(self, reading: Reading) -> Finding:
        """Return problem with the signs that don't go together, not applicable for a copy."""
        faults = self._unlike(reading) + self._alone(reading)
        if faults and is_copy(reading.document):
            return Finding(Outcome.NOT_APPLICABLE)
        return self.verdict(reading, faults)

    def _unlike(self, reading: Reading) -> list[Fault]:
        faults: list[Fault] = []
        text = reading.document.text
        if "(" not in text and ")" not in text:
            return faults
        for match in _UNLIKE.finditer(text):
            place = reading.shadowed(*match.span())
            faults.append(Fault(place, self.unlike, match.group().translate(_WIDE)))
        return faults

    def _alone(self, reading: Reading) -> list[Fault]:
        """Return the signs without a partner in their paragraph."""
        if _is_paired(reading.text, self.pairs):
            return []
        alone = islice(self._unpartnered(reading.text), _MOST)
        return [self._fault(reading, sentence, at) for at, sentence in alone]

    def _unpartnered(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the place of each sign without a partner, and what is to be said of it."""
        opening = {close: open_ for open_, close in self.pairs}
        waiting: list[tuple[str, int]] = []
        for match in _sign(self.pairs, "\n").finditer(text):
            sign, at = match.group(), match.start()
            if sign == "\n":
                yield from ((start, self.unclosed) for _, start in waiting)
                waiting.clear()
            elif sign not in opening:
                waiting.append((sign, at))
            elif any(each == opening[sign] for each, _ in waiting[-_DEEPEST:]):
                while waiting[-1][0] != opening[sign]:
                    yield waiting.pop()[1], self.unclosed
                waiting.pop()
            elif not _LIST_LABEL.search(text, max(0, at - 4), at):
                yield at, self.unopened
        yield from ((start, self.unclosed) for _, start in waiting)

    def _fault(self, reading: Reading, sentence: str, at: int) -> Fault:
        start, end = self._around(reading, at)
        return Fault((start, end), sentence.format(sign=reading.span(at, at + 1).text), "")

    def _around(self, reading: Reading, at: int) -> Stretch:
        start, end = reading.paragraph(at)
        return max(start, at - _SHOWN), min(end, at + _SHOWN)
