"""``python -m app rules`` shows, tries and explains rules, those that ship and those that a user wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.__main__ import main
from app.paths import DEFAULT_SET
from app.rules import load_set
from tests.unit.test_rules import BODY, FILES, SET

LAYER = "id: county\ntitle: 某县补充规则\nedition: '1'\nover: small\n"


@pytest.fixture
def rules(capsys):
    """Call the command and return what it printed and its exit status."""

    def call(*words: str | Path) -> tuple[str, int]:
        status = main(["rules", *map(str, words)])
        told = capsys.readouterr()
        return told.out + told.err, status

    return call


@pytest.fixture
def small(tmp_path):
    """Return the folder of a small rule set of a user's own."""
    for name in (SET, BODY):
        path = tmp_path / "规则" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FILES[name], "utf-8")
    return tmp_path / "规则"


def test_list_names_every_rule(rules):
    told, status = rules("list")

    assert [line.split()[0] for line in told.splitlines()] == [
        r.id for r in load_set(DEFAULT_SET).rules
    ]
    assert status == 0


def test_show_tells_why_on_what_basis_and_what_to_write(rules):
    told, status = rules("show", "leading-group")

    rule = next(each for each in load_set(DEFAULT_SET).rules if each.id == "leading-group")
    assert status == 0
    for part in (rule.why, rule.advice, rule.basis[0].title, "`required/leading-group.yaml`"):
        assert part in told


def test_show_names_what_is_nearest_to_an_unknown_rule(rules):
    told, status = rules("show", "leading-grup")

    assert (told, status) == ("没有“leading-grup”这条规则。是不是想写“leading-group”？\n", 2)


def test_an_example_that_does_not_behave_is_named_with_its_place(rules, small):
    text = FILES[BODY].replace("missing: [没有小组。]", "missing: [成立小组，镇长任组长。]")
    (small / BODY).write_text(text, "utf-8")

    told, status = rules("list", "--rules", small)

    assert status == 2
    line, column = next(
        (number, line.index("[成立小组") + 2)
        for number, line in enumerate(text.splitlines(), 1)
        if "missing: [成立" in line
    )
    assert told.startswith(
        f"body.yaml:{line}:{column}：例子“成立小组，镇长任组长。”的结论是 pass（有小组"
    )


def test_test_counts_the_examples_of_the_rules_that_ship(rules):
    told, status = rules("test")

    ruleset = load_set(DEFAULT_SET)
    changed = {id(chosen): chosen.rule for chosen in ruleset.variants.values()}
    tried = (*ruleset.rules, *changed.values())
    count = sum(len(e) for rule in tried for e in rule.examples.values())
    assert told.endswith(f"{count} 个例子，0 个不对。\n")
    assert status == 0


def test_examples_are_tried_as_a_layer_changes_the_rule(rules, small, tmp_path):
    layer = tmp_path / "县"
    layer.mkdir()
    change = "changes: [{rule: body, why: 本地叫法, parameters: {find: 联席会议}}]"
    (layer / "layer.yaml").write_text(LAYER + change, "utf-8")

    told, status = rules("list", "--rules", small, "--layer", layer)

    assert status == 2
    assert "按“某县补充规则”，例子“成立小组，书记任组长。”的结论是 missing" in told


def test_lint_finds_words_without_use(rules, small):
    (small / SET).write_text(
        FILES[SET].replace("words:", "words:\n  闲置: [甲]\n  长短: [甲, 甲乙]"), "utf-8"
    )

    told, status = rules("lint", "--rules", small)

    assert status == 1
    assert "set.yaml:5:3：词表“闲置”没有用到。" in told
    assert "有了“甲”，“甲乙”不起作用，可以删去。" in told
    assert "body.yaml" in told  # no example is partial


def test_lint_finds_nothing_in_the_rules_that_ship(rules):
    assert rules("lint") == ("没有发现可疑的写法。\n", 0)


def test_docs_writes_a_page_for_every_rule_and_an_index(rules, tmp_path):
    _, status = rules("docs", tmp_path / "说明")

    written = {path.name for path in (tmp_path / "说明").iterdir()}
    ids = [rule.id for rule in load_set(DEFAULT_SET).rules]
    assert written == {"README.md", *(f"{rule}.md" for rule in ids)}
    assert all(
        f"]({rule}.md)" in (tmp_path / "说明" / "README.md").read_text("utf-8") for rule in ids
    )
    assert status == 0


def test_the_schema_knows_the_fields_of_every_kind(rules):
    told, status = rules("schema")

    found = json.loads(told)
    kinds = found["discriminator"]["mapping"]
    assert {"body", "count", "phrases"} <= set(kinds)
    body = found["$defs"][kinds["body"].rpartition("/")[2]]
    assert "find" in body["properties"]
    assert "group" not in body["properties"]
    assert body["additionalProperties"] is False
    assert status == 0
