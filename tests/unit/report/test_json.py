"""The JSON document is the one that design.md promises, whatever the report holds."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app import __version__
from app.errors import AppError
from app.model import Outcome, Value
from app.report.json import document, error_entry, report_entry
from tests.unit.report import builders
from tests.unit.report.builders import RULESET, near_miss, problem, report, result, span


@pytest.fixture
def on():
    return builders.document(
        "一、存在的不足", "宣传 不够，\t法制审核不严。", notes=("清理了 1 处。",)
    )


def test_the_document_names_tool_and_rules():
    assert document([{"file": "a"}], RULESET) == {
        "schema": 1,
        "tool": {"name": "报告体检", "version": __version__},
        "ruleset": {
            "id": "fazhi",
            "title": "法治政府建设年度报告规则",
            "edition": "2025年版",
            "layers": [],
        },
        "reports": [{"file": "a"}],
    }


def test_the_facts_are_told_and_white_space_is_not_counted(on):
    assert report_entry("x/报告.docx", report(on=on), with_text=False)["document"] == {
        "kind": "report",
        "title": "2024年度法治政府建设工作报告",
        "unit": "沙滩镇人民政府",
        "level": "镇",
        "year": 2024,
        "doc_number": None,
        "date": None,
        "chars": 7 + 12,
        "notes": ["清理了 1 处。"],
    }


def test_the_parts_of_a_report_stand_in_their_order(on):
    entry = report_entry("x/报告.docx", report(on=on), with_text=True)
    assert " ".join(entry) == (
        "file sha256 checked last_year document text sections results summary"
    )
    assert entry["file"] == "x/报告.docx"
    assert entry["text"] == on.text


def test_a_report_tells_what_it_was_checked_against(on):
    entry = report_entry(
        "a", replace(report(on=on), last_year=Path("x/上年.docx")), with_text=False
    )

    assert entry["sha256"] == on.source.sha256
    assert date.fromisoformat(entry["checked"]) == report(on=on).checked
    assert entry["last_year"] == "上年.docx"


def test_the_text_is_left_out_unless_asked_for(on):
    assert "text" not in report_entry("a", report(on=on), with_text=False)


def test_sections_are_told_with_their_roles(on):
    assert report_entry("a", report(on=on), with_text=False)["sections"] == [
        {
            "label": "一、",
            "heading": "存在的不足",
            "level": 1,
            "roles": ["deficiencies"],
            "start": 0,
            "end": len(on.text),
        }
    ]


def test_a_result_is_told_whole(on):
    full = result(
        Outcome.PARTIAL,
        evidence=(span(on, "宣传 不够"),),
        near_misses=(near_miss(on, "不严", "不是原因"),),
        problems=(problem(on, "法制", "应为法治", "法治"),),
        values=(Value("12次", 12.0, "次", 3, 6),),
        details={"items": ({"cause": None, "start": 1},), "year": 2025},
    )
    assert report_entry("a", report(full, on=on), with_text=False)["results"] == [
        {
            "rule": "leading-group",
            "title": "领导小组",
            "group": "required",
            "outcome": "partial",
            "level": "error",
            "layer": "",
            "message": "写明了领导小组及其组长。",
            "evidence": [{"start": 8, "end": 13, "text": "宣传 不够"}],
            "near_misses": [{"start": 19, "end": 21, "text": "不严", "why": "不是原因"}],
            "problems": [
                {
                    "start": 15,
                    "end": 17,
                    "text": "法制",
                    "message": "应为法治",
                    "suggestion": "法治",
                }
            ],
            "values": [{"text": "12次", "value": 12, "unit": "次", "start": 3, "end": 6}],
            "details": {"items": [{"cause": None, "start": 1}], "year": 2025},
            "basis": [
                {
                    "title": "《法治政府建设与责任落实督察工作规定》",
                    "number": "厅字〔2019〕28号",
                    "article": "第四章",
                    "note": "",
                }
            ],
            "advice": "请写明领导小组的名称、组长和成员。",
        }
    ]


def test_the_summary_counts_each_verdict():
    outcomes = [Outcome.PASS] * 3 + [Outcome.PARTIAL] * 2 + [Outcome.MISSING, Outcome.PROBLEM]
    others = [Outcome.REVIEW, Outcome.UNCHECKED, Outcome.NOT_APPLICABLE]
    counted = report(*(result(outcome) for outcome in outcomes + others))
    summary = report_entry("a", counted, with_text=False)["summary"]
    assert summary == {"pass": 3, "partial": 2, "missing": 1, "problems": 1}


@pytest.mark.parametrize(
    ("value", "told"),
    [(12.0, 12), (0.5, 0.5), (float("inf"), None), (float("nan"), None)],
    ids=["whole", "part", "infinite", "not a number"],
)
def test_numbers_are_such_as_json_has(value, told):
    values = (Value("若干", value, "次", 0, 2),)
    entry = report_entry("a", report(result(values=values)), with_text=False)
    assert entry["results"][0]["values"][0]["value"] == told
    json.dumps(entry, allow_nan=False)


def test_half_a_character_pair_becomes_one_that_can_be_written():
    broken = builders.document("一、\ud800乙", path="报\udce6.docx")
    entry = report_entry("报\udce6.docx", report(on=broken), with_text=True)
    json.dumps(entry, ensure_ascii=False).encode("utf-8")
    assert entry["text"] == "一、\ufffd乙"
    assert entry["file"] == "报\ufffd.docx"


def test_an_error_is_told_with_what_to_do():
    error = AppError("input-zip", "文件已损坏。", "请重新保存。", "坏.docx")
    assert error_entry("坏.docx", error) == {
        "file": "坏.docx",
        "error": {"code": "input-zip", "message": "文件已损坏。", "hint": "请重新保存。"},
    }
