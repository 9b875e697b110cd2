"""Kind ``repeated``: a sentence that stands in two places, word for word or nearly so."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.model import BlockKind, Outcome
from app.reading import Reading, Stretch
from app.rule import NOTHING, Fault, Finding, Patterns, Sentence, SlipRule

_SENTENCE = re.compile(r"[^。!?;\n]{8,}[。!?;]")
_LONG_CLAUSE = 12
_LONG = re.compile(rf"[^,:。!?;\n]{{{_LONG_CLAUSE},}}")
_CLAUSE = re.compile(r"[^,:。!?;\n]+")
_BEFORE = "“”‘’「」『』《》()一二三四五六七八九十是、.0123456789①②③④⑤⑥⑦⑧⑨⑩"
_ENDS = "。!?;"
_LONG_LABEL = 8
_NEARLY = 0.8
_COMPARABLE = 2
_GAP = 4


class Repeated(SlipRule):
    """Reports the later of two sentences that share their wording; the earlier is the evidence.

    The same to the letter from ``least`` characters on, nearly the same from ``least_alike``.
    ``stock`` are set phrases that do not count, nor does what follows a colon behind a ``form`` word;
    headings and cells of tables may repeat.
    ``wrong`` says what is wrong, ``wrong_nearly`` of one that is only nearly the same.
    """

    outcomes: ClassVar = (Outcome.PASS, Outcome.PROBLEM, Outcome.NOT_APPLICABLE)

    kind: Literal["repeated"]
    least: Annotated[int, Field(ge=8)]
    least_alike: Annotated[int, Field(ge=12)]
    stock: Patterns = NOTHING
    form: tuple[str, ...] = ()
    wrong: Sentence
    wrong_nearly: Sentence
    suggestion: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with the repeated sentences; not-applicable when there is but one sentence."""
        sentences = _sentences(reading.text, self.form)
        if len(sentences) < _COMPARABLE:
            return Finding(Outcome.NOT_APPLICABLE)
        clauses = ",".join(sentences).replace(":", ",").split(",")
        same = dict(self._same(reading)) if _has_repeats(sentences, self.least) else {}
        alike = dict(self._alike(reading)) if _has_repeats(clauses, _LONG_CLAUSE) else {}
        ends = {end for _, end in same}
        nearly = {later: first for later, first in alike.items() if later[1] not in ends}
        passages = _joined({**nearly, **same})
        exact = {start for start, _ in same}
        faults = [
            Fault(later, self.wrong if later[0] in exact else self.wrong_nearly, self.suggestion)
            for later, _ in passages
        ]
        return replace(self.verdict(reading, faults), evidence=[first for _, first in passages])

    def _same(self, reading: Reading) -> Iterator[tuple[Stretch, Stretch]]:
        """Yield the sentences that stood before to the letter, and where."""
        first: dict[str, Stretch] = {}
        for match in _SENTENCE.finditer(reading.text):
            place = reading.trimmed(match.end() - len(_own(match.group(), self.form)), match.end())
            if not self._counts(reading, place, self.least):
                continue
            wording = reading.text[slice(*place)]
            if wording in first:
                yield place, first[wording]
            first.setdefault(wording, place)

    def _alike(self, reading: Reading) -> Iterator[tuple[Stretch, Stretch]]:
        """Yield the sentences most of whose clauses stood together before, and where."""
        first: dict[str, Stretch] = {}
        for match in _LONG.finditer(reading.text):
            place = reading.trimmed(*reading.sentence(match.start()))
            earlier = first.setdefault(match.group(), place)
            if earlier == place or reading.text[place[1] : place[1] + 1] not in _ENDS:
                continue
            reading.time_left()
            if self._counts(reading, place, self.least_alike) and _is_alike(
                reading, place, earlier
            ):
                yield place, earlier

    def _counts(self, reading: Reading, place: Stretch, least: int) -> bool:
        """Tell whether a sentence is long enough without set phrases, and no heading nor cell."""
        stock = sum(b - a for a, b in reading.every(self.stock, *place))
        if place[1] - place[0] - stock < least:
            return False
        start, end = reading.span(*place).start, reading.span(*place).end
        document = reading.document
        section = document.section_at(start)
        if section is not None and start < section.body and end <= section.body:
            return False
        kind = document.source.blocks[document.place(start, end).block].kind
        return kind is not BlockKind.CELL


def _sentences(text: str, form: tuple[str, ...]) -> list[str]:
    """Return all sentences with an end, without ordinals; three times as fast as a regular expression."""
    for sign in _ENDS[1:]:
        text = text.replace(sign, "。")
    return [_own(piece.rpartition("\n")[2], form) for piece in text.split("。")[:-1]]


def _own(sentence: str, form: tuple[str, ...]) -> str:
    """Return a sentence without its ordinal, and without what it is about where that stands before a colon.

    Nothing is left of one that fills in a form, as 责任单位：县司法局 does where 单位 is of ``form``.
    """
    sentence = sentence.lstrip(_BEFORE)
    about, colon, rest = sentence.partition(":")
    if not colon or len(about) > _LONG_LABEL or not about.isalpha():
        return sentence
    if about.endswith(form):
        return ""
    return rest if "," in rest else sentence


def _joined(pairs: Mapping[Stretch, Stretch]) -> list[tuple[Stretch, Stretch]]:
    """Return later and earlier places; those of sentences one after the other as one passage."""
    passages: list[tuple[Stretch, Stretch]] = []
    for later, first in sorted(pairs.items()):
        if passages:
            (a, b), (c, d) = passages[-1]
            if later[0] - b <= _GAP and 0 <= first[0] - d <= _GAP:
                passages[-1] = (a, later[1]), (c, first[1])
                continue
        passages.append((later, first))
    return passages


def _has_repeats(pieces: Iterable[str], least: int) -> bool:
    """Tell whether one of ``pieces`` comes twice; most reports end here."""
    long = [piece for piece in pieces if len(piece) >= least]
    return len(set(long)) < len(long)


def _is_alike(reading: Reading, one: Stretch, other: Stretch) -> bool:
    mine, its = (_CLAUSE.findall(reading.text, *place) for place in (one, other))
    shared = sum(map(len, set(mine) & set(its)))
    return shared >= _NEARLY * max(sum(map(len, mine)), sum(map(len, its)))
