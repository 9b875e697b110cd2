"""Rule sets: a folder with set.yaml and one YAML file per rule, checked when it is loaded."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import get_args

from pydantic import Field

import app.kinds
from app import layers, yamlfile
from app.errors import AppError
from app.explain import invalid, nearest, validated
from app.layers import Changes, Chosen, Draft, Layer, Profile
from app.model import SetName
from app.pattern import PatternError, Words
from app.rule import NOTHING, Patterns, Rule, Strict

GROUPS = ("required", "statutory", "consistency", "wording", "format")


_FOUND = {"rules", "layers", "origins", "variants", "page", "pages"}
"""Fields of a rule set that come from its files and cannot be written in set.yaml."""


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
    """A rule set as loaded.

    ``rules`` are those of the set and of its layers as they are written; ``variants`` what profiles
    and layers make of some of them for units of a level, None for a level that is not known. ``pages``
    are the files that the rules are written in, by their ids.
    """

    id: str
    title: str
    edition: str
    words: dict[str, list[str]]
    roles: tuple[Role, ...]
    silent_headings: Patterns = NOTHING
    facts: FactPatterns
    levels: tuple[UnitLevel, ...]
    profiles: tuple[Profile, ...] = ()
    rules: tuple[Rule, ...] = ()
    layers: tuple[SetName, ...] = ()
    origins: dict[str, str] = Field(default_factory=dict)
    variants: dict[tuple[str, str | None], Chosen] = Field(default_factory=dict)
    page: yamlfile.Page | None = None
    pages: dict[str, yamlfile.Page] = Field(default_factory=dict)

    @property
    def name(self) -> SetName:
        """What a report says of the set that decided."""
        roles = {role.id: role.title for role in self.roles}
        return SetName(self.id, self.title, self.edition, roles, self.layers)

    def chosen(self, level: str | None) -> Iterator[Chosen]:
        """Yield the rules as they hold for units of ``level``, in order."""
        for rule in self.rules:
            variant = self.variants.get((rule.id, level))
            yield variant or Chosen(rule, self.origins.get(rule.id, ""))


def load_set(folder: Path, layer_folders: Sequence[Path] = (), *, tried: bool = False) -> RuleSet:
    """Return the rule set in ``folder`` with the layers over it, the nearest to the unit last.

    A set that was ``tried`` before loads faster, because it is taken to hold no broken expression.

    Raises:
        AppError: a file is absent or wrong; the place says where, the message what is expected.
    """
    page = yamlfile.read(folder / "set.yaml")
    words = _words(page, {}, tried=tried)
    ruleset = validated(RuleSet, page, page.value, words)
    for name in sorted(_FOUND & set(page.value)):
        raise invalid((f"不认识“{name}”这一项。", "请删去它。"), page.place((name,)))
    _require_roles(page, ruleset)
    drafts = {draft.rule.id: draft for draft in _drafts(folder, ruleset, words, {}, "")}
    changes = list(layers.of_profiles(page, ruleset.profiles, ""))
    loaded = []
    for layer_folder in layer_folders:
        layer, layer_page, layer_words = _layer(layer_folder, ruleset)
        loaded.append(SetName(layer.id, layer.title, layer.edition))
        drafts |= {
            draft.rule.id: draft
            for draft in _drafts(layer_folder, ruleset, layer_words, drafts, layer.title)
        }
        changes += layers.of_layer(layer_page, layer)
    if not drafts:
        raise AppError(
            "rules-empty",
            "这个规则集里一条规则也没有。",
            "请检查规则文件夹是否完整。",
            folder.name,
        )
    levels = [level.name for level in ruleset.levels]
    ordered = sorted(drafts.values(), key=_place_in_set)
    return ruleset.model_copy(
        update={
            "rules": tuple(draft.rule for draft in ordered),
            "layers": tuple(loaded),
            "origins": {draft.rule.id: draft.layer for draft in ordered if draft.layer},
            "variants": Changes(changes, drafts, levels).variants(),
            "page": page,
            "pages": {draft.rule.id: draft.page for draft in ordered},
        }
    )


def _place_in_set(draft: Draft) -> tuple[int, int]:
    return GROUPS.index(draft.rule.group), draft.rule.order


def _layer(folder: Path, ruleset: RuleSet) -> tuple[Layer, yamlfile.Page, Words]:
    page = yamlfile.read(folder / "layer.yaml")
    words = _words(page, ruleset.words, tried=False)
    layer = validated(Layer, page, page.value, words)
    if layer.over != ruleset.id:
        sentence = f"这一层是给规则集“{layer.over}”写的，现在用的是“{ruleset.id}”。"
        raise invalid((sentence, ""), page.place(("over",)))
    return layer, page, words


def _require_roles(page: yamlfile.Page, ruleset: RuleSet) -> None:
    known = {role.id for role in ruleset.roles}
    for at, role in enumerate(ruleset.roles):
        for number, other in enumerate(role.not_with):
            if other not in known:
                key = ("roles", at, "not_with", number)
                raise AppError(
                    "rules-invalid",
                    f"“{other}”不是规则集里的部分。",
                    nearest(other, known),
                    page.place(key),
                )


def _words(page: yamlfile.Page, known: Mapping[str, list[str]], *, tried: bool) -> Words:
    """Return the word lists of a set or layer, checked first because everything else may name them."""
    absent: dict[str, object] | None = {} if known else None  # a layer need not have any
    lists = page.value.get("words", absent) if isinstance(page.value, dict) else None
    if not isinstance(lists, dict) or not all(_is_list_of_text(items) for items in lists.values()):
        raise AppError(
            "rules-invalid",
            "规则集的 words（词表）没有写，或者不是“名称: [词, 词]”的样子。",
            "",
            page.place(("words",)),
        )
    for name in lists:
        if name in known:
            raise AppError(
                "rules-invalid",
                f"词表“{name}”在规则集里已经有了。",
                "请换一个名称。",
                page.place(("words", name)),
            )
    words = Words({**known, **lists}, tried=tried)
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


def _drafts(
    folder: Path, ruleset: RuleSet, words: Words, known: Mapping[str, Draft], layer: str
) -> Iterator[Draft]:
    """Yield the rules that are written in ``folder``, in which no id of ``known`` may come again."""
    _refuse_strays(folder)
    seen = {rule_id: draft.page.path.name for rule_id, draft in known.items()}
    for group in GROUPS:
        for path in sorted((folder / group).glob("*.yaml")):
            page = yamlfile.read(path)
            model = _model(page)
            rule = validated(model, page, page.value | {"group": group}, words)
            if rule.id in seen:
                raise AppError(
                    "rules-duplicate-id",
                    f"规则编号“{rule.id}”和{seen[rule.id]}重复。",
                    "请换一个编号。",
                    page.place(("id",)),
                )
            _require_known(page, ruleset)
            seen[rule.id] = path.name
            yield Draft(rule, page, words, layer)


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


def _model(page: yamlfile.Page) -> type[Rule]:
    """Return the model of the kind that a rule file names."""
    if not isinstance(page.value, dict):
        raise AppError("rules-invalid", "规则文件里没有内容。", "", page.place(()))
    kind = page.value.get("kind")
    if kind is None:
        raise AppError(
            "rules-invalid", "缺少“kind”这一项。", nearest("", set(kinds())), page.place(())
        )
    model = kinds().get(str(kind))
    if model is None:
        hint = nearest(str(kind), set(kinds()))
        raise AppError("rules-invalid", f"kind 的值“{kind}”不存在。", hint, page.place(("kind",)))
    return model


def _require_known(page: yamlfile.Page, ruleset: RuleSet) -> None:
    """Refuse parts and levels of government that the set does not know, wherever a rule names them."""
    roles = {role.id for role in ruleset.roles}
    levels = {level.name for level in ruleset.levels}
    for key in page.marks:
        allowed = (
            roles
            if key[:-1] in {("where",), ("skip",), ("belongs",)}
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
                nearest(str(name), allowed),
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
