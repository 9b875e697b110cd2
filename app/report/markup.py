"""Where the elements of a part stand in its bytes: what is put between them changes nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

_START_TAG = re.compile(rb"<[^\s/>]+(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_NAME = re.compile(rb"<([^\s/>]+)")


class Stretch(NamedTuple):
    """Characters as they stand in the bytes, from ``at`` on; a reference or a line end stands alone."""

    at: int
    text: str
    in_cdata: bool


class Spot(NamedTuple):
    """A place between two characters of a text, in the bytes."""

    at: int
    in_cdata: bool


@dataclass(slots=True)
class Tag:
    """An element in the bytes: from ``start`` to ``inside`` its start tag, from ``closing`` to ``end`` its end tag.

    ``stretches`` is its text up to the first child.
    """

    start: int
    inside: int
    closing: int = 0
    end: int = 0
    stretches: list[Stretch] = field(default_factory=list)

    def spot(self, at: int) -> Spot:
        """Return where the text is cut before character ``at``, which is one of it."""
        stretches = iter(self.stretches)
        stretch = next(stretches)
        while at >= len(stretch.text):
            at -= len(stretch.text)
            stretch = next(stretches)
        return Spot(stretch.at + len(stretch.text[:at].encode()), stretch.in_cdata)


def name_of(start_tag: bytes) -> bytes:
    """Return the name in a start tag, as it is written."""
    found = _NAME.match(start_tag)
    return found.group(1) if found else b""


def tags(data: bytes, wanted: Collection[int]) -> dict[int, Tag]:
    """Return the elements of ``data`` that are counted in ``wanted``, from 0 for the root, in the order of their start.

    ``data`` is well-formed and in UTF-8, whatever it declares.
    """
    return _Reading(data, wanted).found


class _Reading:
    """One reading of a part from its beginning to its end."""

    def __init__(self, data: bytes, wanted: Collection[int]) -> None:
        self.found: dict[int, Tag] = {}
        self._data = data
        self._wanted = frozenset(wanted)
        self._count = 0
        self._open: list[Tag | None] = []
        self._in_cdata = False
        self._parser = expat.ParserCreate("UTF-8")
        self._parser.StartElementHandler = self._starts
        self._parser.EndElementHandler = self._ends
        self._parser.CharacterDataHandler = self._says
        self._parser.StartCdataSectionHandler = lambda: self._in_section(inside=True)
        self._parser.EndCdataSectionHandler = lambda: self._in_section(inside=False)
        self._parser.Parse(data, True)

    def _starts(self, *_: object) -> None:
        tag = None
        if self._count in self._wanted:
            start = self._parser.CurrentByteIndex
            found = _START_TAG.match(self._data, start)
            tag = Tag(start, found.end() if found else start)
            self.found[self._count] = tag
        self._count += 1
        self._open.append(tag)

    def _ends(self, *_: object) -> None:
        tag = self._open.pop()
        if tag is None:
            return
        if self._data[tag.inside - 2 : tag.inside] == b"/>":
            tag.closing = tag.end = tag.inside
        else:
            tag.closing = self._parser.CurrentByteIndex
            tag.end = self._data.index(b">", tag.closing) + 1

    def _says(self, text: str) -> None:
        tag = self._open[-1]
        if tag is not None:
            tag.stretches.append(Stretch(self._parser.CurrentByteIndex, text, self._in_cdata))

    def _in_section(self, *, inside: bool) -> None:
        self._in_cdata = inside


class Insertions:
    """What is put into the bytes of a part, by place; of what stands in one place the lowest rank comes first."""

    def __init__(self) -> None:
        self._marks: dict[int, set[tuple[tuple[int, int], bytes]]] = {}
        self._around: dict[int, tuple[bytes, bytes]] = {}

    def put(self, at: int, what: bytes, rank: tuple[int, int]) -> None:
        """Put ``what`` at a place, once."""
        self._marks.setdefault(at, set()).add((rank, what))

    def cut(self, at: int, before: bytes, after: bytes) -> None:
        """Close elements at a place and open them again behind what is put there."""
        self._around[at] = before, after

    def into(self, data: bytes) -> bytes:
        """Return ``data`` with all that was put into it."""
        parts, last = [], 0
        for at in sorted(self._marks):
            before, after = self._around.get(at, (b"", b""))
            parts += [data[last:at], before, *self._in_order(at), after]
            last = at
        return b"".join([*parts, data[last:]])

    def _in_order(self, at: int) -> Iterable[bytes]:
        return (what for _, what in sorted(self._marks[at]))
