"""Writing a file whole or not at all, and saying in plain Chinese why it could not be written."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from pathlib import Path
from secrets import token_hex

from app.errors import AppError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_NAMELESS = {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR}
_WINDOWS_NAMELESS = {123, 206}


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` in ``path``; when that fails, the file that stood there is as it was."""
    try:
        target = Path(os.path.realpath(path))
        _refuse_protected(path, target)
        _replace(path, target, data)
    except (OSError, ValueError) as error:
        raise _failure(path, error) from error


def other_name(path: Path) -> Path:
    """Return a name beside ``path`` that no file has yet: 清单(2).xlsx for 清单.xlsx."""
    number = 2
    while (other := path.with_name(f"{path.stem}({number}){path.suffix}")).exists():
        number += 1
    return other


def _refuse_protected(path: Path, target: Path) -> None:
    # A rename replaces a write-protected file without asking, and an administrator may write anywhere.
    if target.is_dir():
        raise AppError("write-denied", "同名的文件夹已经存在，无法写入文件。", _elsewhere(path), str(path))
    if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
        raise AppError("write-denied", "文件是只读的，无法覆盖。", _elsewhere(path), str(path))


def _replace(path: Path, target: Path, data: bytes) -> None:
    temporary = target.with_name(f".{token_hex(8)}.tmp")
    try:
        _fill(temporary, data)
        if target.exists():
            shutil.copymode(target, temporary)
        _rename(path, temporary, target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _fill(temporary: Path, data: bytes) -> None:
    # Not tempfile: its files can be read by their owner only, also after the rename.
    with temporary.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _rename(path: Path, temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except PermissionError as error:
        message = "文件正被其他程序占用，无法覆盖。"
        hint = f"请先在 Excel 或 WPS 中关闭该文件再试，或者{_another(path)}。"
        raise AppError("write-locked", message, hint, str(path)) from error


def _failure(path: Path, error: OSError | ValueError) -> AppError:
    number = error.errno if isinstance(error, OSError) else errno.EINVAL
    if number in _FULL:
        code, message, hint = "write-full", "磁盘空间不足，文件没有写成。", "请清理磁盘后再试，或者换一个磁盘保存。"
    elif number in _NAMELESS or getattr(error, "winerror", None) in _WINDOWS_NAMELESS:
        code, message, hint = "write-name", "文件名或路径过长，或者含有不能使用的字符。", "请换一个较短的文件名，例如“检查清单.xlsx”。"
    elif number in _NO_FOLDER:
        code, message, hint = "write-folder", "要保存到的文件夹不存在。", "请检查路径，或者换一个文件夹保存。"
    elif number in _DENIED:
        code, message, hint = "write-denied", "没有在这个文件夹中写入文件的权限。", _elsewhere(path)
    else:
        code, message, hint = "write-failed", "文件没有写成。", f"请检查磁盘或网络连接后再试，或者{_another(path)}。"
    return AppError(code, message, hint, str(path))


def _elsewhere(path: Path) -> str:
    return f"请换一个文件夹保存，或者{_another(path)}。"


def _another(path: Path) -> str:
    return f"另存为“{other_name(path).name}”"
