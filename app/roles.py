"""Which section plays which part of the report: by its heading first, by what it says where no heading tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.fold import fold, fold_text
from app.items import count_on
from app.labels import ITEM
from app.model import Section
from app.outline import Heading
from app.pattern import Phrases
from app.rules import Role, RuleSet

_TIME = 2.0
_SHORTEST = 8
_SOON = 20
_FEW = 2


def is_role_heading(text: str, ruleset: RuleSet, *, inner: bool | None) -> bool:
    """Tell whether ``text`` reads like the heading of a part; ``inner`` says of which parts alone."""
    roles = [role for role in ruleset.roles if inner is None or role.inner is inner]
    return bool(_by_heading(text, roles))


def with_roles(
    text: str, headings: Sequence[Heading], ruleset: RuleSet, year: int | None
) -> tuple[Section, ...]:
    """Return the sections with their roles, and a section for each passage that plays a part alone.

    ``year`` is the report year if it is known.
    """
    roles = _by_headings(headings, ruleset, year)
    for role in ruleset.roles:
        if role.content and not any(role.id in given for given in roles):
            _from_twins(text, headings, roles, role, ruleset)
        if role.content and not any(role.id in given for given in roles):
            _by_content(text, headings, roles, role, ruleset)
    sections = [
        Section(h.label, h.text, h.level, roles[at], h.start, h.body, h.end, h.parent)
        for at, h in enumerate(headings)
    ]
    return _Passages(text, sections, ruleset, year).found()


def _by_headings(
    headings: Sequence[Heading], ruleset: RuleSet, year: int | None
) -> list[tuple[str, ...]]:
    named = [_named(heading, ruleset, year) for heading in headings]
    _drop_early(headings, named, ruleset, year)
    outer = {
        role
        for heading, roles in zip(headings, named, strict=True)
        if heading.parent is None
        for role in roles
    }
    inner = {role.id for role in ruleset.roles if role.inner}
    given: list[tuple[str, ...]] = []
    for heading, roles in zip(headings, named, strict=True):
        above = _above(headings, given, heading)
        if heading.parent is None:
            given.append(roles or _default(heading, ruleset))
        elif len(above) > 1 and set(roles) & set(above):
            given.append(tuple(role for role in roles if role in above))
        elif _is_plain(above, inner, ruleset):
            given.append(tuple(role for role in roles if role in inner or role not in outer))
        else:
            given.append(())
    return given


def _named(heading: Heading, ruleset: RuleSet, year: int | None) -> tuple[str, ...]:
    """Return the parts that a heading names; one of the next year is no chapter of results."""
    roles = _by_heading(heading.text, ruleset.roles)
    if not (planned := _by_year(heading, ruleset, year)):
        return roles
    past = {role.id for role in ruleset.roles if role.default or role.inner}
    return tuple(dict.fromkeys([*(role for role in roles if role not in past), *planned]))


def _drop_early(
    headings: Sequence[Heading], named: list[tuple[str, ...]], ruleset: RuleSet, year: int | None
) -> None:
    """Take the plan from headings that only sound like one and stand before or within results."""
    late = {role.id for role in ruleset.roles if role.passage}
    outer = [at for at, heading in enumerate(headings) if heading.parent is None]
    last = max((at for at in outer if not set(named[at]) & late), default=-1)
    for at, heading in enumerate(headings):
        top = _top(headings, at)
        inside = top != at and not set(named[top]) & late
        if inside or at < last or (at == 0 and len(outer) > 1):
            unsure = _unsure(heading, named[at], ruleset, year)
            named[at] = tuple(role for role in named[at] if role not in unsure)


def _unsure(
    heading: Heading, named: tuple[str, ...], ruleset: RuleSet, year: int | None
) -> set[str]:
    """Return the parts about the next year that no sure word of the heading confirms."""
    text = fold_text(heading.text)
    if year is not None and str(year + 1) in text:
        return set()
    later = [role for role in ruleset.roles if role.id in named and role.next_year]
    return {role.id for role in later if not _has(role.sure, text)}


def _top(headings: Sequence[Heading], at: int) -> int:
    parent = headings[at].parent
    return at if parent is None else _top(headings, parent)


def _by_content(
    text: str,
    headings: Sequence[Heading],
    roles: list[tuple[str, ...]],
    role: Role,
    ruleset: RuleSet,
) -> None:
    """Give ``role`` to the subsection that speaks most of it, if one does so more than once.

    Where several chapters tell of results, each under a theme, one without subsections may play it too.
    """
    default = {other.id for other in ruleset.roles if other.default}
    parents = {heading.parent for heading in headings}
    chapters = [at for at, heading in enumerate(headings) if heading.parent is None]
    themes = [at for at in chapters if set(roles[at]) & default]
    simple = [at for at in themes if at not in parents] if len(themes) > _FEW else []
    inner = [
        at
        for at, heading in enumerate(headings)
        if heading.parent is not None and not roles[at] and set(roles[heading.parent]) & default
    ]
    hits = {
        at: _times(role.content, fold_text(text[headings[at].start : headings[at].end]))
        for at in [*inner, *simple]
    }
    best = max(hits, key=lambda at: hits[at], default=None)
    if best is not None and hits[best] > 1:
        roles[best] = (role.id,)


def _from_twins(
    text: str,
    headings: Sequence[Heading],
    roles: list[tuple[str, ...]],
    role: Role,
    ruleset: RuleSet,
) -> None:
    """Give ``role`` to one of several chapters with the same part, if it speaks more of ``role`` than of that."""
    others = {other.id: other for other in ruleset.roles if other.inner and other is not role}
    for at, heading in enumerate(headings):
        is_one_of_several = roles.count(roles[at]) > 1 and set(roles[at]) <= set(others)
        if heading.parent is not None or not roles[at] or not is_one_of_several:
            continue
        said = fold_text(text[heading.start : heading.end])
        mine = _times(role.content, said)
        if mine > 1 and all(mine > _times(others[each].content, said) for each in roles[at]):
            roles[at] = (role.id,)
            return


def _is_plain(above: tuple[str, ...], inner: set[str], ruleset: RuleSet) -> bool:
    """Tell whether a section's subsections may play parts of their own."""
    default = {role.id for role in ruleset.roles if role.default}
    return set(above) <= inner | default


def _by_heading(heading: str, roles: Sequence[Role]) -> tuple[str, ...]:
    text = fold_text(heading)
    hits = [
        role for role in roles if _has(role.heading, text) and not _has(role.not_heading, text)
    ]
    ids = {role.id for role in hits}
    return tuple(role.id for role in hits if not ids & set(role.not_with))


def _above(
    headings: Sequence[Heading], given: Sequence[tuple[str, ...]], heading: Heading
) -> tuple[str, ...]:
    """Return the parts of the nearest section above that plays any."""
    above = heading.parent
    while above is not None:
        if given[above]:
            return given[above]
        above = headings[above].parent
    return ()


def _by_year(heading: Heading, ruleset: RuleSet, year: int | None) -> tuple[str, ...]:
    if year is None or heading.parent is not None or str(year + 1) not in fold_text(heading.text):
        return ()
    return tuple(role.id for role in ruleset.roles if role.next_year)


def _default(heading: Heading, ruleset: RuleSet) -> tuple[str, ...]:
    if _has(ruleset.silent_headings, fold_text(heading.text)):
        return ()
    return tuple(role.id for role in ruleset.roles if role.default)


def _times(phrases: Phrases, text: str) -> int:
    return sum(1 for _ in phrases.every(text, 0, len(text), _TIME))


def _has(phrases: Phrases, text: str) -> bool:
    return phrases.search(text, 0, len(text), _TIME) is not None


def _is_item_around(child: Section, offset: int, section: Section) -> bool:
    """Tell whether ``offset`` lies inside an item of a section that goes on after it."""
    is_item = bool(child.label) and not child.roles
    return is_item and child.start < offset < child.end < section.end


class _Passages:
    """Finds the sentences with which a part begins that has no heading of its own."""

    def __init__(
        self, text: str, sections: list[Section], ruleset: RuleSet, year: int | None
    ) -> None:
        self.text = text
        self.next_year = f"{year + 1}年" if year is not None else ""
        self.sections = sections
        self.roles = {role.id: role for role in ruleset.roles if role.passage}
        self.default = {role.id for role in ruleset.roles if role.default}

    def found(self) -> tuple[Section, ...]:
        """Return all sections with the passages among them, in order."""
        for at, section in enumerate(list(self.sections)):
            if len(section.roles) > 1 and set(section.roles) <= set(self.roles):
                self._split(at, section)
        for role in reversed(self.roles.values()):
            if not any(role.id in section.roles for section in self.sections):
                self._add_missing(role)
        return self._in_order()

    def _split(self, at: int, section: Section) -> None:
        """Tell the parts of a merged section apart, unless its subsections already do."""
        children = [s for s in self.sections if s.parent == at]
        if set(section.roles) <= {role for child in children for role in child.roles}:
            return
        first, *others = section.roles
        starts = [
            (start, role)
            for role in others
            if (start := self._second_start(role, section, children)) is not None
            and not any(_is_item_around(child, start, section) for child in children)
            and not self._counts_on(section, start)
        ]
        if not starts:
            return
        start, role = min(starts)
        self.sections.append(self._passage(first, section.body, start, at))
        self.sections.append(self._passage(role, start, section.end, at))

    def _counts_on(self, section: Section, offset: int) -> bool:
        """Tell whether ``offset`` lies among items in running text that go on after it."""
        before = [m.start() for m in ITEM.finditer(self.text, section.body, offset)]
        after = [m.start() for m in ITEM.finditer(self.text, offset, section.end)]
        return count_on(self.text, before, after)

    def _second_start(
        self, role: str, section: Section, children: Sequence[Section]
    ) -> int | None:
        named = [child.start for child in children if role in child.roles]
        told = [start for start, _ in self._starts(self.roles[role], section.body, section.end)]
        dated = self._dated(section) if self.roles[role].next_year else []
        return min([*named, *told, *dated], default=None)

    def _dated(self, section: Section) -> list[int]:
        """Return where sentences of a merged section begin that speak of the next year at once."""
        if not self.next_year:
            return []
        return [
            start
            for start, end in self._sentences(section.body, section.end)
            if self.next_year in fold_text(self.text[start:end])[:_SOON]
        ]

    def _add_missing(self, role: Role) -> None:
        """Add a passage for a part that no heading names: the last place where one begins."""
        start, end = self._tail(role)
        for begin, _ in reversed(list(self._starts(role, start, end))):
            around = self._around(begin)
            stop = min(
                end,
                self.sections[around].end if around is not None else self._paragraph_end(begin),
            )
            if not role.passage_needs or _has(
                role.passage_needs, fold_text(self.text[begin:stop])
            ):
                self.sections.append(self._passage(role.id, begin, stop, around))
                return

    def _tail(self, role: Role) -> tuple[int, int]:
        """Return where a passage of ``role`` may be: from the last chapter of results on, outside other parts."""
        outer = [s for s in self.sections if s.parent is None]
        results = [
            s for s in outer if set(s.roles) & self.default or not set(s.roles) & set(self.roles)
        ]
        start = results[-1].start if results else 0
        later = [
            s.start for s in self.sections if s.start > start and set(s.roles) & set(self.roles)
        ]
        follows = list(self.roles).index(role.id) > 0
        return start, len(self.text) if follows or not later else min(later)

    def _starts(self, role: Role, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the sentences between ``start`` and ``end`` that begin a passage of ``role``."""
        for a, b in self._sentences(start, end):
            if _has(role.passage, fold_text(self.text[a:b])):
                yield a, b

    def _sentences(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        shadow = fold(self.text[start:end])
        at = 0
        stops = [i + 1 for i, char in enumerate(shadow.text) if char in "。!?;\n"]
        for stop in [*stops, len(shadow.text)]:
            if stop > at:
                a, b = shadow.span(at, stop)
                yield start + a, start + b
            at = stop

    def _passage(self, role: str, start: int, end: int, parent: int | None) -> Section:
        level = 1 if parent is None else self.sections[parent].level + 1
        heading = self.text[start : min(end, self._paragraph_end(start))]
        cut = min(
            (at for mark in "，。：,:；" if (at := heading.find(mark, _SHORTEST)) > 0),
            default=len(heading),
        )
        return Section("", heading[: min(cut, 40)], level, (role,), start, start, end, parent)

    def _around(self, offset: int) -> int | None:
        inside = [at for at, s in enumerate(self.sections) if s.start <= offset < s.end]
        return max(
            inside, key=lambda at: (self.sections[at].level, self.sections[at].start), default=None
        )

    def _paragraph_end(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def _in_order(self) -> tuple[Section, ...]:
        order = sorted(
            range(len(self.sections)),
            key=lambda at: (
                self.sections[at].start,
                -self.sections[at].end,
                self.sections[at].level,
            ),
        )
        place = {old: new for new, old in enumerate(order)}
        ordered = []
        for old in order:
            s = self.sections[old]
            parent = None if s.parent is None else place[s.parent]
            ordered.append(
                Section(s.label, s.heading, s.level, s.roles, s.start, s.body, s.end, parent)
            )
        return tuple(ordered)
