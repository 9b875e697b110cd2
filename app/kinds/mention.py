"""Kind ``mention``: something must be told, with concrete signals and not only with good will."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from app.model import Outcome
from app.reading import Reading, Stretch, merged, without
from app.rule import NOTHING, Close, Exclusion, Finding, Patterns, Rule, Sentence, Strict, sift

_MOST_SHOWN = 12


class Signal(Strict):
    """One kind of fact that shows it, by the name it has in messages."""

    name: Sentence
    find: Patterns


class Mention(Rule):
    """Passes with ``enough`` different ``signals``; partial with fewer, or with words of ``weak`` alone.

    In the parts ``where`` that speak of ``about`` every signal counts, elsewhere only those in a
    sentence with ``whose`` and ``topic``. ``too_weak`` is what is said of the weak words.
    """

    tests_absence: ClassVar = True
    placeholders: ClassVar = frozenset({"found", "absent", "count", "why"})

    kind: Literal["mention"]
    about: Patterns = NOTHING
    whose: Patterns = NOTHING
    topic: Patterns = NOTHING
    signals: Annotated[tuple[Signal, ...], Field(min_length=1)]
    enough: Annotated[int, Field(ge=1)]
    weak: Patterns = NOTHING
    too_weak: str = ""
    exclude: tuple[Exclusion, ...] = ()

    @model_validator(mode="after")
    def _can_be_enough(self) -> "Mention":
        if self.enough > len(self.signals):
            raise ValueError(f"enough 不能超过 signals 的项数（{len(self.signals)}）")
        return self

    def check(self, reading: Reading) -> Finding:
        """Return pass with enough signals, partial with some or weak words only, missing with nothing."""
        found: dict[str, Stretch] = {}
        close: list[Close] = []
        areas = self._areas(reading)
        for signal in self.signals:
            place = self._first(reading, signal, areas, close)
            if place is not None:
                found[signal.name] = place
        weak = self._weak(reading) if len(found) < self.enough else []
        names = {
            "found": "、".join(found),
            "absent": "、".join(s.name for s in self.signals if s.name not in found),
        }
        return Finding(
            self._outcome(len(found), weak=bool(weak)),
            evidence=sorted(found.values()) or [_clause(reading, m) for m in weak[:1]],
            near_misses=[*close[:_MOST_SHOWN], *(Close(m, self.too_weak) for m in weak)],
            says={**names, "count": len(found), "why": close[0].why if close else ""},
            details={"found": list(found)},
        )

    def _first(
        self, reading: Reading, signal: Signal, areas: Sequence[Stretch], close: list[Close]
    ) -> Stretch | None:
        """Return the first place of a signal that counts; note those before it."""
        for area in areas:
            for match in reading.every(signal.find, *area):
                kept, excluded = sift(reading, [match], self.exclude)
                close += excluded
                if kept:
                    return match
        return None

    def _areas(self, reading: Reading) -> list[Stretch]:
        """Return where signals count: parts of their own, and sentences on the right person."""
        own = merged(area for role in self.where for area in reading.area(role))
        home = [area for area in own if not self.about or reading.has(self.about, *area)]
        if not self.whose:
            return home
        sentences = [
            reading.sentence(match[0])
            for left in reading.outside(self.skip)
            for area in without(left, home)
            for match in reading.every(self.whose, *area)
        ]
        on_topic = [s for s in sentences if not self.topic or reading.has(self.topic, *s)]
        return [*home, *merged(on_topic)]

    def _weak(self, reading: Reading) -> list[Stretch]:
        areas = reading.outside(self.skip)
        return [m for area in areas for m in reading.every(self.weak, *area)][:_MOST_SHOWN]

    def _outcome(self, count: int, *, weak: bool) -> Outcome:
        if count >= self.enough:
            return Outcome.PASS
        return Outcome.PARTIAL if count or weak else Outcome.MISSING


def _clause(reading: Reading, match: Stretch) -> Stretch:
    return reading.trimmed(*reading.clause(match[0]))
