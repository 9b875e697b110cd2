"""Rule sets: a folder with set.yaml and one YAML file per rule, checked when it is loaded."""

import difflib
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeVar, get_args

from pydantic import ValidationError, model_validator

import app.kinds
from app import yamlfile
from app.errors import AppError
from app.model import SetName
from app.pattern import PatternError, Words
from app.rule import NOTHING, Patterns, Rule, Strict

Model = TypeVar("Model", bound=Strict)

GROUPS = ("required", "statutory", "consistency", "wording", "format")


class Role(Strict):
    """A part that a section of a report can play.

    ``heading`` recognises its headings, ``passage`` the sentence with which it begins where it has
    no heading; a passage is taken only if ``passage_needs`` occurs in it. ``content`` tells which
    section of lower level plays the part when no heading says so. ``inner`` roles may be
    played by a section of lower level; a ``default`` role by a section of the highest level that
    plays no other; headings that name the year after the report's are of the ``next_year`` role;
    ``not_with`` names roles beside which it is not played.
    """

    id: str
    title: str
    heading: Patterns = NOTHING
    not_heading: Patterns = NOTHING
    content: Patterns = NOTHING
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

    @model_validator(mode="after")
    def _roles_are_known(self) -> Self:
        known = {role.id for role in self.roles}
        for role in self.roles:
            unknown = set(role.not_with) - known
            if unknown:
                raise ValueError(
                    f"部分“{min(unknown)}”不存在，可用的有：{'、'.join(sorted(known))}"
                )
        return self


def load_set(folder: Path) -> RuleSet:
    """Return the rule set in ``folder``.

    Raises:
        AppError: a file is absent or wrong; the place says where, the message what is expected.
    """
    page = yamlfile.read(folder / "set.yaml")
    words = _words(page)
    ruleset = _validated(RuleSet, page, page.value, words)
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
    seen: dict[str, str] = {}
    known_roles = {role.id for role in ruleset.roles}
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
            _require_known(page, known_roles, rule)
            seen[rule.id] = path.name
            yield rule


def _rule(page: yamlfile.Page, group: str, words: Words) -> Rule:
    if not isinstance(page.value, dict):
        raise AppError("rules-invalid", "规则文件里没有内容。", "", page.place(()))
    kind = page.value.get("kind")
    model = kinds().get(str(kind))
    if model is None:
        hint = _nearest(str(kind), set(kinds()))
        raise AppError("rules-invalid", f"kind 的值“{kind}”不存在。", hint, page.place(("kind",)))
    return _validated(model, page, page.value | {"group": group}, words)


def _require_known(page: yamlfile.Page, known: set[str], rule: Rule) -> None:
    for key in ("where", "skip"):
        for at, role in enumerate(getattr(rule, key)):
            if role not in known:
                raise AppError(
                    "rules-invalid",
                    f"“{role}”不是规则集里的部分。",
                    _nearest(role, known),
                    page.place((key, at)),
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
    key = _in_file(page, error["loc"])
    place = page.place(key)
    name = str(error["loc"][-1]) if error["loc"] else ""
    kind, context = str(error["type"]), error.get("ctx", {})
    if kind == "extra_forbidden":
        return AppError(
            "rules-invalid", f"不认识“{name}”这一项。", "请检查拼写，或删去它。", place
        )
    if kind == "missing":
        return AppError("rules-invalid", f"缺少“{name}”这一项。", "", place)
    if kind in {"literal_error", "enum"}:
        return AppError(
            "rules-invalid",
            f"“{name}”的值“{error['input']}”不在允许的范围内：{context.get('expected')}。",
            "",
            place,
        )
    if kind == "value_error":
        return AppError("rules-invalid", f"“{name}”：{context.get('error')}。", "", place)
    return AppError("rules-invalid", f"“{name}”的写法不对（{error['msg']}）。", "", place)


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
