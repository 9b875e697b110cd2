"""Automatic numbers are those that a person sees in Word."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from app.load.numbering import number_text
from tests.unit.builders import docx, lines
from tests.unit.word import abstract, level, num, one_list, p, restarted, style, table, word

OFFICIAL = one_list(
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
)


def shown(*levels: int | None, numbering: str = OFFICIAL, styles: str = "") -> list[str]:
    """Return the numbers of paragraphs on these levels of list 1, None for one without a number."""
    body = [p("文", numbered=None if at is None else (1, at)) for at in levels]
    return labels(*body, numbering=numbering, styles=styles)


def labels(*body: str, numbering: str = OFFICIAL, styles: str = "") -> list[str]:
    """Return the numbers of the paragraphs of ``body``."""
    return [block.label for block in docx(*body, numbering=numbering, styles=styles).blocks]


def test_each_level_counts():
    assert shown(0, 0, 0) == ["一、", "二、", "三、"]


def test_a_level_begins_anew_under_the_next_number_above():
    assert shown(0, 1, 1, 2, 3, 3, 1, 0, 1, 2) == [
        "一、", "（一）", "（二）", "1.", "①", "②", "（三）", "二、", "（一）", "1.",
    ]  # fmt: skip


def test_paragraphs_between_do_not_disturb_the_count():
    assert shown(0, None, 0) == ["一、", "", "二、"]


def test_a_number_may_hold_those_above():
    numbering = one_list(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))

    assert shown(0, 1, 1, 0, 1, numbering=numbering) == ["1", "1.1", "1.2", "2", "2.1"]


def test_numbers_above_may_be_asked_for_in_digits():
    numbering = one_list(
        level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", also="<w:isLgl/>")
    )

    assert shown(0, 1, numbering=numbering) == ["第一章", "1.1"]


def test_a_number_above_that_is_not_defined_counts_like_the_level():
    assert shown(1, numbering=one_list(level(1, "decimal", "%1.%2", start=3))) == ["3.3"]


def test_a_level_that_was_left_out_counts_as_begun():
    numbering = one_list(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))

    assert shown(1, numbering=numbering) == ["1.1"]


def test_a_list_may_begin_later():
    assert shown(0, 0, numbering=one_list(level(0, "chineseCounting", "%1、", start=9))) == [
        "九、",
        "十、",
    ]


def test_a_level_may_count_through():
    through = level(1, "decimal", "(%2)", also='<w:lvlRestart w:val="0"/>')

    assert shown(0, 1, 0, 1, numbering=one_list(level(0, "decimal", "%1."), through)) == [
        "1.", "(1)", "2.", "(2)",
    ]  # fmt: skip


def test_a_level_may_begin_anew_only_under_a_higher_one():
    third = level(2, "decimal", "%3)", also='<w:lvlRestart w:val="1"/>')
    numbering = one_list(level(0, "decimal", "%1."), level(1, "decimal", "(%2)"), third)

    assert shown(0, 1, 2, 1, 2, 0, 1, 2, numbering=numbering) == [
        "1.", "(1)", "1)", "(2)", "2)", "2.", "(1)", "1)",
    ]  # fmt: skip


def test_two_lists_of_one_definition_count_on():
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 0)

    assert labels(*[p("文", numbered=(at, 0)) for at in (1, 2, 1)], numbering=numbering) == [
        "1.", "2.", "3.",
    ]  # fmt: skip


def test_two_definitions_count_apart():
    numbering = (
        abstract(0, level(0, "decimal", "%1."))
        + abstract(1, level(0, "decimal", "%1)"))
        + num(1, 0)
        + num(2, 1)
    )

    assert labels(*[p("文", numbered=(at, 0)) for at in (1, 2, 1)], numbering=numbering) == [
        "1.", "1)", "2.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "expected"),
    [(1, ["1.", "2.", "1.", "2.", "3."]), (5, ["1.", "2.", "5.", "6.", "7."])],
)
def test_a_list_may_begin_anew(start, expected):
    numbering = (
        abstract(0, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 0, restarted(0, start))
    )

    assert (
        labels(*[p("文", numbered=(at, 0)) for at in (1, 1, 2, 2, 1)], numbering=numbering)
        == expected
    )


def test_a_list_may_look_different_on_a_level():
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "第%1条")}</w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0, other)

    assert shown(0, numbering=numbering) == ["第1条"]


def test_a_number_comes_from_the_style_and_its_base():
    styles = style("标题1", '<w:numPr><w:numId w:val="1"/></w:numPr>') + style(
        "标题2", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    )
    styles += style("我的", based_on="标题1")

    assert labels(p("文", style="标题1"), p("文", style="标题2"), p("文", style="我的"), styles=styles) == [
        "一、", "（一）", "二、",
    ]  # fmt: skip


def test_the_number_of_a_paragraph_comes_before_that_of_its_style():
    styles = style("标题1", '<w:numPr><w:numId w:val="1"/></w:numPr>')

    assert labels(p("文", style="标题1", numbered=(1, 1)), styles=styles) == ["（一）"]


def test_the_number_of_a_style_can_be_switched_off():
    styles = style("标题1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    off = p("文", style="标题1", numbered=(0, 0))

    assert labels(p("文", style="标题1"), off, p("文", style="标题1"), styles=styles) == [
        "一、",
        "",
        "二、",
    ]


def test_the_default_style_may_have_a_number():
    default = style("正文", '<w:numPr><w:numId w:val="1"/></w:numPr>').replace(
        'w:type="paragraph"', 'w:type="paragraph" w:default="1"'
    )

    assert labels(p("文"), p("文"), styles=default) == ["一、", "二、"]


def test_a_list_may_be_defined_by_a_list_style():
    linked = abstract(0, '<w:numStyleLink w:val="列表"/>')
    real = abstract(1, '<w:styleLink w:val="列表"/>', level(0, "chineseCounting", "%1、"))

    assert shown(0, 0, numbering=linked + real + num(1, 0)) == ["一、", "二、"]


def test_numbers_count_through_tables():
    cell = p("文", numbered=(1, 0))

    assert [label for label in labels(cell, table((cell,)), cell) if label] == [
        "一、",
        "二、",
        "三、",
    ]


@pytest.mark.parametrize("kind", ["bullet", "none"])
def test_a_sign_is_no_number(kind):
    assert shown(0, numbering=one_list(level(0, kind, "●"))) == [""]


@pytest.mark.parametrize("numbered", [(9, 0), (1, 8)], ids=["list", "level"])
def test_a_list_or_level_that_is_not_there_gives_no_number(numbered):
    assert labels(p("文", numbered=numbered)) == [""]


def test_the_number_is_no_part_of_the_text():
    (block,) = docx(p("总体情况", numbered=(1, 0)), numbering=OFFICIAL).blocks

    assert (block.label, block.text) == ("一、", "总体情况")


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("decimal", "1 9 10 11 20 21 99 100 110"),
        ("decimalZero", "01 09 10 11 20 21 99 100 110"),
        ("decimalFullWidth", "１ ９ １０ １１ ２０ ２１ ９９ １００ １１０"),
        ("chineseCounting", "一 九 十 十一 二十 二十一 九十九 一百 一百一十"),
        ("chineseCountingThousand", "一 九 十 十一 二十 二十一 九十九 一百 一百一十"),
        ("japaneseCounting", "一 九 十 十一 二十 二十一 九十九 一百 一百一十"),
        ("ideographDigital", "一 九 一〇 一一 二〇 二一 九九 一〇〇 一一〇"),
        ("decimalEnclosedCircle", "① ⑨ ⑩ ⑪ ⑳ ㉑ 99 100 110"),
        ("decimalEnclosedParen", "⑴ ⑼ ⑽ ⑾ ⒇ (21) (99) (100) (110)"),
        ("decimalEnclosedFullstop", "⒈ ⒐ ⒑ ⒒ ⒛ 21. 99. 100. 110."),
        ("ideographTraditional", "甲 壬 癸 甲 癸 甲 壬 癸 癸"),
        ("upperLetter", "A I J K T U UUUU VVVV FFFFF"),
        ("lowerLetter", "a i j k t u uuuu vvvv fffff"),
        ("upperRoman", "I IX X XI XX XXI XCIX C CX"),
        ("lowerRoman", "i ix x xi xx xxi xcix c cx"),
        ("someFormatOfTheFuture", "1 9 10 11 20 21 99 100 110"),
    ],
)
def test_each_format_writes_its_numbers(kind, written):
    numbers = (1, 9, 10, 11, 20, 21, 99, 100, 110)

    assert " ".join(number_text(number, kind) for number in numbers) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [(101, "一百零一"), (1001, "一千零一"), (1010, "一千零一十"), (2024, "二千零二十四")],
)
def test_chinese_numbers_have_a_zero_where_a_scale_is_left_out(number, written):
    assert number_text(number, "chineseCountingThousand") == written


@pytest.mark.parametrize(
    ("kind", "written"), [("chineseLegalSimplified", "壹"), ("ideographEnclosedCircle", "㊀")]
)
def test_other_chinese_formats_are_known(kind, written):
    assert number_text(1, kind) == written


def test_an_empty_paragraph_with_a_number_counts():
    body = [p(text, numbered=(1, 0)) for text in ("甲", "", "乙")]

    assert labels(*body)[-1] == "三、"


@pytest.mark.parametrize(
    "numbering",
    [
        pytest.param(one_list(level(0, "chineseCounting", "%1、", start=-3)), id="negative start"),
        pytest.param(OFFICIAL.replace('w:ilvl="0"', 'w:ilvl="x"'), id="level that is no number"),
        pytest.param(
            abstract(0, level(0, "decimal", "%1.")) + num(1, 0, '<w:lvlOverride w:ilvl="x"/>'),
            id="change of a level that is no number",
        ),
    ],
)
def test_nonsense_in_a_list_hides_no_text(numbering):
    assert lines(docx(p("文", numbered=(1, 0)), numbering=numbering))[0].endswith("文")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_shows_the_same_numbers(tmp_path: Path):
    """LibreOffice, which has no part in the program, reads numbers from the same file."""
    styles = style("标题1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    second = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))
    numbering = OFFICIAL + second + num(2, 1) + num(3, 1, restarted(0, 1))
    body = [
        p("甲", style="标题1"),
        *(p("乙", numbered=(1, at)) for at in (1, 1, 2, 2, 3, 1, 0, 1)),
        p("丙", style="标题1", numbered=(0, 0)),
        *(p("丁", numbered=(2, at)) for at in (0, 1, 1, 0, 1)),
        *(p("戊", numbered=(3, at)) for at in (0, 0)),
        *(p("己", style="标题1") for _ in range(9)),
    ]
    file = tmp_path / "报告.docx"
    file.write_bytes(word(*body, numbering=numbering, styles=styles))

    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            tmp_path,
            file,
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    theirs = file.with_suffix(".txt").read_text("utf-8-sig").splitlines()

    ours = lines(docx(*body, numbering=numbering, styles=styles))
    assert ours == ["".join(line.split()) for line in theirs]
