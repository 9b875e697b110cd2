"""How far a PDF file unpacks, found out before pdfium unpacks it: pdfium itself sets no useful limit.

A page of text takes some kilobytes. A few hundred bytes can unpack to gigabytes: packed blanks, the
same part named a thousand times, or drawings that draw each other ten times over.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

STREAM_LIMIT = 3 * 1024 * 1024
"""How large the unpacked content of a page or drawing may be, in bytes."""
FONT_LIMIT = 32 * 1024 * 1024
"""How large an unpacked font may be."""
TOTAL_LIMIT = 256 * 1024 * 1024
"""How large all of these may be together."""
OBJECT_LIMIT = 200_000
"""How many objects a file may have; a page has some ten."""
ODD_LIMIT = 4 * 1024
"""How large a part may be that is packed in a way which nobody uses any more."""

_STREAM = re.compile(rb"stream\r?\n")
_NUMBER = re.compile(rb"(\d+)\s+\d+\s*\Z")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R\b")
_CONTENTS = re.compile(rb"/Contents\s*\[([^\[\]]*)\]")
_UNREAD = re.compile(rb"/Subtype\s*/Image\b|/Type\s*/EmbeddedFile\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_FONT_FILE = re.compile(rb"/Length1\b|/Subtype\s*/(?:CIDFontType0C|OpenType|Type1C)\b")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_FILTER = re.compile(rb"/(\w*Decode|Fl|A85|AHx|LZW|RL)\b")
_LONGEST_NUMBER = 32
_DEEPEST = 40  # pdfium follows drawings inside drawings no further
_DRAW = re.compile(rb"\bDo\b")


class _TooFarError(Exception):
    """A limit is passed."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One stream of a file: its object number, what is said of it, and what it unpacks to."""

    number: int
    head: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A stream that others may draw: its size, how often it draws something, and what that may be."""

    size: int
    draws: int
    references: tuple[int, ...]


def unpacks_too_far(data: bytes) -> bool:
    """Tell whether reading the PDF file ``data`` would take memory or time beyond all measure."""
    if any(data.count(word) > 2 * OBJECT_LIMIT for word in (b"obj", b"stream")):  # begin and end
        return True
    sizes: dict[int, int] = {}
    drawings: dict[int, _Drawing] = {}
    texts = [data]
    total = 0
    try:
        for part in _parts(data):
            sizes[part.number] = len(part.content)
            total += len(part.content)
            if total > TOTAL_LIMIT:
                return True
            if _FORM.search(part.head):
                drawings[part.number] = _drawing(part)
            if _OBJECTS.search(part.head):
                texts.append(part.content)
    except _TooFarError:
        return True
    return _draws_too_much(drawings) or any(
        sum(sizes.get(number, 0) for number in _numbers(listed[1])) > STREAM_LIMIT
        for text in texts
        for listed in _CONTENTS.finditer(text)
    )


def _parts(data: bytes) -> Iterator[_Part]:
    """Yield the streams that are unpacked when text is read.

    Raises:
        _TooFarError: one of them is too large.
    """
    end = 0
    for start in _STREAM.finditer(data):
        opening = data.rfind(b"obj", end, start.start())
        end = max(end, start.end())
        if opening < 0:
            continue  # the word stands inside a stream, or is the end of one
        end = data.find(b"endstream", start.end())
        end = len(data) if end < 0 else end
        number = _NUMBER.search(data, max(0, opening - _LONGEST_NUMBER), opening)
        head = data[opening : start.start()]
        if number and not _UNREAD.search(head):
            limit = FONT_LIMIT if _FONT_FILE.search(head) else STREAM_LIMIT
            yield _Part(int(number[1]), head, _content(head, data[start.end() : end], limit))


def _content(head: bytes, packed: bytes, limit: int) -> bytes:
    """Return ``packed`` unpacked, empty when it is encrypted or damaged."""
    content = packed
    for method in _FILTER.findall(head):
        try:
            content = _unpacked(method, content, limit)
        except (zlib.error, ValueError):
            return b""
    if len(content) > limit:
        raise _TooFarError
    return content


def _unpacked(method: bytes, packed: bytes, limit: int) -> bytes:
    if method in {b"FlateDecode", b"Fl"}:
        return zlib.decompressobj().decompress(packed, limit + 1)
    if method in {b"ASCII85Decode", b"A85"}:
        return base64.a85decode(packed.strip().removesuffix(b"~>"))
    if len(packed) > ODD_LIMIT:
        raise _TooFarError
    return packed


def _drawing(part: _Part) -> _Drawing:
    draws = len(_DRAW.findall(part.content))
    return _Drawing(len(part.content), draws, _numbers(part.head))


def _numbers(text: bytes) -> tuple[int, ...]:
    return tuple(int(found[1]) for found in _REFERENCE.finditer(text))


def _draws_too_much(drawings: dict[int, _Drawing]) -> bool:
    """Tell whether drawing one of ``drawings``, with all that is drawn inside it, is too much to read."""
    inner = dict.fromkeys(drawings, 0)
    for _ in range(_DEEPEST):
        sizes = {
            number: drawing.size
            + drawing.draws * max((inner.get(each, 0) for each in drawing.references), default=0)
            for number, drawing in drawings.items()
        }
        if max(sizes.values(), default=0) > STREAM_LIMIT:
            return True
        if sizes == inner:
            return False
        inner = sizes
    return False
