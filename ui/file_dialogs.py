"""Asks which file to open and where to save, and remembers the folders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QTreeView, QWidget

from app.load import SUFFIXES
from ui.recent import Recent

_TYPE = 2  # the column whose kinds of files are English
OPEN, EXPORT = "open", "export"

_REPORTS = f"报告文件 ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;所有文件 (*)"
_LEDGERS = "Excel 工作簿 (*.xlsx);;所有文件 (*)"


class FileDialogs:
    """The dialogs of the desktop; a test puts another object in its place."""

    def __init__(self, recent: Recent) -> None:
        self._recent = recent

    def ask_open(self, parent: QWidget, title: str = "打开报告") -> Path | None:
        """Ask for a report, under ``title``."""
        dialog = _dialog(parent, title, _REPORTS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return self._ask(dialog, OPEN, self._recent.folder(OPEN) or _documents())

    def ask_ledger(self, parent: QWidget) -> Path | None:
        """Ask for a ledger that was filled in."""
        dialog = _dialog(parent, "导入整改台账", _LEDGERS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return self._ask(dialog, EXPORT, self._recent.folder(EXPORT) or _documents())

    def ask_save(self, parent: QWidget, title: str, kinds: str, proposed: Path) -> Path | None:
        """Ask where to save; ``proposed`` names the file, and the folder until one is remembered."""
        dialog = _dialog(parent, title, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(proposed.suffix.lstrip("."))
        dialog.selectFile(proposed.name)
        return self._ask(dialog, EXPORT, self._recent.folder(EXPORT) or proposed.parent)

    def _ask(self, dialog: QFileDialog, use: str, folder: Path) -> Path | None:
        dialog.setDirectory(str(folder))
        accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
        path = Path(dialog.selectedFiles()[0]) if accepted else None
        dialog.deleteLater()
        if path is not None:
            self._recent.remember_folder(use, path.parent)
        return path


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setNameFilter(kinds)
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)  # nobody reads fifteen endings
    table = dialog.findChild(QTreeView, "treeView")
    if table is not None:  # the desktop has no dialog of its own
        table.hideColumn(_TYPE)
    return dialog
