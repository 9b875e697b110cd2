"""README.md, which is the manual, says what the program does."""

from pathlib import Path

from app import limits
from app.load import SUFFIXES

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
WAN = 10_000


def test_the_manual_states_the_limits() -> None:
    stated = (
        f"文件最大 {limits.FILE_BYTES // 2**20} MB",
        f"PDF 最多 {limits.PDF_PAGES} 页",
        f"{limits.TEXT_CHARS // WAN} 万字、{limits.TEXT_PARAGRAPHS // WAN} 万段",
        f"最多等 {limits.CONVERSION_SECONDS} 秒",
    )
    assert [each for each in stated if each not in README] == []


def test_the_manual_names_what_can_be_read() -> None:
    usual = {".docx", ".docm", ".dotx", ".txt", ".md", ".pdf", ".html", ".mht", ".doc", ".wps"}
    assert usual <= set(SUFFIXES)
    assert [each for each in usual if each not in README] == []
