"""Colours can be read on light and on dark, and every icon is there."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFont, QPalette

from app.model import Outcome
from ui import theme
from ui.marks import MarkKind
from ui.theme import DARK, LIGHT, Scheme

PAPER = {LIGHT: "#ffffff", DARK: "#1e1e1e"}
BOTH = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: QColor) -> float:
    """Return the relative luminance as WCAG defines it."""
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it, 1 to 21."""
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def backgrounds(scheme: Scheme) -> list[str]:
    """Return all that text may stand on."""
    tints = [ink.tint for ink in scheme.roles]
    return [PAPER[scheme], *tints, scheme.current, scheme.problem_tint, scheme.banner]


@BOTH
def test_text_is_easy_to_read_on_every_tint(scheme):
    poor = [each for each in backgrounds(scheme) if contrast(scheme.text, each) < 7]

    assert poor == []
    assert contrast(scheme.flash_text, scheme.flash) >= 7


@BOTH
def test_lines_under_marks_are_seen_on_every_tint(scheme):
    on = [PAPER[scheme], *(ink.tint for ink in scheme.roles)]
    poor = [
        (kind, each) for kind in MarkKind for each in on if contrast(scheme.mark(kind), each) < 3
    ]

    assert poor == []


@BOTH
def test_chips_are_seen_and_their_letters_read(scheme):
    for ink in scheme.roles:
        letter = "#ffffff" if QColor(ink.chip).lightness() < 130 else "#000000"
        assert contrast(ink.chip, PAPER[scheme]) >= 3
        assert contrast(ink.chip, letter) >= 4.5


@BOTH
def test_roles_differ_in_colour(scheme):
    assert len({ink.chip for ink in scheme.roles}) == len(scheme.roles)
    assert scheme.role(len(scheme.roles)) == scheme.role(0)


def test_the_palette_decides_between_light_and_dark(qapp):
    palette = QPalette(QColor("#2d2d2d"), QColor("#2d2d2d"))

    assert theme.scheme(palette) is DARK
    assert theme.scheme(QPalette(QColor("#f0f0f0"), QColor("#f0f0f0"))) is LIGHT


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_its_own_icon(qapp, outcome):
    picture = theme.outcome_icon(outcome).pixmap(32, 32).toImage()
    others = [theme.outcome_icon(o).pixmap(32, 32).toImage() for o in Outcome if o is not outcome]

    assert not picture.isNull()
    assert all(picture != other for other in others)


def test_text_is_never_smaller_than_ten_points(qapp):
    assert theme.ui_font(QFont("x", 8)).pointSizeF() == 10
    assert theme.ui_font(QFont("x", 14)).pointSizeF() == 14
    assert "Noto Sans CJK SC" in theme.ui_font(QFont()).families()


def test_a_chip_carries_a_letter(qapp):
    plain = theme.chips([("", "#2563a8")], 20, 2.0, QFont()).toImage()
    lettered = theme.chips([("学", "#2563a8")], 20, 2.0, QFont()).toImage()

    assert plain != lettered
    assert theme.chips([], 20, 2.0, QFont()).width() == plain.width()
