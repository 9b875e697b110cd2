"""From a file to its report: what the window, the command line and the batch all call."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import AppError
from app.model import Report, SetName
from app.paths import DEFAULT_SET

if TYPE_CHECKING:
    from app.rules import RuleSet


class Engine:
    """Holds one loaded rule set and checks files with it; libraries are imported when first needed."""

    def __init__(
        self,
        rules_folder: Path | None = None,
        level: str | None = None,
        year: int | None = None,
        layers: Sequence[Path] = (),
    ) -> None:
        """Take the rule set's folder and the layers over it.

        ``level`` and ``year`` overrule what a report says of itself.
        """
        self._folder = rules_folder
        self._layers = tuple(layers)
        self._ruleset: RuleSet | None = None
        self._level = level
        self._year = year

    def __getstate__(self) -> dict[str, Any]:
        # What another process is sent: it reads the rules itself, which is faster than to receive them.
        return self.__dict__ | {"_ruleset": None}

    def load_rules(self) -> SetName:
        """Return the name of the rule set, after reading it if that was not done yet.

        Raises:
            AppError: a rule file is absent or wrong.
        """
        from app import check, load, structure  # so that the first file need not wait for them

        del check, load, structure
        return self._rules().name

    @property
    def rule_count(self) -> int:
        """How many rules the set holds."""
        return len(self._rules().rules)

    def run(self, path: Path, last_year: Path | None = None) -> Iterator[Report | None]:
        """Yield None after each step and at last the report, so that the caller can stop in between.

        ``last_year`` is the report of the year before, for the rules that compare with it.

        Raises:
            AppError: the file or the rules cannot be read.
        """
        from app.check import check
        from app.load import loading
        from app.structure import structure

        ruleset = self._rules()
        yield None
        source = yield from loading(path)
        yield None
        document = structure(source, ruleset, self._level, self._year)
        earlier = None
        if last_year is not None:
            earlier = structure((yield from loading(last_year)), ruleset)
        results = []
        for result in check(document, ruleset, earlier):
            results.append(result)
            yield None
        yield Report(
            document,
            tuple(results),
            ruleset.name,
            datetime.datetime.now().astimezone().date(),
            last_year,
        )

    def report(self, path: Path, last_year: Path | None = None) -> Report:
        """Return the report on the file at ``path`` in one go; raises as ``run`` does."""
        *_, last = self.run(path, last_year)
        assert last is not None  # noqa: S101  (run ends with the report)
        return last

    def _require_level(self, ruleset: RuleSet) -> None:
        known = dict.fromkeys(level.name for level in ruleset.levels)
        if self._level is not None and self._level not in known:
            raise AppError(
                "call-level",
                f"没有“{self._level}”这个层级。",
                f"可以写：{'、'.join(known)}。",
            )

    def _rules(self) -> RuleSet:
        if self._ruleset is None:
            self._ruleset = loaded_set(self._folder, self._layers)
            self._require_level(self._ruleset)
        return self._ruleset


def loaded_set(folder: Path | None, layers: Sequence[Path] = ()) -> RuleSet:
    """Return the rule set in ``folder``, the one that the program ships when None, with ``layers`` over it.

    What the program ships was tried when it was made; what comes from elsewhere is tried now.

    Raises:
        AppError: a file is absent or wrong, or an example does not behave as its rule says.
    """
    from app.rules import load_set

    is_our_own = folder is None and not layers
    ruleset = load_set(folder or DEFAULT_SET, layers, tried=is_our_own)
    if not is_our_own:
        from app.trial import require_behaviour

        require_behaviour(ruleset)
    return ruleset
