"""What an office does with a ledger between two checks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from app.model import Report
from app.report import xlsx

LEDGER, HEAD = "整改台账", 6


def exported(report: Report, folder: Path) -> Path:
    """Return the ledger of ``report``, written into ``folder``."""
    path = folder / "台账.xlsx"
    xlsx.write(report, path)
    return path


class Office:
    """Opens a ledger and changes it as a person would; ``save`` writes it back."""

    def __init__(self, path: Path, sheet: str = LEDGER, head: int = HEAD) -> None:
        self.path, self.head = path, head
        self.book = load_workbook(path)
        self.sheet = self.book[sheet]

    def column(self, title: str) -> int:
        """Return the number of the column under ``title``."""
        return next(cell.column for cell in self.sheet[self.head] if cell.value == title)

    def fill(self, row: int, **values: Any) -> Office:
        """Fill in the ``row``-th row of the table, counted from 1."""
        for title, value in values.items():
            self.sheet.cell(self.head + row, self.column(title)).value = value
        return self

    def save(self) -> Path:
        """Write the ledger back and return its path."""
        self.book.save(self.path)
        return self.path
