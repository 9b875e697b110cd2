"""What a report says of itself: title, unit, level, report year, document number, date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from app.clean import Cleaned
from app.fold import fold, fold_text
from app.labels import label_of
from app.model import DocumentKind, Facts, Section
from app.numerals import year
from app.pattern import Phrases
from app.rules import FactPatterns, RuleSet

_TIME = 2.0
_HEAD = 16
_LONG = 70
_OPENING = 600
_TITLE_LINES = 4
_YEAR = re.compile("(?:19|20)[0-9]{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2}")


class Head:
    """The lines above the running text, and the title among them."""

    def __init__(self, cleaned: Cleaned, ruleset: RuleSet) -> None:
        """Find the head of a document and its title."""
        self.facts = ruleset.facts
        self.lines = _head_lines(cleaned)
        self.first, self.last = self._title_lines()
        self._opening = _opening(cleaned, len(self.lines))

    @property
    def size(self) -> int:
        """How many paragraphs stand above the running text."""
        return len(self.lines)

    @property
    def title_end(self) -> int:
        """After how many paragraphs the title ends; all of the head when there is no title."""
        return self.last or len(self.lines)

    @property
    def title(self) -> str | None:
        """The title as one line without blanks at the joints, None when there is none."""
        return "".join("".join(self.lines[self.first : self.last]).split()) or None

    @property
    def year(self) -> int | None:
        """The report year as the title says it, else the lines below it, else the opening."""
        return _year_in([self.title or "", *self.lines[self.last :], self._opening], self.facts)

    def _title_lines(self) -> tuple[int, int]:
        """Return where the title begins and ends: the shortest run of lines that reads as one, and its lead."""
        for length in range(1, _TITLE_LINES + 1):
            for start in range(len(self.lines) - length + 1):
                if self._is_title(start, start + length):
                    return self._led(start), self._followed(start + length)
        return 0, 0

    def _followed(self, end: int) -> int:
        tail = end < len(self.lines) and _has(self.facts.title_tail, fold_text(self.lines[end]))
        return end + 1 if tail else end

    def _is_title(self, start: int, end: int) -> bool:
        text = fold_text("".join(self.lines[start:end]))
        return _has(self.facts.title, text) and not _has(self.facts.not_title, text)

    def _led(self, start: int) -> int:
        while start and _has(self.facts.title_lead, fold_text(self.lines[start - 1])):
            start -= 1
        return start


def facts(cleaned: Cleaned, head: Head, sections: Sequence[Section], ruleset: RuleSet) -> Facts:
    """Return what the document says of itself."""
    title = head.title
    unit = _unit(cleaned, head, ruleset)
    return Facts(
        kind=_kind(cleaned, title, sections, ruleset),
        title=title,
        unit=unit,
        level=_level(unit, cleaned.text, ruleset),
        year=head.year or _year_in(_headings_of_the_year(sections, ruleset), ruleset.facts),
        doc_number=_quoted(ruleset.facts.doc_number, "\n".join(head.lines)),
        date=_date(cleaned, ruleset),
    )


def _year_in(texts: Sequence[str], patterns: FactPatterns) -> int | None:
    """Return the first year that one of ``texts`` names as its own."""
    for text in texts:
        if (span := _first(patterns.year, fold_text(text))) and (found := _YEAR.search(span)):
            return year(found.group())
    return None


def _opening(cleaned: Cleaned, head: int) -> str:
    """Return the beginning of the running text, up to the first numbered heading."""
    paragraphs = [cleaned.text[p.start : p.end] for p in cleaned.paragraphs[head : head + _HEAD]]
    numbered = next((at for at, text in enumerate(paragraphs) if label_of(text)), len(paragraphs))
    return "\n".join(paragraphs[:numbered])[:_OPENING]


def is_closing(line: str, ruleset: RuleSet) -> bool:
    """Tell whether ``line`` is of the signature: a unit, a date, a farewell, whom to call."""
    patterns = ruleset.facts
    text = fold_text(line)
    return any(_has(p, text) for p in (patterns.closing, patterns.unit_line, patterns.date_line))


def _headings_of_the_year(sections: Sequence[Section], ruleset: RuleSet) -> list[str]:
    """Return the headings that may name the report year, which those about the next year do not."""
    other = {role.id for role in ruleset.roles if role.next_year}
    return [s.heading for s in sections if s.parent is None and not other & set(s.roles)]


def _head_lines(cleaned: Cleaned) -> list[str]:
    lines: list[str] = []
    for paragraph in cleaned.paragraphs[:_HEAD]:
        text = cleaned.text[paragraph.start : paragraph.end]
        if len(text) > _LONG or text.endswith(("。", "；")) or label_of(text):
            break
        lines.append(text)
    return lines


def _kind(
    cleaned: Cleaned, title: str | None, sections: Sequence[Section], ruleset: RuleSet
) -> DocumentKind:
    if title:
        return DocumentKind.REPORT
    opening = fold_text(cleaned.text[:1500])
    roles = {role for section in sections for role in section.roles}
    speaks_of_it = _has(ruleset.facts.content, opening) and len(roles) > 1
    is_other = any(
        _has(ruleset.facts.not_title, fold_text(line)) for line in _head_lines(cleaned)[:6]
    )
    return DocumentKind.REPORT if speaks_of_it and not is_other else DocumentKind.OTHER


def _unit(cleaned: Cleaned, head: Head, ruleset: RuleSet) -> str | None:
    """Return the unit of the title, with the whole name that the signature gives it; else that of a line."""
    ends = [cleaned.text[p.start : p.end] for p in cleaned.paragraphs[-8:]]
    lines = [line for line in [*head.lines, *reversed(ends)] if len(line) < _LONG]
    signed = [unit for line in lines if (unit := _quoted(ruleset.facts.unit_line, line))]
    if head.title and (unit := _quoted(ruleset.facts.unit, head.title)):
        return next((whole for whole in signed if whole.startswith(unit)), unit)
    return signed[0] if signed else None


def _level(unit: str | None, text: str, ruleset: RuleSet) -> str | None:
    """Return the first level whose pattern fits the unit; by how the text speaks of itself when there is none."""
    body = fold_text(text)
    if unit is not None:
        name = fold_text(unit)
        for level in ruleset.levels:
            if _has(level.unit, name) and (not level.text or _has(level.text, body)):
                return level.name
    votes = Counter[str]()
    for level in ruleset.levels:
        votes[level.name] += _times(level.self_name, body)
    name, count = votes.most_common(1)[0]
    return name if count > 1 else None


def _date(cleaned: Cleaned, ruleset: RuleSet) -> str | None:
    ends = cleaned.paragraphs[-8:] + cleaned.paragraphs[:_HEAD]
    for paragraph in reversed(ends):
        line = cleaned.text[paragraph.start : paragraph.end]
        if len(line) < _LONG and _has(ruleset.facts.date_line, fold_text(line)):
            return _quoted(ruleset.facts.date, line)
    return None


def _quoted(phrases: Phrases, text: str) -> str | None:
    """Return the first match as it stands in ``text``, without blanks."""
    shadow = fold(text)
    match = phrases.search(shadow.text, 0, len(shadow.text), _TIME)
    if match is None:
        return None
    start, end = shadow.span(*match)
    return "".join(text[start:end].split())


def _first(phrases: Phrases, text: str) -> str | None:
    match = phrases.search(text, 0, len(text), _TIME)
    return text[slice(*match)] if match else None


def _times(phrases: Phrases, text: str) -> int:
    return sum(1 for _ in phrases.every(text, 0, len(text), _TIME))


def _has(phrases: Phrases, text: str) -> bool:
    return phrases.search(text, 0, len(text), _TIME) is not None
