"""Profiles and layers change what a rule says, by name and with a reason, or are refused with the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.check import check
from app.errors import AppError
from app.model import Level, Outcome, Result
from app.rules import RuleSet, load_set
from tests.unit import builders
from tests.unit.test_rules import FILES, OTHER, SET

LAYER = """\
id: county
title: 某县补充规则
edition: "1"
over: small
"""
PROFILE = """\
profiles:
  - id: towns
    title: 乡镇
    levels: [镇]
    changes:
      - {rule: body, why: 乡镇从宽, level: info}
"""


class Layered:
    """A small rule set with a profile and layers, all of which a test may write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            self.put("set", name, text)
        self.layers: list[Path] = []

    def put(self, part: str, file: str, text: str) -> None:
        """Write one file of the set or of a layer."""
        path = self.folder / part / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def profile(self, text: str) -> None:
        """Give the set profiles."""
        self.put("set", SET, FILES[SET] + text)

    def layer(self, text: str, name: str = "layer") -> None:
        """Put one more layer over the set."""
        self.put(name, "layer.yaml", LAYER + text)
        self.layers.append(self.folder / name)

    def loaded(self) -> RuleSet:
        """Return the set with its layers."""
        return load_set(self.folder / "set", self.layers)

    def refused(self) -> AppError:
        """Return what loading complains of."""
        with pytest.raises(AppError) as caught:
            self.loaded()
        return caught.value

    def result(
        self, rule: str = "body", level: str | None = "镇", text: str = "成立小组。"
    ) -> Result:
        """Return what a rule says of a text of a unit of ``level``."""
        document = builders.document(text, level)
        return next(each for each in check(document, self.loaded()) if each.rule == rule)


@pytest.fixture
def layered(tmp_path: Path) -> Layered:
    """Return a set without profiles and layers."""
    return Layered(tmp_path)


def test_without_a_change_a_rule_is_as_written(layered):
    assert (layered.result().level, layered.result().layer) == (Level.ERROR, "")


def test_a_profile_holds_for_its_levels_only(layered):
    layered.profile(PROFILE)

    assert (layered.result().level, layered.result().layer) == (Level.INFO, "乡镇")
    assert (layered.result(level=None).level, layered.result(level=None).layer) == (
        Level.ERROR,
        "",
    )


def test_a_layer_decides_over_a_profile_and_a_later_layer_over_it(layered):
    layered.profile(PROFILE)
    layered.layer("changes: [{rule: body, why: 从严, level: warning}]")

    assert (layered.result().level, layered.result().layer) == (Level.WARNING, "某县补充规则")

    layered.layer("changes: [{rule: body, why: 再从严, level: error, levels: [镇]}]", "last")

    assert layered.result().level is Level.ERROR
    assert layered.result(level=None).level is Level.WARNING


def test_a_parameter_of_the_kind_may_be_changed(layered):
    layered.layer("changes: [{rule: body, why: 本地叫法, parameters: {find: 联席会议}}]")

    assert layered.result(text="成立小组，建立联席会议。").evidence[0].text == "联席会议"


def test_a_retired_rule_says_who_retired_it_and_why(layered):
    layered.layer("changes: [{rule: body, why: 本县另行检查, retired: true}]")

    assert layered.result().outcome is Outcome.NOT_APPLICABLE
    assert layered.result().message == "“某县补充规则”不检查这一项：本县另行检查"


def test_a_layer_adds_rules_and_words_of_its_own(layered):
    layered.layer("words: {会议: [联席会议]}")
    added = FILES[OTHER].replace("id: other", "id: added").replace("find: 委员会", "find: <会议>")
    layered.put("layer", "required/added.yaml", added.replace("where: [plan]\n", ""))

    assert layered.result("added", text="建立联席会议，主任由镇长担任。").layer == "某县补充规则"
    assert layered.loaded().name.layers[0].title == "某县补充规则"


@pytest.mark.parametrize(
    ("layer", "message", "place"),
    [
        ("changes: [{rule: bodi, why: 无, level: info}]", "规则“bodi”不存在。", "layer.yaml:5:12"),
        (
            "changes: [{rule: body, why: 无, level: info, levels: [村]}]",
            "“村”不是规则集里的单位层级。",
            "layer.yaml:5:45",
        ),
        (
            "changes: [{rule: body, why: 无, level: error}]",
            "这一处改动和原来一样，没有作用。",
            "layer.yaml:5:11",
        ),
        (
            "changes: [{rule: body, why: 无}]",
            "这一处改动和原来一样，没有作用。",
            "layer.yaml:5:11",
        ),
        (
            "changes: [{rule: body, why: 无, parameters: {fnd: 小组}}]",
            "不认识“fnd”这一项。",
            "layer.yaml:5:45",
        ),
        (
            "changes: [{rule: body, why: 无, parameters: {find: [(]}}]",
            "“find”：“(”里有空的选项，多写了“|”或括号。",
            "layer.yaml:5:45",
        ),
        (
            "changes: [{rule: body, why: 无, parameters: {id: new}}]",
            "“id”不能改。",
            "layer.yaml:5:45",
        ),
        ("changes: [{rule: body, level: info}]", "缺少“why”这一项。", "layer.yaml:5:11"),
        ("chnges: []", "不认识“chnges”这一项。", "layer.yaml:5:1"),
        ("words: {将来: [来年]}", "词表“将来”在规则集里已经有了。", "layer.yaml:5:9"),
    ],
)
def test_a_layer_with_a_slip_is_refused(layered, layer, message, place):
    layered.layer(layer)

    error = layered.refused()

    assert (error.message, error.place) == (message, place)


def test_a_layer_over_another_set_is_refused(layered):
    layered.layer("")
    layered.put("layer", "layer.yaml", LAYER.replace("over: small", "over: other"))

    assert layered.refused().message == "这一层是给规则集“other”写的，现在用的是“small”。"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("levels: [镇]", "levels: []", "“levels”写得不够，至少要有1项。"),
        ("levels: [镇]", "levels: [村]", "“村”不是规则集里的单位层级。"),
        ("level: info", "level: error", "这一处改动和原来一样，没有作用。"),
    ],
)
def test_a_profile_that_selects_or_changes_nothing_is_refused(layered, old, new, message):
    layered.profile(PROFILE.replace(old, new))

    assert layered.refused().message == message


def test_a_rule_for_other_levels_is_not_applicable(layered):
    layered.put("set", "required/body.yaml", FILES["required/body.yaml"] + "levels: [镇]\n")

    assert layered.result().outcome is Outcome.PARTIAL
    assert layered.result(level=None).outcome is Outcome.PARTIAL
    assert layered.result(level="县级政府").message == "这一项只对镇检查。"
