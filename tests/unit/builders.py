"""One-line builders of sources and documents, read with the rule set that the program ships."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.load import docx as word_files
from app.load import text as text_files
from app.model import Document, Source
from app.paths import DEFAULT_SET
from app.rules import RuleSet, load_set
from app.structure import structure
from tests.unit.word import word

TITLE = "某县东山镇人民政府2024年法治政府建设年度报告"


@cache
def rules() -> RuleSet:
    """Return the rule set that the program ships, loaded once."""
    return load_set(DEFAULT_SET)


def source(text: str) -> Source:
    """Return ``text`` as it comes from a text file, a block per line."""
    blocks, notes = text_files.blocks(text.encode(), "报告.txt")
    return Source(Path("报告.txt"), tuple(blocks), tuple(notes), "")


def docx(*body: str, numbering: str = "", styles: str = "") -> Source:
    """Return ``body``, paragraphs of `tests.unit.word`, as it comes from a Word file."""
    data = word(*body, numbering=numbering, styles=styles)
    blocks, notes = word_files.blocks(data, "报告.docx")
    return Source(Path("报告.docx"), tuple(blocks), tuple(notes), "")


def lines(source: Source) -> list[str]:
    """Return what a person sees of each block that shows anything: its number and its text."""
    return [block.label + block.text for block in source.blocks if block.label + block.text]


def document(text: str | Source, level: str | None = None, year: int | None = None) -> Document:
    """Return ``text`` with its sections and facts."""
    return structure(source(text) if isinstance(text, str) else text, rules(), level, year)


def report(text: str) -> Document:
    """Return the document of a report with an ordinary title over ``text``."""
    return document(f"{TITLE}\n{text}")


def outline(document: Document) -> list[tuple[str, str]]:
    """Return number and words of each heading, indented by its level."""
    return [("  " * (s.level - 1) + s.label, s.heading) for s in document.sections]


def roles(document: Document) -> dict[str, tuple[str, ...]]:
    """Return the roles of the sections by their headings."""
    return {section.heading: section.roles for section in document.sections}


def passage(document: Document, role: str) -> str:
    """Return the text of the innermost section that plays ``role``; fail when there is none."""
    section = [each for each in document.sections if each.roles == (role,)][-1]
    return document.text[section.start : section.end].strip()
