"""How much room text takes in a cell, for workbooks that do not find it out themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from math import ceil
from unicodedata import east_asian_width

LINE_HEIGHT = 13.5
"""Points that one line of 10 pt Chinese needs in every office suite."""

MOST_LINES = 29
"""Lines in the highest row that Excel can show, 409 points."""

_NARROW = {"H", "N", "Na"}
_CUT = "（内容较长，此处有删节。）"
_DROPPED = "（内容较长，另有 {} 条从略。）"

# Where a line may not be broken: inside words and numbers, before closing and after opening marks.
_PIECE = re.compile(r"[（“‘《〈「【]*(?:[!-~]+|.)[，。；：、！？）”’》〉」】…]*")


def fitted(lines: Sequence[str], width: float) -> tuple[str, int]:
    """Return ``lines`` as the text of a cell and how many lines it takes there, cut if too high."""
    reach = int((MOST_LINES + 1) * width)  # characters that are too many however narrow they are
    heights = [wrapped(line[:reach], width) for line in lines]
    if sum(heights) <= MOST_LINES:
        return "\n".join(lines), max(1, sum(heights))
    room = MOST_LINES - wrapped(_DROPPED.format(len(lines)), width)
    kept = _kept(lines, _share(heights, room), room, width)
    dropped = len(lines) - len(kept)
    return "\n".join([*kept, _DROPPED.format(dropped) if dropped else _CUT]), MOST_LINES


def wrapped(text: str, width: float) -> int:
    """Return how many lines ``text`` takes in a cell of ``width``, at least one."""
    return sum(_wrapped(line, width) for line in text.split("\n"))


def cut(text: str, most: int, width: float) -> str:
    """Return ``text`` shortened so that it takes no more than ``most`` lines."""
    reach = int(most * width)
    if len(text) <= reach and wrapped(text, width) <= most:
        return text
    lengths = range(min(len(text), reach))
    length = bisect_right(lengths, most, key=lambda n: wrapped(f"{text[:n]}……", width))
    return f"{text[: max(0, length - 1)]}……"


def _share(heights: Sequence[int], room: int) -> int:
    """Return how high a line may be so that all lines find room, two where that is impossible."""
    enough = (s for s in range(room, 2, -1) if sum(min(h, s) for h in heights) <= room)
    return next(enough, 2)


def _kept(lines: Sequence[str], share: int, room: int, width: float) -> list[str]:
    kept: list[str] = []
    for line in lines:
        short = cut(line, share, width)
        room -= wrapped(short, width)
        if room < 0:
            break
        kept.append(short)
    return kept


def _wrapped(line: str, width: float) -> int:
    rows, used = 1, 0.0
    for piece in _PIECE.findall(line):
        size = _size(piece)
        if used and used + size > width:
            rows, used = rows + 1, 0.0
        over = max(0, ceil((used + size) / width) - 1)
        rows, used = rows + over, used + size - over * width
    return rows


def _size(text: str) -> int:
    return sum(1 if east_asian_width(character) in _NARROW else 2 for character in text)
