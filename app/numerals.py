"""Numbers as reports write them: 12, １２, 十二, 40余, 十余, 两, 1,200, 2.5万."""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "俩": 2,
}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}

NUMBER = r"(?:\d+(?:,\d{3})*(?:\.\d+)?[万亿]?|[零〇一二两三四五六七八九十百千万]+)[余多]?(?:[十百千万][余多]?)?"
"""A regular expression for one number in folded text, with 余 or 多 when it is rounded."""

_ARABIC = re.compile(r"\d+(?:\.\d+)?")


def value(text: str) -> float | None:
    """Return the number that ``text`` writes (40余 is 40), None when it writes none."""
    text = re.sub("[余多,，]", "", text)
    if not text:
        return None
    scale = 1
    while text and text[-1] in _MYRIADS:
        scale *= _MYRIADS[text[-1]]
        text = text[:-1]
    if not text:
        return float(scale)
    if _ARABIC.fullmatch(text):
        return float(text) * scale
    whole = _chinese(text)
    return None if whole is None else float(whole * scale)


def year(text: str) -> int | None:
    """Return the year that 2024 or 二〇二四 writes, None when it is no four-digit year."""
    digits = "".join(str(_DIGITS.get(c, c)) for c in text)
    return int(digits) if re.fullmatch(r"(?:19|20)\d\d", digits) else None


def _chinese(text: str) -> int | None:
    total = digit = 0
    plain = ""
    for char in text:
        if char in _SCALES:
            total += (digit or 1) * _SCALES[char]
            digit, plain = 0, ""
        elif char in _MYRIADS:
            total, digit = (total + digit) * _MYRIADS[char], 0
        elif char in _DIGITS or char.isdigit():
            digit = _DIGITS.get(char, 0) if char in _DIGITS else int(char)
            plain += str(digit)
        else:
            return None
    return total + (int(plain) if len(plain) > 1 else digit)
