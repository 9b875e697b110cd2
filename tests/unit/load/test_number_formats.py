"""Numbers are written as Word writes them in each of its formats, and as digits where it has none."""

from __future__ import annotations

import pytest

from app.load.number_formats import circled, number_text, writer

NUMBERS = (0, 1, 9, 10, 11, 19, 20, 21, 99, 100, 101, 110, 1010, 10_001, 99_999)
WRITTEN = {
    "decimal": "0 1 9 10 11 19 20 21 99 100 101 110 1010 10001 99999",
    "decimalHalfWidth": "0 1 9 10 11 19 20 21 99 100 101 110 1010 10001 99999",
    "someFormatOfTheFuture": "0 1 9 10 11 19 20 21 99 100 101 110 1010 10001 99999",
    "decimalZero": "00 01 09 10 11 19 20 21 99 100 101 110 1010 10001 99999",
    "decimalFullWidth": "０ １ ９ １０ １１ １９ ２０ ２１ ９９ １００ １０１ １１０ １０１０ １０００１ ９９９９９",
    "decimalFullWidth2": "０ １ ９ １０ １１ １９ ２０ ２１ ９９ １００ １０１ １１０ １０１０ １０００１ ９９９９９",
    "decimalEnclosedCircle": "0 ① ⑨ ⑩ ⑪ ⑲ ⑳ 21 99 100 101 110 1010 10001 99999",
    "decimalEnclosedCircleChinese": "0 ① ⑨ ⑩ ⑪ ⑲ ⑳ 21 99 100 101 110 1010 10001 99999",
    "decimalEnclosedParen": "0 ⑴ ⑼ ⑽ ⑾ ⒆ ⒇ 21 99 100 101 110 1010 10001 99999",
    "decimalEnclosedFullstop": "0 ⒈ ⒐ ⒑ ⒒ ⒚ ⒛ 21 99 100 101 110 1010 10001 99999",
    "ideographEnclosedCircle": "0 ㈠ ㈨ ㈩ 11 19 20 21 99 100 101 110 1010 10001 99999",
    "hex": "0 1 9 A B 13 14 15 63 64 65 6E 3F2 2711 1869F",
    "chineseCounting": (
        "○ 一 九 十 十一 十九 二十 二十一 九十九 一○○ 一○一 一一○ 一○一○ 一○○○一 九九九九九"
    ),
    "taiwaneseCounting": (
        "○ 一 九 十 十一 十九 二十 二十一 九十九 一○○ 一○一 一一○ 一○一○ 一○○○一 九九九九九"
    ),
    "chineseCountingThousand": (
        "〇 一 九 十 十一 十九 二十 二十一 九十九"
        " 一百 一百〇一 一百一十 一千〇一十 一万〇一 九万九千九百九十九"
    ),
    "taiwaneseCountingThousand": (
        "零 一 九 十 十一 十九 二十 二十一 九十九"
        " 一百 一百零一 一百一十 一千零一十 一萬零一 九萬九千九百九十九"
    ),
    "japaneseCounting": (
        "〇 一 九 十 十一 十九 二十 二十一 九十九 百 百一 百十 千十 一万一 九万九千九百九十九"
    ),
    "chineseLegalSimplified": (
        "零 壹 玖 壹拾 壹拾壹 壹拾玖 贰拾 贰拾壹 玖拾玖"
        " 壹佰 壹佰零壹 壹佰壹拾 壹仟零壹拾 壹万零壹 玖万玖仟玖佰玖拾玖"
    ),
    "ideographLegalTraditional": (
        "零 壹 玖 壹拾 壹拾壹 壹拾玖 貳拾 貳拾壹 玖拾玖"
        " 壹佰 壹佰零壹 壹佰壹拾 壹仟零壹拾 壹萬零壹 玖萬玖仟玖佰玖拾玖"
    ),
    "japaneseLegal": (
        "〇 壱 九 壱拾 壱拾壱 壱拾九 弐拾 弐拾壱 九拾九"
        " 壱百 壱百壱 壱百壱拾 壱阡壱拾 壱萬壱 九萬九阡九百九拾九"
    ),
    "ideographDigital": (
        "〇 一 九 一〇 一一 一九 二〇 二一 九九 一〇〇 一〇一 一一〇 一〇一〇 一〇〇〇一 九九九九九"
    ),
    "japaneseDigitalTenThousand": (
        "〇 一 九 一〇 一一 一九 二〇 二一 九九 一〇〇 一〇一 一一〇 一〇一〇 一〇〇〇一 九九九九九"
    ),
    "taiwaneseDigital": (
        "○ 一 九 一○ 一一 一九 二○ 二一 九九 一○○ 一○一 一一○ 一○一○ 一○○○一 九九九九九"
    ),
    "ideographTraditional": "0 甲 壬 癸 11 19 20 21 99 100 101 110 1010 10001 99999",
    "ideographZodiac": "0 子 申 酉 戌 19 20 21 99 100 101 110 1010 10001 99999",
    "ideographZodiacTraditional": (
        "0 甲子 壬申 癸酉 甲戌 壬午 癸未 甲申 99 100 101 110 1010 10001 99999"
    ),
    "upperLetter": "0 A I J K S T U UUUU VVVV WWWW FFFFF 1010 10001 99999",
    "lowerLetter": "0 a i j k s t u uuuu vvvv wwww fffff 1010 10001 99999",
    "upperRoman": "0 I IX X XI XIX XX XXI XCIX C CI CX MX MMMMMMMMMMI 99999",
    "lowerRoman": "0 i ix x xi xix xx xxi xcix c ci cx mx mmmmmmmmmmi 99999",
    "ordinal": (
        "0th 1st 9th 10th 11th 19th 20th 21st 99th 100th 101st 110th 1010th 10001st 99999th"
    ),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_each_format_writes_its_numbers(kind):
    assert " ".join(number_text(number, kind) for number in NUMBERS) == WRITTEN[kind]


@pytest.mark.parametrize(
    ("kind", "number", "written"),
    [
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiac", 13, "13"),
        ("ideographZodiacTraditional", 60, "癸亥"),
        ("ideographZodiacTraditional", 61, "61"),
        ("numberInDash", 1, "- 1 -"),
        ("chicago", 4, "§"),
        ("chicago", 6, "††"),
        ("ordinal", 12, "12th"),
        ("ordinal", 13, "13th"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 23, "23rd"),
        ("ordinal", 111, "111th"),
        ("upperLetter", 780, "Z" * 30),
        ("upperLetter", 781, "781"),
        ("chineseCountingThousand", 2024, "二千〇二十四"),
        ("chineseCountingThousand", 10_010, "一万〇一十"),
        ("chineseCountingThousand", 20_000, "二万"),
    ],
)
def test_a_format_keeps_its_limits(kind, number, written):
    assert number_text(number, kind) == written


@pytest.mark.parametrize(
    ("number", "cardinal", "ordinal"),
    [
        (1, "One", "First"),
        (2, "Two", "Second"),
        (3, "Three", "Third"),
        (12, "Twelve", "Twelfth"),
        (19, "Nineteen", "Nineteenth"),
        (20, "Twenty", "Twentieth"),
        (25, "Twenty-five", "Twenty-fifth"),
        (100, "One hundred", "One hundredth"),
        (108, "One hundred eight", "One hundred eighth"),
        (2_040, "Two thousand forty", "Two thousand fortieth"),
    ],
)
def test_numbers_are_spelled_in_english(number, cardinal, ordinal):
    assert number_text(number, "cardinalText") == cardinal
    assert number_text(number, "ordinalText") == ordinal


@pytest.mark.parametrize(
    "kind", [*WRITTEN, "chicago", "cardinalText", "ordinalText", "numberInDash"]
)
@pytest.mark.parametrize("number", [-1, 100_000, 10**12])
def test_a_number_beyond_all_lists_is_written_in_digits(kind, number):
    assert number_text(number, kind) == str(number)


@pytest.mark.parametrize(
    ("custom", "written"),
    [
        ("001, 002, 003, ...", "007 042 1234"),
        ("0001, 0002, 0003, ...", "0007 0042 1234"),
        ("01, 02, 03, ...", "07 42 1234"),
        ("001", "007 042 1234"),
        ("a, ç, ĝ, ...", "7 42 1234"),
        ("0" * 99 + "1", "7 42 1234"),
        ("", "7 42 1234"),
    ],
)
def test_a_custom_format_may_ask_for_leading_zeros(custom, written):
    write = writer("custom", custom)

    assert " ".join(map(write, (7, 42, 1234))) == written


def test_what_a_format_that_is_not_custom_adds_means_nothing():
    assert writer("decimal", "001, 002, 003, ...")(7) == "7"


def test_an_enclosed_character_goes_on_where_lists_stop():
    numbers = (0, 1, 20, 21, 35, 36, 50, 51)

    assert " ".join(map(circled, numbers)) == "0 ① ⑳ ㉑ ㉟ ㊱ ㊿ 51"
