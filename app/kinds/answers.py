"""Kind ``answered``: what fell short is taken up by the plan, topic by topic."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from app.items import enumerated
from app.model import Outcome
from app.reading import Reading, Stretch, without
from app.rule import NOTHING, Fault, Finding, Patterns, Sentence, SlipRule, Strict


class Topic(Strict):
    """A subject by the words for it in a shortcoming, and in what answers it."""

    name: Sentence
    find: tuple[Sentence, ...]
    answer: tuple[Sentence, ...]


class Answered(SlipRule):
    """Reports the shortcomings in ``where`` whose topics do not come up in the parts ``answers_in``.

    The first sentence of an item tells its topics. ``not_item`` heads what is no shortcoming, as
    causes. ``wrong`` says what is wrong with an item, ``none_answered`` with a plan that takes up
    none of them, ``suggestion`` what to do.
    """

    outcomes: ClassVar = (Outcome.PASS, Outcome.PROBLEM, Outcome.NOT_APPLICABLE)

    kind: Literal["answered"]
    skip: tuple[str, ...]
    topics: tuple[Topic, ...]
    not_item: Patterns = NOTHING
    wrong: Sentence
    none_answered: Sentence
    suggestion: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with what the plan leaves out; not-applicable without items or a plan apart."""
        plan = [area for role in self.skip for area in reading.area(role)]
        areas = [
            rest for role in self.where for a in reading.area(role) for rest in without(a, plan)
        ]
        items = [
            (place, topics)
            for area in areas
            for place in self._items(reading, area)
            if (topics := self._topics(reading, place))
        ]
        if not items or not plan:
            return Finding(Outcome.NOT_APPLICABLE)
        planned = "".join(reading.text[slice(*area)] for area in plan)
        left = [(place, topics) for place, topics in items if not _answers(planned, topics)]
        if len(left) == len(items):
            heading = reading.trimmed(plan[0][0], reading.sentence(plan[0][0])[1])
            return self.verdict(reading, [Fault(heading, self.none_answered, self.suggestion)])
        return self.verdict(reading, [self._fault(*item) for item in left])

    def _items(self, reading: Reading, area: Stretch) -> Iterator[Stretch]:
        """Yield the first sentence of each item: under headings, by ordinals, or each sentence."""
        inner = [
            (section, place)
            for section, place in reading.sections_from(area[0] + 1, area[1])
            if section.label
        ]
        if inner:
            starts = [
                place[0]
                for section, place in inner
                if not reading.has(self.not_item, *reading.shadowed(section.start, section.body))
            ]
        else:
            starts = [start for start, _ in enumerated(reading, area)]
        for start in starts:
            yield reading.trimmed(start, min(reading.sentence(start)[1], area[1]))

    def _topics(self, reading: Reading, place: Stretch) -> list[Topic]:
        text = reading.text[slice(*place)]
        return [topic for topic in self.topics if any(word in text for word in topic.find)]

    def _fault(self, place: Stretch, topics: list[Topic]) -> Fault:
        names = "、".join(topic.name for topic in topics)
        return Fault(place, self.wrong.format(topics=names), self.suggestion)


def _answers(planned: str, topics: list[Topic]) -> bool:
    return any(word in planned for topic in topics for word in topic.answer)
