"""Blocks of a source -> the text that a person reads: residue gone, broken lines joined, places kept.

The text is made of stretches of the source, at most with one character for another, so every place leads back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.characters import UNSEEN, plain
from app.labels import label_of
from app.limits import TEXT_CHARS, TEXT_PARAGRAPHS
from app.model import Block, BlockKind, Segment, Source

_RESIDUE = {
    "书签、域代码等转换残留": re.compile(
        r"\[(?:bookmark|Bookmark)[^\]\n]*\]|\[?_(?:GoBack|Toc\d+)\]?|\{(?: TOC| PAGE| HYPERLINK)[^}\n]*\}"
    ),
    "“**”“##”等标记符号": re.compile(r"\*\*+|^\s*#{1,6}\s+|^\s*>\s+"),
    "网页标记": re.compile(r"</?(?:br|p|div|span|strong|b|font)\b[^>\n]*>|&(?:nbsp|ensp|emsp);"),
}
_UNSEEN = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{UNSEEN}]+")
_SUSPECT = re.compile(rf"[\[_*#>{{<&]|{_UNSEEN.pattern}")
"""What a line holds that has anything to be cut out."""
_BLANK = re.compile("[\t\u00a0\u2002\u2003]")
_PAGE = re.compile(
    r"[-—–－·\s]*[-—–－·]\s*(?P<a>\d{1,3})\s*[-—–－·][-—–－·\s]*"
    r"|第\s*\d{1,3}\s*页(?:\s*[/，,]?\s*共\s*\d{1,3}\s*页)?"
    r"|\d{1,3}\s*/\s*\d{1,3}"
)
_BARE = re.compile(r"\d{1,3}")
_FINISHED = tuple("。！？；：!?;:")
_INNER_STOP = re.compile("[。；！？]")
_PAUSE = re.compile("[，。；、]")
_LABELLED_RUN_ON = 80
_BODY_PIECE = 22
_HEADING_LIKE = 40
# What tells lines broken at a page margin from paragraphs; widths in half-width characters.
_RUNNING_ON = (BlockKind.LINE, BlockKind.PARAGRAPH)
_WAN = 10_000
_TITLE_LIKE = 12
_FEWEST_LINES = 8
_RAGGED = 6
_WIDEST_PAGE = 110
_MOST_REACH_EDGE = 0.4


@dataclass(slots=True)
class Paragraph:
    """One paragraph of the cleaned text; up to ``bold`` it is bold, ``start`` when it is not."""

    start: int
    end: int
    kind: BlockKind
    outline: int | None
    bold: int


@dataclass(slots=True)
class Cleaned:
    """The text with the way back to the source, its paragraphs, and what cleaning had to do.

    ``is_cut`` tells that the source holds more than the text.
    """

    text: str = ""
    segments: list[Segment] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    is_cut: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    """A line of one block: the stretches of the block that are kept, and how it looked."""

    block: int
    pieces: list[tuple[int, int]]
    text: str
    width: int
    indented: bool
    kind: BlockKind
    outline: int | None
    opens: bool | None


def clean(source: Source) -> Cleaned:
    """Return the readable text of ``source``."""
    found = dict.fromkeys(_RESIDUE, 0)
    within = _within_limits(source.blocks)
    blocks, notes = plain(within)
    lines = list(_lines(blocks, found))
    kept = _without_page_numbers(lines)
    groups = list(_joined(kept))
    cleaned = _assembled(groups, blocks)
    joins = sum(line.opens is None for group in groups for line in group[1:])
    cleaned.notes = [*notes, *_notes(found, len(lines) - len(kept), joins)]
    cleaned.is_cut = within is not source.blocks
    if cleaned.is_cut:
        cleaned.notes.append(
            f"文件太长，只显示开头一部分，没有检查；一份报告最多{TEXT_CHARS // _WAN}万字、"
            f"{TEXT_PARAGRAPHS // _WAN}万段。"
        )
    return cleaned


def _within_limits(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return ``blocks``, or as many of them as are shown."""
    kept = blocks if len(blocks) <= TEXT_PARAGRAPHS else blocks[:TEXT_PARAGRAPHS]
    if sum(len(block.text) for block in kept) <= TEXT_CHARS:
        return kept
    room, few = TEXT_CHARS, []
    for block in kept:
        few.append(block if len(block.text) <= room else replace(block, text=block.text[:room]))
        room -= len(block.text)
        if room <= 0:
            break
    return few


def _notes(found: dict[str, int], pages: int, joins: int) -> Iterator[str]:
    for name, count in found.items():
        if count:
            yield f"原文里有{count}处{name}，检查时已略去，请在原文件中删除。"
    if pages:
        yield f"略去了{pages}行夹在正文里的页码。"
    if joins:
        yield f"有{joins}处句子被断行或分页断开，检查时已接好。"


def _lines(blocks: Sequence[Block], found: dict[str, int]) -> Iterator[_Line]:
    for number, block in enumerate(blocks):
        whole = _BLANK.sub(" ", block.label + block.text)
        start = 0
        for part in whole.split("\n"):
            line = _line(number, block, part, start, found)
            start += len(part) + 1
            if line:
                yield line


def _line(number: int, block: Block, part: str, start: int, found: dict[str, int]) -> _Line | None:
    pieces = _kept(part, found)
    text = "".join(part[a:b] for a, b in pieces)
    if not text:
        return None
    seen = _UNSEEN.sub("", part)
    indented = seen.startswith(("\u3000\u3000", "    "))
    shifted = [(start + a, start + b) for a, b in pieces]
    width = _width(seen.rstrip())
    return _Line(
        number, shifted, text, width, indented, block.kind, block.outline, opens=block.opens
    )


def _kept(part: str, found: dict[str, int]) -> list[tuple[int, int]]:
    if not _SUSPECT.search(part):
        return _stripped(part, [(0, len(part))])
    cuts = [match.span() for match in _UNSEEN.finditer(part)]
    for name, pattern in _RESIDUE.items():
        spans = [match.span() for match in pattern.finditer(part)]
        found[name] += len(spans)
        cuts += spans
    pieces, at = [], 0
    for start, end in [*sorted(cuts), (len(part), len(part))]:
        if start > at:
            pieces.append((at, start))
        at = max(at, end)
    return _stripped(part, pieces)


def _stripped(part: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    while pieces and not part[slice(*pieces[0])].strip():
        del pieces[0]
    while pieces and not part[slice(*pieces[-1])].strip():
        del pieces[-1]
    if pieces:
        start, end = pieces[0]
        pieces[0] = (end - len(part[start:end].lstrip()), end)
        start, end = pieces[-1]
        pieces[-1] = (start, start + len(part[start:end].rstrip()))
    return pieces


def _width(text: str) -> int:
    """Return how wide the beginning of ``text`` prints, a Chinese character counting 2."""
    return len(text[:_WIDEST_PAGE].encode("gb18030", "replace"))


def _without_page_numbers(lines: list[_Line]) -> list[_Line]:
    bare = [int(line.text) for line in lines if _is_bare_number(line)]
    counts_up = len(bare) > 1 and all(a < b for a, b in pairwise(bare))
    return [
        line
        for line in lines
        if not (_PAGE.fullmatch(line.text) or (counts_up and _is_bare_number(line)))
    ]


def _is_bare_number(line: _Line) -> bool:
    return line.kind is BlockKind.LINE and _BARE.fullmatch(line.text) is not None


def _joined(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    full = _full_width(lines)
    group: list[_Line] = []
    for line in lines:
        if group and _continues(group, line, full):
            group.append(line)
            continue
        if group:
            yield group
        group = [line]
    if group:
        yield group


def _full_width(lines: Sequence[_Line]) -> int | None:
    """Return the width at which lines were broken by a printer's margin, None when they were not."""
    widths = sorted(line.width for line in lines if len(line.text) > _TITLE_LIKE)
    if len(widths) < _FEWEST_LINES:
        return None
    edge = widths[int(len(widths) * 0.9)]
    near = sum(edge - _RAGGED <= width <= edge + _RAGGED for width in widths)
    return edge if edge <= _WIDEST_PAGE and near >= _MOST_REACH_EDGE * len(widths) else None


def _continues(group: Sequence[_Line], following: _Line, full: int | None) -> bool:
    last = group[-1]
    is_alike = last.kind is following.kind and last.kind in _RUNNING_ON
    if not is_alike or following.outline is not None:
        return False
    if following.opens is not None:
        return not following.opens
    if last.outline is not None or label_of(following.text) or following.indented:
        return False
    if full is not None:
        return last.width >= full - _RAGGED and not last.text.endswith(_FINISHED)
    return not last.text.endswith(_FINISHED) and _is_body_piece(
        "".join(line.text for line in group)
    )


def _is_body_piece(text: str) -> bool:
    """Tell whether an unfinished paragraph is running text, and not a heading or a title."""
    if text.endswith(("，", "、", ",")):
        return True
    if text.startswith(("（", "(")) and text.endswith(("）", ")")):
        return False
    if label_of(text) and not _INNER_STOP.search(text):
        return len(text) > _LABELLED_RUN_ON
    if "\t" in text or "  " in text:
        return False
    return len(text) >= (_BODY_PIECE if _INNER_STOP.search(text) else _HEADING_LIKE) and (
        _PAUSE.search(text) is not None
    )


def _assembled(groups: Iterable[Sequence[_Line]], blocks: Sequence[Block]) -> Cleaned:
    cleaned = Cleaned()
    parts: list[str] = []
    at = 0
    for group in groups:
        start = at
        for line in group:
            for a, b in line.pieces:
                block = blocks[line.block]
                parts.append(_BLANK.sub(" ", (block.label + block.text)[a:b]))
                cleaned.segments.append(Segment(at, at + b - a, line.block, a))
                at += b - a
        first, bold = group[0], start + _bold(group[0], blocks[group[0].block])
        cleaned.paragraphs.append(Paragraph(start, at, first.kind, first.outline, bold))
        parts.append("\n")
        at += 1
    cleaned.text = "".join(parts[:-1])
    return cleaned


def _bold(line: _Line, block: Block) -> int:
    """Return how many of the kept characters of a line are bold, from the first one on."""
    if not block.bold:
        return 0
    end = len(block.label) + block.bold
    return sum(max(0, min(b, end) - a) for a, b in line.pieces)
