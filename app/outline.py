"""Paragraphs -> headings: numbered, run in, by Word's outline level, or bare, and what stands under each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.clean import Cleaned, Paragraph
from app.labels import ITEM, Label, label_of
from app.model import BlockKind
from app.numerals import value

BARE = -1
"""The rank of a heading without a number that stands above all numbered ones."""

_DEEPEST = 5
_WITHOUT_HEADINGS = (BlockKind.CELL, BlockKind.FOOTNOTE, BlockKind.ENDNOTE)
_LONGEST = 60
_SHORT = 40
_SHORTEST = 4
_RUN_IN = 24
_HAN = re.compile("[一二三四五六七八九十百]+")
_STOP = re.compile("[。：；！？]|:(?!\\d)")
_LEAD_STOP = re.compile("。")
_LEAD_STOPS = re.compile("[。：:]")
_PAUSE = re.compile("[，,。；：]")
_OPEN_END = tuple("。；，：、！？;,:")


@dataclass(slots=True)
class Heading:
    """One heading: ``rank`` as in ``labels``; ``end`` and ``parent`` are known when all are found."""

    label: str
    text: str
    rank: int
    start: int
    body: int
    end: int = 0
    level: int = 1
    parent: int | None = None


NamesPart = Callable[[str, bool | None], bool]
"""Tells whether a line names a part of the report: with True one that subsections play, with False
one that only chapters play, with None any."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What the lines without a number are asked: whether they head a part, whether they close the text.

    Up to ``title_end`` paragraphs are the title, up to ``head_end`` they are above the running text.
    """

    title_end: int
    head_end: int
    names_part: NamesPart
    closes: Callable[[str], bool]


def outline(cleaned: Cleaned, lines: Lines) -> list[Heading]:
    """Return the headings, nested."""
    return _Outline(cleaned, lines).headings()


class _Outline:
    """One pass over the paragraphs of one text."""

    def __init__(self, cleaned: Cleaned, lines: Lines) -> None:
        self.text = cleaned.text
        self.paragraphs = cleaned.paragraphs
        self.lines = lines
        self.labels = [label_of(self.text[p.start : p.start + 12]) for p in self.paragraphs]
        self.has_chapters = any(label and label.rank == 0 for label in self.labels)
        self.closing = self._closing()

    def headings(self) -> list[Heading]:
        found = [heading for at in range(self.closing) if (heading := self._heading(at))]
        return _nested(found, self._following(self.closing - 1))

    def _heading(self, at: int) -> Heading | None:
        if self.paragraphs[at].kind in _WITHOUT_HEADINGS:
            return None
        label = self.labels[at]
        if label is not None:
            return self._numbered(at, label)
        return None if at < self.lines.title_end else self._bare(at) or self._run_in(at)

    def _numbered(self, at: int, label: Label) -> Heading:
        paragraph, text = self.paragraphs[at], self.text
        start, end = paragraph.start + label.end, paragraph.end
        stop = _STOP.search(text, start, end)
        if stop is None and end - start <= _LONGEST:
            cut = end
        elif stop is not None and stop.start() - start <= _LONGEST:
            cut = stop.start()
        else:
            pause = _PAUSE.search(text, start, end)
            cut = min(pause.start() if pause else end, start + _LONGEST)
        body = cut + 1 if stop is not None and stop.start() == cut else cut
        if cut >= end - 1:
            body = self._following(at)
        return Heading(label.text, text[start:cut].strip(), label.rank, paragraph.start, body)

    def _bare(self, at: int) -> Heading | None:
        """Return the heading without a number that a whole short paragraph is."""
        paragraph = self.paragraphs[at]
        text = self.text[paragraph.start : paragraph.end]
        if len(text) <= _RUN_IN and not _PAUSE.search(text.rstrip("：:")):
            text = text.rstrip("：:")
        if not _looks_bare(text) or self._is_caption(at):
            return None
        if self.lines.names_part(text, False if self.has_chapters else None):
            rank = self._rank_by_what_follows(at)
        elif paragraph.outline is not None:
            rank = paragraph.outline
        elif at >= self.lines.head_end and not any(self.labels) and self._is_followed_by_body(at):
            rank = 1
        elif at >= self.lines.head_end and self._stands_out(at):
            rank = _DEEPEST
        else:
            return None
        return Heading("", text, rank, paragraph.start, self._following(at))

    def _run_in(self, at: int) -> Heading | None:
        """Return the heading without a number that the short first sentence of a paragraph is."""
        paragraph = self.paragraphs[at]
        if ITEM.match(self.text, paragraph.start):
            return None
        lead = self._bold_lead(paragraph)
        if lead is not None:
            rank = _DEEPEST if any(self.labels) else 1
            return Heading("", lead, rank, paragraph.start, paragraph.bold)
        stops = _LEAD_STOP if self.has_chapters else _LEAD_STOPS
        found = stops.search(self.text, paragraph.start, paragraph.start + _RUN_IN)
        stop = found.start() if found else paragraph.end
        if stop + 1 >= paragraph.end:
            return None
        heading = self.text[paragraph.start : stop]
        if not self.lines.names_part(heading, True if self.has_chapters else None):
            return None
        return Heading("", heading, self._rank_of_run_in(at), paragraph.start, stop + 1)

    def _rank_of_run_in(self, at: int) -> int:
        """Return a rank below that of the number before, so that what is numbered stays whole."""
        before = next((label for label in reversed(self.labels[:at]) if label), None)
        return 1 if before is None else before.rank + 1

    def _bold_lead(self, paragraph: Paragraph) -> str | None:
        """Return the words that a paragraph begins with in bold, when they are a sentence of their own."""
        if not paragraph.start < paragraph.bold < paragraph.end:
            return None
        lead = self.text[paragraph.start : paragraph.bold].rstrip()
        ends = _STOP.match(self.text, paragraph.start + len(lead) - 1) or _STOP.match(
            self.text, paragraph.bold
        )
        lead = lead.rstrip("。：:")
        return lead if ends and _looks_bare(lead) else None

    def _stands_out(self, at: int) -> bool:
        """Tell whether a line is bold over text that is not."""
        paragraph, following = self.paragraphs[at], self.paragraphs[at + 1 : at + 2]
        is_bold = paragraph.bold >= paragraph.end
        return (
            is_bold and self._is_followed_by_body(at) and following[0].bold == following[0].start
        )

    def _is_caption(self, at: int) -> bool:
        following = self.paragraphs[at + 1 : at + 2]
        return bool(following) and following[0].kind is BlockKind.CELL

    def _is_followed_by_body(self, at: int) -> bool:
        following = self.paragraphs[at + 1 : at + 2]
        return bool(following) and following[0].end - following[0].start > _SHORT

    def _rank_by_what_follows(self, at: int) -> int:
        """Return BARE when the numbers start anew below the line, else the rank of 一、."""
        for paragraph, label in zip(self.paragraphs[at + 1 :], self.labels[at + 1 :], strict=True):
            if label is not None and label.rank == 0:
                number = _HAN.search(self.text, paragraph.start, paragraph.start + 8)
                return BARE if number and value(number.group()) == 1 else 0
        return 0 if self.has_chapters else BARE

    def _closing(self) -> int:
        """Return the index of the first paragraph of the signature, or how many paragraphs there are."""
        at = len(self.paragraphs)
        while at > 1 and self.labels[at - 1] is None and self._closes(self.paragraphs[at - 1]):
            at -= 1
        return at

    def _closes(self, paragraph: Paragraph) -> bool:
        text = self.text[paragraph.start : paragraph.end]
        return len(text) <= _SHORT and self.lines.closes(text)

    def _following(self, at: int) -> int:
        """Return where the paragraph after ``at`` begins, the end of the text after the last."""
        following = self.paragraphs[at + 1 : at + 2]
        return following[0].start if following else len(self.text)


def _looks_bare(text: str) -> bool:
    is_short = _SHORTEST <= len(text) <= _SHORT
    return is_short and not text.endswith(_OPEN_END) and not _STOP.search(text)


def _nested(found: list[Heading], end: int) -> list[Heading]:
    open_ones: list[int] = []
    for at, heading in enumerate(found):
        while open_ones and found[open_ones[-1]].rank >= heading.rank:
            found[open_ones.pop()].end = heading.start
        heading.parent = open_ones[-1] if open_ones else None
        heading.level = len(open_ones) + 1
        open_ones.append(at)
    for at in open_ones:
        found[at].end = end
    for heading in found:
        heading.body = min(heading.body, heading.end)
    return found
