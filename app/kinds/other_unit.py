"""Kind ``other-unit``: another unit of the same kind stands where the report speaks of its own."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.fold import fold_text
from app.labels import label_of
from app.model import Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Fault, Finding, Patterns, Sentence, SlipRule, Strict

_SHORTEST = 2
_PAIR = 2
_ABOVE = 6
_OF_YEAR = re.compile(r"(?:20\d\d年,?)?\Z")


class Ending(Strict):
    """How names of units end, for units of which levels they are looked for, and how long they are.

    A character of ``not_before`` in front of ``end``, or one of ``not_after`` behind it, shows that
    it is part of a common word, as in 集镇 and 乡村. ``above`` end the names of what is above a unit.
    ``if_own`` looks for them only where the unit's own name has the same ending.
    """

    end: str
    levels: tuple[str, ...]
    above: str = ""
    if_own: bool = False
    not_before: str = ""
    not_after: str = ""
    longest: int = 4


class Context(Strict):
    """Where a name means the reporting unit.

    It comes right after one of the words ``before``, of one or two characters; without them it begins
    a clause, or with ``opens`` a sentence. ``after`` must follow and ``not_after`` must not; ``name``
    is what it may be. ``surely`` tells that only a name can stand there, so that common words need
    not be told from it. ``ends`` are the endings.
    """

    ends: tuple[str, ...]
    before: frozenset[Annotated[str, Field(min_length=1, max_length=_PAIR)]] = frozenset()
    after: Patterns = NOTHING
    not_after: Patterns = NOTHING
    name: Patterns = NOTHING
    opens: bool = False
    surely: bool = False
    same_office: bool = False


class OtherUnit(SlipRule):
    """Reports names that are not the unit's own where ``contexts`` say that it speaks of itself.

    Not with words of ``company`` in the clause or of ``neighbours`` in the sentence. ``common`` are
    words of two characters, separated by blanks, that names do not hold, ``never`` such characters.
    ``generic`` is what ends like a name, but means any unit of a kind (民族乡).
    """

    outcomes: ClassVar = (Outcome.PASS, Outcome.PROBLEM, Outcome.NOT_APPLICABLE)

    kind: Literal["other-unit"]
    endings: tuple[Ending, ...]
    contexts: tuple[Context, ...]
    company: Patterns
    neighbours: Patterns
    common: Sentence
    never: str = ""
    generic: Patterns = NOTHING
    wrong: Sentence
    suggestion: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with the names of others; not-applicable when the unit's is not known."""
        facts = reading.document.facts
        own = self._own(fold_text(facts.unit or ""), facts.level)
        if not own:
            return Finding(Outcome.NOT_APPLICABLE)
        faults = [
            Fault(place, self._why(reading, place, name), self.suggestion.format(own=name))
            for ending, name in own.items()
            for place in self._others(reading, ending, name)
        ]
        return self.verdict(reading, faults)

    def _own(self, unit: str, level: str | None) -> dict[Ending, str]:
        """Return the unit's own name for each ending that matters for it."""
        mine = [ending for ending in self.endings if level in ending.levels]
        names = {ending.end: _own(unit, ending) for ending in mine}
        same = next((name for e in mine if not e.if_own and (name := names[e.end])), "")
        found = {e: names[e.end] if e.if_own else names[e.end] or same for e in mine}
        return {ending: name for ending, name in found.items() if name}

    def _why(self, reading: Reading, place: Stretch, own: str) -> str:
        return self.wrong.format(name=reading.text[slice(*place)], own=own)

    def _others(self, reading: Reading, ending: Ending, own: str) -> Iterator[Stretch]:
        contexts, words = self._contexts[ending.end]
        office = fold_text(reading.document.facts.unit or "").rpartition(own)[2]
        for place in _names(reading.text, ending, own, words):
            reading.time_left()
            name = reading.text[place[0] : place[1] - len(ending.end)]
            if own.endswith(ending.end) and own.startswith(name[:_PAIR]):
                continue  # 融水县 is short for 融水苗族自治县
            if reading.has(self.generic, *place):
                continue
            is_name = self._is_name(reading.text, name, ending)
            if any(
                (is_name or context.surely) and self._means_own(reading, context, place, office)
                for context in contexts
            ):
                yield place

    def _means_own(self, reading: Reading, context: Context, place: Stretch, office: str) -> bool:
        text, (start, end) = reading.text, place
        sentence = reading.sentence(start)
        if context.same_office:
            if not office or not text.startswith(office, end):
                return False
            end += len(office)
        if context.before:
            if not _follows(text, start, context.before):
                return False
        elif not (_opens(text, sentence, start) if context.opens else _begins(text, start)):
            return False
        return (
            (not context.after or reading.has(context.after, end, sentence[1]))
            and (not context.name or reading.has(context.name, start, end))
            and not reading.has(context.not_after, end, sentence[1])
            and not reading.has(self.neighbours, *sentence)
            and not reading.has(self.company, *reading.clause(start))
        )

    def _is_name(self, text: str, name: str, ending: Ending) -> bool:
        """Tell whether ``name`` holds no common word, and stands nowhere without its ending."""
        pairs = {name[at : at + _PAIR] for at in range(len(name) - 1)}
        return (
            not pairs & self._common
            and not set(name) & set(self.never)
            and text.count(name) == text.count(name + ending.end)
        )

    @cached_property
    def _contexts(self) -> dict[str, tuple[list[Context], frozenset[str]]]:
        """The contexts of each ending, and all words before a name in them."""
        found = {}
        for end in {ending.end for ending in self.endings}:
            contexts = [context for context in self.contexts if end in context.ends]
            found[end] = contexts, frozenset[str]().union(*(c.before for c in contexts))
        return found

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset(self.common.split())


def _own(unit: str, ending: Ending) -> str:
    """Return the unit's own name with this ending, without what is above it; empty without any."""
    head = unit[: unit.rfind(ending.end) + len(ending.end)] if ending.end in unit else ""
    begins = max((head.rfind(sign) for sign in ending.above), default=-1) + 1
    least = _SHORTEST + len(ending.end)
    return head[begins:] if len(head) - begins >= least else head[-least:]


def _names(text: str, ending: Ending, own: str, words: frozenset[str]) -> Iterator[Stretch]:
    """Yield what may be a name: characters up to the ending from a clause's beginning or a word on."""
    at = text.find(ending.end, _SHORTEST)
    while at >= 0:
        end = at + len(ending.end)
        if (
            text[at - _SHORTEST : at].isalpha()
            and text[at - 1] not in ending.not_before
            and text[end : end + 1] not in ending.not_after
            and not text.endswith(own, 0, end)
        ):
            for start in range(at - _SHORTEST, _reach(text, at, ending) - 1, -1):
                if not text[start].isalpha():
                    break
                if _begins(text, start) or _follows(text, start, words):
                    yield start, end
        at = text.find(ending.end, end)


def _reach(text: str, at: int, ending: Ending) -> int:
    """Return where a name that ends at ``at`` may begin: farther off with the name of what is above it."""
    start = max(0, at - ending.longest)
    lead = text[start : at - _SHORTEST]
    if lead.isalpha() and any(sign in lead for sign in ending.above):
        return max(0, start - _ABOVE)
    return start


def _follows(text: str, start: int, words: frozenset[str]) -> bool:
    return text[start - _PAIR : start] in words or text[start - 1 : start] in words


def _begins(text: str, start: int) -> bool:
    """Tell whether a clause begins at ``start``, perhaps after a year."""
    last = text[start - 1 : start]
    return not last.isalnum() or (last == "年" and text[start - _PAIR].isdecimal())


def _opens(text: str, sentence: Stretch, start: int) -> bool:
    """Tell whether a sentence begins at ``start``, perhaps after an ordinal and a year."""
    label = label_of(text[sentence[0] : start])
    return bool(_OF_YEAR.match(text, sentence[0] + (label.end if label else 0), start))
