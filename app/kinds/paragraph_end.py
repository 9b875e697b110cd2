"""Kind ``paragraph-end``: a paragraph of sentences whose last one has no full stop."""

from typing import ClassVar, Literal

from app.copies import is_copy, is_running_text
from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import Fault, Finding, Sentence, SlipRule

_SHORTEST = 30
_PAUSES = ",、"
_SHOWN = 14


class ParagraphEnd(SlipRule):
    """Looks at paragraphs that hold a full stop and end in a word, a comma or a 、.

    Not applicable to texts that were copied out of a page: there a page may have cut a paragraph.
    """

    outcomes: ClassVar = (*SlipRule.outcomes, Outcome.NOT_APPLICABLE)

    kind: Literal["paragraph-end"]
    says: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with the ends that lack a full stop, not applicable for a copy."""
        places = [p for p in _paragraphs(reading.text) if _is_open(reading.text, *p)]
        if places and is_copy(reading.document):
            return Finding(Outcome.NOT_APPLICABLE)
        faults = [
            self._fault(reading, place)
            for place in places
            if is_running_text(reading.document, reading.span(*place).start)
        ]
        return self.verdict(reading, faults)

    def _fault(self, reading: Reading, place: Stretch) -> Fault:
        start = reading.text.rfind("。", *place) + 1
        shown = max(start, place[1] - _SHOWN), place[1]
        text = reading.span(*shown).text
        return Fault(shown, self.says, text.rstrip("，、,") + "。")


def _paragraphs(text: str) -> list[Stretch]:
    found: list[Stretch] = []
    at = 0
    for part in text.split("\n"):
        found.append((at, at + len(part)))
        at += len(part) + 1
    return found


def _is_open(text: str, start: int, end: int) -> bool:
    """Tell whether a paragraph of sentences stops without a sign that ends one."""
    if end - start < _SHORTEST or text.find("。", start, end) < 0:
        return False
    return text[end - 1] in _PAUSES or text[end - 1].isalnum()
