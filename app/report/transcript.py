"""The text of a report as a Word file of its own, for reports that are none."""

from __future__ import annotations

import io
import re
from datetime import datetime, time

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from app import NAME
from app.model import Document, Report, Section
from app.report.remarks import title_span

# As GB/T 9704-2012 sets an official document.
_WIDTH, _HEIGHT = Mm(210), Mm(297)
_TOP, _RIGHT, _BOTTOM, _LEFT = Mm(37), Mm(26), Mm(35), Mm(28)
_BODY, _LATIN, _LINE = "仿宋", "Times New Roman", Pt(28)
_TITLE_LINE = Pt(34)
_USUAL, _LARGE = Pt(16), Pt(22)
_LOOKS = {
    "Normal": (_BODY, _USUAL, False),
    "Title": ("方正小标宋简体", _LARGE, False),
    "Heading 1": ("黑体", _USUAL, True),
    "Heading 2": ("楷体", _USUAL, True),
    "Heading 3": (_BODY, _USUAL, True),
}
_LOWEST = 3
_UNPRINTABLE = re.compile("[\\x00-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_DATE = re.compile(
    r"[\d〇○零一二三四五六七八九十 ]+年[\d一二三四五六七八九十 ]+月[\d一二三四五六七八九十 ]+日"
)
_NAME = 30
_SALUTATION = re.compile(r".{2,60}[:：]")


def transcript(report: Report) -> bytes:
    """Return the text as a Word file: a paragraph for each line, in the same characters."""
    file = docx.Document()
    _set_page(file)
    for name, look in _LOOKS.items():
        _set_style(file, name, *look)
    _set_properties(file, report)
    _write(file, report.document)
    packed = io.BytesIO()
    file.save(packed)
    return packed.getvalue()


def _write(file: WordFile, document: Document) -> None:
    title, title_end = title_span(document)
    headings = {section.start: section for section in document.sections if section.heading}
    first = min(headings, default=len(document.text))
    lines, at = document.text.split("\n"), 0
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        section = headings.get(at)
        if section is not None:
            _add_heading(file, line, section)
        elif title < at + len(line) and at < title_end:
            last = file.add_paragraph(_printable(line), "Title").paragraph_format
            last.space_after = _LINE if at + len(line) >= title_end else Pt(0)
        else:
            paragraph = file.add_paragraph(_printable(line))
            if at < title:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif _DATE.fullmatch(line) or (_DATE.fullmatch(after) and len(line) <= _NAME):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if at < title or (at < first and _SALUTATION.fullmatch(line)):
                paragraph.paragraph_format.first_line_indent = Pt(0)
        at += len(line) + 1


def _add_heading(file: WordFile, line: str, section: Section) -> None:
    """Add a heading; the text that runs on behind one is set as text."""
    heading = line[: section.body - section.start]
    style = f"Heading {min(section.level, _LOWEST)}"
    if heading.strip() == line.strip():
        file.add_paragraph(_printable(line), style)
        return
    paragraph = file.add_paragraph()
    paragraph.add_run(_printable(heading)).bold = True
    paragraph.add_run(_printable(line[len(heading) :]))


def _printable(text: str) -> str:
    """Return ``text`` in as many characters, all of which XML can hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _set_page(file: WordFile) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = _WIDTH, _HEIGHT
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    section.left_margin, section.right_margin = _LEFT, _RIGHT


def _set_style(file: WordFile, name: str, typeface: str, size: Length, is_bold: bool) -> None:  # noqa: FBT001
    style = file.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101  (of python-docx's own template)
    style.font.name, style.font.size, style.font.bold = _LATIN, size, is_bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), typeface)
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    space = style.paragraph_format
    space.space_before = space.space_after = Pt(0)
    space.line_spacing_rule, space.line_spacing = WD_LINE_SPACING.EXACTLY, _LINE
    space.first_line_indent = Length(2 * size)
    if name == "Title":
        space.alignment, space.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, Pt(0)
        space.line_spacing = _TITLE_LINE


def _set_properties(file: WordFile, report: Report) -> None:
    """Say who made the file, and that it is Chinese, in place of what the template says."""
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    properties = file.core_properties
    properties.title = _printable(report.document.facts.title or "")
    properties.author = properties.last_modified_by = NAME
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.combine(report.checked, time())
