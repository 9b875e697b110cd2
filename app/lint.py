"""What in a rule set is allowed but surely not meant: words that nothing uses, and words that never decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from app.pattern import Phrases
from app.rules import RuleSet
from app.yamlfile import Page

_PLAIN = re.compile(r"[^…~#(|)?<>^$\\]+")
_NAMED = re.compile("<([^<>]+)>")


def warnings(ruleset: RuleSet) -> Iterator[str]:
    """Yield a sentence with its place for each oddity."""
    pages = [page for page in (ruleset.page, *ruleset.pages.values()) if page is not None]
    used = {name for page in pages for name in _names_in(page.value)}
    if ruleset.page is not None:
        yield from _overshadowed(ruleset.page, _pattern_fields(type(ruleset)))
        for name in (each for each in ruleset.words if each not in used):
            yield f"{ruleset.page.place(('words', name))}：词表“{name}”没有用到。"
    for rule in ruleset.rules:
        page = ruleset.pages[rule.id]
        yield from _overshadowed(page, _pattern_fields(type(rule)))
        for outcome in (each for each in type(rule).outcomes if each not in rule.examples):
            yield f"{page.place(('examples',))}：没有结论为 {outcome.value} 的例子。"


def _names_in(value: Any) -> set[str]:  # noqa: ANN401  (a YAML file can hold anything)
    if isinstance(value, str):
        return set(_NAMED.findall(value))
    children = (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    )
    return {name for child in children for name in _names_in(child)}


def _pattern_fields(model: type[BaseModel]) -> frozenset[str]:
    """Return the fields of a model and of its parts that list patterns; other lists hold names or units."""
    found: set[str] = set()
    for name, each in model.model_fields.items():
        if each.annotation is Phrases:
            found.add(name)
        for part in _parts(each.annotation):
            found |= _pattern_fields(part)
    return frozenset(found)


def _parts(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401  (as typing has it)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)


def _overshadowed(page: Page, fields: frozenset[str]) -> Iterator[str]:
    """Yield words in a list that never decide, because a shorter one in the same list is in them."""
    for key in page.marks:
        value = page.at(key)
        is_words = key[:1] == ("words",)
        if not isinstance(value, list) or not (is_words or (key and key[-1] in fields)):
            continue
        plain = {each: at for at, each in enumerate(value) if _is_plain(each)}
        for word, at in plain.items():
            before = [other for other, place in plain.items() if place < at]
            # A list may stand at the begin of a stretch: there 鞍山市 does not do for 马鞍山市.
            holds = word.startswith if is_words else word.__contains__
            shorter = next(filter(holds, before), None)
            if shorter is not None:
                yield f"{page.place((*key, at))}：有了“{shorter}”，“{word}”不起作用，可以删去。"


def _is_plain(each: object) -> bool:
    return isinstance(each, str) and not each.startswith("re:") and bool(_PLAIN.fullmatch(each))
