"""Files and folders -> the reports to check, in order, and what is passed over and why."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.load import SUFFIXES

_LOCK = "~$"
_DEEPEST = 50
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that is not checked, and why."""

    path: Path
    why: str


class Gathering:
    """Looks through what a person chose; ``steps`` has to be run to its end."""

    def __init__(self, chosen: Sequence[Path]) -> None:
        """Take files and folders; a file that is named is taken whatever its name ends with."""
        self.files: list[Path] = []
        self.skipped: list[Skipped] = []
        self._chosen = tuple(chosen)
        self._known: set[str] = set()

    def steps(self) -> Iterator[None]:
        """Yield None after each folder and file, so that the caller can stop."""
        for path in self._chosen:
            if _is_folder(path):
                yield from self._folder(path, ())
            elif path.name.startswith(_LOCK):
                self._skip(path, "Word 打开文件时留下的临时文件")
            else:
                self._take(path)
            yield None

    def _folder(self, folder: Path, above: tuple[str, ...]) -> Iterator[None]:
        """Go through ``folder``, which is reached by way of the real folders ``above``."""
        real = os.path.realpath(folder)
        if real in above:
            self._skip(folder, "链接绕回了上级文件夹")
            return
        if len(above) > _DEEPEST:
            self._skip(folder, "文件夹一层套一层，套得太深")
            return
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda entry: _as_people_sort(entry.name))
        except OSError:
            self._skip(folder, "没有权限打开这个文件夹，或者它已不在")
            return
        for entry in entries:
            path = folder / entry.name
            if reason := _reason_to_skip(entry):
                self._skip(path, reason)
            elif _is_folder(path):
                yield from self._folder(path, (*above, real))
            elif path.suffix.lower() in SUFFIXES:
                self._take(path)
            else:
                self._skip(path, f"不是能检查的格式（{path.suffix or '没有扩展名'}）")
            yield None

    def _take(self, path: Path) -> None:
        real = os.path.realpath(path)
        if real in self._known:
            self._skip(path, "和前面的是同一个文件")
            return
        self._known.add(real)
        self.files.append(path)

    def _skip(self, path: Path, why: str) -> None:
        self.skipped.append(Skipped(path, why))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # what it is will be said when it is opened
        return False


def _reason_to_skip(entry: os.DirEntry[str]) -> str:
    """Return why a file or folder is passed over whatever it is, empty when it is not."""
    if entry.name.startswith(_LOCK):
        return "Word 打开文件时留下的临时文件"
    return "隐藏的文件或文件夹" if _is_hidden(entry) else ""


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return True
    try:
        attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    except OSError:
        return False
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def _as_people_sort(name: str) -> list[tuple[int, str]]:
    """Return a key by which 2.docx stands before 10.docx."""
    parts = _DIGITS.split(name)
    return [(int(part) if part.isdecimal() else -1, part) for part in parts]
