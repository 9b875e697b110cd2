"""The SARIF log keeps to version 2.1.0 and leads to the passages.

The schema itself is not here, since its licence asks for its whole text to travel with it; ``SHAPES``
says what it says of the objects that a log of ours is made of.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from app import __version__
from app.errors import AppError
from app.model import Level, Outcome, SetName
from app.report import sarif
from tests.unit.report.builders import (
    RULESET,
    document,
    near_miss,
    problem,
    report,
    result,
    span,
)

TEXT, COUNT, FLAG, TEXTS = str, int, bool, "texts"
SHAPES: dict[str, dict[str, Any]] = {
    # Object: property -> its type; a list holds many of one type, * marks what must be there.
    "log": {"$schema": TEXT, "version*": {"2.1.0"}, "runs*": ["run"]},
    "run": {
        "tool*": "tool",
        "language": TEXT,
        "columnKind": {"utf16CodeUnits", "unicodeCodePoints"},
        "invocations": ["invocation"],
        "artifacts": ["artifact"],
        "results": ["result"],
    },
    "tool": {"driver*": "component", "extensions": ["component"]},
    "component": {
        "name*": TEXT,
        "fullName": TEXT,
        "version": TEXT,
        "semanticVersion": TEXT,
        "language": TEXT,
        "rules": ["rule"],
    },
    "rule": {
        "id*": TEXT,
        "name": TEXT,
        "shortDescription": "message*",
        "fullDescription": "message*",
        "help": "message*",
        "defaultConfiguration": "configuration",
    },
    "configuration": {"level": {"none", "note", "warning", "error"}},
    "message*": {"text*": TEXT},
    "invocation": {
        "executionSuccessful*": FLAG,
        "toolExecutionNotifications": ["notification"],
    },
    "notification": {
        "descriptor": "descriptor",
        "level": {"none", "note", "warning", "error"},
        "message*": "message*",
        "locations": ["location"],
    },
    "descriptor": {"id": TEXT},
    "artifact": {
        "location": "artifactLocation",
        "roles": [{"analysisTarget"}],
        "description": "message*",
        "hashes": TEXTS,
        "contents": "contents",
    },
    "contents": {"text": TEXT},
    "result": {
        "ruleId": TEXT,
        "ruleIndex": COUNT,
        "kind": {"notApplicable", "pass", "fail", "review", "open", "informational"},
        "level": {"none", "note", "warning", "error"},
        "message*": "message*",
        "locations": ["location"],
        "relatedLocations": ["location"],
        "fingerprints": TEXTS,
    },
    "location": {
        "id": COUNT,
        "physicalLocation": "physicalLocation",
        "logicalLocations": ["logicalLocation"],
        "message": "message*",
    },
    "physicalLocation": {"artifactLocation": "artifactLocation", "region": "region"},
    "artifactLocation": {"uri": TEXT, "index": COUNT},
    "region": {"charOffset": COUNT, "charLength": COUNT, "snippet": "contents"},
    "logicalLocation": {"name": TEXT, "fullyQualifiedName": TEXT, "kind": TEXT},
}


def faults(value: Any, shape: Any, at: str = "log") -> list[str]:
    """Return where ``value`` is not as ``shape`` says."""
    if isinstance(shape, list):
        return [
            each for n, one in enumerate(value) for each in faults(one, shape[0], f"{at}[{n}]")
        ]
    if isinstance(shape, set):
        return [] if value in shape else [f"{at}: {value}"]
    if shape == TEXTS:
        return [] if all(isinstance(text, str) and text for text in value.values()) else [at]
    if isinstance(shape, type):
        is_right = type(value) is shape and not (isinstance(value, int) and value < 0)
        return [] if is_right else [f"{at}: {value!r}"]
    return _faults_of_object(value, SHAPES[shape], at)


def _faults_of_object(value: Any, shape: dict[str, Any], at: str) -> list[str]:
    known = {name.rstrip("*"): inner for name, inner in shape.items()}
    found = [
        f"{at}.{name[:-1]} is not there"
        for name in shape
        if name[-1] == "*" and name[:-1] not in value
    ]
    for name, held in value.items():
        if name == "properties":
            found += [] if isinstance(held, dict) else [f"{at}.properties"]
        elif name not in known:
            found.append(f"{at}.{name} is unknown")
        else:
            found += faults(held, known[name], f"{at}.{name}")
    return found


ON = document("一、学法", "中心组学法12次。", "普法活动3场，等等等。", path="报告.docx")
ONE_OF_EACH = report(
    result(Outcome.PASS, evidence=(span(ON, "学法12次"), span(ON, "一、学法"))),
    result(
        Outcome.MISSING, rule="three-systems", near_misses=(near_miss(ON, "普法", "面向群众"),)
    ),
    result(
        Outcome.PROBLEM,
        rule="doubles",
        group="wording",
        level=Level.INFO,
        problems=(problem(ON, "等等等", "写重了", "等等"), problem(ON, "普法", "写错了")),
    ),
    result(Outcome.REVIEW, rule="review"),
    result(Outcome.UNCHECKED, rule="unchecked"),
    result(Outcome.NOT_APPLICABLE, rule="for-counties"),
    on=ON,
)
FAILURE = AppError("load-missing", "找不到这个文件。", "请重新选择。", "无.txt")


def log(*entries, ruleset=RULESET, with_text=False):
    return sarif.document(entries, ruleset, with_text=with_text)


def run(*entries, **options):
    return log(*entries, **options)["runs"][0]


def results(told):
    return run(("报告.docx", told))["results"]


@pytest.mark.parametrize("with_text", [True, False])
def test_a_log_is_made_as_the_standard_says(with_text):
    whole = log(("报告.docx", ONE_OF_EACH), ("无.txt", FAILURE), with_text=with_text)
    assert faults(whole, "log") == []


def test_the_shapes_find_what_is_wrong():
    whole = log(("报告.docx", ONE_OF_EACH))
    whole["runs"][0]["results"][0] |= {"level": "fatal", "odd": 1}
    del whole["runs"][0]["tool"]["driver"]["name"]
    assert faults(whole, "log") == [
        "log.runs[0].tool.driver.name is not there",
        "log.runs[0].results[0].level: fatal",
        "log.runs[0].results[0].odd is unknown",
    ]


def test_each_passage_to_be_changed_is_a_result_of_its_own():
    told = [(r["ruleId"], r["kind"], r["level"]) for r in results(ONE_OF_EACH)]
    assert told == [
        ("leading-group", "pass", "none"),
        ("three-systems", "fail", "error"),
        ("doubles", "fail", "note"),
        ("doubles", "fail", "note"),
        ("review", "review", "none"),
        ("unchecked", "open", "none"),
        ("for-counties", "notApplicable", "none"),
    ]


def test_a_place_is_an_offset_in_the_text_with_its_passage_and_its_heading():
    place = results(ONE_OF_EACH)[2]["locations"][0]
    region = place["physicalLocation"]["region"]
    start, length = region["charOffset"], region["charLength"]
    assert ON.text[start : start + length] == region["snippet"]["text"] == "等等等"
    assert place["message"]["text"] == "第3段"
    assert place["logicalLocations"] == [
        {"name": "一、学法", "fullyQualifiedName": "一、学法", "kind": "section"}
    ]


def test_offsets_stand_in_the_text_that_is_delivered():
    (artifact,) = run(("报告.docx", ONE_OF_EACH), with_text=True)["artifacts"]
    assert artifact["contents"]["text"] == ON.text
    assert "contents" not in run(("报告.docx", ONE_OF_EACH))["artifacts"][0]


def test_messages_are_chinese_sentences_with_what_to_write():
    told = [r["message"]["text"] for r in results(ONE_OF_EACH)]
    assert told[1].endswith("建议：请写明领导小组的名称、组长和成员。")
    assert told[2] == "“等等等”：写重了。建议：等等。"
    assert told[3] == "“普法”：写错了。"


def test_what_came_close_and_further_evidence_are_related_places():
    passed, missing = results(ONE_OF_EACH)[:2]
    assert [each["message"]["text"] for each in missing["relatedLocations"]] == [
        "相近但不算：面向群众"
    ]
    assert [each["message"]["text"] for each in passed["relatedLocations"]] == ["原文"]


def test_rules_are_described_once_and_results_point_to_them():
    told = run(("报告.docx", ONE_OF_EACH), ("另一份.docx", ONE_OF_EACH))
    rules = told["tool"]["driver"]["rules"]
    assert len(rules) == len({rule["id"] for rule in rules}) == 6
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in told["results"])
    assert rules[0]["defaultConfiguration"] == {"level": "error"}
    assert rules[0]["properties"]["basis"] == [
        "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）第四章"
    ]


def test_program_and_rule_set_with_its_layers_say_their_editions():
    layered = replace(RULESET, layers=(SetName("county", "某县补充", "2026.2"),))
    tool = run(("报告.docx", ONE_OF_EACH), ruleset=layered)["tool"]
    assert tool["driver"]["version"] == __version__
    assert [(each["fullName"], each["version"]) for each in tool["extensions"]] == [
        ("法治政府建设年度报告规则", "2025年版"),
        ("某县补充", "2026.2"),
    ]


def test_a_file_is_named_with_its_sum_and_facts():
    (artifact,) = run(("报告.docx", ONE_OF_EACH))["artifacts"]
    assert artifact["hashes"] == {"sha-256": ON.source.sha256}
    told = artifact["properties"]
    assert (told["unit"], told["year"], told["checked"]) == ("沙滩镇人民政府", 2024, "2025-03-01")


def test_a_file_that_could_not_be_read_is_a_notification():
    told = run(("报告.docx", ONE_OF_EACH), ("无.txt", FAILURE))
    (invocation,) = told["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "找不到这个文件。请重新选择。"
    at = notification["locations"][0]["physicalLocation"]["artifactLocation"]
    assert unquote(told["artifacts"][at["index"]]["location"]["uri"]) == "无.txt"


def test_a_fingerprint_outlives_changes_elsewhere_and_is_there_once():
    later = document("一、学法", "另外写了一段。", "普法活动3场，等等等。", path="改名.docx")
    moved = replace(
        ONE_OF_EACH.results[2],
        problems=(problem(later, "等等等", "写重了", "等等"), problem(later, "等等等", "写重了")),
    )
    before = {r["fingerprints"]["passage/v1"] for r in results(ONE_OF_EACH)}
    first, second = (r["fingerprints"]["passage/v1"] for r in results(report(moved, on=later)))
    assert len(before) == 7
    assert first in before
    assert second not in before


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a b/报告#1.docx", "a%20b/%E6%8A%A5%E5%91%8A%231.docx"),
        ("一:二.txt", "%E4%B8%80%3A%E4%BA%8C.txt"),
        (r"C:\稿\报告.docx", "file:///C:/%E7%A8%BF/%E6%8A%A5%E5%91%8A.docx"),
        (r"\\srv\share\a.docx", "file://srv/share/a.docx"),
        ("/稿/a.docx", "file:///%E7%A8%BF/a.docx"),
        ("\udcff.txt", "%FF.txt"),
    ],
)
def test_a_file_name_becomes_an_address(file, uri):
    assert sarif.uri(file) == uri
    assert re.fullmatch(r"[\w.~:/%-]+", uri, re.ASCII)
