"""`--mask` hides numbers and names in everything that leaves the program."""

from __future__ import annotations

import zipfile

import pytest

from tests.end2end.cli import check

CARD, MOBILE = "421102197603120035", "13900001234"
REPORT = f"""张湾镇2024年法治政府建设工作报告
一、工作情况
党委书记何建平（身份证号{CARD}）任组长，手机{MOBILE}。
调解村民张大山与李小河的宅基地纠纷，公布监督举报电话13911112222。
"""
SECRETS = (CARD, MOBILE, "张大山", "李小河")


@pytest.fixture
def told(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, "utf-8")
    return path


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_nothing_printed_shows_a_person(told, form):
    said = check(told, "--format", form, "--with-text", "--mask").text
    assert [secret for secret in SECRETS if secret in said] == []
    assert "4211**********0035" in said
    assert "139****1234" in said


def test_no_file_shows_a_person(told, tmp_path):
    page, book = tmp_path / "清单.html", tmp_path / "清单.xlsx"
    check(told, "--html", page, "--excel", book, "--mask")
    with zipfile.ZipFile(book) as parts:
        texts = [page.read_text("utf-8"), *(parts.read(n).decode() for n in parts.namelist())]
    assert [secret for secret in SECRETS if any(secret in text for text in texts)] == []
    assert any("4211**********0035" in text for text in texts)


def test_a_number_that_the_public_may_call_stays(told):
    (entry,) = check(told, "--format", "json", "--with-text", "--mask").json["reports"]
    assert "13911112222" in entry["text"]
    assert "已遮盖个人信息4处。" in entry["document"]["notes"]


def test_without_the_option_all_is_as_it_stands(told):
    assert CARD in check(told, "--format", "json").text
