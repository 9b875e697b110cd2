"""Characters with their places on a page -> printed lines, and where paragraphs begin among them.

All measures are in points, up and to the right, of a page that is turned so that its text is upright.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from app.labels import label_of

_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"
_WORD = re.compile(r"[!-~]+")
# No line ends before the one or after the other; quotation marks look the same on both sides.
_NOT_FIRST = frozenset("，。、；：！？）》」』】〕…％%,.;:!?)”’“‘")
_NOT_LAST = frozenset("（《「『【〔(”’“‘")
_FINISHED = tuple("。！？；：!?;:")
_CONTENTS_ENTRY = re.compile(r"(?:[.．·…⋯‥]\s*){3,}\d{1,3}\Z")
_CONTENTS_TITLE = re.compile(r"目\s*[录次]")
_PAGE_NUMBER = re.compile(
    r"[-—–－―·\s]*[-—–－―·]\s*\d{1,4}\s*[-—–－―·][-—–－―·\s]*"
    r"|第\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}"
)
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_USUAL_SIZE = 16.0
# How far apart things are, in widths of a Chinese character.
_SAME_LINE = 0.5
_CELL_GAP = 0.6
_WIDE_GAP = 3.0
_WORD_GAP = 0.2
_STRETCHED = 0.3
_SAME_EDGE = 0.6
_SLACK = 1.0
_OTHER_SIZE = 0.1
_LEAST_INDENT, _MOST_INDENT = 1.0, 4.5
_NEXT_LINE = 1.6  # of the usual distance between lines
_SHORT = 0.7  # of the width between the margins
# How often something must occur to count as the habit of a document.
_EDGE_SHARE = 0.05
_INDENT_SHARE = 0.6
_FURNITURE_SHARE = 0.4
_BROKEN_SHARE = 0.6
_HEADING = 20  # characters
_FEWEST = 2
_FEWEST_PAGES = 3
_EDGE_ROWS = 2
_ENTRY_END = 40  # characters


class Char(NamedTuple):
    """One printed character: where it begins and ends, and the line that it stands on."""

    text: str
    left: float
    right: float
    base: float


@dataclass(slots=True, eq=False)
class Row:
    """One printed line.

    ``size`` is how wide a Chinese character is in it, ``head`` how wide that is at its beginning
    which no line end may part; ``cells`` tells that it is a row of a table.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    head: float
    cells: bool


@dataclass(slots=True)
class Page:
    """The lines of one page from top to bottom; ``number`` counts from 1."""

    number: int
    rows: list[Row] = field(default_factory=list)


def rows_of(chars: Sequence[Char]) -> list[Row]:
    """Return the lines that ``chars`` of one page form, from top to bottom."""
    if not any(char.text.strip() for char in chars):
        return []
    size = han_width(chars)
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: -char.base):
        if rows and rows[-1][0].base - char.base < _SAME_LINE * size:
            rows[-1].append(char)
        else:
            rows.append([char])
    return [row for line in rows if (row := _row(line, size))]


def han_width(chars: Iterable[Char], usual: float = _USUAL_SIZE) -> float:
    """Return how wide Chinese characters are among ``chars``, ``usual`` when there are none."""
    widths = [right - left for text, left, right, _ in chars if _FIRST_HAN <= text <= _LAST_HAN]
    return median(widths) if widths and median(widths) > 0 else usual


def _row(chars: list[Char], usual: float) -> Row | None:
    chars.sort(key=lambda char: char.left)
    shown = [at for at, char in enumerate(chars) if char.text.strip()]
    if not shown:
        return None
    chars = chars[shown[0] : shown[-1] + 1]
    size = han_width(chars, usual)
    text = _text(chars, size)
    first, last = chars[0], chars[-1]
    return Row(
        text, first.left, last.right, first.base, size, _head(chars, text), cells="\t" in text
    )


def _text(chars: Sequence[Char], size: float) -> str:
    """Return the characters of one line, with a tab between cells and a blank between words."""
    gaps = [(after.left - before.right) / size for before, after in pairwise(chars)]
    is_stretched = bool(gaps) and median(gaps) > _STRETCHED
    cell_gap = _WIDE_GAP if is_stretched else _CELL_GAP
    text = chars[0].text
    for (before, after), gap in zip(pairwise(chars), gaps, strict=True):
        if before.text.isspace() or after.text.isspace():
            pass
        elif gap > cell_gap and not _is_label(text):
            text += "\t"
        elif gap > _WORD_GAP and before.text.isascii() and after.text.isascii():
            text += " "
        text += after.text
    return text


def _is_label(text: str) -> bool:
    """Tell whether ``text`` is nothing but an ordinal, after which Word leaves a gap."""
    label = label_of(text)
    return label is not None and label.end == len(text)


def _is_heading(text: str) -> bool:
    """Tell whether a paragraph that ends without a stop may be whole."""
    return len(text) <= _HEADING or (label_of(text) is not None and "。" not in text)


def _head(chars: Sequence[Char], text: str) -> float:
    end = _unit(text, 0)
    while end < len(text) and (text[end] in _NOT_FIRST or text[end - 1] in _NOT_LAST):
        end = _unit(text, end)
    return chars[min(end, len(chars)) - 1].right - chars[0].left


def _unit(text: str, start: int) -> int:
    """Return the end of the word or character at ``start``."""
    word = _WORD.match(text, start)
    return word.end() if word else start + 1


def without_furniture(pages: Sequence[Page]) -> int:
    """Remove headers, footers and page numbers from ``pages``; return how many lines that were."""
    often = Counter(key for page in pages for key in {_key(row) for row in _edges(page)})
    enough = max(_FEWEST_PAGES, _FURNITURE_SHARE * len(pages))
    removed = 0
    for page in pages:
        gone = [row for row in _edges(page) if often[_key(row)] >= enough and _is_repeatable(row)]
        page.rows = [row for row in page.rows if row not in gone]
        numbers = [row for row in page.rows[:1] + page.rows[-1:] if _numbers(row, page)]
        page.rows = [row for row in page.rows if row not in numbers]
        removed += len(gone) + len(numbers)
    return removed


def _edges(page: Page) -> list[Row]:
    if len(page.rows) <= 2 * _EDGE_ROWS:
        return page.rows
    return page.rows[:_EDGE_ROWS] + page.rows[-_EDGE_ROWS:]


def _key(row: Row) -> tuple[str, int]:
    return _DIGITS.sub("0", row.text), round(row.base / 3)


def _is_repeatable(row: Row) -> bool:
    """Tell whether ``row`` may be a header; a line of figures in a table is none."""
    return not row.cells or _LETTER.search(row.text) is not None


def _numbers(row: Row, page: Page) -> bool:
    return _PAGE_NUMBER.fullmatch(row.text) is not None or row.text == str(page.number)


def without_contents(pages: Sequence[Page]) -> int:
    """Remove the table of contents, which repeats every heading; return how many lines that were."""
    entries = [row for page in pages for row in page.rows if _is_entry(row)]
    if len(entries) < _FEWEST:
        return 0
    removed = 0
    for page in pages:
        kept = [row for row in page.rows if not _is_entry(row)]
        if len(kept) < len(page.rows):
            kept = [row for row in kept if not _CONTENTS_TITLE.fullmatch(row.text)]
        removed += len(page.rows) - len(kept)
        page.rows = kept
    return removed


def _is_entry(row: Row) -> bool:
    return _CONTENTS_ENTRY.search(row.text[-_ENTRY_END:]) is not None


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the text of one page stands, between its margins."""

    left: float
    right: float


class Paragraphs:
    """Tells of each line whether it opens a paragraph, by the margins and habits of the document."""

    def __init__(self, pages: Sequence[Page], size: float) -> None:
        """Take all pages, and how wide a Chinese character of the text is."""
        self._size = size
        self._rows = [(page.number, row) for page in pages for row in page.rows]
        self._column = self._edges([row for _, row in self._rows])
        self._columns = {page.number: self._column_of(page) for page in pages if page.rows}
        self._pitch = self._usual_pitch()
        self._indent = self._usual_indent()

    def opens(self) -> list[bool | None]:
        """Return for each line True or False, None where its place on the page does not tell."""
        found = list(self._by_place())
        indented = sum(self._is_indented(page, row) for page, row in self._rows)
        broken = set(self._broken(found))
        if indented and len(broken) > _BROKEN_SHARE * indented:  # pasted, each line as a paragraph
            return [opens and at not in broken for at, opens in enumerate(found)]
        return found

    def _by_place(self) -> Iterator[bool | None]:
        before: tuple[int, Row] | None = None
        for page, row in self._rows:
            if before and _PAGE_NUMBER.fullmatch(row.text):  # pasted along with the text around it
                before = page, replace(before[1], base=row.base)
                yield None
            else:
                yield True if before is None else self._opens(*before, page, row)
                before = page, row

    def _broken(self, opens: Sequence[bool | None]) -> Iterator[int]:
        """Yield the lines that open a paragraph by their place, but in the midst of a sentence."""
        text = ""
        for at, ((_, before), (page, row)) in enumerate(pairwise(self._rows), 1):
            text += before.text
            if opens[at]:
                is_apart = before.cells or row.cells or self._is_inset(page, row)
                is_whole = text.endswith(_FINISHED) or _is_heading(text)
                if not is_apart and not is_whole and not label_of(row.text):
                    yield at
                text = ""

    def _opens(self, page_before: int, before: Row, page: int, row: Row) -> bool | None:
        ends_early = self._ends_early(page_before, before, row)
        if self._is_title(before) and self._is_title(row) and not ends_early:
            return abs(before.size - row.size) > _OTHER_SIZE * self._size
        is_apart = (
            before.cells
            or row.cells
            or abs(before.size - row.size) > _OTHER_SIZE * self._size
            or (page == page_before and before.base - row.base > _NEXT_LINE * self._pitch)
            or self._is_indented(page, row)
            or self._is_inset(page, row)
            or self._is_inset(page_before, before)
        )
        if is_apart:
            return True
        if self._indent is None or abs(self._offset(page, row)) > _SAME_EDGE:
            return True if ends_early else None
        if ends_early:
            return self._is_short(page_before, before) or before.text.endswith(_FINISHED)
        is_heading = before.text.endswith(_FINISHED) and label_of(row.text) is not None
        return None if is_heading else False

    def _is_title(self, row: Row) -> bool:
        return row.size > (1 + _OTHER_SIZE) * self._size

    def _is_short(self, page: int, row: Row) -> bool:
        column = self._columns[page]
        return row.right - column.left < _SHORT * (column.right - column.left)

    def _ends_early(self, page: int, before: Row, row: Row) -> bool:
        """Tell whether ``row`` could have begun on the line before it."""
        room = self._columns[page].right - before.right
        return room > row.head + _SLACK * self._size

    def _is_indented(self, page: int, row: Row) -> bool:
        if self._indent is None:
            return False
        return abs(self._offset(page, row) - self._indent) <= _SAME_EDGE

    def _is_inset(self, page: int, row: Row) -> bool:
        """Tell whether ``row`` is centred or set to the right."""
        left = self._offset(page, row)
        if left <= _LEAST_INDENT or self._is_indented(page, row):
            return False
        right = (self._columns[page].right - row.right) / self._size
        return left > _MOST_INDENT or abs(left - right) < _LEAST_INDENT

    def _offset(self, page: int, row: Row) -> float:
        return (row.left - self._columns[page].left) / self._size

    def _column_of(self, page: Page) -> _Column:
        """Return the column of one page: margins of left and right pages may differ."""
        own = self._edges(page.rows)
        shift = own.left - self._column.left
        if abs(shift) >= _LEAST_INDENT * self._size:
            return self._column
        return _Column(own.left, self._column.right + shift)

    def _edges(self, rows: Sequence[Row]) -> _Column:
        """Return the leftmost edge that enough lines share, and the right edge that most share."""
        near = _SAME_EDGE * self._size
        plain = [row for row in rows if not row.cells] or rows
        lefts, rights = sorted(row.left for row in plain), sorted(row.right for row in plain)
        enough = max(_FEWEST, _EDGE_SHARE * len(plain))
        shared = (x for at, x in enumerate(lefts) if bisect_right(lefts, x + near) - at >= enough)
        sharing = ((at - bisect_left(rights, x - near), x) for at, x in enumerate(rights))
        return _Column(next(shared, min(lefts, default=0.0)), max(sharing, default=(0, 0.0))[1])

    def _usual_pitch(self) -> float:
        steps = [
            before.base - row.base
            for (page_before, before), (page, row) in pairwise(self._rows)
            if page == page_before and before.base > row.base
        ]
        return median(steps) if steps else 2 * self._size

    def _usual_indent(self) -> float | None:
        """Return how far first lines are indented, in characters; None when they are not.

        Lines of a list that hang behind their number are indented too, but they follow full lines.
        """
        firsts = Counter[int]()
        others = Counter[int]()
        before: tuple[int, Row] | None = None
        for page, row in self._rows:
            offset = self._offset(page, row)
            if _LEAST_INDENT <= offset <= _MOST_INDENT and not row.cells:
                ended = before is None or self._ends_early(*before, row)
                (firsts if ended else others)[round(2 * offset)] += 1
            before = page, row
        for half, count in firsts.most_common(1):
            if count >= _FEWEST and count >= _INDENT_SHARE * (count + others[half]):
                return half / 2
        return None
