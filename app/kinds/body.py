"""Kind ``body``: an organisation is there, and who heads it or belongs to it is named."""

from typing import ClassVar, Literal

from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Close, Exclusion, Finding, Patterns, Rule, sift


class Body(Rule):
    """``find`` names the organisation; ``unnamed`` forms count only beside ``topic``.

    ``needs`` says who heads it or belongs to it: in the same sentence or in the following ones of
    the paragraph, as long as no ``other`` organisation is named there; a clause with ``needs_not``
    does not say it.
    """

    placeholders: ClassVar = frozenset({"body", "head", "why"})

    kind: Literal["body"]
    find: Patterns
    unnamed: Patterns = NOTHING
    topic: Patterns = NOTHING
    needs: Patterns
    needs_not: Patterns = NOTHING
    other: Patterns = NOTHING
    following: int = 2
    exclude: tuple[Exclusion, ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return pass with a named head or membership, partial without, missing without a body."""
        matches = [m for area in self.stretches(reading) for m in self._candidates(reading, area)]
        kept, close = sift(reading, matches, self.exclude)
        close += self._elsewhere(reading)
        heads = {body: head for body in kept if (head := self._head(reading, body))}
        if kept and any(near.contradicts for near in close):
            return self._finding(reading, Outcome.REVIEW, kept, heads, close)
        if not kept:
            return self._finding(reading, Outcome.MISSING, kept, heads, close)
        return self._finding(
            reading, Outcome.PASS if heads else Outcome.PARTIAL, kept, heads, close
        )

    def _candidates(self, reading: Reading, area: Stretch) -> list[Stretch]:
        named = list(reading.every(self.find, *area))
        loose = [m for m in reading.every(self.unnamed, *area) if self._is_on_topic(reading, m)]
        return sorted(
            named + [m for m in loose if not any(m[0] < n[1] and n[0] < m[1] for n in named)]
        )

    def _is_on_topic(self, reading: Reading, match: Stretch) -> bool:
        start, end = reading.sentence(match[0])
        return reading.has(self.topic, start, end) or any(
            reading.has(self.topic, *heading) for heading in reading.headings_over(match[0])
        )

    def _elsewhere(self, reading: Reading) -> list[Close]:
        """Return bodies that are named only in the parts where the rule does not look."""
        skipped = [area for role in self.skip for area in reading.area(role)]
        return [
            Close(m, self.skipped) for area in skipped for m in reading.every(self.find, *area)
        ]

    def _head(self, reading: Reading, body: Stretch) -> Stretch | None:
        number = reading.sentence_number(body[0])
        last = reading.paragraph(body[0])[1]
        for at, sentence in enumerate(reading.sentences[number : number + 1 + self.following]):
            if sentence[0] > last or (at and self._names_another(reading, sentence)):
                return None
            for match in reading.every(self.needs, *sentence):
                if not reading.has(self.needs_not, *reading.clause(match[0])):
                    return match
        return None

    def _names_another(self, reading: Reading, sentence: Stretch) -> bool:
        return reading.has(self.other, *sentence) and not reading.has(self.find, *sentence)

    def _finding(
        self,
        reading: Reading,
        outcome: Outcome,
        kept: list[Stretch],
        heads: dict[Stretch, Stretch],
        close: list[Close],
    ) -> Finding:
        body = next(iter(heads), kept[0] if kept else None)
        says = {
            "body": reading.span(*body).text if body else "",
            "head": reading.span(*heads[body]).text if body in heads else "",
            "why": close[0].why if close else "",
        }
        evidence = [*heads, *(b for b in kept if b not in heads), *heads.values()]
        return Finding(outcome, evidence, close, says=says)
