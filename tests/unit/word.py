"""Word files in memory, one line each, also those that no library would write.

A file is made of strings of WordprocessingML: `word(p("甲"), p("乙", numbered=(1, 0)), numbering=lists(...))`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NOTES = ("footnotes", "endnotes")
TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
)


def relations(*targets: tuple[str, str]) -> str:
    """Return a relationships part; each target is (kind, path)."""
    each = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{path}"/>'
        for at, (kind, path) in enumerate(targets, 1)
    )
    base = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{base}">{each}</Relationships>'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of ``parts``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def word(*body: str, numbering: str = "", styles: str = "", **parts: str | bytes) -> bytes:
    """Return a Word file with ``body``; ``parts`` replace whole parts, by name without folder."""
    built: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(
            ("numbering", "numbering.xml"),
            ("styles", "styles.xml"),
            *((name, f"{name}.xml") for name in parts if name in _NOTES),
        ),
        "word/document.xml": document(*body),
        "word/numbering.xml": f"{HEAD}<w:numbering {NAMES}>{numbering}</w:numbering>",
        "word/styles.xml": f"{HEAD}<w:styles {NAMES}>{styles}</w:styles>",
    }
    return packed(built | {f"word/{name}.xml": content for name, content in parts.items()})


def document(*body: str) -> str:
    """Return the main part of a Word file."""
    return f"{HEAD}<w:document {NAMES}><w:body>{''.join(body)}</w:body></w:document>"


def p(
    *content: str, numbered: tuple[int, int] | None = None, style: str = "", also: str = ""
) -> str:
    """Return a paragraph; what is no markup becomes a run; ``numbered`` is (list, level)."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered is not None:
        properties += (
            f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
        )
    runs = "".join(each if each.startswith("<") else r(each) for each in content)
    return f"<w:p><w:pPr>{properties}{also}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run of ``text``."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; a cell is text or markup, ``tc(…)`` gives it properties."""
    grid = "<w:gridCol/>" * max(map(len, rows))
    inside = "".join(f"<w:tr>{''.join(map(tc, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"


def tc(content: str, properties: str = "") -> str:
    """Return a table cell; one that is a cell already stays as it is."""
    if content.startswith("<w:tc>"):
        return content
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def field(code: str, shown: str) -> str:
    """Return a field of several runs: its code, and what it shows."""
    return begun(code) + r(shown) + mark("end")


def begun(code: str, form: str = "") -> str:
    """Return the beginning of a field, up to where what it shows begins; ``form`` is what a form says of it."""
    return mark("begin", form) + instruction(code) + mark("separate")


def mark(kind: str, inside: str = "", properties: str = "") -> str:
    """Return one of the three marks of a field: begin, separate, end."""
    return (
        f"<w:r><w:rPr>{properties}</w:rPr>"
        f'<w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'
    )


def instruction(code: str) -> str:
    """Return the code of a field."""
    return f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'


def run(markup: str, properties: str = "") -> str:
    """Return a run of something that is no text: a break, a symbol, a reference."""
    return f"<w:r><w:rPr>{properties}</w:rPr>{markup}</w:r>"


def tracked(kind: str, content: str = "") -> str:
    """Return a tracked change around ``content``: ins, del, moveFrom, moveTo; or the mark of one."""
    return f'<w:{kind} w:id="1" w:author="甲" w:date="2025-01-01T00:00:00Z">{content}</w:{kind}>'


def ended(kind: str) -> str:
    """Return the properties of a paragraph whose end was inserted, deleted or moved."""
    return f"<w:rPr>{tracked(kind)}</w:rPr>"


def control(content: str, properties: str = "") -> str:
    """Return a content control around ``content``."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def gallery(name: str) -> str:
    """Return the properties of a content control that Word made of a building block."""
    return f'<w:docPartObj><w:docPartGallery w:val="{name}"/><w:docPartUnique/></w:docPartObj>'


def note(number: int, kind: str = "footnote") -> str:
    """Return the reference to a note."""
    return run(f'<w:{kind}Reference w:id="{number}"/>')


def notes(*texts: str, kind: str = "footnote") -> str:
    """Return a part with notes from number 1 on, below the lines that Word keeps with them."""
    line = p(run("<w:separator/>"))
    found = [f'<w:{kind} w:type="separator" w:id="-1">{line}</w:{kind}>']
    for number, text in enumerate(texts, 1):
        inside = text if text.startswith("<") else p(run(f"<w:{kind}Ref/>"), text)
        found.append(f'<w:{kind} w:id="{number}">{inside}</w:{kind}>')
    return f"{HEAD}<w:{kind}s {NAMES}>{''.join(found)}</w:{kind}s>"


def shape(*body: str, hidden: str = "0") -> str:
    """Return a text box as Word writes it today, with all that a drawing needs; ``body`` are its paragraphs."""
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    size = '<a:off x="0" y="0"/><a:ext cx="2000000" cy="1000000"/>'
    return run(
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor simplePos="0" relativeHeight="1" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="2000000" cy="1000000"/><wp:wrapNone/>'
        f'<wp:docPr id="1" name="框" hidden="{hidden}"/><a:graphic><a:graphicData uri="{uri}">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>{size}</a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{''.join(body)}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{_vml('旧')}</w:pict></mc:Fallback></mc:AlternateContent>"
    )


def text_box(shown: str, old: str) -> str:
    """Return a text box as Word writes it: the shape, and a copy for programs of before 2010."""
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{p(shown)}'
        "</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{_vml(old)}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def old_text_box(shown: str) -> str:
    """Return a text box as programs of before 2010 write it."""
    return f"<w:r><w:pict>{_vml(shown)}</w:pict></w:r>"


def _vml(text: str) -> str:
    return f"<v:shape><v:textbox><w:txbxContent>{p(text)}</w:txbxContent></v:textbox></v:shape>"


def level(
    at: int, kind: str, text: str, start: int = 1, also: str = "", after: str = "nothing"
) -> str:
    """Return one level of a list: how it counts, its text with %1 to %9, and what comes ``after`` it."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{also}'
        f'<w:suff w:val="{after}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    """Return the definition of a list."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def num(number: int, of: int, also: str = "") -> str:
    """Return a list that counts with the definition ``of``."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{also}</w:num>'


def listed(number: int | None = None, at: int | None = None) -> str:
    """Return the properties that put a style or a paragraph on a list, on a level of it, or both."""
    found = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    found += "" if number is None else f'<w:numId w:val="{number}"/>'
    return f"<w:numPr>{found}</w:numPr>"


def changed(at: int, to: str, start: int | None = None) -> str:
    """Return what lets a list look different on a level, whose new definition is ``to``."""
    first = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{at}">{first}{to}</w:lvlOverride>'


def restarted(at: int, start: int) -> str:
    """Return what lets a list begin anew at ``start`` on a level."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def one_list(*levels: str) -> str:
    """Return the numbering part of a file with a single list, number 1."""
    return abstract(0, *levels) + num(1, 0)


def looks(name: str, runs: str, kind: str = "paragraph", based_on: str = "") -> str:
    """Return a style with properties of runs."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{base}'
        f"<w:rPr>{runs}</w:rPr></w:style>"
    )


def style(name: str, properties: str = "", based_on: str = "", kind: str = "paragraph") -> str:
    """Return a style with paragraph properties."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )
