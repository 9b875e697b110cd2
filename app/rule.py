"""What every rule has in common, whatever its kind: how it is written down and what it finds."""

import os
import string
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Annotated, Any, ClassVar, Literal

# Looking for plugins of pydantic reads the metadata of every installed package at each start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from app.model import Level, Outcome
from app.pattern import NO_WORDS, PatternError, Phrases
from app.reading import Reading, Stretch


def _phrases(value: object, info: ValidationInfo) -> Phrases:
    words = (info.context or {}).get("words", NO_WORDS)
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("这里要写一个或一列文字写法")
    if not value:
        raise ValueError("至少要有一个写法")
    try:
        return Phrases(value, words)
    except PatternError as error:
        raise ValueError(str(error)) from error


Patterns = Annotated[
    Phrases,
    BeforeValidator(_phrases),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        }
    ),
]
"""A field of a rule file that holds one pattern or a list of them."""

NOTHING = Phrases((), NO_WORDS)


class Strict(BaseModel):
    """A part of a rule file: unknown keys are refused, nothing changes after loading."""

    # Parts are only ever validated inside their rule, so building them alone would be work for nothing.
    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )


class RuleBasis(Strict):
    """A legal or other basis, printed as written."""

    title: str
    number: str = ""
    article: str = ""
    note: str = ""


class Exclusion(Strict):
    """A circumstance in which a match does not count, and the reason that is shown.

    ``before`` and ``after`` look at the rest of the match's clause, ``inside`` at the match itself,
    ``sentence`` at the whole sentence around it, ``heading`` at the headings above it. With
    ``levels`` it is for units of these levels, and for those whose level is not known; it does not
    hold in a sentence with ``unless``, nor for a unit whose name holds ``spared``.
    """

    why: str
    before: Patterns = NOTHING
    inside: Patterns = NOTHING
    after: Patterns = NOTHING
    sentence: Patterns = NOTHING
    heading: Patterns = NOTHING
    levels: tuple[str, ...] = ()
    unless: Patterns = NOTHING
    spared: Patterns = NOTHING
    contradicts: bool = False

    def holds(self, reading: Reading, match: Stretch) -> bool:
        """Tell whether this circumstance is given for ``match``."""
        start, end = match
        level = reading.document.facts.level
        if self.levels and level is not None and level not in self.levels:
            return False
        if self.spared and self._spares(reading.document.facts.unit):
            return False
        clause, sentence = reading.clause(start), reading.sentence(start)
        if reading.has(self.unless, *sentence):
            return False
        return (
            reading.has(self.before, clause[0], start)
            or reading.has(self.inside, start, end)
            or reading.has(self.after, end, max(end, reading.clause(max(start, end - 1))[1]))
            or reading.has(self.sentence, *sentence)
            or self._is_under(reading, start)
        )

    def _spares(self, unit: str | None) -> bool:
        name = unit or ""
        return self.spared.search(name, 0, len(name), 1.0) is not None

    def _is_under(self, reading: Reading, at: int) -> bool:
        if not self.heading:
            return False
        return any(reading.has(self.heading, *heading) for heading in reading.headings_over(at))


@dataclass(frozen=True, slots=True)
class Close:
    """A passage of the shadow that came close and did not count."""

    place: Stretch
    why: str
    contradicts: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A passage of the shadow that should be changed, and how."""

    place: Stretch
    message: str
    suggestion: str


@dataclass(frozen=True)
class Finding:
    """What a rule found, in places of the shadow; ``check`` makes a Result of it.

    ``says`` fills the placeholders of the rule's messages; ``message`` stands in for the one of the
    outcome. ``counts`` are (place, value, unit).
    """

    outcome: Outcome
    _: KW_ONLY
    evidence: Sequence[Stretch] = ()
    near_misses: Sequence[Close] = ()
    problems: Sequence[Fault] = ()
    counts: Sequence[tuple[Stretch, float, str]] = ()
    says: Mapping[str, object] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""


def require_fillable(sentence: str, placeholders: frozenset[str]) -> None:
    """Raise ValueError with a Chinese message when ``sentence`` has other placeholders or open braces."""
    known = "、".join(sorted(placeholders)) or "（没有）"
    if unknown := _names(sentence, known) - placeholders:
        raise ValueError(f"说明里的“{{{min(unknown)}}}”没有这一项，可用的有：{known}")
    try:
        sentence.format(**dict.fromkeys(placeholders, ""))
    except (ValueError, LookupError) as error:
        raise ValueError(f"说明“{sentence}”里的花括号写得不对，可用的有：{known}") from error


def _names(sentence: str, known: str) -> set[str]:
    """Return the names in braces; ValueError when a brace is not closed."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError as error:
        raise ValueError(f"说明“{sentence}”里的花括号没有配对，可用的有：{known}") from error


Sentence = Annotated[str, Field(min_length=1)]
"""A text of a rule file that people read: never empty."""


class Rule(Strict):
    """The fields that every rule file has; a kind adds its own.

    ``order`` sorts the rules of a group as people are used to list them. ``belongs`` are the parts in
    which what is missing is to be written, the first that the report has; ``levels`` are the levels of
    unit that it is for, all when it names none. ``skipped`` is what is said of a match in the parts
    that are left out. ``personal`` tells what in a passage that is reported identifies a person; it is
    hidden on request.
    """

    placeholders: ClassVar[frozenset[str]] = frozenset()
    """Names that the kind offers to the messages, besides those of every rule."""
    tests_absence: ClassVar[bool] = False
    """Whether the kind may judge a report in which the parts of ``where`` are absent."""
    outcomes: ClassVar[tuple[Outcome, ...]] = (Outcome.PASS, Outcome.PARTIAL, Outcome.MISSING)
    """Verdicts that the kind can reach; there is a message for each."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    title: Sentence
    kind: str
    level: Level
    order: int = 1000
    levels: tuple[str, ...] = ()
    group: Literal["required", "statutory", "consistency", "wording", "format"]
    where: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    belongs: tuple[str, ...] = ()
    personal: Patterns = NOTHING
    skipped: str = "写在不计入的部分"
    message: dict[Outcome, Sentence]
    why: Sentence
    advice: Sentence
    basis: tuple[RuleBasis, ...]
    examples: dict[Outcome, tuple[str, ...]]

    @field_validator("message")
    @classmethod
    def _message_is_complete(cls, message: dict[Outcome, str]) -> dict[Outcome, str]:
        absent = [outcome.value for outcome in cls.outcomes if outcome not in message]
        if absent:
            raise ValueError(f"缺少这些结论的说明：{'、'.join(absent)}")
        for sentence in message.values():
            require_fillable(sentence, cls.placeholders)
        return message

    @field_validator("examples")
    @classmethod
    def _examples_show_both_sides(
        cls, examples: dict[Outcome, tuple[str, ...]]
    ) -> dict[Outcome, tuple[str, ...]]:
        if Outcome.PASS not in examples or len(examples) == 1:
            raise ValueError("examples 里至少要有一个 pass 的例子和一个别的结论的例子")
        return examples

    def stretches(self, reading: Reading) -> tuple[Stretch, ...]:
        """Return where this rule looks: the roles of ``where``, or all but the roles of ``skip``."""
        if self.where:
            return tuple(area for role in self.where for area in reading.area(role))
        return reading.outside(self.skip)

    @abstractmethod
    def check(self, reading: Reading) -> Finding:
        """Return what the rule finds in ``reading``; TimeoutError when a pattern takes too long."""
        raise NotImplementedError


class SlipRule(Rule):
    """A rule that looks for slips: whatever it finds is to be changed, finding nothing is as it should be.

    A kind of such rules that has nothing to compare says 不适用 instead of 未见问题.
    """

    placeholders: ClassVar = frozenset({"count", "first"})
    outcomes: ClassVar[tuple[Outcome, ...]] = (Outcome.PASS, Outcome.PROBLEM)

    def verdict(
        self, reading: Reading, faults: Sequence[Fault], *, near_misses: Sequence[Close] = ()
    ) -> Finding:
        """Return problem with ``faults`` in the order of the text, pass when there are none."""
        faults = sorted(faults, key=lambda fault: fault.place)
        first = reading.span(*faults[0].place).text if faults else ""
        return Finding(
            Outcome.PROBLEM if faults else Outcome.PASS,
            problems=faults,
            near_misses=near_misses,
            says={"count": len(faults), "first": first},
        )


def sift(
    reading: Reading, matches: Sequence[Stretch], exclusions: Sequence[Exclusion]
) -> tuple[list[Stretch], list[Close]]:
    """Return the matches to which no exclusion applies, and the others with the reason."""
    kept: list[Stretch] = []
    close: list[Close] = []
    for match in matches:
        hit = next((e for e in exclusions if e.holds(reading, match)), None)
        if hit is None:
            kept.append(match)
        else:
            close.append(Close(match, hit.why, hit.contradicts))
    return kept, close
