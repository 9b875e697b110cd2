"""Plain text -> blocks, one per line, whatever the encoding and line ends."""

from __future__ import annotations

import codecs
import re

from app.errors import AppError
from app.model import Block, BlockKind

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN = {
    b"PK\x03\x04": "压缩包或 Word 文件",
    b"\xd0\xcf\x11\xe0": "旧版 Word 文件",
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"{\\rtf": "RTF 文档",
    b"7z\xbc\xaf": "压缩包",
    b"Rar!": "压缩包",
    b"\x1f\x8b": "压缩包",
}
_LINE_END = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_SHARE = 20_000
_LEGIBLE = 0.3
_WRITING = re.compile("[\u4e00-\u9fff，。、；：]")


def blocks(data: bytes, name: str) -> tuple[list[Block], list[str]]:
    """Return the lines of a text file, and notes on what could not be read.

    Raises:
        AppError: ``data`` is no text.
    """
    _refuse_foreign(data, name)
    text, notes = decode(data)
    if "\0" in text or ("\ufffd" in text and legibility(text) < _LEGIBLE):
        raise AppError(
            "load-binary", "这个文件不是文本文件。", "请选择 .docx 或 .txt 格式的报告。", name
        )
    lines = _LINE_END.split(text)
    return [Block(line, BlockKind.LINE, number) for number, line in enumerate(lines, 1)], notes


def decode(data: bytes) -> tuple[str, list[str]]:
    """Return the text of ``data`` by its byte order mark, else UTF-8, else the encoding that reads best."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        return text, []
    if b"\0" not in data and _reads(data, "gb18030"):
        return data.decode("gb18030"), []
    return _decoded(
        data,
        max(
            ("gb18030", "utf-16-le", "utf-16-be", "utf-8"),
            key=lambda code: legibility(data[:_SHARE].decode(code, errors="replace")),
        ),
    )


def _reads(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def legibility(text: str) -> float:
    """Return the share of Chinese characters and punctuation in ``text``; damage counts against it."""
    damage = text.count("\ufffd") + text.count("\0")
    return (len(_WRITING.findall(text)) - 3 * damage) / max(1, len(text))


def _decoded(data: bytes, encoding: str) -> tuple[str, list[str]]:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    return text, [f"文件编码有损坏，{lost}处文字无法辨认，结论可能不完整。"]


def _refuse_foreign(data: bytes, name: str) -> None:
    for start, what in _FOREIGN.items():
        if data.startswith(start):
            raise AppError(
                "load-disguised",
                f"这个文件的扩展名和内容不符，它其实是{what}。",
                "请用 Word 或 WPS 打开原文件，另存为 .docx 后再检查。",
                name,
            )
