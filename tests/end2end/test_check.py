"""`python -m app check` says in Chinese what it found, writes what it is asked to, and ends with the right status."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import docx
import openpyxl
import pytest

from app.__main__ import main
from app.paths import DEFAULT_SET, ROOT
from tests.end2end.cli import GAPS, GOOD, check, run

CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]):
    """Call the command line in this process: what it prints, what it complains of, its status."""

    def called(*arguments: str | Path) -> tuple[str, str, int]:
        try:
            status = main([*map(str, arguments)])
        except SystemExit as end:
            status = int(end.code or 0)
        said = capsys.readouterr()
        return said.out, said.err, status

    return called


@pytest.fixture
def call(command):
    """Call `check` in this process."""
    return partial(command, "check")


# The status, as a script sees it


def test_a_report_without_gaps_ends_with_0():
    said = check(GOOD)

    assert (said.status, said.err) == (0, "")
    assert "√ 领导小组：符合。" in said.text


def test_a_report_with_gaps_ends_with_1():
    said = check(GAPS)

    assert (said.status, said.err) == (1, "")
    assert "△ 下年计划：部分符合。" in said.text


def test_a_file_that_is_not_there_ends_with_2(call):
    assert call("无.txt") == (
        "",
        "无.txt：找不到这个文件。它可能被移动、改名或删除了，请重新选择。\n",
        2,
    )


def test_a_wrong_call_ends_with_2():
    said = check()

    assert (said.status, said.out) == (2, b"")
    assert "命令写得不对：缺少 文件" in said.err


def test_files_are_found_from_the_folder_of_the_caller(tmp_path):
    shutil.copy(GOOD, tmp_path / "我的 报告.txt")

    said = run("app", "check", "我的 报告.txt", folder=tmp_path)

    assert said.status == 0
    assert said.text.startswith("我的 报告.txt：")


def test_a_reader_that_stops_is_no_failure():
    command = [sys.executable, "-m", "app", "check", str(GAPS), str(GAPS)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""


# What is said


def test_of_several_files_each_is_said_and_the_worst_decides(call):
    out, err, status = call(GOOD, GAPS)

    assert (err, status) == ("", 1)
    assert [line for line in out.splitlines() if not line.startswith(" ") and line] == [
        "良好示例.txt：安澜县柳溪镇人民政府2024年法治政府建设年度报告",
        "有缺项示例.txt：石盘乡2024年度法治政府建设工作情况报告",
    ]


def test_a_broken_file_among_others_is_said_on_its_own(call, tmp_path):
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK")

    out, err, status = call(broken, GOOD)

    assert status == 2
    assert "坏.docx：这份文件不完整" in err
    assert "良好示例.txt" in out


def test_a_gap_is_said_with_place_basis_and_advice(call):
    out, _, _ = call(GAPS)

    gap = out.partition("△ 三项制度")[2].partition("△")[0]
    assert re.search(r"原文（第\d+行）：", gap)
    assert "依据：" in gap
    assert "建议：" in gap


def test_level_and_year_of_the_user_are_said(call):
    out, _, _ = call(GAPS, "--level", "街道", "--year", "2023")

    assert "街道，2023年度" in out


def test_last_years_report_is_compared_with(call, tmp_path):
    last = tmp_path / "上年.txt"
    last.write_text(GAPS.read_text("utf-8").replace("2024", "2023"), "utf-8")

    assert "没有提供上一年的报告" in call(GAPS)[0]
    assert "和上一年的报告比对，有" in call(GAPS, "--last-year", last)[0]


def test_a_report_of_last_year_that_cannot_be_read_is_said(call, tmp_path):
    out, err, status = call(GAPS, "--last-year", tmp_path / "没有.docx")

    assert (out, status) == ("", 2)
    assert "没有.docx" in err


def test_a_text_that_is_no_report_is_said_to_be_none(call, tmp_path):
    note = tmp_path / "通知.txt"
    note.write_text("关于放假的通知\n国庆节放假七天。\n", "utf-8")

    out, _, status = call(note)

    assert "不像是法治政府建设年度报告" in out
    assert status == 1


# What is written


def test_a_workbook_is_written(call, tmp_path):
    book = tmp_path / "清单.xlsx"

    _, err, status = call(GAPS, "--excel", book)

    assert (err, status) == ("", 1)
    cells = [
        str(cell) for sheet in openpyxl.load_workbook(book) for row in sheet.values for cell in row
    ]
    assert "领导小组" in cells
    assert any("石盘乡" in cell for cell in cells)


def test_a_page_is_written(call, tmp_path):
    page = tmp_path / "清单.html"

    _, err, status = call(GAPS, "--html", page)

    html = page.read_text("utf-8")
    assert (err, status) == ("", 1)
    assert html.lstrip().lower().startswith("<!doctype html>")
    assert "领导小组" in html
    assert "石盘乡" in html


def test_workbook_and_page_can_be_written_at_once(call, tmp_path):
    call(GOOD, "--excel", tmp_path / "a.xlsx", "--html", tmp_path / "a.html")

    assert {path.name for path in tmp_path.iterdir()} == {"a.xlsx", "a.html"}


@pytest.mark.parametrize("option", ["--excel", "--html"])
def test_what_cannot_be_written_is_said(call, tmp_path, option):
    _, err, status = call(GOOD, option, tmp_path / "无" / "清单")

    assert status == 2
    assert "要保存到的文件夹不存在" in err


@pytest.mark.parametrize("option", ["--excel", "--html", "--word"])
def test_of_several_reports_no_single_list_is_written(call, tmp_path, option):
    _, err, status = call(GOOD, GAPS, option, tmp_path / "清单")

    assert status == 2
    assert err == (
        "导出清单或批注版时一次只能检查一份报告。请分别检查，或去掉 --excel、--html、--word。\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--excel", "--html", "--word"])
def test_the_report_itself_is_not_overwritten(call, tmp_path, option):
    report = tmp_path / "报告.txt"
    shutil.copy(GAPS, report)

    _, _, status = call(report, option, report)

    assert status == 2
    assert report.read_bytes() == GAPS.read_bytes()


def test_a_copy_with_comments_is_written(call, tmp_path):
    _, err, status = call(GAPS, "--word", tmp_path / "批注版.docx")

    assert (err, status) == ("", 1)
    copy = docx.Document(str(tmp_path / "批注版.docx"))
    assert any("【部分符合】学法次数" in comment.text for comment in copy.comments)


@pytest.mark.parametrize(
    ("output", "said"),
    [("无/批注版.docx", "要保存到的文件夹不存在"), ("批注版.doc", "批注版要存为.docx文件")],
)
def test_a_copy_that_cannot_be_written_is_said(call, tmp_path, output, said):
    _, err, status = call(GAPS, "--word", tmp_path / output)

    assert status == 2
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_a_copy_cannot_hide_what_the_report_says(call, tmp_path):
    _, err, status = call(GAPS, "--mask", "--word", tmp_path / "批注版.docx")

    assert status == 2
    assert "不能遮盖个人信息" in err
    assert list(tmp_path.iterdir()) == []


# Other rules


def test_rules_of_another_folder_are_taken(call, tmp_path):
    rules = tmp_path / "规则"
    shutil.copytree(DEFAULT_SET, rules)
    (rules / "required/three-systems.yaml").unlink()

    out, err, _ = call(GAPS, "--rules", rules)

    assert err == ""
    assert " 学法次数：" in out
    assert " 三项制度：" not in out


def test_a_broken_rule_is_said_with_its_place(call, tmp_path):
    rules = tmp_path / "规则"
    shutil.copytree(DEFAULT_SET, rules)
    path = next(rules.glob("required/*.yaml"))
    path.write_text("title: 甲\n" + path.read_text("utf-8"), "utf-8")

    out, err, status = call(GOOD, "--rules", rules)

    assert (out, status) == ("", 2)
    assert re.match(rf"{path.name}:\d+:1：“title”写了两次。", err)


def test_a_folder_without_rules_is_said(call, tmp_path):
    _, err, status = call(GOOD, "--rules", tmp_path)

    assert status == 2
    assert "规则文件读不出来" in err


# Wrong calls


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "缺少 命令"),
        (["chek", "a.txt"], "命令: 不能写 'chek'"),
        (["check"], "缺少 文件"),
        (["check", "a.txt", "--format", "xml"], "--format: 不能写 'xml' (可用的有"),
        (["check", "a.txt", "--year", "今年"], "--year: 要写数字，不能写 '今年'"),
        (["check", "a.txt", "--year"], "--year: 后面要写内容"),
        (["check", "a.txt", "--foo"], "不认识 --foo"),
    ],
)
def test_a_wrong_call_is_said_in_chinese(command, arguments, complaint):
    out, err, status = command(*arguments)

    assert (out, status) == ("", 2)
    assert err.startswith("用法：")
    assert f"命令写得不对：{complaint}" in err
    assert not ENGLISH.search(err.partition("命令写得不对")[2])


@pytest.mark.parametrize("option", ["--h", "--with-text=1"], ids=["ambiguous", "too much"])
def test_other_wrong_calls_are_said_in_chinese(call, option):
    _, err, _ = call("a.txt", option)

    assert not ENGLISH.search(err.partition("命令写得不对")[2])


@pytest.mark.parametrize("level", ["火星", ""])
def test_a_level_that_cannot_be_is_refused(call, level):
    out, err, status = call(GOOD, "--level", level)

    assert (out, status) == ("", 2)
    assert f"没有“{level}”这个层级。" in err
    assert "县级部门" in err


@pytest.mark.parametrize("year", ["24", "0", "-1", "20244"])
def test_a_year_that_cannot_be_is_refused(call, year):
    _, _, status = call(GOOD, f"--year={year}")

    assert status == 2


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"]])
def test_help_is_chinese(command, arguments):
    out, err, status = command(*arguments)

    assert (err, status) == ("", 0)
    assert out.startswith("用法：")
    descriptions = [line for line in out.splitlines() if re.search(r"\S {2,}\S", line)]
    assert descriptions
    assert all(CHINESE.search(line) for line in descriptions)
