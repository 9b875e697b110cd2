"""批注版 Word: a copy of the report with comments where something is to be done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from app import NAME
from app.errors import AppError
from app.load.files import read_bytes
from app.model import Document, Report, Segment
from app.report.anchors import Passage
from app.report.checklist import clean
from app.report.comments import Comment, commented
from app.report.comments_part import Author
from app.report.files import write_whole
from app.report.remarks import Remark, remarks

WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"})
"""File name endings of Word files that are copied; of all others the text is written into a new file."""
_NEW = ".docx"
_INITIALS = "体检"
_QUOTED = 60


def default_name(source: Path) -> Path:
    """Return how the annotated copy of ``source`` is called: 报告_批注版.docx beside 报告.docx."""
    return source.with_name(f"{source.stem}_批注版{_suffix(source)}")


def write(report: Report, path: Path) -> None:
    """Write the annotated copy of the report to ``path``.

    Raises:
        AppError: ``path`` has another ending than the report, or is the report itself; the report has changed since
            it was checked, or cannot be read; the copy cannot be written.
    """
    source = report.document.source.path
    suffix = _suffix(source)
    if path.suffix.lower() != suffix:
        raise AppError(
            "word-suffix",
            f"批注版要存为{suffix}文件，别的扩展名 Word 打不开。",
            f"请把文件名改为“{path.stem}{suffix}”。",
            str(path),
        )
    if path.resolve() == source.resolve():
        raise AppError(
            "word-same-file",
            "批注版不能写到报告自己的文件上。",
            f"请另存为“{default_name(source).name}”。",
            str(path),
        )
    write_whole(path, annotated(report))


def annotated(report: Report) -> bytes:
    """Return the annotated copy as a Word file; raises as ``write`` does."""
    document = report.document
    source = document.source
    data = read_bytes(source.path)
    if sha256(data).hexdigest() != source.sha256:
        raise AppError(
            "word-changed",
            "报告在检查以后又改过，批注会写错位置，没有导出。",
            "请重新检查，再导出批注版。",
            source.path.name,
        )
    segments: Sequence[Segment] = document.segments
    labels = [len(block.label) for block in source.blocks]
    if not _is_word(source.path, data):
        from app.report.transcript import transcript

        data = transcript(report)
        segments, labels = _lines(document.text), []
    author = Author(NAME, _INITIALS, report.checked)
    places = _Places(document, segments, labels)
    comments = [places.comment(remark) for remark in remarks(report)]
    return commented(data, source.path.name, comments, author)


def _suffix(source: Path) -> str:
    suffix = source.suffix.lower()
    return suffix if suffix in WORD else _NEW


def _is_word(source: Path, data: bytes) -> bool:
    """Tell whether the report is a Word file of today, also one that is called .doc or .wps."""
    if source.suffix.lower() in WORD:
        return True
    from app.load import CONVERTED, office  # few reports need it

    return source.suffix.lower() in CONVERTED and office.kind_of(data) is office.Kind.DOCX


def _lines(text: str) -> list[Segment]:
    """Return the stretches of a text of which every line is a block."""
    segments, at = [], 0
    for number, line in enumerate(text.split("\n")):
        segments.append(Segment(at, at + len(line), number, 0))
        at += len(line) + 1
    return segments


class _Places:
    """The way from the text back to the blocks of a file."""

    def __init__(
        self, document: Document, segments: Sequence[Segment], labels: Sequence[int]
    ) -> None:
        """Take what leads from the text to blocks, and how long the automatic number of each block is."""
        self._document = document
        self._segments = segments
        self._labels = labels
        self._ends = [segment.end for segment in segments]

    def comment(self, remark: Remark) -> Comment:
        """Return a remark as a comment on what it is about."""
        start, end = remark.start, remark.end
        if start >= end:  # between two characters: on the one before
            start, end = max(start - 1, 0), max(start, 1)
        place = self._quoted(start, end) if remark.is_on_words else ""
        lines = tuple(clean(line).replace("\n", " ") for line in remark.lines)
        return Comment(self._passages(start, end), lines, clean(place))

    def _quoted(self, start: int, end: int) -> str:
        quoted = " ".join(self._document.text[start:end].split())
        quoted = quoted if len(quoted) <= _QUOTED else f"{quoted[: _QUOTED - 2]}……"
        return f"位置：{self._document.place(start, end).name}“{quoted}”"

    def _passages(self, start: int, end: int) -> tuple[Passage, ...]:
        """Return the blocks of a stretch; where it holds nothing but the end of a line, of what stands before it."""
        found = []
        for at in range(bisect_left(self._ends, start + 1), len(self._segments)):
            segment = self._segments[at]
            if segment.start >= end:
                break
            found.append(self._passage(segment, max(start, segment.start), min(end, segment.end)))
        if not found and start > 0:
            return self._passages(start - 1, start)
        return tuple(found)

    def _passage(self, segment: Segment, start: int, end: int) -> Passage:
        label = self._labels[segment.block] if self._labels else 0
        shift = segment.offset - segment.start - label
        return Passage(segment.block, start + shift, end + shift)
