r"""The pattern notation of the rule files, made for people who read law, not for programmers.

================  ==============================================================
``领导小组``       these very characters (half or full width, blanks do not matter)
``…``             up to 30 characters within one sentence
``~``             up to 12 characters within one clause (no comma or 、 between)
``#``             a number in any script, with 余 or 多
``(组长|主任)``     one of these
``工作?``          the character (or bracket) before may be absent
``<否定>``         one of the words of the set's list of that name
``^`` and ``$``   begin or end of the stretch that is searched
``\(``            the sign itself, here a bracket
``re:``           full regular-expression syntax follows
================  ==============================================================

Everything but ``re:`` compiles to bounded constructs; every search runs under a time limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from app.fold import fold_text
from app.numerals import NUMBER

if TYPE_CHECKING:
    import regex

LONGEST = 400
"""The longest pattern that is accepted, in characters."""

_GAP = r"[^。!?;\n]{0,30}?"
_CLAUSE_GAP = r"[^。!?;,:、\n]{0,12}?"
_EDGES = {"^": r"\G", "$": r"\Z"}
_SIGNS = {"…": _GAP, "~": _CLAUSE_GAP, "#": NUMBER}


class PatternError(ValueError):
    """A pattern that makes no sense; the message says why in Chinese."""


class Words:
    """The word lists of a rule set, which patterns name as <name>."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        """Take the lists by name; they are translated when first named."""
        self._lists = lists
        self._expressions: dict[str, str] = {}

    def expression(self, name: str, source: str) -> str:
        """Return the regular expression for one word of the list that the pattern ``source`` names.

        Raises:
            PatternError: there is no such list, or it names itself.
        """
        if name not in self._lists:
            known = "、".join(self._lists) or "（没有）"
            raise PatternError(f"“{source}”里的词表“{name}”不存在，可用的有：{known}")
        if name not in self._expressions:
            self._expressions[name] = (
                "(?!)"  # a list that names itself matches nothing and ends here
            )
            self._expressions[name] = (
                "(?:" + "|".join(translate(word, self) for word in self._lists[name]) + ")"
            )
        return self._expressions[name]


NO_WORDS = Words({})


class Phrases:
    """A list of patterns, searched together."""

    def __init__(self, sources: Sequence[str], words: Words) -> None:
        """Translate ``sources``; raise PatternError when one of them can never match or is broken."""
        self.sources = tuple(sources)
        self._expression = "|".join(translate(source, words) for source in sources)
        if any(source.startswith("re:") for source in sources):
            _ = self._compiled

    def __bool__(self) -> bool:
        return bool(self.sources)

    def __repr__(self) -> str:
        return f"Phrases({list(self.sources)})"

    def search(self, text: str, start: int, end: int, timeout: float) -> tuple[int, int] | None:
        """Return where the first match within ``start:end`` lies.

        Raises:
            TimeoutError: the search took longer than ``timeout`` seconds.
        """
        if not self.sources:
            return None
        match = self._compiled.search(text, start, end, timeout=timeout)
        return match.span() if match else None

    def every(self, text: str, start: int, end: int, timeout: float) -> Iterator[tuple[int, int]]:
        """Yield where each match within ``start:end`` lies, from left to right.

        Raises:
            TimeoutError: the search took longer than ``timeout`` seconds.
        """
        if self.sources:
            for match in self._compiled.finditer(text, start, end, timeout=timeout):
                yield match.span()

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        import regex  # takes as long as all other imports of a check together

        try:
            compiled = regex.compile(self._expression, regex.VERSION0)
        except regex.error as error:
            raise PatternError(f"正则表达式写错了：{error}") from error
        if compiled.fullmatch(""):
            raise PatternError("这个写法什么都不写也算匹配，请至少保留一个必须出现的词")
        return compiled


def translate(source: str, words: Words) -> str:
    """Return the regular expression for one pattern of the notation.

    Raises:
        PatternError: the pattern is empty, broken, or names an unknown list of words.
    """
    if len(source) > LONGEST:
        raise PatternError(f"写法太长（{len(source)}字），最多{LONGEST}字")
    if source.startswith("re:"):
        return f"(?:{source[3:]})"
    return _Translation(source, words).result()


class _Translation:
    """One pass over one pattern."""

    def __init__(self, source: str, words: Words) -> None:
        self.source = source
        self.text = fold_text(source.replace("…", "\ue000")).replace("\ue000", "…")
        self.words = words
        self.at = 0

    def result(self) -> str:
        expression = self._alternatives(depth=0)
        if self.at < len(self.text):
            raise PatternError(f"“{self.source}”里多了一个右括号")
        if not expression.strip("^$"):
            raise PatternError("写法是空的")
        return f"(?:{expression})"

    def _alternatives(self, depth: int) -> str:
        branches = [self._sequence(depth)]
        while self._peek() == "|":
            self.at += 1
            branches.append(self._sequence(depth))
        if "" in branches and (depth or len(branches) > 1):
            raise PatternError(f"“{self.source}”里有空的选项，多写了“|”或括号")
        return "|".join(branches)

    def _sequence(self, depth: int) -> str:
        parts: list[str] = []
        while (char := self._peek()) and char not in "|)":
            parts.append(self._item(char, depth, parts))
        if parts and not any(map(_is_required, parts, [*parts[1:], ""])):
            raise PatternError(f"“{self.source}”里没有一个必须出现的词，什么文字都会匹配")
        return "".join(parts)

    def _item(self, char: str, depth: int, before: list[str]) -> str:
        if char == "(":
            return self._group(depth)
        if char == "<":
            return self._list()
        self.at += 1
        if char == "?":
            return self._optional(before)
        return self._sign(char)

    def _sign(self, char: str) -> str:
        if char == "\\":
            self.at += 1
            char = self.text[self.at - 1 : self.at]
        elif char in _EDGES and self._is_edge():
            return _EDGES[char]
        elif char in _SIGNS:
            return _SIGNS[char]
        return char if char.isalnum() else re.escape(char)

    def _group(self, depth: int) -> str:
        self.at += 1
        inner = self._alternatives(depth + 1)
        if self._peek() != ")":
            raise PatternError(f"“{self.source}”里少了一个右括号")
        self.at += 1
        return f"(?:{inner})"

    def _list(self) -> str:
        end = self.text.find(">", self.at)
        name = self.text[self.at + 1 : end]
        if end < 0:
            raise PatternError(f"“{self.source}”里少了一个“>”")
        self.at = end + 1
        return self.words.expression(name, self.source)

    def _optional(self, before: list[str]) -> str:
        if not before or before[-1] in _SIGNS.values() or before[-1].endswith("?"):
            raise PatternError(f"“{self.source}”里的“?”前面没有可以省略的字")
        return "?"

    def _is_edge(self) -> bool:
        return self.at in {1, len(self.text)}

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]


def _is_required(part: str, following: str) -> bool:
    return following != "?" and part not in {_GAP, _CLAUSE_GAP, "?", r"\G", r"\Z"}
