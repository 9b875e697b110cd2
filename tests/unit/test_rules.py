"""A rule set with a slip is refused: where the slip is, to line and column, and in Chinese what is expected."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.errors import AppError
from app.rules import RuleSet, kinds, load_set
from tests.unit import builders

SET, BODY, OTHER = "set.yaml", "required/body.yaml", "required/other.yaml"
FILES = {
    SET: """\
id: small
title: 小规则集
edition: '1'
words:
  将来: [下一步, 明年]
roles:
  - {id: study, title: 学习, heading: 学法}
  - id: plan
    title: 计划
    heading: <将来>
    not_with: [study]
facts:
  title: 报告$
  not_title: 方案
  title_lead: 关于
  title_tail: ^续
  closing: ^特此
  unit: 某镇
  unit_line: 某镇
  doc_number: 文号
  date: 日期
  date_line: 日期
  year: "#年"
  content: 法治
levels:
  - {name: 镇, unit: 镇$}
""",
    BODY: """\
id: body
title: 机构
kind: body
level: error
order: 20
skip: [plan]
find:
  - 小组
  - 专班
needs: 组长
exclude:
  - why: 没有
    before: [没有, 未]
    levels: [镇]
    contradicts: true
message:
  pass: 有{body}，{head}。
  partial: 只有{body}。
  missing: 没有。
why: 要有。
advice: 请写。
basis:
  - title: 依据
examples:
  pass: [成立小组，书记任组长。]
  missing: [没有小组。]
""",
    OTHER: """\
id: other
title: 另一机构
kind: body
level: warning
order: 10
where: [plan]
find: 委员会
needs: 主任
message: {pass: 有。, partial: '{why}', missing: 没有。}
why: 要有。
advice: 请写。
basis: []
examples: {pass: [明年成立委员会，书记任主任。], missing: [无。]}
""",
}
ENGLISH = re.compile(r"[A-Za-z]{2,} +[A-Za-z]{2,}")


class Small:
    """A small rule set in which one thing is broken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "规则"
        for name, text in FILES.items():
            self.put(name, text)

    def put(self, file: str, text: str) -> None:
        """Write one file of the set."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def loaded(self) -> RuleSet:
        """Return the set."""
        return load_set(self.folder)

    def refused(self) -> AppError:
        """Return what loading complains of."""
        with pytest.raises(AppError) as caught:
            self.loaded()
        return caught.value

    def broken(self, file: str, old: str, new: str) -> AppError:
        """Put ``new`` for the first ``old`` in ``file`` and return what loading complains of."""
        assert old in FILES[file], f"{file} has no {old!r} to break"
        self.put(file, FILES[file].replace(old, new, 1))
        return self.refused()

    def place(self, file: str, text: str) -> str:
        """Return file:line:column of the first ``text`` in ``file`` as it is now."""
        before, found, _ = (self.folder / file).read_text("utf-8").partition(text)
        assert found
        line = before.rpartition("\n")[2]
        return f"{Path(file).name}:{before.count(chr(10)) + 1}:{len(line) + 1}"


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A small rule set without a slip."""
    return Small(tmp_path)


def test_a_set_without_a_slip_loads(small):
    ruleset = small.loaded()

    assert (ruleset.id, ruleset.title, ruleset.edition) == ("small", "小规则集", "1")
    assert ruleset.name.roles == {"study": "学习", "plan": "计划"}


def test_rules_come_in_their_order(small):
    assert [rule.id for rule in small.loaded().rules] == ["other", "body"]


def test_groups_come_before_order(small):
    (small.folder / "wording").mkdir()
    (small.folder / OTHER).rename(small.folder / "wording" / "other.yaml")

    assert [(rule.id, rule.group) for rule in small.loaded().rules] == [
        ("body", "required"),
        ("other", "wording"),
    ]


def test_the_set_that_ships_loads():
    assert {"study", "measures", "leader-duty", "deficiencies", "plan"} <= set(
        builders.rules().name.roles
    )


def test_every_kind_is_known_by_its_name():
    assert {"body", "components", "count", "plan", "shortcomings"} <= set(kinds())


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "message"),
    [
        pytest.param(
            BODY, "order: 20", "ordr: 20", "ordr", "不认识“ordr”这一项", id="unknown key"
        ),
        pytest.param(
            BODY,
            "    levels:",
            "    level:",
            "level: [",
            "不认识“level”这一项",
            id="unknown key inside",
        ),
        pytest.param(
            BODY,
            "  - why: 没有\n    before",
            "  - before",
            "before",
            "缺少“why”这一项",
            id="missing key inside",
        ),
        pytest.param(
            SET,
            "edition:",
            "x: 1\nedition:",
            "x: 1",
            "不认识“x”这一项",
            id="unknown key of the set",
        ),
        pytest.param(
            SET, "edition: '1'\n", "", "id: ", "缺少“edition”这一项", id="missing key of the set"
        ),
        pytest.param(
            BODY, "kind: body", "kind: bodi", "kind", "kind 的值“bodi”不存在", id="unknown kind"
        ),
        pytest.param(
            BODY,
            "skip: [plan]",
            "skip: [study, plann]",
            "plann",
            "“plann”不是规则集里的部分",
            id="unknown role to skip",
        ),
        pytest.param(
            OTHER,
            "where: [plan]",
            "where: [plann]",
            "plann",
            "“plann”不是规则集里的部分",
            id="unknown role to look in",
        ),
        pytest.param(
            BODY,
            "level: error",
            "level: fatal",
            "level",
            "“level”的值“fatal”不在允许的范围内",
            id="bad level",
        ),
        pytest.param(BODY, "advice: 请写。\n", "", "id: ", "缺少“advice”这一项", id="missing key"),
        pytest.param(
            BODY,
            "  partial: 只有{body}。\n",
            "",
            "message:",
            "缺少这些结论的说明：partial",
            id="missing message",
        ),
        pytest.param(
            BODY,
            "{head}",
            "{hed}",
            "message:",
            "说明里的“{hed}”没有这一项，可用的有：body、head、why",
            id="unknown placeholder",
        ),
        pytest.param(
            BODY, "- 小组", "- (小组", "find:", "“(小组”里少了一个右括号", id="bad pattern"
        ),
        pytest.param(
            BODY,
            "- 小组",
            "- <小组>",
            "find:",
            "词表“小组”不存在，可用的有：将来",
            id="unknown list of words",
        ),
        pytest.param(
            BODY, "- 小组", "- re:(小组", "find:", "正则表达式写错了", id="bad expression"
        ),
        pytest.param(
            BODY,
            "- 小组",
            "- 小?",
            "find:",
            "什么文字都会匹配",
            id="pattern that matches anything",
        ),
        pytest.param(
            BODY,
            "before: [没有, 未]",
            "before: {没: 有}",
            "before",
            "这里要写一个或一列文字写法",
            id="mapping for a pattern",
        ),
        pytest.param(
            SET,
            "heading: <将来>",
            "heading: <未来>",
            "heading: <",
            "词表“未来”不存在",
            id="bad pattern of the set",
        ),
        pytest.param(
            SET,
            "将来: [下",
            "将来: [(下",
            "将来",
            "词表“将来”：“(下一步”里少了一个右括号",
            id="bad word of a list",
        ),
        pytest.param(
            SET, "words:", "wordz:", "id: ", "规则集的 words（词表）没有写", id="no lists of words"
        ),
        pytest.param(
            SET,
            "将来: [下一步, 明年]",
            "将来: 下一步",
            "words",
            "规则集的 words（词表）没有写，或者",
            id="word for a list",
        ),
    ],
)
def test_a_slip_is_said_with_its_place(small, file, old, new, at, message):
    error = small.broken(file, old, new)

    assert error.code == "rules-invalid"
    assert message in error.message
    assert "Value error" not in error.message
    assert error.place == small.place(file, at)


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        pytest.param("kind: body", "kind: bodi", "是不是想写“body”？", id="kind"),
        pytest.param(
            "kind: body",
            "kind: 机构",
            "、body、",
            id="kind like no other",
        ),
        pytest.param("skip: [plan]", "skip: [plann]", "是不是想写“plan”？", id="role"),
        pytest.param(
            "skip: [plan]", "skip: [计划]", "可用的有：plan、study。", id="role like no other"
        ),
        pytest.param("order: 20", "ordr: 20", "是不是想写“order”？", id="key"),
    ],
)
def test_the_hint_names_what_is_nearest(small, old, new, hint):
    assert hint in small.broken(BODY, old, new).hint


def test_an_id_given_twice_names_the_other_file(small):
    error = small.broken(OTHER, "id: other", "id: body")

    assert error.code == "rules-duplicate-id"
    assert error.place == small.place(OTHER, "id:")
    assert error.message == "规则编号“body”和body.yaml重复。"


@pytest.mark.parametrize("examples", ["{pass: [甲]}", "{missing: [甲]}", "{}"])
def test_examples_show_both_sides(small, examples):
    error = small.broken(
        OTHER,
        "examples: {pass: [明年成立委员会，书记任主任。], missing: [无。]}",
        f"examples: {examples}",
    )

    assert error.place == small.place(OTHER, "examples:")
    assert "至少要有一个 pass 的例子和一个别的结论的例子" in error.message


def test_broken_yaml_is_said_with_its_place(small):
    error = small.broken(BODY, "skip: [plan]", "skip: [plan")

    assert error.code == "rules-yaml"
    assert re.fullmatch(r"body\.yaml:7:\d+", error.place)


def test_a_key_written_twice_is_said_with_its_place(small):
    error = small.broken(BODY, "order: 20", "order: 20\nlevel: info")

    assert error.code == "rules-duplicate-key"
    assert error.place == small.place(BODY, "level: info")


@pytest.mark.parametrize("text", ["- 甲\n", "甲\n", ""], ids=["list", "word", "empty"])
def test_a_rule_file_without_a_rule_is_refused(small, text):
    small.put(BODY, text)

    error = small.refused()

    assert (error.place, error.message) == ("body.yaml:1:1", "规则文件里没有内容。")


def test_a_set_without_rules_is_refused(small):
    (small.folder / BODY).unlink()
    (small.folder / OTHER).unlink()

    error = small.refused()

    assert (error.code, error.place) == ("rules-empty", "规则")


@pytest.mark.parametrize("text", ["", "- 甲\n", "甲\n"], ids=["empty", "list", "word"])
def test_a_set_file_without_a_set_is_refused(small, text):
    small.put(SET, text)

    assert small.refused().place == "set.yaml:1:1"


def test_a_folder_without_a_set_is_refused(tmp_path):
    with pytest.raises(AppError, match="规则文件读不出来") as caught:
        load_set(tmp_path / "无")

    assert (caught.value.code, caught.value.place) == ("rules-unreadable", "set.yaml")


# What follows is refused, but not as a person would say it.


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("skip: [plan]", "skip: plan", id="word for a list"),
        pytest.param("id: body", "id: Body_1", id="bad id"),
        pytest.param("order: 20", "order: 十", id="word for a number"),
        pytest.param("title: 机构", "title: [机构]", id="list for a text"),
        pytest.param("contradicts: true", "contradicts: 对", id="word for a truth value"),
        pytest.param("message:", "message: 无\nx:", id="word for a mapping"),
        pytest.param("{head}", "{head", id="brace not closed"),
    ],
)
def test_a_wrong_type_is_said_in_chinese(small, old, new):
    assert not ENGLISH.search(small.broken(BODY, old, new).message)


def test_the_allowed_values_are_listed_in_chinese(small):
    assert " or " not in small.broken(BODY, "level: error", "level: fatal").message


def test_an_unknown_verdict_is_said_by_its_name(small):
    assert "“[key]”" not in small.broken(BODY, "  missing: 没有。", "  mising: 没有。").message


def test_a_rule_without_a_kind_is_told_so(small):
    assert "缺少“kind”" in small.broken(BODY, "kind: body\n", "").message


def test_a_role_beside_which_another_is_not_played_must_exist(small):
    error = small.broken(SET, "not_with: [study]", "not_with: [studi]")

    assert error.place == small.place(SET, "studi")
    assert "“”" not in error.message


# What follows is accepted, and fails or is silent when a report is checked.


@pytest.mark.parametrize("placeholder", ["{}", "{head:5z}", "{head!x}"])
def test_a_placeholder_that_cannot_be_filled_is_refused(small, placeholder):
    assert "message" in small.broken(BODY, "{head}", placeholder).message


@pytest.mark.parametrize("word", ["'re:(下'", "'re:下?'"], ids=["broken", "optional"])
def test_a_bad_expression_in_a_list_of_words_is_refused(small, word):
    assert "将来" in small.broken(SET, "将来: [", f"将来: [{word}, ").message


def test_an_unknown_level_of_government_is_refused(small):
    assert "火星" in small.broken(BODY, "levels: [镇]", "levels: [火星]").message


def test_an_empty_title_is_refused(small):
    assert "title" in small.broken(BODY, "title: 机构", "title:").message


def test_a_rule_without_patterns_is_refused(small):
    assert "find" in small.broken(BODY, "find:\n  - 小组\n  - 专班", "find: []").message


@pytest.mark.parametrize("name", ["required/another.yml", "others/another.yaml"])
def test_a_rule_file_that_would_be_passed_over_is_refused(small, name):
    (small.folder / name).parent.mkdir(exist_ok=True)
    small.put(name, "id: another")

    error = small.refused()

    assert (error.code, error.place) == ("rules-stray", name)
