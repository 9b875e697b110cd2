"""Writing a file whole or not at all, and saying in plain Chinese why it could not be written."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, NamedTuple

from app.errors import AppError


class _Failure(NamedTuple):
    """What is said of a failure; ``{other}`` in the hint is a name that is still free."""

    code: str
    message: str
    hint: str


_FULL = _Failure("write-full", "磁盘空间不足，文件没有写成。", "请清理磁盘，或者换一个磁盘保存。")
_NAME = _Failure(
    "write-name", "文件名或路径过长，或者含有不能使用的字符。", "请换一个简短的文件名。"
)
_FOLDER = _Failure("write-folder", "要保存到的文件夹不存在。", "请换一个文件夹保存。")
_DENIED = _Failure("write-denied", "没有在这个文件夹中写入文件的权限。", "请换一个文件夹保存。")
_READ_ONLY = _Failure("write-denied", "文件是只读的，不能覆盖。", "请另存为“{other}”。")
_IS_FOLDER = _Failure("write-denied", "已经有同名的文件夹。", "请另存为“{other}”。")
_LOCKED = _Failure(
    "write-locked",
    "文件正被其他程序占用，不能覆盖。",
    "请先在 Excel 或 WPS 中关闭该文件，或者另存为“{other}”。",
)
_FAILED = _Failure("write-failed", "文件没有写成。", "请检查磁盘或网络连接，或者另存为“{other}”。")
_GONE = _Failure(
    "write-gone",
    "要保存到的网络位置连接不上，文件没有写成。",
    "请检查网络连接，或者换一个文件夹保存。",
)

_BY_NUMBER = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.ENAMETOOLONG: _NAME,
    errno.EINVAL: _NAME,
    errno.EILSEQ: _NAME,
    errno.ENOENT: _FOLDER,
    errno.ENOTDIR: _FOLDER,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: _DENIED,
    errno.ESTALE: _GONE,
    errno.ENOTCONN: _GONE,
    errno.EHOSTDOWN: _GONE,
    errno.EHOSTUNREACH: _GONE,
    errno.ETIMEDOUT: _GONE,
}
# Windows says more than the number that it is translated to.
_BY_WINDOWS = {
    **dict.fromkeys((123, 206), _NAME),
    **dict.fromkeys((39, 112), _FULL),
    **dict.fromkeys((32, 33), _LOCKED),
    **dict.fromkeys((51, 53, 55, 59, 64, 67, 121, 1222, 1231), _GONE),
}

_PREFIX, _SUFFIX = ".baogao-tijian-", ".tmp"
_TRIES = 10
_IS_WINDOWS = os.name == "nt"


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` in ``path``; when that fails, the file that stood there is as it was.

    Raises:
        AppError: it could not be written; the hint proposes what to do instead.
    """
    try:
        target = Path(os.path.realpath(path))
        _refuse_protected(path, target)
        sweep(target.parent)
        _replace(path, target, data)
    except (OSError, ValueError) as error:
        raise _error(path, _failure(error)) from error


def sweep(folder: Path) -> None:
    """Remove from ``folder`` what a write of ours left half done when its process was killed."""
    for stray in _unfinished(folder):
        with contextlib.suppress(OSError):
            if _is_left_behind(stray):
                stray.unlink(missing_ok=True)


def other_name(path: Path) -> Path:
    """Return a name beside ``path`` that no file has yet: 清单(2).xlsx for 清单.xlsx."""
    number = 2
    while (other := path.with_name(f"{path.stem}({number}){path.suffix}")).exists():
        number += 1
    return other


def _refuse_protected(path: Path, target: Path) -> None:
    # A rename would replace a write-protected file without asking.
    if target.is_dir():
        raise _error(path, _IS_FOLDER)
    if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
        raise _error(path, _READ_ONLY)


def _replace(path: Path, target: Path, data: bytes) -> None:
    for left in reversed(range(_TRIES)):
        temporary = target.with_name(f"{_PREFIX}{token_hex(8)}{_SUFFIX}")
        try:
            _write(path, temporary, target, data)
            return
        except FileNotFoundError:
            # Another process that sweeps may take it in the moment when nobody holds it.
            if not left or not target.parent.is_dir():
                raise
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _write(path: Path, temporary: Path, target: Path, data: bytes) -> None:
    # Not tempfile: its files can be read by their owner only, also after the rename.
    with temporary.open("xb") as stream:
        _can_hold(stream)
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        if not _IS_WINDOWS:  # which renames no open file
            _rename(path, temporary, target)
    if _IS_WINDOWS:
        _rename(path, temporary, target)


def _rename(path: Path, temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except PermissionError as error:
        raise _error(path, _LOCKED) from error


def _unfinished(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        names = [each.name for each in os.scandir(folder)]
        yield from (folder / n for n in names if n.startswith(_PREFIX) and n.endswith(_SUFFIX))


def _is_left_behind(temporary: Path) -> bool:
    with temporary.open("rb") as stream:
        return _can_hold(stream)


if sys.platform == "win32":

    def _can_hold(stream: BinaryIO) -> bool:
        """Return True: Windows itself removes no file that somebody has open."""
        return not stream.closed

else:
    import fcntl

    def _can_hold(stream: BinaryIO) -> bool:
        """Hold the file until it is closed or this process dies; tell whether that went."""
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # somebody holds it, or this file system cannot tell
            return False
        return True


def _failure(error: OSError | ValueError) -> _Failure:
    if not isinstance(error, OSError):
        return _NAME
    by_windows = _BY_WINDOWS.get(getattr(error, "winerror", None) or 0)
    return by_windows or _BY_NUMBER.get(error.errno or 0, _FAILED)


def _error(path: Path, failure: _Failure) -> AppError:
    code, message, hint = failure
    if "{other}" in hint:
        hint = hint.format(other=other_name(path).name)
    return AppError(code, message, hint, str(path))
