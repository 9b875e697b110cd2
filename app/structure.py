"""Source -> Document: the text with its sections, their roles, and the facts."""

from __future__ import annotations

from dataclasses import replace

from app.clean import clean
from app.facts import Head, facts, is_closing
from app.model import Document, Source
from app.outline import Lines, outline
from app.roles import is_role_heading, with_roles
from app.rules import RuleSet


def structure(
    source: Source, ruleset: RuleSet, level: str | None = None, year: int | None = None
) -> Document:
    """Return ``source`` as a document; ``level`` and ``year`` overrule what it says of itself."""
    cleaned = clean(source)
    head = Head(cleaned, ruleset)
    lines = Lines(
        head.title_end,
        head.size,
        lambda line, inner: is_role_heading(line, ruleset, inner=inner),
        lambda line: is_closing(line, ruleset),
    )
    headings = outline(cleaned, lines)
    report_year = year or head.year
    sections = with_roles(cleaned.text, headings, ruleset, report_year)
    found = facts(cleaned, head, sections, ruleset)
    return Document(
        source=source,
        text=cleaned.text,
        segments=tuple(cleaned.segments),
        sections=sections,
        facts=replace(found, level=level or found.level, year=year or found.year),
        notes=(*source.notes, *cleaned.notes),
        is_cut=cleaned.is_cut,
    )
