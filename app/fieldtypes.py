"""Fields of rule files that are more than a text: sentences to be filled in, days of a year."""

import datetime
from typing import Annotated

from pydantic import AfterValidator

_NO_LEAP_YEAR = 2025


def saying(*names: str) -> AfterValidator:
    """Return what refuses a sentence that is empty or names in braces what is not among ``names``."""

    def fillable(sentence: str) -> str:
        known = "、".join(f"{{{name}}}" for name in names) or "（没有）"
        try:
            sentence.format(**dict.fromkeys(names, ""))
        except (ValueError, LookupError) as error:
            raise ValueError(f"花括号里只能写这些：{known}") from error
        if not sentence.strip():
            raise ValueError("这句话不能空着")
        return sentence

    return AfterValidator(fillable)


def _day(parts: tuple[int, int]) -> tuple[int, int]:
    try:
        datetime.date(_NO_LEAP_YEAR, *parts)
    except ValueError as error:
        raise ValueError("要写成 [月, 日]，例如 [4, 1]") from error
    return parts


Day = Annotated[tuple[int, int], AfterValidator(_day)]
"""A day of any year, as [month, day]."""
