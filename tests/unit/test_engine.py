"""The engine leads from a file to its report, and can be stopped at every step."""

from __future__ import annotations

import datetime

import pytest

from app.engine import Engine
from app.errors import AppError
from app.model import Report
from app.paths import SAMPLES
from tests.unit import builders

GOOD = SAMPLES / "良好示例.txt"


def test_a_file_becomes_a_report():
    report = Engine().report(GOOD)

    assert report.document.source.path == GOOD
    assert [result.rule for result in report.results] == [
        rule.id for rule in builders.rules().rules
    ]
    assert report.ruleset == builders.rules().name
    assert abs(report.checked - datetime.datetime.now().astimezone().date()) <= datetime.timedelta(
        1
    )


def test_every_rule_is_a_step_and_the_last_is_the_report():
    *steps, last = Engine().run(GOOD)

    assert isinstance(last, Report)
    assert steps == [None] * len(steps)
    assert len(steps) >= len(last.results)


def test_nothing_is_read_before_the_first_step(tmp_path):
    running = Engine().run(tmp_path / "无.txt")

    assert next(running) is None
    with pytest.raises(AppError):
        next(running)


def test_a_run_can_be_stopped():
    engine = Engine()
    running = engine.run(GOOD)
    next(running)
    del running

    assert engine.report(GOOD).results


def test_what_the_user_says_reaches_the_report():
    facts = Engine(level="乡", year=2020).report(GOOD).document.facts

    assert (facts.level, facts.year) == ("乡", 2020)


def test_the_rules_are_those_of_the_folder(tmp_path):
    with pytest.raises(AppError) as caught:
        Engine(tmp_path).load_rules()

    assert caught.value.code == "rules-unreadable"


def test_the_rules_are_loaded_once():
    engine = Engine()

    assert engine.load_rules() == builders.rules().name
    assert engine.rule_count == len(builders.rules().rules)
    assert engine._rules() is engine._rules()
