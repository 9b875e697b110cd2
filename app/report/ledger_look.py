"""What an office can enter in its ledger, and how the look of a row follows what it enters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app.report.entries import (
    CLOSED,
    CONFIRMED,
    DONE,
    DUE,
    IS_FINE,
    PROGRESS,
    REASON,
    STATES,
    UNDERWAY,
    UNNEEDED,
    VERDICT,
    VERDICTS,
)

_OLDEST_DATE, _LATEST_DATE = "36526", "73050"  # 2000-01-01 and 2099-12-31 as a workbook counts
_DATE_ERROR = "请填写日期，例如 2025-03-31。"


def restrict(sheet: Worksheet, places: Mapping[str, str], first: int, last: int) -> None:
    """Let the office choose from our words and enter dates in the columns at ``places``."""
    due = _date_validation("整改时限填日期。")
    closed = _date_validation("销号的日期；填了就算已销号。")
    states = _list_validation(STATES, "")
    verdicts = _list_validation(VERDICTS, "和软件结论不一致时，请在“确认理由”里写明理由。")
    wanted = {PROGRESS: states, CONFIRMED: verdicts, DUE: due, CLOSED: closed}
    for title, validation in wanted.items():
        if title in places:
            validation.add(f"{places[title]}{first}:{places[title]}{last}")
            sheet.add_data_validation(validation)
    for title in (DUE, CLOSED):
        for row in range(first, last + 1) if title in places else ():
            sheet[f"{places[title]}{row}"].number_format = "yyyy-mm-dd"


def _list_validation(words: Sequence[str], prompt: str) -> DataValidation:
    choices = f'"{",".join(words)}"'
    return _told(DataValidation("list", formula1=choices, error="请从下拉列表中选择。"), prompt)


def _date_validation(prompt: str) -> DataValidation:
    wanted = DataValidation(
        "date",
        operator="between",
        formula1=_OLDEST_DATE,
        formula2=_LATEST_DATE,
        error=_DATE_ERROR,
    )
    return _told(wanted, f"{prompt}例如 2025-03-31")


def _told(validation: DataValidation, prompt: str) -> DataValidation:
    validation.allowBlank = validation.showErrorMessage = True
    validation.errorTitle = "不能这样填写"
    if prompt:
        validation.prompt, validation.showInputMessage = prompt, True
    return validation


def follow(sheet: Worksheet, places: Mapping[str, str], first: int, last: int) -> None:
    """Make the look of each row follow what is entered in it."""
    at = {title: f"${letter}{first}" for title, letter in places.items()}
    before = get_column_letter(ord(places[VERDICT]) - ord("A"))
    after = get_column_letter(ord(places[VERDICT]) - ord("A") + 2)
    final = get_column_letter(len(places) - 1)
    # Not the verdict's cell: how serious it was is to be seen until the end.
    rows = f"A{first}:{before}{last} {after}{first}:{final}{last}"
    is_left = f'AND({at[CLOSED]}="",{at[PROGRESS]}<>"{DONE}",{at[PROGRESS]}<>"{UNNEEDED}")'
    cell = places[DUE]
    overdue = f'AND(ISNUMBER({at[DUE]}),{at[DUE]}<TODAY(),{is_left},{at[CONFIRMED]}<>"{IS_FINE}")'
    _add(sheet, f"{cell}{first}:{cell}{last}", overdue, _OVERDUE)
    cell = places[REASON]
    unfounded = f'AND({at[CONFIRMED]}<>"",{at[REASON]}="")'
    _add(sheet, f"{cell}{first}:{cell}{last}", unfounded, _UNFOUNDED)
    _add(sheet, rows, f'{at[CLOSED]}<>""', _CLOSED)
    state = f"{places[PROGRESS]}{first}:{places[PROGRESS]}{last}"
    for word, look in ((DONE, _DONE), (UNDERWAY, _UNDERWAY)):
        _add(sheet, state, f'{at[PROGRESS]}="{word}"', look | _STRESSED)
    _add(sheet, rows, f'{at[PROGRESS]}="{DONE}"', _DONE)
    put_aside = f'OR({at[PROGRESS]}="{UNNEEDED}",{at[CONFIRMED]}="{IS_FINE}")'
    _add(sheet, rows, put_aside, _PUT_ASIDE)
    _add(sheet, rows, f'{at[PROGRESS]}="{UNDERWAY}"', _UNDERWAY)


def _add(sheet: Worksheet, cells: str, formula: str, look: dict[str, object]) -> None:
    rule = FormulaRule([formula], stopIfTrue=True, **look)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(cells, rule)


def _look(shade: str = "", *, border: str = "", **type_: object) -> dict[str, object]:
    """Return a look in what a conditional format can change: shade, border, colour and kind of type."""
    look: dict[str, object] = {"font": Font(**type_)}  # type: ignore[arg-type]
    if shade:
        look["fill"] = PatternFill("solid", start_color=shade, end_color=shade)
    if border:
        line = Side(style=border, color="000000")  # type: ignore[arg-type]
        look["border"] = Border(left=line, right=line, top=line, bottom=line)
    return look


_OVERDUE = _look("404040", color="FFFFFF", bold=True)
_UNFOUNDED = _look("F4B183", border="thin")
_CLOSED = _look("CFCFCF", color="595959", strike=True)
_DONE = _look("CDE5C0")
_PUT_ASIDE = _look(color="7F7F7F", italic=True)
_UNDERWAY = _look("FFF1B8")
_STRESSED = _look(bold=True)
