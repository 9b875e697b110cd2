"""A workbook whose formulas say what they come to, also where nothing is calculated."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

_UNCALCULATED = re.compile(r"(?P<opening><c [^>]*)><f>(?P<formula>[^<]*)</f><v></v>")


class Formula(NamedTuple):
    """A formula of ours, and what it says now; never made from what a report or the office says."""

    text: str
    result: str


class Book(Workbook):
    """A workbook that remembers what its formulas come to."""

    def __init__(self) -> None:
        super().__init__()
        self.remove(self.worksheets[0])
        self.results: dict[str, str] = {}
        """What each formula says now."""

    def saved(self) -> bytes:
        """Return the workbook as a file, in which each formula holds its result."""
        plain, told = BytesIO(), BytesIO()
        self.save(plain)
        with ZipFile(plain) as parts, ZipFile(told, "w", ZIP_DEFLATED) as package:
            for part in parts.infolist():
                content = parts.read(part)
                if part.filename.startswith("xl/worksheets/"):
                    content = self._with_results(content.decode("utf-8")).encode("utf-8")
                package.writestr(part, content)
        return told.getvalue()

    def _with_results(self, sheet: str) -> str:
        # openpyxl writes no results, and what shows a file without calculating would show nothing.
        return _UNCALCULATED.sub(self._with_result, sheet)

    def _with_result(self, cell: re.Match[str]) -> str:
        result = self.results.get(f"={unescape(cell['formula'])}")
        if result is None:
            return cell[0]
        return f'{cell["opening"]} t="str"><f>{cell["formula"]}</f><v>{escape(result)}</v>'
