"""How much of a report stands in another one, as when last year's was copied."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.model import Document, Span
from app.reading import Reading

_SENTENCE = re.compile(r"[^。!?;\n]{15,}(?=[。!?;])")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年|[)〕\]])|二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_FIGURE = re.compile(r"\d")
_RUN = 12


@dataclass(frozen=True, slots=True)
class Copy:
    """A sentence of one document that stands in the other; ``has_figures`` when it states data."""

    here: Span
    there: Span
    has_figures: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """``share`` is the part of a document, 0 to 1, that stands in the other one, figures aside."""

    share: float
    copies: tuple[Copy, ...]


def likeness(a: Document, b: Document) -> Likeness:
    """Return how much of ``a`` stands in ``b``, and the long sentences that are the same but for years."""
    here, there = Reading(a), Reading(b)
    return Likeness(_share(here.text, there.text), tuple(_copies(here, there)))


def _copies(here: Reading, there: Reading) -> list[Copy]:
    known: dict[str, tuple[int, int]] = {}
    for match in _SENTENCE.finditer(there.text):
        known.setdefault(_without_years(match.group()), match.span())
    return [
        Copy(
            here.span(*match.span()),
            there.span(*known[wording]),
            has_figures=bool(_FIGURE.search(wording)),
        )
        for match in _SENTENCE.finditer(here.text)
        if (wording := _without_years(match.group())) in known
    ]


def _without_years(text: str) -> str:
    return _YEAR.sub("", text)


def runs_of(text: str) -> set[str]:
    """Return all runs of twelve characters of ``text``."""
    return {text[at : at + _RUN] for at in range(len(text) - _RUN + 1)}


def made_of(text: str, known: set[str]) -> list[tuple[int, int]]:
    """Return the stretches of ``text`` that are made of ``known`` runs."""
    found: list[tuple[int, int]] = []
    start = end = -1
    for at in [at for at in range(len(text) - _RUN + 1) if text[at : at + _RUN] in known]:
        if at > end:
            found.append((start, end))
            start = at
        end = at + _RUN
    return [*found[1:], (start, end)] if end > 0 else []


def _share(here: str, there: str) -> float:
    """Return the part of ``here`` that lies in runs that ``there`` has too."""
    mine, its = (_FIGURE.sub("0", text.replace("\n", "")) for text in (here, there))
    stretches = made_of(mine, runs_of(its))
    return sum(end - start for start, end in stretches) / len(mine) if mine else 0.0
