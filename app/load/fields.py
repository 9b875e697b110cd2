"""What fields show of which Word keeps no result: boxes of forms, characters in circles, buttons.

Follows ECMA-376 part 1, 17.16 (fields), and what Word makes of EQ.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from app.load.number_formats import circled
from app.load.signs import sign
from app.load.styles import W, attribute, number, switch

LONGEST_CODE = 1000
"""How much of a field's code is read; what it shows stands at its beginning."""

_CIRCLES = "○〇◯"
_CHECK_BOX = f"{W}ffData/{W}checkBox"
_CHOICES = f"{W}ffData/{W}ddList"
_CONTENTS = re.compile(r"\s*(?:TOC|TOA|INDEX)\b", re.IGNORECASE)
_FORM = re.compile(r"\s*FORM(?:CHECKBOX|DROPDOWN)\b", re.IGNORECASE)


def is_contents(code: str) -> bool:
    """Tell whether a field is a table of contents or an index, which repeats what stands elsewhere."""
    return _CONTENTS.match(code) is not None


def shown(code: str, begin: etree._Element) -> str:
    """Return what a person sees of a field without a result; ``begin`` is its first mark."""
    if _FORM.match(code):
        return _of_form(begin)
    for pattern, write in _SHOWN.items():
        if match := pattern.match(code):
            return write(match)
    return ""


def _of_form(begin: etree._Element) -> str:
    box = begin.find(_CHECK_BOX)
    if box is not None:
        own, usual = switch(box.find(W + "checked")), switch(box.find(W + "default"))
        return "☒" if (usual if own is None else own) else "☐"
    choices = begin.find(_CHOICES)
    if choices is None:
        return ""
    entries = [attribute(entry, "val") for entry in choices.iterchildren(W + "listEntry")]
    picked = [choices.find(W + tag) for tag in ("result", "default")]
    at = next((number(each) for each in picked if each is not None), 0) or 0
    return entries[at] if 0 <= at < len(entries) else ""


def _enclosed(match: re.Match[str]) -> str:
    around, text = match.groups()
    return circled(int(text)) if around in _CIRCLES and text.isdecimal() else text


def _symbol(match: re.Match[str]) -> str:
    code, font = match.groups()
    return sign(font or "", code[2:] if code.startswith("0x") else f"{int(code):x}")


def _text(match: re.Match[str]) -> str:
    return match.group(1).strip()


def _fraction(match: re.Match[str]) -> str:
    return "/".join(part.strip() for part in match.groups())


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\s*{pattern}", re.IGNORECASE)


_SHOWN: dict[re.Pattern[str], Callable[[re.Match[str]], str]] = {
    _compiled(r"eq\s*\\o\s*\\ac\s*\(\s*([○〇◯□△◇])\s*[,，]\s*(\w+)\s*\)"): _enclosed,
    # A reading aid over a character, as Word wrote it before 2007.
    _compiled(r"eq\b[^()]*\(\s*\\s\s*\\up\s*\d*\s*\([^()]*\)\s*[,，]([^()]+)\)"): _text,
    _compiled(r"eq\s*\\f\s*\(([^(),，]+)[,，]([^(),，]+)\)"): _fraction,
    _compiled(
        r'symbol\s+(0x[0-9a-f]{1,4}|\d{1,5})(?:.*?\\f\s*"?([\w ]+?)"?\s*(?:\\|$))?'
    ): _symbol,
    _compiled(r"(?:macro|goto)button\s+\S+\s+(.*\S)"): _text,
}
