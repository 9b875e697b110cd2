"""`python -m app check … --format json` prints the document of section 5 of the design, whatever the files hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import NAME, __version__
from app.model import Level, Outcome
from app.rules import GROUPS
from tests.end2end.cli import GAPS, GOOD, PDF, Run, check

LEVELS = {"乡", "镇", "街道", "县级部门", "县级政府", "市级部门", "市级政府", "省级", None}
ROLES = {"study", "measures", "leader-duty", "deficiencies", "plan"}
ITEMS = {
    "leading-group",
    "law-study-count",
    "three-systems",
    "deficiencies-and-causes",
    "next-year-plan",
}
TEXT_OR_NOTHING = (str, type(None))
SPAN = {"start": int, "end": int, "text": str}
SHAPE = {
    "schema": {1},
    "tool": {"name": {NAME}, "version": {__version__}},
    "ruleset": {
        "id": str,
        "title": str,
        "edition": str,
        "layers": [{"id": str, "title": str, "edition": str}],
    },
    "reports": [
        {
            "file": str,
            "sha256": str,
            "checked": str,
            "last_year": TEXT_OR_NOTHING,
            "document": {
                "kind": {"report", "other"},
                "title": TEXT_OR_NOTHING,
                "unit": TEXT_OR_NOTHING,
                "level": LEVELS,
                "year": (int, type(None)),
                "doc_number": TEXT_OR_NOTHING,
                "date": TEXT_OR_NOTHING,
                "chars": int,
                "notes": [str],
            },
            "text": str,
            "sections": [
                {
                    "label": str,
                    "heading": str,
                    "level": int,
                    "roles": [ROLES],
                    "start": int,
                    "end": int,
                }
            ],
            "results": [
                {
                    "rule": str,
                    "title": str,
                    "group": set(GROUPS),
                    "outcome": set(Outcome),
                    "level": set(Level),
                    "layer": str,
                    "message": str,
                    "evidence": [SPAN],
                    "near_misses": [SPAN | {"why": str}],
                    "problems": [SPAN | {"message": str, "suggestion": str}],
                    "values": [SPAN | {"value": (int, float), "unit": str}],
                    "details": dict,
                    "basis": [{"title": str, "number": str, "article": str, "note": str}],
                    "advice": str,
                }
            ],
            "summary": {"pass": int, "partial": int, "missing": int, "problems": int},
        }
    ],
}
FAILURE = {"file": str, "error": {"code": str, "message": str, "hint": str}}

OTHER = "关于放假的通知\n各科室：\n国庆节放假七天。\n"
SMALL = (
    "东山镇2024年法治政府建设年度报告\n"
    "一、主要举措\n全年开展学　法１２次，𠮷镇成立法治政府建设领导小组，镇长任组长。\n"
    "二、存在的不足\n（一）普法宣传的形式不够丰富。主要原因是人手不足。\n"
)


def misfits(value: Any, shape: Any, at: str = "$") -> Iterator[str]:
    """Yield where ``value`` is not of ``shape``: mappings by key, lists by item, sets by value, types."""
    if isinstance(shape, dict | list) and type(value) is not type(shape):
        yield f"{at}: {value!r}"
    elif isinstance(shape, dict):
        yield from misfits(sorted(value), [set(shape)], at)
        for key in set(shape) & set(value):
            yield from misfits(value[key], shape[key], f"{at}.{key}")
        yield from (f"{at}: no {key}" for key in set(shape) - set(value))
    elif isinstance(shape, list):
        for number, item in enumerate(value):
            yield from misfits(item, shape[0], f"{at}[{number}]")
    elif value not in shape if isinstance(shape, set) else not isinstance(value, shape):
        yield f"{at}: {value!r}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of every sort."""
    folder = tmp_path_factory.mktemp("报告 与 其他")
    (folder / "通知.txt").write_text(OTHER, "utf-8")
    (folder / "小报告.txt").write_text(SMALL, "gb18030")
    (folder / "坏文件.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "空.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def several(folder: Path) -> Run:
    """One call with good files and broken ones."""
    files = [GOOD, folder / "坏文件.docx", GAPS, GAPS.with_suffix(".docx"), PDF, folder / "无.txt"]
    own = [folder / "通知.txt", folder / "小报告.txt", folder / "空.txt"]
    return check(*files, *own, "--format", "json", "--with-text")


@pytest.fixture(scope="module")
def reports(several: Run) -> list[dict[str, Any]]:
    """What was said of the files that could be read."""
    return [entry for entry in several.json["reports"] if "error" not in entry]


def entry(several: Run, name: str) -> dict[str, Any]:
    """Return what was said of one file."""
    return next(each for each in several.json["reports"] if each["file"].endswith(name))


def result(entry: dict[str, Any], rule: str) -> dict[str, Any]:
    """Return what one rule said of a file."""
    found: dict[str, Any] = next(each for each in entry["results"] if each["rule"] == rule)
    return found


def quotations(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield whatever is quoted with its place."""
    for each in entry["results"]:
        for kind in ("evidence", "near_misses", "problems", "values"):
            yield from each[kind]


def test_the_document_has_exactly_the_keys_of_the_design(several, reports):
    assert len(reports) == 6
    assert list(misfits(several.json | {"reports": reports}, SHAPE)) == []


def test_a_file_that_could_not_be_read_has_an_error_instead(several):
    failures = [each for each in several.json["reports"] if "error" in each]

    assert [misfit for each in failures for misfit in misfits(each, FAILURE)] == []
    assert {Path(each["file"]).name: each["error"]["code"] for each in failures} == {
        "坏文件.docx": "load-truncated",
        "无.txt": "load-missing",
        "空.txt": "load-empty",
    }


def test_the_files_come_as_given(several, folder):
    files = [each["file"] for each in several.json["reports"]]

    assert files[0] == str(GOOD)
    assert files[-1] == str(folder / "空.txt")
    assert len(files) == 9


def test_one_broken_file_does_not_stop_the_others_but_shows_in_the_status(several):
    assert several.status == 2


def test_each_failure_is_said_once_for_a_person_too(several):
    assert [line.split("：")[0] for line in several.err.splitlines()] == [
        "坏文件.docx",
        "无.txt",
        "空.txt",
    ]


def test_the_document_is_utf8_without_escapes_or_mark(several):
    assert several.out.startswith(b"{")
    assert several.out.endswith(b"}\n")
    assert "法治政府建设".encode() in several.out
    assert b"\\u6cd5" not in several.out


def test_quoted_texts_stand_at_their_offsets(reports):
    quoted = [
        (each["text"][q["start"] : q["end"]], q["text"])
        for each in reports
        for q in quotations(each)
    ]

    assert len(quoted) > 30
    assert [pair for pair in quoted if pair[0] != pair[1]] == []


def test_sections_begin_with_their_labels_and_headings(reports):
    for each in reports:
        for section in each["sections"]:
            text = each["text"][section["start"] : section["end"]]
            assert text.startswith(section["label"])
            assert text[len(section["label"]) :].lstrip(" 　").startswith(section["heading"])


def test_offsets_count_characters_also_after_supplementary_ones(several):
    small = entry(several, "小报告.txt")
    (group, *_) = result(small, "leading-group")["evidence"]

    assert group["text"] == "法治政府建设领导小组"
    assert small["text"].index("法治政府建设领导小组") == group["start"]


def test_quotations_are_as_written(several):
    (count,) = result(entry(several, "小报告.txt"), "law-study-count")["values"]

    assert (count["text"], count["value"], count["unit"]) == ("全年开展学　法１２次", 12, "次")


def test_every_report_has_every_item_once(reports):
    for each in reports:
        rules = [r["rule"] for r in each["results"]]
        assert len(rules) == len(set(rules))
        assert set(rules) >= ITEMS


def test_the_summary_counts_the_results(reports):
    for each in reports:
        outcomes = [r["outcome"] for r in each["results"]]
        assert each["summary"] == {
            "pass": outcomes.count("pass"),
            "partial": outcomes.count("partial"),
            "missing": outcomes.count("missing"),
            "problems": outcomes.count("problem"),
        }


def test_a_report_without_gaps_passes_in_everything(several):
    good = entry(several, "良好示例.txt")

    assert {r["outcome"] for r in good["results"] if r["rule"] in ITEMS} == {"pass"}
    assert good["document"]["kind"] == "report"


def test_gaps_are_told_with_basis_and_advice(several):
    gaps = [r for r in entry(several, "有缺项示例.txt")["results"] if r["outcome"] != "pass"]

    assert gaps
    assert all(r["message"] and r["basis"] and r["advice"] for r in gaps)


def test_the_details_of_the_items_are_there(several):
    good = entry(several, "良好示例.txt")

    assert result(good, "law-study-count")["values"]
    assert set(result(good, "three-systems")["details"]["found"]) <= {
        "公示",
        "全过程记录",
        "法制审核",
        "三项制度",
    }
    assert result(good, "next-year-plan")["details"] == {"year": 2025}
    for item in result(good, "deficiencies-and-causes")["details"]["items"]:
        assert good["text"][item["start"] :].startswith(item["text"])
        assert item["start"] <= item["cause"]["start"] < item["cause"]["end"] <= item["end"]


def test_a_shortcoming_without_a_cause_has_none(several):
    items = result(entry(several, "有缺项示例.txt"), "deficiencies-and-causes")["details"]["items"]

    assert [item["cause"] is None for item in items] == [False, True, True, False]


def test_a_plan_for_the_wrong_year_is_told(several):
    plan = result(entry(several, "有缺项示例.txt"), "next-year-plan")

    assert (plan["outcome"], plan["details"]["year"]) == ("partial", 2024)


def test_a_word_file_gives_the_verdicts_of_its_text(several):
    word, text = entry(several, "有缺项示例.docx"), entry(several, "有缺项示例.txt")

    assert [(r["rule"], r["outcome"], r["message"]) for r in word["results"]] == [
        (r["rule"], r["outcome"], r["message"]) for r in text["results"]
    ]


def test_what_was_cleaned_is_noted(several):
    assert entry(several, "PDF复制示例.txt")["document"]["notes"]
    assert entry(several, "有缺项示例.txt")["document"]["notes"] == []


def test_the_check_of_the_shape_finds_what_is_amiss():
    shape = {"a": [{"b": int}], "c": {1, 2}}

    assert list(misfits({"a": [{"b": 1}], "c": 2}, shape)) == []
    wrong: Any
    for wrong in (
        {"a": [], "c": 3},
        {"a": [{"b": "1"}], "c": 1},
        {"a": []},
        {"a": {}, "c": 1},
        [],
    ):
        assert list(misfits(wrong, shape))
    assert list(misfits({"a": [], "c": 1, "d": 1}, shape)) == ["$[2]: 'd'"]


def test_a_text_that_is_no_report_is_told_so_and_checked_all_the_same(several):
    other = entry(several, "通知.txt")

    assert other["document"]["kind"] == "other"
    assert {r["rule"] for r in other["results"]} >= ITEMS


def test_without_being_asked_for_the_text_is_left_out():
    said = check(GOOD, "--format", "json")

    assert said.status == 0
    assert said.err == ""
    (only,) = said.json["reports"]
    assert set(only) == set(SHAPE["reports"][0]) - {"text"}  # type: ignore[index]


def test_with_gaps_the_document_is_whole_and_the_user_decides_on_level_and_year():
    said = check(GAPS, "--format", "json", "--level", "镇", "--year", "2023")

    assert said.status == 1
    (only,) = said.json["reports"]
    assert (only["document"]["level"], only["document"]["year"]) == ("镇", 2023)
    assert result(only, "next-year-plan")["outcome"] == "pass"  # 2024 is the right year now


def test_the_output_is_utf8_whatever_the_terminal_is():
    said = check(GOOD, "--format", "json", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    assert said.json["tool"]["name"] == "报告体检"


def test_the_document_is_whole_when_the_workbook_cannot_be_written(tmp_path):
    said = check(GOOD, "--format", "json", "--excel", tmp_path / "无" / "清单.xlsx")

    assert said.status == 2
    assert len(said.json["reports"]) == 1
