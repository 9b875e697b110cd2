"""The rules as people read them: a list, a page per rule for the manual, and a schema for editors."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Annotated, Any, Union

from pydantic import Field, TypeAdapter
from pydantic.json_schema import PydanticJsonSchemaWarning

from app.rule import Rule
from app.rules import RuleSet, kinds
from app.terms import GROUPS, LEVELS, outcome_name


def listing(ruleset: RuleSet) -> Iterator[str]:
    """Yield a line for each rule: its id, group, level, kind and title, and which layer it is from."""
    for rule in ruleset.rules:
        layer = ruleset.origins.get(rule.id, "")
        origin = f"　［{layer}］" if layer else ""
        yield f"{rule.id:<30} {GROUPS[rule.group]}　{LEVELS[rule.level]}　{rule.title}（{rule.kind}）{origin}"


def page(rule: Rule, ruleset: RuleSet) -> str:
    """Return the page of one rule in Markdown: what, why, basis, advice, examples, how to adjust it."""
    return "\n".join(_lines(rule, ruleset)) + "\n"


def index(ruleset: RuleSet) -> str:
    """Return the page that leads to the pages of all rules, in Markdown."""
    lines = [f"# {ruleset.title}（{ruleset.edition}）", ""]
    for group, title in GROUPS.items():
        rules = [rule for rule in ruleset.rules if rule.group == group]
        if rules:
            lines += [f"## {title}", "", "| 规则 | 级别 | 检查什么 |", "|---|---|---|"]
            lines += [
                f"| [{rule.title}]({rule.id}.md) | {LEVELS[rule.level]} | {_first_sentence(rule.why)} |"
                for rule in rules
            ]
            lines.append("")
    return "\n".join(lines)


def schema() -> dict[str, Any]:
    """Return the JSON schema of a rule file, for editors that complete and underline."""
    union: Any = Union[tuple(kinds().values())]  # noqa: UP007  (made of what there is)
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[union, Field(discriminator="kind")])
    with (
        warnings.catch_warnings()
    ):  # an empty list of patterns is no default that a schema can name
        warnings.simplefilter("ignore", PydanticJsonSchemaWarning)
        found: dict[str, Any] = adapter.json_schema()
    for definition in found["$defs"].values():
        if "kind" in definition.get("properties", {}):  # the folder says the group
            definition["properties"].pop("group", None)
            definition["required"] = [each for each in definition["required"] if each != "group"]
    return found | {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "规则"}


def _lines(rule: Rule, ruleset: RuleSet) -> Iterator[str]:
    yield f"# {rule.title}"
    yield ""
    yield f"{GROUPS[rule.group]} · {LEVELS[rule.level]} · 编号 `{rule.id}` · 种类 `{rule.kind}`"
    if rule.levels:
        yield f"只对{'、'.join(rule.levels)}检查。"
    yield from ("", "## 为什么检查", "", rule.why, "")
    yield from ("## 依据", "")
    for basis in rule.basis:
        number = f"（{basis.number}）" if basis.number else ""
        yield f"- {basis.title}{number}{basis.article}{f'：{basis.note}' if basis.note else ''}"
    yield from ("", "## 怎样改报告", "", rule.advice, "", "## 结论和例子", "")
    for outcome, examples in rule.examples.items():
        yield f"**{outcome_name(outcome, rule.group)}**"
        yield ""
        for example in examples:
            yield from (f"> {line}  " for line in example.strip().splitlines())
            yield ""
    yield from ("## 怎样调整", "", *_adjusting(rule, ruleset))


def _adjusting(rule: Rule, ruleset: RuleSet) -> Iterator[str]:
    folder = ruleset.pages[rule.id].path.parent.name
    yield f"规则写在 `{folder}/{ruleset.pages[rule.id].path.name}`，用记事本就能改。可以改的项："
    yield ""
    own = [name for name in type(rule).model_fields if name not in Rule.model_fields]
    for name in ("level", "where", "skip", "message", *own):
        if name in ruleset.pages[rule.id].value and name != "kind":
            yield f"- `{name}`"
    yield ""
    yield "本地要求不同时，不改这个文件，另建一层（layer.yaml），写明改什么、为什么。"


def _first_sentence(text: str) -> str:
    return text.partition("。")[0] + "。"
