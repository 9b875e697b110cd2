"""The amounts of a text, numbers with their units, and the words that each stands among.

They are read once per Reading; the rules that compare numbers share them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import ClassVar, NamedTuple
from weakref import WeakKeyDictionary

from app.model import Outcome
from app.numerals import value
from app.pattern import Phrases
from app.reading import Reading, Stretch
from app.rule import NOTHING, Fault, Finding, Patterns, Sentence, SlipRule

PERCENT = "%"
POINTS = "个百分点"

_PERCENT_OF = "百分之"
_HAN = "零〇一二两三四五六七八九十百千万"
_RUN = rf"[\d{_HAN}](?:[\d{_HAN}亿余多]|[.,](?=\d))*"
_BREAK = re.compile("[、,。;:!?\n()]")
_STOPS = "。;!?\n"
_DECIMALS = re.compile(r"[\d,]+(?:\.(\d+))?([万亿]?)")
_MYRIADS = {"": 1.0, "万": 1e4, "亿": 1e8}
_BARE_SCALES = frozenset("百千万")
_NO_COUNT = frozenset("第.·/〔[")
_QUOTES = frozenset("“《")
_BOUND = re.compile(
    r"(?P<least>(?:不少于|不低于|不得少于|至少|最少)[^,、]{0,8})\Z"
    r"|(?:(?<![民公合契条履违签预节特])约|(?<![最附就临邻])近|超|超过|逾|突破|接近|不超过|不多于|控制在|不足)\Z"
    rf"|[\d{_HAN}][-—~至到]\Z"
)
_NONE = re.compile(r"(?:没有|未有|无)(?:发生)?\Z")
_ONE = "一"
_OR_MORE = "以上"
_BOUND_AFTER = ("余", "多", _OR_MORE, "以下", "以内", "左右", "上下", "不等", "或")
_EACH = re.compile(
    r"每|逢|隔|[人户年月周日季场件期]均|平均|各自?(?:[办讲抽评选派配聘招奖补发]?\Z"
    r"|召开|开展|组织|举办|进行|完成|安排|有|聘|设|建(?!制)|派(?!出所)|配|培[养训]|选[派聘配出]|推[选荐]|评[选出]"
    r"|抽[取查调]|发放|落实|新[建增聘]|打造|明确|确定|联系|包联|签订|听取|投入|补助|奖励|印制|购置|订阅)"
)
_ALIKE = {"名": "人", "位": "人", "场次": "场", "批次": "批", "件次": "件"}
_MONEY = "元"
_YEAR = re.compile(r"(20\d\d)年度?")
_ASIDE = re.compile(r"\([^()\n]{1,6}\)")
_AFTER = 4
_FARTHEST = 12
_MOST = 48
_NEAR = 2


class Amount(NamedTuple):
    """A number with its unit.

    ``lead`` are the words before it, up to the last punctuation or amount, ``tail`` those after it,
    ``breaks`` the punctuation between it and the amount before. ``step`` is what its last digit
    stands for, ``depth`` in how many brackets it stands.
    """

    at: int
    start: int
    end: int
    number: str
    value: float
    unit: str
    step: float
    lead: str
    tail: str
    breaks: str
    sentence: int
    paragraph: int
    depth: int
    is_rough: bool
    is_least: bool
    is_each: bool

    def __str__(self) -> str:
        """The number as it stands in a calculation."""
        if self.unit != PERCENT:
            return self.number
        return _PERCENT_OF + self.number if self.number[0] in _HAN else self.number + PERCENT

    @property
    def words(self) -> str:
        """The words on both sides of it."""
        return f"{self.lead} {self.tail}"

    @property
    def phrase(self) -> Stretch:
        """Where it stands with the words before it."""
        return self.start - len(self.lead), self.end

    @property
    def is_plain(self) -> bool:
        """Whether it is one count of its own, neither rounded nor so much for each of something."""
        return not (self.is_rough or self.is_each)

    def is_like(self, other: Amount) -> bool:
        """Tell whether both can be added up: the same unit, neither in brackets of its own."""
        return self.unit == other.unit and self.depth == other.depth


class Amounts(tuple[Amount, ...]):
    """All amounts of a text in order."""

    __slots__ = ()

    def starting(self, at: int) -> int:
        """Return the index of the first amount that starts at ``at`` or after it."""
        return bisect_left(self, at, key=lambda amount: amount.start)

    def back(self, amount: Amount) -> Sequence[Amount]:
        """Return the amounts before one, the nearest first, no more than a list may hold."""
        return self[max(0, amount.at - _MOST) : amount.at][::-1]

    def on(self, amount: Amount) -> Sequence[Amount]:
        """Return the amounts after one in order, no more than a list may hold."""
        return self[amount.at + 1 : amount.at + 1 + _MOST]

    def before(self, amount: Amount, sentences: int = 0) -> list[Amount]:
        """Return the like amounts before one in its sentence and so many before it, in order."""
        found: list[Amount] = []
        for other in self.back(amount):
            is_near = other.sentence >= amount.sentence - sentences
            if other.paragraph != amount.paragraph or not is_near or len(found) == _FARTHEST:
                break
            if other.is_like(amount):
                found.append(other)
        return found[::-1]

    def after(self, amount: Amount) -> list[Amount]:
        """Return the like amounts after one in its sentence, in order."""
        found: list[Amount] = []
        for other in self.on(amount):
            if other.sentence != amount.sentence or len(found) == _FARTHEST:
                break
            if other.is_like(amount):
                found.append(other)
        return found

    def near(self) -> Iterator[Amount]:
        """Yield the amounts with a like one before them, at most two sentences away."""
        last: dict[tuple[str, int, int], int] = {}
        for amount in self:
            unit = PERCENT if amount.unit == POINTS else amount.unit
            key = unit, amount.depth, amount.paragraph
            if last.get(key, -_NEAR - 1) >= amount.sentence - _NEAR:
                yield amount
            last[key] = amount.sentence

    def counts_before(self, rate: Amount) -> list[Amount]:
        """Return the amounts before a percentage in its sentence that are none themselves."""
        found: list[Amount] = []
        for other in self.back(rate):
            if other.sentence != rate.sentence:
                break
            if other.unit not in (PERCENT, POINTS) and other.depth == rate.depth:
                found.append(other)
        return found[::-1]


class AmountRule(SlipRule):
    """A rule that compares amounts: numbers with one of ``units``, but for what begins a ``not_amount``.

    ``suggestion`` says which figures are to be checked; what is right only the author knows.
    """

    placeholders: ClassVar = frozenset({"count", "first", "compared"})
    outcomes: ClassVar = (Outcome.PASS, Outcome.PROBLEM, Outcome.NOT_APPLICABLE)

    units: Patterns
    not_amount: Patterns = NOTHING
    suggestion: Sentence

    def amounts(self, reading: Reading) -> Amounts:
        """Return all amounts of a text."""
        units = self.units.needles or frozenset()
        known = _read.setdefault(reading, {})
        if units not in known:
            known[units] = Amounts(_amounts(reading, units, self.not_amount))
        return known[units]

    def conclusion(self, reading: Reading, checks: Sequence[Fault | None]) -> Finding:
        """Return what comes of ``checks``, each a comparison that went wrong, or None for one that holds."""
        faults = [check for check in checks if check is not None]
        found = self.verdict(reading, faults)
        outcome = found.outcome if checks else Outcome.NOT_APPLICABLE
        return replace(found, outcome=outcome, says={**found.says, "compared": len(checks)})

    def fault(self, involved: Sequence[Amount], sum_: str, stated: Amount) -> Fault:
        """Return a fault: what the amounts come to, and what is stated instead.

        Its place are those of them that stand in the sentence of the last.
        """
        last = max(involved)
        start = min(each.phrase[0] for each in involved if each.sentence == last.sentence)
        return Fault((start, last.end), f"{sum_}，原文写{stated}", self.suggestion)


_read: WeakKeyDictionary[Reading, dict[frozenset[str], Amounts]] = WeakKeyDictionary()


def _amounts(reading: Reading, units: frozenset[str], decoys: Phrases) -> Iterator[Amount]:
    text, end = reading.text, len(reading.text)
    found = [
        match
        for match in _measure(units).finditer(text)
        if _counts(text, match) and not _is_decoy(reading, decoys, *match.span())
    ]
    ends = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), end]
    gaps = [text[a:b] for a, b in zip(ends, starts, strict=True)]
    sentence = paragraph = depth = 0
    after = _parted(gaps[0])
    for at, match in enumerate(found):
        before, after = after, _parted(gaps[at + 1])
        sentence += before.stops
        paragraph += before.lines
        depth = 0 if before.lines else max(0, depth + before.brackets)
        lead, tail = before.last, after.first
        number, worth, unit, step = _read_number(match[1] or match[3], match[2] or PERCENT)
        bound = _BOUND.search(lead)
        is_rough = bound is not None or "余" in number or "多" in number
        yield Amount(
            at, match.start(), match.end(), number, worth, unit, step, lead, tail, before.breaks,
            sentence, paragraph, depth,
            is_rough or tail.startswith(_BOUND_AFTER),
            (bound is not None and bound["least"] is not None) or tail.startswith(_OR_MORE),
            _EACH.search(lead) is not None,
        )  # fmt: skip


@lru_cache(8)
def _measure(units: frozenset[str]) -> re.Pattern[str]:
    """Return what finds a number with one of ``units``, or a percentage in words."""
    longest_first = "|".join(map(re.escape, sorted(units, key=lambda unit: (-len(unit), unit))))
    return re.compile(f"({_RUN})({longest_first})|{_PERCENT_OF}({_RUN})")


class _Gap(NamedTuple):
    """What lies between two amounts: the words of the first and of the second, and the punctuation.

    ``stops`` counts the ends of sentences, ``lines`` those of paragraphs, ``brackets`` how many more
    are opened than closed.
    """

    first: str
    last: str
    breaks: str
    stops: int
    lines: int
    brackets: int


@lru_cache(1024)
def _parted(gap: str) -> _Gap:
    """Return the parts of what lies between two amounts, a bracketed word left blank: 村(社区)."""
    if "(" in gap:
        gap = _ASIDE.sub(lambda aside: "·" * len(aside[0]), gap)
    pieces, breaks = _BREAK.split(gap), "".join(_BREAK.findall(gap))
    stops = sum(map(breaks.count, _STOPS))
    brackets = breaks.count("(") - breaks.count(")")
    return _Gap(pieces[0], pieces[-1], breaks, stops, breaks.count("\n"), brackets)


@lru_cache(1024)
def _read_number(number: str, unit: str) -> tuple[str, float, str, float]:
    """Return a number as written, its value, its unit, and what its last digit stands for."""
    match = _DECIMALS.fullmatch(number)
    step = _MYRIADS[match[2]] / 10 ** len(match[1] or "") if match else 1.0
    return number, value(number) or 0.0, _ALIKE.get(unit, unit), step


def _is_decoy(reading: Reading, decoys: Phrases, start: int, end: int) -> bool:
    decoy = reading.first(decoys, start, end + _AFTER)
    return decoy is not None and decoy[0] == start


def _counts(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number with a unit is a count, not an ordinal, a fraction, 没有一件 or in quotes."""
    start = match.start()
    before, first = text[max(0, start - 1) : start], text[start]
    if match[1] == _ONE and _NONE.search(text, max(0, start - _AFTER), start):
        return False
    if first in _BARE_SCALES and not text.startswith(_PERCENT_OF, start):
        return False
    return before not in _NO_COUNT and not (before in _QUOTES and first in _HAN)


def is_near(found: float, written: float, slack: float) -> bool:
    """Tell whether two numbers are the same but for ``slack`` and what floats are off by."""
    return abs(found - written) <= slack * (1 + 1e-9) + 1e-9 * max(abs(found), abs(written))


def slack_of(*amounts: Amount) -> float:
    """Return by how much a sum may be off because some of its numbers are rounded more than others.

    Plain counts are exact, and so is what is written alike, but for things counted in 万.
    """
    steps = [amount.step for amount in amounts]
    is_alike = len(set(steps)) == 1 and (steps[0] <= 1 or amounts[0].unit == _MONEY)
    return 0.0 if is_alike else sum(step / 2 for step in steps if step != 1)


def adds_up(parts: Sequence[Amount], total: Amount) -> bool:
    """Tell whether the parts come to the total, as exactly as all of them are written."""
    slack = slack_of(*parts, total)
    return is_near(sum(part.value for part in parts), total.value, slack)


def added_up(parts: Sequence[Amount]) -> str:
    """Return the addition as it is written down."""
    return f"{'＋'.join(map(str, parts))}＝{written(sum(part.value for part in parts), parts)}"


def written(number: float, like: Sequence[Amount]) -> str:
    """Return a number as the amounts that it comes from are written, in 万 when they are."""
    sign = next((s for s in ("万", "亿") if all(s in part.number for part in like)), "")
    scaled = number / _MYRIADS[sign]
    digits = max((_decimals(part.number) for part in like), default=0)
    plain = f"{scaled:.{digits}f}" if digits else f"{scaled:g}" if scaled % 1 else f"{scaled:.0f}"
    return plain + sign + (PERCENT if like and like[0].unit == PERCENT else "")


def percent(share: float, like: Amount) -> str:
    """Return a share in per cent, with as many digits as another percentage."""
    return f"{100 * share:.{_decimals(like.number)}f}%"


def _decimals(number: str) -> int:
    match = _DECIMALS.fullmatch(number)
    return len(match[1] or "") if match else 0


def have_in_common(words: str, others: str) -> bool:
    """Tell whether two stretches of words share two neighbouring characters."""
    return any(words[at : at + 2] in others for at in range(len(words) - 1))


def own_words(reading: Reading, amount: Amount, *known: Patterns) -> list[str]:
    """Return the words before an amount that are left when those of ``known`` are cut out."""
    words = amount.lead.replace("·", "|")
    for phrases in known:
        for word in list(reading.every(phrases, amount.phrase[0], amount.start)):
            words = words.replace(reading.text[slice(*word)], "|")
    return [piece for piece in words.split("|") if len(piece) > 1]


def is_listed(reading: Reading, amounts: Amounts, amount: Amount, head: Patterns) -> bool:
    """Tell whether an amount stands in a list with 、 that words of ``head`` (其中) begin."""
    first = amount
    while first.at and first.breaks in ("", "、") and amounts[first.at - 1].is_like(first):
        first = amounts[first.at - 1]
    start = max(reading.sentence(first.start)[0], amounts[first.at - 1].end if first.at else 0)
    return reading.has(head, start, first.start)


def whole_before(
    reading: Reading, amounts: Amounts, before: Sequence[Amount], part: Amount, head: Patterns
) -> Amount | None:
    """Return of the amounts before ``part`` the one that it is a part of; None when none may be.

    It is the last one with the same words, otherwise the last one outside a list of ``head``.
    """
    larger = [each for each in before if each.at < part.at and each.value >= part.value]
    alike = [each for each in larger if have_in_common(part.lead, each.lead)]
    for each in reversed(larger):
        if not is_listed(reading, amounts, each, head):
            return alike[-1] if alike and alike[-1].at > each.at else each
    return None


def old_and_new(
    reading: Reading, before: Sequence[Amount], old: Patterns, new: Patterns
) -> tuple[Amount, Amount] | None:
    """Return the last two amounts of which one says what was and the other what is now.

    Either each begins with a year of its own (2023年受理86件，2024年受理58件), or ``old`` and ``new``
    are words before the number. An old amount without a new one after it (本年64次，上年为81次)
    belongs to the one before it, unless its own words name something else.
    """
    if of_years := _of_two_years(before):
        return of_years
    for at in range(len(before) - 1, -1, -1):
        was = before[at]
        word = reading.first(old, was.phrase[0], was.start)
        if word is None or reading.has(new, was.phrase[0], was.start):
            continue
        following = before[at + 1] if at + 1 < len(before) else None
        if following and reading.has(new, following.phrase[0], following.start):
            return was, following
        subject = reading.text[was.phrase[0] : word[0]]
        for other in reversed(before[:at]):
            if len(subject) < 2 or have_in_common(subject, other.lead):  # noqa: PLR2004
                return was, other
        return None
    return None


def is_of_years(change: Amount, others: Sequence[Amount]) -> bool:
    """Tell whether the years before a change, if any, are among those before the others, if any."""
    known = {year for other in others for year in _YEAR.findall(other.lead)}
    return not known or known.issuperset(_YEAR.findall(change.lead))


def _of_two_years(before: Sequence[Amount]) -> tuple[Amount, Amount] | None:
    """Return the last two amounts, the earlier year's first, if each begins with a year and the same words."""
    named = [
        (year[1], a.lead[year.end() :], a) for a in before[-2:] if (year := _YEAR.match(a.lead))
    ]
    if len(named) < 2:  # noqa: PLR2004
        return None
    (one, words, first), (other, others, second) = named
    if one == other or (len(others) > 1 and not have_in_common(others, words)):
        return None
    return (first, second) if one < other else (second, first)
