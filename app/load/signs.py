"""Signs of Microsoft's symbol fonts, where a letter is an arrow or a box that is ticked, as Unicode has them."""

from __future__ import annotations

from app.load.number_formats import circled

UNKNOWN = "□"
"""What stands for a sign whose font we don't know, as Word shows it where the font is absent."""

_PRIVATE = range(0xF000, 0xF100)
_TEN = range(1, 11)
_FILLED = 0x2775  # before ❶
_FONTS: dict[str, dict[int, str]] = {
    "wingdings": {
        **{0x80 + number: circled(number) for number in _TEN},
        **{0x8B + number: chr(_FILLED + number) for number in _TEN},
        0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "❑",
        0x74: "◆", 0x75: "◆", 0x76: "❖", 0x78: "☒", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★",
        0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
        0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {
        **{0x69 + number: circled(number) for number in _TEN},
        **{0x74 + number: chr(_FILLED + number) for number in _TEN},
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x9F: "•", 0xA3: "□",
    },
    "symbol": {
        0xA3: "≤", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷",
        0xB9: "≠", 0xBB: "≈", 0xD7: "·", 0xDE: "⇒",
    },
}  # fmt: skip


def sign(font: str, code: str) -> str:
    """Return the character of a w:sym: ``code`` is one of Unicode, or a place in a symbol font (17.3.3.30)."""
    try:
        number = int(code, 16)
        found = chr(number)
    except (ValueError, OverflowError):
        return UNKNOWN
    signs = _FONTS.get(font.lower())
    if signs is not None:
        low = number - _PRIVATE.start if number in _PRIVATE else number
        return signs.get(low, UNKNOWN)
    return found if found.isprintable() else UNKNOWN
