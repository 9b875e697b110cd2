"""What an office entered is read back, whatever it did to the workbook."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from app.errors import AppError
from app.model import Outcome
from app.report import ledger
from app.report.tasks import Key
from tests.unit.report.builders import document, problem, report, result
from tests.unit.report.office import Office, exported

OFFICE = shutil.which("soffice")
CALC = OFFICE and next(Path(OFFICE).resolve().parent.glob("*sclo.*"), None)
ON = document("一、防讯", "做好防讯工作。贯切落实。")
SLIPS = result(
    Outcome.PROBLEM,
    rule="wrong-word",
    title="错别字",
    group="wording",
    problems=(problem(ON, "防讯", "应为防汛"), problem(ON, "贯切", "应为贯彻")),
)
MISSING = result(Outcome.MISSING, message="没有写。")
CLEAN = result(rule="plan", title="下年计划")


@pytest.fixture
def office(tmp_path):
    return Office(exported(report(MISSING, SLIPS, CLEAN, on=ON), tmp_path))


def by_key(path):
    return {str(entry.key): entry for entry in ledger.read(path).entries}


def person_of(path):
    return {e.key and e.key.rule: e.person for e in ledger.read(path).entries if e.person}


def test_every_column_of_the_office_is_read_back(office):
    filled = {
        "责任单位": "党政办",
        "责任人": "张三",
        "整改时限": datetime(2025, 3, 31),
        "整改情况": "已整改",
        "销号日期": datetime(2025, 4, 1),
        "人工确认": "没有问题",
        "确认理由": "已在附件写明",
    }
    entry = by_key(office.fill(1, **filled).save())["leading-group｜｜"]
    assert entry.filled == filled | {"整改时限": date(2025, 3, 31), "销号日期": date(2025, 4, 1)}
    assert (entry.title, entry.finding) == ("领导小组", "没有写。")


def test_a_row_is_known_by_its_rule_and_passage(office):
    keys = [entry.key or Key("") for entry in ledger.read(office.save()).entries]
    assert keys[0] == Key("leading-group")
    assert [(key.rule, key.passage) for key in keys[1:]] == [
        ("wrong-word", "防讯"),
        ("wrong-word", "贯切"),
    ]


def test_what_the_ledger_was_written_on_is_read_back(office):
    facts = ledger.read(office.save()).facts
    assert facts["报告单位"] == "沙滩镇人民政府"
    assert facts["报告年度"] == "2024年"
    assert facts["文件校验值（SHA-256）"] == ON.source.sha256


def test_what_was_confirmed_in_the_full_list_is_read_back(office):
    Office(office.path, "检查清单", 1).fill(3, 人工确认="确有问题", 确认理由="写的是去年").save()
    entry = by_key(office.path)["plan｜｜"]
    assert (entry.confirmed, entry.reason, entry.is_item) == ("确有问题", "写的是去年", True)


def test_an_untouched_full_list_gives_no_entries(office):
    assert not any(entry.is_item for entry in ledger.read(office.save()).entries)


def test_sorted_and_hidden_rows_are_read(office):
    office.fill(1, 责任人="张三").fill(2, 责任人="李四")
    rows = [[cell.value for cell in row] for row in office.sheet["A7:O8"]]
    for number, row in enumerate(reversed(rows), 1):
        for column, value in enumerate(row, 1):
            office.sheet.cell(6 + number, column).value = value
    office.sheet.row_dimensions[8].hidden = True
    assert person_of(office.save()) == {"leading-group": "张三", "wrong-word": "李四"}


def test_moved_and_added_columns_are_read(office):
    office.fill(1, 责任人="张三")
    office.sheet.insert_cols(1)
    office.sheet["A6"], office.sheet["A7"] = "备注", "催办一次"
    office.sheet.insert_rows(1, 2)
    office.head = 8
    entry = by_key(office.save())["leading-group｜｜"]
    assert (entry.person, entry.extra) == ("张三", {"备注": "催办一次"})


def test_blanks_and_breaks_in_a_title_do_not_matter(office):
    office.fill(1, 责任人="张三").sheet["I6"].value = "责任\n 人"
    assert person_of(office.save()) == {"leading-group": "张三"}


def test_a_renamed_sheet_is_found(office):
    office.fill(1, 责任人="张三").sheet.title = "2024年台账"
    assert person_of(office.save()) == {"leading-group": "张三"}


def test_a_row_that_the_office_added_has_no_key(office):
    office.sheet.insert_rows(8)
    office.fill(2, 检查项="附件", 问题="附件没有盖章", 责任人="王五")
    added = next(e for e in ledger.read(office.save()).entries if e.key is None)
    assert (added.title, added.finding, added.person) == ("附件", "附件没有盖章", "王五")


def test_the_line_for_signatures_is_no_row(office):
    assert len(ledger.read(office.save()).entries) == 3


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2025.3.31", date(2025, 3, 31)),
        ("2025年3月31日", date(2025, 3, 31)),
        ("2025/03/31", date(2025, 3, 31)),
        (45747, date(2025, 3, 31)),
        ("2025年13月1日", "2025年13月1日"),
        ("三月底", "三月底"),
    ],
)
def test_a_date_is_read_however_it_was_typed(office, typed, read):
    office.fill(1, 整改时限=typed)
    office.sheet["J7"].number_format = "General"
    assert by_key(office.save())["leading-group｜｜"].due == read


@pytest.mark.parametrize("text", ["=1+1", "=cmd|'/c calc'!A1", "+1", "-2", "@SUM(1)", "\t=1"])
def test_what_looks_like_a_formula_stays_text(office, tmp_path, text):
    office.fill(1, 确认理由="x")
    cell = office.sheet["N7"]
    cell.value, cell.data_type = text, "s"
    entry = by_key(office.save())["leading-group｜｜"]
    assert entry.reason == text.strip()


def test_a_number_in_a_text_column_is_read_as_it_is_shown(office):
    assert by_key(office.fill(1, 责任人=12.0).save())["leading-group｜｜"].person == "12"


# Files that are no ledger


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "load-empty"),
        (b"no workbook", "ledger-foreign"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "ledger-old"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "ledger-protected"),
        (b"PK\x03\x04 cut off", "ledger-truncated"),
        (b"PK\x03\x04 PK\x05\x06" + b"\0" * 18, "ledger-foreign"),
    ],
    ids=["empty", "text", "xls", "encrypted", "truncated", "no parts"],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path, data, code):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(data)
    with pytest.raises(AppError) as caught:
        ledger.read(path)
    assert (caught.value.code, caught.value.place) == (code, "台账.xlsx")
    assert caught.value.hint


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path):
    for path, code in ((tmp_path / "无.xlsx", "load-missing"), (tmp_path, "ledger-folder")):
        with pytest.raises(AppError) as caught:
            ledger.read(path)
        assert caught.value.code == code


def test_another_workbook_is_refused(tmp_path):
    path = tmp_path / "工资表.xlsx"
    Workbook().save(path)
    with pytest.raises(AppError, match="不是本软件导出的整改台账"):
        ledger.read(path)


def test_a_ledger_without_its_keys_says_what_is_missing(office):
    office.sheet.delete_cols(15)
    del office.book["检查清单"]
    with pytest.raises(AppError) as caught:
        ledger.read(office.save())
    assert caught.value.code == "ledger-keys"


def test_a_word_file_is_refused(tmp_path):
    path = tmp_path / "报告.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    with pytest.raises(AppError, match="不是 Excel 台账"):
        ledger.read(path)


def with_part(path, name, change):
    """Change one part of the package at ``path``."""
    parts = {
        info.filename: zipfile.ZipFile(path).read(info)
        for info in zipfile.ZipFile(path).infolist()
    }
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("part", "change", "code"),
    [
        (SHEET, lambda part: part[:500], "ledger-damaged"),
        ("xl/workbook.xml", lambda part: b"<x/>", "ledger-foreign"),
        ("xl/styles.xml", lambda part: b"not xml", "ledger-damaged"),
        (SHEET, lambda part: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part, "ledger-hostile"),
        (SHEET, lambda part: part + b" " * (25 * 1024 * 1024), "ledger-bomb"),
    ],
    ids=["cut", "no sheets", "styles", "entity", "bomb"],
)
def test_a_hostile_or_damaged_part_is_refused(office, part, change, code):
    with pytest.raises(AppError) as caught:
        ledger.read(with_part(office.save(), part, change))
    assert caught.value.code == code


def test_a_sheet_that_claims_to_be_huge_is_read_no_further_than_a_ledger_goes(office):
    office.fill(1, 责任人="张三")
    office.sheet["XFD1048576"] = "远"
    assert person_of(office.save()) == {"leading-group": "张三"}


# What other programs save


def test_text_that_is_kept_in_the_cell_is_read(office):
    office.fill(1, 责任人="张三")
    inline = '<c r="I7" t="inlineStr"><is><t>李四</t></is></c>'.encode()

    def rewritten(part):
        start = part.index(b'<c r="I7"')
        return part[:start] + inline + part[part.index(b"</c>", start) + 4 :]

    assert person_of(with_part(office.save(), SHEET, rewritten)) == {"leading-group": "李四"}


@pytest.mark.skipif(CALC is None, reason="LibreOffice Calc is not installed")
def test_a_ledger_that_libreoffice_saved_is_read_and_keeps_what_it_had(office, tmp_path):
    filled = {"责任人": "张三", "整改时限": datetime(2025, 3, 31), "整改情况": "已整改"}
    before = office.fill(1, **filled).fill(2, 整改情况="整改中", 人工确认="没有问题").save()
    saved = resaved(before, tmp_path)
    assert by_key(saved) == by_key(before)
    sheet = load_workbook(saved, data_only=True)["整改台账"]
    assert sheet["A3"].value.startswith("整改进度：已整改 1 / 需整改 2 项；未整改 1，整改中 1，")
    assert "■ 必须整改 3（已整改 1）" in sheet["A4"].value
    assert len(load_workbook(saved)["整改台账"].data_validations.dataValidation) >= 3
    full = load_workbook(saved, data_only=True)["检查清单"]
    assert [full["H2"].value, full["H3"].value] == ["已整改 1/1", "已整改 0/2"]


def resaved(path: Path, folder: Path) -> Path:
    """Return ``path`` as LibreOffice opens, calculates and saves it."""
    out = folder / "另存"
    words = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    words += ["--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(words, capture_output=True, check=True, timeout=100)
    return out / path.name
