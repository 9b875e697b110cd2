"""Web pages -> blocks: the paragraphs and table cells of the article that a page is built around.

A saved page of a government site wraps the report between menus and footers. The article is the smallest
part of the page that holds every paragraph of running text; what is left out is said. Nothing is fetched.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from lxml import etree, html

from app.errors import AppError
from app.labels import label_of
from app.limits import PAGE_TAGS
from app.load.encoding import decode
from app.load.webpage import Piece, pieces
from app.model import Block, BlockKind

TAG_LENGTH = 20_000
"""How long one tag may be without its quoted values: its attributes cost the square of their number."""

_MIME = re.compile(rb"\s*(?:From|MIME-Version|Date|Subject|Content-Type):", re.IGNORECASE)

_QUOTED = r"(?:\"[^\"]*\"|'[^']*')"
_INSIDE = rf"[^>\"']*+(?:{_QUOTED}[^>\"']*+)*+"
_TAG = re.compile(
    rf"<((?:script|style)\b{_INSIDE})>(?:.*?</|.*+)|<([a-z]{_INSIDE})", re.IGNORECASE | re.DOTALL
)

_SENTENCE = re.compile("[。；]|，.*，")
_SHORTEST_SENTENCE = 20
_FEWEST_SENTENCES = 3
_IMPRINT = re.compile("版权所有|主办单位|ICP备|公网安备|网站标识码|技术支持|浏览器|分辨率")
_SHORTEST_TITLE = 6
_TITLE_LINES = 5
_SITE_NAME = re.compile(r"[-_|—–]+")
_INLINE_LIKE = frozenset({"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"})


def blocks(data: bytes, name: str) -> tuple[list[Block], list[str]]:
    """Return the paragraphs and table cells of a web page or web archive, and notes on what is left out.

    Raises:
        AppError: the page is built so that reading it would take too long.
    """
    text, notes = decode(_unwrapped(data))  # what a page says of its encoding is often wrong
    page = _parsed(text, name)
    found = [] if page is None else list(pieces(page))
    kept = [] if page is None else _article(found, _own_title(page))
    if len(kept) < len(found):
        left_out = len(found) - len(kept)
        notes = [*notes, f"这是网页，只检查了其中的文章，菜单、页脚等{left_out}处文字没有检查。"]
    return list(_numbered(kept)), notes


# From bytes to a tree


def _unwrapped(data: bytes) -> bytes:
    """Return the page inside a web archive (.mht), or ``data`` when it is none."""
    if not _MIME.match(data):
        return data
    try:
        parts = [
            part
            for part in email.message_from_bytes(data).walk()
            if part.get_content_type() == "text/html"
        ]
    except RecursionError:  # parts within parts without end
        return b""
    page = parts[0].get_payload(decode=True) if parts else None
    return page if isinstance(page, bytes) else data


def _parsed(text: str, name: str) -> html.HtmlElement | None:
    """Return the tree of a page, None when there is nothing in it."""
    if text.count("<") > PAGE_TAGS or any(map(_is_too_long, _TAG.finditer(text))):
        raise _unreadable("load-large", "这个网页太大，无法检查。", name)
    parser = html.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=True,  # else the tree ends at depth 256, which careless pages reach
        remove_comments=True,
        remove_pis=True,
    )
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise _unreadable("load-hostile", "这个网页的结构异常，为安全起见没有读取。", name)
    return page


def _is_too_long(tag: re.Match[str]) -> bool:
    text = tag[1] or tag[2]
    return len(text) > TAG_LENGTH and len(re.sub(_QUOTED, "", text)) > TAG_LENGTH


def _unreadable(code: str, message: str, name: str) -> AppError:
    return AppError(code, message, "请把其中的报告正文复制到 Word 文档里，再检查。", name)


def _own_title(page: html.HtmlElement) -> str:
    """Return what the page calls itself, without blanks and without the name of its site."""
    named = page.xpath("//head/title/text() | //meta[@name='ArticleTitle']/@content")
    parts = [part for text in named for part in _SITE_NAME.split("".join(str(text).split()))]
    return max(parts, key=len, default="")


# The article


def _article(found: Sequence[Piece], title: str) -> list[Piece]:
    """Return the pieces of the article with the line that is its title, all but menus where none is clear."""
    sentences = [at for at, piece in enumerate(found) if _is_sentence(piece)]
    plain = [at for at in sentences if not found[at].is_furniture]
    if 2 * len(plain) < len(sentences):  # then what looks like a menu or footer is none
        return list(found)
    start, end = 0, len(found)
    if len(plain) >= _FEWEST_SENTENCES:
        start, end = _extent(found, plain[0], plain[-1])
    kept = [piece for piece in found[start:end] if not piece.is_furniture]
    if not kept:
        return list(found)
    above = _title_line(found[:start], kept, title)
    return [replace(above, cells=_cells_before(kept), in_cell=False), *kept] if above else kept


def _is_sentence(piece: Piece) -> bool:
    """Tell whether ``piece`` is running text, and no link or imprint."""
    return (
        len(piece.text) >= _SHORTEST_SENTENCE
        and not piece.is_link
        and _SENTENCE.search(piece.text) is not None
        and not _IMPRINT.search(piece.text)
    )


def _extent(found: Sequence[Piece], first: int, last: int) -> tuple[int, int]:
    """Return where the smallest part of the page begins and ends that holds two pieces and all between.

    It is widened as long as nothing but plain text comes with it: a title, a date, a signature.
    """
    around_first = set(_upwards(found[first].element))
    start, end = first, last + 1
    is_enough = False
    for part in _upwards(found[last].element):
        if part not in around_first:
            continue
        wider = _widened(found, part, start, end)
        added = (*found[wider[0] : start], *found[end : wider[1]])
        if is_enough and any(piece.is_link or piece.is_furniture for piece in added):
            break
        start, end = wider
        is_enough = part.tag not in _INLINE_LIKE
    return start, end


def _widened(
    found: Sequence[Piece], part: etree._Element, start: int, end: int
) -> tuple[int, int]:
    """Return the stretch of pieces in ``part`` around ``start:end``."""
    while start > 0 and part in _upwards(found[start - 1].element):
        start -= 1
    while end < len(found) and part in _upwards(found[end].element):
        end += 1
    return start, end


def _upwards(element: etree._Element) -> Iterator[etree._Element]:
    return chain((element,), element.iterancestors())


def _title_line(before: Sequence[Piece], kept: Sequence[Piece], title: str) -> Piece | None:
    """Return the line above the article that is its title, None when the article has its own.

    It is called what the page itself is called, or it is the main heading beside the article.
    """
    has_heading = kept[0].outline is not None and label_of(kept[0].text) is None
    if has_heading or any(_names(piece, title) for piece in kept[:_TITLE_LINES]):
        return None
    beside = {part for part in _upwards(kept[0].element) if part.tag not in {"html", "body"}}
    for piece in reversed(before):
        is_heading = piece.outline == 0 and not beside.isdisjoint(_upwards(piece.element))
        if is_heading or _names(piece, title):
            return piece
    return None


def _names(piece: Piece, title: str) -> bool:
    text = "".join(piece.text.split())
    return len(text) >= _SHORTEST_TITLE and 2 * len(text) > len(title) and text in title


def _cells_before(kept: Sequence[Piece]) -> int:
    return kept[0].cells - kept[0].in_cell


def _numbered(kept: Sequence[Piece]) -> Iterator[Block]:
    """Yield the blocks, counted as a person would count them in the article alone."""
    paragraphs = 0
    cells = _cells_before(kept) if kept else 0
    for piece in kept:
        paragraphs += not piece.in_cell
        yield Block(
            piece.text,
            BlockKind.CELL if piece.in_cell else BlockKind.PARAGRAPH,
            piece.cells - cells if piece.in_cell else paragraphs,
            piece.label,
            piece.outline,
            piece.bold,
        )
