"""The ordinals of official documents: 一、 （一） 1. （1） ① and 一是, with the slips that occur."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "[一二三四五六七八九十百]{1,4}"
_KINDS = (
    re.compile(rf"第{_HAN}(?:部分|章|节|篇)[、.．:：\s]*|{_HAN}\s*(?:、|[.．](?!\d))"),
    re.compile(rf"[（(﹙]\s*{_HAN}\s*[）)﹚][、.．]?|{_HAN}[）)]|[㈠-㈩][、.．]?"),
    re.compile(r"\d{1,2}\s*(?:[、．]|[.](?!\d)|[.](?=20\d\d年))"),
    re.compile(
        r"[（(﹙]\s*\d{1,2}\s*[）)﹚][、.．]?|\d{1,2}[）)]|[⑴-⒇]|\d{1,2}[.．]\d{1,2}[、\s]"
    ),
    re.compile("[①-⑳]"),
)
ITEM = re.compile(
    rf"(?<![每统唯同第万划之])(?:{_HAN}(?:是|要|则)|其{_HAN}[,，是]|第{_HAN}[,，]|首先[,，]|其次[,，]|再次[,，]|最后[,，])"
    rf"|[（(]{_HAN}[）)]|(?<!\d)\d{{1,2}}[.．、](?!\d)"
)
"""A regular expression for the ordinal of an item inside running text: 一是, 第一，, 首先，."""


@dataclass(frozen=True, slots=True)
class Label:
    """An ordinal at the start of a paragraph; ``rank`` 0 for 一、 to 4 for ①."""

    text: str
    rank: int
    end: int


def label_of(text: str) -> Label | None:
    """Return the ordinal with which ``text`` begins, None when it begins with none."""
    head = text[:12]
    for rank, pattern in enumerate(_KINDS):
        if match := pattern.match(head):
            return Label(match.group().strip(), rank, match.end())
    return None
