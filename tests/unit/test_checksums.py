"""Numbers are told from others by their check digits."""

from __future__ import annotations

import pytest

from app.checksums import is_bank_card, is_identity_card


@pytest.mark.parametrize(
    ("number", "proved"),
    [
        pytest.param("11010519491231002X", True, id="the standard's example"),
        pytest.param("11010519491231002x", True, id="small x"),
        pytest.param("110105194912310021", False, id="wrong mark"),
        pytest.param("110105194913310022", False, id="no such month"),
        pytest.param("110105184912310022", False, id="no such century"),
        pytest.param("11010519491231002", False, id="too short"),
        pytest.param("1101051949123100二X", False, id="no digits"),
    ],
)
def test_identity_cards_have_a_day_of_birth_and_a_mark(number, proved):
    assert is_identity_card(number) is proved


@pytest.mark.parametrize(
    ("number", "proved"),
    [("4111111111111111", True), ("4111111111111112", False), ("4111 1111", False), ("", False)],
)
def test_bank_cards_end_in_a_luhn_digit(number, proved):
    assert is_bank_card(number) is proved
