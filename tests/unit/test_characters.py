"""A text in look-alike or traditional characters, or full of what is not seen, is read as if it were not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from opencc import OpenCC

from app.engine import Engine
from app.fold import fold_text
from app.model import Block, BlockKind, Document, Report, Source
from app.paths import SAMPLES
from tests.unit.builders import document, docx, outline, passage, roles, source
from tests.unit.word import p

TEXTS = sorted(SAMPLES.glob("*.txt"))
GOOD = SAMPLES / "良好示例.txt"
TRADITIONAL = "原文用繁体字，下面按简体字显示和检查。"
REPORT = (
    "東山鎮人民政府二〇二四年法治政府建設年度報告\n"
    "一、主要舉措和成效\n（一）加強組織領導。成立法治政府建設「領導小組」，由鎮長任組長，全年組織學法十二次。\n"
    "（二）落實三項制度。全面推行行政執法『公示』制度、執法全過程記錄制度和重大執法決定法制審核制度。\n"
    "二、存在的不足和原因\n個別幹部學法不夠深入，主要是培訓不足。\n"
    "三、下一年度工作安排\n繼續加強學法，規範執法，為鄉村振興提供保障。\n"
)


def alike(count: int) -> str:
    """Return the note on so many look-alikes."""
    return f"有{count}个字是从PDF等文件复制来的部首或兼容字符，样子像汉字但编码不同，检查时已按正常汉字处理。"


def checked(text: str, folder: Path) -> Report:
    """Return the report on a file that holds ``text``."""
    path = folder / "报告.txt"
    path.write_text(text, "utf-8")
    return Engine().report(path)


def verdicts(report: Report) -> list[tuple[str, str]]:
    """Return what each rule says."""
    return [(result.rule, result.outcome) for result in report.results]


def written(found: Document, at: int) -> str:
    """Return the character of the source that the text shows at ``at``."""
    place = found.place(at, at + 1)
    block = found.source.blocks[place.block]
    return (block.label + block.text)[place.offset]


# Look-alikes


@pytest.mark.parametrize(
    ("text", "ordinary"),
    [
        pytest.param("⼯作⼈员", "工作人员", id="radicals of Kangxi"),
        pytest.param("⼈⺠⻔⼾⻓效⻛险", "人民门户长效风险", id="of the supplement"),
        pytest.param("⻥⻢⻋⻚⻅⻉", "鱼马车页见贝", id="simplified radicals"),
        pytest.param("\ufa08政\uf98a量", "行政力量", id="compatibility ideographs"),
        pytest.param("\U0002f81b", "况", id="of a higher plane"),
    ],
)
def test_a_look_alike_is_read_as_the_character_it_looks_like(text, ordinary):
    found = document(text)

    assert found.text == ordinary
    assert found.notes == (alike(len(set(text) - set(ordinary))),)


def test_look_alikes_are_read_in_word_files_too():
    assert document(docx(p("⼯作⼈员。"))).text == "工作人员。"


def test_a_heading_numbered_by_a_look_alike_is_a_heading():
    found = document("⼀、总体情况\n全年学法十次。\n⼆、存在的不⾜\n学法不够。")

    assert outline(found) == [("一、", "总体情况"), ("二、", "存在的不足")]


def test_characters_of_the_blocks_of_look_alikes_that_are_none_stay():
    assert document("\ufa0e\ufa29\u2e80").text == "\ufa0e\ufa29\u2e80"
    assert document("\ufa0e\ufa29\u2e80").notes == ()


def test_verdicts_on_a_report_copied_from_a_pdf_are_those_on_the_report(tmp_path):
    text = GOOD.read_text("utf-8")
    copied = text.translate(str.maketrans("工人一力民门长风行", "⼯⼈⼀⼒⺠⻔⻓⻛⾏"))

    report = checked(copied, tmp_path)

    assert copied != text
    assert verdicts(report) == verdicts(Engine().report(GOOD))
    assert "⼯" not in report.document.text


# Traditional writing


@pytest.mark.parametrize("standard", ["s2t", "s2tw", "s2hk"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_verdicts_on_a_traditional_copy_are_those_on_the_report(path, standard, tmp_path):
    copy = OpenCC(standard).convert(path.read_text("utf-8"))
    expected = Engine().report(path)

    report = checked(copy, tmp_path)

    assert verdicts(report) == verdicts(expected)
    assert TRADITIONAL in report.document.notes
    assert len(report.document.text) == len(expected.document.text)


def test_a_traditional_report_is_shown_in_simplified_characters():
    found = document(REPORT)

    assert found.notes == (TRADITIONAL,)
    assert found.text.startswith(
        "东山镇人民政府二〇二四年法治政府建设年度报告\n一、主要举措和成效"
    )


def test_a_traditional_report_has_its_facts_and_parts():
    found = document(REPORT)

    assert (found.facts.unit, found.facts.year) == ("东山镇人民政府", 2024)
    assert set(roles(found).values()) == set(roles(document(found.text)).values())
    assert passage(found, "deficiencies").endswith("主要是培训不足。")


def test_traditional_quotation_marks_are_read_as_simplified_ones():
    found = document(REPORT)

    assert "“领导小组”" in found.text
    assert "‘公示’" in found.text


def test_traditional_characters_lead_back_to_those_that_were_written():
    found = document(REPORT)

    assert "".join(written(found, found.text.index(char)) for char in "镇领导组学执“") == (
        "鎮領導組學執「"
    )


def test_a_number_that_word_writes_is_simplified_too():
    blocks = [Block(line, BlockKind.PARAGRAPH, 1) for line in REPORT.split("\n")]
    numbered = Source(
        Path("a.docx"), (*blocks, Block("附則", BlockKind.PARAGRAPH, 9, "第壹條")), (), ""
    )

    assert document(numbered).text.endswith("第壹条附则")


def test_a_name_in_traditional_characters_does_not_make_a_report_traditional():
    text = GOOD.read_text("utf-8") + "报送：張偉國、劉東陽、陳麗華「三人」\n"

    found = document(text)

    assert "張偉國、劉東陽、陳麗華「三人」" in found.text
    assert TRADITIONAL not in found.notes


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_simplified_report_stays_as_it_is(path):
    assert TRADITIONAL not in document(path.read_text("utf-8")).notes


def test_rare_simplified_characters_do_not_make_a_text_traditional():
    text = "参会人员：赵喆、钱堃、孙珺、李玥、周璟、吴祎、郑赟、王翀、冯昇、陈彧。"

    assert document(text).text == text


def test_entities_left_in_a_text_do_no_harm():
    text = f"&#22283;&#99999;&#{'9' * 5000};全年学法十二次。"

    assert document(text).text == text


# What is not seen

UNSEEN_ONES = (
    "\u00ad\u034f\u061c\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2064"
    "\u2066\u2069\ufe00\ufe0f\ufeff\U000e0100\U000e01ef"
)


@pytest.mark.parametrize("char", UNSEEN_ONES, ids=lambda char: f"{ord(char):04X}")
def test_unseen_characters_do_not_reach_the_text(char):
    found = document(char.join("一、总体情况") + "\n" + char.join("全年学法12次。"))

    assert found.text == "一、总体情况\n全年学法12次。"
    assert outline(found) == [("一、", "总体情况")]
    assert written(found, found.text.index("次")) == "次"


@pytest.mark.parametrize("char", UNSEEN_ONES, ids=lambda char: f"{ord(char):04X}")
def test_unseen_characters_do_not_reach_the_shadow(char):
    assert fold_text(char.join("学法次")) == "学法次"


def test_an_unseen_character_does_not_hide_an_indent():
    full = "镇党委坚持把法治政府建设摆在全局工作的突出位置来抓，"

    assert (
        document("\n".join([*[full] * 9, "\u200b　　下一段", "学法。"])).text.split("\n")[1]
        == "下一段"
    )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_verdicts_do_not_change_with_what_is_not_seen(path, tmp_path):
    text = re.sub(
        "(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", "\u200b\u00ad", path.read_text("utf-8")
    )

    assert verdicts(checked(text, tmp_path)) == verdicts(Engine().report(path))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_verdicts_do_not_change_with_full_width_digits(path, tmp_path):
    wide = str.maketrans("0123456789", "０１２３４５６７８９")

    report = checked(path.read_text("utf-8").translate(wide), tmp_path)

    assert verdicts(report) == verdicts(Engine().report(path))


def test_an_ordinary_text_is_not_touched():
    given = source("全年学法十二次。\n成立“领导小组”。")

    assert document(given).text == "全年学法十二次。\n成立“领导小组”。"
    assert document(given).notes == ()
