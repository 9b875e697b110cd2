"""The ordinals in a text, at the head of a paragraph or inside it: 一、 （一） 1. （1） 一是 其一 第一，."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

HEADINGS = ("一、", "（一）", "1.", "（1）")
"""The styles that number headings, from the highest level down."""

_HAN = "[一二三四五六七八九十]{1,3}"
_STYLES = {
    "para": HEADINGS[0],
    "han": HEADINGS[1],
    "arabic": HEADINGS[2],
    "small": HEADINGS[3],
    "item": "一是",
    "its": "其一",
    "th": "第一，",
    "part": "第一部分",
}
_BODY = re.compile(
    rf"(?P<para>{_HAN})[、.,]"
    rf"|(?P<item>{_HAN})(?:是(?!一[、,是])|要(?![素件点求]))"
    rf"|\(?(?P<han>{_HAN})\)[、.,]?"
    r"|(?P<arabic>\d{1,2})(?:[、.](?!\d)|[、.](?=20\d\d年))"
    r"|\((?P<small>\d{1,2})\)[、.]?"
    rf"|其(?P<its>{_HAN})(?:[,、:]|是)"
    rf"|第(?P<th>{_HAN})(?:[,:]|是)"
    rf"|第(?P<part>{_HAN})(?:部分|章|篇)"
)
_CANDIDATE = re.compile(
    rf"[\n。;:!?,)”、](?={_HAN}[是要、.,)]|\((?:{_HAN}|\d\d?)\)|[其第]{_HAN}|\d\d?[、.])"
)
"""A sign after which an ordinal stands: far fewer places than there are characters."""
_MAY_FOLLOW = {
    "para": "\n",
    "part": "\n",
    "arabic": "\n。;:)",
    "item": "\n。;:!?,)”、",
}
"""The signs after which an ordinal of a kind may stand; the others after all but 、."""
_NOT_LISTED = "\n。;:!?,)”"
_DIGITS = "零一二三四五六七八九"


class Ordinal(NamedTuple):
    """One ordinal in the shadow, in which paragraph; ``opens`` tells whether that begins with it."""

    style: str
    number: int
    start: int
    end: int
    opens: bool
    paragraph: int


@lru_cache(1)  # several rules ask for those of the same text
def ordinals(text: str) -> tuple[Ordinal, ...]:
    """Return the ordinals in a shadow, in order."""
    return tuple(_ordinals("\n" + text))


def _ordinals(text: str) -> Iterator[Ordinal]:
    paragraph = counted = 0
    for candidate in _CANDIDATE.finditer(text):
        at = candidate.end()
        paragraph += text.count("\n", counted, at)
        counted = at
        match = _BODY.match(text, at)
        if match is None:
            continue
        before, group = text[at - 1], str(match.lastgroup)
        if before in _MAY_FOLLOW.get(group, _NOT_LISTED):
            number = _NUMBERS.get(match[group])
            if number:
                opens = before == "\n"
                yield Ordinal(_STYLES[group], number, at - 1, match.end() - 1, opens, paragraph)


def renumbered(label: str, number: int) -> str:
    """Return ``label`` with ``number`` in the place of its own, in the same script."""
    if re.search(r"\d", label):
        return re.sub(r"\d{1,2}", str(number), label, count=1)
    return re.sub(_HAN, chinese(number), label, count=1)


def chinese(number: int) -> str:
    """Return a number below 100 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")


_NUMBERS = {write(number): number for write in (chinese, str) for number in range(1, 100)}
