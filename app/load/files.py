"""Opening a file, with every way in which that fails said in one sentence."""

from __future__ import annotations

import stat
from pathlib import Path

from app.errors import AppError
from app.limits import FILE_BYTES

_MEGABYTE = 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """Return the content of the file at ``path``.

    Raises:
        AppError: it is missing, no ordinary file, too large, empty, or may not be read.
    """
    try:
        size = _size_of_ordinary_file(path)
        with path.open("rb") as file:
            data = file.read(size + 1)
            if len(data) > size:  # it has grown since, or does not tell its size
                data += file.read(FILE_BYTES + 1 - len(data))
    except (FileNotFoundError, NotADirectoryError) as error:
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
    except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
        raise AppError(
            "load-unreadable",
            "读取这个文件时出错。",
            "如果它在U盘或网络盘上，请先复制到本机再检查。",
            path.name,
        ) from error
    if len(data) > FILE_BYTES:
        raise _too_large(len(data), path)
    if not data:
        raise AppError("load-empty", "这个文件是空的（0 字节）。", "请确认选对了文件。", path.name)
    return data


def _size_of_ordinary_file(path: Path) -> int:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise AppError(
            "load-folder",
            "这是一个文件夹，不是报告文件。",
            "请选择其中的一份报告。",
            path.name,
        )
    if not stat.S_ISREG(status.st_mode):
        raise AppError(
            "load-special",
            "这不是普通文件，不能读取。",
            "请选择一份报告文件。",
            path.name,
        )
    if status.st_size > FILE_BYTES:
        raise _too_large(status.st_size, path)
    return status.st_size


def _too_large(size: int, path: Path) -> AppError:
    return AppError(
        "load-large",
        f"文件太大（{size // _MEGABYTE} MB），最大可读 {FILE_BYTES // _MEGABYTE} MB。",
        "请删去其中的图片后另存再检查。",
        path.name,
    )
