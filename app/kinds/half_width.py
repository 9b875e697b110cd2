"""Kind ``half-width``: half-width signs among Chinese characters where the text uses full-width ones."""

import re
from typing import Annotated, ClassVar, Literal

from app.copies import is_copy
from app.fieldtypes import saying
from app.model import Outcome
from app.reading import Reading
from app.rule import Fault, Finding, SlipRule

_HAN = "\u3400-\u9fff"
_SIGN = re.compile(
    rf"[,;:?!](?<=[{_HAN}”》）)][,;:?!]) ?(?=[{_HAN}“《（(])|[,;](?<=[{_HAN}”》）)][,;])(?=\n|\Z)"
)
_PAIR = re.compile(rf"\((?=[^()（）\n]*[{_HAN}])[^()（）\n]*\)")
_WIDE = {chr(wide - 0xFEE0): chr(wide) for wide in range(0xFF01, 0xFF5F)}
_SHOWN = 8


class HalfWidth(SlipRule):
    """Reports each half-width sign once, where it first stands: {sign}, {count}, {right}.

    A text with more of a half-width sign than of its full-width one was made so by a program, and a
    text that was copied out of a page does not show what its author wrote.
    """

    outcomes: ClassVar = (*SlipRule.outcomes, Outcome.NOT_APPLICABLE)

    kind: Literal["half-width"]
    sign: Annotated[str, saying("sign", "count", "right")]
    pair: Annotated[str, saying("sign", "count", "right")]

    def check(self, reading: Reading) -> Finding:
        """Return problem with one fault for each half-width sign, not applicable for a copy."""
        text = reading.document.text
        found: dict[str, list[re.Match[str]]] = {}
        for pattern in (_SIGN, _PAIR):
            for match in pattern.finditer(text):
                found.setdefault(match.group()[0], []).append(match)
        faults = [
            self._fault(reading, sign, matches)
            for sign, matches in found.items()
            if len(matches) < text.count(_WIDE[sign])
        ]
        if found and (not faults or is_copy(reading.document)):
            return Finding(Outcome.NOT_APPLICABLE)
        return self.verdict(reading, faults)

    def _fault(self, reading: Reading, sign: str, matches: list[re.Match[str]]) -> Fault:
        start, end = matches[0].span()
        if sign != "(":
            start, end = max(0, start - _SHOWN), end + _SHOWN
            start = max(start, reading.document.text.rfind("\n", 0, matches[0].start()) + 1)
        place = reading.shadowed(start, end)
        text = reading.span(*place).text
        right = "".join(_WIDE[c] if c in "()" or c == sign else c for c in text)
        sentence = self.pair if sign == "(" else self.sign
        said = sentence.format(sign=sign, count=len(matches), right=_WIDE[sign])
        return Fault(place, said, right)
