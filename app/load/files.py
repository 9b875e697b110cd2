"""Opening a file, with every way in which that fails said in one sentence."""

from __future__ import annotations

import stat
from pathlib import Path

from app.errors import AppError

LARGEST = 64 * 1024 * 1024
"""The largest file that is read, in bytes."""


def read_bytes(path: Path) -> bytes:
    """Return the content of the file at ``path``.

    Raises:
        AppError: it is missing, no ordinary file, too large, empty, or may not be read.
    """
    try:
        _require_ordinary_file(path)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise AppError(
            "load-missing",
            "找不到这个文件。",
            "它可能被移动、改名或删除了，请重新选择。",
            path.name,
        ) from error
    except PermissionError as error:
        raise AppError(
            "load-denied", "没有权限读取这个文件。", "请复制一份到桌面，再检查副本。", path.name
        ) from error
    except OSError as error:
        raise AppError(
            "load-unreadable",
            "读取这个文件时出错。",
            "如果它在U盘或网络盘上，请先复制到本机再检查。",
            path.name,
        ) from error
    if not data:
        raise AppError("load-empty", "这个文件是空的（0 字节）。", "请确认选对了文件。", path.name)
    return data


def _require_ordinary_file(path: Path) -> None:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise AppError(
            "load-folder",
            "这是一个文件夹，不是报告文件。",
            "请选择其中的一份 .docx 或 .txt 文件。",
            path.name,
        )
    if not stat.S_ISREG(status.st_mode):
        raise AppError(
            "load-special",
            "这不是普通文件，不能读取。",
            "请选择一份 .docx 或 .txt 文件。",
            path.name,
        )
    if status.st_size > LARGEST:
        size = status.st_size // (1024 * 1024)
        raise AppError(
            "load-large",
            f"文件太大（{size} MB），最大可读 {LARGEST // (1024 * 1024)} MB。",
            "请删去其中的图片后另存再检查。",
            path.name,
        )
