"""The numbers that Word writes in front of paragraphs by itself: 一、 （一） 1. and their kin.

Follows ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (number formats).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from app.load.styles import Style, W, attribute, number, numbering_of

_TWO_DIGITS = 100
_ENCLOSED = 20
_TEN = 10
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_HAN = "〇一二三四五六七八九"


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _List:
    """One w:num: which abstract list it counts with, and its levels after overrides."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through the paragraphs of one document, in order."""

    def __init__(self, numbering: etree._Element | None) -> None:
        """Read numbering.xml, which may be absent."""
        self._abstract: dict[str, etree._Element] = {}
        self._style_links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        if numbering is not None:
            self._read(numbering)
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, properties: etree._Element | None, style: Style) -> str:
        """Return the number in front of a paragraph and count it, empty when it has none."""
        list_id, level = (None, None) if properties is None else numbering_of(properties)
        list_id = style.list_id if list_id is None else list_id
        level = style.level if level is None else level
        level = 0 if level is None else level
        numbered = self._lists.get(list_id or "")
        if list_id in {None, "0"} or numbered is None or level not in numbered.levels:
            return ""
        counts = self._count(list_id or "", numbered, level)
        return _shown(numbered.levels, counts, level)

    def _read(self, numbering: etree._Element) -> None:
        for abstract in numbering.iterfind(W + "abstractNum"):
            key = attribute(abstract, "abstractNumId")
            self._abstract[key] = abstract
            link = abstract.find(W + "styleLink")
            if link is not None:
                self._style_links[attribute(link, "val")] = key
        for num in numbering.iterfind(W + "num"):
            self._read_list(num)

    def _read_list(self, num: etree._Element) -> None:
        reference = num.find(W + "abstractNumId")
        key = "" if reference is None else attribute(reference, "val")
        abstract = self._abstract.get(key)
        if abstract is None:
            return
        linked = abstract.find(W + "numStyleLink")
        if linked is not None:
            key = self._style_links.get(attribute(linked, "val"), key)
            abstract = self._abstract[key]
        numbered = _List(key, _levels(abstract))
        for override in num.iterfind(W + "lvlOverride"):
            _override(numbered, override)
        self._lists[attribute(num, "numId")] = numbered

    def _count(self, list_id: str, numbered: _List, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(numbered.abstract, {})
        if level in numbered.starts and (list_id, level) not in self._started:
            self._started.add((list_id, level))
            counts[level] = numbered.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = numbered.levels[level].start
        for deeper in [other for other in counts if other > level]:
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if restart is None or (restart and level < restart):
                del counts[deeper]
        return counts


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {_depth(level): _level(level) for level in abstract.iterfind(W + "lvl")}


def _level(element: etree._Element) -> _Level:
    children = {child.tag: child for child in element if isinstance(child.tag, str)}
    level = _Level()
    if W + "numFmt" in children:
        level.format = attribute(children[W + "numFmt"], "val")
    if W + "lvlText" in children:
        level.text = attribute(children[W + "lvlText"], "val")
    if W + "start" in children:
        level.start = number(children[W + "start"]) or 0
    if W + "lvlRestart" in children:
        level.restart = number(children[W + "lvlRestart"])
    level.legal = W + "isLgl" in children
    return level


def _override(numbered: _List, override: etree._Element) -> None:
    level = _depth(override)
    start, replaced = override.find(W + "startOverride"), override.find(W + "lvl")
    if replaced is not None:
        numbered.levels[level] = _level(replaced)
    if start is not None:
        numbered.starts[level] = number(start) or 0


def _shown(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    """Return the label text of ``level`` with %1 to %9 filled in."""
    here = levels[level]
    if here.format in {"bullet", "none"}:
        return ""

    def filled(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        other = levels.get(at, here)
        number = counts.get(at, other.start)
        return number_text(number, "decimal" if here.legal else other.format)

    return re.sub(r"%([1-9])", filled, here.text)


def number_text(number: int, kind: str) -> str:
    """Return ``number`` as Word writes it in number format ``kind``; unknown formats as digits."""
    return _FORMATS.get(kind, str)(number) if number >= 0 else str(number)


def _counting(number: int) -> str:
    """Return 一 … 十 十一 … 二十 … 九十九, digit by digit above."""
    if not 0 < number < _TWO_DIGITS:
        return _thousand(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _HAN[tens] + "十"
    return head + (_HAN[ones] if ones else "")


def _thousand(number: int) -> str:
    """Return 一百零一 and the like, up to 9,999."""
    if number == 0:
        return "〇"
    text, digits = "", str(number)
    for at, digit in enumerate(digits):
        scale = ("", "十", "百", "千")[(len(digits) - at - 1) % 4]
        if digit != "0":
            text += _HAN[int(digit)] + scale
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text


def _digits(number: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(number))


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _letters(number: int, first: str) -> str:
    times, at = divmod(number - 1, 26)
    return chr(ord(first) + at) * (times + 1) if number > 0 else str(number)


def _roman(number: int) -> str:
    pairs = (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    text = ""
    for value, sign in pairs:
        times, number = divmod(number, value)
        text += sign * times
    return text


def _circled(number: int) -> str:
    for first, last, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(base + number - first)
    return str(number)


def _full_width(number: int) -> str:
    return str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "chineseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": _thousand,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "chineseLegalSimplified": lambda number: _thousand(number).translate(_LEGAL),
    "ideographEnclosedCircle": lambda number: (
        chr(0x327F + number) if 1 <= number <= _TEN else _counting(number)
    ),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: (
        chr(0x2473 + number) if 1 <= number <= _ENCLOSED else f"({number})"
    ),
    "decimalEnclosedFullstop": lambda number: (
        chr(0x2487 + number) if 1 <= number <= _ENCLOSED else f"{number}."
    ),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperLetter": lambda number: _letters(number, "A"),
    "lowerLetter": lambda number: _letters(number, "a"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}


def _depth(element: etree._Element) -> int:
    """Return the list level that ``element`` is about, 0 where it makes no sense."""
    text = attribute(element, "ilvl")
    return int(text) if text.isdecimal() else 0
