"""`--format sarif` gives one log with all files, and nothing else on the output."""

from __future__ import annotations

from tests.end2end.cli import GAPS, GOOD, check
from tests.unit.report.test_sarif import faults


def test_a_log_with_all_files_is_printed():
    said = check(GOOD, GAPS, "无.txt", "--format", "sarif", "--with-text")
    (run,) = said.json["runs"]

    assert said.status == 2
    assert faults(said.json, "log") == []
    assert len(run["artifacts"]) == 3
    fails = [r for r in run["results"] if r["kind"] == "fail"]
    assert {r["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for r in fails} == {
        1
    }


def test_every_passage_is_quoted_from_the_text():
    (run,) = check(GAPS, "--format", "sarif", "--with-text").json["runs"]
    text = run["artifacts"][0]["contents"]["text"]
    places = [
        place["physicalLocation"]["region"]
        for result in run["results"]
        for place in (*result["locations"], *result.get("relatedLocations", ()))
        if "region" in place["physicalLocation"]
    ]

    assert places
    for place in places:
        start, length = place["charOffset"], place["charLength"]
        assert text[start : start + length] == place["snippet"]["text"]
