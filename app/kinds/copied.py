"""Kind ``copied``: what of a report was taken over from the report of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from app.model import Document, Outcome
from app.reading import Reading
from app.rule import Exclusion, Fault, Finding, Sentence, SlipRule, Strict, sift
from app.similarity import Copy, Likeness, likeness


class Fresh(Strict):
    """A part of a report in which nothing may stand as it stood the year before, and what is said of it."""

    where: tuple[str, ...]
    wrong: Sentence


class Copied(SlipRule):
    """Compares with the report of the year before, where it was given.

    A sentence with figures that stood there to the letter, but for the year, is reported, unless one
    of ``exclude`` explains it; so is any sentence in a ``fresh`` part; and the whole report, if it has
    ``least`` characters, where more than ``share`` of it stood there. ``wrong`` says what is wrong
    with figures, ``wrong_share`` with the whole.
    """

    placeholders: ClassVar = frozenset({"count", "first", "share", "year"})
    outcomes: ClassVar = (
        Outcome.PASS,
        Outcome.PROBLEM,
        Outcome.REVIEW,
        Outcome.NOT_APPLICABLE,
    )

    kind: Literal["copied"]
    share: Annotated[float, Field(gt=0, le=1)]
    least: Annotated[int, Field(ge=0)]
    fresh: tuple[Fresh, ...] = ()
    exclude: tuple[Exclusion, ...] = ()
    wrong: Sentence
    wrong_share: Sentence
    suggestion: Sentence

    def check(self, reading: Reading) -> Finding:
        """Return problem with what was copied; not-applicable without a report to compare with.

        It is review when the other report is not of the year before.
        """
        earlier = reading.earlier
        says: dict[str, object] = dict.fromkeys(self.placeholders, "")
        if earlier is None:
            return Finding(Outcome.NOT_APPLICABLE, says=says)
        if not _is_of_the_year_before(earlier, reading.document):
            year = earlier.facts.year or "不明"
            return Finding(
                Outcome.REVIEW,
                says={**says, "year": year},
                details={"last_year": earlier.facts.year},
            )
        found = likeness(reading.document, earlier)
        faults = [*self._whole(reading, found), *self._faults(reading, found)]
        finding = self.verdict(reading, faults)
        told = {"share": f"{found.share:.0%}", "year": earlier.facts.year or ""}
        details: dict[str, object] = {
            "last_year": earlier.facts.year,
            "share": round(found.share, 3),
        }
        return replace(finding, says={**finding.says, **told}, details=details)

    def _whole(self, reading: Reading, found: Likeness) -> Iterator[Fault]:
        if found.share > self.share and len(reading.text) >= self.least:
            wrong = self.wrong_share.format(share=f"{found.share:.0%}")
            yield Fault(reading.trimmed(*reading.sentences[0]), wrong, self.suggestion)

    def _faults(self, reading: Reading, found: Likeness) -> Iterator[Fault]:
        for copy in found.copies:
            place = reading.shadowed(copy.here.start, copy.here.end)
            wrong = self._wrong(reading, copy)
            if wrong and sift(reading, [place], self.exclude)[0]:
                yield Fault(place, wrong, self.suggestion)

    def _wrong(self, reading: Reading, copy: Copy) -> str:
        at = reading.shadowed(copy.here.start, copy.here.end)[0]
        for part in self.fresh:
            if any(start <= at < end for role in part.where for start, end in reading.area(role)):
                return part.wrong
        return self.wrong if copy.has_figures else ""


def _is_of_the_year_before(earlier: Document, document: Document) -> bool:
    """Tell whether the years fit, or one of them is not known."""
    one, other = earlier.facts.year, document.facts.year
    return one is None or other is None or one == other - 1
