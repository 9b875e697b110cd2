"""Comments in a copy of a Word file; of the original nothing is changed, and nothing is left out.

Into the text go only the marks of comments, between its bytes as they are: where a passage begins or ends within a
run, the run is closed and opened again with the same properties.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import count
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from app.load.docx import Walk
from app.load.package import Package
from app.load.styles import W, attribute, first_child
from app.report.anchors import Anchor, Anchors, Passage, Point
from app.report.markup import Insertions, Tag, name_of, tags
from app.report.repack import repacked

_TEXT = (W[1:-1], "http://purl.oclc.org/ooxml/wordprocessingml/main")
_LINK = tuple(
    f"{base}/relationships/comments"
    for base in (
        "http://schemas.openxmlformats.org/officeDocument/2006",
        "http://purl.oclc.org/ooxml/officeDocument",
    )
)
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES_PART = "[Content_Types].xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DECLARED = re.compile(rb"\A(\xef\xbb\xbf)?(<\?xml[^>]*?)\s+encoding=(?:\"[^\"]*\"|'[^']*')")
_MARKS = (W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")
_NUMBER = re.compile(r"\d{1,9}")
_PRESERVE = b' xml:space="preserve"'
_SPACE = re.compile(rb"\s+xml:space\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ENDS, _REFERS, _STARTS = range(3)
# Set here and not by styles: the original may have none for comments, and its body text is large and indented.
_PARAGRAPH = (
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
)
_SIZE = '<w:sz w:val="20"/><w:szCs w:val="20"/>'


class Comment(NamedTuple):
    """What is said of some passages, line by line, the first one bold.

    ``of`` is said before the rest where the passages can hold no comment and it stands beside them.
    """

    passages: tuple[Passage, ...]
    lines: tuple[str, ...]
    of: str = ""


class Author(NamedTuple):
    """Who comments, and when."""

    name: str
    initials: str
    date: datetime.date


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
        self._text = _utf8(package.written(package.main) or b"")
        self._is_strict = _TEXT[True].encode() in self._text
        self._names = f'xmlns:w="{_TEXT[self._is_strict]}"'
        self._tags: dict[int, Tag] = {}
        self._insertions = Insertions()

    def parts(self, comments: Iterable[Comment]) -> dict[str, bytes]:
        """Return the parts that change or are new, by name."""
        anchored = [
            (self._anchors.anchor(each.passages) or self._first, each) for each in comments
        ]
        self._find([anchor for anchor, _ in anchored])
        part = self._part_of_comments()
        written = []
        for number, (anchor, comment) in zip(self._numbers(part), anchored, strict=False):
            self._mark(number, anchor)
            moved = anchor.is_moved and comment.of
            lines = (
                [*comment.lines[:1], comment.of, *comment.lines[1:]] if moved else comment.lines
            )
            written.append(self._written(number, lines))
        return {
            self._package.main: self._insertions.into(self._text),
            part: self._with_comments(part, "".join(written)),
            **self._linked(part),
        }

    def _numbers(self, part: str) -> Iterator[int]:
        """Yield the numbers that no comment has yet, those of comments that were lost included."""
        root = self._package.tree(part)
        others = [] if root is None else list(root)
        used = [attribute(each, "id") for each in (*others, *self._root.iter(*_MARKS))]
        return count(max((int(each) for each in used if _NUMBER.fullmatch(each)), default=-1) + 1)

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
        run = f'<w:r{name}><w:rPr>{_SIZE}</w:rPr><w:commentReference w:id="{number}"/></w:r>'
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
        is_known = self._names.encode() in root and self._text.count(b"xmlns:w=") == 1
        return "" if is_known else f" {self._names}"

    def _written(self, number: int, lines: Iterable[str]) -> str:
        mark = f"<w:r><w:rPr>{_SIZE}</w:rPr><w:annotationRef/></w:r>"
        paragraphs: list[str] = []
        for line in lines:
            bold = "" if paragraphs else "<w:b/>"
            run = (
                f"<w:r><w:rPr>{bold}{_SIZE}</w:rPr>"
                f'<w:t xml:space="preserve">{escape(line)}</w:t></w:r>'
            )
            paragraphs.append(f"<w:p>{_PARAGRAPH}{mark}{run}</w:p>")
            mark = ""
        author = (
            f"w:author={quoteattr(self._author.name)} w:initials={quoteattr(self._author.initials)}"
            f' w:date="{self._author.date.isoformat()}T00:00:00Z"'
        )
        inside = "".join(paragraphs)
        return f'<w:comment {self._names} w:id="{number}" {author}>{inside}</w:comment>'

    def _part_of_comments(self) -> str:
        """Return the name of the part with the comments, a free one where there are none."""
        for kind, target, is_outside in self._package.links(self._package.main):
            if kind == "comments" and not is_outside:
                return target
        folder = self._package.main.rpartition("/")[0]
        names = (f"{folder}/comments{at or ''}.xml".lstrip("/") for at in count())
        return next(name for name in names if self._package.entry(name) is None)

    def _with_comments(self, part: str, comments: str) -> bytes:
        old = self._package.written(part)
        if old is None:
            return f"{_HEAD}<w:comments {self._names}>{comments}</w:comments>".encode()
        return _appended(_utf8(old), comments)

    def _linked(self, part: str) -> dict[str, bytes]:
        """Return the parts that tell what the part with the comments is, where they don't yet."""
        changed = {}
        folder, _, file = self._package.main.rpartition("/")
        types = self._package.tree(_TYPES_PART)
        known = () if types is None else (str(each.get("PartName")).lower() for each in types)
        if types is not None and f"/{part}".lower() not in known:
            told = f'<Override xmlns="{_TYPES}" PartName="/{part}" ContentType="{_TYPE}"/>'
            changed[_TYPES_PART] = _appended(
                _utf8(self._package.written(_TYPES_PART) or b""), told
            )
        if not any(kind == "comments" for kind, _, _ in self._package.links(self._package.main)):
            links = f"{folder}/_rels/{file}.rels".lstrip("/")
            root = self._package.tree(links)
            used = set() if root is None else {str(each.get("Id")) for each in root}
            name = next(name for at in count(1) if (name := f"rId{at}") not in used)
            target = part.rpartition("/")[2]
            told = (
                f'<Relationship xmlns="{_LINKS}" Id="{name}" Type="{_LINK[self._is_strict]}"'
                f' Target="{target}"/>'
            )
            empty = f'{_HEAD}<Relationships xmlns="{_LINKS}"></Relationships>'.encode()
            changed[links] = _appended(_utf8(self._package.written(links) or empty), told)
        return changed


def _appended(part: bytes, what: str) -> bytes:
    """Return a part with ``what`` as the last of its root."""
    root = tags(part, {0})[0]
    start_tag = part[root.start : root.inside]
    if root.closing == root.inside == root.end:
        closing = b"</" + name_of(start_tag) + b">"
        return part[: root.inside - 2] + b">" + what.encode() + closing + part[root.end :]
    return part[: root.closing] + what.encode() + part[root.closing :]


def _utf8(part: bytes) -> bytes:
    """Return a part that has been read in UTF-8, now declared as such."""
    return _DECLARED.sub(rb'\1\2 encoding="UTF-8"', part)
