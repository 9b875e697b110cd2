"""``python -m app rules …``: list, show, test, lint, docs, schema."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.engine import loaded_set
from app.errors import AppError

if TYPE_CHECKING:
    from app.rules import RuleSet

FINE, FOUND = 0, 1
"""Exit status: nothing to say, something found that is not as it should be."""


def add(rules: argparse.ArgumentParser, kind: type[argparse.ArgumentParser]) -> None:
    """Give the parser of the command its actions and options."""
    actions = rules.add_subparsers(
        dest="action", required=True, metavar="做什么", title="做什么", parser_class=kind
    )
    for name, summary in _SUMMARIES.items():
        action = actions.add_parser(name, help=summary, description=summary)
        if name == "show":
            action.add_argument("rule", metavar="规则编号")
        if name == "docs":
            action.add_argument("folder", type=Path, metavar="文件夹", help="说明页写到哪里")
        if name != "schema":
            action.add_argument("--rules", type=Path, metavar="文件夹", help="另用一套规则")
            action.add_argument(
                "--layer",
                type=Path,
                action="append",
                default=[],
                metavar="文件夹",
                help="叠加的补充规则，可以写几次",
            )


def run(wanted: argparse.Namespace) -> int:
    """Carry out what is asked for and return the exit status.

    Raises:
        AppError: the rules cannot be read, or there is no such rule.
    """
    return _ACTIONS[wanted.action](wanted)


def _list(wanted: argparse.Namespace) -> int:
    from app import rulebook

    return _print(*rulebook.listing(_loaded(wanted)))


def _show(wanted: argparse.Namespace) -> int:
    from app import rulebook
    from app.explain import nearest

    ruleset = _loaded(wanted)
    rules = {rule.id: rule for rule in ruleset.rules}
    if wanted.rule not in rules:
        hint = nearest(wanted.rule, set(rules))
        raise AppError("call-rule", f"没有“{wanted.rule}”这条规则。", hint)
    return _print(rulebook.page(rules[wanted.rule], ruleset).rstrip())


def _test(wanted: argparse.Namespace) -> int:
    from app import trial

    ruleset = _loaded(wanted)
    done = list(trial.trials(ruleset))
    wrong = [each for each in done if not each.behaves]
    for each in wrong:
        _print(f"{trial.place(ruleset, each)}：应为 {each.expected.value}，{trial.said(each)}。")
    _print(f"{len(ruleset.rules)} 条规则，{len(done)} 个例子，{len(wrong)} 个不对。")
    return FOUND if wrong else FINE


def _lint(wanted: argparse.Namespace) -> int:
    from app import lint

    found = list(lint.warnings(_loaded(wanted)))
    _print(*(found or ["没有发现可疑的写法。"]))
    return FOUND if found else FINE


def _docs(wanted: argparse.Namespace) -> int:
    from app import rulebook
    from app.report.files import write_whole

    ruleset = _loaded(wanted)
    pages = {f"{rule.id}.md": rulebook.page(rule, ruleset) for rule in ruleset.rules}
    for name, page in (pages | {"README.md": rulebook.index(ruleset)}).items():
        wanted.folder.mkdir(parents=True, exist_ok=True)
        write_whole(wanted.folder / name, page.encode("utf-8"))
    return _print(f"已写出 {len(pages)} 条规则的说明：{wanted.folder}")


def _schema(_wanted: argparse.Namespace) -> int:
    from app import rulebook

    return _print(json.dumps(rulebook.schema(), ensure_ascii=False, indent=1))


def _loaded(wanted: argparse.Namespace) -> RuleSet:
    return loaded_set(wanted.rules, wanted.layer)


def _print(*lines: str) -> int:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return FINE


_SUMMARIES = {
    "list": "列出全部规则",
    "show": "显示一条规则：为什么检查、依据、例子、怎样调整",
    "test": "用规则里的例子试每一条规则",
    "lint": "找出没有用到的词表、不起作用的写法",
    "docs": "给每条规则写一页说明",
    "schema": "输出规则文件的 JSON Schema，供编辑器提示",
}
_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": _list,
    "show": _show,
    "test": _test,
    "lint": _lint,
    "docs": _docs,
    "schema": _schema,
}
