"""Word files -> blocks: paragraphs and table cells in reading order, with automatic numbers.

Read with ``zipfile`` and ``lxml`` because no library yields Word's Chinese automatic numbers.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from app.errors import AppError
from app.load.numbering import Numbering
from app.load.styles import Styles, outline_level
from app.model import Block, BlockKind

PART_LIMIT = 64 * 1024 * 1024
"""The largest part of a Word file that is unpacked, in bytes."""
ENTRY_LIMIT = 5_000
"""How many parts a Word file may have."""
RATIO_LIMIT = 200
"""How much smaller than its content a packed part above 1 MiB may be."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset(
    _W + tag
    for tag in (
        "del",
        "rt",
        "moveFrom",
        "instrText",
        "delText",
        "rPr",
        "pPr",
        "sectPr",
        "tblPr",
        "trPr",
        "tcPr",
    )
) | {_FALLBACK}
_BREAKS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-"}
_OLE = b"\xd0\xcf\x11\xe0"


def blocks(data: bytes, name: str) -> tuple[list[Block], list[str]]:
    """Return the paragraphs and table cells of a Word file.

    Raises:
        AppError: ``data`` is no Word file, is protected, damaged or unreasonably packed.
    """
    package = _open(data, name)
    main = _main_part(package, name)
    folder = main.rpartition("/")[0] + "/" if "/" in main else ""
    body = _parse(_part(package, main, name), name).find(_W + "body")
    numbering = Numbering(_optional(package, folder + "numbering.xml", name))
    styles = Styles(_optional(package, folder + "styles.xml", name))
    found = list(_Walk(numbering, styles).blocks(body)) if body is not None else []
    return found, []


class _Walk:
    """One walk through a body in reading order."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self.numbering = numbering
        self.styles = styles
        self.paragraphs = 0
        self.cells = 0
        self.cell = 0

    def blocks(self, parent: etree._Element, *, in_cell: bool = False) -> Iterator[Block]:
        for child in parent:
            if child.tag == _W + "p":
                yield from self._paragraph(child, in_cell=in_cell)
            elif child.tag == _W + "tbl":
                for cell in _cells(child):
                    self.cells += 1
                    around, self.cell = self.cell, self.cells
                    yield from self.blocks(cell, in_cell=True)
                    self.cell = around
            elif (
                isinstance(child.tag, str)
                and child.tag not in _LEFT_OUT
                and not _is_contents(child)
            ):
                yield from self.blocks(child, in_cell=in_cell)

    def _paragraph(self, element: etree._Element, *, in_cell: bool) -> Iterator[Block]:
        self.paragraphs += not in_cell
        text = "".join(_text(element, field=[]))
        properties = element.find(_W + "pPr")
        style = self.styles.of_paragraph(properties)
        outline = outline_level(properties, style)
        label = self.numbering.label(properties, style)  # an empty paragraph counts too
        label = label if text.strip() else ""
        kind = BlockKind.CELL if in_cell else BlockKind.PARAGRAPH
        yield Block(text, kind, self.cell if in_cell else self.paragraphs, label, outline)
        for box in element.iter(_W + "txbxContent"):
            if not any(up.tag == _FALLBACK for up in box.iterancestors()):
                yield from self.blocks(box, in_cell=in_cell)


def _cells(table: etree._Element) -> Iterator[etree._Element]:
    for cell in table.iter(_W + "tc"):
        if next(cell.iterancestors(_W + "tbl")) is table:
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is None or merge.get(_W + "val") == "restart":
                yield cell


def _text(element: etree._Element, field: list[bool]) -> Iterator[str]:
    """Yield the visible text under ``element``; ``field`` says for each open field if its code is passed."""
    for child in element:
        tag = child.tag
        if tag in _LEFT_OUT or tag == _W + "txbxContent" or not isinstance(tag, str):
            continue
        if tag == _W + "t":
            if all(field):
                yield child.text or ""
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        elif tag == _W + "fldChar":
            _step(field, child.get(_W + "fldCharType"))
        elif tag != _W + "r" or not _is_on(child.find(f"{_W}rPr/{_W}vanish")):
            yield from _text(child, field)


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(_W + "val", "true") not in {"0", "false", "off"}


def _is_contents(element: etree._Element) -> bool:
    """Tell whether ``element`` is a table of contents, which repeats every heading."""
    gallery = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return gallery is not None and gallery.get(_W + "val") == "Table of Contents"


def _step(field: list[bool], kind: str | None) -> None:
    if kind == "begin":
        field.append(False)
    elif kind == "separate" and field:
        field[-1] = True
    elif kind == "end" and field:
        field.pop()


def _open(data: bytes, name: str) -> zipfile.ZipFile:
    if data.startswith(_OLE):
        raise AppError(
            "load-protected",
            "这份文件设有打开密码，或者是改了扩展名的旧版 Word 文件。",
            "请在 Word 或 WPS 中打开，取消密码，另存为 .docx 后再检查。",
            name,
        )
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise _damaged(name) from error
    entries = package.infolist()
    too_dense = any(
        e.file_size > 2**20 and e.file_size > RATIO_LIMIT * max(1, e.compress_size)
        for e in entries
    )
    if len(entries) > ENTRY_LIMIT or too_dense:
        raise AppError(
            "load-bomb",
            "这份文件的压缩方式异常，为安全起见没有打开。",
            "请在 Word 或 WPS 中打开原文件，另存一份再检查。",
            name,
        )
    return package


def _main_part(package: zipfile.ZipFile, name: str) -> str:
    """Return the name of the part that holds the text, as the package says or as is usual."""
    links = _optional(package, "_rels/.rels", name)
    for link in () if links is None else links:
        if str(link.get("Type", "")).endswith("/officeDocument"):
            return str(link.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _optional(package: zipfile.ZipFile, part: str, name: str) -> etree._Element | None:
    return _parse(_part(package, part, name), name) if part in package.namelist() else None


def _part(package: zipfile.ZipFile, part: str, name: str) -> bytes:
    try:
        with package.open(part) as stream:
            data = stream.read(PART_LIMIT + 1)
    except KeyError as error:
        raise AppError(
            "load-not-word",
            "这个文件里没有 Word 正文。",
            "请确认它是用 Word 或 WPS 保存的 .docx 文件。",
            name,
        ) from error
    except RuntimeError as error:
        raise AppError(
            "load-protected",
            "这份文件设有打开密码。",
            "请在 Word 或 WPS 中取消密码后再检查。",
            name,
        ) from error
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        zlib.error,
    ) as error:
        raise _damaged(name) from error
    if len(data) > PART_LIMIT:
        raise AppError(
            "load-large", "这份文件的正文太大，无法检查。", "请删去无关内容后另存再检查。", name
        )
    return data.replace(_STRICT, _TRANSITIONAL)


def _parse(data: bytes, name: str) -> etree._Element:
    if b"<!DOCTYPE" in data[:4096]:
        raise AppError(
            "load-hostile",
            "这份文件含有不该出现的外部定义，为安全起见没有打开。",
            "请在 Word 或 WPS 中打开原文件，另存一份再检查。",
            name,
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(name) from error


def _damaged(name: str) -> AppError:
    return AppError(
        "load-damaged",
        "这份文件已损坏，打不开。",
        "请在 Word 或 WPS 中打开并修复，另存为 .docx 后再检查。",
        name,
    )
