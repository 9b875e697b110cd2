"""A rule is one new file, and so is a kind: nothing else of the program need know of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.paths import ROOT
from tests.end2end.cli import GOOD, Run

KIND = '''\
"""Kind ``long``: sentences that are too long to read."""

from typing import ClassVar, Literal

from app.model import Outcome
from app.reading import Reading
from app.rule import Fault, Finding, SlipRule


class Long(SlipRule):
    """Reports sentences of more than ``most`` characters."""

    outcomes: ClassVar = (Outcome.PASS, Outcome.PROBLEM)

    kind: Literal["long"]
    most: int

    def check(self, reading: Reading) -> Finding:
        """Return problem with the sentences that are too long."""
        long = [place for place in reading.sentences if place[1] - place[0] > self.most]
        return self.verdict(reading, [Fault(place, "句子太长", "分成两句") for place in long])
'''
OF_KNOWN_KIND = """\
id: on-the-occasion
title: 之际
kind: phrases
level: info
slips:
  - {find: 之际, why: 套话, instead: 删去}
message: {pass: 没有, problem: "有{count}处，例如“{first}”"}
why: 试验
advice: 试验。
basis: [{title: 试验}]
examples: {pass: [学法4次。], problem: [值此岁末之际。]}
"""
LONG = f"{'学法' * 80}。"
OF_NEW_KIND = """\
id: long-sentence
title: 长句
kind: long
level: info
most: 150
message: {pass: 没有, problem: "有{count}句，例如“{first}”"}
why: 试验
advice: 试验。
basis: [{title: 试验}]
examples: {pass: [学法4次。], problem: [%s]}
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a copy of the program."""
    for name in ("app", "rules", "resources"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_a_rule_is_one_new_file(program):
    put(program, "rules/fazhi-annual-report/wording/on-the-occasion.yaml", OF_KNOWN_KIND)

    assert outcome(program, "on-the-occasion", "值此新春之际，学法4次。") == "problem"
    assert "on-the-occasion" in call(program, "rules", "list").text


def test_a_kind_is_one_new_file(program):
    put(program, "app/kinds/long.py", KIND)
    put(program, "rules/fazhi-annual-report/wording/long-sentence.yaml", OF_NEW_KIND % LONG)

    assert outcome(program, "long-sentence", LONG) == "problem"
    assert outcome(program, "long-sentence", "学法4次。") == "pass"
    assert '"long"' in call(program, "rules", "schema").text
    assert "long-sentence.yaml" not in call(program, "rules", "test").text


def put(program: Path, name: str, text: str) -> None:
    """Add a file that was not there."""
    assert not (program / name).exists()
    (program / name).write_text(text, "utf-8")


def outcome(program: Path, rule: str, text: str) -> str:
    """Return what a rule of a copied program says of the good sample with ``text`` at its end."""
    report = program / "报告.txt"
    report.write_text(f"{GOOD.read_text('utf-8')}\n{text}", "utf-8")
    (checked,) = call(program, "check", str(report), "--format", "json").json["reports"]
    return str(next(each["outcome"] for each in checked["results"] if each["rule"] == rule))


def call(program: Path, *arguments: str) -> Run:
    """Call the copied program."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *arguments], cwd=program, capture_output=True, check=False
    )
    return Run(done.returncode, done.stdout, done.stderr.decode())
