"""Kind ``number-form``: years, dates and document numbers that are not written as the standard wants."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from app.copies import is_copy, is_running_text
from app.numerals import value, year
from app.reading import Reading, Stretch
from app.rule import Exclusion, Fault, Finding, Patterns, Sentence, SlipRule, Strict, sift

_NUMBER = re.compile(
    "[二2][〇零○O0o][〇零○O0o一二三四五六七八九0-9]{2}(?=年)|[0-9]+|[一二三四五六七八九十]+"
)
_ZERO = str.maketrans("Oo", "〇〇")
_CENTURY = 100


def _of_numbers(template: str) -> str:
    if "{}" not in template or re.search(r"[{}]", template.replace("{}", "")):
        raise ValueError("数字的位置写 {}，不要写别的花括号")
    return template


class Form(Strict):
    """One wrong form, and how to write it: ``instead`` with a {} for each number in the match.

    With ``near`` the first number is the end of a year that is at most so far from the report's.
    A form that is wrong ``in_text`` only is not looked for in tables, nor in texts that were copied
    out of a page, where brackets and dashes are not the author's.
    """

    find: Patterns
    why: Sentence
    instead: Annotated[str, AfterValidator(_of_numbers)]
    near: Annotated[int, Field(ge=0)] | None = None
    in_text: bool = False
    exclude: tuple[Exclusion, ...] = ()

    def suggestion(self, numbers: Sequence[str]) -> str:
        """Return how to write ``numbers``, nothing when they are fewer than expected."""
        if len(numbers) < self.instead.count("{}"):
            return ""
        return self.instead.format(*numbers)


class NumberForm(SlipRule):
    """Reports every match of ``forms`` that no exclusion excuses; of overlapping ones the first."""

    kind: Literal["number-form"]
    forms: Annotated[tuple[Form, ...], Field(min_length=1)]
    exclude: tuple[Exclusion, ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return problem with the numbers in a wrong form, pass without."""
        faults: list[Fault] = []
        covered: set[int] = set()
        for form in self.forms:
            for place in self._matches(reading, form):
                if covered.isdisjoint(range(*place)):
                    covered.update(range(*place))
                    numbers = _numbers(reading.text[slice(*place)])
                    faults.append(Fault(place, form.why, form.suggestion(numbers)))
        return self.verdict(reading, faults)

    def _matches(self, reading: Reading, form: Form) -> list[Stretch]:
        matches = [m for area in self.stretches(reading) for m in reading.every(form.find, *area)]
        if form.near is not None:
            matches = [m for m in matches if _is_near(reading, m, form.near)]
        kept, _ = sift(reading, matches, (*form.exclude, *self.exclude))
        if not kept or not form.in_text:
            return kept
        document = reading.document
        if is_copy(document):
            return []
        return [m for m in kept if is_running_text(document, reading.span(*m).start)]


def _numbers(text: str) -> list[str]:
    """Return the numbers in ``text`` in plain digits, without leading zeros."""
    found = [match.translate(_ZERO) for match in _NUMBER.findall(text)]
    return [str(int(year(each) or value(each) or 0)) for each in found]


def _is_near(reading: Reading, match: Stretch, most: int) -> bool:
    """Tell whether a year of two digits is within ``most`` years of the report's."""
    of_report = reading.document.facts.year
    numbers = _numbers(reading.text[slice(*match)])
    return of_report is None or abs(int(numbers[0]) - of_report % _CENTURY) <= most
