"""Python counts characters, Qt counts UTF-16 units; the border is crossed without a slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from ui.offsets import Offsets

WIDE = "为𠮷祥村𠮷"


@pytest.mark.parametrize(("offset", "position"), [(0, 0), (1, 1), (2, 3), (4, 5), (5, 7)])
def test_offsets_and_positions_correspond(offset, position):
    assert Offsets(WIDE).to_qt(offset) == position
    assert Offsets(WIDE).to_python(position) == offset


def test_a_position_inside_a_pair_is_the_character_itself():
    assert Offsets(WIDE).to_python(2) == 1


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_positions_are_those_that_utf_16_gives(text):
    offsets = Offsets(text)

    for at in range(len(text) + 1):
        units = len(text[:at].encode("utf-16-le")) // 2
        assert (offsets.to_qt(at), offsets.to_python(units)) == (units, at)


def test_qt_counts_as_we_expect(qapp):
    document = QTextDocument(WIDE)

    assert document.characterCount() - 1 == Offsets(WIDE).to_qt(len(WIDE))
