"""Numbers as reports write them: 12, １２, 十二, 40余, 十余, 两, 1,200, 2.5万."""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "俩": 2,
}
_ZEROS = frozenset("零〇○")
_SCALES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}

NUMBER = r"(?:\d+(?:,\d{3})*(?:\.\d+)?[万亿]?|[零〇一二两三四五六七八九十百千万]+)[余多]?(?:[十百千万][余多]?)?"
"""A regular expression for one number in folded text, with 余 or 多 when it is rounded."""

_ARABIC = re.compile(r"([0-9]+(?:\.[0-9]+)?)([万亿]?)")


def value(text: str) -> float | None:
    """Return the number that ``text`` writes (40余 is 40), None when it writes none."""
    text = re.sub("[余多,，]", "", text)
    if not text:
        return None
    if arabic := _ARABIC.fullmatch(text):
        return float(arabic[1]) * _MYRIADS.get(arabic[2], 1)
    whole = _chinese(text)
    return None if whole is None else float(whole)


def year(text: str) -> int | None:
    """Return the year that 2024 or 二〇二四 writes, None when it is no four-digit year."""
    digits = "".join(str(_DIGITS.get(c, c)) for c in text)
    return int(digits) if re.fullmatch(r"(?:19|20)\d\d", digits) else None


def _chinese(text: str) -> int | None:
    """Return the number that Chinese numerals write, by 亿 and 万 and what stands between them."""
    for sign, scale in (("亿", 100_000_000), ("万", 10_000)):
        head, found, rest = text.partition(sign)
        if found:
            many, few = _chinese(head) if head else 1, _chinese(rest) if rest else 0
            return None if many is None or few is None else many * scale + few
    return _below_myriad(text)


def _below_myriad(text: str) -> int | None:
    if not any(scale in text for scale in _SCALES):
        return _digits(text)
    total, digits = 0, ""
    for char in text:
        if char in _SCALES:
            number = _digits(digits) if digits else 1
            if number is None:
                return None
            total, digits = total + number * _SCALES[char], ""
        elif char not in _ZEROS:
            digits += char
    rest = _digits(digits) if digits else 0
    return None if rest is None else total + rest


def _digits(text: str) -> int | None:
    """Return the number that digits write one after the other, Chinese ones or others."""
    plain = "".join(str(_DIGITS.get(char, char)) for char in text)
    return int(plain) if plain.isdecimal() else None
