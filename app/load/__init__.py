"""File -> Source. The only code that opens input files; one module per format."""

from __future__ import annotations

import hashlib
import importlib
import re
from collections.abc import Generator
from pathlib import Path

from app.errors import AppError
from app.load.files import read_bytes
from app.model import Block, Source

_MODULES = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".txt": "text",
    ".md": "text",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".mht": "html",
    ".mhtml": "html",
}
CONVERTED = (".doc", ".wps", ".rtf", ".odt", ".ofd", ".dot", ".wpt", ".fodt", ".uot")
"""File name endings that an installed LibreOffice has to convert first."""
SUFFIXES = (*_MODULES, *CONVERTED)
"""File name endings that can be loaded."""

_READABLE = re.compile(r"[\w\u3400-\u9fff]")


def load(path: Path) -> Source:
    """Return the blocks of the file at ``path``; raises as ``loading`` does."""
    steps = loading(path)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            source: Source = end.value
            return source


def loading(path: Path) -> Generator[None, None, Source]:
    """Yield None while the file at ``path`` is being read, so that the caller can stop; return its blocks.

    Raises:
        AppError: the file cannot be read, is of another format, is damaged, or holds no text.
    """
    suffix = path.suffix.lower()
    if suffix and suffix not in SUFFIXES and not path.is_dir():
        raise AppError(
            "load-format",
            f"暂不能读取{path.suffix}格式的文件。",
            "请在 Word 或 WPS 中打开它，另存为 .docx 文件后再检查。",
            path.name,
        )
    data = read_bytes(path)
    if suffix in CONVERTED:
        blocks, notes = yield from _old_format(data, path.name)
    else:
        blocks, notes = _read(_MODULES.get(suffix, "text"), data, path.name)
    _require_text(blocks, path.name)
    return Source(path, tuple(blocks), tuple(notes), hashlib.sha256(data).hexdigest())


def _old_format(data: bytes, name: str) -> Generator[None, None, tuple[list[Block], list[str]]]:
    """Return the blocks of a file whose ending says little: today's programs save much under .doc and .wps."""
    from app.load import office  # needed for few files

    module = office.reader_of(data)
    if module is not None:
        return _read(module, data, name)
    converted = yield from office.converted(data, name)
    return _read("docx", converted, name)


def _read(module: str, data: bytes, name: str) -> tuple[list[Block], list[str]]:
    reader = importlib.import_module(f"app.load.{module}")  # a .txt need not wait for lxml
    blocks, notes = reader.blocks(data, name)
    return blocks, notes


def _require_text(blocks: list[Block], name: str) -> None:
    if not any(_READABLE.search(block.text) for block in blocks):
        raise AppError(
            "load-no-text",
            "这份文件里没有文字。",
            "如果内容是图片或扫描件，请换成能选中文字的文件后再检查。",
            name,
        )
