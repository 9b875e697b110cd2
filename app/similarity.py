"""How much of a report stands in another one, as when last year's was copied."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.model import Document, Span
from app.reading import Reading, merged

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


def _share(here: str, there: str) -> float:
    """Return the part of ``here`` that lies in runs of twelve characters or more that ``there`` has too."""
    mine, its = (_FIGURE.sub("0", text.replace("\n", "")) for text in (here, there))
    known = {its[at : at + _RUN] for at in range(len(its) - _RUN + 1)}
    runs = merged(
        (at, at + _RUN) for at in range(len(mine) - _RUN + 1) if mine[at : at + _RUN] in known
    )
    return sum(end - start for start, end in runs) / len(mine) if mine else 0.0
