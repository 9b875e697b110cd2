"""Kind ``total``: a list of amounts and the total that is given after it."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from app.amounts import Amount, AmountRule, Amounts, added_up, adds_up
from app.numerals import NUMBER, value
from app.reading import Reading
from app.rule import NOTHING, Fault, Finding, Patterns

_COUNT = re.compile(NUMBER)
_JOINTS = ("", "、", ",")
_ROW = ";"


class Total(AmountRule):
    """Adds up the amounts before a ``total``.

    Words between the total's word and its number must stand with the first part as well. A number in the
    word (三项合计) says how many parts there are, whatever their units; units may differ, too, where
    the last part is the ``rest``, and those of an ``alike`` group may be mixed. A ``standing`` total (目前共) may
    hold more than what was ``added`` unless one of the parts is its ``base``.
    """

    kind: Literal["total"]
    total: Patterns
    standing: Patterns = NOTHING
    added: Patterns = NOTHING
    base: Patterns = NOTHING
    rest: Patterns = NOTHING
    alike: tuple[tuple[str, ...], ...] = ()

    def check(self, reading: Reading) -> Finding:
        """Return problem with the totals that are not the sum, pass when all are, 不适用 without any."""
        amounts = self.amounts(reading)
        return self.conclusion(reading, list(self._checks(reading, amounts)))

    def _checks(self, reading: Reading, amounts: Amounts) -> Iterator[Fault | None]:
        for total in amounts:
            if not total.at or not total.is_plain or total.breaks not in (*_JOINTS, _ROW):
                continue
            word = reading.first(self.total, total.phrase[0], total.start)
            if word is None:
                continue
            rest = reading.text[word[1] : total.start]
            if total.breaks == _ROW:
                parts = [] if rest or total.phrase[0] != word[0] else _rows(amounts, total)
            else:
                parts = self._listed(reading, amounts, total, reading.text[slice(*word)])
            if len(parts) > 1 and rest in parts[0].words:
                if self._is_stock(reading, parts, total):
                    continue
                pool = [part for part in amounts.before(total) if part.is_plain]
                sums = [parts, *(pool[at:] for at in range(len(pool) - 1))]
                holds = any(adds_up(each, total) for each in sums)
                if holds or not self._is_motley(parts, total):
                    yield None if holds else self.fault([*parts, total], added_up(parts), total)

    def _is_stock(self, reading: Reading, parts: Sequence[Amount], total: Amount) -> bool:
        """Tell whether the total may hold what was there before, too."""
        return (
            reading.has(self.standing, *total.phrase)
            and any(reading.has(self.added, *part.phrase) for part in parts)
            and not any(reading.has(self.base, *part.phrase) for part in parts)
        )

    def _is_motley(self, parts: Sequence[Amount], total: Amount) -> bool:
        """Tell whether parts of several units, one above the total, are things of different kinds."""
        units = {part.unit for part in (*parts, total)}
        is_mixed = any(len(units) > 1 and units.issubset(each) for each in self.alike)
        return is_mixed and any(part.value > total.value for part in parts)

    def _is_total(self, reading: Reading, amounts: Amounts, part: Amount, total: Amount) -> bool:
        """Tell whether a part is the total of a list of its own: 上半年3次、4次，共7次，全年共……."""
        before = amounts[part.at - 1] if part.at else part
        return (
            part.at > 0
            and part.breaks in _JOINTS
            and before.sentence == part.sentence
            and before.is_like(part)
            and before.is_plain
            and reading.has(self.total, part.phrase[0], part.start)
            and not _COUNT.match(reading.text[total.phrase[0] : total.start])
        )

    def _listed(
        self, reading: Reading, amounts: Amounts, total: Amount, word: str
    ) -> list[Amount]:
        """Return the amounts that stand in one list right before the total."""
        count = _COUNT.match(word)
        most = int(value(count.group()) or 0) if count else 0
        before = amounts[total.at - 1]
        is_mixed = bool(most) or reading.has(self.rest, *before.phrase)
        parts: list[Amount] = []
        for part in amounts.back(total):
            if part.sentence != total.sentence or (most and len(parts) == most):
                break
            if part.is_each:
                continue
            both_alike = any({part.unit, total.unit}.issubset(each) for each in self.alike)
            fits = part.depth == total.depth if is_mixed or both_alike else part.is_like(total)
            if not fits or part.is_rough or self._is_total(reading, amounts, part, total):
                break
            parts.insert(0, part)
            if not most and part.breaks not in _JOINTS:
                break
        return parts


def _rows(amounts: Amounts, total: Amount) -> list[Amount]:
    """Return the amounts of a list with ; before its total, one in each item; none if it holds others."""
    rows: list[Amount] = []
    for row in amounts.back(total):
        if row.paragraph != total.paragraph or not (row.is_like(total) and row.is_plain):
            return []
        rows.insert(0, row)
        if row.breaks != _ROW:
            return rows
    return []
