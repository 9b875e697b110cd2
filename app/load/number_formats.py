"""How Word writes a number in each of its formats: 一 壹 甲 ① ㈠ １ A iv 1st and their kin.

Follows ECMA-376 part 1, 17.18.59 (number formats), and Word itself where the two differ: its notes
on that section (MS-OI29500) and what it shows, such as 一○一 next to 一百〇一, and 11 after 癸.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

Writer = Callable[[int], str]

_LIMIT = 99_999
_KEPT = 1024  # how many numbers each writer remembers
_TENS = 100
_REPEATS = 30  # how often a sign is written at most, so that no number fills a page
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_PADDED = re.compile(r"(0{1,8}1)\s*(?:,.*)?", re.DOTALL)


def number_text(number: int, kind: str) -> str:
    """Return ``number`` as Word writes it in number format ``kind``, as digits where it cannot."""
    return writer(kind)(number)


def writer(kind: str, custom: str = "") -> Writer:
    """Return what writes numbers in format ``kind``, which is digits where the format is unknown.

    ``custom`` is what a format of kind "custom" begins with, such as "001, 002, 003, ...".
    """
    padded = _PADDED.fullmatch(custom) if kind == "custom" else None
    if padded is not None:
        width = len(padded.group(1))
        return lambda number: f"{number:0{width}d}"
    write = _FORMATS.get(kind, str)
    return lru_cache(_KEPT)(lambda number: write(number) if 0 <= number <= _LIMIT else str(number))


def circled(number: int) -> str:
    """Return ① to ㊿, digits outside: Word's lists stop at ⑳, its enclosed characters do not."""
    for first, last, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(base + number - first)
    return str(number)


@dataclass(frozen=True, slots=True)
class _Counting:
    """A way to write numbers by ten, hundred, thousand, ten thousand.

    ``gap`` stands where scales are left out between digits; a one before a scale in ``bare`` is not written.
    """

    digits: str
    scales: str
    gap: str
    bare: str = ""

    def __call__(self, number: int) -> str:
        if number == 0:
            return self.digits[0]
        text, left_out = "", False
        for place in range(len(self.scales), -1, -1):
            digit, number = divmod(number, 10**place)
            if digit:
                scale = self.scales[place - 1] if place else ""
                one = digit == 1 and scale and scale in self.bare
                text += (
                    (self.gap if left_out else "") + ("" if one else self.digits[digit]) + scale
                )
            left_out = bool(text) and not digit
        return text


def _teens(write: Writer) -> Writer:
    """Return ``write`` with 十一 for 一十一, but 一百一十一."""
    return lambda number: write(number).removeprefix("一") if number // 10 == 1 else write(number)


def _by_place(digits: str) -> Writer:
    """Return what writes a number digit by digit with ``digits``, zero first."""
    table = str.maketrans("0123456789", digits)
    return lambda number: str(number).translate(table)


def _below_hundred(write: Writer, above: Writer) -> Writer:
    return lambda number: write(number) if 0 < number < _TENS else above(number)


def _from(signs: str | list[str]) -> Writer:
    """Return what counts through ``signs`` and goes on in digits, as Word does."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _repeated(signs: str) -> Writer:
    """Return what counts through ``signs``, then doubles them, and so on: a … z aa … zz."""

    def write(number: int) -> str:
        times, at = divmod(number - 1, len(signs))
        return signs[at] * (times + 1) if number and times < _REPEATS else str(number)

    return write


def _roman(number: int) -> str:
    if not 0 < number < 1000 * _REPEATS:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


def _ordinal(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"{number}{'th' if tens % 10 == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(ones, 'th')}"


def _words(number: int) -> str:
    if number < len(_WORDS):
        return _WORDS[number]
    for value, name in ((1000, "thousand"), (100, "hundred")):
        if number >= value:
            times, rest = divmod(number, value)
            return f"{_words(times)} {name}" + (f" {_words(rest)}" if rest else "")
    tens, ones = divmod(number, 10)
    return _TENS_WORDS[tens - 2] + (f"-{_WORDS[ones]}" if ones else "")


def _ordinal_words(number: int) -> str:
    return re.sub(r"\w+$", lambda last: _ORDINALS.get(last[0]) or _th(last[0]), _words(number))


def _th(word: str) -> str:
    return f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th"


_thousand = _teens(_Counting("〇一二三四五六七八九", "十百千万", gap="〇"))
_taiwanese_thousand = _teens(_Counting("零一二三四五六七八九", "十百千萬", gap="零"))
_counting = _below_hundred(_thousand, _by_place("○一二三四五六七八九"))
_circle = _from([circled(number) for number in range(1, 21)])

_FORMATS: dict[str, Writer] = {
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": _by_place("０１２３４５６７８９"),
    "decimalFullWidth2": _by_place("０１２３４５６７８９"),
    "decimalEnclosedCircle": _circle,
    "decimalEnclosedCircleChinese": _circle,
    "decimalEnclosedParen": _from("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _from("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "numberInDash": "- {} -".format,
    "hex": "{:X}".format,
    "chineseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "chineseLegalSimplified": _Counting("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", gap="零"),
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _taiwanese_thousand,
    "taiwaneseDigital": _by_place("○一二三四五六七八九"),
    "japaneseCounting": _Counting("〇一二三四五六七八九", "十百千万", gap="", bare="十百千"),
    "japaneseLegal": _Counting("〇壱弐参四伍六七八九", "拾百阡萬", gap=""),
    "japaneseDigitalTenThousand": _by_place("〇一二三四五六七八九"),
    "ideographDigital": _by_place("〇一二三四五六七八九"),
    "ideographEnclosedCircle": _from("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
    "ideographLegalTraditional": _Counting("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", gap="零"),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "ideographZodiacTraditional": _from(
        [_STEMS[at % 10] + _BRANCHES[at % 12] for at in range(60)]
    ),
    "upperLetter": _repeated("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": _repeated("abcdefghijklmnopqrstuvwxyz"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "chicago": _repeated("*†‡§"),
    "ordinal": _ordinal,
    "cardinalText": lambda number: _words(number).capitalize(),
    "ordinalText": lambda number: _ordinal_words(number).capitalize(),
}
