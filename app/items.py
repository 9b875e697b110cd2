"""Items inside running text: 一是 … 二是 …, 首先 … 其次 …, and plain paragraphs."""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.labels import ITEM
from app.numerals import value
from app.pattern import NO_WORDS, Phrases
from app.reading import Reading, Stretch

_ORDINAL = Phrases(["re:" + ITEM.pattern], NO_WORDS)
_NUMBER = re.compile("[其第(（]?([一二三四五六七八九十]{1,3}|[0-9]{1,2})|首先")


def enumerated(reading: Reading, stretch: Stretch) -> list[Stretch]:
    """Return the items that ordinals set off within ``stretch``; none when there is but one.

    Ordinals of another style than the first, as 一是 within （一）, belong to the items.
    """
    found = ordinals(reading, stretch)
    for first in found[:2]:
        starts = [at for at in found if _style(reading.text[at]) == _style(reading.text[first])]
        if len(starts) > 1:
            return list(pairwise([*starts, stretch[1]]))
    return []


def ordinals(reading: Reading, stretch: Stretch) -> list[int]:
    """Return where the ordinals of items stand within ``stretch``."""
    return [m[0] for m in reading.every(_ORDINAL, *stretch) if _begins_clause(reading.text, m[0])]


def ordinal(text: str, at: int) -> int:
    """Return which item the ordinal at ``at`` announces, 0 when it does not tell."""
    number = _NUMBER.match(text, at)
    return 0 if number is None else int(value(number.group(1) or "一") or 0)


def count_on(text: str, before: Sequence[int], after: Sequence[int]) -> bool:
    """Tell whether the ordinals that stand at ``after`` go on where those at ``before`` stopped."""
    return bool(before and after) and ordinal(text, after[0]) == ordinal(text, before[-1]) + 1


def paragraphs(reading: Reading, stretch: Stretch) -> list[Stretch]:
    """Return the paragraphs within ``stretch`` that hold anything."""
    found: list[Stretch] = []
    at = stretch[0]
    for part in reading.text[slice(*stretch)].split("\n"):
        if part:
            found.append((at, at + len(part)))
        at += len(part) + 1
    return found


def _style(first: str) -> str:
    """Return the kind of ordinal that begins with ``first``."""
    if first in "(第":
        return first
    return "1" if first.isdecimal() else "一"


def _begins_clause(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in ",。;:!?、\n)("
