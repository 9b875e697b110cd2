"""Bytes -> text by evidence: the mark in front, else valid UTF-8, else what reads most like Chinese.

What is damaged, or pasted together from two encodings, is read line by line, with the fewest losses.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import accumulate

from app.load.legibility import is_common, legibility

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)
_PAIRED = ("gb18030", "big5hkscs")
_NARROW = ("utf-8", *_PAIRED)
_ENCODINGS = (*_NARROW, "utf-16-le", "utf-16-be")
_LOST = "\ufffd"
_LOSSES = re.compile(f"{_LOST}+")
_SAMPLE = 1_500
_NOT_ASCII = re.compile(rb"[\x00\x80-\xff]")
_UNLIKE_LATIN = re.compile(r"[\u0800-\U0010ffff]")
_CONTROLS = bytes(range(9)) + bytes(range(14, 32))
_MOST_CONTROLS = 0.02
_LINE = re.compile(rb"[^\r\n]*[\r\n]+|[^\r\n]+")
_PIECE = re.compile(rb"[\x00-\x7f]+|[\x80-\xff]{1,1000}[\x40-\x7e]?")
_SHORT = 6
_SOUND = 0.38
_CONVINCING = 0.6
_GAIN = 2


def decode(data: bytes) -> tuple[str, list[str]]:
    """Return the text of ``data``, and notes on what is damaged or odd about it."""
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", ""))
    bare = data[len(mark) :]
    text, is_mixed = _read(bare, encoding or _likeliest(bare))
    lost = sum(1 for _ in _LOSSES.finditer(text)) if _LOST in text else 0
    return text, list(_notes(lost, is_mixed))


def _sample(data: bytes) -> bytes:
    """Return a stretch of ``data`` that tells its encoding: the first lines that are not plain ASCII."""
    found = _NOT_ASCII.search(data)
    start = data.rfind(b"\n", 0, found.start()) + 1 if found else 0
    start -= start % 2  # never half a character of UTF-16
    return data[start : start + _SAMPLE]


def _notes(lost: int, is_mixed: bool) -> Iterator[str]:  # noqa: FBT001  (read once, above)
    if is_mixed:
        yield "文件里混用了两种文字编码，已逐行辨认，请核对原文。"
    if lost:
        yield f"文件编码有损坏，{lost}处文字无法辨认，结论可能不完整。"


def _likeliest(data: bytes) -> str:
    if _is_surely_utf8(data):
        return "utf-8"
    part = _sample(data)
    evidence = {
        encoding: legibility(_unpadded(part, encoding).decode(encoding, "replace"))
        for encoding in _ENCODINGS
    }
    if max(evidence.values()) < _CONVINCING:  # a lost byte may have shifted all pairs after it
        evidence |= {encoding: legibility(_line(part, encoding)[0]) for encoding in _PAIRED}
    return max(evidence, key=evidence.__getitem__)


def _is_surely_utf8(data: bytes) -> bool:
    """Tell whether ``data`` is valid UTF-8, and not by chance, as a few characters of GBK may be."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    if "\0" in text.rstrip("\0"):
        return False
    return text.isascii() or _UNLIKE_LATIN.search(text) is not None


def _unpadded(data: bytes, encoding: str) -> bytes:
    """Return ``data`` without the zeros with which some programs fill up a file."""
    bare = data.rstrip(b"\0")
    if encoding in _NARROW or len(bare) == len(data):
        return bare
    width = 4 if encoding.startswith("utf-32") else 2
    return bare + b"\0" * (-len(bare) % width)


def _read(data: bytes, encoding: str) -> tuple[str, bool]:
    """Return the text, and whether some of its lines are in another encoding."""
    data = _unpadded(data, encoding)
    if encoding not in _NARROW or _is_hopeless(data):
        return data.decode(encoding, "replace"), False
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return _read_by_line(data, encoding)
    if encoding == "utf-8" or all(map(_is_sound, text.splitlines())):
        return text, False
    return _read_by_line(data, encoding)


def _is_hopeless(data: bytes) -> bool:
    """Tell whether so many control characters are in ``data`` that it is no text in bytes or pairs."""
    return len(data) - len(data.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(data)


def _read_by_line(data: bytes, encoding: str) -> tuple[str, bool]:
    other = "gb18030" if encoding == "utf-8" else "utf-8"
    is_mixed = False
    texts = []
    for line in _LINE.findall(data):
        text, is_certain = _line(line, encoding)
        if not is_certain:
            instead, _ = _line(line, other)
            if legibility(instead) > legibility(text):
                text, is_mixed = instead, True
        texts.append(text)
    return "".join(texts), is_mixed


def _line(line: bytes, encoding: str) -> tuple[str, bool]:
    """Return the text of ``line``, and whether there can be no doubt about it."""
    text = line.decode(encoding, "replace")
    if encoding == "utf-8":
        return text, _LOST not in text
    if _LOST not in text and _is_sound(text):
        return text, True
    mended = "".join(_mended(piece, encoding) for piece in _PIECE.findall(line))
    return max(text, mended, key=legibility), False


def _is_sound(text: str) -> bool:
    return len(text) < _SHORT or text.isascii() or legibility(text) >= _SOUND


def _mended(piece: bytes, encoding: str) -> str:
    """Return the text of ``piece``, bytes in pairs; where one byte is lost, only its pair is.

    The decoder would pair the bytes after such a place wrongly up to the next ASCII character.
    """
    text = piece.decode(encoding, "replace")
    if _LOST not in text and legibility(text) >= _SOUND:
        return text
    pairs = [piece[at : at + 2].decode(encoding, "replace") for at in range(len(piece))]
    before = [0, *accumulate(map(is_common, pairs[::2]))]
    after = [0, *accumulate(map(is_common, pairs[-1 - len(pairs) % 2 :: -2]))][::-1]
    at = max(range(len(after)), key=lambda at: before[at] + after[at])
    if before[at] + after[at] < before[-1] + _GAIN:
        return "".join(pairs[::2])
    return "".join([*pairs[: 2 * at : 2], _LOST, *pairs[2 * at + 1 :: 2]])
