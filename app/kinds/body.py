"""Kind ``body``: an organisation is there, and who heads it or belongs to it is named."""

from typing import ClassVar, Literal

from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Close, Exclusion, Finding, Patterns, Rule, sift

_BEFORE_BARE = frozenset("为任入是该、,;:")


class Body(Rule):
    """``find`` names the organisation; ``unnamed`` forms count only beside ``topic``.

    ``needs`` says who heads it or belongs to it: in the same sentence or in the ``following`` ones of
    the section, as long as it is not said of an ``other`` organisation, or it is said of both as
    ``shared`` tells; a clause with ``needs_not`` does not say it. In the parts that are left out a
    body counts in a sentence with ``existing``.
    """

    placeholders: ClassVar = frozenset({"body", "head", "why"})

    kind: Literal["body"]
    find: Patterns
    unnamed: Patterns = NOTHING
    topic: Patterns = NOTHING
    needs: Patterns
    needs_not: Patterns = NOTHING
    shared: Patterns = NOTHING
    other: Patterns = NOTHING
    existing: Patterns = NOTHING
    following: int = 2
    exclude: tuple[Exclusion, ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return pass with a named head or membership, partial without, missing without a body."""
        matches = [m for area in self.stretches(reading) for m in self._candidates(reading, area)]
        kept, close = sift(reading, matches, self.exclude)
        kept += self._kept_elsewhere(reading, close)
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

    def _kept_elsewhere(self, reading: Reading, close: list[Close]) -> list[Stretch]:
        """Return bodies in the parts that are left out which the text says exist; note the others."""
        kept: list[Stretch] = []
        for role in self.skip:
            for match in (
                m for area in reading.area(role) for m in reading.every(self.find, *area)
            ):
                if reading.has(self.existing, *reading.sentence(match[0])):
                    kept.append(match)
                else:
                    close.append(Close(match, self.skipped))
        return kept

    def _head(self, reading: Reading, body: Stretch) -> Stretch | None:
        """Return who heads the body or belongs to it, in its sentence or the ones after it."""
        number = reading.sentence_number(body[0])
        section = self._section_end(reading, body)
        for at, sentence in enumerate(reading.sentences[number : number + 1 + self.following]):
            if sentence[0] >= section or (at and self._names_another(reading, sentence)):
                return None
            for match in reading.every(self.needs, *sentence):
                if self._belongs(
                    reading, match, body if at == 0 else self._taken_up(reading, sentence)
                ):
                    return match
        return None

    def _taken_up(self, reading: Reading, sentence: Stretch) -> Stretch:
        """Return the bare 领导小组 with which a sentence goes on about the body before it."""
        first = reading.first(self.other, *sentence)
        if first is not None and first[0] - sentence[0] <= 1:
            return sentence[0], first[1]
        return sentence[0], sentence[0]

    def _section_end(self, reading: Reading, body: Stretch) -> int:
        section = reading.document.section_at(reading.span(*body).start)
        return (
            len(reading.text) if section is None else reading.shadowed(section.end, section.end)[0]
        )

    def _belongs(self, reading: Reading, head: Stretch, body: Stretch) -> bool:
        """Tell whether a head is named for this body and not for another one beside it."""
        if reading.has(self.needs_not, *reading.clause(head[0])):
            return False
        if head[1] <= body[0]:
            start = reading.clause(head[0])[0]
            beside = [m[1] for m in reading.every(self.other, start, head[0])]
            is_others = bool(beside) and beside[-1] >= head[0] - 1
            return not is_others and not reading.has(self.other, head[1], body[0])
        together = reading.clause(body[0]) == reading.clause(head[0])
        if head[0] < body[1] or (together and reading.has(self.shared, body[1], head[1])):
            return True
        after = (
            reading.clause(head[1])[1] if reading.text[head[1] : head[1] + 1] == "的" else head[1]
        )
        return all(_is_bare(reading, m) for m in reading.every(self.other, body[1], after))

    def _names_another(self, reading: Reading, sentence: Stretch) -> bool:
        """Tell whether a sentence speaks of another body, one with a name before its kind."""
        return any(
            m[0] - reading.clause(m[0])[0] > 1
            for m in reading.every(self.other, *sentence)
            if not reading.has(self.find, reading.clause(m[0])[0], m[1])
        )

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
        return Finding(outcome, evidence=evidence, near_misses=close, says=says)


def _is_bare(reading: Reading, match: Stretch) -> bool:
    """Tell whether a 领导小组 has no name of its own, as in 为领导小组成员, so that it is the one before."""
    return reading.text[match[0] - 1] in _BEFORE_BARE
