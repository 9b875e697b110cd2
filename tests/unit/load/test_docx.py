"""Of a Word file a person's text is read: insertions in, deletions out, tables and text boxes once."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

import docx as python_docx
import pytest

from app.errors import AppError
from app.load import docx as reader
from app.load import package
from app.model import BlockKind
from tests.unit import word as ooxml
from tests.unit.builders import docx, lines
from tests.unit.word import (
    field,
    old_text_box,
    p,
    packed,
    r,
    relations,
    table,
    tc,
    text_box,
    word,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
AUTHOR = 'w:id="1" w:author="甲" w:date="2025-01-01T00:00:00Z"'


def shown(*body: str, styles: str = "") -> list[str]:
    """Return what a person sees of ``body``."""
    return lines(docx(*body, styles=styles))


def refusal(data: bytes) -> AppError:
    """Return what reading says of ``data``."""
    with pytest.raises(AppError) as caught:
        reader.blocks(data, "报告.docx")
    assert caught.value.place == "报告.docx"
    assert re.search("[\u4e00-\u9fff]", caught.value.message + caught.value.hint)
    return caught.value


def with_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a Word file some of whose parts are replaced or added."""
    with zipfile.ZipFile(BytesIO(word(p("甲")))) as package:
        return packed({name: package.read(name) for name in package.namelist()} | dict(parts))


def test_paragraphs_come_in_order():
    assert shown(p("甲"), p("乙", "丙"), p("丁")) == ["甲", "乙丙", "丁"]


def test_paragraphs_are_counted_with_the_empty_ones():
    assert [block.number for block in docx(p("甲"), p(""), p("乙")).blocks] == [1, 2, 3]


def test_what_another_program_writes_is_read():
    document = python_docx.Document()
    document.add_heading("总体情况", 1)
    document.add_paragraph("全年").add_run("学法").bold = True
    document.add_table(1, 2).cell(0, 1).text = "次数"
    data = BytesIO()
    document.save(data)

    found, notes = reader.blocks(data.getvalue(), "报告.docx")

    assert [block.text for block in found] == ["总体情况", "全年学法", "", "次数"]
    assert (found[0].outline, found[1].outline) == (0, None)
    assert notes == []


def test_a_file_of_the_strict_form_is_read():
    strict = ooxml.document(p("甲")).replace(
        ooxml.W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )

    assert [b.text for b in reader.blocks(word(document=strict), "报告.docx")[0]] == ["甲"]


def test_a_file_in_another_encoding_is_read():
    other = ooxml.document(p("甲")).replace("UTF-8", "UTF-16").encode("utf-16")

    assert [b.text for b in reader.blocks(word(document=other), "报告.docx")[0]] == ["甲"]


# Within a paragraph


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(("甲", f"<w:ins {AUTHOR}>{r('入')}</w:ins>"), "甲入", id="insertion"),
        pytest.param(
            ("甲", f"<w:del {AUTHOR}><w:r><w:delText>出</w:delText></w:r></w:del>"),
            "甲",
            id="deletion",
        ),
        pytest.param(
            ("甲", f"<w:moveFrom {AUTHOR}>{r('出')}</w:moveFrom>"), "甲", id="moved away"
        ),
        pytest.param(("甲", f"<w:moveTo {AUTHOR}>{r('入')}</w:moveTo>"), "甲入", id="moved here"),
        pytest.param(
            (f"<w:ins {AUTHOR}>{r('入')}<w:del {AUTHOR}>{r('出')}</w:del></w:ins>",),
            "入",
            id="deletion of an insertion",
        ),
        pytest.param(("甲", r("暗", "<w:vanish/>"), "乙"), "甲乙", id="hidden"),
        pytest.param(
            ("甲", f'<w:hyperlink w:anchor="x">{r("链接")}</w:hyperlink>'), "甲链接", id="link"
        ),
        pytest.param((field(' HYPERLINK "x" ', "链接"), "乙"), "链接乙", id="link as a field"),
        pytest.param((field(" PAGE ", "3"),), "3", id="field"),
        pytest.param(
            (f'<w:fldSimple w:instr=" PAGE ">{r("3")}</w:fldSimple>',), "3", id="simple field"
        ),
        pytest.param((r("甲"), "<w:r><w:tab/></w:r>", r("乙")), "甲\t乙", id="tab"),
        pytest.param((r("甲"), "<w:r><w:br/></w:r>", r("乙")), "甲\n乙", id="soft break"),
        pytest.param((r("甲"), "<w:r><w:cr/></w:r>", r("乙")), "甲\n乙", id="carriage return"),
        pytest.param((r("甲"), "<w:r><w:noBreakHyphen/></w:r>", r("乙")), "甲-乙", id="hyphen"),
        pytest.param(
            (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>",),
            "控件",
            id="control",
        ),
        pytest.param(
            (f'<w:smartTag w:element="x">{r("标签")}</w:smartTag>',), "标签", id="smart tag"
        ),
        pytest.param(
            ('<w:bookmarkStart w:id="0" w:name="_GoBack"/>', "甲", '<w:bookmarkEnd w:id="0"/>'),
            "甲",
            id="bookmark",
        ),
        pytest.param(
            ("甲", '<w:r><w:commentReference w:id="0"/></w:r>', "<!-- 注 -->"), "甲", id="comment"
        ),
        pytest.param((r(" 甲 "),), " 甲 ", id="blanks"),
    ],
)
def test_of_a_paragraph_what_a_person_reads_is_read(content, text):
    assert shown(p(*content)) == [text]


def test_a_field_inside_the_code_of_another_is_code():
    inner = field(" DATE ", "内")
    outer = (
        field("CODE", "外")
        .replace("<w:instrText>CODE</w:instrText>", "")
        .replace(
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            f'{inner}<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            1,
        )
    )

    assert shown(p("甲", outer, "乙")) == ["甲外乙"]


def test_a_field_that_is_never_closed_hides_no_later_paragraph():
    code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r>'

    assert shown(p("甲", code), p("乙")) == ["甲", "乙"]


def test_formatting_that_was_tracked_is_no_text():
    change = f"<w:pPrChange {AUTHOR}><w:pPr><w:pStyle w:val='旧'/></w:pPr></w:pPrChange>"

    assert shown(p("甲", also=change)) == ["甲"]


@pytest.mark.parametrize("value", ["0", "false", "off"])
def test_text_that_is_said_not_to_be_hidden_is_read(value):
    assert shown(p("甲", r("乙", f'<w:vanish w:val="{value}"/>'))) == ["甲乙"]


def test_text_that_its_style_hides_is_left_out():
    hidden = ooxml.style("暗", kind="character").replace(
        "<w:pPr></w:pPr>", "<w:rPr><w:vanish/></w:rPr>"
    )

    assert shown(p("甲", r("乙", '<w:rStyle w:val="暗"/>')), styles=hidden) == ["甲"]


def test_of_a_character_with_a_reading_aid_the_character_is_read():
    ruby = f"<w:r><w:ruby><w:rt>{r('fǎ')}</w:rt><w:rubyBase>{r('法')}</w:rubyBase></w:ruby></w:r>"

    assert shown(p(ruby)) == ["法"]


def test_a_paragraph_end_that_was_deleted_is_no_end():
    mark = f"<w:rPr><w:del {AUTHOR}/></w:rPr>"

    assert shown(p("全年学法", also=mark), p("十二次。")) == ["全年学法十二次。"]


# Tables


def test_the_cells_of_a_table_come_by_rows():
    source = docx(p("甲"), table(("一", "二"), ("三", "四")), p("乙"))

    assert [(b.text, b.kind, b.number) for b in source.blocks] == [
        ("甲", BlockKind.PARAGRAPH, 1),
        ("一", BlockKind.CELL, 1),
        ("二", BlockKind.CELL, 2),
        ("三", BlockKind.CELL, 3),
        ("四", BlockKind.CELL, 4),
        ("乙", BlockKind.PARAGRAPH, 2),
    ]


def test_a_merged_cell_is_read_once():
    top = tc("合", '<w:vMerge w:val="restart"/>')
    wide = tc("宽", '<w:gridSpan w:val="2"/>')

    assert shown(table((wide,), (top, "乙"), (tc("", "<w:vMerge/>"), "丁"))) == [
        "宽",
        "合",
        "乙",
        "丁",
    ]


def test_what_a_merge_covers_is_left_out():
    covered = tc("盖", '<w:vMerge w:val="continue"/>')

    assert shown(table((tc("合", '<w:vMerge w:val="restart"/>'),), (covered,))) == ["合"]


def test_the_paragraphs_of_a_cell_share_its_number():
    source = docx(table((tc(p("一") + p("二")), "三")))

    assert [(b.text, b.number) for b in source.blocks] == [("一", 1), ("二", 1), ("三", 2)]


def test_a_table_inside_a_table_is_read_once_in_its_place():
    inner = tc(p("前") + table(("内",)) + p("后"))

    assert shown(table((inner, "二"))) == ["前", "内", "后", "二"]


def test_what_follows_a_table_inside_a_cell_is_of_that_cell():
    source = docx(table((tc(p("前") + table(("内",)) + p("后")),)))

    numbers = {block.text: block.number for block in source.blocks}
    assert numbers["前"] == numbers["后"]


def test_a_row_inside_a_control_is_read():
    row = "<w:tr>" + tc("二") + "</w:tr>"
    controlled = f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>"

    assert shown(table(("一",)).replace("</w:tbl>", controlled)) == ["一", "二"]


# Around the text


def test_a_text_box_is_read_once_after_its_paragraph():
    assert shown(p("甲", text_box("框", "框"), "乙"), p("丙")) == ["甲乙", "框", "丙"]


def test_of_two_forms_of_a_text_box_the_new_one_is_read():
    assert shown(p(text_box("新", "旧"))) == ["新"]


def test_a_text_box_of_the_old_form_is_read():
    assert shown(p("甲", old_text_box("框"))) == ["甲", "框"]


def test_a_text_box_in_a_cell_is_a_text_box():
    source = docx(table((tc(p("一", text_box("框", "框"))),)))

    assert [(b.text, b.kind, b.number) for b in source.blocks] == [
        ("一", BlockKind.CELL, 1),
        ("框", BlockKind.BOX, 1),
    ]


def test_controls_around_paragraphs_do_not_hide_them():
    assert shown(f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>", p("乙")) == ["甲", "乙"]


def test_what_was_deleted_or_moved_as_a_whole_is_left_out():
    assert shown(
        f"<w:del {AUTHOR}>{p('甲')}</w:del>", f"<w:moveFrom>{p('乙')}</w:moveFrom>", p("丙")
    ) == ["丙"]


def test_headers_footers_comments_and_notes_are_left_out():
    parts = {
        f"word/{name}.xml": ooxml.document(p(name)) for name in ("header1", "footer1", "comments")
    }

    assert [b.text for b in reader.blocks(with_parts(parts), "报告.docx")[0]] == ["甲"]


def test_the_table_of_contents_is_left_out():
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    entry = p(field(' TOC \\o "1-3" ', "一、主要举措\t1"))
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('目录')}{entry}</w:sdtContent></w:sdt>"

    assert shown(contents, p("一、主要举措")) == ["一、主要举措"]


@pytest.mark.parametrize(
    ("also", "outline"),
    [
        ('<w:outlineLvl w:val="0"/>', 0),
        ('<w:outlineLvl w:val="2"/>', 2),
        ('<w:outlineLvl w:val="9"/>', None),
        ("", None),
    ],
)
def test_the_outline_level_of_a_paragraph_is_known(also, outline):
    assert docx(p("甲", also=also)).blocks[0].outline == outline


def test_the_outline_level_comes_from_the_style_and_its_base():
    styles = ooxml.style("标题1", '<w:outlineLvl w:val="1"/>') + ooxml.style(
        "我的", based_on="标题1"
    )

    source = docx(p("甲", style="我的"), p("乙", style="无"), styles=styles)

    assert [block.outline for block in source.blocks] == [1, None]


def test_styles_that_are_based_on_each_other_end():
    styles = ooxml.style("甲", based_on="乙") + ooxml.style("乙", based_on="甲")

    assert shown(p("文", style="甲"), styles=styles) == ["文"]


# What is no Word file


@pytest.mark.parametrize("data", [b"text", "一、总体情况".encode(), bytes(100)])
def test_what_is_no_zip_is_no_word_file(data):
    assert refusal(data).code == "load-not-word"


@pytest.mark.parametrize("kept", [0.001, 0.3, 0.6, 0.95])
def test_a_file_cut_short_is_incomplete(kept):
    data = word(p("甲"))

    assert refusal(data[: 4 + int(len(data) * kept)]).code == "load-truncated"


def test_a_file_whose_text_is_damaged_is_damaged():
    data = bytearray(word(p("甲" * 100)))
    at = data.index(b"word/document.xml") + len("word/document.xml") + 10
    data[at : at + 8] = bytes(8)

    assert refusal(bytes(data)).code == "load-damaged"


@pytest.mark.parametrize("part", ["document", "numbering", "styles"])
def test_a_file_with_a_broken_part_is_damaged(part):
    assert refusal(with_parts({f"word/{part}.xml": "<w:a><b></w:a>"})).code == "load-damaged"


def test_a_zip_without_a_text_is_no_word_file():
    assert refusal(packed({"custom.xml": "<x/>"})).code == "load-not-word"


def test_a_file_of_another_program_is_named():
    error = refusal(packed({"xl/workbook.xml": "<x/>"}))

    assert error.code == "load-disguised"
    assert "Excel" in error.message


def test_a_file_without_numbering_and_styles_is_read():
    bare = packed({"word/document.xml": ooxml.document(p("甲"))})

    assert [b.text for b in reader.blocks(bare, "报告.docx")[0]] == ["甲"]


@pytest.mark.parametrize(
    "text", ["<a/>", f"<w:document {ooxml.NAMES}/>"], ids=["other", "no body"]
)
def test_a_text_part_without_a_text_is_no_word_file(text):
    assert refusal(with_parts({"word/document.xml": text})).code == "load-not-word"


def test_the_text_is_where_the_package_says():
    parts = {
        "_rels/.rels": relations(("officeDocument", "word/document2.xml")),
        "word/document2.xml": ooxml.document(p("甲")),
    }

    assert [b.text for b in reader.blocks(packed(parts), "报告.docx")[0]] == ["甲"]


def test_a_file_with_a_password_is_protected():
    error = refusal(OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"))

    assert error.code == "load-protected"
    assert "密码" in error.message


def test_a_word_file_of_before_2007_under_a_new_name_is_named():
    assert refusal(OLE + bytes(504)).code == "load-disguised"


def test_a_zip_with_a_password_is_protected():
    data = bytearray(word(p("甲")))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 1)

    assert refusal(bytes(data)).code == "load-protected"


def test_a_zip_of_an_unknown_version_is_damaged():
    data = bytearray(word(p("甲")))
    data[data.index(b"PK\x01\x02") + 6] = 159

    assert refusal(bytes(data)).code == "load-damaged"


# What would harm


def test_a_document_type_is_refused():
    bad = ooxml.document(p("甲")).replace(
        "<w:document", '<!DOCTYPE x [<!ENTITY e "乙">]><w:document', 1
    )

    assert refusal(with_parts({"word/document.xml": bad})).code == "load-hostile"


@pytest.mark.parametrize("part", ["numbering", "styles"])
def test_a_document_type_is_refused_in_every_part(part):
    bad = f"<!DOCTYPE x><w:{part} {ooxml.NAMES}/>"

    assert refusal(with_parts({f"word/{part}.xml": bad})).code == "load-hostile"


def test_a_file_outside_is_not_read_however_late_it_is_named(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("密")
    late = f'<!--{" " * 5000}--><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document'
    bad = ooxml.document(p(r("甲").replace("甲", "甲&e;"))).replace("<w:document", late, 1)

    try:
        text = "".join(
            b.text for b in reader.blocks(with_parts({"word/document.xml": bad}), "x")[0]
        )
    except AppError:
        text = ""

    assert "密" not in text


def test_pictures_may_be_packed_as_densely_as_they_are():
    data = with_parts({"word/media/image1.bin": bytes(80 * 1024 * 1024)})

    assert [block.text for block in reader.blocks(data, "报告.docx")[0]] == ["甲"]


@pytest.mark.parametrize("part", ["document", "styles", "numbering"])
def test_a_part_that_unpacks_beyond_reason_is_refused(part):
    bomb = with_parts({f"word/{part}.xml": b" " * (65 * 1024 * 1024)})

    assert len(bomb) < 100_000
    assert refusal(bomb).code == "load-bomb"


@pytest.mark.parametrize(
    ("limit", "value"), [("ENTRIES", 5), ("UNPACKED_BYTES", 500), ("NODES", 9)]
)
def test_more_than_a_limit_is_refused(monkeypatch, limit, value):
    monkeypatch.setattr(package, limit, value)

    assert refusal(with_parts({"word/extra.xml": "<x/>"})).code == "load-bomb"


@pytest.mark.parametrize(
    "path", ["../evil.xml", "word/../../evil.xml", "/etc/passwd", "C:/evil.xml"]
)
def test_paths_that_lead_outside_are_refused(path):
    assert refusal(with_parts({path: "x"})).code == "load-hostile"


def test_controls_within_controls_are_read():
    deep = "<w:sdt><w:sdtContent>" * 100 + p("甲") + "</w:sdtContent></w:sdt>" * 100

    assert shown(deep) == ["甲"]


@pytest.mark.parametrize("depth", [200, 100_000])
@pytest.mark.parametrize("tag", ["w:sdt", "w:smartTag", "w:tbl"])
def test_what_is_nested_too_deeply_is_refused(depth, tag):
    nested = f"<{tag}><w:x>" * depth + p("甲") + f"</w:x></{tag}>" * depth

    assert refusal(word(nested)).code == "load-deep"


def test_what_is_nested_too_deeply_beside_a_huge_text_is_refused():
    nested = "<w:x>" * 1500 + p("甲") + "</w:x>" * 1500

    assert refusal(word(nested, p("长" * 4_000_000))).code == "load-deep"
