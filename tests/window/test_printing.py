"""Paper and PDF: the same pages everywhere, with text that can be read back."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.report import html
from tests.window import builders
from ui import printing

HEAD, TITLE = "检查项", "清溪镇人民政府 2024年度 整改清单"


def many_gaps(count: int) -> str:
    """Return the page of a report with so many gaps."""
    gap = builders.results()[4]
    results = tuple(
        replace(gap, title=f"事项{n}", message="没有写到这方面的内容。" * 4) for n in range(count)
    )
    return html.render(builders.report(results=results), only_gaps=True)


def read(path: Path) -> list[str]:
    """Return the text of each page without white space."""
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(path).pages]


@pytest.fixture
def pdf(qapp, tmp_path):
    path = tmp_path / "清单.pdf"
    printing.write_pdf(many_gaps(40), path, TITLE)
    return path


def test_every_page_has_table_head_title_and_number(pdf):
    pages = read(pdf)

    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        assert HEAD in text
        assert f"第{number}页/共{len(pages)}页" in text
        assert "报告体检清溪镇人民政府2024年度" in text


def test_every_line_is_there_and_can_be_read_back(pdf):
    text = "".join(read(pdf))

    assert [n for n in range(40) if f"事项{n}" not in text] == []
    assert text.count("没有写到这方面的内容。") == 160


def test_the_file_is_a4_with_its_title_and_embedded_fonts(pdf):
    reader = PdfReader(pdf)
    page = reader.pages[0]
    resources: Any = page["/Resources"]
    fonts = resources["/Font"].values()
    descriptors = [font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]

    assert reader.metadata is not None
    assert reader.metadata.title == TITLE
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    assert all("/FontFile2" in each or "/FontFile3" in each for each in descriptors)


@pytest.mark.parametrize("resolution", [72, 300, 600, 1200])
def test_pages_are_the_same_at_every_resolution(qapp, pdf, resolution):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(resolution)
    writer.setPageLayout(printing.page_layout())

    assert printing.render(many_gaps(40), TITLE, writer) == len(read(pdf))


def test_a_printer_gets_the_pages_of_the_pdf(qapp, pdf, tmp_path):
    printer = printing.new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printer.pdf"))

    assert printing.render(many_gaps(40), TITLE, printer) == len(read(pdf))
    assert read(tmp_path / "printer.pdf") == read(pdf)


def test_only_the_pages_that_were_asked_for_are_printed(qapp, tmp_path):
    printer = printing.new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "one.pdf"))
    printer.setPageRanges(QPageRanges.fromString("2"))
    printing.render(many_gaps(40), TITLE, printer)
    pages = read(tmp_path / "one.pdf")

    assert len(pages) == 1
    assert "第2页/共" in pages[0]


def test_paper_of_another_shape_is_filled(qapp, tmp_path):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    layout = printing.page_layout()
    layout.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
    layout.setOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageLayout(layout)

    assert printing.render(many_gaps(5), TITLE, writer) == 1


def test_a_report_without_gaps_is_one_page_that_says_so(qapp, tmp_path):
    path = tmp_path / "none.pdf"
    page = html.render(builders.report(results=builders.results()[:2]), only_gaps=True)
    printing.write_pdf(page, path, TITLE)

    assert len(read(path)) == 1
    assert "未发现需要整改" in read(path)[0]


def test_text_is_black_on_a_dark_desktop(qapp, tmp_path):
    before = qapp.palette()
    dark = qapp.palette()
    dark.setColor(dark.ColorRole.Text, "#ffffff")
    dark.setColor(dark.ColorRole.WindowText, "#ffffff")
    page = "<p>没有颜色的文字</p>"
    try:
        printing.write_pdf(page, tmp_path / "light.pdf", TITLE)
        qapp.setPalette(dark)
        printing.write_pdf(page, tmp_path / "dark.pdf", TITLE)
    finally:
        qapp.setPalette(before)
    contents = [
        PdfReader(tmp_path / name).pages[0].get_contents() for name in ("light.pdf", "dark.pdf")
    ]
    assert contents[0] is not None
    assert contents[1] is not None

    assert contents[0].get_data() == contents[1].get_data()


def test_a_folder_that_is_not_there_is_said_in_chinese(qapp, tmp_path):
    with pytest.raises(AppError, match="文件夹不存在"):
        printing.write_pdf("<p>x</p>", tmp_path / "nowhere" / "x.pdf", TITLE)


def test_a_device_that_does_not_start_is_said_in_chinese(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr("ui.printing.QPainter.begin", lambda painter, device: False)

    with pytest.raises(AppError, match="打印没有开始"):
        printing.render("<p>x</p>", TITLE, QPdfWriter(str(tmp_path / "x.pdf")))


def test_the_title_names_unit_and_year(tmp_path):
    assert printing.title_of(builders.report()) == TITLE
    nameless = builders.report_on(tmp_path / "某报告.docx", unit=None, year=None)
    assert printing.title_of(nameless) == "某报告 整改清单"


def test_the_preview_draws_the_pages(qtbot, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    printer = printing.new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    preview = printing.Preview(many_gaps(40), TITLE, printer, parent)
    qtbot.addWidget(preview)
    drawn: list[QPrinter] = []
    preview.paintRequested.connect(drawn.append)
    with qtbot.waitExposed(preview):
        preview.open()

    assert drawn == [printer]
    assert printer.docName() == TITLE
    preview.close()
