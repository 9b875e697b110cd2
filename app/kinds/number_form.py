"""Kind ``number-form``: years, dates and document numbers that are not written as the standard wants."""

import re
from typing import Literal

from app.copies import is_copy
from app.numerals import value, year
from app.reading import Reading, Stretch
from app.rule import Exclusion, Fault, Finding, Patterns, Sentence, SlipRule, Strict, sift

_NUMBER = re.compile(
    "[二2][〇零○O0o][〇零○O0o一二三四五六七八九0-9]{2}(?=年)|[0-9]+|[一二三四五六七八九十]+"
)
_ZERO = str.maketrans("Oo", "〇〇")
_CENTURY = 100


class Form(Strict):
    """One wrong form, and how to write it: ``instead`` with a {} for each number in the match.

    With ``near`` the first number is the end of a year that is at most so far from the report's.
    A form with ``in_copies`` false is not looked for in texts that were copied out of a page, where
    brackets and dashes are not the author's.
    """

    find: Patterns
    why: Sentence
    instead: Sentence
    near: int | None = None
    in_copies: bool = True
    exclude: tuple[Exclusion, ...] = ()


class NumberForm(SlipRule):
    """Reports every match of ``forms`` that no exclusion excuses; of overlapping ones the first."""

    kind: Literal["number-form"]
    forms: tuple[Form, ...]
    exclude: tuple[Exclusion, ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return problem with the numbers in a wrong form, pass without."""
        found: dict[Stretch, Fault] = {}
        for form in self.forms:
            for place in self._matches(reading, form):
                if not any(a < place[1] and place[0] < b for a, b in found):
                    instead = form.instead.format(*_numbers(reading.text[slice(*place)]))
                    found[place] = Fault(place, form.why, instead)
        return self.verdict(reading, list(found.values()))

    def _matches(self, reading: Reading, form: Form) -> list[Stretch]:
        matches = [m for area in self.stretches(reading) for m in reading.every(form.find, *area)]
        if form.near is not None:
            matches = [m for m in matches if _is_near(reading, m, form.near)]
        kept, _ = sift(reading, matches, (*form.exclude, *self.exclude))
        return [] if kept and not form.in_copies and is_copy(reading.document) else kept


def _numbers(text: str) -> list[str]:
    """Return the numbers in ``text`` in plain digits, without leading zeros."""
    found = [match.translate(_ZERO) for match in _NUMBER.findall(text)]
    return [str(int(year(each) or value(each) or 0)) for each in found]


def _is_near(reading: Reading, match: Stretch, most: int) -> bool:
    """Tell whether a year of two digits is within ``most`` years of the report's."""
    of_report = reading.document.facts.year
    numbers = _numbers(reading.text[slice(*match)])
    return of_report is None or abs(int(numbers[0]) - of_report % _CENTURY) <= most
