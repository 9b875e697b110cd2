"""Colours per role, icons and fonts, on light and on dark."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap

from app.model import Outcome
from app.paths import RESOURCES
from ui.marks import MarkKind

ICONS = RESOURCES / "icons"

# Explicit names: without them a C locale gives Japanese letter shapes or a mix of fonts.
FAMILIES = [
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "sans-serif",
]

_SMALLEST_POINTS = 10
_MIDDLE = 130  # chips darker than this carry white letters


@dataclass(frozen=True, slots=True)
class RoleInk:
    """The colours of one role: ``chip`` for its label, ``tint`` behind its text."""

    chip: str
    tint: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """All colours that do not come from the palette."""

    text: str
    roles: tuple[RoleInk, ...]
    evidence: str
    problem: str
    problem_tint: str
    near_miss: str
    current: str
    flash: str
    flash_text: str
    banner: str
    quiet: str

    def role(self, index: int) -> RoleInk:
        """Return the colours of the role at ``index`` of the rule set."""
        return self.roles[index % len(self.roles)]

    def mark(self, kind: MarkKind) -> str:
        """Return the colour of the line under a mark."""
        lines = {
            MarkKind.EVIDENCE: self.evidence,
            MarkKind.PROBLEM: self.problem,
            MarkKind.NEAR_MISS: self.near_miss,
        }
        return lines[kind]


LIGHT = Scheme(
    text="#1c1c1c",
    roles=(
        RoleInk("#2563a8", "#e4effb"),
        RoleInk("#3b7530", "#e9f5e3"),
        RoleInk("#7446ab", "#f1e9fb"),
        RoleInk("#a8461b", "#fdecdf"),
        RoleInk("#0d7272", "#def3f2"),
        RoleInk("#9c2f63", "#fbe6ef"),
        RoleInk("#736000", "#f7f1d3"),
    ),
    evidence="#177a40",
    problem="#c62828",
    problem_tint="#ffd3cd",
    near_miss="#855c00",
    current="#ffe7a0",
    flash="#ffb01f",
    flash_text="#1c1c1c",
    banner="#fff3cf",
    quiet="#5d6570",
)

DARK = Scheme(
    text="#ececec",
    roles=(
        RoleInk("#83b6f0", "#1b3350"),
        RoleInk("#93cf82", "#20391c"),
        RoleInk("#c7a8f2", "#35264f"),
        RoleInk("#f2aa80", "#4a2b18"),
        RoleInk("#72cccc", "#103b3b"),
        RoleInk("#f09cc4", "#4a2037"),
        RoleInk("#dbc662", "#3c3510"),
    ),
    evidence="#74dc9e",
    problem="#ff9489",
    problem_tint="#6b2620",
    near_miss="#ffd06a",
    current="#5c4a0c",
    flash="#ffc04d",
    flash_text="#1c1c1c",
    banner="#4a3d12",
    quiet="#a9b0ba",
)


def is_dark(palette: QPalette) -> bool:
    """Tell whether text stands light on dark in ``palette``."""
    return palette.base().color().lightness() < palette.text().color().lightness()


def scheme(palette: QPalette) -> Scheme:
    """Return the colours that go with ``palette``."""
    return DARK if is_dark(palette) else LIGHT


def icon(name: str) -> QIcon:
    """Return the icon called ``name``, drawn sharply at every size."""
    file = str(ICONS / f"{name}.svg")
    drawn = QIcon(file)
    drawn.addFile(file, QSize(), QIcon.Mode.Selected)  # else a selected row dyes it
    return drawn


def outcome_icon(outcome: Outcome) -> QIcon:
    """Return the icon of an outcome; its shape alone tells it apart."""
    return icon(outcome.value)


def pixmap(name: str, size: int, ratio: float) -> QPixmap:
    """Return the icon called ``name`` as a picture for a screen with ``ratio`` dots per unit."""
    return icon(name).pixmap(QSize(size, size), ratio)


def ui_font(base: QFont) -> QFont:
    """Return ``base`` with Chinese families and a size that can be read without effort."""
    font = QFont(base)
    font.setFamilies(FAMILIES)
    font.setPointSizeF(max(base.pointSizeF(), _SMALLEST_POINTS))
    return font


def chips(letters: list[tuple[str, str]], size: int, ratio: float, font: QFont) -> QPixmap:
    """Draw a row of coloured chips, each with one letter, so that colour is not the only sign.

    Without letters the picture is empty, but takes the room of one chip.
    """
    width = max(len(letters), 1) * (size + 2)
    picture = QPixmap(round(width * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    letter_font = QFont(font)
    letter_font.setPixelSize(round(size * 0.72))
    painter.setFont(letter_font)
    for at, (letter, colour) in enumerate(letters):
        _draw_chip(painter, QRect(at * (size + 2), 0, size, size), letter, QColor(colour))
    painter.end()
    return picture


def _draw_chip(painter: QPainter, box: QRect, letter: str, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor("white" if colour.lightness() < _MIDDLE else "black"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
