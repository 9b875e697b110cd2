"""Comments in a copy of a Word file; of the original nothing is changed, and nothing is left out.

Into the text go only the marks of comments, between its bytes as they are: where a passage begins or ends within a
run, the run is closed and opened again with the same properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from app.load.docx import Walk
from app.load.package import Package
from app.load.styles import W, first_child
from app.report.anchors import Anchor, Anchors, Passage, Point
from app.report.comments_part import SIZE, STRICT, Author, CommentsPart, declared
from app.report.markup import Insertions, Tag, name_of, tags
from app.report.repack import repacked

_PRESERVE = b' xml:space="preserve"'
_SPACE = re.compile(rb"\s+xml:space\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ENDS, _REFERS, _STARTS = range(3)


class Comment(NamedTuple):
    """What is said of some passages, line by line, the first one bold.

    ``of`` is said before the rest where the passages can hold no comment and it stands beside them.
    """

    passages: tuple[Passage, ...]
    lines: tuple[str, ...]
    of: str = ""


def commented(data: bytes, name: str, comments: Iterable[Comment], author: Author) -> bytes:
    """Return the Word file in ``data`` with ``comments``, in the same order; ``name`` is for what is said of failures.

    A comment on nothing that is seen goes to the beginning of the text.

    Raises:
        AppError: ``data`` is no Word file that can be read.
    """
    package = Package(data, name)
    try:
        # A package of its own: each unpacks so much and no more.
        walk = Walk(Package(data, name), whole=True)
        return repacked(package, data, _Copy(package, walk, author).parts(comments))
    except RecursionError as error:
        raise package.too_deep() from error


class _Copy:
    """The parts of one Word file that change."""

    def __init__(self, package: Package, walk: Walk, author: Author) -> None:
        self._package = package
        self._author = author
        paragraphs = list(walk.paragraphs())
        self._root = walk.root
        self._anchors = Anchors(walk.root, paragraphs)
        self._first = next(
            anchor
            for at, paragraph in enumerate(paragraphs)
            if (anchor := self._anchors.anchor([Passage(at, 0, len(paragraph.block.text))]))
        )
        self._text = declared(package.written(package.main) or b"")
        self._part = CommentsPart(package, is_strict=STRICT.encode() in self._text)
        self._tags: dict[int, Tag] = {}
        self._insertions = Insertions()

    def parts(self, comments: Iterable[Comment]) -> dict[str, bytes]:
        """Return the parts that change or are new, by name."""
        anchored = [
            (self._anchors.anchor(each.passages) or self._first, each) for each in comments
        ]
        self._find([anchor for anchor, _ in anchored])
        numbered = []
        for number, (anchor, comment) in zip(
            self._part.numbers(self._root), anchored, strict=False
        ):
            self._mark(number, anchor)
            head, *rest = comment.lines
            place = [comment.of] if anchor.is_moved and comment.of else []
            numbered.append((number, [head, *place, *rest]))
        return {
            self._package.main: self._insertions.into(self._text),
            **self._part.with_comments(numbered, self._author),
        }

    def _find(self, anchors: Sequence[Anchor]) -> None:
        order = self._anchors.order
        wanted = {0}
        for point in (p for a in anchors for p in (a.start, a.end, a.reference)):
            wanted.add(order[point.element])
            if point.run is not None:
                properties = first_child(point.run, W + "rPr")
                wanted |= {order[each] for each in (point.run, properties) if each is not None}
        self._tags = tags(self._text, wanted)

    def _mark(self, number: int, anchor: Anchor) -> None:
        name = self._name
        run = f'<w:r{name}><w:rPr>{SIZE}</w:rPr><w:commentReference w:id="{number}"/></w:r>'
        self._put(anchor.start, f'<w:commentRangeStart{name} w:id="{number}"/>', (_STARTS, number))
        self._put(anchor.end, f'<w:commentRangeEnd{name} w:id="{number}"/>', (_ENDS, number))
        self._put(anchor.reference, run, (_REFERS, number))

    def _put(self, point: Point, what: str, rank: tuple[int, int]) -> None:
        tag = self._tag(point)
        if point.run is None:
            at = tag.end if point.is_behind else tag.start
        elif point.at:
            at = self._cut_text(point, tag)
        else:
            at = tag.start
            self._insertions.cut(at, *self._around(point))
        self._insertions.put(at, what.encode(), rank)

    def _cut_text(self, point: Point, tag: Tag) -> int:
        """Cut a run within a text and return where."""
        spot = tag.spot(point.at)
        start_tag = self._text[tag.start : tag.inside]
        opened = _SPACE.sub(b"", start_tag)[:-1] + _PRESERVE + b">"
        closed = b"</" + name_of(start_tag) + b">"
        if spot.in_cdata:
            closed, opened = b"]]>" + closed, opened + b"<![CDATA["
        close_run, open_run = self._around(point)
        self._insertions.cut(spot.at, closed + close_run, open_run + opened)
        if (point.element.text or "")[point.at - 1].isspace() and not _SPACE.search(start_tag):
            self._insertions.put(tag.inside - 1, _PRESERVE, (_ENDS, 0))
        return spot.at

    def _around(self, point: Point) -> tuple[bytes, bytes]:
        """Return what closes the run at a point, and what opens it again with the same properties."""
        assert point.run is not None  # noqa: S101  (asked only where a run is cut)
        run = self._tags[self._anchors.order[point.run]]
        start_tag = self._text[run.start : run.inside]
        found = first_child(point.run, W + "rPr")
        looks = None if found is None else self._tags[self._anchors.order[found]]
        properties = b"" if looks is None else self._text[looks.start : looks.end]
        return b"</" + name_of(start_tag) + b">", start_tag + properties

    def _tag(self, point: Point) -> Tag:
        return self._tags[self._anchors.order[point.element]]

    @cached_property
    def _name(self) -> str:
        """Return what has to be declared for w: in the text: nothing where the root does it and nobody else."""
        root = self._text[self._tags[0].start : self._tags[0].inside]
        is_known = self._part.names.encode() in root and self._text.count(b"xmlns:w=") == 1
        return "" if is_known else f" {self._part.names}"
