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
from operator import methodcaller
from typing import TYPE_CHECKING, NamedTuple

from app.fold import fold_text
from app.numerals import NUMBER

if TYPE_CHECKING:
    import regex

LONGEST = 400
"""The longest pattern that is accepted, in characters."""

WIDEST = 200
"""The highest number of repetitions that an expression may ask for."""
_MOST_REPEATS = 10_000
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|[()]|\{\d*,?(\d+)\}")
_BOUND = re.compile(r"(?<!\\)\{\d*,?(\d+)\}")
_SENSELESS = {
    re.compile(r"(?<!\\)(?:\\\\)*\\[bB]"): r"“\b”是英文的单词边界，汉字之间没有，永远不会匹配",
    re.compile(r"(?<!\\)(?:\\\\)*\\s(?![*?])"): r"匹配时空格已经去掉，“\s”不会匹配，请删去",
}
_BACK = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]")
_SPAN = methodcaller("span")
_EDGES = {"^": r"\A", "$": r"\Z"}


class PatternError(ValueError):
    """A pattern that makes no sense; the message says why in Chinese."""


class Piece(NamedTuple):
    """A regular expression, and strings of which one occurs in all that it matches; None if unknown.

    ``literal`` is the one character that a piece stands for, if it is no more than that.
    """

    expression: str
    needles: frozenset[str] | None = None
    is_optional: bool = False
    literal: str = ""


_HAN_RUN = re.compile("[\u3400-\u9fff]+")
_REPEATED = re.compile(r".(?=[?*{])")


class Words:
    """The word lists of a rule set, which patterns name as <name>."""

    def __init__(self, lists: Mapping[str, Sequence[str]], *, tried: bool = False) -> None:
        """Take the lists by name; they are translated when first named.

        ``tried`` tells that all expressions of the set are known to compile, so that each may wait
        until it is first searched for.
        """
        self.tried = tried
        self._lists = lists
        self._pieces: dict[str, Piece] = {}
        self._open: set[str] = set()

    def piece(self, name: str, source: str) -> Piece:
        """Return what matches one word of the list that the pattern ``source`` names.

        Raises:
            PatternError: there is no such list, or it names itself.
        """
        if not self._lists.get(name, [""]):
            raise PatternError(f"词表“{name}”是空的")
        if name not in self._lists:
            known = "、".join(self._lists) or "（没有）"
            raise PatternError(f"“{source}”里的词表“{name}”不存在，可用的有：{known}")
        if name not in self._pieces:
            if name in self._open:
                raise PatternError(f"词表“{name}”引用了它自己")
            self._open.add(name)
            self._pieces[name] = _grouped(
                _either([self._word(word) for word in self._lists[name]])
            )
        return self._pieces[name]

    def _word(self, word: str) -> Piece:
        if word.startswith("re:"):
            Phrases([word], self)  # compiles it, so that a slip in it comes to light now
        return translate(word, self)


NO_WORDS = Words({})

_SIGNS = {
    "…": Piece(r"[^。!?;\n]{0,30}?", is_optional=True),
    "~": Piece(r"[^。!?;,:、\n]{0,12}?", is_optional=True),
    "#": Piece(NUMBER),
}


class Phrases:
    """A list of patterns, searched together."""

    def __init__(self, sources: Sequence[str], words: Words) -> None:
        """Translate ``sources``; raise PatternError when one of them can never match or is broken."""
        self.sources = tuple(sources)
        if len(self.sources) > 1 and any(_BACK.search(s) for s in sources if s.startswith("re:")):
            raise PatternError(r"“\1”一类的写法只能用在单独一条里，请改用 (?P<名>…) 和 (?P=名)")
        self._whole = _either([translate(source, words) for source in sources])
        self._is_anchored = r"\A" in self._whole.expression
        if not words.tried and any(source.startswith("re:") for source in sources):
            _ = self._compiled  # so that a slip in it comes to light now

    def __bool__(self) -> bool:
        return bool(self.sources)

    @property
    def needles(self) -> frozenset[str] | None:
        """Words of which every match holds at least one; None where there are no such words."""
        return self._whole.needles

    @cached_property
    def heads(self) -> Mapping[str, Sequence[str]] | None:
        """The needles by their first two characters; None where there are none."""
        if self.needles is None:
            return None
        found: dict[str, list[str]] = {}
        for needle in self.needles:
            found.setdefault(needle[:2], []).append(needle)
        return found

    def __repr__(self) -> str:
        return f"Phrases({list(self.sources)})"

    def search(self, text: str, start: int, end: int, timeout: float) -> tuple[int, int] | None:
        """Return where the first match within ``start:end`` lies.

        Raises:
            TimeoutError: the search took longer than ``timeout`` seconds.
        """
        if not self._may_match(text, start, end):
            return None
        if self._is_anchored:  # \A means the begin of the text, not of the stretch
            match = self._compiled.search(text[start:end], timeout=timeout)
            return None if match is None else (match.start() + start, match.end() + start)
        match = self._compiled.search(text, start, end, timeout=timeout)
        return None if match is None else match.span()

    def every(self, text: str, start: int, end: int, timeout: float) -> Iterator[tuple[int, int]]:
        """Yield where each match within ``start:end`` lies, from left to right.

        Raises:
            TimeoutError: the search took longer than ``timeout`` seconds.
        """
        if not self._may_match(text, start, end):
            return iter(())
        if self._is_anchored:
            found = self._compiled.finditer(text[start:end], timeout=timeout)
            return ((match.start() + start, match.end() + start) for match in found)
        return map(_SPAN, self._compiled.finditer(text, start, end, timeout=timeout))

    def _may_match(self, text: str, start: int, end: int) -> bool:
        """Tell whether it is worth compiling, which takes longer than most searches.

        Most rules are about words that a given report does not hold.
        """
        if not self.sources:
            return False
        if "_compiled" in self.__dict__ or self._whole.needles is None:
            return True
        return any(text.find(needle, start, end) >= 0 for needle in self._whole.needles)

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        import regex  # takes as long as all other imports of a check together

        try:
            compiled = regex.compile(self._whole.expression, regex.VERSION0)
        except regex.error as error:
            raise PatternError(f"正则表达式写错了：{error}") from error
        if compiled.fullmatch(""):
            raise PatternError("这个写法什么都不写也算匹配，请至少保留一个必须出现的词")
        return compiled


def translate(source: str, words: Words) -> Piece:
    """Return what matches one pattern of the notation.

    Raises:
        PatternError: the pattern is empty, broken, or names an unknown list of words.
    """
    if len(source) > LONGEST:
        raise PatternError(f"写法太长（{len(source)}字），最多{LONGEST}字")
    if source.startswith("re:"):
        _require_sensible(source[3:])
        expression = "".join(map(_folded_sign, source[3:]))
        return Piece(f"(?:{expression})", _required(expression))
    return _Translation(source, words).result()


class _Translation:
    """One pass over one pattern."""

    def __init__(self, source: str, words: Words) -> None:
        self.source = source
        self.text = fold_text(source.replace("…", "\ue000")).replace("\ue000", "…")
        self.words = words
        self.at = 0

    def result(self) -> Piece:
        if not self.text.strip("^$"):
            raise PatternError("写法是空的")
        piece = self._alternatives()
        if self.at < len(self.text):
            raise PatternError(f"“{self.source}”里多了一个右括号")
        return piece

    def _alternatives(self) -> Piece:
        branches = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            branches.append(self._sequence())
        return _either(branches)

    def _sequence(self) -> Piece:
        parts: list[Piece] = []
        while (char := self._peek()) and char not in "|)":
            if char == "^" and parts:
                raise PatternError(f"“{self.source}”里的“^”只能写在开头")
            if parts and parts[-1].expression == _EDGES["$"]:
                raise PatternError(f"“{self.source}”里的“$”只能写在末尾")
            self._item(char, parts)
        if not parts:
            raise PatternError(f"“{self.source}”里有空的选项，多写了“|”或括号")
        if all(part.is_optional for part in parts):
            raise PatternError(f"“{self.source}”里没有一个必须出现的词，什么文字都会匹配")
        return Piece("".join(part.expression for part in parts), _rarest(parts))

    def _item(self, char: str, parts: list[Piece]) -> None:
        if char == "(":
            parts.append(self._group())
        elif char == "<":
            parts.append(self._list())
        elif char == "?":
            self._make_optional(parts)
        else:
            parts.append(self._sign(char))

    def _sign(self, char: str) -> Piece:
        self.at += 1
        if char == "\\":
            char = self._peek()
            self.at += 1
            if not char:
                raise PatternError(f"“{self.source}”末尾的“\\”后面没有字")
            char = fold_text(char)
        elif char in _EDGES:
            return Piece(_EDGES[char], is_optional=True)
        elif char in _SIGNS:
            return _SIGNS[char]
        return Piece(char if char.isalnum() else re.escape(char), literal=char)

    def _group(self) -> Piece:
        self.at += 1
        inner = self._alternatives()
        if self._peek() != ")":
            raise PatternError(f"“{self.source}”里少了一个右括号")
        self.at += 1
        return _grouped(inner)

    def _list(self) -> Piece:
        end = self.text.find(">", self.at)
        if end < 0:
            raise PatternError(f"“{self.source}”里少了一个“>”")
        name = self.text[self.at + 1 : end]
        self.at = end + 1
        return self.words.piece(name, self.source)

    def _make_optional(self, parts: list[Piece]) -> None:
        if not parts or parts[-1].is_optional:
            raise PatternError(f"“{self.source}”里的“?”前面没有可以省略的字")
        self.at += 1
        parts[-1] = Piece(parts[-1].expression + "?", is_optional=True)

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]


def _require_sensible(expression: str) -> None:
    """Raise PatternError for what can never match in a shadow, or takes memory without end to compile."""
    for sign, why in _SENSELESS.items():
        if sign.search(expression):
            raise PatternError(why)
    bounds = [int(bound) for bound in _BOUND.findall(expression)]
    if any(bound > WIDEST for bound in bounds):
        raise PatternError(f"重复次数太多，最多{WIDEST}次，比一句话还长的间隔没有意义")
    if _unrolled(expression) > _MOST_REPEATS:
        raise PatternError("重复里套着重复，展开后太大，请改短")


def _unrolled(expression: str) -> int:
    """Return how often the innermost part of nested repetitions is repeated at most."""
    open_groups, closed, end = [1], 1, 0
    for token in _TOKEN.finditer(expression):
        inner = closed if token.start() == end else 1
        if token[0] == "(":
            open_groups.append(1)
        elif token[0] == ")" and len(open_groups) > 1:
            closed, end = open_groups.pop(), token.end()
            open_groups[-1] = max(open_groups[-1], closed)
        elif token[1]:
            open_groups[-1] = max(open_groups[-1], inner * int(token[1]))
    return max(open_groups)


def _required(expression: str) -> frozenset[str] | None:
    """Return the longest Chinese word that all matches of a regular expression hold, None if unknown.

    Only what stands outside every group and class is looked at, and nothing that may be left out.
    """
    plain = _outermost(expression)
    if "|" in plain:
        return None
    runs = _HAN_RUN.findall(_REPEATED.sub("\0", plain))
    return frozenset({max(runs, key=len)}) if runs else None


def _outermost(expression: str) -> str:
    """Return a regular expression with a sign in place of each group, class and escaped character."""
    kept, depth, in_class, at = [], 0, False, 0
    while at < len(expression):
        char = expression[at]
        at += 1 + (char == "\\")
        if in_class:
            in_class = char != "]"
            continue
        in_class = char == "["
        depth += (char == "(") - (char == ")")
        kept.append(char if depth == 0 and char not in "\\[)" else "\0")
    return "".join(kept)


def _folded_sign(char: str) -> str:
    """Return a character of a regular expression as it stands in the shadow, a sign of its own."""
    if char.isascii() or "\u3400" <= char <= "\u9fff":
        return "" if char == " " else char
    folded = fold_text(char)
    return char if char == folded else re.escape(folded)


def _either(branches: Sequence[Piece]) -> Piece:
    """Return what matches one of ``branches``."""
    needles: set[str] | None = set()
    for branch in branches:
        needles = None if needles is None or branch.needles is None else needles | branch.needles
    expression = "|".join(branch.expression for branch in branches)
    return Piece(expression, None if needles is None else frozenset(needles))


def _grouped(piece: Piece) -> Piece:
    return Piece(f"(?:{piece.expression})", piece.needles)


def _rarest(parts: Sequence[Piece]) -> frozenset[str] | None:
    """Return the needles of the part that is least likely to occur: the one with the longest."""
    found = [p.needles for p in parts if p.needles is not None and not p.is_optional]
    run = ""
    for part in [*parts, Piece("")]:
        if part.literal:
            run += part.literal
        elif run:
            found.append(frozenset({run}))
            run = ""
    return max(found, key=lambda needles: min(map(len, needles), default=0), default=None)
