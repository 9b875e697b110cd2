"""The annotated copy: comments at the exact passages, and nothing else of the report changed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from lxml import etree

from app.errors import AppError
from app.load import docx as reader
from app.load.package import Package
from app.model import Problem
from app.report import repack
from app.report.annotated import annotated, default_name, write
from app.report.comments import commented
from app.report.comments_part import Author
from tests.unit.load.test_documents import READ
from tests.unit.report.annotations import (
    MARKS,
    W,
    anchors,
    checked,
    copied,
    on,
    parts,
    problem_result,
    tokens,
)
from tests.unit.word import (
    HEAD,
    NAMES,
    begun,
    field,
    level,
    mark,
    note,
    notes,
    old_text_box,
    one_list,
    p,
    packed,
    r,
    relations,
    run,
    shape,
    table,
    tracked,
    word,
)

STRICT = "http://purl.oclc.org/ooxml/"
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def everywhere(text: str) -> list[Problem]:
    """Return a problem on each character, on each line, and on the whole of a text."""
    spans = [(at, at + 1) for at in range(len(text))]
    spans += [match.span() for match in re.finditer("[^\n]+", text)] + [(0, len(text))]
    return [Problem(a, b, text[a:b], f"第{a}到{b}", "") for a, b in spans]


def opens(data: bytes) -> bool:
    """Tell whether python-docx opens a file."""
    try:
        docx.Document(io.BytesIO(data))
    except (KeyError, ValueError):
        return False
    return True


# Whatever the file holds


@pytest.mark.parametrize("name", READ)
def test_any_word_file_keeps_all_that_it_holds(tmp_path, name):
    data = READ[name][0]
    main = Package(data, "").main

    copy = on(tmp_path, data, *everywhere(checked(tmp_path, data).document.text))

    assert tokens(copy.data, copy.numbers) == tokens(data, frozenset())
    before, after = parts(data), parts(copy.data)
    assert set(before) <= set(after)
    folder, _, file = main.rpartition("/")
    mine = {main, f"{folder}/comments.xml", f"{folder}/_rels/{file}.rels", "[Content_Types].xml"}
    mine.add(f"{folder}/comments1.xml")
    changed = {part.replace("\\", "/") for part in after if after[part] != before.get(part)}
    assert {part.lower() for part in changed} <= {part.lower() for part in mine}


@pytest.mark.parametrize("name", READ)
def test_any_annotated_word_file_is_read_as_before(tmp_path, name):
    data = READ[name][0]

    copy = on(tmp_path, data, *everywhere(checked(tmp_path, data).document.text))

    assert reader.blocks(copy.data, "")[0] == reader.blocks(data, "")[0]
    assert opens(copy.data) or not opens(data)
    for part in parts(copy.data).values():
        if part.lstrip().startswith(b"<?xml"):
            etree.fromstring(part)


@pytest.mark.parametrize("name", READ)
def test_any_word_file_takes_a_comment_on_each_character(tmp_path, name):
    data = READ[name][0]
    document = checked(tmp_path, data).document
    problems = everywhere(document.text)

    copy = on(tmp_path, data, *problems)

    found = anchors(copy.data)
    assert len(copy.numbers) == len(problems) + 1
    told = {number: "\n".join(copy.said(number)) for number in map(int, copy.numbers)}
    for problem in problems:
        number = next(n for n in told if f"问题：{problem.message}。" in told[n].splitlines())
        place = document.place(problem.start, problem.end)
        is_of_label = place.offset < len(document.source.blocks[place.block].label)
        if "位置：" not in told[number] and not is_of_label and len(problem.text.strip()) == 1:
            assert problem.text in found[number]


# Where the marks stand


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(p("甲乙丙"), "甲乙丙", id="a paragraph"),
        pytest.param(p("甲乙丙"), "乙", id="within a run"),
        pytest.param(p("甲乙", "丙丁"), "乙丙", id="from run to run"),
        pytest.param(p("甲 乙 丙"), " 乙 ", id="blanks at the ends"),
        pytest.param(p("甲&<乙>丙"), "<乙>", id="signs of markup"),
        pytest.param(p(run("<w:t>甲<![CDATA[乙<丙>]]>丁</w:t>")), "<丙", id="markup that is text"),
        pytest.param(p(run("<w:t>甲&#x4e59;丙</w:t>")), "乙", id="a character by its number"),
        pytest.param(p(run("<w:t>甲<!-- 说明 -->乙丙</w:t>")), "乙", id="a remark of XML"),
        pytest.param(p("甲", tracked("ins", r("乙丙")), "丁"), "丙丁", id="out of an insertion"),
        pytest.param(p(tracked("ins", r("甲乙丙"))), "乙", id="within an insertion"),
        pytest.param(
            p("甲", tracked("del", run("<w:delText>出</w:delText>")), "乙"),
            "甲乙",
            id="over a deletion",
        ),
        pytest.param(
            p("甲", f'<w:hyperlink w:anchor="x">{r("乙丙")}</w:hyperlink>'),
            "甲乙",
            id="into a link",
        ),
        pytest.param(p("甲", field(" REF x ", "乙丙"), "丁"), "丙", id="within a field"),
        pytest.param(p("甲", field(" REF x ", "乙丙"), "丁"), "丙丁", id="out of a field"),
        pytest.param(
            p(
                mark("begin"),
                r"<w:r><w:instrText> eq \o\ac(○,1)</w:instrText></w:r>",
                mark("end"),
                "甲",
            ),
            "①",
            id="what a field shows",
        ),
        pytest.param(p(run("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>"), "丙"), "乙", id="behind a tab"),
        pytest.param(
            p(run("<w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t>")), "-", id="a sign within a run"
        ),
        pytest.param(
            p(run('<w:t>甲</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>乙</w:t>')),
            "☑乙",
            id="a symbol",
        ),
        pytest.param(p("一、甲", "乙") + p("（一）丙") + p("丁"), "丙", id="another paragraph"),
        pytest.param(p("甲乙。") + p("丙丁。"), "乙。\n丙", id="from paragraph to paragraph"),
        pytest.param(p("甲") + table(("乙丙", "丁")) + p("戊"), "丙", id="in a cell"),
    ],
)
def test_a_comment_is_on_the_very_passage(tmp_path, body, text):
    copy = copied(tmp_path, word(body), text)

    assert copy.anchored("【有问题】") == [text.replace("\n", "")]


def test_problems_may_overlap_and_touch(tmp_path):
    copy = copied(tmp_path, word(p("甲乙丙丁戊")), "乙丙丁", "丙丁戊", "丙", "甲", "丁")

    assert sorted(copy.anchored("【有问题】")) == sorted(["乙丙丁", "丙丁戊", "丙", "甲", "丁"])


def test_a_run_that_is_cut_keeps_its_looks(tmp_path):
    looks = '<w:rFonts w:eastAsia="仿宋_GB2312"/><w:b/><w:sz w:val="32"/>'

    copy = copied(tmp_path, word(p(r("甲乙丙", looks))), "乙")

    body = parts(copy.data)["word/document.xml"].decode()
    assert body.count(f"<w:rPr>{looks}</w:rPr>") == 3


@pytest.mark.parametrize("space", ["", ' xml:space="preserve"'])
def test_blanks_where_a_run_is_cut_are_kept(tmp_path, space):
    copy = copied(tmp_path, word(p(run(f"<w:t{space}>甲 乙 丙</w:t>"))), "乙")

    file = docx.Document(io.BytesIO(copy.data))
    texts = [each for each in file.element.body.iter(W + "t") if each.text != each.text.strip()]
    assert [each.text for each in texts] == ["甲 ", " 丙"]
    kept = [each.get("{http://www.w3.org/XML/1998/namespace}space") for each in texts]
    assert kept == ["preserve"] * 2


def test_a_range_stays_in_its_cell(tmp_path):
    copy = copied(tmp_path, word(table(("甲乙", "丙丁"))), "乙\n丙")

    assert copy.anchored("【有问题】") == ["乙"]


def test_a_problem_with_an_automatic_number_is_told_on_its_paragraph(tmp_path):
    lists = one_list(level(0, "chineseCounting", "%1、"))
    data = word(p("总体情况", numbered=(1, 0)), p("甲"), numbering=lists)

    copy = copied(tmp_path, data, "一、")

    assert copy.anchored("【有问题】") == ["总体情况"]


def test_a_problem_between_characters_is_told_on_the_one_before(tmp_path):
    copy = on(tmp_path, word(p("甲乙丙")), Problem(2, 2, "", "缺句号", ""))

    assert copy.anchored("缺句号") == ["乙"]


def test_what_cleaning_joined_or_left_out_is_found_again(tmp_path):
    data = word(p("全年深入开展普法宣传，"), p("**发放**资料[bookmark: x]五千余份。"))

    copy = copied(tmp_path, data, "宣传，发放资料五千")

    assert copy.anchored("【有问题】") == ["宣传，**发放**资料[bookmark: x]五千"]


@pytest.mark.parametrize(
    ("body", "text", "place"),
    [
        pytest.param(p("甲", note(1), "丙"), "注文", "脚注1“注文”", id="footnote"),
        pytest.param(
            table((p("甲", note(1)), "丙")), "注文", "脚注1“注文”", id="footnote in a cell"
        ),
        pytest.param(
            p("甲", shape(p("框中字")), "丙"), "框中", "第1个文本框“框中”", id="text box"
        ),
        pytest.param(
            p("甲", shape(p("外", old_text_box("内字"))), "丙"),
            "内字",
            "第2个文本框“内字”",
            id="text box in a text box",
        ),
        pytest.param(
            p("甲", note(1), note(2), "丙"), "第二", "脚注2“第二”", id="footnote beside another"
        ),
        pytest.param(
            p("甲", shape(p("外", note(1))), "丙"),
            "注文",
            "脚注1“注文”",
            id="footnote of a text box",
        ),
    ],
)
def test_what_takes_no_comment_has_it_where_it_hangs(tmp_path, body, text, place):
    copy = copied(tmp_path, word(body, footnotes=notes("注文", "第二")), text)

    told = copy.said(1)
    assert f"位置：{place}" in told
    body = etree.fromstring(parts(copy.data)["word/document.xml"])
    for tag in MARKS:
        (found,) = (each for each in body.iter(tag) if each.get(W + "id") == "1")
        assert not list(found.iterancestors(W + "txbxContent"))
    start = next(each for each in body.iter(MARKS[0]) if each.get(W + "id") == "1")
    hanging = {W + "footnoteReference", W + "drawing"}
    assert hanging & {each.tag for each in start.getnext().iter()}


def test_what_is_missing_is_told_on_a_title_in_a_box_without_quoting_it(tmp_path):
    data = word(p(shape(p("某县2024年法治政府建设年度报告"))), p("甲"))

    copy = on(tmp_path, data)

    assert set(anchors(copy.data).values()) == {"某县2024年法治政府建设年度报告"}
    assert not any("位置：" in said for said in copy.comments.values())


def test_notes_that_only_notes_name_are_commented_on_where_those_hang(tmp_path):
    texts = {
        "footnotes": notes(
            p("子", note(1), note(2)), p("丑", note(1)), p("寅", note(1, "endnote"), note(2))
        ),
        "endnotes": notes("末", kind="endnote"),
    }

    copy = copied(tmp_path, word(p("甲", note(3), "丙"), **texts), "末", "子")

    body = etree.fromstring(parts(copy.data)["word/document.xml"])
    for number in ("1", "2"):
        start = next(each for each in body.iter(MARKS[0]) if each.get(W + "id") == number)
        (end,) = (each for each in body.iter(MARKS[1]) if each.get(W + "id") == number)
        between = [
            each for each in start.itersiblings() if each in list(end.itersiblings(preceding=True))
        ]
        assert W + "footnoteReference" in {each.tag for one in between for each in one.iter()}


def test_a_comment_on_nothing_that_is_seen_goes_to_the_beginning(tmp_path):
    data = word(p("标题"), p("甲", note(1)), footnotes=notes(p() + p("注文")))

    copy = copied(tmp_path, data, "［脚注1］")

    assert copy.anchored("【有问题】") == ["标题"]


def test_references_stand_outside_of_insertions_and_links(tmp_path):
    link = f'<w:hyperlink w:anchor="x">{r("丙丁")}</w:hyperlink>'

    copy = copied(tmp_path, word(p(tracked("ins", r("甲乙")), link, "戊")), "甲", "丙")

    root = etree.fromstring(parts(copy.data)["word/document.xml"])
    (paragraph,) = root.iter(W + "p")
    assert not [each for each in root.iter(MARKS[2]) if each.xpath("../..")[0] is not paragraph]


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(("果实",), id="field"),
        pytest.param((field(" PAGE ", "果"), "实"), id="field in a field"),
        pytest.param((shape(p("框", mark("begin"))), "果实"), id="field without an end in a box"),
    ],
)
def test_references_stand_behind_the_whole_field(tmp_path, inside):
    body = p("甲", begun(" REF x "), *inside, mark("end"), "乙")

    copy = copied(tmp_path, word(body), "果")

    assert copy.anchored("【有问题】") == ["果"]
    paragraph = next(etree.fromstring(parts(copy.data)["word/document.xml"]).iter(W + "p"))
    last = [each.find(f"{W}fldChar") is not None for each in paragraph]
    end = len(last) - 1 - last[::-1].index(True)
    assert [e.get(W + "id") for each in paragraph[end:] for e in each.iter(MARKS[2])] == ["1", "0"]


def test_the_range_on_what_a_field_shows_begins_before_its_code(tmp_path):
    code = r"<w:r><w:instrText> eq \o\ac(○,1)</w:instrText></w:r>"

    copy = copied(tmp_path, word(p("甲", mark("begin"), code, mark("end"), "乙")), "①")

    paragraph = next(etree.fromstring(parts(copy.data)["word/document.xml"]).iter(W + "p"))
    begin = next(paragraph.iter(W + "fldChar")).getparent()
    (start,) = (each for each in paragraph.iter(MARKS[0]) if each.get(W + "id") == "1")
    assert start.getnext() is begin


def test_a_range_from_the_text_stops_before_a_text_box(tmp_path):
    body = p("甲乙", shape(p("框")), "丙"), p("丁")

    copy = copied(tmp_path, word(*body), "丙\n框\n丁")

    assert copy.anchored("【有问题】") == ["丙"]


# What was there before

OLD = f"{HEAD}<w:comments {NAMES}><w:comment w:id='7' w:author='李四'>{p('请核实')}</w:comment></w:comments>"


def with_comments(old: str, *body: str) -> bytes:
    """Return a file that has a part with comments."""
    made = parts(word(*body))
    made["word/comments.xml"] = old.encode()
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/word/comments.xml" ContentType="{COMMENTS}"/></Types>'.encode(),
    )
    made["word/_rels/document.xml.rels"] = relations(("comments", "comments.xml")).encode()
    return packed(made)


def test_comments_that_were_there_stay_and_the_new_ones_count_on(tmp_path):
    marks = (f'<w:commentRange{end} w:id="7"/>' for end in ("Start", "End"))
    reference = run('<w:commentReference w:id="7"/>')
    data = with_comments(OLD, p(next(marks), "甲乙", next(marks), reference, "丙"))

    copy = copied(tmp_path, data, "乙丙")

    assert list(copy.comments) == [7, 8, 9]
    assert copy.comments[7] == "请核实"
    assert anchors(copy.data) == {7: "甲乙", 8: "甲乙丙", 9: "乙丙"}
    before, after = parts(data), parts(copy.data)
    assert after["word/comments.xml"].startswith(before["word/comments.xml"][:-13])
    same = {"[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert all(after[part] == before[part] for part in same)


@pytest.mark.parametrize("end", ["/>", "></w:comments>"])
def test_an_empty_part_with_comments_is_filled(tmp_path, end):
    copy = copied(tmp_path, with_comments(f"{HEAD}<w:comments {NAMES}{end}", p("甲乙丙")), "乙")

    assert copy.anchored("【有问题】") == ["乙"]


def test_numbers_of_comments_that_were_lost_are_not_taken_again(tmp_path):
    copy = copied(tmp_path, word(p("甲", run('<w:commentReference w:id="5"/>'))), "甲")

    assert list(copy.comments) == [6, 7]


def test_a_part_that_no_link_names_is_left_alone(tmp_path):
    data = packed(parts(word(p("甲"))) | {"word/comments.xml": b"<x/>"})

    copy = copied(tmp_path, data, "甲")

    assert parts(copy.data)["word/comments.xml"] == b"<x/>"
    assert len(copy.comments) == 2


def test_pictures_headers_and_whatever_else_is_packed_stay_byte_for_byte(tmp_path):
    others = {
        "word/media/image1.png": bytes(range(256)) * 9,
        "word/header1.xml": f"{HEAD}<w:hdr {NAMES}>{p('页眉')}</w:hdr>".encode(),
        "customXml/item1.xml": b"<?xml version='1.0' encoding='gb2312'?><a>\xd6\xd0</a>",
        "word/vbaProject.bin": b"\xff\xfe\0\1",
    }
    data = packed(parts(word(p("甲"))) | others)

    copy = copied(tmp_path, data, "甲")

    assert others.items() <= parts(copy.data).items()


def test_parts_are_packed_as_they_were(tmp_path):
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as package:
        for name, part in parts(word(p("甲"))).items():
            entry = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            package.writestr(entry, part, compress_type="styles" in name and zipfile.ZIP_DEFLATED)

    copy = copied(tmp_path, stream.getvalue(), "甲")

    with zipfile.ZipFile(io.BytesIO(copy.data)) as package:
        packing = {
            each.filename: (each.date_time[0], each.compress_type) for each in package.infolist()
        }
    assert packing.pop("word/comments.xml") == (1980, zipfile.ZIP_DEFLATED)
    assert packing.pop("word/styles.xml") == (2001, zipfile.ZIP_DEFLATED)
    assert set(packing.values()) == {(2001, zipfile.ZIP_STORED)}


# Other forms of Word files


def strict(data: bytes) -> bytes:
    """Return a file in the names of the strict form of the standard."""
    transitional = re.compile(
        rb"http://schemas\.openxmlformats\.org/(\w+)/2006/(?!content|relationships\"/?>)"
    )
    made = parts(data)
    for name in made:
        if name != "[Content_Types].xml":
            made[name] = transitional.sub(STRICT.encode() + rb"\1/", made[name])
            made[name] = made[name].replace(
                STRICT.encode() + b"package/relationships",
                b"http://schemas.openxmlformats.org/package/2006/relationships",
            )
    return packed(made)


def test_a_strict_file_stays_strict(tmp_path):
    data = strict(word(p("甲乙丙")))

    copy = copied(tmp_path, data, "乙")

    assert anchors(copy.data) == {0: "甲乙丙", 1: "乙"}
    after = parts(copy.data)
    for part in ("document", "comments", "_rels/document.xml"):
        name = f"word/{part}.rels" if "rels" in part else f"word/{part}.xml"
        assert b"openxmlformats.org/wordprocessingml" not in after[name]
        assert b"openxmlformats.org/officeDocument" not in after[name]
    assert (
        f"{STRICT}officeDocument/relationships/comments".encode()
        in after["word/_rels/document.xml.rels"]
    )


@pytest.mark.parametrize(
    ("at", "other"),
    [(b"", b""), (b"<q:document ", b'xmlns:w="urn:x" '), (b"<q:p", b' xmlns:w="urn:x"')],
)
def test_prefixes_may_be_others(tmp_path, at, other):
    made = parts(word(p("甲乙丙")))
    text = re.sub(rb"(</?|\s|xmlns:)w(?=[:=])", rb"\1q", made["word/document.xml"])
    if at == b"<q:p":
        text = text.replace(b" xmlns:q=", f' xmlns:w="{W[1:-1]}" xmlns:q='.encode(), 1)
    made["word/document.xml"] = text.replace(at, at + other, 1)

    copy = copied(tmp_path, packed(made), "乙")

    assert anchors(copy.data) == {0: "甲乙丙", 1: "乙"}


@pytest.mark.parametrize("name", ["报告.docm", "报告.dotx", "报告.DOTM"])
def test_macros_and_templates_keep_their_kind_and_ending(tmp_path, name):
    made = parts(word(p("甲")))
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    made["[Content_Types].xml"] = re.sub(
        rb"application/[\w.-]+document\.main\+xml", kind, made["[Content_Types].xml"]
    )
    report = checked(tmp_path, packed(made), problem_result(), name=name)
    path = default_name(report.document.source.path)

    write(report, path)

    assert path.suffix == name[-5:].lower()
    assert kind in parts(path.read_bytes())["[Content_Types].xml"]


def test_another_ending_than_that_of_the_report_is_refused(tmp_path):
    report = checked(tmp_path, word(p("甲")), name="报告.docm")

    with pytest.raises(AppError) as caught:
        write(report, tmp_path / "批注版.docx")

    assert (caught.value.code, "批注版.docm" in caught.value.hint) == ("word-suffix", True)


def test_a_word_file_that_is_called_doc_is_copied_as_it_is(tmp_path):
    report = checked(tmp_path, word(p(r("甲乙", "<w:i/>"))), problem_result(), name="报告.doc")

    write(report, path := default_name(report.document.source.path))

    assert path.name == "报告_批注版.docx"
    assert b"<w:i/>" in parts(path.read_bytes())["word/document.xml"]


# What is said, and by whom


def test_every_comment_is_by_the_program_on_the_day_of_the_check(tmp_path):
    copy = copied(tmp_path, word(p("甲乙丙")), "乙")

    for comment in docx.Document(io.BytesIO(copy.data)).comments:
        assert (comment.author, comment.initials) == ("报告体检", "体检")
        assert comment.timestamp is not None
        assert comment.timestamp.date().isoformat() == "2025-03-01"


def test_a_report_without_problems_has_one_comment(tmp_path):
    copy = on(tmp_path, word(p("甲乙丙")))
    report = replace(copy.report, results=())

    data = annotated(report)

    (said,) = docx.Document(io.BytesIO(data)).comments
    assert said.text.startswith("未发现需要修改的地方。\n文件名：报告.docx\n")
    assert anchors(data) == {0: "甲乙丙"}


def test_what_is_said_may_hold_any_character(tmp_path):
    copy = on(tmp_path, word(p("甲乙")), Problem(0, 1, "甲", "<b>&\ufffe\x01\n\ud800“", "]]>"))

    said = copy.said(1)
    assert said[1:3] == ["问题：<b>& “。", "改法：]]>"]


# When it cannot be written


def test_a_report_that_has_changed_since_is_not_annotated(tmp_path):
    report = checked(tmp_path, word(p("甲")))
    report.document.source.path.write_bytes(word(p("乙")))

    with pytest.raises(AppError) as caught:
        write(report, tmp_path / "批注版.docx")

    assert caught.value.code == "word-changed"
    assert not (tmp_path / "批注版.docx").exists()


def test_a_report_that_is_gone_is_said(tmp_path):
    report = checked(tmp_path, word(p("甲")))
    report.document.source.path.unlink()

    with pytest.raises(AppError) as caught:
        write(report, tmp_path / "批注版.docx")

    assert caught.value.code == "load-missing"


def test_the_report_itself_is_not_overwritten(tmp_path):
    report = checked(tmp_path, data := word(p("甲")))

    with pytest.raises(AppError) as caught:
        write(report, tmp_path / "无" / ".." / "报告.docx")

    assert (caught.value.code, "报告_批注版.docx" in caught.value.hint) == ("word-same-file", True)
    assert report.document.source.path.read_bytes() == data


def test_a_part_that_is_damaged_is_said(tmp_path):
    made = parts(word(p("甲"))) | {"word/media/1.bin": b"0123456789abcdef"}
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as package:  # stored as it is
        for name, part in made.items():
            package.writestr(name, part)
    report = checked(tmp_path, stream.getvalue().replace(b"0123456789", b"9876543210"))

    with pytest.raises(AppError) as caught:
        annotated(report)

    assert caught.value.code == "load-damaged"


def test_a_file_that_is_nested_beyond_reason_is_said():
    nested = "<w:ins>" * 1500 + run("<w:tab/>") + "</w:ins>" * 1500
    long = p(run(f"<w:t>{'乙' * 4_000_000}</w:t>"))

    with pytest.raises(AppError) as caught:
        commented(word(long, p(nested)), "报告.docx", (), Author("", "", date(2025, 3, 1)))

    assert caught.value.code == "load-deep"


def test_pictures_beyond_reason_are_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(repack, "UNPACKED_BYTES", 1000)
    report = checked(tmp_path, packed(parts(word(p("甲"))) | {"word/media/1.bmp": bytes(9000)}))

    with pytest.raises(AppError) as caught:
        annotated(report)

    assert caught.value.code == "load-bomb"


# What another program makes of it


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_has_every_comment_at_its_passage(tmp_path):
    link = f'<w:hyperlink w:anchor="x">{r("丙丁")}</w:hyperlink>'
    body = (
        p("标题"),
        p(r("甲乙"), tracked("ins", r("戊己庚")), link, "辛"),
        table(("壬癸", "子")),
        p("丑", shape(p("寅卯")), "辰"),
        p("巳", note(1), "午"),
        p("未。") + p("申。"),
    )
    copy = copied(
        tmp_path,
        word(*body, footnotes=notes("酉戌")),
        *("乙戊", "己", "丙", "癸", "寅", "酉戌", "未。\n申"),
    )
    (tmp_path / "批注版.docx").write_bytes(copy.data)

    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'me').as_uri()}"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path / "out"),
            tmp_path / "批注版.docx",
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )

    saved = (tmp_path / "out" / "批注版.docx").read_bytes()
    told = {each.comment_id: each.text for each in docx.Document(io.BytesIO(saved)).comments}
    assert sorted(told.values()) == sorted(copy.comments.values())
    problems = {number for number in told if "【有问题】" in told[number]}
    kept = [text for number, text in anchors(saved).items() if number in problems and text]
    assert sorted(kept) == sorted(["乙戊", "己", "丙", "癸", "寅卯", "未。申"])
    assert [b.text for b in reader.blocks(saved, "")[0]] == [
        b.text for b in reader.blocks(copy.original, "")[0]
    ]
