"""What profiles and layers make of the rules of a set: 国家 -> 省 -> 市县 -> 本单位.

A profile is for units of some levels; a layer is a folder with layer.yaml and rules of its own. Both
may set how serious a rule is and its parameters, or retire it with a reason. Nothing is dropped
without a word: a retired rule still has a result, which says who retired it and why.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, ValidationError

from app import yamlfile
from app.explain import complaint, invalid, nearest
from app.model import Level
from app.pattern import Words
from app.rule import Rule, Sentence, Strict

_FIXED = ("id", "kind", "group")


class Change(Strict):
    """What is changed of one rule, and why. ``levels`` are the levels of unit for which it is."""

    rule: str
    why: Sentence
    level: Level | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)
    retired: bool = False
    levels: tuple[str, ...] = ()


class Profile(Strict):
    """Changes for units of some levels."""

    id: str
    title: Sentence
    levels: Annotated[tuple[str, ...], Field(min_length=1)]
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]


class Layer(Strict):
    """What layer.yaml holds: which set the layer is over, and what it changes of it."""

    id: str
    title: Sentence
    edition: str
    over: str
    words: dict[str, list[str]] = Field(default_factory=dict)
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule with the file and the words that it was made from; ``layer`` is empty for the set itself."""

    rule: Rule
    page: yamlfile.Page
    words: Words
    layer: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rule as it holds for a unit, the layer or profile that decided so, and why it is retired."""

    rule: Rule
    layer: str = ""
    retired: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """One change, who makes it, and where it is written."""

    change: Change
    by: str
    levels: tuple[str, ...]
    page: yamlfile.Page
    key: yamlfile.Key

    def place(self, *inner: str | int) -> str:
        return self.page.place((*self.key, *inner))


def of_profiles(page: yamlfile.Page, profiles: Sequence[Profile], layer: str) -> Iterator[_Step]:
    """Yield the changes of profiles, which are written in ``page``."""
    for number, profile in enumerate(profiles):
        for at, change in enumerate(profile.changes):
            by = f"{layer}{profile.title}"
            key = ("profiles", number, "changes", at)
            yield _Step(change, by, change.levels or profile.levels, page, key)


def of_layer(page: yamlfile.Page, layer: Layer) -> Iterator[_Step]:
    """Yield the changes of a layer, which is written in ``page``."""
    for at, change in enumerate(layer.changes):
        yield _Step(change, layer.title, change.levels, page, ("changes", at))


class Changes:
    """All changes to a set, in the order in which they are made."""

    def __init__(
        self, steps: Sequence[_Step], drafts: Mapping[str, Draft], levels: Sequence[str]
    ) -> None:
        """Take the changes, the rules by their ids, and the levels of unit of the set.

        Raises:
            AppError: a change is to a rule or a level that does not exist.
        """
        self._steps = steps
        self._drafts = drafts
        self._levels = levels
        for step in steps:
            self._require_known(step)

    def variants(self) -> dict[tuple[str, str | None], Chosen]:
        """Return what becomes of each changed rule for units of each level.

        Raises:
            AppError: a change is not allowed, makes no difference, or makes the rule invalid.
        """
        found: dict[tuple[str, str | None], Chosen] = {}
        made: dict[tuple[int, ...], Chosen] = {}
        for rule_id in dict.fromkeys(step.change.rule for step in self._steps):
            for level in (None, *self._levels):
                numbers = tuple(
                    at
                    for at, step in enumerate(self._steps)
                    if step.change.rule == rule_id and (not step.levels or level in step.levels)
                )
                if numbers:
                    if numbers not in made:
                        made[numbers] = self._made([self._steps[at] for at in numbers])
                    found[rule_id, level] = made[numbers]
        return found

    def _made(self, steps: Sequence[_Step]) -> Chosen:
        draft = self._drafts[steps[0].change.rule]
        last = steps[-1]
        if last.change.retired:
            return Chosen(draft.rule, last.by, last.change.why)
        value = dict(draft.page.value)
        for step in steps:
            value = self._changed(step, value)
        try:
            rule = type(draft.rule).model_validate(
                value | {"group": draft.rule.group}, context={"words": draft.words}
            )
        except ValidationError as error:
            loc, failure = complaint(error, type(draft.rule))
            raise invalid(failure, _blamed(steps, loc)) from error
        return Chosen(rule, last.by)

    def _changed(self, step: _Step, value: dict[str, Any]) -> dict[str, Any]:
        change = step.change
        for name in _FIXED:
            if name in change.parameters:
                place = step.place("parameters", name)
                raise invalid(
                    (f"“{name}”不能改。", "要另写一条规则，请放进这一层的文件夹。"), place
                )
        level = {} if change.level is None else {"level": change.level.value}
        changed = value | change.parameters | level
        if changed == value:
            raise invalid(("这一处改动和原来一样，没有作用。", "请删去它。"), step.place())
        return changed

    def _require_known(self, step: _Step) -> None:
        if step.change.rule not in self._drafts:
            sentence = f"规则“{step.change.rule}”不存在。"
            hint = nearest(step.change.rule, set(self._drafts))
            raise invalid((sentence, hint), step.place("rule"))
        for level in step.levels:
            if level not in self._levels:
                key = (*step.key, "levels") if step.change.levels else (*step.key[:-2], "levels")
                sentence = f"“{level}”不是规则集里的单位层级。"
                raise invalid((sentence, nearest(level, set(self._levels))), step.page.place(key))


def _blamed(steps: Sequence[_Step], loc: tuple[str | int, ...]) -> str:
    """Return the place of the last change that set the part at ``loc``."""
    for step in reversed(steps):
        if loc and loc[0] in step.change.parameters:
            return step.place("parameters", *loc)
    return steps[-1].place()
