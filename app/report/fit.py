"""How much room text takes in a cell, for workbooks that do not find it out themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

LINE_HEIGHT = 14.5
"""Points that one line of 10 pt Chinese needs in every office suite."""

MOST_LINES = 27
"""Lines in the highest row that Excel can show, 409 points."""

_NOTE = "（内容较长，此处有删节，全文见原报告。）"

# Where a line may not be broken: inside words and numbers, before closing and after opening marks.
_PIECE = re.compile(r"[（“‘《〈「【]*(?:[!-~]+|.)[，。；：、！？）”’》〉」】…]*")


def fitted(lines: Sequence[str], width: float) -> tuple[str, int]:
    """Return ``lines`` as the text of a cell and the lines it takes there, cut visibly if too high."""
    height = sum(wrapped(line, width) for line in lines)
    if height <= MOST_LINES:
        return "\n".join(lines), height
    room = MOST_LINES - wrapped(_NOTE, width)
    share = max(2, room // len(lines))
    kept = [cut(line, share, width) for line in lines[: room // share]]
    return "\n".join([*kept, _NOTE]), MOST_LINES


def wrapped(text: str, width: float) -> int:
    """Return how many lines ``text`` takes in a cell of ``width``, at least one."""
    return sum(_wrapped(line, width) for line in text.split("\n"))


def cut(text: str, most: int, width: float) -> str:
    """Return ``text`` shortened so that it takes no more than ``most`` lines."""
    if wrapped(text, width) <= most:
        return text
    short = text[: int(most * width)]
    while wrapped(f"{short}……", width) > most:
        short = short[:-1]
    return f"{short}……"


def _wrapped(line: str, width: float) -> int:
    rows, used = 1, 0
    for piece in _PIECE.findall(line):
        size = _size(piece)
        if used and used + size > width:
            rows, used = rows + 1, 0
        rows += int((used + size - 1) // width)
        used = ...
    return rows


def _size(text: str) -> int:
    return sum(1 if east_asian_width(character) in "HNNa" else 2 for character in text)
