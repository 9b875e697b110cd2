"""PDF file -> the characters on its pages, with their places. The only code that calls pdfium.

pdfium fetches nothing and, built as it is here, runs no JavaScript. Pages are read one by one and
closed again, so that only their characters stay in memory.
"""

from __future__ import annotations

import ctypes
import math
import re
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from app.errors import AppError
from app.limits import PDF_CHARS, PDF_PAGES, PDF_SECONDS
from app.load.layout import Char

_PDFIUM = Lock()  # pdfium must not be called from two threads at once
_QUARTER = math.pi / 2
_SLANT = 0.1
_TINY = 0.01
_BLANK = 32
_HYPHEN = 2  # what pdfium makes of one at the end of a line
_UNREADABLE = "\ufffd"
# Private use, controls, and accented letters, which only a wrong encoding brings into a Chinese text.
_STRANGE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\xa6\xa8-\xaf\xb2-\xb6\xb8-\xd6\xd8-\xf6\xf8-\u024f\ue000-\uf8ff\ufffd]"
)
_FEW = 30
_MANY = 1_000
_HALF = 0.5
_SHORTER = "请只保留报告正文的页面，另存后再检查，或者直接检查 Word 原稿。"


@dataclass(slots=True)
class Sheet:
    """One page: its characters by the way they are turned, and what a person sees of it besides.

    ``strange`` counts characters that cannot be read. A page that is a picture has hardly any text;
    on one that is recognised, the text lies unseen over a picture of itself.
    """

    turns: list[list[Char]] = field(default_factory=list)
    strange: int = 0
    is_damaged: bool = False
    is_picture: bool = False
    is_recognised: bool = False

    @property
    def size(self) -> int:
        """How many characters there are."""
        return sum(map(len, self.turns))


def sheets(data: bytes, name: str) -> list[Sheet]:
    """Return the pages of the PDF file ``data``.

    Raises:
        AppError: it needs a password, cannot be opened, or has too much in it.
    """
    end = time.monotonic() + PDF_SECONDS
    with _PDFIUM, _opened(data, name) as document:
        if len(document) > PDF_PAGES:
            message = f"这份 PDF 有{len(document)}页，最多可读{PDF_PAGES}页。"
            raise AppError("load-long", message, _SHORTER, name)
        found: list[Sheet] = []
        size = 0
        for number in range(len(document)):
            sheet = _sheet(document, number)
            size += sheet.size
            if size > PDF_CHARS or time.monotonic() > end:
                raise AppError("load-long", "这份 PDF 太长或太复杂，没能读完。", _SHORTER, name)
            found.append(sheet)
    return found


def _opened(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise AppError(
                "load-protected",
                "这份 PDF 设有打开密码。",
                "请输入密码打开它，另存为没有密码的 PDF，或者直接检查 Word 原稿。",
                name,
            ) from error
        raise AppError(
            "load-damaged",
            "这份 PDF 已损坏或没有下载完整，打不开。",
            "请重新下载或拷贝一份，或者直接检查 Word 原稿。",
            name,
        ) from error


def _sheet(document: pdfium.PdfDocument, number: int) -> Sheet:
    try:
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            return _read(page, text)
    except pdfium.PdfiumError:
        return Sheet(is_damaged=True)


def _read(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Sheet:
    sheet = Sheet()
    turns: dict[int, list[Char]] = {}
    for turn, char in _chars(page, text):
        turns.setdefault(turn, []).append(char)
        sheet.strange += _STRANGE.match(char.text) is not None
    sheet.turns = sorted(turns.values(), key=len, reverse=True)
    sheet.is_picture = _is_picture(page, sheet.size)
    sheet.is_recognised = not sheet.is_picture and _is_unseen(text)
    return sheet


def _chars(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Iterator[tuple[int, Char]]:
    """Yield the characters of a page, and how they are turned; not what is slanted or cut off."""
    handle, box, x, y = text.raw, raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    left, bottom, right, top = page.get_bbox()
    for at in range(min(text.count_chars(), PDF_CHARS + 1)):
        code = raw.FPDFText_GetUnicode(handle, at)
        if code <= _BLANK and raw.FPDFText_IsGenerated(handle, at) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(handle, at, box)
        raw.FPDFText_GetCharOrigin(handle, at, x, y)
        turn = 0 if abs(box.left - x.value) < _TINY else _turn(handle, at)
        if turn is None or not (left <= x.value <= right and bottom <= y.value <= top):
            continue
        yield turn, Char(_letter(handle, at, code), *_upright(box, x.value, y.value, turn))


def _letter(handle: raw.FPDF_TEXTPAGE, at: int, code: int) -> str:
    if code == _HYPHEN and raw.FPDFText_IsHyphen(handle, at) == 1:
        return "-"
    return _UNREADABLE if raw.FPDFText_HasUnicodeMapError(handle, at) == 1 else chr(code)


def _turn(handle: raw.FPDF_TEXTPAGE, at: int) -> int | None:
    """Return by how many quarters a character is turned, None when it is slanted, as watermarks are."""
    turn = raw.FPDFText_GetCharAngle(handle, at) / _QUARTER
    return None if abs(turn - round(turn)) > _SLANT else round(turn) % 4


def _upright(box: raw.FS_RECTF, x: float, y: float, turn: int) -> tuple[float, float, float]:
    """Return left edge, right edge and base of a character once the page is turned to read it."""
    if turn == 1:
        return -box.top, -box.bottom, x
    if turn == 2:  # noqa: PLR2004  (quarters)
        return -box.right, -box.left, -y
    if turn == 3:  # noqa: PLR2004
        return box.bottom, box.top, -x
    return box.left, box.right, y


def _is_picture(page: pdfium.PdfPage, size: int) -> bool:
    """Tell whether something is to be seen on a page of ``size`` characters that is no text."""
    if size == 0:
        return bool(raw.FPDFPage_CountObjects(page) > 0)
    if size > _FEW:
        return False
    pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
    bounds = [picture.get_bounds() for picture in islice(pictures, _MANY)]
    covered = sum((right - left) * (top - bottom) for left, bottom, right, top in bounds)
    return bool(covered > _HALF * page.get_width() * page.get_height())


def _is_unseen(text: pdfium.PdfTextPage) -> bool:
    """Tell whether the first text of a page is there without being shown."""
    first = raw.FPDFText_GetTextObject(text, 0)
    return bool(first) and (
        raw.FPDFTextObj_GetTextRenderMode(first) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    )
