"""`python -m ui print` writes the list of what is left to do as PDF, without a window."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from app.paths import ROOT
from tests.end2end.cli import GAPS, GOOD, run

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
pytestmark = pytest.mark.skipif(
    not (ROOT / "ui" / "__main__.py").is_file(), reason="no window here"
)


def text_of(path: Path) -> str:
    """Return the text of all pages without white space."""
    pages = pypdf.PdfReader(path).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_list_is_printed(tmp_path):
    target = tmp_path / "清单.pdf"

    said = run("ui", "print", GAPS, "--pdf", target, also=OFFSCREEN)

    assert (said.status, said.out, said.err) == (1, b"", "")
    assert "石盘乡" in text_of(target)
    assert "三项制度" in text_of(target)


def test_the_full_list_is_printed(tmp_path):
    target = tmp_path / "清单.pdf"

    said = run("ui", "print", GAPS, "--full", "--pdf", target, also=OFFSCREEN)

    assert said.status == 1
    assert "未见问题的事项" in text_of(target)


def test_persons_are_hidden_on_request(tmp_path):
    target, report = tmp_path / "清单.pdf", tmp_path / "报告.txt"
    report.write_text("张湾镇2024年法治政府建设报告\n一、情况\n电话13900001234。\n", "utf-8")

    run("ui", "print", report, "--mask", "--pdf", target, also=OFFSCREEN)

    assert "139****1234" in text_of(target)
    assert "13900001234" not in text_of(target)


def test_a_folder_is_printed_as_a_summary(tmp_path):
    target, folder = tmp_path / "汇总.pdf", tmp_path / "报告"
    folder.mkdir()
    for each in (GAPS, GOOD):
        (folder / each.name).write_bytes(each.read_bytes())

    said = run("ui", "print", folder, "--pdf", target, also=OFFSCREEN)

    assert (said.status, said.err) == (1, "")
    assert "批量检查汇总" in text_of(target)
    assert "石盘乡人民政府" in text_of(target)


def test_what_cannot_be_read_is_said(tmp_path):
    target = tmp_path / "清单.pdf"

    said = run("ui", "print", "无.txt", "--pdf", target, also=OFFSCREEN)

    assert (said.status, said.out) == (2, b"")
    assert "找不到这个文件" in said.err
    assert not target.exists()


def test_what_cannot_be_written_is_said(tmp_path):
    said = run("ui", "print", GAPS, "--pdf", tmp_path / "无" / "清单.pdf", also=OFFSCREEN)

    assert said.status == 2
    assert "文件夹不存在" in said.err


def test_a_wrong_call_is_said_in_chinese():
    said = run("ui", "print", GAPS, also=OFFSCREEN)

    assert (said.status, said.out) == (2, b"")
    assert "命令写法不对" in said.err
