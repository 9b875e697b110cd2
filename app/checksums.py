"""Numbers that prove themselves: the check digits of identity cards and bank cards."""

from collections.abc import Callable, Mapping

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_MARKS = "10X98765432"
_MONTHS, _DAYS = 12, 31
_HIGHEST_DIGIT = 9


def is_identity_card(number: str) -> bool:
    """Tell whether 17 digits and a mark are the number of a resident's identity card."""
    body, mark = number[:17], number[17:].upper()
    if not (body.isascii() and body.isdigit() and len(mark) == 1):
        return False
    if body[6:8] not in {"19", "20"} or not _is_day(body[10:12], body[12:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, body, strict=True))
    return _ID_MARKS[total % 11] == mark


def _is_day(month: str, day: str) -> bool:
    return 1 <= int(month) <= _MONTHS and 1 <= int(day) <= _DAYS


def is_bank_card(number: str) -> bool:
    """Tell whether the digits of ``number`` end in the check digit of a bank card (Luhn)."""
    if not (number.isascii() and number.isdigit()):
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = [2 * digit for digit in digits[1::2]]
    carried = [digit - _HIGHEST_DIGIT if digit > _HIGHEST_DIGIT else digit for digit in doubled]
    return (sum(digits[0::2]) + sum(carried)) % 10 == 0


PROOFS: Mapping[str, Callable[[str], bool]] = {
    "identity-card": is_identity_card,
    "bank-card": is_bank_card,
}
"""What a rule may ask of a number, by the name that the rule files use."""
