"""Makes the Word files in resources/samples from the texts beside them: `.venv/bin/python -m tests.samples`.

The three are made the way three clerks would make them: with automatic numbers, with typed numbers, and pasted from a
PDF line by line. Running it again gives the same bytes, so git shows a change only where a text has changed.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
ZIP_DATE = (2025, 3, 1, 0, 0, 0)
COLUMNS = (Mm(54), Mm(16), Mm(24), Mm(62))
NUMBERING = "90"  # far from the lists that the template of python-docx brings along
HEAD = re.compile(r"^[^，。]+：$|^\S+〔\d{4}〕\d+号")  # addressee, number of the document
DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


class Level(NamedTuple):
    """One level of headings: how its numbers are typed, counted by Word, and set."""

    typed: re.Pattern[str]
    format: str
    text: str
    style: str


LEVELS = (
    Level(re.compile(r"[一二三四五六七八九十]+、"), "chineseCounting", "%1、", "Heading 1"),
    Level(
        re.compile(r"（[一二三四五六七八九十]+）"),
        "chineseCountingThousand",
        "（%2）",
        "Heading 2",
    ),
    Level(re.compile(r"\d+\."), "decimal", "%3.", "Normal"),
)


class Look(NamedTuple):
    """How the paragraphs of one style are set."""

    font: str
    points: int
    indented: bool


LOOKS = {
    "Title": Look("方正小标宋简体", 22, indented=False),
    "Heading 1": Look("黑体", 16, indented=True),
    "Heading 2": Look("楷体_GB2312", 16, indented=True),
    "Normal": Look("仿宋_GB2312", 16, indented=True),
}


def numbered(lines: list[str]) -> Document:
    """Return the report as a clerk sets it who knows Word: styles, automatic numbers, a real table, page numbers."""
    document = official()
    add_numbering(document)
    add_page_number(document)
    for is_table, group in groupby(lines, key=lambda line: "\t" in line):
        if is_table:
            add_table(document, [row.split("\t") for row in group])
        else:
            for line in group:
                add_numbered(document, line)
    set_ends(document.paragraphs)
    return document


def typed(lines: list[str]) -> Document:
    """Return the report as most clerks set it: the look is right, and every number is typed."""
    document = official()
    for line in lines:
        level = level_of(line)
        document.add_paragraph(line, style_of(line, level))
    set_ends(document.paragraphs)
    return document


def pasted(lines: list[str]) -> Document:
    """Return the report as copied from a PDF: every printed line is a paragraph, and nothing is set."""
    document = docx.Document()
    set_style(document, "Normal", Look("宋体", 11, indented=False))
    for line in lines:
        document.add_paragraph(line)
    return document


CLERKS: dict[str, Callable[[list[str]], Document]] = {
    "良好示例": numbered,
    "有缺项示例": typed,
    "PDF复制示例": pasted,
}


def official() -> Document:
    """Return an empty A4 document in the look of GB/T 9704."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    for name, look in LOOKS.items():
        set_style(document, name, look)
    return document


def set_style(document: Document, name: str, look: Look) -> None:
    """Give a style its fonts, 28 points between lines, and an indent of two characters where it has one."""
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.size, style.font.bold, style.font.name = Pt(look.points), False, "Times New Roman"
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), look.font)
    space = style.paragraph_format
    space.space_before = space.space_after = Pt(0)
    space.line_spacing_rule, space.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
    space.first_line_indent = Pt(2 * look.points) if look.indented else Pt(0)
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)


def add_numbering(document: Document) -> None:
    """Add the list of three levels that headings point to."""
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{level.format}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{level.text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl>'
        for depth, level in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>'
        )
    )


def add_page_number(document: Document) -> None:
    """Put — 1 — at the foot of every page, as a field that Word counts."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    paragraph.add_run("— ")
    page = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(page))
    paragraph.add_run(" —")


def add_table(document: Document, rows: list[list[str]]) -> None:
    """Add a table with borders and centred cells."""
    table = document.add_table(len(rows), len(rows[0]), "Table Grid")
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = width
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, texts, COLUMNS, strict=True):
            cell.width = width  # Word goes by the cells, LibreOffice by the columns
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text).font.size = Pt(12)
            paragraph.alignment = ALIGN.CENTER
            paragraph.paragraph_format.first_line_indent = Pt(0)
            paragraph.paragraph_format.line_spacing = Pt(20)


def add_numbered(document: Document, line: str) -> None:
    """Add a paragraph whose typed number has become an automatic one."""
    level = level_of(line)
    if level is None:
        document.add_paragraph(line, style_of(line, level))
        return
    paragraph = document.add_paragraph(level.typed.sub("", line, count=1), style_of(line, level))
    numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
    numbers.get_or_add_ilvl().val = LEVELS.index(level)
    numbers.get_or_add_numId().val = int(NUMBERING)


def level_of(line: str) -> Level | None:
    """Return the level whose number the line starts with."""
    return next((level for level in LEVELS if level.typed.match(line)), None)


def style_of(line: str, level: Level | None) -> str:
    """Return the style of a paragraph; a heading that runs into its text is set like text."""
    if level and not line.endswith("。"):
        return level.style
    return "Title" if line.endswith("报告") else "Normal"


def set_ends(paragraphs: list[Paragraph]) -> None:
    """Set what does not follow from the style: addressee, caption, title, and the signature with its date."""
    for paragraph, after in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        if is_signature(paragraph, after):
            paragraph.alignment = ALIGN.RIGHT
            paragraph.paragraph_format.right_indent = Pt(32)
        elif paragraph.style.name == "Title" or is_caption(paragraph):  # type: ignore[union-attr]
            paragraph.alignment = ALIGN.CENTER
            paragraph.paragraph_format.first_line_indent = Pt(0)
        elif HEAD.search(paragraph.text):
            paragraph.paragraph_format.first_line_indent = Pt(0)


def is_signature(paragraph: Paragraph, after: Paragraph | None) -> bool:
    """Tell whether the paragraph is the date at the end, or the name above it."""
    return bool(DATE.fullmatch(paragraph.text) or (after and DATE.fullmatch(after.text)))


def is_caption(paragraph: Paragraph) -> bool:
    """Tell whether a table follows."""
    following = paragraph._p.getnext()
    return following is not None and following.tag == qn("w:tbl")


def set_properties(document: Document, title: str) -> None:
    """Replace what changes from run to run."""
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = "报告体检"
    properties.comments, properties.keywords, properties.revision = "", "", 1
    properties.created = properties.modified = datetime(*ZIP_DATE)


def packed(document: Document) -> bytes:
    """Return the file, with every part dated the same."""
    loose, packed_again = BytesIO(), BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed_again, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return packed_again.getvalue()


def samples() -> Iterator[tuple[Path, bytes]]:
    """Yield the Word files and what belongs in them."""
    for name, clerk in CLERKS.items():
        lines = (SAMPLES / f"{name}.txt").read_text("utf-8").splitlines()
        document = clerk([line for line in lines if line.strip()])
        set_properties(document, name)
        yield SAMPLES / f"{name}.docx", packed(document)


def main() -> None:
    """Write the Word files."""
    for path, content in samples():
        path.write_bytes(content)


if __name__ == "__main__":
    main()
