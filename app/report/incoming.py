"""Opening a workbook that comes from outside: within limits, and every failure in one sentence."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from pathlib import Path

from openpyxl import Workbook, load_workbook

from app.errors import AppError
from app.limits import ENTRIES
from app.load.files import read_bytes

_PARTS_BYTES = 24 * 1024 * 1024
"""How much the parts that are text may come to, unpacked; pictures in the workbook don't count."""

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DIRECTORY_ENTRY, _DIRECTORY_END = b"PK\x01\x02", b"PK\x05\x06"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MAIN = "xl/workbook.xml"
_DEFINITION = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_RESAVE = "请在 Excel 或 WPS 中打开，另存为 .xlsx 后再导入。"
_CHOOSE = "请选择本软件导出、由单位填写的 .xlsx 台账。"


def opened(path: Path) -> Workbook:
    """Return the workbook at ``path``, for reading only; formulas are what they last came to.

    Raises:
        AppError: it cannot be read, is no workbook, encrypted, damaged, or beyond all measure.
    """
    data = _read(path)
    _check(data, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl leaves out
            return load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
    except Exception as error:  # openpyxl raises whatever a foreign part makes it stumble over
        raise damaged(path) from error


def damaged(path: Path) -> AppError:
    """Return the failure of a workbook that cannot be understood."""
    return AppError(
        "ledger-damaged", "这份台账已损坏，或者格式特殊，读不出来。", _RESAVE, path.name
    )


def _read(path: Path) -> bytes:
    try:
        return read_bytes(path)
    except AppError as error:
        if error.code == "load-folder":
            raise AppError(
                "ledger-folder", "这是一个文件夹，不是台账。", _CHOOSE, path.name
            ) from error
        raise


def _check(data: bytes, path: Path) -> None:
    if data.startswith(_OLE):
        raise _protected(path) if _ENCRYPTED in data else _old(path)
    if not data.startswith(b"PK"):
        raise AppError("ledger-foreign", "这不是 Excel 台账。", _CHOOSE, path.name)
    if data.count(_DIRECTORY_ENTRY) > ENTRIES:
        raise _too_large(path)
    if _DIRECTORY_END not in data:
        raise AppError(
            "ledger-truncated",
            "这份台账不完整，可能没有下载或复制完。",
            "请重新下载或复制一份，再导入。",
            path.name,
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_parts(package, path)
    except RuntimeError as error:  # zipfile says so of an encrypted entry
        raise _protected(path) from error
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error) as error:
        raise damaged(path) from error


def _check_parts(package: zipfile.ZipFile, path: Path) -> None:
    room = _PARTS_BYTES
    names = {entry.filename.replace("\\", "/").lower() for entry in package.infolist()}
    if _MAIN not in names:
        raise AppError("ledger-foreign", "这不是 Excel 台账。", _CHOOSE, path.name)
    for entry in package.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        if entry.compress_type not in _METHODS:
            raise damaged(path)
        with package.open(entry) as stream:
            part = stream.read(room + 1)
        room -= len(part)
        if room < 0:
            raise _too_large(path)
        if _DEFINITION.search(part):
            raise AppError(
                "ledger-hostile",
                "这份台账含有不该出现的外部定义，为安全起见没有打开。",
                _RESAVE,
                path.name,
            )


def _protected(path: Path) -> AppError:
    return AppError(
        "ledger-protected",
        "这份台账设有打开密码。",
        "请在 Excel 或 WPS 中打开，取消密码，保存后再导入。",
        path.name,
    )


def _old(path: Path) -> AppError:
    return AppError("ledger-old", "这是旧版 Excel（.xls）或其他格式的文件。", _RESAVE, path.name)


def _too_large(path: Path) -> AppError:
    return AppError(
        "ledger-bomb",
        "这份台账解压后异常庞大，为安全起见没有打开。",
        "请删去无关的工作表，另存一份再导入。",
        path.name,
    )
