"""The frozen values that travel through the program.

All offsets are indices into ``Document.text`` as Python counts them (code points), end exclusive.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any


class BlockKind(StrEnum):
    """What a block was in the source file."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    BOX = "box"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, table cell or line of the source file, in reading order.

    ``number`` counts from 1 within its kind, as a person would count. ``label`` is the number that
    Word writes in front by itself; it is not part of ``text``. ``outline`` is Word's outline level,
    0 for the highest, None for body text. ``bold`` is how many characters at the beginning of
    ``text`` are bold. ``page`` is where a line is printed; ``opens`` tells whether it begins a
    paragraph there, None when its place does not show that.
    """

    text: str
    kind: BlockKind
    number: int
    label: str = ""
    outline: int | None = None
    bold: int = 0
    page: int | None = None
    opens: bool | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: its blocks in order and what reading had to leave out or repair."""

    path: Path
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of ``Document.text`` that stands unchanged in one block of the source.

    ``offset`` is where it starts in the block's label and text, taken together.
    """

    start: int
    end: int
    block: int
    offset: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the text is, in the text and in the source file."""

    start: int
    end: int
    block: int
    offset: int
    name: str


class DocumentKind(StrEnum):
    """Whether the text is a report of the kind that the rule set is for."""

    REPORT = "report"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it, or a passage that plays a part without a heading.

    ``level`` is 1 for the highest. ``body`` is where the text after the heading begins.
    ``parent`` is the index of the enclosing section in ``Document.sections``.
    """

    label: str
    heading: str
    level: int
    roles: tuple[str, ...]
    start: int
    body: int
    end: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the report says of itself; None where it does not say."""

    kind: DocumentKind = DocumentKind.OTHER
    title: str | None = None
    unit: str | None = None
    level: str | None = None
    year: int | None = None
    doc_number: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class Document:
    """The text that a person reads, with its sections and facts.

    ``is_cut`` tells that the source holds more text than any report and only its beginning is here.
    """

    source: Source
    text: str
    segments: tuple[Segment, ...]
    sections: tuple[Section, ...]
    facts: Facts
    notes: tuple[str, ...]
    is_cut: bool = False

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    def place(self, start: int, end: int) -> Place:
        """Return where ``start:end`` is found in the source file, named as a person would say it."""
        at = max(0, bisect_right(self._segment_starts, start) - 1)
        if not self.segments:
            return Place(start, end, 0, 0, "")
        segment = self.segments[at]
        block = self.source.blocks[segment.block]
        names = {
            BlockKind.LINE: "第{}行",
            BlockKind.PARAGRAPH: "第{}段",
            BlockKind.CELL: "表格第{}格",
            BlockKind.BOX: "第{}个文本框",
            BlockKind.FOOTNOTE: "脚注{}",
            BlockKind.ENDNOTE: "尾注{}",
        }
        page = "" if block.page is None else f"第{block.page}页"
        name = page + names[block.kind].format(block.number)
        return Place(start, end, segment.block, segment.offset + start - segment.start, name)

    def section_at(self, offset: int) -> Section | None:
        """Return the innermost section around ``offset``, None before the first heading."""
        at: int | None = bisect_right(self._section_starts, offset) - 1
        while at is not None and at >= 0:
            section = self.sections[at]
            if offset < section.end:
                return section
            at = section.parent
        return None


class Outcome(StrEnum):
    """The verdict of one rule on one document."""

    PASS = "pass"
    PARTIAL = "partial"
    MISSING = "missing"
    PROBLEM = "problem"
    NOT_APPLICABLE = "not-applicable"
    REVIEW = "review"
    UNCHECKED = "unchecked"


GAPS = frozenset({Outcome.PARTIAL, Outcome.MISSING, Outcome.PROBLEM})
"""Outcomes that say there is something to do; the exit status and the gap checklist follow them."""

UNDECIDED = frozenset({Outcome.REVIEW, Outcome.UNCHECKED})
"""Outcomes that a person has to settle; never counted as passed."""


class Level(StrEnum):
    """How serious a gap is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Span:
    """A quoted stretch of the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A passage that came close and did not count, and why."""

    start: int
    end: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A passage that should be changed."""

    start: int
    end: int
    text: str
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Value:
    """A number found in the text: ``value`` per year when it is a frequency, otherwise as counted."""

    text: str
    value: float
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal or other basis of a rule, as it is printed."""

    title: str
    number: str = ""
    article: str = ""
    note: str = ""

    def __str__(self) -> str:
        number = f"（{self.number}）" if self.number else ""
        return f"{self.title}{number}{self.article}"


@dataclass(frozen=True)
class Result:
    """What one rule says of one document; ``layer`` names the layer or profile that changed the rule.

    ``belongs`` are the parts (roles) of a report in which what the rule asks for is to be written.
    ``personal`` is what identifies a person in the passages found, None for a rule on other things.
    """

    rule: str
    title: str
    group: str
    outcome: Outcome
    level: Level
    message: str
    why: str
    advice: str
    basis: tuple[Basis, ...]
    evidence: tuple[Span, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    problems: tuple[Problem, ...] = ()
    values: tuple[Value, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    layer: str = ""
    personal: tuple[Span, ...] | None = None
    belongs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetName:
    """Which rule set decided, what it calls the parts (roles) of a report, and the layers over it."""

    id: str
    title: str
    edition: str
    roles: Mapping[str, str] = field(default_factory=dict)
    layers: tuple[SetName, ...] = ()


@dataclass(frozen=True)
class Report:
    """A document with its results: what the window shows and what every output is made from.

    ``last_year`` is the file of the year before that it was compared with.
    """

    document: Document
    results: tuple[Result, ...]
    ruleset: SetName
    checked: datetime.date
    last_year: Path | None = None

    @property
    def gaps(self) -> tuple[Result, ...]:
        """The results that ask for something to be done or decided, in the order of the rule set."""
        return tuple(r for r in self.results if r.outcome in GAPS | UNDECIDED)

    def count(self, *outcomes: Outcome) -> int:
        """Return how many results have one of ``outcomes``."""
        return sum(result.outcome in outcomes for result in self.results)
