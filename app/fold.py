"""The shadow of a text on which all matching is done, and the way back from it.

Full-width and other compatibility forms are folded (NFKC), blanks and zero-width characters are
gone, paragraph ends stay. So 学法　１２次 and 学法12次 are the same to every rule.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from app.characters import UNSEEN

_PLAIN = re.compile(r"[\n!-~\u00b7\u2014\u2018-\u201d\u3001-\u3015\u3400-\u9fff]+")
_UNWANTED = re.compile(rf"[^\S\n]|[{UNSEEN}]")
_WIDE = re.compile("[\uff01-\uff5e]")
_HALF_WIDTH = {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True, slots=True)
class Shadow:
    """Folded text; ``index`` holds for each of its characters where it stands in the original."""

    text: str
    index: array[int]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the shadow's ``start:end`` stands in the original text."""
        if start >= len(self.index):
            return self.length, self.length
        if end <= start:
            return self.index[start], self.index[start]
        return self.index[start], self.index[end - 1] + 1

    def at(self, offset: int) -> int:
        """Return where the original ``offset`` stands in the shadow, or what follows it there."""
        return bisect_left(self.index, offset)


def fold(text: str) -> Shadow:
    """Return the shadow of ``text``."""
    # One for one, so that places stay; the bulk of all folding.
    text = _WIDE.sub(lambda match: _HALF_WIDTH[match[0]], text)
    parts: list[str] = []
    index = array("I")
    at = 0
    for plain in _PLAIN.finditer(text):
        _fold_slowly(text, at, plain.start(), parts, index)
        parts.append(plain.group())
        index.extend(range(plain.start(), plain.end()))
        at = plain.end()
    _fold_slowly(text, at, len(text), parts, index)
    return Shadow("".join(parts), index, len(text))


@lru_cache(512)
def fold_text(text: str) -> str:
    """Return only the folded text, for short strings that need no way back."""
    return fold(text).text


def _fold_slowly(text: str, start: int, end: int, parts: list[str], index: array[int]) -> None:
    for at in range(start, end):
        if _UNWANTED.match(text, at):
            continue
        folded = "".join(unicodedata.normalize("NFKC", text[at]).split())
        parts.append(folded)
        index.extend([at] * len(folded))
