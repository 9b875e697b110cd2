"""A document made ready for matching: its shadow, sentences, clauses and the areas of its roles.

Rules work in places of the shadow only; ``span`` leads back to the document's text.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import add

from app.fold import fold
from app.model import Document, Section, Span
from app.pattern import Phrases

Stretch = tuple[int, int]
"""Start and end in the shadow, end exclusive."""

_SENTENCE = re.compile("[^。!?;\n]*[。!?;\n]?[”」』)]*")
_CLAUSE = re.compile(r"(?:[^,:。!?;\n]|(?<=\d)[,:](?=\d))*[,:。!?;\n]?")
_SECONDS = 1.0
_SECONDS_A_CHARACTER = 2e-6


class Reading:
    """One document as the rules read it."""

    def __init__(self, document: Document, earlier: Document | None = None) -> None:
        """Fold the text; everything else is worked out when a rule first asks.

        ``earlier`` is the report of the year before, where somebody gave it.
        """
        self.document = document
        self.earlier = earlier
        self._shadow = fold(document.text)
        self.text = self._shadow.text
        self._deadline = float("inf")
        self._present: dict[Phrases, list[str]] = {}

    def start_clock(self) -> None:
        """Give the searches from now on a time limit that grows with the text."""
        self._deadline = time.monotonic() + _SECONDS + _SECONDS_A_CHARACTER * len(self.text)

    def first(self, phrases: Phrases, start: int, end: int) -> Stretch | None:
        """Return the first match of ``phrases`` in a stretch; TimeoutError when the time is up."""
        if not self._may_hold(phrases, start, end):
            return None
        return phrases.search(self.text, start, end, self.time_left())

    def every(self, phrases: Phrases, start: int, end: int) -> Iterator[Stretch]:
        """Yield all matches of ``phrases`` in a stretch; TimeoutError when the time is up."""
        if not self._may_hold(phrases, start, end):
            return iter(())
        return phrases.every(self.text, start, end, self.time_left())

    def _may_hold(self, phrases: Phrases, start: int, end: int) -> bool:
        """Tell whether a stretch holds a word without which ``phrases`` cannot match.

        Nine searches of ten end here, in a tenth of the time.
        """
        present = self._present.get(phrases)
        if present is None:
            present = self._present[phrases] = self._needles(phrases)
        find = self.text.find
        for needle in present:  # noqa: SIM110  (any() takes twice as long)
            if find(needle, start, end) >= 0:
                return True
        return False

    def _needles(self, phrases: Phrases) -> list[str]:
        if not phrases:
            return []
        if phrases.heads is None:
            return [""]
        pairs, text = self._pairs, self.text
        return [
            word
            for head, words in phrases.heads.items()
            if head in pairs
            for word in words
            if word in text
        ]

    def present(self, words: Iterable[str]) -> list[str]:
        """Return those of ``words`` that occur in the text."""
        pairs, text = self._pairs, self.text
        return [
            word for word in words if word[:2] in pairs and word[-2:] in pairs and word in text
        ]

    @cached_property
    def _pairs(self) -> set[str]:
        """All characters of the text and all pairs of neighbours: most words of the rules are not among them."""
        return {*self.text, *map(add, self.text, self.text[1:])}

    def has(self, phrases: Phrases, start: int, end: int) -> bool:
        """Tell whether ``phrases`` match anywhere in a stretch."""
        return self.first(phrases, start, end) is not None

    def span(self, start: int, end: int) -> Span:
        """Return a stretch of the shadow as a quotation from the document's text."""
        a, b = self._shadow.span(start, end)
        return Span(a, b, self.document.text[a:b])

    def shadowed(self, start: int, end: int) -> Stretch:
        """Return the stretch of the shadow for a stretch of the document's text."""
        return self._shadow.at(start), self._shadow.at(end)

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """All sentences in order; a paragraph end always ends one."""
        return tuple(m.span() for m in _SENTENCE.finditer(self.text) if m.group())

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [m.start() for m in _CLAUSE.finditer(self.text) if m.group()]

    def sentence_number(self, at: int) -> int:
        """Return the index in ``sentences`` of the sentence around ``at``."""
        return max(0, bisect_right(self._sentence_starts, at) - 1)

    def sentence(self, at: int) -> Stretch:
        """Return the sentence around ``at``."""
        return self.sentences[self.sentence_number(at)]

    def sentences_in(self, start: int, end: int) -> Iterator[Stretch]:
        """Yield what of each sentence lies within a stretch, but for empty lines."""
        for a, b in self.sentences[self.sentence_number(start) :]:
            if a >= end:
                return
            if self.text[max(a, start) : min(b, end)].strip():
                yield max(a, start), min(b, end)

    def clause(self, at: int) -> Stretch:
        """Return the stretch between commas, colons or sentence ends around ``at``."""
        number = max(0, bisect_right(self._clause_starts, at) - 1)
        following = self._clause_starts[number + 1 : number + 2]
        return self._clause_starts[number], following[0] if following else len(self.text)

    def paragraph(self, at: int) -> Stretch:
        """Return the paragraph around ``at``, without its end of line."""
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return start, len(self.text) if end < 0 else end

    def trimmed(self, start: int, end: int) -> Stretch:
        """Return a stretch without line ends and closing punctuation at its edges."""
        while start < end and self.text[start] in "\n,:;。、!?":
            start += 1
        while start < end and self.text[end - 1] in "\n,:;。、!?":
            end -= 1
        return start, end

    def sections(self, *roles: str) -> tuple[Section, ...]:
        """Return the sections of one of ``roles``, as ``area`` takes them, that are in no other such section."""
        chosen = [
            s
            for s in self.document.sections
            if set(roles) & set(s.roles) and not self._is_split(s)
        ]
        return tuple(
            s
            for s in chosen
            if not any(o is not s and o.start <= s.start and s.end <= o.end for o in chosen)
        )

    def sections_from(self, start: int, end: int) -> Iterator[tuple[Section, Stretch]]:
        """Yield the sections that begin in a stretch, and where they stand in the shadow."""
        for at in range(bisect_left(self._section_starts, start), len(self._section_places)):
            if self._section_places[at][0] >= end:
                return
            yield self.document.sections[at], self._section_places[at]

    @cached_property
    def _section_places(self) -> list[Stretch]:
        return [self.shadowed(s.start, s.end) for s in self.document.sections]

    @cached_property
    def _section_starts(self) -> list[int]:
        return [start for start, _ in self._section_places]

    def area(self, role: str) -> tuple[Stretch, ...]:
        """Return where the part ``role`` of the report stands.

        Of a section with several roles only the passages that play this one count, if they could
        be told apart; otherwise the whole section counts for each.
        """
        whole = [s for s in self.document.sections if role in s.roles and not self._is_split(s)]
        return merged(self.shadowed(s.start, s.end) for s in whole)

    def _is_split(self, section: Section) -> bool:
        if len(section.roles) <= 1:
            return False
        at = self.document.sections.index(section)
        return set(section.roles) <= self._inner_roles.get(at, set())

    @cached_property
    def _inner_roles(self) -> dict[int, set[str]]:
        """The parts that the sections directly within a section play, by its index."""
        found: dict[int, set[str]] = {}
        for section in self.document.sections:
            if section.parent is not None:
                found.setdefault(section.parent, set()).update(section.roles)
        return found

    def outside(self, roles: Iterable[str]) -> tuple[Stretch, ...]:
        """Return the text without the areas of ``roles``."""
        return without((0, len(self.text)), merged(s for role in roles for s in self.area(role)))

    def headings_over(self, at: int) -> Iterator[Stretch]:
        """Yield the headings above ``at``, innermost first."""
        section = self.document.section_at(self._shadow.span(at, at + 1)[0])
        while section is not None:
            yield self.shadowed(section.start, section.body)
            section = None if section.parent is None else self.document.sections[section.parent]

    def headings_beside(self, at: int) -> Iterator[Stretch]:
        """Yield the headings of the other items in the list to which the one around ``at`` belongs."""
        own = self.document.section_at(self._shadow.span(at, at + 1)[0])
        if own is None or not own.label:
            return
        for section in self.document.sections:
            if section is not own and section.label and section.parent == own.parent:
                yield self.shadowed(section.start, section.body)

    def time_left(self) -> float:
        """Return the seconds that searches may still take; TimeoutError when the time is up."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if left != float("inf") else 1e6


def merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return the same stretches in order, overlapping ones joined."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def without(whole: Stretch, holes: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return what is left of ``whole`` after cutting out ``holes``, which are in order."""
    left: list[Stretch] = []
    at = whole[0]
    for start, end in holes:
        if start > at:
            left.append((at, min(start, whole[1])))
        at = max(at, end)
    if at < whole[1]:
        left.append((at, whole[1]))
    return tuple(left)
