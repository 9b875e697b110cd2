"""`python -m ui print` writes the list of what is left to do as PDF, without a window."""

from __future__ import annotations

import pypdf
import pytest

from app.paths import ROOT
from tests.end2end.cli import GAPS, run

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
pytestmark = pytest.mark.skipif(
    not (ROOT / "ui" / "__main__.py").is_file(), reason="no window here"
)


def test_a_list_is_printed(tmp_path):
    target = tmp_path / "清单.pdf"

    said = run("ui", "print", GAPS, "--pdf", target, also=OFFSCREEN)

    assert (said.status, said.out, said.err) == (1, b"", "")
    pages = pypdf.PdfReader(target).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert "石盘乡" in text
    assert "三项制度" in text


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
