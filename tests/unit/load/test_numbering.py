"""Automatic numbers are those that a person sees in Word."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.load.docx import blocks
from tests.unit.builders import TITLE, document, docx, lines, outline
from tests.unit.word import (
    abstract,
    changed,
    level,
    listed,
    num,
    one_list,
    p,
    restarted,
    style,
    table,
    word,
)

OFFICIAL = one_list(
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
)
OUTLINE = (
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2"),
    level(2, "decimal", "%1.%2.%3"),
)


def labels(*body: str, numbering: str = OFFICIAL, styles: str = "") -> list[str]:
    """Return the numbers of the paragraphs of ``body``."""
    return [block.label for block in docx(*body, numbering=numbering, styles=styles).blocks]


def on(*places: int | tuple[int, int] | None) -> tuple[str, ...]:
    """Return paragraphs on levels of list 1 or of another (list, level), None for one on no list."""
    at = [(1, place) if isinstance(place, int) else place for place in places]
    return tuple(p("文", numbered=place) for place in at)


def shown(*places: int | tuple[int, int] | None, numbering: str = OFFICIAL) -> str:
    """Return the numbers of such paragraphs with blanks between, "-" for one without a number."""
    return " ".join(label or "-" for label in labels(*on(*places), numbering=numbering))


def styled(*names: str) -> tuple[str, ...]:
    """Return paragraphs that follow these styles."""
    return tuple(p("文", style=name) for name in names)


@dataclass(frozen=True)
class Setup:
    """A Word file with automatic numbers: its lists, its paragraphs, the numbers it shows, its styles."""

    numbering: str
    body: tuple[str, ...]
    shows: str
    styles: str = ""

    def file(self) -> bytes:
        """Return the Word file."""
        return word(*self.body, numbering=self.numbering, styles=self.styles)


def kind(name: str, start: int, shows: str) -> Setup:
    """Return paragraphs that count in one format."""
    numbering = one_list(level(0, name, "%1", start=start))
    return Setup(numbering, on(*[0] * len(shows.split())), shows)


def third_anew(restart: int, shows: str) -> Setup:
    """Return three levels, the last of which begins anew as w:lvlRestart says."""
    also = f'<w:lvlRestart w:val="{restart}"/>'
    return Setup(
        one_list(*OUTLINE[:2], level(2, "decimal", "%3)", also=also)),
        on(0, 1, 2, 2, 1, 2, 0, 2, 1, 2),
        shows,
    )


SHARED = abstract(0, *OUTLINE) + num(1, 0)
PADDED = (
    '<mc:AlternateContent><mc:Choice Requires="w14">'
    '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
    '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
)
TIED = [
    level(at, "decimal", text, also=f'<w:pStyle w:val="标题{at + 1}"/>')
    for at, text in enumerate(("%1.", "%1.%2"))
]
HEADINGS = style("标题1", listed(1)) + style("标题2", listed(1, 1))

SAME = {
    "each level counts under the one above": Setup(
        OFFICIAL,
        on(0, 1, 1, 2, 3, 3, 1, None, 0, 1, 2),
        "一、 （一） （二） 1. ① ② （三） - 二、 （一） 1.",
    ),
    "chapters and sections": Setup(
        one_list(
            level(0, "chineseCountingThousand", "第%1章", after="tab"),
            level(1, "chineseCounting", "第%2节", after="space"),
            level(2, "decimal", "%1-%3"),
        ),
        on(0, 1, 2, 2, 1, 2, 0, 1),
        "第一章 第一节 一-1 一-2 第二节 一-1 第二章 第一节",
    ),
    "a number may hold those above": Setup(
        one_list(*OUTLINE), on(0, 1, 1, 2, 0, 1), "1. 1.1 1.2 1.2.1 2. 2.1"
    ),
    "a number above that is not defined is one": Setup(
        one_list(level(1, "decimal", "%1.%2", start=3)), on(1, 1), "1.3 1.4"
    ),
    "a level that was left out counts as begun": Setup(
        one_list(*OUTLINE), on(2, 1, 0, 2, 2, 1, 2), "1.1.1 1.2 2. 2.1.1 2.1.2 2.2 2.2.1"
    ),
    "a list begins with its starts": Setup(
        one_list(level(0, "decimal", "%1.", start=3), level(1, "decimal", "%1.%2", start=5)),
        on(0, 1, 1, 0, 1),
        "3. 3.5 3.6 4. 4.5",
    ),
    "a list without a start begins with zero": Setup(
        one_list(level(0, "decimal", "%1.").replace('<w:start w:val="1"/>', "")), on(0, 0), "0. 1."
    ),
    "a list does not begin below zero": Setup(
        one_list(level(0, "decimal", "%1.", start=-3)), on(0, 0), "0. 1."
    ),
    "a level may begin anew under the second level": third_anew(
        2, "1. 1.1 1) 2) 1.2 1) 2. 1) 2.2 1)"
    ),
    "a level cannot begin anew under a level that is not above": third_anew(
        9, "1. 1.1 1) 2) 1.2 1) 2. 1) 2.2 1)"
    ),
    "two lists of one definition count on": Setup(
        SHARED + num(2, 0), on(0, (2, 0), 0, (2, 1), 1), "1. 2. 3. 3.1 3.2"
    ),
    "two definitions count apart": Setup(
        SHARED + abstract(1, level(0, "decimal", "%1)")) + num(2, 1),
        on(0, (2, 0), 0, (2, 0), 1),
        "1. 1) 2. 2) 2.1",
    ),
    "a list may begin anew once": Setup(
        SHARED + num(2, 0, restarted(0, 5)),
        on(0, 0, (2, 0), (2, 0), 0, (2, 0), (2, 1)),
        "1. 2. 5. 6. 7. 8. 8.1",
    ),
    "a list may begin anew on each level": Setup(
        SHARED + num(2, 0, "".join(restarted(at, 1) for at in range(3))),
        on(0, 1, 1, (2, 0), (2, 1), (2, 1), (2, 0), (2, 1), 0),
        "1. 1.1 1.2 1. 1.1 1.2 2. 2.1 3.",
    ),
    "a lower level has its new start only once": Setup(
        abstract(0, *OUTLINE) + num(1, 0, restarted(1, 5)),
        on(0, 1, 1, 0, 1),
        "1. 1.5 1.6 2. 2.1",
    ),
    "a list may look different and counts on": Setup(
        SHARED + num(2, 0, changed(0, level(0, "chineseCounting", "第%1条", start=6))),
        on(0, 0, (2, 0), (2, 0), 0),
        "1. 2. 第三条 第四条 5.",
    ),
    "a list that looks different has its own start": Setup(
        abstract(0, *OUTLINE) + num(1, 0, changed(0, level(0, "decimal", "第%1条", start=6))),
        on(0, 0, 1),
        "第6条 第7条 7.1",
    ),
    "a list may look different and begin anew": Setup(
        SHARED + num(2, 0, changed(0, level(0, "decimal", "第%1条", start=6), 8)),
        on(0, 0, (2, 0), (2, 0), 0),
        "1. 2. 第8条 第9条 10.",
    ),
    "a level that looks different begins anew as before": Setup(
        abstract(0, *OUTLINE)
        + num(1, 0, changed(1, level(1, "decimal", "%2)", also='<w:lvlRestart w:val="0"/>'))),
        on(0, 1, 1, 0, 1),
        "1. 1) 2) 2. 1)",
    ),
    "a list may be defined by a list style": Setup(
        abstract(0, '<w:numStyleLink w:val="列表"/>')
        + abstract(1, '<w:styleLink w:val="列表"/>', *OUTLINE)
        + num(1, 0)
        + num(2, 1),
        on(0, 1, (2, 0), 0),
        "1. 1.1 2. 3.",
        style("列表", listed(2), kind="numbering"),
    ),
    "a number comes from the style and its base": Setup(
        OFFICIAL,
        styled("标题1", "标题2", "我的", "标题2"),
        "一、 （一） 二、 （一）",
        HEADINGS + style("我的", based_on="标题1"),
    ),
    "the default style may have a number": Setup(
        OFFICIAL,
        (p("文"), p("文")),
        "一、 二、",
        style("正文", listed(1)).replace('w:type="paragraph"', 'w:type="paragraph" w:default="1"'),
    ),
    "a style may say the level and leave the list to its base": Setup(
        OFFICIAL,
        styled("标题1", "标题2", "我的", "标题1"),
        "一、 （一） （二） 二、",
        style("标题1", listed(1))
        + style("标题2", listed(at=1), "标题1")
        + style("我的", based_on="标题2"),
    ),
    "a level that names the base does not undo the level of a style": Setup(
        one_list(TIED[0], *OUTLINE[1:]),
        styled("标题1", "标题2"),
        "1. 1.1",
        style("标题1", listed(1)) + style("标题2", listed(at=1), "标题1"),
    ),
    "what a paragraph says comes before its style": Setup(
        one_list(TIED[0], *OUTLINE[1:]),
        tuple(p("文", style="标题1", also=own) for own in ("", listed(1, 1), listed(at=1))),
        "1. 1.1 1.2",
        style("标题1", listed(1)),
    ),
    "a paragraph that says only its list keeps the level of its style": Setup(
        SHARED + num(2, 0), (p("文", style="标题2", also=listed(2)),), "1.1", HEADINGS
    ),
    "a paragraph that says only a level is on no list": Setup(
        OFFICIAL, (p("文", also=listed(at=1)), *on(0)), "- 一、"
    ),
    "the number of a style can be switched off": Setup(
        OFFICIAL,
        (
            *styled("标题1"),
            *(p("文", style="标题1", also=off) for off in (listed(0), listed(0, 12))),
            *styled("我的", "你的", "标题1"),
        ),
        "一、 - - - - 二、",
        HEADINGS + style("我的", listed(0), "标题1") + style("你的", based_on="我的"),
    ),
    "a level without a number shows its text": Setup(
        one_list(level(0, "none", "附件："), level(1, "decimal", "%2.")),
        on(0, 1, 1, 0, 1),
        "附件： 1. 2. 附件： 1.",
    ),
    "nothing stands for a level of signs": Setup(
        one_list(OUTLINE[0], level(1, "bullet", "●"), level(2, "decimal", "%1.%2%3")),
        on(0, 2, 2),
        "1. 1.1 1.2",
    ),
    "Word has formats of its own and a plain one for others": Setup(
        one_list(level(0, "decimal", "%1.").replace('<w:numFmt w:val="decimal"/>', PADDED)),
        on(0, 0),
        "001. 002.",
    ),
    "a percent sign stays": Setup(
        one_list(level(0, "decimal", "100%-%1")), on(0, 0), "100%-1 100%-2"
    ),
    **{
        f"{name} from {start}": kind(name, start, shows)
        for name, start, shows in (
            ("decimal", 9, "9 10 11"),
            ("decimalZero", 9, "09 10 11"),
            ("decimalFullWidth", 9, "９ １０"),
            ("decimalFullWidth2", 9, "９ １０"),
            ("upperLetter", 26, "Z AA BB"),
            ("lowerLetter", 26, "z aa bb"),
            ("upperRoman", 4, "IV V VI"),
            ("lowerRoman", 9, "ix x xi"),
            ("chicago", 4, "§ ** ††"),
            ("decimalEnclosedCircle", 9, "⑨ ⑩ ⑪"),
            ("decimalEnclosedCircleChinese", 19, "⑲ ⑳"),
            ("chineseCounting", 1, "一 二 三 四 五 六 七 八 九 十 十一"),
            ("chineseCounting", 19, "十九 二十 二十一"),
            ("chineseCountingThousand", 9, "九 十 十一"),
            ("chineseCountingThousand", 99, "九十九 一百"),
            ("chineseCountingThousand", 110, "一百一十 一百一十一"),
            ("taiwaneseCounting", 19, "十九 二十 二十一"),
            ("taiwaneseCountingThousand", 9, "九 十 十一"),
            ("taiwaneseCountingThousand", 99, "九十九 一百"),
            ("japaneseCounting", 9, "九 十 十一"),
            ("chineseLegalSimplified", 9, "玖 壹拾 壹拾壹"),
            ("chineseLegalSimplified", 99, "玖拾玖 壹佰 壹佰零壹"),
            ("ideographLegalTraditional", 9, "玖 壹拾 壹拾壹"),
            ("ideographTraditional", 9, "壬 癸 11"),
            ("ideographZodiac", 11, "戌 亥 13"),
            ("ideographDigital", 1, "一 二 三"),
        )
    },
}


@dataclass(frozen=True)
class Difference:
    """Where LibreOffice shows other numbers than Word, and why."""

    setup: Setup
    theirs: str
    why: str


RESTARTS = "LibreOffice 7.4 passes over w:lvlRestart (17.9.10)"
DIGITS = "LibreOffice takes a format of digits (17.18.59) for one of counting"
UNKNOWN = "LibreOffice does not know the format"
MADE_UP = "LibreOffice makes up what the file does not define"

DIFFERENT = {
    "a level may never begin anew": Difference(
        third_anew(0, "1. 1.1 1) 2) 1.2 3) 2. 4) 2.2 5)"),
        "1. 1.1 1) 2) 1.2 1) 2. 1) 2.2 1)",
        RESTARTS,
    ),
    "a level may begin anew under the first level only": Difference(
        third_anew(1, "1. 1.1 1) 2) 1.2 3) 2. 1) 2.2 2)"),
        "1. 1.1 1) 2) 1.2 1) 2. 1) 2.2 1)",
        RESTARTS,
    ),
    "a list begins anew on each level when it first uses that": Difference(
        Setup(
            SHARED + num(2, 0, "".join(restarted(at, 4) for at in range(3))),
            on(0, 1, 1, (2, 1), (2, 0), (2, 1), (2, 1)),
            "1. 1.1 1.2 1.4 4. 4.1 4.2",
        ),
        "1. 1.1 1.2 1.4 2. 2.1 2.2",
        "LibreOffice does not let a level begin anew after one below it",
    ),
    "numbers above may be asked for in digits": Difference(
        Setup(
            one_list(
                level(0, "chineseCounting", "第%1章"),
                level(1, "chineseCounting", "%1.%2", also="<w:isLgl/>"),
                level(2, "upperLetter", "%1.%2.%3", also='<w:isLgl w:val="0"/>'),
            ),
            on(0, 1, 1, 2),
            "第一章 1.1 1.2 一.二.A",
        ),
        "第一章 一.一 一.二 一.二.A",
        "LibreOffice passes over w:isLgl (17.9.4)",
    ),
    "the level that names a style is its level": Difference(
        Setup(
            one_list(*TIED),
            styled("标题1", "标题2", "标题2", "标题1"),
            "1. 1.1 1.2 2.",
            style("标题1", listed(1)) + style("标题2", listed(1)),
        ),
        "1. 2. 3. 4.",
        "LibreOffice passes over w:pStyle (17.9.23)",
    ),
    "nothing stands for a level without a number": Difference(
        Setup(
            one_list(level(0, "none", "附件"), level(1, "decimal", "%1-%2")),
            on(0, 1, 1),
            "附件 -1 -2",
        ),
        "附件 1 2",
        "LibreOffice drops what stands between the two as well",
    ),
    "a sign is no number": Difference(
        Setup(one_list(level(0, "bullet", "●%1")), on(0, 0), "- -"),
        "• •",
        "signs are shown, but not as numbers",
    ),
    "a hidden number counts and is not seen": Difference(
        Setup(
            one_list(level(0, "decimal", "%1.", also="<w:rPr><w:vanish/></w:rPr>"), OUTLINE[1]),
            on(0, 0, 1),
            "- - 2.1",
        ),
        "1. 2. 2.1",
        "LibreOffice shows hidden numbers",
    ),
    "nothing stands for a number below": Difference(
        Setup(
            one_list(level(0, "decimal", "%1-%2"), level(1, "decimal", "%1.%2%9")),
            on(0, 1, 0),
            "1- 1.1 2-",
        ),
        "1-%2% 1.1%9% 2-%2%",
        "LibreOffice shows the placeholder",
    ),
    "there are nine levels": Difference(
        Setup(one_list(*OUTLINE), on(0, (1, 9), (1, 12), 0), "1. - - 2."), "1. 1. 2. 3.", MADE_UP
    ),
    "a level that is not defined gives no number": Difference(
        Setup(one_list(OUTLINE[0]), on(0, 1, 0), "1. - 2."), "1. 1. 2.", MADE_UP
    ),
    "a list that is not defined gives no number": Difference(
        Setup(num(1, 0), on(0, 0), "- -"), "1. 2.", MADE_UP
    ),
    **{
        f"{name} from {start}": Difference(kind(name, start, shows), theirs, why)
        for name, start, shows, theirs, why in (
            ("chineseCounting", 100, "一○○ 一○一", "一百 一百零一", "Word goes on in digits"),
            ("chineseCountingThousand", 101, "一百〇一", "一百零一", "Word writes 〇 for 零"),
            ("taiwaneseCounting", 100, "一○○", "一百", "Word goes on in digits"),
            (
                "japaneseCounting",
                100,
                "百 百一",
                "一百 一百零一",
                "LibreOffice takes it for Chinese",
            ),
            ("decimalEnclosedCircle", 20, "⑳ 21", "⑳ ㉑", "Word's lists stop at ⑳ (17.18.59)"),
            ("ideographDigital", 10, "一〇 一一", "十 十一", DIGITS),
            ("japaneseDigitalTenThousand", 9, "九 一〇", "9 10", UNKNOWN),
            ("taiwaneseDigital", 9, "九 一○", "9 10", UNKNOWN),
            ("japaneseLegal", 10, "壱拾 壱拾壱", "壱零 壱壱", "LibreOffice leaves out 拾"),
            ("ideographZodiacTraditional", 1, "甲子 乙丑", "1 2", UNKNOWN),
            ("ideographEnclosedCircle", 1, "㈠ ㈡", "① ②", "Word shows parentheses (MS-OI29500)"),
            ("decimalEnclosedParen", 1, "⑴ ⑵", "1 2", UNKNOWN),
            ("decimalEnclosedFullstop", 1, "⒈ ⒉", "1 2", UNKNOWN),
            ("hex", 10, "A B", "10 11", UNKNOWN),
        )
    },
}
SETUPS = SAME | {name: each.setup for name, each in DIFFERENT.items()}


def seen(data: bytes) -> str:
    """Return the numbers of a Word file with blanks between, "-" for a paragraph without one."""
    return " ".join(block.label.strip() or "-" for block in blocks(data, "报告.docx")[0])


@pytest.mark.parametrize("name", SETUPS)
def test_each_setup_shows_its_numbers(name):
    assert seen(SETUPS[name].file()) == SETUPS[name].shows


@pytest.fixture(scope="module")
def converted(tmp_path_factory) -> Path:
    """Return a folder of what LibreOffice makes of every set-up: text, and a Word file of its own."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not here")
    folder: Path = tmp_path_factory.mktemp("libreoffice")
    files = [folder / f"{at}.docx" for at in range(len(SETUPS))]
    for file, setup in zip(files, SETUPS.values(), strict=True):
        file.write_bytes(setup.file())
    for target in ("txt:Text (encoded):UTF8", "docx:MS Word 2007 XML"):
        subprocess.run(
            [
                *("soffice", "--headless", f"-env:UserInstallation={(folder / 'me').as_uri()}"),
                *("--convert-to", target, "--outdir", folder / "out", *files),
            ],
            check=True,
            capture_output=True,
            timeout=100,
        )
    return folder / "out"


def theirs(converted: Path, name: str) -> str:
    """Return the numbers that LibreOffice shows."""
    text = (converted / f"{list(SETUPS).index(name)}.txt").read_text("utf-8-sig")
    return " ".join(line.strip().removesuffix("文").strip() or "-" for line in text.splitlines())


@pytest.mark.parametrize("name", SAME)
def test_libreoffice_shows_the_same_numbers(converted, name):
    assert theirs(converted, name) == SAME[name].shows


@pytest.mark.parametrize("name", DIFFERENT)
def test_libreoffice_is_known_to_show_other_numbers(converted, name):
    assert theirs(converted, name) == DIFFERENT[name].theirs


@pytest.mark.parametrize("name", SAME)
def test_a_file_that_libreoffice_has_saved_shows_the_same_numbers(converted, name):
    saved = (converted / f"{list(SETUPS).index(name)}.docx").read_bytes()

    assert seen(saved) == SAME[name].shows


def test_an_empty_paragraph_with_a_number_counts():
    body = [p(text, numbered=(1, 0)) for text in ("甲", "", "乙")]

    assert labels(*body)[-1] == "三、"


def test_numbers_count_through_tables():
    cell = p("文", numbered=(1, 0))
    found = labels(cell, table((cell,)), cell)

    assert [label for label in found if label] == ["一、", "二、", "三、"]


def test_the_number_is_no_part_of_the_text():
    (block,) = docx(p("总体情况", numbered=(1, 0)), numbering=OFFICIAL).blocks

    assert (block.label, block.text) == ("一、", "总体情况")


@pytest.mark.parametrize("at", [None, 0, 2], ids=["no level", "first", "third"])
@pytest.mark.parametrize("base", ["", "标题1"], ids=["alone", "derived"])
def test_the_level_that_names_a_style_is_its_level(at, base):
    styles = style("标题1", listed(1)) + style("标题2", listed(1, at), based_on=base)
    styles += style("我的", based_on="标题2")

    found = labels(
        *styled("标题1", "标题2", "我的", "标题1"),
        numbering=one_list(*TIED, OUTLINE[2]),
        styles=styles,
    )

    assert found == ["1.", "1.1", "1.2", "2."]


@pytest.mark.parametrize("place", [(9, 0), (1, 8), (1, 9), (1, 12), (1, -1)])
def test_a_list_or_level_that_is_not_there_gives_no_number(place):
    assert shown(place, 0) == "- 一、"


@pytest.mark.parametrize(
    "numbering",
    [
        pytest.param(num(1, 0), id="no definition"),
        pytest.param('<w:num w:numId="1"/>', id="none named"),
        pytest.param(abstract(0, '<w:numStyleLink w:val="无"/>') + num(1, 0), id="no style"),
    ],
)
def test_a_list_without_its_definition_gives_no_number(numbering):
    assert shown(0, 0, numbering=numbering) == "- -"


@pytest.mark.parametrize(
    ("kind", "text", "label"),
    [
        ("decimal", "%1", "1 "),
        ("upperLetter", "%1", "A "),
        ("chineseCounting", "第%1章", "第一章 "),
        ("chineseCounting", "%1", "一 "),
        ("chineseCounting", "%1、", "一、"),
        ("decimal", "%1.", "1."),
        ("decimal", "（%1）", "（1）"),
        ("decimalEnclosedCircle", "%1", "①"),
        ("chineseCounting", "第%1章 ", "第一章 "),
        ("none", "", ""),
    ],
)
@pytest.mark.parametrize("after", ["tab", "space"])
def test_a_number_that_would_run_into_the_text_ends_with_a_blank(kind, text, label, after):
    assert labels(*on(0), numbering=one_list(level(0, kind, text, after=after))) == [label]


def test_a_number_is_followed_by_a_tab_where_nothing_is_said():
    unsaid = level(0, "decimal", "%1").replace('<w:suff w:val="nothing"/>', "")

    assert labels(*on(0), numbering=one_list(unsaid)) == ["1 "]


@pytest.mark.parametrize(
    ("number", "start", "label"),
    [
        ("decimal", 100, "100 "),
        ("chineseCounting", 100, "一○○ "),
        ("ideographDigital", 10, "一〇 "),
    ],
)
def test_a_zero_runs_into_the_text_too(number, start, label):
    numbering = one_list(level(0, number, "%1", start=start, after="tab"))

    assert labels(*on(0), numbering=numbering) == [label]


def test_a_number_that_the_list_sets_right_at_the_text_stays_there():
    assert labels(*on(0), numbering=one_list(level(0, "decimal", "%1"))) == ["1"]


def test_a_heading_is_known_by_its_number_with_a_blank():
    numbering = one_list(
        level(0, "chineseCounting", "第%1部分", after="tab"),
        level(1, "decimal", "%1.%2", also="<w:isLgl/>", after="space"),
    )
    words = [("主要举措和成效", 0), ("推进政府职能转变", 1), ("存在的不足和原因", 0)]
    body = [p(each, numbered=(1, at)) for each, at in words]

    assert outline(document(docx(p(TITLE), *body, numbering=numbering))) == [
        ("第一部分", "主要举措和成效"),
        ("  1.1", "推进政府职能转变"),
        ("第二部分", "存在的不足和原因"),
    ]


@pytest.mark.parametrize(
    "numbering",
    [
        pytest.param(OFFICIAL.replace('w:ilvl="0"', 'w:ilvl="x"'), id="level that is no number"),
        pytest.param(OFFICIAL.replace('w:ilvl="0"', 'w:ilvl="9999999"'), id="level beyond all"),
        pytest.param(
            abstract(0, OUTLINE[0]) + num(1, 0, '<w:lvlOverride w:ilvl="x"/>'),
            id="change of a level that is no number",
        ),
        pytest.param(one_list(level(0, "decimal", "")), id="no text"),
        pytest.param(one_list('<w:lvl w:ilvl="0"/>'), id="empty level"),
    ],
)
def test_nonsense_in_a_list_hides_no_text(numbering):
    assert lines(docx(*on(0), numbering=numbering))[0].endswith("文")


@pytest.mark.parametrize("kind", ["decimal", "chineseCounting", "upperRoman", "lowerLetter"])
def test_a_start_beyond_all_lists_is_written_in_digits(kind):
    numbering = one_list(level(0, kind, "%1.", start=999_999_999))

    assert shown(0, 0, numbering=numbering) == "999999999. 1000000000."


@pytest.mark.parametrize("text", ["%1" * 10_000, "第" * 10_000], ids=["numbers", "words"])
def test_no_label_fills_a_page(text):
    numbering = one_list(level(0, "upperRoman", text, start=28_888))

    assert len(shown(0, numbering=numbering)) < 600
