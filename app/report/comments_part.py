"""The part of a Word package that holds comments, and the parts that tell what it is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from app.load.package import Package
from app.load.styles import W, attribute
from app.report.markup import name_of, tags

STRICT = "http://purl.oclc.org/ooxml"
_NAMES = (W[1:-1], f"{STRICT}/wordprocessingml/main")
_LINK = tuple(
    f"{base}/relationships/comments"
    for base in (
        "http://schemas.openxmlformats.org/officeDocument/2006",
        f"{STRICT}/officeDocument",
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
# Set here and not by styles: the original may have none for comments, and its body text is large and indented.
_PARAGRAPH = (
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
)
SIZE = '<w:sz w:val="20"/><w:szCs w:val="20"/>'


class Author(NamedTuple):
    """Who comments, and when."""

    name: str
    initials: str
    date: datetime.date


class CommentsPart:
    """The comments of one Word file: those that it has, and new ones behind them."""

    def __init__(self, package: Package, *, is_strict: bool) -> None:
        """Look for the part; ``is_strict`` tells which names of the standard the text uses."""
        self._package = package
        self._is_strict = is_strict
        links = package.links(package.main)
        linked = (target for kind, target, outside in links if kind == "comments" and not outside)
        self._linked = next(linked, "")
        self._name = self._linked or self._free_name()

    @property
    def names(self) -> str:
        """What declares the prefix w in the names that the text uses."""
        return f'xmlns:w="{_NAMES[self._is_strict]}"'

    def numbers(self, root: etree._Element) -> Iterator[int]:
        """Yield the numbers that no comment has yet, nor any that is lost but has a mark in ``root``, the text."""
        own = self._package.tree(self._name)
        others = [] if own is None else list(own)
        used = [attribute(each, "id") for each in (*others, *root.iter(*_MARKS))]
        return count(max((int(each) for each in used if _NUMBER.fullmatch(each)), default=-1) + 1)

    def with_comments(
        self, comments: Iterable[tuple[int, Iterable[str]]], author: Author
    ) -> dict[str, bytes]:
        """Return the parts that change or are new when numbered ``comments`` are added, by name."""
        told = "".join(self._comment(number, lines, author) for number, lines in comments)
        empty = f"{_HEAD}<w:comments {self.names}></w:comments>"
        return {
            self._name: self._appended(self._name, told, empty),
            **self._typed(),
            **({} if self._linked else self._with_link()),
        }

    def _comment(self, number: int, lines: Iterable[str], author: Author) -> str:
        mark = f"<w:r><w:rPr>{SIZE}</w:rPr><w:annotationRef/></w:r>"
        paragraphs: list[str] = []
        for line in lines:
            looks = SIZE if paragraphs else f"<w:b/>{SIZE}"
            text = f'<w:t xml:space="preserve">{escape(line)}</w:t>'
            paragraphs.append(
                f"<w:p>{_PARAGRAPH}{mark}<w:r><w:rPr>{looks}</w:rPr>{text}</w:r></w:p>"
            )
            mark = ""
        who = f"w:author={quoteattr(author.name)} w:initials={quoteattr(author.initials)}"
        when = f'w:date="{author.date.isoformat()}T00:00:00Z"'
        inside = "".join(paragraphs)
        return f'<w:comment {self.names} w:id="{number}" {who} {when}>{inside}</w:comment>'

    def _free_name(self) -> str:
        folder = self._package.main.rpartition("/")[0]
        names = (f"{folder}/comments{at or ''}.xml".lstrip("/") for at in count())
        return next(name for name in names if self._package.entry(name) is None)

    def _typed(self) -> dict[str, bytes]:
        """Return the part that tells what each part is, where it does not know this one."""
        types = self._package.tree(_TYPES_PART)
        if types is None or any(
            str(each.get("PartName")).lower() == f"/{self._name}".lower() for each in types
        ):
            return {}
        told = f'<Override xmlns="{_TYPES}" PartName="/{self._name}" ContentType="{_TYPE}"/>'
        return {_TYPES_PART: self._appended(_TYPES_PART, told)}

    def _with_link(self) -> dict[str, bytes]:
        """Return the part that leads from the text to other parts, to this one too."""
        folder, _, file = self._package.main.rpartition("/")
        links = f"{folder}/_rels/{file}.rels".lstrip("/")
        root = self._package.tree(links)
        used = set() if root is None else {str(each.get("Id")) for each in root}
        number = next(name for at in count(1) if (name := f"rId{at}") not in used)
        target = self._name.rpartition("/")[2]
        told = (
            f'<Relationship xmlns="{_LINKS}" Id="{number}" Type="{_LINK[self._is_strict]}"'
            f' Target="{target}"/>'
        )
        empty = f'{_HEAD}<Relationships xmlns="{_LINKS}"></Relationships>'
        return {links: self._appended(links, told, empty)}

    def _appended(self, name: str, what: str, empty: str = "") -> bytes:
        """Return a part with ``what`` as the last of its root; ``empty`` stands for one that is not there."""
        old = self._package.written(name)
        part = empty.encode() if old is None else declared(old)
        root = tags(part, {0})[0]
        if root.inside < root.end:
            return part[: root.closing] + what.encode() + part[root.closing :]
        closing = b"</" + name_of(part[root.start : root.inside]) + b">"
        return part[: root.inside - 2] + b">" + what.encode() + closing + part[root.end :]


def declared(part: bytes) -> bytes:
    """Return a part that was brought into UTF-8, declared as such."""
    return _DECLARED.sub(rb'\1\2 encoding="UTF-8"', part)
