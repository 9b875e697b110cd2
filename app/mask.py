"""Hides what identifies persons, before a report goes to paper, to a file or to another program.

A stand-in is as long as what it stands for, so that all offsets stay right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from app.model import Block, Document, Outcome, Report, Result

HIDDEN = "*"

_DIGIT = re.compile(r"[0-9Xx]")
_KEPT = ((15, 4, 4), (10, 3, 4), (0, 2, 2))
"""From how many digits on how many stay at the beginning and at the end."""

_FROM_REPORT = ("message", "evidence", "near_misses", "problems", "values", "details", "personal")

_T = TypeVar("_T")


def masked(report: Report) -> Report:
    """Return ``report`` with what identifies persons hidden wherever the report is quoted.

    What that is, the rules on personal data say; a note tells how much was hidden. The file itself
    stays as it is, and so does its name.
    """
    hider = _Hider(report)
    results = tuple(hider.result(result) for result in report.results)
    return replace(report, document=hider.document(), results=results)


def hidden(text: str) -> str:
    """Return ``text`` with stars: a number keeps its head and tail, a name its first character."""
    digits = [match.start() for match in _DIGIT.finditer(text)]
    if not digits:
        return text[:1] + HIDDEN * (len(text) - 1)
    head, tail = next((head, tail) for least, head, tail in _KEPT if len(digits) >= least)
    gone = set(digits[head : len(digits) - tail])
    return "".join(HIDDEN if at in gone else char for at, char in enumerate(text))


@dataclass(frozen=True)
class _Passage:
    start: int
    end: int
    instead: str


class _Hider:
    """Knows what is to be hidden in one report, by place and by wording."""

    def __init__(self, report: Report) -> None:
        self._document, self._results = report.document, report.results
        spans = [span for result in report.results for span in result.personal or ()]
        self._passages = [_Passage(s.start, s.end, hidden(s.text)) for s in spans]
        self._instead = {span.text: hidden(span.text) for span in spans}
        # The longest first: a number that is part of another must not break it.
        words = sorted(self._instead, key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, words)) or r"(?!)")
        self._text = self.text(_overwritten(report.document.text, self._passages))

    def text(self, text: str) -> str:
        """Return ``text`` without the wordings that are to be hidden."""
        return self._words.sub(lambda match: self._instead[match[0]], text)

    def document(self) -> Document:
        """Return the document with its text, headings and blocks as they may be seen."""
        document = self._document
        return replace(
            document,
            source=replace(document.source, blocks=tuple(self._blocks())),
            text=self._text,
            sections=self.value(document.sections),
            facts=self.value(document.facts),
            notes=(*map(self.text, document.notes), self._note()),
        )

    def result(self, result: Result) -> Result:
        """Return ``result`` with its quotations as they may be seen."""
        changes = {name: self.value(getattr(result, name)) for name in _FROM_REPORT}
        return replace(result, **changes)

    def value(self, value: _T) -> _T:
        """Return ``value``, whatever it is made of, with all texts in it as they may be seen."""
        return cast("_T", self._value(value))

    def _value(self, value: Any) -> Any:  # noqa: ANN401  (whatever a result may hold)
        if type(value) is str:
            return self.text(value)
        if isinstance(value, Mapping):
            return self._quoted({name: self._value(held) for name, held in value.items()})
        if isinstance(value, (list, tuple)):
            return type(value)(self._value(held) for held in value)
        if is_dataclass(value) and not isinstance(value, type):
            held = {each.name: self._value(getattr(value, each.name)) for each in fields(value)}
            return replace(value, **self._quoted(held))
        return value

    def _quoted(self, held: dict[Any, Any]) -> dict[Any, Any]:
        """Return ``held`` with its quotation taken from the hidden text: it may begin within a number."""
        start, end, text = (held.get(name) for name in ("start", "end", "text"))
        if isinstance(start, int) and isinstance(end, int) and isinstance(text, str):
            return {**held, "text": self._text[start:end]} if len(text) == end - start else held
        return held

    def _blocks(self) -> Iterable[Block]:
        by_block: dict[int, list[_Passage]] = {}
        for segment in self._document.segments:
            for each in self._passages:
                start, end = max(each.start, segment.start), min(each.end, segment.end)
                if start < end:
                    shift = segment.offset - segment.start
                    part = each.instead[start - each.start : end - each.start]
                    moved = _Passage(start + shift, end + shift, part)
                    by_block.setdefault(segment.block, []).append(moved)
        for number, block in enumerate(self._document.source.blocks):
            whole = _overwritten(block.label + block.text, by_block.get(number, ()))
            label = whole[: len(block.label)]
            yield replace(block, label=self.text(label), text=self.text(whole[len(label) :]))

    def _note(self) -> str:
        looked = [result.outcome for result in self._results if result.personal is not None]
        if not looked or Outcome.UNCHECKED in looked:
            return "个人信息没有检查完，遮盖可能不全，请人工核对。"
        count = len(self._passages)
        return f"已遮盖个人信息{count}处。" if count else "没有发现需要遮盖的个人信息。"


def _overwritten(text: str, passages: Iterable[_Passage]) -> str:
    for each in passages:
        text = text[: each.start] + each.instead + text[each.end :]
    return text
