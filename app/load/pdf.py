"""PDF files with a text layer -> printed lines in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from app.errors import AppError
from app.load.layout import (
    Page,
    Paragraphs,
    han_width,
    rows_of,
    without_contents,
    without_furniture,
)
from app.load.sheets import Sheet, sheets
from app.load.unpacked import unpacks_too_far
from app.model import Block, BlockKind

_START = 1024
_END = 2048
_GARBLED = 0.3
_RECOGNISE = "请直接检查 Word 原稿；没有原稿时，可在 WPS 或 Word 中用文字识别（OCR）转成 .docx，核对后再检查。"


def blocks(data: bytes, name: str) -> tuple[list[Block], list[str]]:
    """Return the printed lines of a PDF file, and notes on what was left out or could not be read.

    Raises:
        AppError: ``data`` is no PDF file, is protected, damaged or too large, or has no text that
            can be read.
    """
    if b"%PDF-" not in data[:_START]:
        raise AppError(
            "load-not-pdf",
            "这个文件的扩展名是 .pdf，内容却不是 PDF。",
            "请重新下载或拷贝一份，或者直接检查 Word 原稿。",
            name,
        )
    if unpacks_too_far(data):
        raise AppError(
            "load-bomb",
            "这份 PDF 解压后大得异常，为安全起见没有打开。",
            "请直接检查 Word 原稿，或者换一份 PDF 再检查。",
            name,
        )
    found = sheets(data, name)
    _require_text(found, name)
    pages = [
        Page(number, [row for chars in sheet.turns for row in rows_of(chars)])
        for number, sheet in enumerate(found, 1)
    ]
    left_out = {"页眉、页脚和页码": without_furniture(pages), "目录": without_contents(pages)}
    notes = [f"略去了{count}行{what}。" for what, count in left_out.items() if count]
    return _blocks(pages, found), [*notes, *_warnings(found, is_whole=b"%%EOF" in data[-_END:])]


def _blocks(pages: Sequence[Page], found: Sequence[Sheet]) -> list[Block]:
    size = han_width(char for sheet in found for char in chain(*sheet.turns))
    opens = iter(Paragraphs(pages, size).opens())
    return [
        Block(_whole(row.text), BlockKind.LINE, number, page=page.number, opens=next(opens))
        for page in pages
        for number, row in enumerate(page.rows, 1)
    ]


def _whole(text: str) -> str:
    """Return ``text`` with those characters in one piece that pdfium gives in two."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _require_text(found: Sequence[Sheet], name: str) -> None:
    shown = [sheet for sheet in found if sheet.size and not sheet.is_picture]
    if not shown and any(sheet.is_picture for sheet in found):
        raise AppError(
            "load-scanned", "这份 PDF 是扫描件，只有图片，没有文字层。", _RECOGNISE, name
        )
    if not shown and any(sheet.is_damaged for sheet in found):
        raise AppError(
            "load-damaged",
            "这份 PDF 已损坏，一页也读不出来。",
            "请重新下载或拷贝一份，或者直接检查 Word 原稿。",
            name,
        )
    strange = sum(sheet.strange for sheet in found)
    if strange > _GARBLED * sum(sheet.size for sheet in found):
        raise AppError(
            "load-garbled",
            "这份 PDF 的文字层是乱码：它的字体没有说明每个字是什么字。",
            _RECOGNISE,
            name,
        )


def _warnings(found: Sequence[Sheet], *, is_whole: bool) -> Iterator[str]:
    pictures = [at for at, sheet in enumerate(found, 1) if sheet.is_picture]
    damaged = [at for at, sheet in enumerate(found, 1) if sheet.is_damaged]
    strange = sum(sheet.strange for sheet in found)
    if pictures:
        yield f"第{_listed(pictures)}页是图片，没有文字层，里面的内容没有检查。"
    if damaged:
        yield f"第{_listed(damaged)}页已损坏，没有读出来，里面的内容没有检查。"
    if strange:
        yield f"有{strange}个字或符号没有对应的编码，无法辨认，结论可能不完整。"
    if any(sheet.is_recognised for sheet in found):
        yield "文字是扫描后识别出来的，可能有错字，请对照原件核对。"
    if not is_whole:
        yield "文件末尾不完整，可能没有下载完，请对照原件核对。"


def _listed(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers))
