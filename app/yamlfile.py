"""YAML files as plain values, with the line and column of every one of them.

Read through PyYAML's nodes, so that duplicate keys are refused, places are kept, and words such as
no or on stay words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from app.errors import AppError

Key = tuple[str | int, ...]

_INTEGER = re.compile(r"-?\d+")
_DEEPEST = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Page:
    """One YAML file: its value, and where each part of it is written (line and column from 1)."""

    path: Path
    value: Any
    marks: dict[Key, tuple[int, int]] = field(default_factory=dict)

    def place(self, key: Key) -> str:
        """Return file:line:column of the part at ``key``, or of the nearest part around it."""
        while key and key not in self.marks:
            key = key[:-1]
        line, column = self.marks.get(key, (1, 1))
        return f"{self.path.name}:{line}:{column}"

    def at(self, key: Key) -> Any:  # noqa: ANN401  (a YAML file can hold anything)
        """Return the part of the value at ``key``."""
        value = self.value
        for step in key:
            value = value[step]
        return value


def read(path: Path) -> Page:
    """Return the content of the YAML file at ``path``.

    Raises:
        AppError: it cannot be read, is no YAML, or repeats a key.
    """
    try:
        text = path.read_text("utf-8-sig")
        node = yaml.compose(text, Loader=_LOADER)
    except (OSError, UnicodeDecodeError) as error:
        raise AppError(
            "rules-unreadable",
            "规则文件读不出来。",
            "请确认它存在，并用 UTF-8 编码保存。",
            path.name,
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = f"{path.name}:{mark.line + 1}:{mark.column + 1}" if mark else path.name
        raise AppError(
            "rules-yaml", "规则文件的格式写错了。", "请检查这一行的缩进、冒号和引号。", place
        ) from error
    page = Page(path, None)
    return Page(path, None if node is None else _value(node, (), page), page.marks)


def _value(node: yaml.Node, key: Key, page: Page) -> Any:  # noqa: ANN401  (a YAML file can hold anything)
    page.marks[key] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if len(key) > _DEEPEST:
        raise AppError(
            "rules-yaml",
            "这里一层套一层，没有尽头。",
            "请检查“*”引用的是不是自己。",
            page.place(key),
        )
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, key, page)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*key, at), page) for at, child in enumerate(node.value)]
    return _scalar(node) if isinstance(node, yaml.ScalarNode) else None


def _mapping(node: yaml.MappingNode, key: Key, page: Page) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name_node, child in node.value:
        name = str(name_node.value)
        here = (*key, name)
        if name in found:
            page.marks[here] = (name_node.start_mark.line + 1, name_node.start_mark.column + 1)
            raise AppError(
                "rules-duplicate-key", f"“{name}”写了两次。", "请删去其中一处。", page.place(here)
            )
        found[name] = _value(child, here, page)
        page.marks[here] = (name_node.start_mark.line + 1, name_node.start_mark.column + 1)
    return found


def _scalar(node: yaml.ScalarNode) -> str | int | bool:
    text = str(node.value)
    plain = not node.style
    if plain and text in {"true", "false"}:
        return text == "true"
    if plain and _INTEGER.fullmatch(text):
        return int(text)
    return text
