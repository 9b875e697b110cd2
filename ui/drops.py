"""What was dropped on the window, and what of it this version checks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from app.load import SUFFIXES


@dataclass(frozen=True, slots=True)
class Choice:
    """The file to check, if any, and a sentence where that is not all that was dropped."""

    path: Path | None
    notice: str = ""


def dropped_paths(mime: QMimeData) -> list[Path]:
    """Return the local files and folders of a drag."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def choose(paths: list[Path]) -> Choice:
    """Choose the one file to check out of what was dropped."""
    files = [path for path in paths if not path.is_dir()]
    if len(paths) == 1 and files:
        return Choice(files[0])
    if not files:
        return Choice(None, "目前一次只检查一个文件，不能检查整个文件夹。请把其中一份报告拖进来。")
    first = next((path for path in files if path.suffix.lower() in SUFFIXES), files[0])
    return Choice(first, f"目前一次只检查一个文件，本次检查的是“{first.name}”，其余未检查。")
