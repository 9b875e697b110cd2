"""Offsets between Python, which counts characters, and Qt, which counts UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Converts offsets of one text at the border between the core and Qt."""

    def __init__(self, text: str) -> None:
        self._wide = [match.start() for match in _WIDE.finditer(text)]
        self._wide_in_qt = [offset + before for before, offset in enumerate(self._wide)]

    def to_qt(self, offset: int) -> int:
        """Return the position in Qt of the character at ``offset`` in Python."""
        return offset + bisect_left(self._wide, offset)

    def to_python(self, position: int) -> int:
        """Return the offset in Python of ``position`` in Qt; inside a pair, that of the pair."""
        return position - bisect_left(self._wide_in_qt, position)
