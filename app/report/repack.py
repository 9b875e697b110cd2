"""A Word package with some parts changed or added, and every other part as it was."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from app.limits import UNPACKED_BYTES
from app.load.package import Package

_DATE = (1980, 1, 1, 0, 0, 0)
_MOST_PICTURES = 8
"""How many times as much as is read of a Word file its pictures may come to, unpacked."""


def repacked(package: Package, data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return the package in ``data``, opened as ``package``, with ``changed`` parts by their names.

    Raises:
        AppError: a part is damaged, or all of them come to more than any report.
    """
    entries = package.entries()
    if sum(entry.file_size for entry in entries) > _MOST_PICTURES * UNPACKED_BYTES:
        raise package.too_large()
    replaced = {
        entry.filename: changed[name] for name in changed if (entry := package.entry(name))
    }
    added = {name: part for name, part in changed.items() if package.entry(name) is None}
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
            for entry in entries:
                part = replaced.get(entry.filename)
                new.writestr(_alike(entry), old.read(entry) if part is None else part)
            for name, part in added.items():
                new.writestr(_new(name), part)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError, zlib.error) as error:
        raise package.damaged() from error
    return packed.getvalue()


def _alike(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return how a part is packed again: as it was, but for what its size decides."""
    again = zipfile.ZipInfo(entry.filename, entry.date_time)
    again.compress_type, again.external_attr = entry.compress_type, entry.external_attr
    return again


def _new(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
