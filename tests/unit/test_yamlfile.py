"""YAML is read as written: every part has its place, nothing is repeated, and words stay words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app import yamlfile
from app.errors import AppError


@pytest.fixture
def page(tmp_path: Path):
    """Read a text as the file 规则.yaml."""

    def read(text: str | bytes) -> yamlfile.Page:
        path = tmp_path / "规则.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return yamlfile.read(path)

    return read


def test_mappings_lists_and_text_become_plain_values(page):
    assert page("甲: [乙, 丙]\n丁: {戊: 己}\n").value == {"甲": ["乙", "丙"], "丁": {"戊": "己"}}


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "y", "~", "null", "1.5", "0x10", "2024-01-01", "1e3"]
)
def test_words_stay_words(page, word):
    assert page(f"甲: {word}").value == {"甲": word}


def test_text_in_quotes_stays_text(page):
    assert page("甲: '12'\n乙: \"true\"").value == {"甲": "12", "乙": "true"}


def test_plain_integers_and_truth_values_are_read(page):
    assert page("甲: 12\n乙: -3\n丙: true\n丁: false").value == {
        "甲": 12,
        "乙": -3,
        "丙": True,
        "丁": False,
    }


def test_a_value_left_empty_is_empty(page):
    assert page("甲:\n乙: 丙").value == {"甲": "", "乙": "丙"}


def test_an_empty_file_has_no_value(page):
    assert page("").value is None


def test_a_byte_order_mark_is_no_part_of_the_first_key(page):
    assert page(b"\xef\xbb\xbf\xe7\x94\xb2: 1\n").place(("甲",)) == "规则.yaml:1:1"


@pytest.mark.parametrize(
    ("key", "place"),
    [
        pytest.param((), "规则.yaml:2:1", id="the whole"),
        pytest.param(("甲",), "规则.yaml:2:1", id="a key"),
        pytest.param(("甲", "乙"), "规则.yaml:3:3", id="a key inside"),
        pytest.param(("甲", "丙", 1), "规则.yaml:4:10", id="an item of a list"),
        pytest.param(("丁", 0, "戊"), "规则.yaml:6:5", id="a key of an item"),
        pytest.param(
            ("甲", "无", "无"), "规则.yaml:2:1", id="the nearest around what is not there"
        ),
    ],
)
def test_every_part_has_its_place(page, key, place):
    text = "# 说明\n甲:\n  乙: 1\n  丙: [一, 二]\n丁:\n  - 戊: 己\n"

    assert page(text).place(key) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("甲: 1\n乙: 2\n甲: 3\n", "规则.yaml:3:1", id="on top"),
        pytest.param("甲:\n  乙: 1\n  乙: 1\n", "规则.yaml:3:3", id="inside"),
        pytest.param("- {甲: 1, 甲: 2}\n", "规则.yaml:1:10", id="in one line"),
    ],
)
def test_a_key_written_twice_is_refused(page, text, place):
    with pytest.raises(AppError, match="写了两次") as caught:
        page(text)

    assert (caught.value.code, caught.value.place) == ("rules-duplicate-key", place)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("甲: 1\n乙: [1\n", 3, id="bracket not closed"),
        pytest.param("甲: 1\n 乙: 2\n", 2, id="indented too far"),
        pytest.param("甲: '1\n", 2, id="quote not closed"),
        pytest.param("甲: 乙: 丙\n", 1, id="two colons"),
        pytest.param("甲: *乙\n", 1, id="unknown anchor"),
        pytest.param("甲: 1\n---\n乙: 2\n", 2, id="two documents"),
    ],
)
def test_broken_yaml_is_refused_with_its_place(page, text, line):
    with pytest.raises(AppError, match="格式写错了") as caught:
        page(text)

    assert caught.value.code == "rules-yaml"
    assert re.fullmatch(rf"规则\.yaml:{line}:\d+", caught.value.place)


def test_a_file_in_another_encoding_is_refused(page):
    with pytest.raises(AppError, match="UTF-8") as caught:
        page("甲: 乙".encode("gb18030"))

    assert (caught.value.code, caught.value.place) == ("rules-unreadable", "规则.yaml")


def test_an_absent_file_is_refused(tmp_path):
    with pytest.raises(AppError, match="读不出来") as caught:
        yamlfile.read(tmp_path / "无.yaml")

    assert (caught.value.code, caught.value.place) == ("rules-unreadable", "无.yaml")


def test_a_control_character_is_refused(page):
    with pytest.raises(AppError):
        page("甲: \x07乙\n")


def test_a_value_that_holds_itself_is_refused(page):
    with pytest.raises(AppError):
        page("甲: &a [*a]\n")
