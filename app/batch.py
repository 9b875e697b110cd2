"""Many files -> what was found in each, with several processes, progress, and an end at any time."""

from __future__ import annotations

import datetime
import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from app import alike
from app.engine import Engine
from app.errors import AppError
from app.gather import Gathering, Skipped
from app.model import SetName
from app.report.summary import Item, Summary, sharing
from app.workers import Crew, outcome

_MOST_JOBS = 4  # each takes some 70 MB


class _Order(NamedTuple):
    """What is to be checked, with what, and whether to hide personal data."""

    engine: Engine
    files: Sequence[Path]
    mask: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How many files are done, of how many, and the last of them."""

    done: int
    total: int
    name: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be checked, and why."""

    path: Path
    error: AppError


@dataclass(frozen=True, slots=True)
class Alike:
    """Two reports of which one seems to be copied from the other; shares and passages as in ``alike.Pair``."""

    one: Summary
    other: Summary
    share: float
    other_share: float
    passages: tuple[str, ...]

    @property
    def likeness(self) -> float:
        """The larger of the two shares."""
        return max(self.share, self.other_share)


class _Found:
    """What is said of each file, as it comes; what is the same in many reports is kept once."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files
        self._items: dict[Item, Item] = {}
        self._entries: dict[int, Summary | Failure] = {}

    def add(self, number: int, said: Summary | AppError) -> None:
        self._entries[number] = (
            Failure(self._files[number], said)
            if isinstance(said, AppError)
            else sharing(said, self._items)
        )

    @property
    def progress(self) -> Progress:
        last = next(reversed(self._entries.values()), None)
        return Progress(len(self._entries), len(self._files), last.path.name if last else "")

    @property
    def entries(self) -> tuple[Summary | Failure, ...]:
        return tuple(self._entries[number] for number in range(len(self._files)))


@dataclass(frozen=True)
class Batch:
    """What came out, in the order of the files: what every output of a batch is made from.

    ``repeated`` are the files whose content is that of an earlier one, with that one's path.
    """

    chosen: tuple[Path, ...]
    ruleset: SetName
    checked: datetime.date
    entries: tuple[Summary | Failure, ...]
    skipped: tuple[Skipped, ...]
    repeated: dict[Path, Path]
    pairs: tuple[Alike, ...] = ()

    @property
    def summaries(self) -> tuple[Summary, ...]:
        """The reports that were checked."""
        return tuple(each for each in self.entries if isinstance(each, Summary))

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be checked."""
        return tuple(each for each in self.entries if isinstance(each, Failure))

    @property
    def distinct(self) -> tuple[Summary, ...]:
        """The reports, of files with the same content only the first: what is counted."""
        return tuple(each for each in self.summaries if each.path not in self.repeated)

    @property
    def has_gaps(self) -> bool:
        """Whether something is to be done in any report."""
        return any(each.has_gaps for each in self.summaries)

    @cached_property
    def folder(self) -> Path:
        """The folder that all files lie in, which they are named from."""
        folders = [path if path.is_dir() else path.parent for path in self.chosen]
        try:
            return Path(os.path.commonpath([folder.absolute() for folder in folders]))
        except ValueError:  # on different drives
            return Path()

    def name(self, path: Path) -> str:
        """Return ``path`` as it is called in lists: from the common folder, if it has one."""
        try:
            return str(path.absolute().relative_to(self.folder))
        except ValueError:
            return str(path)


def run(
    engine: Engine, chosen: Sequence[Path], jobs: int | None = None, *, mask: bool = False
) -> Generator[Progress | Batch, None, None]:
    """Yield how far the check of files and folders has come, at least every tenth of a second, and at last all.

    Whoever closes the generator ends the check and all its processes. With one file or one job the check
    runs in this process. ``jobs`` is how many processes there may be, as many as there are cores when None;
    ``mask`` hides personal data.

    Raises:
        AppError: there is no file to check, or the rules cannot be read.
    """
    gathering = Gathering(chosen)
    for _ in gathering.steps():
        yield Progress(0, len(gathering.files), "")
    if not gathering.files:
        raise _nothing(len(gathering.skipped))
    files = gathering.files
    found = _Found(files)
    ruleset = yield from _checked(_Order(engine, files, mask), jobs or _cores(), found)
    summaries = [each for each in found.entries if isinstance(each, Summary)]
    repeated = _repeated(summaries)
    pairs = []
    for pair in _alike([each for each in summaries if each.path not in repeated]):
        pairs += [pair] if pair else []
        yield found.progress
    yield Batch(
        chosen=tuple(chosen),
        ruleset=ruleset,
        checked=datetime.datetime.now().astimezone().date(),
        entries=found.entries,
        skipped=tuple(gathering.skipped),
        repeated=repeated,
        pairs=tuple(sorted(pairs, key=lambda pair: -pair.likeness)),
    )


def _nothing(skipped: int) -> AppError:
    more = f"里面有{skipped}个文件，都不是能检查的格式。" if skipped else ""
    return AppError(
        "batch-empty",
        f"没有找到可以检查的报告。{more}",
        "请选择放有 Word、PDF 或文本报告的文件夹。",
    )


def _cores() -> int:
    usable = getattr(os, "sched_getaffinity", None)
    cores = len(usable(0)) if usable else os.cpu_count() or 1
    return min(cores, _MOST_JOBS)


def _checked(order: _Order, jobs: int, found: _Found) -> Generator[Progress, None, SetName]:
    """Put into ``found`` what is said of each file; return whose rules decided."""
    left: Iterable[int] = range(len(order.files))
    if min(jobs, len(order.files)) > 1:
        crew = Crew(order.engine, order.files, min(jobs, len(order.files)), mask=order.mask)
        with closing(crew):
            for told in crew.steps():
                for number, said in told:
                    found.add(number, said)
                yield found.progress
        left = crew.left
        if crew.ruleset and not left:
            return crew.ruleset
    ruleset = order.engine.load_rules()
    for number in left:
        for step in outcome(order.engine, order.files[number], mask=order.mask):
            if step is not None:
                found.add(number, step)
            yield found.progress
    return ruleset


def _repeated(summaries: Iterable[Summary]) -> dict[Path, Path]:
    first: dict[str, Path] = {}
    known = ((each.path, first.setdefault(each.sha256, each.path)) for each in summaries)
    return {path: earlier for path, earlier in known if path != earlier}


def _alike(summaries: Sequence[Summary]) -> Iterator[Alike | None]:
    for pair in alike.pairs([each.text for each in summaries]):
        if pair is None:
            yield None
        else:
            one, other = summaries[pair.one], summaries[pair.other]
            yield Alike(one, other, pair.share, pair.other_share, pair.passages)
