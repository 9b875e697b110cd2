"""Plain text -> blocks, one per line, whatever the encoding and line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.errors import AppError
from app.limits import TEXT_CHARS, TEXT_PARAGRAPHS
from app.load.encoding import decode
from app.load.legibility import is_rubbish
from app.model import Block, BlockKind

_UNPACK = "请先解压缩，再检查里面的报告。"
_SAVE_AS = "请用 Word 或 WPS 打开它，另存为 .docx 后再检查。"
_NO_REPORT = "它不是报告，请重新选择文件。"
_SELECTABLE = "请换成能选中文字的文件后再检查。"
_FOREIGN = tuple(
    (re.compile(start, re.DOTALL), what, hint)
    for start, what, hint in (
        (rb"PK\x03\x04.*word/", "Word 文件", "请把扩展名改为 .docx 后再检查。"),
        (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", "压缩包", _UNPACK),
        (rb"7z\xbc\xaf|Rar!\x1a|\x1f\x8b|BZh\d1AY|\xfd7zXZ", "压缩包", _UNPACK),
        (rb"\xd0\xcf\x11\xe0", "旧版 Word 或其他办公文件", _SAVE_AS),
        (rb"\{\\rtf", "RTF 文档", _SAVE_AS),
        (rb"%PDF-", "PDF 文件", "请把扩展名改为 .pdf 后再检查。"),
        (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*", "图片", _SELECTABLE),
        (rb"BM.{4}\x00{4}|RIFF.{4}WEBP|\x00{2}.{2}ftyp(?:hei|avif|mif1)", "图片", _SELECTABLE),
        (rb"RIFF.{4}(?:WAVE|AVI )|ID3[\x02-\x04]|\x00{2}.{2}ftyp", "音频或视频", _NO_REPORT),
        (rb"\x7fELF|MZ.{0,62}\x00", "程序", _NO_REPORT),
    )
)
_LINE = re.compile("[^\r\n\v\f\x85\u2028\u2029]+")


def blocks(data: bytes, name: str) -> tuple[list[Block], list[str]]:
    """Return the lines of a text file, and notes on what is damaged or odd about it.

    Raises:
        AppError: ``data`` is no text.
    """
    _refuse_foreign(data, name)
    text, notes = decode(data)
    if is_rubbish(text):
        raise AppError(
            "load-binary",
            "这个文件不是文本文件。",
            "请选择 Word、WPS、PDF 或纯文本格式的报告。",
            name,
        )
    return list(_lines(text)), notes


def _lines(text: str) -> Iterator[Block]:
    """Yield the lines that hold anything; what lies beyond all that is shown stays in one piece."""
    number, at = 1, 0
    for count, match in enumerate(_LINE.finditer(text)):
        number += _line_ends(text[at : match.start()])
        if match.start() > TEXT_CHARS or count > TEXT_PARAGRAPHS:
            yield Block(text[match.start() :], BlockKind.LINE, number)
            return
        yield Block(match.group(), BlockKind.LINE, number)
        at = match.end()


def _line_ends(gap: str) -> int:
    return len(gap) - gap.count("\r\n")


def _refuse_foreign(data: bytes, name: str) -> None:
    for start, what, hint in _FOREIGN:
        if start.match(data):
            raise AppError(
                "load-disguised",
                f"这个文件的扩展名和内容不符，它其实是{what}。",
                hint,
                name,
            )
    if data and not data.strip(b"\0"):
        raise AppError(
            "load-zeros",
            "这个文件里没有内容，只有空字节，可能是保存时出了错。",
            "请换用备份，或重新保存一份再检查。",
            name,
        )
