"""`python -m app batch` checks folders as they are: with broken files, other files, and a Ctrl-C in between."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.paths import ROOT
from tests.end2end.cli import GAPS, GOOD, Run, run
from tests.unit.word import p, word


def batch(*arguments: str | Path) -> Run:
    return run("app", "batch", *arguments)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as a clerk hands it in."""
    chosen = tmp_path / "2024年报送"
    (chosen / "部门").mkdir(parents=True)
    shutil.copy(GOOD, chosen / "1.良好.txt")
    shutil.copy(GAPS, chosen / "2.有缺项.txt")
    shutil.copy(GOOD, chosen / "部门" / "副本.txt")
    (chosen / "部门" / "通知.docx").write_bytes(word(p("关于召开会议的通知"), p("请准时参加。")))
    (chosen / "3.坏.docx").write_bytes(b"PK\x03\x04" + bytes(200))
    (chosen / "4.加密.docx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(600)
    )
    (chosen / "5.空.txt").touch()
    (chosen / "台账.xlsx").touch()
    (chosen / "~$2.有缺项.docx").touch()
    return chosen


@pytest.fixture
def workbook(folder: Path, tmp_path: Path) -> tuple[Run, openpyxl.Workbook]:
    done = batch(folder, "--excel", tmp_path / "汇总.xlsx", "--jobs", "2")
    return done, openpyxl.load_workbook(tmp_path / "汇总.xlsx")


def column(sheet: Any, title: str) -> list[Any]:
    head = [str(cell.value).replace("\n", "") for cell in sheet[1]]
    return [row[head.index(title)] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_a_mixed_folder_is_checked_to_its_end(workbook):
    done, book = workbook

    assert done.status == 2
    assert "检查了4份报告" in done.text
    assert "3个文件读不了，跳过2个。" in done.text
    assert [line.partition("：")[0] for line in done.err.splitlines()] == [
        "3.坏.docx",
        "4.加密.docx",
        "5.空.txt",
    ]
    assert column(book["报告清单"], "文件") == [
        "1.良好.txt",
        "2.有缺项.txt",
        str(Path("部门/副本.txt")),
        str(Path("部门/通知.docx")),
    ]
    assert column(book["未检查的文件"], "文件") == [
        "3.坏.docx",
        "4.加密.docx",
        "5.空.txt",
        "~$2.有缺项.docx",
        "台账.xlsx",
    ]
    assert "△ 部分\n符合" in column(book["检查汇总"], "下年计划")
    assert column(book["检查汇总"], "备注")[2] == "与“1.良好.txt”完全相同"
    assert "不像是" in column(book["检查汇总"], "备注")[3]
    assert column(book["雷同报告"], "说明") == ["两个文件的内容完全相同"]
    assert len(book["统计"]._charts) == 1


def test_json_is_complete_and_nothing_else(folder):
    done = batch(folder, "--format", "json", "--jobs", "2")

    told = done.json
    assert done.status == 2
    assert [Path(each["file"]).name for each in told["reports"]] == [
        "1.良好.txt",
        "2.有缺项.txt",
        "3.坏.docx",
        "4.加密.docx",
        "5.空.txt",
        "副本.txt",
        "通知.docx",
    ]
    assert told["reports"][0]["summary"]["missing"] == 0
    assert told["reports"][2]["error"]["code"].startswith("load-")
    assert [Path(each["file"]).name for each in told["skipped"]] == [
        "~$2.有缺项.docx",
        "台账.xlsx",
    ]
    assert Path(told["repeated"][0]["same_as"]).name == "1.良好.txt"
    (result,) = (r for r in told["reports"][1]["results"] if r["rule"] == "next-year-plan")
    assert result["outcome"] == "partial"
    assert result["problems"][0]["suggestion"]


@pytest.mark.parametrize(("report", "status"), [(GOOD, 0), (GAPS, 1)])
def test_the_status_says_whether_there_are_gaps(report, status):
    done = batch(report)

    assert (done.status, done.err) == (status, "")


def test_a_folder_without_reports_ends_with_2(tmp_path):
    done = batch(tmp_path)

    assert (done.status, done.out) == (2, b"")
    assert done.err.startswith("没有找到可以检查的报告。")


def test_rules_that_are_wrong_end_with_2_whatever_the_number_of_jobs(folder, tmp_path):
    (tmp_path / "规则").mkdir()
    (tmp_path / "规则" / "set.yaml").write_text("id: [", "utf-8")

    for jobs in ("1", "2"):
        done = batch(folder, "--rules", tmp_path / "规则", "--jobs", jobs)
        assert (done.status, done.out) == (2, b"")
        assert "规则文件的格式写错了" in done.err


def test_the_workbook_does_not_replace_a_report(folder):
    report = folder / "1.良好.txt"

    done = batch(report, "--excel", report)

    assert done.status == 2
    assert report.read_bytes() == GOOD.read_bytes()


def test_personal_data_are_hidden_on_request(tmp_path):
    text = GOOD.read_text("utf-8") + "\n联系人：张三，身份证号11010519491231002X。\n"
    (tmp_path / "报告.txt").write_text(text, "utf-8")

    plain, masked = (batch(tmp_path, "--format", "json", *flag).text for flag in ((), ("--mask",)))

    assert "11010519491231002X" in plain
    assert "11010519491231002X" not in masked


@pytest.mark.skipif(sys.platform == "win32", reason="signals to groups")
def test_ctrl_c_ends_with_one_sentence_and_no_file(folder, tmp_path):
    for number in range(100):
        shutil.copy(GAPS, folder / f"{number}.txt")
    process = subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED, str(folder), str(tmp_path / "汇总.xlsx")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    out, err = process.communicate(timeout=60)  # which waits for all who could write there

    assert process.returncode == 130
    assert err.decode("utf-8") == "已停止，没有写任何文件。\n"
    assert out == b""
    assert not (tmp_path / "汇总.xlsx").exists()


_INTERRUPTED = """
import os, signal, sys
from app import batch
from app.__main__ import main

run = batch.run


def interrupted(*arguments, **options):
    for step in run(*arguments, **options):
        if step.done == 5:  # press Ctrl-C: the whole group of a terminal is told
            os.killpg(0, signal.SIGINT)
        yield step


if __name__ == "__main__":
    batch.run = interrupted
    sys.exit(main(["batch", sys.argv[1], "--excel", sys.argv[2], "--jobs", "2"]))
"""
