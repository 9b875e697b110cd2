"""Kind ``shortcomings``: what fell short is stated item by item, and each item has its cause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar, Literal

from app.items import count_on, enumerated, ordinal, ordinals, paragraphs
from app.likeness import ENOUGH, best_named, most_alike, share
from app.model import Outcome, Section
from app.numerals import value
from app.reading import Reading, Stretch, merged, without
from app.rule import NOTHING, Close, Fault, Finding, Patterns, Rule, Strict

_OPENING = 6
_DIGIT = re.compile("[一二两三四五六七八九十0-9]")


@dataclass(frozen=True, slots=True)
class _Apart:
    """Causes that are given apart from the items: under ``heading``, or in a passage about all of them."""

    place: Stretch
    heading: Stretch | None = None


@dataclass(slots=True)
class _Part:
    """What a part of the text holds: items, and causes that are given apart from them."""

    items: list[Stretch] = field(default_factory=list)
    causes: list[_Apart] = field(default_factory=list)
    close: list[Close] = field(default_factory=list)


class Refers(Strict):
    """How causes say whose they are: 第二个方面 is one of ``nth``, 前两项 of ``first``, 其余两项 of ``last``."""

    nth: Patterns
    first: Patterns = NOTHING
    last: Patterns = NOTHING


class Shortcomings(Rule):
    """Looks in the part ``where``; ``weakness`` recognises a shortcoming in running text.

    Several sentences that begin as ``labelled`` says begin an item each. ``group_heading`` heads a list
    of shortcomings, ``cause_heading`` a list of causes. ``cause_passage`` begins a passage of causes
    for all of them, ``cause_passage_apart`` only as a paragraph of its own or before new ordinals,
    ``before_all`` in the sentence before the first. ``general`` causes are for all items; ``goes_on``
    begins a sentence about the item before. ``cause_of`` holds what a cause is given for, ``refers``
    which items by their number. ``cause`` marks a cause unless ``cause_not`` stands in its clause. ``vague`` speaks of
    shortcomings without naming one, ``denied`` says that there are none, ``settled`` that they are
    gone, unless ``unsettled`` comes after it, and ``not_own`` that they are another's. ``not_item``
    heads something else in their midst. ``unclear`` is what is said of a vague passage, ``over`` of one
    about what is settled or not one's own, ``no_cause`` and ``suggestion`` of an item without a cause.
    """

    tests_absence: ClassVar = True
    placeholders: ClassVar = frozenset({"count", "caused", "uncaused", "why"})

    kind: Literal["shortcomings"]
    weakness: Patterns
    labelled: Patterns = NOTHING
    group_heading: Patterns
    cause_heading: Patterns
    cause_passage: Patterns
    cause_passage_apart: Patterns = NOTHING
    cause: Patterns
    cause_not: Patterns = NOTHING
    goes_on: Patterns = NOTHING
    general: Patterns = NOTHING
    before_all: Patterns = NOTHING
    cause_of: Patterns = NOTHING
    refers: Refers | None = None
    common_words: Patterns = NOTHING
    vague: Patterns = NOTHING
    denied: Patterns = NOTHING
    settled: Patterns = NOTHING
    unsettled: Patterns = NOTHING
    not_own: Patterns = NOTHING
    not_item: Patterns = NOTHING
    unclear: str
    over: str
    no_cause: str
    suggestion: str

    def check(self, reading: Reading) -> Finding:
        """Return pass when each item has a cause, partial when some have none, missing without items."""
        found = _Part()
        sections = list(self._sections(reading))
        causes = [section for section in sections if self._heads_causes(reading, section)]
        if causes == sections and all(section.parent is not None for section in sections):
            sections = []  # causes of something else, as of accidents
        if len(causes) < len(sections):
            found.causes += [self._apart(reading, section) for section in causes]
        else:
            causes = []  # a heading that speaks of nothing but causes stands over both
        for section in sections:
            if section not in causes:
                stretch = reading.shadowed(section.body, section.end)
                self._collect(reading, stretch, section, found)
        return self._stated(reading, found) if found.items else self._nothing(reading, found)

    def _nothing(self, reading: Reading, found: _Part) -> Finding:
        close = found.close or self._vague_elsewhere(reading)
        says = {"count": 0, "caused": 0, "uncaused": "", "why": close[0].why if close else ""}
        return Finding(Outcome.MISSING, near_misses=close, says=says, details={"items": []})

    def _stated(self, reading: Reading, found: _Part) -> Finding:
        openings = [_opening(reading, item) for item in found.items]
        causes = self._causes(reading, found)
        without = [at for at, cause in enumerate(causes) if cause is None]
        says = {
            "count": len(causes),
            "caused": len(causes) - len(without),
            "uncaused": "、".join(f"第{at + 1}项" for at in without),
            "why": "",
        }
        pairs = zip(found.items, causes, strict=True)
        return Finding(
            Outcome.PARTIAL if without else Outcome.PASS,
            evidence=[*openings, *(cause for cause in causes if cause is not None)],
            near_misses=found.close,
            problems=[Fault(openings[at], self.no_cause, self.suggestion) for at in without],
            says=says,
            details={"items": [self._detail(reading, *pair) for pair in pairs]},
        )

    def _sections(self, reading: Reading) -> Iterator[Section]:
        """Yield the sections that play the part and are not told apart further."""
        areas = [area for role in self.where for area in reading.area(role)]
        for section in reading.document.sections:
            start, end = reading.shadowed(section.start, section.end)
            plays = set(section.roles) & set(self.where)
            if (
                plays
                and any(a <= start and end <= b for a, b in areas)
                and not self._has_above(reading, section)
            ):
                yield section

    def _has_above(self, reading: Reading, section: Section) -> bool:
        above = section.parent
        while above is not None:
            parent = reading.document.sections[above]
            if parent.roles == section.roles:
                return True
            above = parent.parent
        return False

    def _collect(
        self, reading: Reading, stretch: Stretch, around: Section | None, found: _Part
    ) -> None:
        """Gather items and causes from a stretch, by subsections, then ordinals, then sentences."""
        inner = self._inner(reading, stretch, around)
        groups = [s for s in inner if self._heads_group(reading, s)]
        if len(groups) > 1 and len({s.heading for s in groups}) == 1:
            groups = []  # each of them is one shortcoming
        causes = [s for s in inner if self._heads_causes(reading, s)]
        if groups or (causes and len(causes) < len(inner)):
            found.causes += [self._apart(reading, s) for s in causes]
            rest = groups or [s for s in inner if s not in causes]
            if groups:
                for section in rest:
                    self._collect(
                        reading, reading.shadowed(section.body, section.end), section, found
                    )
                return
            inner = rest
        if len(inner) == 1 and len(enumerated(reading, stretch)) > 1:
            inner = []  # the other items run on in its paragraph
        if inner:
            stretches = [_within(reading, s, stretch) for s in inner]
            stretches[-1] = self._last_item(reading, stretches, found)
            self._add(reading, stretches, found)
            self._causes_after(reading, stretch, inner, found)
            return
        labels = [s[0] for s in reading.sentences_in(*stretch) if reading.has(self.labelled, *s)]
        if len(labels) > 1:
            self._add(reading, list(pairwise([*labels, stretch[1]])), found)
            return
        self._from_text(reading, self._without_causes(reading, stretch, found), found)

    def _last_item(self, reading: Reading, items: Sequence[Stretch], found: _Part) -> Stretch:
        """Return the last item up to the causes of all, which a paragraph of its own gives.

        Where the other items have several paragraphs too, such a paragraph is the item's own.
        """
        last = items[-1]
        are_runs = all(len(paragraphs(reading, item)) == 1 for item in items[:-1])
        for sentence in list(reading.sentences_in(*last))[1:]:
            apart = reading.paragraph(sentence[0])[0] == sentence[0] and are_runs
            if reading.has(self.cause_passage, *sentence) or (
                apart and reading.has(self.cause_passage_apart, *sentence)
            ):
                found.causes.append(_Apart((sentence[0], last[1])))
                return last[0], sentence[0]
        return last

    def _add(self, reading: Reading, items: Sequence[Stretch], found: _Part) -> bool:
        """Note ``items`` but for those that say of nothing that it falls short; return if any is left."""
        void = [item for item in items if self._is_void(reading, item)]
        found.close += [Close(reading.trimmed(*item), self.over) for item in void]
        found.items += [item for item in items if item not in void]
        return len(void) < len(items)

    def _apart(self, reading: Reading, section: Section) -> _Apart:
        place = reading.shadowed(section.body, section.end)
        return _Apart(place, _heading(reading, section))

    def _heads_causes(self, reading: Reading, section: Section) -> bool:
        heading = _heading(reading, section)
        return reading.has(self.cause_heading, *heading) and not reading.has(
            self.group_heading, *heading
        )

    def _heads_group(self, reading: Reading, section: Section) -> bool:
        """Tell whether shortcomings are listed under a heading; one that says its own has nothing under it."""
        heading = _heading(reading, section)
        if not reading.has(self.group_heading, *heading):
            return False
        body = reading.trimmed(*reading.shadowed(section.body, section.end))
        return body[0] < body[1] or not self._rest(reading, heading)

    def _inner(self, reading: Reading, stretch: Stretch, around: Section | None) -> list[Section]:
        """Return the outermost numbered sections within ``stretch`` that may be items."""
        chosen: list[Section] = []
        for section, _ in reading.sections_from(*stretch):
            inside = section is not around and section.label
            if inside and not (chosen and section.start < chosen[-1].end):
                chosen.append(section)
        return [
            s
            for s in chosen
            if not (set(s.roles) - set(self.where))
            and not reading.has(self.not_item, *_heading(reading, s))
        ]

    def _without_causes(self, reading: Reading, stretch: Stretch, found: _Part) -> Stretch:
        """Return ``stretch`` up to where a passage of causes for all items begins; note the passage."""
        for sentence in list(reading.sentences_in(*stretch))[1:]:
            if self._begins_causes(reading, sentence, stretch):
                found.causes.append(_Apart((sentence[0], stretch[1])))
                return stretch[0], sentence[0]
        return stretch

    def _begins_causes(self, reading: Reading, sentence: Stretch, within: Stretch) -> bool:
        """Tell whether ``sentence`` begins a passage of causes for all items before it."""
        end = within[1]
        if _items_go_on(reading, sentence[0], within):
            return False
        if reading.has(self.cause_passage, *sentence):
            return True
        if not reading.has(self.cause_passage_apart, *sentence):
            return False
        starts_anew = any(
            ordinal(reading.text, at) == 1 for at in ordinals(reading, (sentence[0], end))
        )
        return starts_anew or reading.paragraph(sentence[0])[0] == sentence[0]

    def _causes_after(
        self, reading: Reading, stretch: Stretch, inner: Sequence[Section], found: _Part
    ) -> None:
        """Note causes that stand before the first item for all of them."""
        first = reading.shadowed(inner[0].start, inner[0].end)[0]
        self._without_causes(reading, (stretch[0], first), found)
        before = list(reading.sentences_in(stretch[0], first))[-1:]
        found.causes += [_Apart(s) for s in before if reading.has(self.before_all, *s)]

    def _from_text(self, reading: Reading, stretch: Stretch, found: _Part) -> None:
        items = enumerated(reading, stretch) or self._sentences(reading, stretch)
        if not items and not self._says_nothing(reading, stretch):
            items = paragraphs(
                reading, stretch
            )  # what stands under such a heading is a shortcoming
        if items:
            self._add(reading, items, found)
        elif reading.trimmed(*stretch)[0] < reading.trimmed(*stretch)[1]:
            found.close.append(Close(reading.trimmed(*stretch), self.unclear))

    def _sentences(self, reading: Reading, stretch: Stretch) -> list[Stretch]:
        """Return the paragraphs or sentences that state a shortcoming; paragraphs when there are several."""
        stated = [p for p in paragraphs(reading, stretch) if self._states(reading, p)]
        if len(stated) > 1:
            return stated
        items: list[Stretch] = []
        sentences = list(reading.sentences_in(*stretch))
        for at, (start, end) in enumerate(sentences):
            if items and self._goes_on(reading, items[-1], (start, end)):
                items[-1] = (items[-1][0], end)
            elif self._states(reading, (start, end)) or (
                items and self._is_between(reading, items[-1], *sentences[at : at + 2])
            ):
                items.append((start, end))
        return items

    def _is_between(
        self, reading: Reading, item: Stretch, sentence: Stretch, after: Stretch | None = None
    ) -> bool:
        """Tell whether ``sentence`` stands in a row between two items that give their own causes."""
        return (
            after is not None
            and item[1] == sentence[0]
            and reading.text[item[1] - 1] == reading.text[sentence[1] - 1] == ";"
            and self._states(reading, after)
            and all(self._cause_in(reading, each) is not None for each in (item, after))
            and not reading.has(self.not_item, *sentence)
            and not self._is_void(reading, sentence)
        )

    def _goes_on(self, reading: Reading, item: Stretch, sentence: Stretch) -> bool:
        """Tell whether ``sentence`` gives the cause of the shortcoming before it."""
        if reading.has(self.goes_on, *sentence):
            return True
        together = reading.paragraph(item[0]) == reading.paragraph(sentence[0])
        return (
            together and reading.has(self.cause, *sentence) and not self._states(reading, sentence)
        )

    def _says_nothing(self, reading: Reading, stretch: Stretch) -> bool:
        said = reading.trimmed(*stretch)
        return (
            said[0] >= said[1]
            or reading.has(self.denied, *stretch)
            or reading.has(self.vague, *stretch)
        )

    def _states(self, reading: Reading, stretch: Stretch) -> bool:
        """Tell whether a stretch names a shortcoming of one's own that is still there."""
        empty = [
            (reading.clause(a)[0], reading.clause(max(a, b - 1))[1])
            for phrases in (self.vague, self.denied)
            for a, b in reading.every(phrases, *stretch)
        ]
        empty += self._over(reading, stretch)
        return any(reading.has(self.weakness, *rest) for rest in without(stretch, merged(empty)))

    def _is_void(self, reading: Reading, item: Stretch) -> bool:
        """Tell whether an item says that there is nothing, or of nothing but what is settled or another's."""
        is_empty = reading.has(self.denied, *item) or bool(self._over(reading, item))
        return is_empty and not self._states(reading, item)

    def _over(self, reading: Reading, stretch: Stretch) -> list[Stretch]:
        """Return the sentences within a stretch about what is settled or another's."""
        over: list[Stretch] = []
        goes_on = False
        for start, end in reading.sentences_in(*stretch):
            settled = reading.first(self.settled, start, end)
            is_settled = settled is not None and not reading.has(self.unsettled, settled[1], end)
            not_own = goes_on or reading.has(self.not_own, start, end)
            if is_settled or not_own:
                over.append((start, end))
            goes_on = not_own and reading.text[end - 1] == ";"
        return over

    def _vague_elsewhere(self, reading: Reading) -> list[Close]:
        matches = reading.every(self.vague, 0, len(reading.text))
        return [Close(reading.trimmed(*reading.clause(m[0])), self.unclear) for m in matches]

    def _causes(self, reading: Reading, found: _Part) -> list[Stretch | None]:
        """Return the cause of each item: its own, else the one given for it apart."""
        own = [self._cause_in(reading, item) for item in found.items]
        apart: list[Stretch] = []
        for part in found.causes:
            referred = self._referred(reading, part.place, len(own))
            if referred:
                own = [mine or referred.get(at) for at, mine in enumerate(own)]
                continue
            causes = self._causes_apart(reading, part.place)
            meant = self._meant(reading, part, found.items)
            if meant and causes:
                own = [
                    mine or (causes[0] if item in meant else None)
                    for mine, item in zip(own, found.items, strict=True)
                ]
            else:
                apart += causes
        if not apart:
            return own
        others = self._causes_of_all(reading, apart, found.items)
        told = [None if c is None or reading.has(self.cause_not, *c) else c for c in others]
        return [mine or other for mine, other in zip(own, told, strict=True)]

    def _referred(self, reading: Reading, part: Stretch, count: int) -> dict[int, Stretch]:
        """Return the causes of the items that ``part`` names by their number, none when it names none."""
        if self.refers is None:
            return {}
        said: list[tuple[Stretch, Sequence[int]]]
        said = [(m, self._numbers(reading, m)) for m in reading.every(self.refers.nth, *part)]
        for phrases, is_last in ((self.refers.first, False), (self.refers.last, True)):
            for match in reading.every(phrases, *part):
                few = max(self._numbers(reading, match), default=count)
                said.append(
                    (match, range(count - few + 1, count + 1) if is_last else range(1, few + 1))
                )
        said.sort(key=lambda each: each[0])
        ends = [*(match[0] for match, _ in said[1:]), part[1]]
        pieces = [
            (m[0], m[1], end, numbers) for (m, numbers), end in zip(said, ends, strict=False)
        ]
        return {
            number - 1: reading.trimmed(after, end)
            for start, after, end, numbers in pieces
            if not reading.has(self.cause_not, start, end)
            for number in numbers
        }

    def _numbers(self, reading: Reading, match: Stretch) -> list[int]:
        found = (value(m.group()) for m in _DIGIT.finditer(reading.text, *match))
        return [int(number) for number in found if number]

    def _causes_of_all(
        self, reading: Reading, apart: Sequence[Stretch], items: Sequence[Stretch]
    ) -> list[Stretch | None]:
        """Return which of the causes given apart is each item's: by its words, its place, or likeness."""
        texts = [reading.text[slice(*item)] for item in items]
        named = [reading.first(self.cause_of, *cause) or (0, 0) for cause in apart]
        topics = [self._rest(reading, topic) for topic in named]
        if any(topics):
            whole = [reading.text[slice(*topic)] for topic in named]
            places = [(best_named(text, topics), best_named(text, whole)) for text in texts]
            chosen = _chosen(apart, [b if a is None else a for a, b in places])
            if any(chosen):
                free = [
                    not any(share(topic, text) >= ENOUGH for text in texts) for topic in topics
                ]
                in_turn = apart if len(apart) == len(items) else ()
                return _with_turns(chosen, in_turn, free)
        if len(apart) == len(items):
            return list(apart)
        if len(apart) == 1:
            return self._shared(reading, apart[0], items)
        general = next((c for c in apart if reading.has(self.general, *c)), None)
        if general is not None or len(items) == 1:
            return [general or apart[0]] * len(items)
        causes = [reading.text[slice(*cause)] for cause in apart]
        return _chosen(apart, [most_alike(text, causes) for text in texts])

    def _shared(
        self, reading: Reading, cause: Stretch, items: Sequence[Stretch]
    ) -> list[Stretch | None]:
        """Return the only cause for the items it speaks of; for all where it speaks of none.

        The first of a list that does not go on is the cause of the first item.
        """
        if reading.has(self.general, *cause):
            return [cause] * len(items)
        openings = [reading.text[slice(*_opening(reading, item))] for item in items]
        meant = [share(opening, reading.text[slice(*cause)]) > ENOUGH for opening in openings]
        if not any(meant) and _is_first_of_list(reading, cause):
            meant[0] = True
        return [cause if is_meant or not any(meant) else None for is_meant in meant]

    def _meant(self, reading: Reading, part: _Apart, items: Sequence[Stretch]) -> list[Stretch]:
        """Return the items that the heading over causes singles out, none when it is about all."""
        if part.heading is None:
            return []
        topic = self._rest(reading, part.heading)
        meant = [item for item in items if share(topic, reading.text[slice(*item)]) >= ENOUGH]
        return meant if len(meant) < len(items) else []

    def _rest(self, reading: Reading, stretch: Stretch) -> str:
        """Return the text of a stretch without the words that say nothing of their own."""
        common = merged(reading.every(self.common_words, *stretch))
        return "".join(reading.text[slice(*rest)] for rest in without(stretch, common))

    def _cause_in(self, reading: Reading, stretch: Stretch) -> Stretch | None:
        start, end = stretch[0], self._end_of_item(reading, stretch)
        for match in reading.every(self.cause, start, end):
            a, b = reading.clause(match[0])
            if reading.text[b - 1] == ":":  # 成因:……
                b = reading.sentence(match[0])[1]
            if not reading.has(self.cause_not, a, b):
                return reading.trimmed(max(a, start), min(b, end))
        return None

    def _end_of_item(self, reading: Reading, item: Stretch) -> int:
        """Return where an item ends or a sentence in it goes on to something else, as the plan."""
        for start, end in list(reading.sentences_in(*item))[1:]:
            if reading.has(self.not_item, start, min(start + _OPENING, end)):
                return start
        return item[1]

    def _causes_apart(self, reading: Reading, part: Stretch) -> list[Stretch]:
        numbered = [reading.shadowed(s.start, s.end) for s in self._inner(reading, part, None)]
        causes = numbered or enumerated(reading, part) or self._explained(reading, part)
        if not causes and not reading.has(self.cause_not, *part):
            causes = [part]
        return [trimmed for c in causes if (trimmed := reading.trimmed(*c))[1] > trimmed[0]]

    def _explained(self, reading: Reading, part: Stretch) -> list[Stretch]:
        """Return the sentences of which each says what it is the cause of; none when there is but one."""
        starts = [s[0] for s in reading.sentences_in(*part) if reading.has(self.cause_of, *s)]
        return list(pairwise([*starts, part[1]])) if len(starts) > 1 else []

    def _detail(self, reading: Reading, item: Stretch, cause: Stretch | None) -> dict[str, object]:
        opening = reading.span(*_opening(reading, item))
        told = None if cause is None else reading.span(*cause)
        return {
            "text": opening.text,
            "start": opening.start,
            "end": reading.span(*item).end,
            "cause": None if told is None else {"start": told.start, "end": told.end},
        }


def _heading(reading: Reading, section: Section) -> Stretch:
    start = section.start + len(section.label)
    return reading.trimmed(
        *reading.shadowed(start, min(start + len(section.heading) + 1, section.end))
    )


def _opening(reading: Reading, item: Stretch) -> Stretch:
    """Return the first sentence or line of an item, the part that is quoted."""
    end = reading.sentence(item[0])[1]
    return reading.trimmed(item[0], min(end, item[1]))


def _within(reading: Reading, section: Section, stretch: Stretch) -> Stretch:
    start, end = reading.shadowed(section.start, section.end)
    return start, min(end, stretch[1])


def _is_first_of_list(reading: Reading, cause: Stretch) -> bool:
    """Tell whether a cause is the first of a list that does not go on."""
    found = ordinals(reading, cause)
    return len(found) == 1 and ordinal(reading.text, found[0]) == 1


def _items_go_on(reading: Reading, at: int, within: Stretch) -> bool:
    """Tell whether the ordinals after ``at`` go on counting where the ones before it stopped."""
    before, after = ordinals(reading, (within[0], at)), ordinals(reading, (at, within[1]))
    return count_on(reading.text, before, after)


def _chosen(causes: Sequence[Stretch], places: Sequence[int | None]) -> list[Stretch | None]:
    return [None if place is None else causes[place] for place in places]


def _with_turns(
    chosen: Sequence[Stretch | None], in_turn: Sequence[Stretch], free: Sequence[bool]
) -> list[Stretch | None]:
    """Return ``chosen`` with what is still free in its turn where nothing was chosen."""
    turns = [c if is_free else None for c, is_free in zip(in_turn, free, strict=False)]
    return [one or (turns[at] if turns else None) for at, one in enumerate(chosen)]
