"""Characters that look or mean the same as those in the rules -> those, one for one, so that places stay.

Text copied from a PDF holds radicals that look like characters, older files hold compatibility ideographs,
and some copies are in traditional writing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import normalize

from app.model import Block

UNSEEN = (
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
)
"""What takes no room in print, for a set of characters in an expression: joiners, marks of direction,
soft hyphens, variation selectors."""

# U+2E81 to U+2EF3 by Equivalent_Unified_Ideograph of the Unicode Character Database 14.0, which Python lacks.
_OF_SUPPLEMENT = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒"
    "㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼"
    "鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
_RADICALS = dict(zip(map(chr, range(0x2E81, 0x2EF4)), _OF_SUPPLEMENT, strict=True))
_RADICALS["\u2f3e"] = "户"  # Unicode says 戶, but fonts for simplified Chinese draw 户
_ALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_STRANGER = re.compile(rb"&#(\d{5});")  # every Chinese character has five digits
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_QUOTES = str.maketrans("「」『』", "“”‘’")
_FEWEST = 5
_SHARE = 0.03


def plain(blocks: Sequence[Block]) -> tuple[Sequence[Block], list[str]]:
    """Return ``blocks`` in the characters that rules are written in, and notes on what was replaced."""
    text = "".join([block.label + block.text for block in blocks])
    notes = []
    if alike := _of_alike(text):
        count = sum(text.count(chr(code)) for code in alike)
        notes.append(
            f"有{count}个字是从PDF等文件复制来的部首或兼容字符，样子像汉字但编码不同，检查时已按正常汉字处理。"
        )
        text, blocks = text.translate(alike), _translated(blocks, alike)
    if simplified := _of_traditional(text):
        notes.append("原文用繁体字，下面按简体字显示和检查。")
        blocks = _translated(blocks, simplified)
    return blocks, notes


def _of_alike(text: str) -> dict[int, str]:
    """Return the ordinary character for each look-alike in ``text``."""
    found = set(_ALIKE.findall(text))
    pairs = ((each, _RADICALS.get(each) or normalize("NFKC", each)) for each in found)
    return {ord(each): ordinary for each, ordinary in pairs if ordinary != each}


def _of_traditional(text: str) -> dict[int, str]:
    """Return the simplified character for each in ``text``, none when it is in simplified writing.

    A name or two in traditional characters do not make a text traditional.
    """
    strangers = _strangers(text)
    if len(strangers) < _FEWEST:  # as it mostly is, without the library
        return {}
    from opencc import OpenCC

    characters = sorted(set(_HAN.findall(text)))
    # A character a line: a word might become shorter or longer.
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, simplified, strict=True)
    table = {ord(each): simple for each, simple in pairs if simple != each}
    traditional = [count for each, count in strangers.items() if each in table]
    is_enough = sum(traditional) >= _SHARE * len(_HAN.findall(text))
    return table | _QUOTES if len(traditional) >= _FEWEST and is_enough else {}


def _strangers(text: str) -> Counter[int]:
    """Return how often each character outside GB 2312 is used, the set that simplified texts are written in."""
    encoded = text.encode("gb2312", "xmlcharrefreplace")  # tells them without a loop over the text
    return Counter(map(int, _STRANGER.findall(encoded)))


def _translated(blocks: Sequence[Block], table: dict[int, str]) -> list[Block]:
    return [
        replace(block, text=block.text.translate(table), label=block.label.translate(table))
        for block in blocks
    ]
