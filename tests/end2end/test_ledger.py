"""`python -m app ledger` compares a ledger that was filled in with a new check of the report."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from app.__main__ import main
from tests.end2end.cli import GAPS, GOOD

HEAD = 6


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]):
    """Call the command line in this process: what it prints, what it complains of, its status."""

    def called(*arguments: str | Path) -> tuple[str, str, int]:
        status = main([*map(str, arguments)])
        said = capsys.readouterr()
        return said.out, said.err, status

    return called


@pytest.fixture
def ledger(command, tmp_path):
    """Return the ledger of the sample with gaps, in which an office filled in every row."""
    path = tmp_path / "台账.xlsx"
    command("check", GAPS, "--excel", path)
    book = openpyxl.load_workbook(path)
    sheet = book["整改台账"]
    letters = {cell.value: cell.coordinate.rstrip("0123456789") for cell in sheet[HEAD]}
    for row in range(HEAD + 1, sheet.max_row):
        if sheet[f"{letters['编号（勿改）']}{row}"].value:
            sheet[f"{letters['责任人']}{row}"] = f"责任人{row}"
            sheet[f"{letters['整改情况']}{row}"] = "已整改"
    book.save(path)
    return path


@pytest.fixture
def mended(tmp_path):
    """Return the sample with one slip put right and another one made."""
    path = tmp_path / "改后报告.txt"
    text = GAPS.read_text("utf-8").replace("截止2024年", "截至2024年").replace("部署", "部暑", 1)
    path.write_text(text, "utf-8")
    return path


def test_what_is_open_closed_and_new_is_told(command, ledger, mended):
    out, _, status = command("ledger", ledger, mended)
    assert "与台账所查的文件相比已有改动" in out
    assert "× 仍未解决　学法次数" in out
    assert "台账写“已整改”，复查仍有。" in out
    assert "台账填写：责任人 责任人7，整改情况 已整改" in out
    assert "√ 已解决　截止和截至：“截止2024年”" in out
    assert "＋ 新发现　错别字：“部暑”" in out
    assert status == 1


def test_an_unchanged_report_is_said_to_be_so(command, ledger):
    out, _, _ = command("ledger", ledger, GAPS)
    assert "与台账所查的文件相比没有改动" in out
    assert "已解决 0 项，新发现 0 项，无法对照 0 项。" in out


def test_the_new_ledger_is_written_and_can_be_read_again(command, ledger, mended, tmp_path):
    new = tmp_path / "新台账.xlsx"
    command("ledger", ledger, mended, "--excel", new)
    first = openpyxl.load_workbook(new)["整改台账"]
    assert "责任人7" in {cell.value for row in first.iter_rows() for cell in row}
    out, err, _ = command("ledger", new, mended)
    assert ("已解决 0 项，新发现 0 项" in out, err) == (True, "")


def test_the_ledger_of_another_unit_is_refused_unless_it_is_meant(command, ledger):
    out, err, status = command("ledger", ledger, GOOD)
    assert (out, status) == ("", 2)
    assert "这份台账像是另一份报告的" in err
    out, _, status = command("ledger", ledger, GOOD, "--anyway")
    assert "注意：台账是" in out
    assert status == 0


def test_what_is_no_ledger_is_said_to_be_none(command, mended):
    out, err, status = command("ledger", mended, mended)
    assert (out, status) == ("", 2)
    assert err == "改后报告.txt：这不是 Excel 台账。请选择本软件导出、由单位填写的 .xlsx 台账。\n"


def test_the_old_ledger_is_not_overwritten(command, ledger, mended):
    before = ledger.read_bytes()
    _, err, status = command("ledger", ledger, mended, "--excel", ledger)
    assert status == 2
    assert "新台账不能写到原来的台账上" in err
    assert ledger.read_bytes() == before
