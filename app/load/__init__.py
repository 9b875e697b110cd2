"""File -> Source. The only code that opens input files; one module per format."""

from __future__ import annotations

import hashlib
import importlib
import re
from pathlib import Path

from app.errors import AppError
from app.load.files import read_bytes
from app.model import Block, Source

_MODULES = {".txt": "text", ".md": "text", ".docx": "docx", ".docm": "docx"}

SUFFIXES = tuple(_MODULES)
"""File name endings that can be loaded."""

_READABLE = re.compile(r"[\w\u3400-\u9fff]")


def load(path: Path) -> Source:
    """Return the blocks of the file at ``path``.

    Raises:
        AppError: the file cannot be read, is of another format, is damaged, or holds no text.
    """
    name = _MODULES.get(path.suffix.lower())
    if name is None and path.suffix and not path.is_dir():
        raise AppError(
            "load-format",
            f"暂不能读取{path.suffix}格式的文件。",
            "请在 Word 或 WPS 中打开它，另存为 .docx 文件后再检查。",
            path.name,
        )
    data = read_bytes(path)
    reader = importlib.import_module(f"app.load.{name or 'text'}")  # a .txt need not wait for lxml
    blocks, notes = reader.blocks(data, path.name)
    _require_text(blocks, path.name)
    return Source(path, tuple(blocks), tuple(notes), hashlib.sha256(data).hexdigest())


def _require_text(blocks: list[Block], name: str) -> None:
    if not any(_READABLE.search(block.text) for block in blocks):
        raise AppError(
            "load-no-text",
            "这份文件里没有文字。",
            "如果内容是图片或扫描件，请换成能选中文字的文件后再检查。",
            name,
        )
