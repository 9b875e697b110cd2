"""Rule sets: a folder with set.yaml and one YAML file per rule, checked when it is loaded."""

import difflib
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

import app.kinds
from app import yamlfile
from app.errors import AppError
from app.model import SetName
from app.pattern import PatternError, Words
from app.rule import NOTHING, Patterns, Rule, Strict

Model = TypeVar("Model", bound=Strict)

_COMPLAINTS = {
    "extra_forbidden": "不认识“{name}”这一项。",
    "missing": "缺少“{name}”这一项。",
    "string_type": "“{name}”要写一段文字。",
    "string_too_short": "“{name}”不能空着。",
    "string_pattern_mismatch": "“{name}”只能用小写字母、数字和连字符，例如 new-rule。",
    "int_type": "“{name}”要写一个整数。",
    "int_parsing": "“{name}”要写一个整数。",
    "bool_type": "“{name}”只能写 true 或 false。",
    "bool_parsing": "“{name}”只能写 true 或 false。",
    "tuple_type": "“{name}”要写成一列，例如 [甲, 乙]。",
    "list_type": "“{name}”要写成一列，例如 [甲, 乙]。",
    "dict_type": "“{name}”要写成“名称: 内容”的样子。",
    "model_type": "“{name}”要写成“名称: 内容”的样子。",
}
_HINTS = {"extra_forbidden": "请检查拼写，或删去它。"}

GROUPS = ("required", "statutory", "consistency", "wording", "format")


class Role(Strict):
    """A part that a section of a report can play.

    ``heading`` recognises its headings, ``passage`` the sentence with which it begins where it has
    no heading; a passage is taken only if ``passage_needs`` occurs in it. ``content`` tells which
    section of lower level plays the part when no heading says so; ``sure`` words tell that a
    heading before or within the results is meant all the same. ``inner`` roles may be
    played by a section of lower level; a ``default`` role by a section of the highest level that
    plays no other; headings that name the year after the report's are of the ``next_year`` role;
    ``not_with`` names roles beside which it is not played.
    """

    id: str
    title: str
    heading: Patterns = NOTHING
    not_heading: Patterns = NOTHING
    content: Patterns = NOTHING
    sure: Patterns = NOTHING
    passage: Patterns = NOTHING
    passage_needs: Patterns = NOTHING
    inner: bool = False
    default: bool = False
    next_year: bool = False
    not_with: tuple[str, ...] = ()


class UnitLevel(Strict):
    """A level of government: how its units are named, and what only its reports say."""

    name: str
    unit: Patterns
    text: Patterns = NOTHING
    self_name: Patterns = NOTHING


class FactPatterns(Strict):
    """How title, unit, number and date of a report are recognised."""

    title: Patterns
    not_title: Patterns
    title_lead: Patterns
    title_tail: Patterns
    unit: Patterns
    unit_line: Patterns
    doc_number: Patterns
    date: Patterns
    date_line: Patterns
    closing: Patterns
    year: Patterns
    content: Patterns


class RuleSet(Strict):
    """A rule set as loaded."""

    id: str
    title: str
    edition: str
    words: dict[str, list[str]]
    roles: tuple[Role, ...]
    silent_headings: Patterns = NOTHING
    facts: FactPatterns
    levels: tuple[UnitLevel, ...]
    rules: tuple[Rule, ...] = ()

    @property
    def name(self) -> SetName:
        """What a report says of the set that decided."""
        return SetName(
            self.id, self.title, self.edition, {role.id: role.title for role in self.roles}
        )


def load_set(folder: Path) -> RuleSet:
    """Return the rule set in ``folder``.

    Raises:
        AppError: a file is absent or wrong; the place says where, the message what is expected.
    """
    page = yamlfile.read(folder / "set.yaml")
    words = _words(page)
    ruleset = _validated(RuleSet, page, page.value, words)
    _require_roles(page, ruleset)
    rules = tuple(
        sorted(
            _rules(folder, ruleset, words), key=lambda rule: (GROUPS.index(rule.group), rule.order)
        )
    )
    if not rules:
        raise AppError(
            "rules-empty",
            "这个规则集里一条规则也没有。",
            "请检查规则文件夹是否完整。",
            folder.name,
        )
    return ruleset.model_copy(update={"rules": rules})


def _require_roles(page: yamlfile.Page, ruleset: RuleSet) -> None:
    known = {role.id for role in ruleset.roles}
    for at, role in enumerate(ruleset.roles):
        for number, other in enumerate(role.not_with):
            if other not in known:
                key = ("roles", at, "not_with", number)
                raise AppError(
                    "rules-invalid",
                    f"“{other}”不是规则集里的部分。",
                    _nearest(other, known),
                    page.place(key),
                )


def _words(page: yamlfile.Page) -> Words:
    """Return the word lists of a set, checked first because everything else may name them."""
    lists = page.value.get("words") if isinstance(page.value, dict) else None
    if not isinstance(lists, dict) or not all(_is_list_of_text(items) for items in lists.values()):
        raise AppError(
            "rules-invalid",
            "规则集的 words（词表）没有写，或者不是“名称: [词, 词]”的样子。",
            "",
            page.place(("words",)),
        )
    words = Words(lists)
    for name in lists:
        try:
            words.piece(name, name)
        except PatternError as error:
            raise AppError(
                "rules-invalid", f"词表“{name}”：{error}。", "", page.place(("words", name))
            ) from error
    return words


def _is_list_of_text(items: object) -> bool:
    return isinstance(items, list) and all(isinstance(item, str) for item in items)


def _rules(folder: Path, ruleset: RuleSet, words: Words) -> Iterator[Rule]:
    _refuse_strays(folder)
    seen: dict[str, str] = {}
    for group in GROUPS:
        for path in sorted((folder / group).glob("*.yaml")):
            page = yamlfile.read(path)
            rule = _rule(page, group, words)
            if rule.id in seen:
                raise AppError(
                    "rules-duplicate-id",
                    f"规则编号“{rule.id}”和{seen[rule.id]}重复。",
                    "请换一个编号。",
                    page.place(("id",)),
                )
            _require_known(page, ruleset)
            seen[rule.id] = path.name
            yield rule


def _refuse_strays(folder: Path) -> None:
    """Refuse rule files that would be passed over without a word."""
    for path in sorted(folder.rglob("*.y*ml")):
        if path.parent != folder and (path.suffix != ".yaml" or path.parent.name not in GROUPS):
            raise AppError(
                "rules-stray",
                "这个规则文件不会被读到。",
                f"请放进 {'、'.join(GROUPS)} 之一，文件名以 .yaml 结尾。",
                str(path.relative_to(folder)),
            )


def _rule(page: yamlfile.Page, group: str, words: Words) -> Rule:
    if not isinstance(page.value, dict):
        raise AppError("rules-invalid", "规则文件里没有内容。", "", page.place(()))
    kind = page.value.get("kind")
    if kind is None:
        raise AppError(
            "rules-invalid", "缺少“kind”这一项。", _nearest("", set(kinds())), page.place(())
        )
    model = kinds().get(str(kind))
    if model is None:
        hint = _nearest(str(kind), set(kinds()))
        raise AppError("rules-invalid", f"kind 的值“{kind}”不存在。", hint, page.place(("kind",)))
    return _validated(model, page, page.value | {"group": group}, words)


def _require_known(page: yamlfile.Page, ruleset: RuleSet) -> None:
    """Refuse parts and levels of government that the set does not know, wherever a rule names them."""
    roles = {role.id for role in ruleset.roles}
    levels = {level.name for level in ruleset.levels}
    for key in page.marks:
        allowed = (
            roles
            if key[:-1] in {("where",), ("skip",)}
            else levels
            if "levels" in key[:-1]
            else None
        )
        name = page.at(key)
        if allowed is not None and name not in allowed:
            what = "部分" if allowed is roles else "单位层级"
            raise AppError(
                "rules-invalid",
                f"“{name}”不是规则集里的{what}。",
                _nearest(str(name), allowed),
                page.place(key),
            )


@cache
def kinds() -> dict[str, type[Rule]]:
    """Return the rule model of each kind, by its name: every module of ``app.kinds`` adds its own."""
    found: dict[str, type[Rule]] = {}
    for module in pkgutil.iter_modules(app.kinds.__path__, "app.kinds."):
        for model in vars(importlib.import_module(module.name)).values():
            if (
                isinstance(model, type)
                and issubclass(model, Rule)
                and model.__module__ == module.name
            ):
                found[get_args(model.model_fields["kind"].annotation)[0]] = model
    return found


def _validated(model: type[Model], page: yamlfile.Page, value: object, words: Words) -> Model:
    try:
        return model.model_validate(value, context={"words": words})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise _explained(page, dict(first)) from error


def _explained(page: yamlfile.Page, error: Mapping[str, Any]) -> AppError:
    """Return a pydantic error as a person would say it, at its place in the file."""
    loc = tuple(step for step in error["loc"] if step != "[key]")
    name = str(loc[-1]) if loc else ""
    said, context = str(error["type"]), error.get("ctx", {})
    if said == "value_error":
        sentence = f"“{name}”：{context.get('error')}。" if name else f"{context.get('error')}。"
    elif said in {"literal_error", "enum"}:
        allowed = (
            str(context.get("expected")).replace(" or ", ", ").replace("'", "").replace(", ", "、")
        )
        sentence = f"“{name}”的值“{error['input']}”不在允许的范围内：{allowed}。"
    else:
        sentence = _COMPLAINTS.get(said, "“{name}”的写法不对。").format(name=name)
    return AppError(
        "rules-invalid", sentence, _HINTS.get(said, ""), page.place(_in_file(page, loc))
    )


def _in_file(page: yamlfile.Page, loc: tuple[str | int, ...]) -> yamlfile.Key:
    """Return ``loc`` without the steps that only pydantic knows (the kind of a union)."""
    key: yamlfile.Key = ()
    for step in loc:
        if (*key, step) in page.marks:
            key = (*key, step)
    return key


def _nearest(word: str, known: set[str]) -> str:
    close = difflib.get_close_matches(word, sorted(known), 1, 0.5)
    return f"是不是想写“{close[0]}”？" if close else f"可用的有：{'、'.join(sorted(known))}。"
