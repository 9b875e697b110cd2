"""Of correct reports that were changed on purpose the rules notice nearly every change, and pass no gap silently.

Every twelfth change is tried here; ``build/make.py mutants`` tries all and prints which were not noticed.
"""

from itertools import islice
from pathlib import Path

import pytest

BUILD = Path(__file__).resolve().parents[2] / "build"
ENOUGH = 0.98


@pytest.fixture
def mutants(monkeypatch):
    """The module that changes reports, as make.py runs it."""
    monkeypatch.syspath_prepend(BUILD)
    import mutants

    return mutants


def test_changes_to_correct_reports_are_noticed(mutants):
    fates = [mutants.fate(each) for each in islice(mutants.mutants(), 0, None, 12)]

    wrong = [
        (each.mutant.report, each.mutant.aim, each.mutant.how, each.told)
        for each in fates
        if not each.is_right
    ]
    assert [each for each in fates if mutants.passes_silently(each)] == []
    assert len(wrong) <= (1 - ENOUGH) * len(fates), wrong


def test_correct_reports_give_no_warning(mutants):
    whole = [each for each in mutants.mutants() if each.expected is None and not each.as_it_was]

    assert len(whole) >= 25
    assert [fate.told for fate in map(mutants.fate, whole) if not fate.is_right] == []
