"""Reports that are no Word files become one, with the same comments."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from app.load import load
from app.model import Outcome, Problem
from app.report.annotated import annotated, default_name
from tests.unit import builders as real
from tests.unit.report.annotations import anchors, checked, copied, problem_result
from tests.unit.report.builders import result

TITLE = "某县东山镇人民政府2024年法治政府建设年度报告"
BODY = "全年深入开展普法宣传活动三十场次，取得良好成效。"
LINES = (
    "东政发〔2025〕3号",
    TITLE,
    "县委、县政府：",
    "一、主要举措和成效",
    "（一）加强学习。全年学法12次。",
    BODY,
    "二、存在的不足和原因",
    "执法力量不足，原因是人员少。",
    "三、2025年工作安排",
    "（一）加强培训",
    BODY,
    "某县东山镇人民政府",
    "2025年1月15日",
)
TEXT = "\n".join(LINES).encode()


@pytest.fixture
def file(tmp_path):
    """The transcript of a text file, opened."""
    return docx.Document(io.BytesIO(annotated(checked(tmp_path, TEXT, name="报告.txt"))))


def found(file, text: str):
    """Return the paragraph with ``text``."""
    return next(each for each in file.paragraphs if each.text == text)


def typeface(style) -> str:
    return str(style.element.rPr.rFonts.get(qn("w:eastAsia")))


def test_every_line_is_a_paragraph(file):
    assert [paragraph.text for paragraph in file.paragraphs] == list(LINES)


def test_the_page_and_the_body_are_those_of_official_documents(file):
    page, body = file.sections[0], file.styles["Normal"]

    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert (round(page.top_margin.mm), round(page.left_margin.mm)) == (37, 28)
    assert (typeface(body), body.font.size) == ("仿宋", Pt(16))
    assert found(file, BODY).style.name == "Normal"


def test_the_title_is_centred_and_headings_are_bold(file):
    title = found(file, TITLE)
    assert (title.style.name, title.style.paragraph_format.alignment) == (
        "Title",
        WD_ALIGN_PARAGRAPH.CENTER,
    )
    for text, style in ((LINES[3], "Heading 1"), (LINES[9], "Heading 2")):
        heading = found(file, text)
        assert (heading.style.name, heading.style.font.bold) == (style, True)


def test_of_a_heading_with_text_behind_it_only_the_heading_is_bold(file):
    runs = found(file, LINES[4]).runs

    assert "".join(run.text for run in runs if run.bold) == "（一）加强学习。"


def test_number_salutation_and_signature_stand_where_they_do_in_letters(file):
    assert found(file, LINES[0]).alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert found(file, LINES[2]).paragraph_format.first_line_indent == 0
    for text in LINES[-2:]:
        assert found(file, text).alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_the_file_says_who_made_it_and_what_it_is(file):
    said = file.core_properties

    assert (said.title, said.author, said.comments) == (TITLE, "报告体检", "")
    assert said.created.date().isoformat() == "2025-03-01"


def test_comments_are_on_the_very_passages(tmp_path):
    copy = copied(tmp_path, TEXT, "12次", "力量不足，原因", "2024年", name="报告.txt")

    assert sorted(copy.anchored("【有问题】")) == ["12次", "2024年", "力量不足，原因"]


def test_a_passage_over_lines_is_found(tmp_path):
    copy = copied(tmp_path, TEXT, "成效。\n二、存在", name="报告.txt")

    assert copy.anchored("【有问题】") == ["成效。二、存在"]


def test_what_is_missing_is_on_the_heading_of_its_part(tmp_path):
    missing = result(Outcome.MISSING, belongs=("plan",))
    report = checked(tmp_path, TEXT, missing, name="报告.txt")

    assert anchors(annotated(report)) == {0: TITLE, 1: "三、2025年工作安排"}


def test_lines_that_were_broken_are_joined_and_residue_is_gone(tmp_path):
    data = "**一、**主要举措和成效\n全年深入开展普法宣传活动，\n取得良好成效。".encode()

    copy = copied(tmp_path, data, "活动，取得", name="报告.txt")

    assert copy.anchored("【有问题】") == ["活动，取得"]
    assert [p.text for p in docx.Document(io.BytesIO(copy.data)).paragraphs] == [
        "一、主要举措和成效",
        "全年深入开展普法宣传活动，取得良好成效。",
    ]


def test_characters_that_xml_cannot_hold_are_replaced_one_for_one(tmp_path):
    data = f"<html><body><p>{BODY}甲&#xfffe;乙丙</p></body></html>".encode()

    copy = copied(tmp_path, data, "丙", name="报告.html")

    assert copy.anchored("【有问题】") == ["丙"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("报告.html", f"<html><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>".encode()),
        ("报告.md", f"{TITLE}\n{BODY}".encode()),
    ],
)
def test_other_formats_become_word_files_too(tmp_path, name, data):
    report = checked(tmp_path, data, problem_result(Problem(0, 2, "某县", "简称", "")), name=name)

    assert default_name(report.document.source.path).name == "报告_批注版.docx"
    assert anchors(annotated(report))[1] == "某县"


def test_the_transcript_is_read_as_the_report_was(tmp_path):
    report = checked(tmp_path, TEXT, name="报告.txt")
    (tmp_path / "抄本.docx").write_bytes(annotated(report))

    again = real.document(load(tmp_path / "抄本.docx"))

    assert again.text == report.document.text
    assert real.outline(again) == real.outline(report.document)
    assert again.facts == report.document.facts
