"""Paragraphs -> headings: numbered, run in, by Word's outline level, or bare, and what stands under each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.clean import Cleaned, Paragraph
from app.labels import Label, label_of
from app.model import BlockKind
from app.numerals import value

BARE = -1
"""The rank of a heading without a number that stands above all numbered ones."""

_LONGEST = 60
_SHORT = 40
_SHORTEST = 4
_FAREWELL = 12
_STOP = re.compile("[。：；！？]|:(?!\\d)")
_PAUSE = re.compile("[，,。；：]")
_OPEN_END = tuple("。；，：、！？;,:")
_CLOSED_END = tuple("。；！？;:：")


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


def outline(cleaned: Cleaned, head: int, is_role_heading: Callable[[str], bool]) -> list[Heading]:
    """Return the headings after the first ``head`` paragraphs, nested.

    ``is_role_heading`` tells whether a short line without a number names a part of the report.
    """
    paragraphs = cleaned.paragraphs
    closing = _closing(cleaned)
    labels = [label_of(cleaned.text[p.start : p.start + 12]) for p in paragraphs]
    bare = _bare_lines(cleaned, head, closing, labels, is_role_heading)
    found: list[Heading] = []
    for at, paragraph in enumerate(paragraphs[:closing]):
        label = labels[at]
        if paragraph.kind is BlockKind.CELL or (at < head and label is None):
            continue
        following = paragraphs[at + 1].start if at + 1 < len(paragraphs) else paragraph.end
        if label is not None:
            found.append(_numbered(cleaned.text, paragraph, label, following))
        elif at in bare:
            found.append(
                Heading(
                    "",
                    cleaned.text[paragraph.start : paragraph.end],
                    bare[at],
                    paragraph.start,
                    following,
                )
            )
    end = paragraphs[closing].start if closing < len(paragraphs) else len(cleaned.text)
    return _nested(found, end)


def _numbered(text: str, paragraph: Paragraph, label: Label, following: int) -> Heading:
    start, end = paragraph.start + label.end, paragraph.end
    stop = _STOP.search(text, start, end)
    if stop is None and end - start <= _LONGEST:
        cut = end
    elif stop is not None and stop.start() - start <= _LONGEST:
        cut = stop.start()
    else:
        pause = _PAUSE.search(text, start, end)
        cut = min(pause.start() if pause else end, start + _LONGEST)
    body = (
        following
        if cut >= end - 1
        else (stop.end() if stop is not None and stop.start() == cut else cut)
    )
    return Heading(label.text, text[start:cut].strip(), label.rank, paragraph.start, body)


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


def _bare_lines(
    cleaned: Cleaned,
    head: int,
    closing: int,
    labels: Sequence[Label | None],
    is_role_heading: Callable[[str], bool],
) -> dict[int, int]:
    """Return the ranks of the paragraphs that are headings without a number, by paragraph index."""
    numbered = any(labels)
    found: dict[int, int] = {}
    for at in range(head, closing):
        paragraph = cleaned.paragraphs[at]
        text = cleaned.text[paragraph.start : paragraph.end]
        if labels[at] is not None or paragraph.kind is BlockKind.CELL or not _looks_bare(text):
            continue
        if is_role_heading(text):
            found[at] = _bare_rank(cleaned.text, at, cleaned.paragraphs, labels)
        elif paragraph.outline is not None or (not numbered and _is_followed_by_body(cleaned, at)):
            found[at] = paragraph.outline if paragraph.outline is not None else 1
    return found


def _looks_bare(text: str) -> bool:
    return (
        _SHORTEST <= len(text) <= _SHORT
        and not text.endswith(_OPEN_END)
        and not _STOP.search(text)
    )


def _is_followed_by_body(cleaned: Cleaned, at: int) -> bool:
    following = cleaned.paragraphs[at + 1 : at + 2]
    return bool(following) and following[0].end - following[0].start > _SHORT


def _bare_rank(
    text: str, at: int, paragraphs: Sequence[Paragraph], labels: Sequence[Label | None]
) -> int:
    """Return BARE when the numbers start anew below the line, else the rank of 一、."""
    for paragraph, label in zip(paragraphs[at + 1 :], labels[at + 1 :], strict=True):
        if label is not None and label.rank == 0:
            number = re.search(
                "[一二三四五六七八九十百]+", text[paragraph.start : paragraph.start + 8]
            )
            return BARE if number and value(number.group()) == 1 else 0
    return BARE if not any(label and label.rank == 0 for label in labels) else 0


def _closing(cleaned: Cleaned) -> int:
    """Return the index of the first paragraph of the signature, or how many paragraphs there are."""
    at = len(cleaned.paragraphs)
    while at > 1:
        paragraph = cleaned.paragraphs[at - 1]
        text = cleaned.text[paragraph.start : paragraph.end]
        is_body = len(text) > _FAREWELL and (text.endswith(_CLOSED_END) or len(text) > _SHORT)
        if is_body or label_of(text):
            break
        at -= 1
    return at
