"""A ledger that came back is shown beside the report on the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from app.report import xlsx
from tests.window import builders
from ui.ledger import Comparison, LedgerDialog


@pytest.fixture
def ledger(tmp_path):
    """A ledger of the report on the screen, in which one gap was another one."""
    report = builders.report()
    gone = replace(report.results[2], rule="gone", title="旧事项")
    path = tmp_path / "台账.xlsx"
    xlsx.write(replace(report, results=(*report.results[3:], gone)), path)
    return path


@pytest.fixture
def dialog(qtbot, open_window, dialogs, ledger):
    dialogs.ledger = ledger
    with qtbot.waitSignal(open_window.ledgers.compared):
        open_window.commands.ledger.trigger()
    shown = open_window.findChild(LedgerDialog)
    qtbot.addWidget(shown)
    return shown


def column(dialog, number):
    return [dialog.table.item(row, number).text() for row in range(dialog.table.rowCount())]


def test_each_row_says_what_became_of_it(dialog):
    told = dict(zip(column(dialog, 1), column(dialog, 0), strict=True))
    assert told == {
        "不足与原因": "× 仍未解决",
        "下年计划": "× 仍未解决",
        "三项制度": "＋ 新发现",
        "旧事项": "？ 无法对照",
    }
    assert "现在使用的规则里没有这一项" in column(dialog, 4)[-1]


def test_the_head_counts(dialog):
    assert "仍未解决 2 项，已解决 0 项，新发现 1 项，无法对照 1 项" in dialog.summary.text()
    assert dialog.windowTitle() == "导入台账：台账.xlsx"


def test_a_new_ledger_is_written(qtbot, open_window, dialog, dialogs, tmp_path):
    dialogs.to_save = tmp_path / "新台账.xlsx"
    with qtbot.waitSignal(open_window.exporter.exported):
        dialog.export.click()

    assert dialogs.proposed[0].name == f"{builders.PATH.stem}_新台账.xlsx"
    cells = [
        str(cell.value)
        for sheet in load_workbook(dialogs.to_save)
        for row in sheet
        for cell in row
    ]
    assert "旧事项" in cells


def test_a_ledger_of_another_unit_is_doubted_first(qtbot, open_window, dialogs, tmp_path):
    report = builders.report_on(builders.PATH, unit="白水镇人民政府")
    dialogs.ledger = tmp_path / "台账.xlsx"
    xlsx.write(report, dialogs.ledger)
    with qtbot.waitSignal(open_window.ledgers.compared) as caught:
        open_window.commands.ledger.trigger()
    shown = open_window.findChild(LedgerDialog)
    qtbot.addWidget(shown)

    assert isinstance(caught.args[0], Comparison)
    assert shown.summary.text().startswith(
        "注意，这份台账像是另一份报告的：台账是“白水镇人民政府”的"
    )
    shown.close()


def test_a_file_that_is_no_ledger_is_said(qtbot, open_window, dialogs, shown, tmp_path):
    dialogs.ledger = tmp_path / "台账.xlsx"
    dialogs.ledger.write_bytes(b"no workbook")
    with qtbot.waitSignal(open_window.ledgers.failed):
        open_window.commands.ledger.trigger()

    assert len(shown) == 1
    assert open_window.findChild(LedgerDialog) is None


def test_nothing_is_read_when_no_ledger_is_chosen(open_window, dialogs):
    open_window.commands.ledger.trigger()

    assert not open_window.ledgers.is_running
