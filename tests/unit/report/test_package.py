"""The workbook is a package that Excel opens without offering to repair it."""

from __future__ import annotations

import re
import zipfile
from collections import Counter

import pytest
from lxml import etree

from app.model import Outcome
from app.report import ledger, xlsx
from app.report.recheck import compare
from tests.unit.report.builders import document, problem, report, result
from tests.unit.report.office import Office, exported

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LONGEST_TEXT, LONGEST_FORMULA, LONGEST_LITERAL = 32_767, 8_192, 255

ON = document("一、工作", "防讯。" * 40, "坏 字\x0b符 & <标记> “引号” 𠮷")
GAPS = (
    result(Outcome.MISSING, message="=1+1&<>\"'\x00\ufffe" + "长" * 50_000),
    result(
        Outcome.PROBLEM,
        rule="wrong-word",
        group="wording",
        problems=(problem(ON, "防讯", "应为防汛"), problem(ON, "坏 字", "坏字")),
    ),
    result(Outcome.REVIEW, rule="plan"),
    result(rule="fine"),
)


@pytest.fixture(params=["full", "empty", "rechecked"])
def package(request, tmp_path):
    """Return the parts of a workbook by name."""
    made = report(*(() if request.param == "empty" else GAPS), on=ON)
    path = exported(made, tmp_path)
    if request.param == "rechecked":
        office = Office(path).fill(1, 责任人="𠮷" * 32_000, 确认理由="&<>" * 50)
        office.sheet["P6"], office.sheet["P7"] = "备注/[1]?", "催办"
        xlsx.write(made, path, compare(ledger.read(office.save()).entries, made))
    with zipfile.ZipFile(path) as parts:
        assert len(parts.namelist()) == len(set(parts.namelist()))
        return {name: parts.read(name) for name in parts.namelist()}


def sheets(package):
    names = sorted(name for name in package if name.startswith("xl/worksheets/sheet"))
    return [etree.fromstring(package[name]) for name in names]


def test_every_part_is_well_formed_and_declared(package):
    types = etree.fromstring(package["[Content_Types].xml"])
    declared = {each.get("PartName") or f"*.{each.get('Extension')}" for each in types}
    for name, part in package.items():
        etree.fromstring(part)
        ending = name.rpartition(".")[2]
        assert name.startswith("[") or f"/{name}" in declared or f"*.{ending}" in declared


def test_names_are_unique_and_within_limits(package):
    book = etree.fromstring(package["xl/workbook.xml"])
    titles = [sheet.get("name", "") for sheet in book.iter(f"{MAIN}sheet")]
    assert all(len(title) <= 31 and not set(title) & set("/\\?*[]:") for title in titles)
    assert len(titles) == len(set(titles))
    names = [(n.get("name"), n.get("localSheetId")) for n in book.iter(f"{MAIN}definedName")]
    assert len(names) == len(set(names))
    assert Counter(name for name, _ in names)["_xlnm.Print_Titles"] == len(titles)
    assert Counter(name for name, _ in names)["_xlnm.Print_Area"] == len(titles)


def test_text_and_formulas_are_within_limits(package):
    for sheet in sheets(package):
        for text in sheet.iter(f"{MAIN}t"):
            assert len(text.text.encode("utf-16-le")) <= 2 * LONGEST_TEXT
        for formula in sheet.iter(f"{MAIN}f"):
            assert len(formula.text) <= LONGEST_FORMULA
            assert formula.getnext().text
            assert all(
                len(text) <= LONGEST_LITERAL for text in re.findall('"[^"]*"', formula.text)
            )


def test_only_our_own_cells_are_formulas(package):
    for sheet in sheets(package):
        for formula in sheet.iter(f"{MAIN}f"):
            assert formula.text.startswith(('"整改进度', '"按级别', '"按结论', '"已整改'))


def test_rules_for_cells_are_within_limits(package):
    styles = etree.fromstring(package["xl/styles.xml"])
    looks = len(list(styles.iter(f"{MAIN}dxf")))
    for sheet in sheets(package):
        for rule in sheet.iter(f"{MAIN}cfRule"):
            assert int(rule.get("dxfId")) < looks
        for rule in sheet.iter(f"{MAIN}dataValidation"):
            assert len(rule.findtext(f"{MAIN}formula1")) <= LONGEST_LITERAL
            assert len(rule.get("prompt") or "") <= LONGEST_LITERAL
            assert len(rule.get("error") or "") <= LONGEST_LITERAL
        for told in (*sheet.iter(f"{MAIN}oddHeader"), *sheet.iter(f"{MAIN}oddFooter")):
            assert len(told.text) <= LONGEST_LITERAL


def test_no_cell_occurs_twice_and_merged_cells_do_not_overlap(package):
    for sheet in sheets(package):
        cells = [cell.get("r") for cell in sheet.iter(f"{MAIN}c")]
        assert len(cells) == len(set(cells))
        merged = [each.get("ref") for each in sheet.iter(f"{MAIN}mergeCell")]
        assert len(merged) == len({re.sub(r"\D", "", ref.partition(":")[0]) for ref in merged})
        heights = [float(row.get("ht", 0)) for row in sheet.iter(f"{MAIN}row")]
        assert max(heights) <= 409.5
