"""Kind ``numbering``: ordinals that are repeated, skipped, out of their level, or start anew in one breath."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from app.copies import is_running_text
from app.fieldtypes import saying
from app.model import BlockKind
from app.ordinals import HEADINGS, Ordinal, ordinals, renumbered
from app.reading import Reading, Stretch
from app.rule import Fault, Finding, Patterns, SlipRule, Strict

_ITEM = "一是"
_SECOND = 2
_SHOWN = 24
_DEEPEST = 12
"""How many series within series are followed; no report has as many."""
_STOPS = "。;:!?,\n"
_Said = Annotated[str, saying("label", "before", "expected")]


class Words(Strict):
    """What is said of a fault; {label} is the ordinal, {before} the one before it, {expected} the right one."""

    repeated: _Said
    skipped: _Said
    headless: _Said
    other_level: _Said
    upside_down: _Said
    restarted: _Said


class Numbering(SlipRule):
    """Follows each series of ordinals, series within series.

    A series may always begin anew with 1, but not in the middle of a paragraph in which one of the
    same style has just been: there a sentence with ``lead_in`` must come first. ``opener`` words
    stand for the first ordinal of a series.
    """

    kind: Literal["numbering"]
    says: Words
    lead_in: Patterns
    opener: Patterns

    def check(self, reading: Reading) -> Finding:
        """Return problem with the ordinals that are wrong, not applicable where there are none."""
        faults = _Walk(self, reading).faults()
        return self.verdict(reading, faults)


@dataclass(slots=True)
class _Series:
    """A list of ordinals of one style; ``count`` is how many there were, right or wrong.

    ``outer`` is the one of its style within or after which it begins; ``holds_higher`` the first
    heading of a higher level that stands within it.
    """

    first: Ordinal
    last: Ordinal
    count: int
    outer: _Series | None = None
    is_faulty: bool = False
    holds_higher: Ordinal | None = None

    @property
    def style(self) -> str:
        return self.first.style

    def takes(self, number: int) -> bool:
        """Tell whether ``number`` may come next; after a fault also what is next by counting."""
        return number == self.last.number + 1 or (self.is_faulty and number == self.count + 1)


class _Walk:
    """One pass over the ordinals of a text, with the series that are open, outermost first."""

    def __init__(self, rule: Numbering, reading: Reading) -> None:
        self.rule = rule
        self.reading = reading
        self.text = reading.text
        self.open: list[_Series] = []
        self.begun: dict[str, list[_Series]] = {}
        self.found: list[Fault] = []
        self.is_upside_down = False

    def faults(self) -> list[Fault]:
        for ordinal in self._ordinals():
            if ordinal.number == 1:
                self._begin(ordinal)
            elif (series := self._that_takes(ordinal)) is not None:
                self._go_on(series, ordinal)
            else:
                self._wrong(ordinal)
        return self.found

    def _ordinals(self) -> Iterator[Ordinal]:
        """Yield the ordinals, but for those in tables and notes, which number something of their own."""
        document = self.reading.document
        kinds = {block.kind for block in document.source.blocks}
        is_plain = kinds <= {BlockKind.LINE, BlockKind.PARAGRAPH}
        for ordinal in ordinals(self.text):
            at = ordinal.start
            if is_plain or is_running_text(document, self.reading.span(at, at + 1).start):
                yield ordinal

    def _begin(self, ordinal: Ordinal) -> None:
        outer = self._replaced_by(ordinal) or self._nearest(ordinal.style)
        series = _Series(ordinal, ordinal, 1, outer)
        if outer is not None and self._comes_at_once(outer, ordinal):
            if outer.count == 1:
                self._fault(ordinal, self.rule.says.repeated, 2, outer.last)
                series = _Series(outer.first, ordinal, 2, is_faulty=True)
            else:
                self._fault(ordinal, self.rule.says.restarted)
        self._note_higher(ordinal)
        self.open.append(series)
        del self.open[:-_DEEPEST]
        if ordinal.opens:
            self.begun.setdefault(ordinal.style, []).append(series)

    def _replaced_by(self, ordinal: Ordinal) -> _Series | None:
        """Close the series in whose place ``ordinal`` begins a new one, with all within it."""
        for at in range(len(self.open) - 1, -1, -1):
            series = self.open[at]
            if series.style != ordinal.style or series.first.opens != ordinal.opens:
                continue
            if ordinal.opens:
                del self.open[at:]
                return series
            if self._is_behind(series, ordinal):
                del self.open[at]
                return series
        return None

    def _comes_at_once(self, series: _Series, ordinal: Ordinal) -> bool:
        """Tell whether a series begins anew where nothing tells it apart from ``series`` before it."""
        if ordinal.opens:
            return (
                series.first.opens and series.count == 1 and self._is_same_chapter(series, ordinal)
            )
        if ordinal.style != _ITEM or self.text[ordinal.start - 1] not in "。;":
            return False
        is_alike = self.text[series.last.end - 1] == self.text[ordinal.end - 1]
        if not is_alike or self._is_behind(series, ordinal):
            return False
        before = self.reading.sentence(ordinal.start - 1)
        return not self.reading.has(self.rule.lead_in, *before)

    def _is_same_chapter(self, series: _Series, ordinal: Ordinal) -> bool:
        """Tell whether no heading without a number stands between two numbered ones."""
        between = self.reading.sections_from(series.first.start, ordinal.start)
        return ordinal.style in HEADINGS and not any(
            not section.label and section.body > section.start for section, _ in between
        )

    def _note_higher(self, ordinal: Ordinal) -> None:
        """Remember that a series of lower level holds headings of a higher one."""
        for series in self.open:
            if series.first.opens and ordinal.opens and _rank(series) > _rank_of(ordinal) >= 0:
                series.holds_higher = series.holds_higher or ordinal

    def _that_takes(self, ordinal: Ordinal) -> _Series | None:
        return next((s for s in reversed(self.open) if self._takes(s, ordinal)), None)

    def _takes(self, series: _Series, ordinal: Ordinal) -> bool:
        """Tell whether ``ordinal`` is the next of ``series``."""
        if series.style != ordinal.style or not series.takes(ordinal.number):
            return False
        # A page may have put one end of a paragraph in between.
        return ordinal.opens or not self._is_behind(series, ordinal, 1)

    def _go_on(self, series: _Series, ordinal: Ordinal) -> None:
        if series.holds_higher is not None and not self.is_upside_down:
            self._fault(series.holds_higher, self.rule.says.upside_down, None, series.first)
            self.is_upside_down = True
        del self.open[self.open.index(series) + 1 :]
        series.last = ordinal
        series.count += 1

    def _wrong(self, ordinal: Ordinal) -> None:
        series = self._nearest(ordinal.style)
        if self._is_begun_within_words(ordinal):
            self.open.append(_Series(ordinal, ordinal, ordinal.number))
            return
        if through := self._counts_through(ordinal):
            self.open.append(through)
            self._go_on(through, ordinal)
            return
        if series is None or (not ordinal.opens and self._is_behind(series, ordinal)):
            self._start_amiss(ordinal)
            return
        outer = series.outer
        if outer is not None and ordinal.number == outer.last.number + 1 + series.count:
            self._fault(series.first, self.rule.says.repeated, outer.last.number + 1, outer.last)
        elif not self._stands_unseen(series.last, ordinal):
            expected = series.last.number + 1
            says = self.rule.says
            sentence = says.skipped if ordinal.number > expected else says.repeated
            self._fault(ordinal, sentence, expected, series.last)
        self._go_on(series, ordinal)
        series.is_faulty = True

    def _is_begun_within_words(self, ordinal: Ordinal) -> bool:
        """Tell whether 一是 stands before 二是 without a sign before it, as in 原因一是."""
        if ordinal.style != _ITEM or ordinal.number != _SECOND or ordinal.opens:
            return False
        first = renumbered(self.text[ordinal.start : ordinal.end], 1)
        start = self.reading.paragraph(ordinal.start)[0]
        series = self._nearest(_ITEM)
        after = start if series is None else max(start, series.last.end)
        return self.text.find(first, after, ordinal.start) >= 0

    def _stands_unseen(self, before: Ordinal, ordinal: Ordinal) -> bool:
        """Tell whether the ordinal between two stands where none was looked for: within words, over two lines."""
        right = renumbered(self.text[ordinal.start : ordinal.end], before.number + 1)
        between = self.text[before.end : ordinal.start].replace("\n", "")
        return ordinal.number == before.number + 2 and right in between

    def _counts_through(self, ordinal: Ordinal) -> _Series | None:
        """Return the only series of its style so far, if ``ordinal`` goes on with it in another chapter."""
        begun = self.begun.get(ordinal.style, [])
        is_next = ordinal.opens and len(begun) == 1 and begun[0].takes(ordinal.number)
        return begun[0] if is_next else None

    def _start_amiss(self, ordinal: Ordinal) -> None:
        """Deal with a series that does not begin with 1."""
        self.open.append(_Series(ordinal, ordinal, 1, is_faulty=True))
        beside = self._series_at_level_of(ordinal)
        if beside is not None:
            right = self._label(beside.last)
            expected = renumbered(right, ordinal.number)
            self._fault(ordinal, self.rule.says.other_level, expected, beside.last)
            beside.count += 1
            beside.is_faulty = True
        elif ordinal.opens or not (
            ordinal.style in HEADINGS or self._is_opened_otherwise(ordinal)
        ):
            self._fault(ordinal, self.rule.says.headless, 1)

    def _series_at_level_of(self, ordinal: Ordinal) -> _Series | None:
        """Return the series of another style that ``ordinal`` seems to go on."""
        if not ordinal.opens or ordinal.style not in HEADINGS:
            return None
        candidates = [s for s in self.open if s.first.opens and s.count > 1 and _rank(s) >= 0]
        return next((s for s in reversed(candidates) if s.takes(ordinal.number)), None)

    def _is_opened_otherwise(self, ordinal: Ordinal) -> bool:
        start, _ = self.reading.paragraph(ordinal.start)
        return self.reading.has(self.rule.opener, start, ordinal.start)

    def _nearest(self, style: str) -> _Series | None:
        return next((s for s in reversed(self.open) if s.style == style), None)

    def _is_behind(self, series: _Series, ordinal: Ordinal, most: int = 0) -> bool:
        """Tell whether ``series`` stands in the text of paragraphs more than ``most`` before ``ordinal``."""
        return not series.first.opens and ordinal.paragraph - series.last.paragraph > most

    def _label(self, ordinal: Ordinal) -> str:
        return self.reading.span(ordinal.start, ordinal.end).text

    def _fault(
        self,
        ordinal: Ordinal,
        sentence: str,
        expected: int | str | None = None,
        before: Ordinal | None = None,
    ) -> None:
        label = self._label(ordinal)
        right = renumbered(label, expected) if isinstance(expected, int) else expected or ""
        shown = self._shown(ordinal)
        text = self.reading.span(*shown).text
        said = sentence.format(
            label=label, expected=right, before=self._label(before) if before else ""
        )
        self.found.append(Fault(shown, said, right + text[len(label) :] if right else ""))

    def _shown(self, ordinal: Ordinal) -> Stretch:
        """Return the ordinal with the words after it, up to the first stop."""
        limit = min(len(self.text), ordinal.end + _SHOWN)
        end = next((at for at in range(ordinal.end, limit) if self.text[at] in _STOPS), limit)
        return ordinal.start, end


def _rank(series: _Series) -> int:
    return _rank_of(series.first)


def _rank_of(ordinal: Ordinal) -> int:
    """Return the level of a heading's style, -1 for what numbers no headings."""
    return HEADINGS.index(ordinal.style) if ordinal.style in HEADINGS else -1
