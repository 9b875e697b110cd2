"""Reading annotated Word files back, and telling what was changed in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import docx
from lxml import etree

from app.load import load
from app.load.docx import Walk
from app.load.package import Package
from app.model import Outcome, Problem, Report, Result
from app.report.annotated import annotated
from tests.unit import builders as real
from tests.unit.report.builders import RULESET, result

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = tuple(W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


@dataclass
class Copy:
    """A Word file, the report on it, and its annotated copy."""

    original: bytes
    report: Report
    data: bytes

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of the comments that are new."""
        main = Package(self.original, "").tree(Package(self.original, "").main)
        assert main is not None
        old = {str(each.get(W + "id")) for each in main.iter(*MARKS)}
        return frozenset(map(str, anchors(self.data))) - old

    @property
    def comments(self) -> dict[int, str]:
        """What is said, by the number of the comment, as another library reads it."""
        return {
            each.comment_id: each.text for each in docx.Document(io.BytesIO(self.data)).comments
        }

    def said(self, number: int) -> list[str]:
        """Return the lines of a comment."""
        package = Package(self.data, "")
        (name,) = (target for kind, target, _ in package.links(package.main) if kind == "comments")
        root = package.tree(name)
        assert root is not None
        (comment,) = (each for each in root if each.get(W + "id") == str(number))
        return ["".join(line.itertext()) for line in comment]

    def anchored(self, word: str) -> list[str]:
        """Return the text that comments with ``word`` are on."""
        return [
            text for number, text in anchors(self.data).items() if word in self.comments[number]
        ]


def checked(folder: Path, data: bytes, *results: Result, name: str = "报告.docx") -> Report:
    """Return a report with ``results`` on a file of ``data``."""
    path = folder / name
    path.write_bytes(data)
    document = real.document(load(path))
    return Report(document, results, RULESET, date(2025, 3, 1))


def copied(folder: Path, data: bytes, *texts: str, name: str = "报告.docx") -> Copy:
    """Return the copy of a file with a problem on each of ``texts``, where it first stands."""
    document = checked(folder, data, name=name).document
    spans = [(document.text.index(text), text) for text in texts]
    problems = [Problem(at, at + len(text), text, f"不妥“{text}”", "") for at, text in spans]
    return on(folder, data, *problems, name=name)


def on(folder: Path, data: bytes, *problems: Problem, name: str = "报告.docx") -> Copy:
    """Return the copy of a file with ``problems``."""
    report = checked(folder, data, problem_result(*problems), name=name)
    return Copy(data, report, annotated(report))


def problem_result(*problems: Problem) -> Result:
    """Return the result of a rule that found ``problems``."""
    return result(
        Outcome.PROBLEM, rule="wording", title="用词", group="wording", problems=problems
    )


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def anchors(data: bytes) -> dict[int, str]:
    """Return the text between the marks of each comment, what a person sees of it."""
    walk = Walk(Package(data, ""), whole=True)
    order = {element: at for at, element in enumerate(walk.root.iter("*"))}
    seen = sorted(
        (order[piece.element], piece.text)
        for paragraph in walk.paragraphs()
        for piece in paragraph.pieces
        if piece.element in order
    )
    start, end = (
        {int(str(mark.get(W + "id"))): order[mark] for mark in walk.root.iter(tag)}
        for tag in MARKS[:2]
    )
    return {
        number: "".join(text for at, text in seen if start[number] < at < end[number])
        for number in start
        if number in end
    }


def tokens(data: bytes, new: frozenset[str]) -> list[object]:
    """Return the main part as a row of tokens, in which it makes no difference where runs are cut.

    The marks of comments with ``new`` numbers are left out.
    """
    package = Package(data, "")
    root = package.tree(package.main)
    assert root is not None
    return list(_tokens(root, new))


def _tokens(element: etree._Element, new: frozenset[str]) -> Iterator[object]:
    if element.tag in MARKS and element.get(W + "id") in new:
        return
    if element.tag != W + "r":
        yield element.tag, sorted(element.attrib.items()), element.text
        for child in element:
            yield from _tokens(child, new)
        yield element.tail
        return
    properties = element.find(W + "rPr")
    looks = "" if properties is None else etree.tostring(properties, method="c14n")
    around = sorted(element.attrib.items()), looks
    for child in element:
        if child.tag == W + "t":
            yield from ((around, each) for each in child.text or "")
        elif child.tag != W + "rPr":
            yield from ((around, token) for token in _tokens(child, new))
