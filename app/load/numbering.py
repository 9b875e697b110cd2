"""The numbers that Word writes in front of paragraphs by itself: 一、 （一） 1. and their kin.

Follows ECMA-376 part 1, 17.9 (numbering), and Word's own notes on it (MS-OI29500).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from app.load.number_formats import Writer, writer
from app.load.styles import Style, W, attribute, number, numbering_of, switch

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHOSEN = f"{_MC}AlternateContent/{_MC}Choice[1]/*"
_OFF = "0"  # a list that switches numbers off
_LEVELS = frozenset("012345678")
_WITHOUT_NUMBER = frozenset({"bullet", "none"})
_PLACEHOLDER = re.compile(r"%([1-9])")
_NUMBERS = 9
_TEXT_LIMIT = 255  # no label of Word is longer; a hostile one would fill the memory
_ZEROS = "〇○"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and looks.

    ``text`` are the literal stretches of its label and, between them, the levels whose numbers it
    shows; ``write`` is None where the level has no number of its own.
    """

    write: Writer | None = str
    text: tuple[str | int, ...] = ()
    start: int = 1
    restart: int | None = None
    is_legal: bool = False
    has_gap: bool = False
    style: str = ""


_PLAIN = _Level()


@dataclass(frozen=True, slots=True)
class _List:
    """One w:num: which abstract list it counts with, and its levels after overrides.

    ``labels`` are what each level shows: literal stretches, and levels with what writes their
    numbers; ``starts`` gives levels a new number when this list first uses them; ``of_style`` is
    the level that a paragraph style is tied to.
    """

    abstract: str
    levels: dict[int, _Level]
    labels: dict[int, list[str | tuple[int, Writer]]]
    starts: dict[int, int]
    of_style: dict[str, int]

    def start(self, level: int) -> int:
        """Return the number with which ``level`` begins, and begins anew after one above it."""
        return self.levels.get(level, _PLAIN).start

    def label(self, level: int, counts: dict[int, int]) -> str:
        """Return what stands in front of a paragraph on ``level`` when the levels are at ``counts``."""
        text = "".join(
            [
                part if isinstance(part, str) else part[1](counts[part[0]])
                for part in self.labels[level]
            ]
        )
        return f"{text} " if text and self.levels[level].has_gap and _runs_on(text[-1]) else text


class Numbering:
    """Counts through the paragraphs of one document, in order."""

    def __init__(self, numbering: etree._Element | None) -> None:
        """Read numbering.xml, which may be absent."""
        parts = () if numbering is None else tuple(numbering.iterchildren(W + "*"))
        self._nums = {attribute(each, "numId"): each for each in parts if each.tag == W + "num"}
        self._abstracts = {
            attribute(each, "abstractNumId"): each
            for each in parts
            if each.tag == W + "abstractNum"
        }
        self._linked = {
            _value(each, "styleLink"): key
            for key, each in self._abstracts.items()
            if each.find(W + "styleLink") is not None
        }
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, properties: etree._Element | None, style: Style) -> str:
        """Return the number in front of a paragraph and count it, empty when it has none.

        A label that would run into the text, such as 第一章 or 1, ends with a blank.
        """
        list_id, level = (None, None) if properties is None else numbering_of(properties)
        if list_id is None:
            list_id = style.list_id or _OFF
        numbered = self._list(list_id)
        if numbered is None:
            return ""
        if level is None:
            level = numbered.of_style.get(style.list_style or "", style.level or 0)
        if level not in numbered.levels:
            return ""
        return numbered.label(level, self._count(list_id, numbered, level))

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._read(list_id)
        return self._lists[list_id]

    def _read(self, list_id: str) -> _List | None:
        """Return a list, None where it or its definition is absent."""
        num = None if list_id == _OFF else self._nums.get(list_id)
        key = "" if num is None else _value(num, "abstractNumId")
        if num is None or key not in self._abstracts:
            return None
        key = self._linked.get(_value(self._abstracts[key], "numStyleLink"), key)
        return _list(key, self._abstracts[key], num)

    def _count(self, list_id: str, numbered: _List, level: int) -> dict[int, int]:
        """Return at which number each level of a list is with a paragraph on ``level``."""
        counts = self._counts.setdefault(numbered.abstract, {})
        for above in range(level):
            if above not in counts:  # a level that was left out counts as begun
                counts[above] = numbered.start(above)
        if level in numbered.starts and (list_id, level) not in self._started:
            self._started.add((list_id, level))
            counts[level] = numbered.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = numbered.start(level)
        for deeper in [other for other in counts if other > level]:
            restart = numbered.levels.get(deeper, _PLAIN).restart
            if restart is None or level < restart:
                del counts[deeper]
        return counts


def _list(key: str, abstract: etree._Element, num: etree._Element) -> _List:
    levels = {at: _level(each, at) for at, each in _by_level(abstract, "lvl")}
    starts: dict[int, int] = {}
    for at, override in _by_level(num, "lvlOverride"):
        replaced, start = override.find(W + "lvl"), override.find(W + "startOverride")
        if replaced is not None:  # Word passes over w:lvlRestart in it
            levels[at] = replace(_level(replaced, at), restart=levels.get(at, _PLAIN).restart)
        if start is not None:
            starts[at] = _not_negative(start)
    labels = {at: _label(levels, level) for at, level in levels.items()}
    of_style = {level.style: at for at, level in levels.items() if level.style}
    return _List(key, levels, labels, starts, of_style)


def _label(levels: dict[int, _Level], here: _Level) -> list[str | tuple[int, Writer]]:
    """Return the text of a level with what writes the numbers in it, without those it cannot show."""
    parts: list[str | tuple[int, Writer]] = []
    for part in here.text:
        if isinstance(part, str):
            parts.append(part)
        elif (write := levels.get(part, _PLAIN).write) is not None:
            parts.append((part, str if here.is_legal else write))
    return parts


def _by_level(parent: etree._Element, name: str) -> Iterator[tuple[int, etree._Element]]:
    """Yield what ``parent`` says of each level, without levels that cannot be."""
    for each in parent.iterfind(W + name):
        level = attribute(each, "ilvl")
        if level in _LEVELS:
            yield int(level), each


def _level(element: etree._Element, at: int) -> _Level:
    parts = {str(child.tag): child for child in (*element, *element.iterfind(_CHOSEN))}
    kind, custom = "decimal", ""
    if W + "numFmt" in parts:
        kind, custom = (attribute(parts[W + "numFmt"], name) for name in ("val", "format"))
    is_seen = kind != "bullet" and switch(element.find(f"{W}rPr/{W}vanish")) is not True
    restart, start = parts.get(W + "lvlRestart"), parts.get(W + "start")
    return _Level(
        write=None if kind in _WITHOUT_NUMBER else writer(kind, custom),
        text=_template(_value(element, "lvlText"), at) if is_seen else (),
        start=0 if start is None else _not_negative(start),
        restart=None if restart is None else number(restart),
        is_legal=switch(parts.get(W + "isLgl")) is True,
        has_gap=_value(element, "suff") != "nothing",
        style=_value(element, "pStyle"),
    )


def _template(text: str, at: int) -> tuple[str | int, ...]:
    """Return the pieces of a level's text: literal ones, and the levels that %1 to %9 stand for.

    A level below ``at`` has no number yet, so nothing stands for it.
    """
    pieces = _PLACEHOLDER.split(text[:_TEXT_LIMIT], _NUMBERS)
    levels = [int(digit) - 1 for digit in pieces[1::2]]
    mixed: list[str | int] = [pieces[0]]
    for level, literal in zip(levels, pieces[2::2], strict=True):
        mixed += [level, literal] if level <= at else [literal]
    return tuple(piece for piece in mixed if piece != "")


def _runs_on(sign: str) -> bool:
    """Tell whether a label that ends with ``sign`` would be read together with the text."""
    return sign.isalpha() or sign.isdecimal() or sign in _ZEROS


def _value(parent: etree._Element, name: str) -> str:
    """Return the value of a child of ``parent``, empty where it is absent."""
    found = parent.find(W + name)
    return "" if found is None else attribute(found, "val")


def _not_negative(element: etree._Element) -> int:
    return max(0, number(element) or 0)
